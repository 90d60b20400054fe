//! Lists: what is in them, in pages.

use super::address::{self};
use super::{Call, Engine, present};
use crate::message::{Answer, encoded};
use crate::refusal::Refusal;
use graphdown::ir::edm::TypeId;
use graphdown::verify::serve::Step;
use serde_json::{Map, Value, json};

/// An element of a list.
pub(super) struct Element {
    pub(super) value: Value,
    /// The number of the last change to it or to its being there.
    pub(super) version: u64,
    /// The object, if it is kept.
    pub(super) entity: Option<u64>,
}

/// The part of a list that one answer holds.
pub(super) struct Page {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) is_last: bool,
}

impl Engine<'_> {
    /// What is in a list.
    pub(super) fn members(&self, call: &Call<'_>, list: &str, operation: usize) -> Vec<Element> {
        let table = call.table;
        let declared = table.answer_type(table.operation(operation));
        if let Some(members) = self.state.list(list) {
            let kept = members.iter().filter_map(|it| Some((it, self.state.entity(it.entity)?)));
            return kept
                .map(|(member, it)| Element {
                    value: self.kept_value(call, it, declared),
                    version: it.version.max(member.since),
                    entity: Some(member.entity),
                })
                .collect();
        }
        let root = declared.map(|it| table.root(it)).unwrap_or_default();
        let is_shared = table.shared.contains(&root);
        let key = table.key(declared);
        let seeds = table.seeds(operation);
        let is_gone = |id: &str| {
            self.state.is_gone(&format!("{list}/{}", encoded(id)))
                || is_shared && self.state.is_id_gone(&root, id)
        };
        let mut found = Vec::new();
        for seed in seeds.iter() {
            let id = seed.get(key).and_then(Value::as_str);
            if id.is_some_and(is_gone) {
                continue;
            }
            let kept = id.and_then(|it| {
                let by_id = || self.state.by_id(&root, it).filter(|_| is_shared);
                self.state.at(&format!("{list}/{}", encoded(it))).or_else(by_id)
            });
            match kept.and_then(|it| Some((it, self.state.entity(it)?))) {
                Some((entity, it)) => found.push(Element {
                    value: self.kept_value(call, it, declared),
                    version: it.version,
                    entity: Some(entity),
                }),
                None => found.push(Element { value: seed.clone(), version: 0, entity: None }),
            }
        }
        found
    }

    /// The list that a call is about, and the operation that lists it.
    pub(super) fn list_of(&self, call: &Call<'_>) -> String {
        address::kept(call.table, &address::written(&call.found.steps))
    }

    pub(super) fn list(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let values = self.wanted(call)?;
        let page = self.page(call, values.len());
        let mut body = Map::new();
        body.insert("@odata.context".to_owned(), call.context(false).into());
        if call.query.count {
            body.insert("@odata.count".to_owned(), values.len().into());
        }
        if !page.is_last {
            let link = next_link(call, page.to, self.state.version());
            body.insert("@odata.nextLink".to_owned(), link.into());
        }
        let values = values.into_iter().take(page.to).skip(page.from).collect();
        body.insert("value".to_owned(), Value::Array(self.finished(call, values)?));
        let mut body = Value::Object(body);
        present::rehost(&mut body, &call.request.base);
        Ok(Answer::json(200, &body))
    }

    /// How many there are, as text.
    pub(super) fn count(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let steps = match call.found.steps.as_slice() {
            [before @ .., Step::Word(last)] if last == "$count" => before,
            all => all,
        };
        let path = address::written(steps);
        let Some(operation) = address::list_operation(call.table, &path) else {
            return self.shown(call);
        };
        let list = address::kept(call.table, &path);
        let members = self.members(call, &list, operation);
        let count = members.iter().filter(|it| self.is_wanted(call, it)).count();
        Ok(Answer::empty(200).with("content-type", "text/plain").bytes(count.to_string()))
    }

    /// The elements that are asked for, in order.
    fn wanted(&self, call: &Call<'_>) -> Result<Vec<Value>, Refusal> {
        let list = self.list_of(call);
        if self.state.is_gone(&list) {
            return Err(Refusal::missing(&call.path));
        }
        let members = self.members(call, &list, call.found.operation);
        let wanted = members.into_iter().filter(|it| self.is_wanted(call, it)).map(|it| it.value);
        let mut values: Vec<Value> = wanted.collect();
        call.query.sort(&mut values);
        Ok(values)
    }

    pub(super) fn is_wanted(&self, call: &Call<'_>, element: &Element) -> bool {
        let is_cast = call.found.cast.is_none_or(|it| self.is_of(call, element, it));
        is_cast && call.query.wants(&element.value)
    }

    /// True if an element is of a type. One that does not say is, if it is of no other.
    fn is_of(&self, call: &Call<'_>, element: &Element, wanted: TypeId) -> bool {
        let matcher = &call.table.matcher;
        let stated = element.value.get("@odata.type").and_then(Value::as_str).map(str::to_owned);
        let kept = element.entity.and_then(|it| self.state.entity(it)).map(|it| it.ty.clone());
        match stated.or(kept).and_then(|it| matcher.structured(&it)) {
            Some(ty) => matcher.is_a(ty, wanted),
            None => true,
        }
    }

    pub(super) fn page(&self, call: &Call<'_>, count: usize) -> Page {
        let preferred = call.request.preferred_number("odata.maxpagesize").filter(|it| *it > 0);
        let size = call.query.top.or(preferred).unwrap_or(self.settings.page_size).max(1);
        let from = call.query.skip_token.map_or(call.query.skip, |it| it.0).min(count);
        let to = from.saturating_add(size).min(count);
        Page { from, to, is_last: to >= count }
    }

    /// Elements as an answer shows them.
    pub(super) fn finished(
        &self,
        call: &Call<'_>,
        values: Vec<Value>,
    ) -> Result<Vec<Value>, Refusal> {
        let path = address::written(&call.found.steps);
        let key = call.table.key(call.table.answer_type(call.operation));
        let mut values = values;
        for it in values.iter_mut().filter_map(Value::as_object_mut) {
            let id = it.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            self.expand(call, &format!("{path}/{}", encoded(&id)), it)?;
            call.query.project(it);
        }
        Ok(values)
    }
}

