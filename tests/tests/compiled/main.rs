//! Every request and response example of `docs-input`, read and written by the compiled bindings: what comes out is what went in, and
//! nothing of it lands in `additional` but annotations.
//!
//! Which type reads what is a table that the generator writes (`Config::codecs`); which example belongs to which operation is known from
//! `Ir::verify`.

use graph_bindings::{beta, v1_0};
use graphdown::diagnostics::Code;
use graphdown::docset::ApiVersion;
use graphdown::ir::edm::{Api, Operation, RequestBody, ResponseBody, TypeId};
use graphdown::ir::page::{ExampleBlock, Json};
use graphdown::verify::{Called, Example, Verification};
use graphdown::{Config, Ir};
use graphdown_tests::repository;
use serde_json::Value;

mod codecs;
mod same;

use codecs::{Codec, Row};
use same::Undeclared;

/// How many bodies there must be at least, so that the test cannot pass by looking at none.
const LEAST_REQUESTS: usize = 30;
const LEAST_RESPONSES: usize = 70;

#[test]
fn the_bindings_read_and_write_every_example() {
    let ir = Config::new().docs(repository().join("docs-input")).load().unwrap();
    let verification = ir.verify();
    let (mut requests, mut responses, mut failed) = (0, 0, Vec::new());
    for (index, example) in verification.examples.iter().enumerate() {
        let Some(operation) = called(&ir, example) else { continue };
        let row = row(example.version, operation);
        if let Some((json, block)) = example.request.as_ref().and_then(json)
            && example.is_first
            && !matches!(operation.request, RequestBody::Reference | RequestBody::Stream { .. })
        {
            requests += 1;
            check(row.and_then(|it| it.request), json, block, &ir, &mut failed);
        }
        if let Some((json, block)) = example.response.as_ref().and_then(json)
            && is_success(block)
            && !matches!(operation.response.body, ResponseBody::None | ResponseBody::Stream)
        {
            responses += 1;
            let json = unwrapped(&verification, index, json);
            check(row.and_then(|it| it.response), json, block, &ir, &mut failed);
        }
    }
    assert!(failed.is_empty(), "{} bodies:\n{}", failed.len(), failed.join("\n"));
    assert!(requests >= LEAST_REQUESTS && responses >= LEAST_RESPONSES, "{requests} {responses}");
}

fn called<'a>(ir: &'a Ir, example: &Example) -> Option<&'a Operation> {
    let Called::Operation(it) = &example.called else { return None };
    let api = ir.edm.apis.iter().find(|it| it.version == example.version)?;
    // A cast or `$count` changes what comes back, which is for the caller to say.
    (it.cast.is_none() && !it.count).then(|| &api.operations[it.operation])
}

fn row(version: ApiVersion, operation: &Operation) -> Option<&'static Row> {
    let rows = match version {
        ApiVersion::V1 => codecs::v1_0::ROWS,
        ApiVersion::Beta => codecs::beta::ROWS,
    };
    let (method, path) = (operation.method.as_str(), operation.path.to_string());
    // The documented path may have query options behind it.
    rows.iter().find(|it| it.method == method && it.path == path)
}

fn json(block: &ExampleBlock) -> Option<(&Json, &ExampleBlock)> {
    block.json.as_ref().map(|json| (json, block))
}

fn is_success(block: &ExampleBlock) -> bool {
    block.start_line.split_whitespace().nth(1).is_some_and(|it| it.starts_with('2'))
}

/// Some pages wrap a single object into `value`; the service does not, and the finding says so.
fn unwrapped<'a>(all: &Verification, index: usize, json: &'a Json) -> &'a Json {
    let found = all.findings_of(index);
    let is_wrapped = found.iter().any(|it| it.diagnostic.code == Code::WrappedObject);
    if is_wrapped { json.get("value").unwrap_or(json) } else { json }
}

/// Reads and writes one body, and notes what is wrong with its place.
fn check(
    codec: Option<Codec>,
    json: &Json,
    block: &ExampleBlock,
    ir: &Ir,
    failed: &mut Vec<String>,
) {
    let value = same::without_truncation(json.to_value());
    let result = match codec {
        None => Err("the bindings have no type for this body".to_owned()),
        Some(codec) => through(codec, &value, &ir.edm.apis),
    };
    if let Err(what) = result {
        let file = ir.docs.file(block.span.file);
        let (line, _) = file.line_column(block.body_span.start as usize);
        failed.push(format!("{}:{line}: {what}", file.path));
    }
}

fn through(codec: Codec, value: &Value, apis: &[Api]) -> Result<(), String> {
    let done = codec(&value.to_string()).map_err(|error| format!("cannot be read: {error}"))?;
    if let Some(at) = same::difference(value, &done.written, "") {
        return Err(format!("is written otherwise at {at}"));
    }
    for it in &done.undeclared {
        let strange: Vec<&str> =
            it.names.iter().map(String::as_str).filter(|name| !may_have(apis, it, name)).collect();
        if !strange.is_empty() {
            return Err(format!("{} does not declare {}", it.holder, strange.join(", ")));
        }
    }
    Ok(())
}

/// A type that is open may have anything, and a value that says it is of a derived type what that one has.
fn may_have(apis: &[Api], it: &Undeclared, name: &str) -> bool {
    let stated = it.odata_type.as_deref().unwrap_or_default();
    apis.iter().any(|api| {
        let of_type = |id: TypeId, wanted: &str| {
            let ty = api.structured_type(id);
            ty.name.to_string() == wanted || ty.name.name.eq_ignore_ascii_case(wanted)
        };
        let ids = || (0..api.types.len() as u32).map(TypeId);
        let is_open = ids().any(|id| of_type(id, &it.holder) && api.structured_type(id).is_open);
        is_open
            || ids().filter(|id| of_type(*id, stated)).any(|id| {
                let owners = api.ancestry(id).into_iter().map(|id| api.structured_type(id));
                owners.flat_map(|it| &it.properties).any(|it| it.name == name)
            })
    })
}
