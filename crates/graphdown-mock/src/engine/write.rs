//! Objects that are created, changed and deleted.

use super::address::{self, Address, There};
use super::{Call, Engine, present};
use crate::message::{Answer, encoded};
use crate::refusal::Refusal;
use crate::{clock, sample};
use graphdown::ir::edm::{
    Method, OperationKind, Primitive, RequestBody, ResponseBody, TypeId, TypeTarget,
};
use graphdown::verify::serve::Step;
use serde_json::{Map, Value};

/// Properties that the service sets when something is created.
const CREATED: &[&str] = &["createdDateTime", "lastModifiedDateTime"];
const CHANGED: &str = "lastModifiedDateTime";

impl Engine<'_> {
    /// True if a POST puts something into a list, and does not call an action.
    pub(super) fn creates(&self, call: &Call<'_>) -> bool {
        let takes_object =
            matches!(&call.operation.request, RequestBody::Resource { ty, .. } if !ty.collection);
        let ends_with_word = matches!(call.found.steps.last(), Some(Step::Word(_)));
        let answers_many = matches!(call.operation.response.body, ResponseBody::Collection(_));
        let is_list =
            address::list_operation(call.table, &address::written(&call.found.steps)).is_some();
        let is_creation = call.operation.kind == OperationKind::Create || is_list;
        takes_object
            && ends_with_word
            && !answers_many
            && is_creation
            && call.sent.as_ref().is_some_and(Value::is_object)
    }

    pub(super) fn create(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let path = address::written(&call.found.steps);
        let list = address::kept(call.table, &path);
        if self.state.is_gone(&list) {
            return Err(Refusal::missing(&call.path));
        }
        let operation = address::list_operation(call.table, &path);
        let ty = created_type(call);
        let object = self.new_object(call, ty);
        let id =
            object.get(call.table.key(ty)).and_then(Value::as_str).unwrap_or_default().to_owned();
        if self.state.at(&format!("{list}/{}", encoded(&id))).is_some() {
            let message = "Another object with the same value for property id already exists.";
            return Err(Refusal::new(409, "Conflict", message));
        }
        if let Some(operation) = operation {
            self.make_list(call.table, &list, operation)?;
        }
        let key = self.add(call.table, ty, object, &list)?;
        if operation.is_some() {
            self.state.link(&list, key);
        } else {
            self.state.place(&format!("{list}/{}", encoded(&id)), key);
        }
        // A new object is a change of its own, so its tag is not that of what the pages show.
        self.state.change_entity(key, |_| {});
        let response = &call.operation.response;
        let shown = call.shown();
        let status = shown.map(|it| it.status).or(response.status.first().copied()).unwrap_or(201);
        if status == 202 {
            return Ok(self.wait(call, Some(&id)));
        }
        if matches!(response.body, ResponseBody::None) || status == 204 {
            return Ok(Answer::empty(status));
        }
        let Some(entity) = self.state.entity(key) else { return Err(Refusal::missing(&call.path)) };
        let tag = entity.tag();
        let value = self.kept_value(call, entity, call.table.answer_type(call.operation));
        let location = format!("{}/{}/{}", call.root(), call.path, encoded(&id));
        let object = value.as_object().cloned().unwrap_or_default();
        Ok(self.one(call, status, object, &tag)?.with("location", location))
    }

    /// A new object: what was sent, an id, and what the service sets by itself, as far as the pages tell.
    fn new_object(&mut self, call: &Call<'_>, ty: Option<TypeId>) -> Map<String, Value> {
        let shown = call.table.first(call.found.operation).and_then(|it| it.body.as_ref());
        let shown = shown.and_then(Value::as_object).cloned().unwrap_or_default();
        let sent = call.sent.as_ref().and_then(Value::as_object).cloned().unwrap_or_default();
        let key = call.table.key(ty).to_owned();
        let mut object = Map::new();
        let given = sent.get(&key).and_then(Value::as_str).filter(|it| !it.is_empty());
        let id = given.map_or_else(|| sample::minted(self.state.mint()), str::to_owned);
        object.insert(key, id.into());
        for (name, value) in shown {
            if name.contains('@') || object.contains_key(&name) || sent.contains_key(&name) {
                continue;
            }
            object.insert(name.clone(), self.unsent(call, ty, &name, value));
        }
        for name in CREATED {
            if is_time(call, ty, name) {
                object.insert((*name).to_owned(), clock::now().into());
            }
        }
        // Relationships to what is there already are no part of the object.
        object.extend(sent.into_iter().filter(|(name, _)| !name.ends_with("@odata.bind")));
        object
    }

    /// A property that was not sent: what the service sets is as shown, anything else is not set.
    fn unsent(&self, call: &Call<'_>, ty: Option<TypeId>, name: &str, shown: Value) -> Value {
        let property = ty.and_then(|it| call.table.matcher.property_or_derived(it, name));
        let is_set = property
            .is_some_and(|it| it.facts.read_only || it.facts.particulars().default.is_some());
        match shown {
            it if is_set => it,
            Value::Array(_) => Value::Array(Vec::new()),
            it @ (Value::Bool(_) | Value::Number(_)) => it,
            _ => Value::Null,
        }
    }

    pub(super) fn update(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let Some(Value::Object(sent)) = &call.sent else { return self.shown(call) };
        let address = self.address(call);
        let is_put = call.operation.method == Method::Put;
        if !is_put || !matches!(self.look(call.table, &address), There::Nothing) {
            self.check_tag(call, &address)?;
        }
        let key = match self.look(call.table, &address) {
            // PUT makes what is not there.
            There::Nothing if is_put => {
                let mut object = sent.clone();
                if let Some(id) = &address.id {
                    object.insert(call.table.key(address.ty).to_owned(), id.clone().into());
                }
                let key = self.add(call.table, address.ty, object, &address.path)?;
                match (
                    &address.list,
                    self.state.list(address.list.as_deref().unwrap_or_default()).is_some(),
                ) {
                    (Some(list), true) => {
                        self.state.link(list, key);
                    }
                    _ => self.state.place(&address.path, key),
                }
                key
            }
            _ => self.keep(call.table, &address)?,
        };
        let key_name = call.table.key(address.ty).to_owned();
        let sets_time = is_time(call, address.ty, CHANGED);
        self.state.change_entity(key, |entity| {
            for (name, value) in sent {
                if *name != key_name && !name.ends_with("@odata.bind") {
                    merge(entity.value.entry(name.clone()).or_insert(Value::Null), value);
                }
            }
            if sets_time {
                entity.value.insert(CHANGED.to_owned(), clock::now().into());
            }
        });
        self.updated(call, key)
    }

    fn updated(&mut self, call: &Call<'_>, key: u64) -> Result<Answer, Refusal> {
        let response = &call.operation.response;
        let shown = call.shown().map(|it| it.status);
        let status = shown.or(response.status.first().copied()).unwrap_or(204);
        let wants_it = call.request.prefers("return=representation");
        let Some(entity) = self.state.entity(key) else { return Err(Refusal::missing(&call.path)) };
        let tag = entity.tag();
        if status == 202 {
            let id = entity.id.clone();
            return Ok(self.wait(call, Some(&id)));
        }
        let has_body = matches!(response.body, ResponseBody::Single(_)) && status != 204;
        if !has_body && !wants_it || call.request.prefers("return=minimal") {
            let status = if has_body { 204 } else { status };
            return Ok(Answer::empty(status).with("etag", tag));
        }
        let value = self.kept_value(call, entity, call.table.answer_type(call.operation));
        let status = if has_body { status } else { 200 };
        let answer =
            self.one(call, status, value.as_object().cloned().unwrap_or_default(), &tag)?;
        Ok(if wants_it {
            answer.with("preference-applied", "return=representation")
        } else {
            answer
        })
    }

    pub(super) fn delete(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let address = self.address(call);
        self.check_tag(call, &address)?;
        match self.look(call.table, &address) {
            There::Nothing => {
                return Err(Refusal::missing(address.id.as_deref().unwrap_or(&call.path)));
            }
            There::Kept(key) => self.state.remove(key),
            There::Seed(_) => {
                let key = self.keep(call.table, &address)?;
                self.state.remove(key);
            }
            There::Example(_) => self.state.forget_path(&address.path),
        }
        let shown = call.shown().map(|it| it.status);
        let status = shown.or(call.operation.response.status.first().copied()).unwrap_or(204);
        match status {
            202 if call.operation.response.location => Ok(self.wait(call, None)),
            _ if matches!(call.operation.response.body, ResponseBody::None) => {
                Ok(Answer::empty(status))
            }
            _ => self.shown(call),
        }
    }

    /// `If-Match` has to name the current tag.
    pub(super) fn check_tag(&self, call: &Call<'_>, address: &Address) -> Result<(), Refusal> {
        let Some(wanted) = call.request.header("if-match").map(str::trim) else { return Ok(()) };
        let current = match self.look(call.table, address) {
            There::Kept(key) => self.state.entity(key).map(crate::state::Entity::tag),
            There::Seed(it) | There::Example(it) => Some(present::shown_tag(&it)),
            There::Nothing => None,
        };
        let is_match = current.as_ref().is_some_and(|current| {
            wanted == "*" || wanted.split(',').any(|it| it.trim() == current)
        });
        if is_match {
            return Ok(());
        }
        let current = current.unwrap_or_else(|| "nothing".to_owned());
        let message =
            format!("The resource has changed: its ETag is {current}, 'If-Match' has {wanted}.");
        Err(Refusal::new(412, "PreconditionFailed", message))
    }
}