/// The address of the next page: the same query, and where to go on.
pub(super) fn next_link(call: &Call<'_>, at: usize, version: u64) -> String {
    let mut parts = kept_options(call, &["$skip", "$skiptoken"]);
    parts.push(format!("$skiptoken={at}.{version}"));
    format!("{}/{}?{}", call.root(), call.path, parts.join("&"))
}

/// The options of the query without some of them, as they were sent.
pub(super) fn kept_options(call: &Call<'_>, without: &[&str]) -> Vec<String> {
    let all = call.options.iter().filter(|(name, _)| {
        let bare = name.trim_start_matches('$').to_lowercase();
        !without.iter().any(|it| it.trim_start_matches('$') == bare)
    });
    all.map(|(name, value)| format!("{name}={}", encoded(value))).collect()
}

impl Engine<'_> {
    /// The references of a list, or of the one thing that stands there.
    pub(super) fn list_refs(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let [before @ .., _] = call.found.steps.as_slice() else { return self.shown(call) };
        let path = address::written(before);
        let link = |value: &Value| {
            let id = value.get("id").and_then(Value::as_str).unwrap_or_default();
            json!({ "@odata.id": format!("{}/directoryObjects/{id}", call.root()) })
        };
        if let Some(operation) = address::list_operation(call.table, &path) {
            let list = address::kept(call.table, &path);
            let all: Vec<Value> =
                self.members(call, &list, operation).iter().map(|it| link(&it.value)).collect();
            let context = format!("{}/$metadata#Collection($ref)", call.root());
            return Ok(Answer::json(200, &json!({ "@odata.context": context, "value": all })));
        }
        let address = address::Address::new(call.table, before);
        let value = match self.look(call.table, &address) {
            address::There::Nothing => return Err(Refusal::missing(&call.path)),
            address::There::Kept(key) => {
                self.state.entity(key).map(|it| Value::Object(it.value.clone())).unwrap_or_default()
            }
            address::There::Seed(it) | address::There::Example(it) => Value::Object(it),
        };
        let mut body = link(&value);
        body["@odata.context"] = format!("{}/$metadata#$ref", call.root()).into();
        Ok(Answer::json(200, &body))
    }
}
