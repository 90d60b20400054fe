//! Changes since the last time: delta functions, their links, and what was removed.

use super::list::{Element, kept_options, next_link};
use super::{Call, Engine, address, present};
use crate::message::Answer;
use crate::refusal::Refusal;
use serde_json::{Map, Value, json};

impl Engine<'_> {
    pub(super) fn delta(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let [before @ .., _] = call.found.steps.as_slice() else { return self.shown(call) };
        let path = address::written(before);
        let list = address::kept(call.table, &path);
        let operation = address::list_operation(call.table, &path).unwrap_or(call.found.operation);
        let since = self.since(call)?;
        let now = call.query.skip_token.map_or(self.state.version(), |it| it.1);
        let members = self.members(call, &list, operation);
        let is_changed = |it: &Element| since.is_none_or(|since| it.version > since);
        let changed = members.iter().filter(|it| is_changed(it) && self.is_wanted(call, it));
        let mut values: Vec<Value> = changed.map(|it| it.value.clone()).collect();
        if let Some(since) = since {
            values.extend(self.removed(&list, since, &members));
        }
        let page = self.page(call, values.len());
        let mut body = Map::new();
        body.insert("@odata.context".to_owned(), call.context(false).into());
        let (name, link) = if page.is_last {
            let mut parts = kept_options(call, &["$skip", "$skiptoken", "$deltatoken", "$top"]);
            parts.push(format!("$deltatoken={now}"));
            ("@odata.deltaLink", format!("{}/{}?{}", call.root(), call.path, parts.join("&")))
        } else {
            ("@odata.nextLink", next_link(call, page.to, now))
        };
        body.insert(name.to_owned(), link.into());
        let values: Vec<Value> = values.into_iter().take(page.to).skip(page.from).collect();
        body.insert("value".to_owned(), Value::Array(self.finished(call, values)?));
        let mut body = Value::Object(body);
        present::rehost(&mut body, &call.request.base);
        Ok(Answer::json(200, &body))
    }

    /// The state that the caller has; `None` if it begins.
    fn since(&self, call: &Call<'_>) -> Result<Option<u64>, Refusal> {
        let Some(token) = &call.query.delta_token else { return Ok(None) };
        if token == "latest" {
            return Ok(Some(self.state.version()));
        }
        match token.parse::<u64>() {
            Ok(it) if it <= self.state.version() => Ok(Some(it)),
            _ => {
                let start = format!("{}/{}", call.root(), call.path);
                Err(crate::query::resync().with("location", start))
            }
        }
    }

    /// What left a list and did not come back.
    fn removed(&self, list: &str, since: u64, members: &[Element]) -> Vec<Value> {
        let is_back = |id: &str| {
            members.iter().any(|it| it.value.get("id").and_then(Value::as_str) == Some(id))
        };
        let removals = self.state.removals(list, since).filter(|it| !is_back(&it.id));
        let one = |deleted: bool| if deleted { "deleted" } else { "changed" };
        removals
            .map(|it| json!({ "id": it.id, "@removed": { "reason": one(it.deleted) } }))
            .collect()
    }
}
