//! Code block annotations: JSON in a comment, read leniently and, where that fails, key by key.

use super::json;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::Text;
use crate::ir::page::{Annotation, Json};
use crate::span::{FileId, Span, Spanned};
use std::sync::Arc;

/// Reads the comment at `span`. `None` if it is no annotation: a remark, a `uuid:` line, text that was commented out.
pub(super) fn annotation(
    text: &Arc<String>,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<Annotation> {
    let comment = &text[span.range()];
    if !comment.trim_start().starts_with('{') {
        return None;
    }
    let Some(parsed) = json::parse(span.file, text, span.range()) else {
        diagnostics.push(
            Code::MalformedAnnotation,
            span,
            "this annotation is not JSON; only its plain keys were read",
        );
        return key_by_key(text, span);
    };
    if let Some(place) = parsed.mended {
        let says = "this annotation is not valid JSON";
        diagnostics.push_fixed(Code::MalformedAnnotation, place, says, parsed.fix);
    }
    if parsed.json.get("blockType").is_none() && parsed.json.get("@odata.type").is_none() {
        return None;
    }
    Some(from_json(&parsed.json, span))
}

fn from_json(json: &Json, span: Span) -> Annotation {
    let text = |key: &str| json.get(key).and_then(Json::as_str).map(Text::new);
    let is_true = |key: &str| json.get(key).is_some_and(Json::is_true);
    let spanned = |key: &str| {
        let value = json.get(key)?;
        Some(Spanned::new(Text::new(value.as_str()?), value.span))
    };
    let (odata_type, in_collection) =
        type_name(spanned("@odata.type").or_else(|| spanned("@type")));
    Annotation {
        block_type: text("blockType"),
        name: text("name"),
        odata_type,
        is_collection: if in_collection {
            Some(true)
        } else {
            json.get("isCollection").map(Json::is_true)
        },
        base_type: spanned("baseType")
            .map(|it| it.map(|it| Text::new(it.trim().trim_start_matches('#'))))
            .filter(|it| !it.value.is_empty()),
        open_type: is_true("openType"),
        is_abstract: is_true("abstract") || is_true("isAbstract"),
        key_property: text("keyProperty").filter(|it| !it.is_empty()),
        is_media_entity: is_true("isMediaEntity"),
        span: Some(span),
    }
}

/// `#microsoft.graph.x` and `Collection(microsoft.graph.x)` without their wrapping.
fn type_name(written: Option<Spanned<Text>>) -> (Option<Spanned<Text>>, bool) {
    let Some(written) = written else { return (None, false) };
    let name = written.value.trim();
    let inner = name.strip_suffix(')').and_then(|it| {
        let (head, inner) = it.split_once('(')?;
        head.eq_ignore_ascii_case("collection").then_some(inner)
    });
    let collection = inner.is_some();
    let name = inner.unwrap_or(name).trim().trim_start_matches('#');
    ((!name.is_empty()).then(|| Spanned::new(name.into(), written.span)), collection)
}

/// The last resort: every `"key": value` on its own.
fn key_by_key(text: &Arc<String>, span: Span) -> Option<Annotation> {
    let range = span.range();
    let value = |key: &str| {
        let quoted = format!("\"{key}\"");
        let at = range.start + text[range.clone()].find(&quoted)? + quoted.len();
        let colon = at + text[at..range.end].find(':')? + 1;
        json::parse(FileId(span.file.0), text, colon..line_end(text, colon, range.end))
            .map(|it| it.json)
    };
    let members = [
        "blockType",
        "name",
        "@odata.type",
        "@type",
        "isCollection",
        "baseType",
        "openType",
        "abstract",
        "keyProperty",
    ];
    let members: Vec<_> = members
        .iter()
        .filter_map(|key| Some((Spanned::new((*key).into(), span), value(key)?)))
        .collect();
    let json = Json { value: crate::ir::page::JsonValue::Object(members), span };
    json.get("blockType").is_some().then(|| from_json(&json, span))
}

fn line_end(text: &str, from: usize, end: usize) -> usize {
    text[from..end].find('\n').map_or(end, |it| from + it)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Annotation>, usize) {
        let mut diagnostics = Diagnostics::default();
        let span = Span::new(FileId(0), 0..text.len());
        (
            annotation(&Arc::new(text.to_owned()), span, &mut diagnostics),
            diagnostics.into_sorted().len(),
        )
    }

    #[test]
    fn the_usual_keys_are_read() {
        let (it, findings) = read(
            r##" {"blockType": "response", "@odata.type": "Collection(microsoft.graph.user)", "openType": "true", "baseType": null} "##,
        );
        let it = it.unwrap();
        assert_eq!(it.odata_type.unwrap().value, "microsoft.graph.user");
        assert!(it.is_collection == Some(true) && it.open_type && it.base_type.is_none());
        assert_eq!(findings, 0);
    }

    #[test]
    fn broken_json_is_read_and_reported() {
        let (it, findings) =
            read("{ \"blockType\": \"resource\", \"@odata.type\": microsoft.graph.a\", }");
        assert_eq!(it.unwrap().odata_type.unwrap().value, "microsoft.graph.a");
        assert_eq!(findings, 1);
    }

    #[test]
    fn remarks_are_no_annotations() {
        assert!(read(" TODO: write more ").0.is_none());
        assert!(read("{ \"type\": \"#page.annotation\" }").0.is_none());
    }
}
