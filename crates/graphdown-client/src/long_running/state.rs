//! How far an operation is, read from what the service says. It says so in several ways.

use crate::answer::RawAnswer;
use crate::client::may_carry_token;
use crate::error::{Error, Result};
use crate::request::Monitor;
use azure_core::http::Url;
use serde_json::Value;

/// How far an operation is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Progress {
    /// It is going on.
    Running {
        /// The service's word for it, for instance `inProgress`; empty if it has none.
        status: String,
        /// How much of it is done, in percent.
        percent: Option<f64>,
    },
    /// It is done.
    Succeeded {
        /// The service's word for it.
        status: String,
    },
    /// It was given up.
    Failed {
        /// The service's word for it.
        status: String,
    },
}

/// What one answer says of an operation.
#[derive(Debug)]
pub(super) struct State {
    pub(super) progress: Progress,
    pub(super) body: Value,
    /// Where the result is, if the answer was a redirect to it.
    pub(super) result: Option<Url>,
}

/// Words that begin so end the waiting.
const SUCCESS: &[&str] = &["succe", "complete", "partial", "finished", "done", "ready"];
const FAILURE: &[&str] =
    &["fail", "cancel", "error", "fault", "reject", "abort", "timedout", "deletefail"];

impl State {
    pub(super) fn of(answer: &RawAnswer, body: Value) -> Self {
        let redirect = (answer.status() == 303).then(|| answer.header("location")).flatten();
        let result = redirect.and_then(|it| absolute(answer, it).ok());
        let progress = if result.is_some() {
            Progress::Succeeded { status: String::new() }
        } else {
            progress(answer.status(), &body)
        };
        State { progress, body, result }
    }
}

fn progress(http_status: u16, body: &Value) -> Progress {
    let status = body.get("status").and_then(Value::as_str).unwrap_or_default().to_owned();
    let percent =
        ["percentageComplete", "percentComplete"].iter().find_map(|it| body.get(it)?.as_f64());
    let word = status.to_ascii_lowercase().replace([' ', '_', '-'], "");
    let begins = |words: &[&str]| words.iter().any(|it| word.starts_with(it));
    if begins(SUCCESS) {
        Progress::Succeeded { status }
    } else if begins(FAILURE) {
        Progress::Failed { status }
    } else if status.is_empty() && http_status != 202 {
        // No word on a state: this is the result.
        Progress::Succeeded { status }
    } else {
        Progress::Running { status, percent }
    }
}

/// The JSON of an answer; null if it has none.
pub(super) fn body(answer: &RawAnswer) -> Value {
    serde_json::from_slice(answer.body()).unwrap_or_default()
}

/// A URL that may be asked.
pub(super) fn parse(url: &str) -> Result<Url> {
    let parsed = Url::parse(url).ok().filter(may_carry_token);
    parsed
        .ok_or_else(|| Error::InvalidLink("the monitor's URL is none that may be asked".to_owned()))
}

/// A `Location`, which may be relative: to the API version (`/teams('x')/operations('y')`) or to the host (`/v1.0/...`).
pub(super) fn absolute(answer: &RawAnswer, location: &str) -> Result<Url> {
    if Url::parse(location).is_ok() {
        return parse(location);
    }
    let asked = answer.url();
    let version = asked.path().trim_start_matches('/').split('/').find(|it| is_version(it));
    let has_version = location.trim_start_matches('/').split('/').next().is_some_and(is_version);
    let joined = match version {
        Some(version) if location.starts_with('/') && !has_version => {
            asked.join(&format!("/{version}{location}"))
        }
        _ => asked.join(location),
    };
    joined.ok().filter(may_carry_token).ok_or_else(|| {
        Error::InvalidLink("the header `Location` leads to no URL that may be asked".to_owned())
    })
}

fn is_version(segment: &str) -> bool {
    segment == "v1.0" || segment == "beta"
}

/// For an operation that is a resource by itself: its URL, from itself, from the documented path, or from the context (`.../$metadata#admin/jobs/$entity`) and the id.
pub(super) fn own_url(answer: &RawAnswer, body: &Value) -> Option<Url> {
    let text = |name: &str| body.get(name)?.as_str();
    if let Some(own) = text("@odata.id") {
        return absolute(answer, own).ok();
    }
    if let Some(Monitor::Path(template)) = answer.operation().monitor {
        let (before, _) = template.split_once('{')?;
        let version = answer.url().path().split('/').find(|it| is_version(it))?;
        let mut url =
            answer.client().url(&format!("/{version}{}", before.trim_end_matches('/'))).ok()?;
        url.path_segments_mut().ok()?.push(text("id")?);
        return Some(url);
    }
    let (root, set) = text("@odata.context")?.split_once("/$metadata#")?;
    let set = set.strip_suffix("/$entity")?;
    let mut url = Url::parse(root).ok().filter(may_carry_token)?;
    url.path_segments_mut().ok()?.extend(set.split('/')).push(text("id")?);
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::{Progress, progress};
    use serde_json::json;

    #[test]
    fn states_are_told_apart() {
        let running =
            ["notStarted", "inProgress", "running", "waiting", "deletePending", "whatever"];
        for status in running {
            let it = progress(200, &json!({ "status": status, "percentageComplete": 40.5 }));
            assert_eq!(it, Progress::Running { status: status.to_owned(), percent: Some(40.5) });
        }
        for status in ["succeeded", "completed", "Completed", "partiallySuccessful", "success"] {
            let it = progress(202, &json!({ "status": status }));
            assert_eq!(it, Progress::Succeeded { status: status.to_owned() });
        }
        for status in ["failed", "cancelled", "canceled", "deleteFailed", "Timed out"] {
            let it = progress(200, &json!({ "status": status }));
            assert_eq!(it, Progress::Failed { status: status.to_owned() });
        }
        assert!(matches!(progress(202, &json!(null)), Progress::Running { .. }));
        assert!(matches!(progress(200, &json!({"id": 1})), Progress::Succeeded { .. }));
        assert!(matches!(progress(204, &json!(null)), Progress::Succeeded { .. }));
    }
}
