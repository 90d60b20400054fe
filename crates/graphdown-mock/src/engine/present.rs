//! Objects as an answer shows them: context, tags, what `$select` and `$expand` ask for.

use super::address::{self, Address, There};
use super::{Call, Engine};
use crate::message::Answer;
use crate::refusal::Refusal;
use crate::state::Entity;
use crate::{sample, table};
use graphdown::ir::edm::{Method, TypeId};
use graphdown::verify::serve::Step;
use serde_json::{Map, Value, json};

/// How many elements `$expand` brings at most.
const EXPANDED: usize = 20;

impl Entity {
    /// The tag that changes with the object.
    pub(super) fn tag(&self) -> String {
        match self.value.get("@odata.etag").and_then(Value::as_str) {
            Some(it) if self.version == 0 => it.to_owned(),
            _ => format!("W/\"{}\"", self.version),
        }
    }
}

/// The tag of an object that the pages show.
pub(super) fn shown_tag(object: &Map<String, Value>) -> String {
    object.get("@odata.etag").and_then(Value::as_str).unwrap_or("W/\"0\"").to_owned()
}

impl Call<'_> {
    /// What `@odata.context` says of the answer.
    pub(super) fn context(&self, is_single: bool) -> String {
        let shown = self.table.first(self.found.operation).and_then(|it| it.body.as_ref());
        let shown = shown.and_then(|it| it.get("@odata.context")).and_then(Value::as_str);
        if let Some((_, set)) = shown.and_then(|it| it.split_once("$metadata")) {
            return format!("{}/$metadata{set}", self.root());
        }
        let steps = match self.found.steps.as_slice() {
            [before @ .., Step::Key { .. }] => before,
            [Step::Word(word)] if word == "me" => {
                return format!("{}/$metadata#users/$entity", self.root());
            }
            all => all,
        };
        let set: Vec<String> = steps
            .iter()
            .map(|it| match it {
                Step::Word(word) => word.clone(),
                Step::Key { value, .. } => format!("('{value}')"),
                Step::Call(name, _) => name.clone(),
                Step::ItemPath(_) => "item".to_owned(),
            })
            .collect();
        let set = set.join("/").replace("/(", "(");
        let end = if is_single { "/$entity" } else { "" };
        format!("{}/$metadata#{set}{end}", self.root())
    }
}

impl Engine<'_> {
    /// An object that is kept, as JSON.
    pub(super) fn kept_value(
        &self,
        call: &Call<'_>,
        entity: &Entity,
        declared: Option<TypeId>,
    ) -> Value {
        let mut object = entity.value.clone();
        if object.contains_key("@odata.etag") {
            object.insert("@odata.etag".to_owned(), entity.tag().into());
        }
        let declared = declared.map(|it| call.table.api.structured_type(it).name.to_string());
        if declared.is_some_and(|it| it != entity.ty)
            && !entity.ty.is_empty()
            && !object.contains_key("@odata.type")
        {
            object.insert("@odata.type".to_owned(), format!("#{}", entity.ty).into());
        }
        Value::Object(object)
    }

    /// The answer with one object.
    pub(super) fn one(
        &self,
        call: &Call<'_>,
        status: u16,
        object: Map<String, Value>,
        tag: &str,
    ) -> Result<Answer, Refusal> {
        let mut object = object;
        self.expand(call, &address::written(&call.found.steps), &mut object)?;
        call.query.project(&mut object);
        object.shift_remove("@odata.context");
        let mut body = Map::new();
        body.insert("@odata.context".to_owned(), call.context(true).into());
        body.append(&mut object);
        let mut body = Value::Object(body);
        rehost(&mut body, &call.request.base);
        Ok(Answer::json(status, &body).with("etag", tag))
    }

    /// What `$expand` brings into an object that stands at `path`.
    pub(super) fn expand(
        &self,
        call: &Call<'_>,
        path: &str,
        object: &mut Map<String, Value>,
    ) -> Result<(), Refusal> {
        for name in call.query.expand.iter().filter(|it| *it != "*") {
            if object.contains_key(name) {
                continue;
            }
            let value = self.related(call, &format!("{path}/{name}"), name);
            object.insert(name.clone(), value);
        }
        Ok(())
    }

    fn related(&self, call: &Call<'_>, path: &str, name: &str) -> Value {
        let table = call.table;
        if let Some(operation) = address::list_operation(table, path) {
            let list = address::kept(table, path);
            let mut all: Vec<Value> =
                self.members(call, &list, operation).into_iter().map(|it| it.value).collect();
            all.truncate(EXPANDED);
            return Value::Array(all);
        }
        if let Some(found) = table.find(Method::Get, path) {
            return match self.look(table, &Address::new(table, &found.steps)) {
                There::Kept(key) => {
                    self.state.entity(key).map_or(Value::Null, |it| self.kept_value(call, it, None))
                }
                There::Seed(it) | There::Example(it) => Value::Object(it),
                There::Nothing => Value::Null,
            };
        }
        let ty = call.found.cast.or_else(|| table.answer_type(call.operation));
        let property = ty.and_then(|it| table.matcher.property_or_derived(it, name));
        match property.map(|it| (it.ty.collection, table::structured(it.ty))) {
            Some((false, Some(id))) => Value::Object(sample::object(table.api, id)),
            Some((true, Some(id))) => json!([sample::object(table.api, id)]),
            _ => Value::Null,
        }
    }
}

/// Lets links of the service lead here.
pub(super) fn rehost(value: &mut Value, base: &str) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|it| rehost(it, base)),
        Value::Object(all) => {
            for (name, it) in all.iter_mut() {
                match it {
                    Value::String(text) if name.contains("@odata.") => {
                        if let Some(moved) = moved(text, base) {
                            *text = moved;
                        }
                    }
                    it => rehost(it, base),
                }
            }
        }
        _ => {}
    }
}

/// A URL of the service as one of this server.
pub(super) fn moved(url: &str, base: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let (host, path) = rest.split_once('/')?;
    let is_service = host.to_lowercase().contains("graph");
    let first = path.split('/').next()?;
    let is_version = graphdown::docset::ApiVersion::parse(first).is_some();
    (is_service && is_version).then(|| format!("{base}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_the_service_lead_here_and_others_stay() {
        let mut value = json!({
            "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users",
            "value": [{"webUrl": "https://graph.microsoft.com/v1.0/x", "@odata.id": "https://other.example/v1.0/x"}],
        });
        rehost(&mut value, "http://here");
        assert_eq!(value["@odata.context"], "http://here/v1.0/$metadata#users");
        assert_eq!(value["value"][0]["webUrl"], "https://graph.microsoft.com/v1.0/x");
        assert_eq!(value["value"][0]["@odata.id"], "https://other.example/v1.0/x");
    }
}
