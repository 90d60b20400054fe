//! The engine without connections and threads, for the fuzz target; compiled for it only.

use crate::documentation::Documentation;
use crate::engine::Engine;
use crate::message::Request;
use crate::settings::Settings;
use crate::table::Table;

/// Answers requests, each a list of lines: method, target, headers, an empty line, the body. Gives back the statuses.
pub fn answer(documentation: &Documentation, requests: &[&[u8]]) -> Vec<u16> {
    let settings = Settings { needs_token: false, ..Settings::default() };
    let tables: Vec<Table<'_>> =
        documentation.edm().apis.iter().map(|api| Table::new(documentation, api)).collect();
    let mut engine = Engine::new(documentation, &tables, &settings);
    let all = requests.iter().enumerate();
    all.map(|(number, it)| engine.answer(&request(number, it)).status).collect()
}

fn request(number: usize, bytes: &[u8]) -> Request {
    let end = bytes.windows(2).position(|it| it == b"\n\n").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let first = lines.next().unwrap_or_default();
    let (method, target) = first.split_once(' ').unwrap_or(("GET", first));
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers = lines
        .filter_map(|it| it.split_once(':'))
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers,
        body: bytes.get(end + 2..).unwrap_or_default().to_vec().into(),
        base: "http://127.0.0.1:1".to_owned(),
        id: number.to_string(),
    }
}
