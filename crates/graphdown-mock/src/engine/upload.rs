//! Upload sessions: large files in parts.

use super::address::Address;
use super::{Call, Engine, OWN, present};
use crate::clock;
use crate::message::{Answer, Request};
use crate::refusal::Refusal;
use crate::state::Content;
use graphdown::docset::ApiVersion;
use graphdown::verify::serve::Step;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// How many sessions may be open; the oldest are given up.
const MOST: usize = 1_000;

/// The sessions that are open.
#[derive(Debug, Default)]
pub(super) struct Uploads {
    all: BTreeMap<u64, Upload>,
    bytes: usize,
}

#[derive(Debug)]
struct Upload {
    /// The version of the API that the item is of.
    version: ApiVersion,
    /// The item, kept since the session began.
    item: u64,
    total: Option<usize>,
    bytes: Vec<u8>,
    /// Drives answer with the item; mail answers with an address.
    shows_item: bool,
    location: String,
    context: String,
}

impl Engine<'_> {
    pub(super) fn begin_upload(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let [before @ .., _] = call.found.steps.as_slice() else { return self.shown(call) };
        let address = Address::new(call.table, before);
        let is_item = address
            .ty
            .is_some_and(|it| call.table.api.structured_type(it).name.name == "driveItem")
            || before.iter().any(|it| matches!(it, Step::ItemPath(_)));
        let item = self.keep_item(call, &address, 0)?;
        let number = self.state.mint();
        let location = format!("{}/{}", call.root(), super::address::written(before));
        let upload = Upload {
            version: call.table.api.version,
            item,
            total: None,
            bytes: Vec::new(),
            shows_item: is_item,
            location,
            context: format!("{}/$metadata#drive/items/$entity", call.root()),
        };
        self.uploads.all.insert(number, upload);
        if self.uploads.all.len() > MOST
            && let Some((_, old)) = self.uploads.all.pop_first()
        {
            self.uploads.bytes -= old.bytes.len();
        }
        let shown = call.shown().map(|it| it.status);
        let status = shown.or(call.operation.response.status.first().copied()).unwrap_or(200);
        let body = json!({
            "@odata.context": call.context(true),
            "uploadUrl": format!("{}/{OWN}/uploads/{number}", call.request.base),
            "expirationDateTime": clock::in_an_hour(),
            "nextExpectedRanges": ["0-"],
        });
        Ok(Answer::json(status, &body))
    }

    /// A request to the address of a session. It needs no token.
    pub(super) fn upload(&mut self, request: &Request, id: &str) -> Result<Answer, Refusal> {
        let number = id.parse::<u64>().ok().filter(|it| self.uploads.all.contains_key(it));
        let Some(number) = number else {
            let message = "The upload session was not found.";
            return Err(Refusal::new(404, "itemNotFound", message));
        };
        match request.method.as_str() {
            "PUT" => self.take_part(request, number),
            "GET" => Ok(Answer::json(200, &self.expected(number))),
            "DELETE" => {
                if let Some(old) = self.uploads.all.remove(&number) {
                    self.uploads.bytes -= old.bytes.len();
                }
                Ok(Answer::empty(204))
            }
            _ => {
                let message = "An upload session takes PUT, GET and DELETE.";
                Err(Refusal::new(405, "MethodNotAllowed", message)
                    .with("allow", "PUT, GET, DELETE"))
            }
        }
    }

    fn expected(&self, number: u64) -> Value {
        let next = self.uploads.all.get(&number).map_or(0, |it| it.bytes.len());
        json!({ "expirationDateTime": clock::in_an_hour(), "nextExpectedRanges": [format!("{next}-")] })
    }

    fn take_part(&mut self, request: &Request, number: u64) -> Result<Answer, Refusal> {
        let refused = |status, message: String| Err(Refusal::new(status, "invalidRange", message));
        let header = request.header("content-range").unwrap_or_default();
        let Some((first, last, total)) = content_range(header) else {
            let message = format!(
                "The header 'Content-Range' is '{header}', not of the form 'bytes 0-9/20'."
            );
            return refused(400, message);
        };
        if last + 1 - first != request.body.len() || last >= total {
            let message = format!(
                "'Content-Range' is '{header}', but the body has {} bytes.",
                request.body.len()
            );
            return refused(400, message);
        }
        if self.uploads.bytes + request.body.len() > self.settings.limits.bytes {
            let message = "graphdown mock: no more bytes can be kept.";
            return Err(Refusal::new(507, "quotaLimitReached", message));
        }
        let Some(upload) = self.uploads.all.get_mut(&number) else {
            return Err(Refusal::missing("upload"));
        };
        if upload.total.is_some_and(|it| it != total) {
            return refused(
                400,
                format!("The total was {} before.", upload.total.unwrap_or_default()),
            );
        }
        if first != upload.bytes.len() {
            let message = format!(
                "Expected is a part that begins at {}, not at {first}.",
                upload.bytes.len()
            );
            return refused(416, message);
        }
        upload.total = Some(total);
        upload.bytes.extend_from_slice(&request.body);
        self.uploads.bytes += request.body.len();
        if upload.bytes.len() < total {
            return Ok(Answer::json(202, &self.expected(number)));
        }
        self.finish(request, number)
    }

    fn finish(&mut self, request: &Request, number: u64) -> Result<Answer, Refusal> {
        let Some(upload) = self.uploads.all.remove(&number) else {
            return Err(Refusal::missing("upload"));
        };
        self.turn_to(upload.version);
        self.uploads.bytes -= upload.bytes.len();
        let size = upload.bytes.len();
        let media_type = "application/octet-stream".to_owned();
        let name = if upload.shows_item { "content" } else { "$value" };
        let content = Content { media_type, bytes: upload.bytes.into() };
        self.state.put_content(upload.item, name, content)?;
        self.state.change_entity(upload.item, |it| {
            it.value.insert("size".to_owned(), size.into());
        });
        let Some(entity) = self.state.entity(upload.item) else {
            return Err(Refusal::missing("item"));
        };
        if !upload.shows_item {
            return Ok(Answer::empty(201).with("location", upload.location));
        }
        let mut body = Map::new();
        body.insert("@odata.context".to_owned(), upload.context.into());
        body.extend(entity.value.clone().into_iter().filter(|(name, _)| name != "@odata.context"));
        let mut body = Value::Object(body);
        present::rehost(&mut body, &request.base);
        Ok(Answer::json(201, &body).with("etag", entity.tag()))
    }
}

/// `bytes 0-9/20`.
fn content_range(text: &str) -> Option<(usize, usize, usize)> {
    let (range, total) = text.trim().strip_prefix("bytes")?.trim().split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let (first, last) = (first.trim().parse::<usize>().ok()?, last.trim().parse::<usize>().ok()?);
    (first <= last && last < usize::MAX).then_some((first, last, total.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_nonsense_is_not() {
        assert_eq!(content_range("bytes 0-9/20"), Some((0, 9, 20)));
        for text in ["", "bytes", "bytes 9-0/20", "bytes 0-9/*", "0-9/20", "bytes a-b/c"] {
            assert_eq!(content_range(text), None, "{text}");
        }
    }
}
