//! Bytes: `$value` and `content`. What was put is given back; before that, what the pages show.

use super::address::{Address, There};
use super::{Call, Engine, OWN};
use crate::message::{Answer, Request, decoded, encoded};
use crate::refusal::Refusal;
use crate::state::{Content, Entity};
use graphdown::ir::edm::ResponseBody;
use graphdown::verify::serve::Step;
use serde_json::Value;

impl Engine<'_> {
    pub(super) fn get_content(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let (address, name) = place(call);
        if self.state.is_gone(&address.path)
            || matches!(self.look(call.table, &address), There::Nothing)
        {
            return Err(Refusal::missing(&call.path));
        }
        if self.state.is_gone(&format!("{}/{name}", address.path)) {
            return Err(Refusal::missing(&call.path));
        }
        // Drives answer with the address of the bytes.
        if call.operation.response.status.first() == Some(&302) {
            let at = format!("{}/{}/{name}", call.table.api.version, address.path);
            let location = format!("{}/{OWN}/contents/{}", call.request.base, encoded(&at));
            return Ok(Answer::empty(302).with("location", location));
        }
        let kept = match self.look(call.table, &address) {
            There::Kept(key) => self.state.entity(key).and_then(|it| it.contents.get(name)),
            _ => None,
        };
        let answer = match kept {
            Some(it) => bytes_of(it),
            None => self.sample_bytes(call, 200),
        };
        Ok(part(call.request, answer))
    }

    /// The address that a redirect led to. It needs no token.
    pub(super) fn own_content(&mut self, request: &Request, at: &str) -> Result<Answer, Refusal> {
        let at = decoded(at);
        let split = at.split_once('/').and_then(|it| Some((it.0, it.1.rsplit_once('/')?)));
        let Some((version, (path, name))) = split else { return Err(Refusal::missing(&at)) };
        let table = self.tables.iter().find(|it| it.api.version.as_str() == version);
        let Some(table) = table else { return Err(Refusal::missing(&at)) };
        self.turn_to(table.api.version);
        if self.state.is_gone(path) {
            return Err(Refusal::missing(path));
        }
        let key = self.state.at(path).or_else(|| {
            let found = table.find(graphdown::ir::edm::Method::Get, path)?;
            match self.look(table, &Address::new(table, &found.steps)) {
                There::Kept(key) => Some(key),
                _ => None,
            }
        });
        let kept = key.and_then(|it| self.state.entity(it)).and_then(|it| it.contents.get(name));
        let sample = || {
            Answer::empty(200)
                .with("content-type", "application/octet-stream")
                .bytes("content made by graphdown mock")
        };
        Ok(part(request, kept.map_or_else(sample, bytes_of)))
    }

    pub(super) fn put_content(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let (address, name) = place(call);
        self.check_tag(call, &address)?;
        let is_new = self.state.at(&address.path).is_none();
        let key = self.keep_item(call, &address, call.request.body.len())?;
        let media_type = call.request.header("content-type").unwrap_or("application/octet-stream");
        let content =
            Content { media_type: media_type.to_owned(), bytes: call.request.body.clone() };
        self.state.put_content(key, name, content)?;
        let by_path = call.found.steps.iter().any(|it| matches!(it, Step::ItemPath(_)));
        let documented = &call.operation.response.status;
        let created = is_new && by_path && documented.contains(&201);
        let status = if created { 201 } else { documented.first().copied().unwrap_or(204) };
        self.item(call, key, status)
    }

    pub(super) fn delete_content(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let (address, name) = place(call);
        if let There::Kept(key) = self.look(call.table, &address) {
            self.state.remove_content(key, name);
        }
        let path = format!("{}/{name}", address.path);
        if self.state.is_gone(&path) {
            return Err(Refusal::missing(&call.path));
        }
        self.state.forget_path(&path);
        Ok(Answer::empty(call.operation.response.status.first().copied().unwrap_or(204)))
    }

    /// The answer after bytes were put: the item, if the page says so.
    pub(super) fn item(
        &mut self,
        call: &Call<'_>,
        key: u64,
        status: u16,
    ) -> Result<Answer, Refusal> {
        let is_item =
            matches!(call.operation.response.body, ResponseBody::Single(_)) && status != 204;
        let Some(entity) = self.state.entity(key).filter(|_| is_item) else {
            return Ok(Answer::empty(status));
        };
        let tag = entity.tag();
        let value = self.kept_value(call, entity, call.table.answer_type(call.operation));
        self.one(call, status, value.as_object().cloned().unwrap_or_default(), &tag)
    }

    /// The item that bytes belong to, kept from now on. One that is addressed by a path is made with the name that the path has.
    pub(super) fn keep_item(
        &mut self,
        call: &Call<'_>,
        address: &Address,
        size: usize,
    ) -> Result<u64, Refusal> {
        // What was deleted may be put anew.
        let gone = self.state.is_gone(&address.path) && address.list.is_none();
        let name = call.found.steps.iter().rev().find_map(|it| match it {
            Step::ItemPath(path) => path.rsplit('/').next().map(str::to_owned),
            _ => None,
        });
        let is_new = self.state.at(&address.path).is_none();
        let key = match (&name, is_new) {
            (Some(_), true) => {
                let ty = address.ty.or_else(|| call.table.answer_type(call.operation));
                let mut value = match self.look(call.table, address) {
                    There::Example(it) | There::Seed(it) => it,
                    _ => call.table.object(call.found.operation),
                };
                let id = crate::sample::minted(self.state.mint());
                value.insert("id".to_owned(), id.clone().into());
                let set = ty.map(|it| call.table.root(it)).unwrap_or_default();
                let name = ty.map(|it| call.table.api.structured_type(it).name.to_string());
                let ty = name.unwrap_or_default();
                self.state.add(Entity { id, ty, set, value, ..Entity::default() })?
            }
            _ if gone => self.add(call.table, address.ty, Default::default(), &address.path)?,
            _ => self.keep(call.table, address)?,
        };
        if is_new {
            self.state.place(&address.path, key);
        }
        self.state.change_entity(key, |entity| {
            if let Some(name) = name {
                entity.value.insert("name".to_owned(), name.into());
            }
            if entity.value.contains_key("size") || entity.ty.ends_with("driveItem") {
                entity.value.insert("size".to_owned(), Value::from(size));
            }
        });
        Ok(key)
    }
}