/// The type of what a POST creates: the one that the body names, or the documented one.
fn created_type(call: &Call<'_>) -> Option<TypeId> {
    let stated = call.sent.as_ref().and_then(|it| it.get("@odata.type")).and_then(Value::as_str);
    let stated = stated.and_then(|it| call.table.matcher.structured(it));
    stated.or_else(|| match &call.operation.request {
        RequestBody::Resource { ty, .. } => crate::table::structured(*ty),
        _ => call.table.answer_type(call.operation),
    })
}

fn is_time(call: &Call<'_>, ty: Option<TypeId>, name: &str) -> bool {
    let property = ty.and_then(|it| call.table.matcher.property(it, name));
    property.is_some_and(|it| it.ty.target == TypeTarget::Primitive(Primitive::DateTimeOffset))
}

/// Members of an object are changed one by one; anything else is replaced.
fn merge(old: &mut Value, new: &Value) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            for (name, it) in new {
                merge(old.entry(name.clone()).or_insert(Value::Null), it);
            }
        }
        (old, new) => *old = new.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn objects_merge_and_arrays_do_not() {
        let mut value = json!({"a": {"b": 1, "c": [1, 2]}, "d": 1});
        merge(&mut value, &json!({"a": {"c": [3]}, "d": null, "e": 2}));
        assert_eq!(value, json!({"a": {"b": 1, "c": [3]}, "d": null, "e": 2}));
    }
}
