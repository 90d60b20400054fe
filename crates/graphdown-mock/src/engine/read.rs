//! One object.

use super::address::{Address, There};
use super::{Call, Engine, present};
use crate::message::Answer;
use crate::refusal::Refusal;
use serde_json::{Map, Value};

impl Engine<'_> {
    pub(super) fn get(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let address = self.address(call);
        let (object, tag) = match self.look(call.table, &address) {
            There::Nothing => {
                return Err(Refusal::missing(address.id.as_deref().unwrap_or(&call.path)));
            }
            There::Kept(key) => {
                let Some(entity) = self.state.entity(key) else {
                    return Err(Refusal::missing(&call.path));
                };
                let value = self.kept_value(call, entity, call.table.answer_type(call.operation));
                (value.as_object().cloned().unwrap_or_default(), entity.tag())
            }
            There::Seed(object) => {
                let object = own_example(call, &address).unwrap_or(object);
                let tag = present::shown_tag(&object);
                (object, tag)
            }
            There::Example(object) => {
                // The page may show several; that with the same path and query fits best.
                let shown = call.shown();
                if shown.is_some_and(|it| it.status != 200) || object.is_empty() {
                    return self.shown(call);
                }
                let best = shown.and_then(|it| it.body.as_ref()).and_then(Value::as_object);
                let object = match best.filter(|_| address.id.is_none()) {
                    Some(it) => it.clone(),
                    None => own_example(call, &address).unwrap_or(object),
                };
                let tag = present::shown_tag(&object);
                (object, tag)
            }
        };
        let matches = call.request.header("if-none-match").is_some_and(|it| it == tag || it == "*");
        if matches {
            return Ok(Answer::empty(304).with("etag", tag));
        }
        self.one(call, 200, object, &tag)
    }
}

/// The page's own example of the very object that is asked for. Another page may show it as it was before: a job that has not begun.
fn own_example(call: &Call<'_>, address: &Address) -> Option<Map<String, Value>> {
    let id = address.id.as_deref()?;
    let shown = call.shown().filter(|it| it.status == 200)?;
    let object = shown.body.as_ref()?.as_object()?;
    object.get("id").is_some_and(|it| it == id).then(|| object.clone())
}
