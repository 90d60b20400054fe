//! Everything that can be wrong with a request, before it is looked up what it is about.

use crate::documentation::Documentation;
use crate::message::Request;
use crate::query::Query;
use crate::refusal::{Detail, Place, Refusal};
use crate::settings::Settings;
use crate::table::Table;
use graphdown::diagnostics::Code;
use graphdown::ir::edm::{
    Method, Operation, OperationKind, Origin, Parameter, RequestBody, Segment, TypeId, TypeTarget,
};
use graphdown::verify::Finding;
use graphdown::verify::serve::Found;
use serde_json::Value;

/// A token has to be there. What it says is not looked at.
pub(super) fn token(settings: &Settings, request: &Request) -> Result<(), Refusal> {
    if !settings.needs_token {
        return Ok(());
    }
    let refused = |message: &str| {
        let challenge = "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", client_id=\"00000003-0000-0000-c000-000000000000\"";
        Err(Refusal::new(401, "InvalidAuthenticationToken", message)
            .with("www-authenticate", challenge))
    };
    let Some(value) = request.header("authorization") else {
        return refused("Access token is empty.");
    };
    let (scheme, token) = value.trim().split_once(' ').unwrap_or((value.trim(), ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        return refused("The header `Authorization` is not of the form `Bearer <token>`.");
    }
    if token.trim().is_empty() {
        return refused("Access token is empty.");
    }
    Ok(())
}

/// The operation that is called.
pub(super) fn operation(table: &Table<'_>, method: &str, path: &str) -> Result<Found, Refusal> {
    let known = Method::ALL.into_iter().find(|it| it.as_str() == method);
    // HEAD is GET without a body.
    let known = known.or((method == "HEAD").then_some(Method::Get));
    if let Some(found) = known.and_then(|it| table.find(it, path)) {
        return Ok(found);
    }
    let methods = table.matcher.methods(path);
    if methods.is_empty() {
        let segment = unknown_segment(table, path);
        let message = format!(
            "Resource not found for the segment '{segment}'. No page documents the path '/{path}'."
        );
        return Err(Refusal::bad(message));
    }
    let allowed: Vec<&str> = methods.iter().map(|it| it.as_str()).collect();
    let message =
        format!("'/{path}' is documented with {}, not with {method}.", allowed.join(", "));
    Err(Refusal::new(405, "MethodNotAllowed", message).with("allow", allowed.join(", ")))
}

/// The first segment from which on no documented path goes along.
fn unknown_segment<'p>(table: &Table<'_>, path: &'p str) -> &'p str {
    let mut segments = path.split('/');
    let first = segments.next().unwrap_or_default();
    let word = first.split(['(', ':']).next().unwrap_or(first);
    let is_known = table.api.operations.iter().any(|it| match it.path.segments.first() {
        Some(Segment::Literal(it)) => it.eq_ignore_ascii_case(word),
        Some(Segment::Call { name, .. }) => name.eq_ignore_ascii_case(word),
        _ => false,
    });
    if is_known { path.rsplit('/').next().unwrap_or(path) } else { first }
}

/// Names of query options.
pub(super) fn options(
    table: &Table<'_>,
    operation: &Operation,
    options: &[(String, String)],
) -> Result<(), Refusal> {
    let found = table.matcher.check_query(operation, options);
    match found.first() {
        Some(it) => {
            Err(Refusal::bad(format!("The query is not valid: {}.", it.diagnostic.message)))
        }
        None => Ok(()),
    }
}

/// What `$select`, `$filter` and `$orderby` name are properties.
pub(super) fn properties(
    table: &Table<'_>,
    operation: &Operation,
    cast: Option<TypeId>,
    query: &Query,
) -> Result<(), Refusal> {
    let Some(ty) = cast.or_else(|| table.answer_type(operation)) else { return Ok(()) };
    for (option, path) in query.paths() {
        let mut ty = ty;
        for name in path {
            if name.starts_with('@') || name == "*" || name.contains('.') {
                break;
            }
            let Some(property) = table.matcher.property_or_derived(ty, name) else {
                if is_unknown(table, ty) || is_extension(name) {
                    break;
                }
                let ty = &table.api.structured_type(ty).name;
                let message = format!(
                    "Parsing OData {option} failed: Could not find a property named '{name}' on type '{ty}'."
                );
                return Err(Refusal::bad(message));
            };
            match property.ty.target {
                TypeTarget::Structured(id) => ty = id,
                _ => break,
            }
        }
    }
    for name in &query.expand {
        if table.matcher.property_or_derived(ty, name).is_none() && name != "*" {
            let ty = &table.api.structured_type(ty).name;
            let message = format!(
                "Parsing OData Select and Expand failed: Could not find a property named '{name}' on type '{ty}'."
            );
            return Err(Refusal::bad(message));
        }
    }
    Ok(())
}

/// Headers that the page requires, and the media types that are sent and wanted.
pub(super) fn headers(operation: &Operation, request: &Request) -> Result<(), Refusal> {
    for it in operation.headers.iter().filter(|it| it.facts.required) {
        let name = it.name.split(':').next().unwrap_or_default().trim().to_lowercase();
        // The type of a body that is not there needs no header.
        if name == "content-type" || name == "authorization" || !is_header(&name) {
            continue;
        }
        if request.header(&name).is_none() {
            return Err(Refusal::bad(format!("The header '{}' is required.", it.name)));
        }
    }
    let answers_json = !matches!(operation.response.body, graphdown::ir::edm::ResponseBody::Stream);
    let accept = request.header("accept").unwrap_or("*/*").to_lowercase();
    let is_fine = ["json", "*/*", "application/*", "text/*"].iter().any(|it| accept.contains(it));
    if answers_json && operation.method == Method::Get && !is_fine {
        let is_bytes = operation.path.to_string().ends_with("$value")
            || operation.path.to_string().ends_with("content");
        let message =
            format!("The media type '{accept}' that the header 'Accept' asks for is not served.");
        if !is_bytes && !accept.contains("image/") && !accept.contains("octet-stream") {
            return Err(Refusal::new(406, "NotAcceptable", message));
        }
    }
    Ok(())
}

/// Rows of header tables hold other words too.
fn is_header(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '-')
}