/// The thing that the bytes belong to, and the word behind its path.
fn place<'c>(call: &'c Call<'_>) -> (Address, &'c str) {
    match call.found.steps.as_slice() {
        [before @ .., Step::Word(word)] if matches!(word.as_str(), "$value" | "content") => {
            (Address::new(call.table, before), word)
        }
        all => (Address::new(call.table, all), "$value"),
    }
}

fn bytes_of(content: &Content) -> Answer {
    Answer::empty(200).with("content-type", content.media_type.clone()).bytes(content.bytes.clone())
}

/// The part of the bytes that a `Range` header asks for.
fn part(request: &Request, answer: Answer) -> Answer {
    let length = answer.body.len();
    let answer = answer.with("accept-ranges", "bytes");
    let range = request.header("range").and_then(|it| it.strip_prefix("bytes="));
    let Some((first, last)) = range.and_then(|it| it.split_once('-')) else { return answer };
    let (from, to) = match (first.trim().parse::<usize>(), last.trim().parse::<usize>()) {
        (Ok(from), Ok(to)) => (from, to.min(length.saturating_sub(1))),
        (Ok(from), Err(_)) if last.trim().is_empty() => (from, length.saturating_sub(1)),
        (Err(_), Ok(count)) if first.trim().is_empty() => {
            (length.saturating_sub(count), length.saturating_sub(1))
        }
        _ => return answer,
    };
    if from > to || from >= length {
        return Answer::empty(416).with("content-range", format!("bytes */{length}"));
    }
    let body = answer.body.slice(from..=to);
    let range = format!("bytes {from}-{to}/{length}");
    Answer { status: 206, body, ..answer }.with("content-range", range)
}
