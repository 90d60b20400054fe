//! References: `$ref` puts what is there already into a list, or to a place, and takes it away again.

use super::address::{self, Address};
use super::{Call, Engine};
use crate::message::{Answer, encoded};
use crate::refusal::Refusal;
use graphdown::ir::edm::Method;
use graphdown::verify::serve::Step;
use serde_json::Value;

impl Engine<'_> {
    /// POST: into a list.
    pub(super) fn add_ref(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let (before, path) = self.before(call)?;
        let target = self.target(call)?;
        match address::list_operation(call.table, &path) {
            Some(operation) => {
                let list = address::kept(call.table, &path);
                self.make_list(call.table, &list, operation)?;
                if !self.state.link(&list, target) {
                    let message = "One or more added object references already exist for the following modified properties.";
                    return Err(Refusal::bad(message));
                }
            }
            None => self.state.place(&Address::new(call.table, before).path, target),
        }
        Ok(Answer::empty(status(call)))
    }

    /// PUT: to a place that holds one.
    pub(super) fn set_ref(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let (before, _) = self.before(call)?;
        let target = self.target(call)?;
        let address = Address::new(call.table, before);
        self.state.place(&address.path, target);
        Ok(Answer::empty(status(call)))
    }

    /// DELETE: out of a list, by the id in the path or the query, or from a place.
    pub(super) fn remove_ref(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let (before, path) = self.before(call)?;
        let by_query = call.options.iter().find(|(name, _)| name == "$id" || name == "@id");
        let (list_steps, id) = match (before, by_query) {
            ([list @ .., Step::Key { value, .. }], None) => (list, Some(value.clone())),
            (list, Some((_, url))) => (list, Some(last_key(url))),
            (list, None) => (list, None),
        };
        if let Some(id) = id {
            let list_path = address::written(list_steps);
            if let Some(operation) = address::list_operation(call.table, &list_path) {
                let list = address::kept(call.table, &list_path);
                self.make_list(call.table, &list, operation)?;
                let key = self.state.at(&format!("{list}/{}", encoded(&id)));
                return match key.is_some_and(|it| self.state.unlink(&list, it)) {
                    true => Ok(Answer::empty(status(call))),
                    // Of what no page shows nothing is known; the second time it is.
                    false
                        if self.settings.strict_ids
                            || self.state.is_gone(&format!("{list}/{}", encoded(&id))) =>
                    {
                        Err(Refusal::missing(&id))
                    }
                    false => {
                        self.state.forget_path(&format!("{list}/{}", encoded(&id)));
                        Ok(Answer::empty(status(call)))
                    }
                };
            }
        }
        let path = address::kept(call.table, &path);
        if self.state.is_gone(&path) {
            return Err(Refusal::missing(&call.path));
        }
        self.state.forget_path(&path);
        Ok(Answer::empty(status(call)))
    }

    /// The steps before `$ref`, and the path they make.
    fn before<'s>(&self, call: &'s Call<'_>) -> Result<(&'s [Step], String), Refusal> {
        let [before @ .., _] = call.found.steps.as_slice() else {
            return Err(Refusal::bad("A reference needs a path."));
        };
        let path = address::written(before);
        if self.state.is_gone(&address::kept(call.table, &path))
            && call.operation.method == Method::Post
        {
            return Err(Refusal::missing(&path));
        }
        Ok((before, path))
    }

    /// The object that the body refers to.
    fn target(&mut self, call: &Call<'_>) -> Result<u64, Refusal> {
        let sent =
            call.sent.as_ref().and_then(|it| it.get("@odata.id").or_else(|| it.get("odata.id")));
        let Some(url) = sent.and_then(Value::as_str) else {
            return Err(Refusal::bad("Property '@odata.id' is required."));
        };
        let path = crate::table::below_version(url);
        let found = call.table.find(Method::Get, &path);
        let Some(found) = found else {
            return Err(Refusal::bad(format!(
                "Invalid URL format specified in @odata.id: '{url}'."
            )));
        };
        let address = self.anywhere(call, Address::new(call.table, &found.steps));
        self.keep(call.table, &address)
    }

    /// An object of a set that several lists show, for instance a user by `directoryObjects/{id}`, is looked for in each.
    fn anywhere(&self, call: &Call<'_>, address: Address) -> Address {
        let table = call.table;
        let (Some(id), Some(root)) = (address.id.clone(), address.ty.map(|it| table.root(it)))
        else {
            return address;
        };
        let tops = table
            .api
            .operations
            .iter()
            .enumerate()
            .filter(|(_, it)| it.method == Method::Get && it.path.segments.len() == 1);
        for (index, operation) in tops {
            let is_same = table.answer_type(operation).is_some_and(|it| table.root(it) == root);
            let seeds = table.seeds(index);
            if is_same && seeds.iter().any(|it| it.get("id").and_then(Value::as_str) == Some(&id)) {
                let list = operation.path.to_string().trim_start_matches('/').to_owned();
                let path = format!("{list}/{}", encoded(&id));
                if let Some(found) = table.find(Method::Get, &path) {
                    return Address::new(table, &found.steps);
                }
            }
        }
        address
    }
}

/// The key at the end of a URL.
fn last_key(url: &str) -> String {
    let last = url.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let inner = last.split_once("('").and_then(|(_, it)| it.strip_suffix("')"));
    crate::message::decoded(inner.unwrap_or(last))
}

fn status(call: &Call<'_>) -> u16 {
    call.operation.response.status.first().copied().filter(|it| *it < 300).unwrap_or(204)
}