/// The body as JSON, if that is what is sent, and of the type that the page says.
pub(super) fn body(
    documentation: &Documentation,
    table: &Table<'_>,
    index: usize,
    request: &Request,
) -> Result<Option<Value>, Refusal> {
    let operation = table.operation(index);
    let place = || documentation.place(operation.sources[0]);
    let takes_json = matches!(
        operation.request,
        RequestBody::Resource { .. } | RequestBody::Parameters(_) | RequestBody::Reference
    );
    // The service does not look at bodies of GET and DELETE.
    let is_read = matches!(operation.method, Method::Get | Method::Delete) && !takes_json;
    if request.body.is_empty() || is_read {
        let required = required(operation);
        if takes_json && (!required.is_empty() || needs_body(operation)) {
            return Err(Refusal::bad("Empty Payload. JSON content expected.").at(place()));
        }
        return Ok(None);
    }
    let media_type = request.header("content-type").unwrap_or_default().to_lowercase();
    let says_json = media_type.contains("json");
    if takes_json && !says_json && !is_mixed(&media_type) {
        let message =
            format!("Content-Type '{media_type}' is not supported; 'application/json' is.");
        return Err(Refusal::new(415, "UnsupportedMediaType", message).at(place()));
    }
    if !says_json {
        return Ok(None);
    }
    let sent: Value = serde_json::from_slice(&request.body).map_err(|it| {
        Refusal::bad(format!("Unable to read JSON request payload: {it}.")).at(place())
    })?;
    let mut details = Vec::new();
    let mut first: Option<Place> = None;
    for it in table.matcher.check_body(operation, &sent) {
        if tells(&it) {
            let target = it.path.trim_start_matches('/').to_owned();
            first = first.or_else(|| place_of(documentation, table, operation, &target));
            let message = sentence(&it, &target);
            details.push(Detail { code: it.diagnostic.code.name(), message, target });
        }
    }
    for name in unknown(table, operation, &sent) {
        first = first.or_else(|| place_of(documentation, table, operation, name));
        let message =
            format!("The type has no property '{name}', and this is no name of an extension.");
        details.push(Detail { code: "UnknownProperty", message, target: name.to_owned() });
    }
    for it in required(operation) {
        if sent.is_object()
            && sent.get(it.name.as_str()).is_none()
            && !table.leaves_out(index, &it.name, &sent)
        {
            first = first.or_else(|| documentation.place(it.source));
            let message = format!("Property '{}' is required.", it.name);
            details.push(Detail { code: "MissingRequired", message, target: it.name.to_string() });
        }
    }
    if details.is_empty() {
        return Ok(Some(sent));
    }
    let message = details[0].message.clone();
    let details = if details.len() > 1 { details } else { Vec::new() };
    Err(Refusal { details, ..Refusal::bad(message) }.at(first.or_else(place)))
}

