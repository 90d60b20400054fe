//! The answer that the pages show, or one made from the types.

use super::present;
use super::{Call, Engine};
use crate::message::Answer;
use crate::refusal::Refusal;
use crate::{sample, table};
use graphdown::ir::edm::{OperationKind, ResponseBody, TypeTarget};
use serde_json::{Map, Value, json};

/// A picture of one point.
const PICTURE: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, b'I', b'D', b'A', b'T',
    0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0xf0, 0x1f, 0, 5, 0, 1, 0xff, 0x89, 0x99, 0x3d, 0x1d, 0, 0,
    0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

impl Engine<'_> {
    /// The answer that the pages show for a call.
    pub(super) fn shown(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let response = &call.operation.response;
        let shown = call.shown();
        let documented = response.status.first().copied().unwrap_or(200);
        let status = shown.map_or(documented, |it| it.status);
        let has_location =
            response.location || shown.is_some_and(|it| it.header("location").is_some());
        if !self.settings.examples_only && status == 202 && (has_location || response.long_running)
        {
            return Ok(self.wait(call, None));
        }
        let answer = match shown.and_then(|it| it.body.as_ref()) {
            Some(body) => self.shown_json(call, status, body),
            None => self.without_json(call, status),
        };
        let location = shown.and_then(|it| it.header("location"));
        Ok(match location.or(response.location.then_some("")) {
            Some(it) => answer.with("location", self.location(call, it)),
            None => answer,
        })
    }

    /// An address of the documentation as one of this server.
    fn location(&self, call: &Call<'_>, shown: &str) -> String {
        let moved = present::moved(shown, &call.request.base);
        moved.unwrap_or_else(|| match shown {
            "" => format!("{}/{}", call.root(), call.path),
            it if it.contains("://") => it.to_owned(),
            it => format!("{}/{}", call.root(), it.trim_start_matches('/')),
        })
    }

    fn shown_json(&self, call: &Call<'_>, status: u16, body: &Value) -> Answer {
        let mut body = body.clone();
        if let Value::Object(all) = &mut body {
            // The next page would be the same one again.
            all.shift_remove("@odata.nextLink");
            if !self.settings.examples_only {
                call.query.project_if_single(all);
            }
        }
        present::rehost(&mut body, &call.request.base);
        Answer::json(status, &body)
    }

    /// No JSON is shown: text, bytes, nothing, or a value of the type.
    fn without_json(&self, call: &Call<'_>, status: u16) -> Answer {
        let context = |is_single| Value::String(call.context(is_single));
        match call.operation.response.body {
            _ if matches!(status, 204 | 304) => Answer::empty(status),
            ResponseBody::None => Answer::empty(status),
            ResponseBody::Stream => self.sample_bytes(call, status),
            ResponseBody::Untyped => match self.text_of(call) {
                Some(it) => it,
                None => Answer::json(status, &json!({ "@odata.context": context(true) })),
            },
            ResponseBody::Collection(ty) => {
                let element = sample::value(
                    call.table.api,
                    graphdown::ir::edm::TypeUse { collection: false, ..ty },
                );
                Answer::json(
                    status,
                    &json!({ "@odata.context": context(false), "value": [element] }),
                )
            }
            ResponseBody::Single(ty)
                if ty.collection || !matches!(ty.target, TypeTarget::Structured(_)) =>
            {
                let value = sample::value(call.table.api, ty);
                Answer::json(status, &json!({ "@odata.context": context(true), "value": value }))
            }
            ResponseBody::Single(ty) => {
                let mut body = Map::new();
                body.insert("@odata.context".to_owned(), context(true));
                body.extend(
                    table::structured(ty)
                        .map(|it| sample::object(call.table.api, it))
                        .unwrap_or_default(),
                );
                if let (Some(Value::Object(sent)), OperationKind::Create) =
                    (&call.sent, call.operation.kind)
                {
                    body.extend(sent.clone());
                }
                Answer::json(status, &Value::Object(body))
            }
        }
    }

    fn text_of(&self, call: &Call<'_>) -> Option<Answer> {
        let shown = call.shown()?;
        if shown.text.is_empty() {
            return None;
        }
        let media_type = shown.header("content-type").unwrap_or("text/plain");
        Some(Answer::empty(shown.status).with("content-type", media_type).bytes(shown.text.clone()))
    }

    /// Bytes of the documented media type: the text that is shown, a picture, or a few words.
    pub(super) fn sample_bytes(&self, call: &Call<'_>, status: u16) -> Answer {
        let shown = call.shown();
        let media_type =
            shown.and_then(|it| it.header("content-type")).unwrap_or("application/octet-stream");
        let answer = Answer::empty(status);
        let is_picture = media_type.starts_with("image/") || call.path.contains("photo");
        match shown.map(|it| it.text.as_str()).filter(|it| !it.is_empty()) {
            _ if is_picture => answer.with("content-type", "image/png").bytes(PICTURE),
            Some(text) => answer.with("content-type", media_type).bytes(text.to_owned()),
            None => answer.with("content-type", media_type).bytes("content made by graphdown mock"),
        }
    }
}