/// Members of the body that an open type would take, if their names were those of extensions.
fn unknown<'v>(table: &Table<'_>, operation: &Operation, sent: &'v Value) -> Vec<&'v str> {
    let RequestBody::Resource { ty, members } = &operation.request else { return Vec::new() };
    let Some(declared) = crate::table::structured(*ty).filter(|it| is_open(table, *it)) else {
        return Vec::new();
    };
    let stated = sent.get("@odata.type").and_then(Value::as_str);
    let id = stated.and_then(|it| table.matcher.structured(it)).unwrap_or(declared);
    let names = sent.as_object().into_iter().flatten().map(|(name, _)| name.as_str());
    names
        .filter(|it| !is_extension(it) && table.matcher.property_or_derived(id, it).is_none())
        .filter(|it| !members.iter().any(|member| member.name.eq_ignore_ascii_case(it)))
        .collect()
}

/// True for types that take properties which are not declared, and of which pages say what is.
fn is_open(table: &Table<'_>, id: TypeId) -> bool {
    let all = table.api.ancestry(id);
    let is = |it: &TypeId| table.api.structured_type(*it).is_open;
    all.iter().any(is) && !is_unknown(table, id)
}

/// True for types of which no page says what they have.
fn is_unknown(table: &Table<'_>, id: TypeId) -> bool {
    let all = table.api.ancestry(id);
    all.iter().any(|it| table.api.structured_type(*it).origin == Origin::Reference)
}

/// Names of extensions have an underscore (`extension_<app>_name`, `ext12ab_name`), annotations an at sign.
fn is_extension(name: &str) -> bool {
    name.contains(['_', '@', '.', '#'])
}

fn sentence(it: &Finding, target: &str) -> String {
    let mut words = it.diagnostic.message.clone();
    if let Some(first) = words.get(..1) {
        words = first.to_uppercase() + &words[1..];
    }
    if target.is_empty() { format!("{words}.") } else { format!("{words}: '{target}'.") }
}

/// Bodies of several parts, HTML and MIME are sent where JSON is documented as well.
fn is_mixed(media_type: &str) -> bool {
    ["multipart/", "text/", "application/xhtml", "application/xml", "image/"]
        .iter()
        .any(|it| media_type.starts_with(it))
}

/// True for findings for which the service refuses a request. The others are about how a page is written.
fn tells(finding: &Finding) -> bool {
    matches!(
        finding.diagnostic.code,
        Code::UnexpectedBody
            | Code::OneOrMany
            | Code::UnknownProperty
            | Code::PropertyOfDerivedType
            | Code::ValueOfOtherType
            | Code::MalformedValue
            | Code::UnknownMember
            | Code::ExampleOfUnknownType
            | Code::ExampleOfUnrelatedType
    )
}

/// The row that says of what type the property at `path` is, or the page of the type.
fn place_of(
    documentation: &Documentation,
    table: &Table<'_>,
    operation: &Operation,
    path: &str,
) -> Option<Place> {
    let first = path.split('/').next().unwrap_or_default();
    let listed = |all: &[Parameter]| all.iter().find(|it| it.name == first).map(|it| it.source);
    let span = match &operation.request {
        RequestBody::Parameters(all) => listed(all),
        RequestBody::Resource { ty, members } => listed(members).or_else(|| {
            let id = crate::table::structured(*ty)?;
            let property = table.matcher.property(id, first).map(|it| it.source);
            property.or_else(|| table.api.structured_type(id).sources.first().copied())
        }),
        _ => None,
    };
    documentation.place(span?)
}

/// What has to be in the body.
fn required(operation: &Operation) -> Vec<&Parameter> {
    let all = match &operation.request {
        RequestBody::Parameters(all) => all,
        RequestBody::Resource { members, .. } if operation.kind == OperationKind::Create => members,
        _ => return Vec::new(),
    };
    all.iter().filter(|it| it.facts.required).collect()
}

fn needs_body(operation: &Operation) -> bool {
    matches!(operation.request, RequestBody::Resource { .. } | RequestBody::Reference)
        && matches!(operation.kind, OperationKind::Create | OperationKind::Update)
}
