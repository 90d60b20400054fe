//! One version of the API, made ready to be served: which operation a URL calls, and what the pages show for each.

use crate::message::decoded;
use crate::{documentation::Documentation, sample};
use graphdown::ir::edm::{
    Api, Method, Operation, OperationKind, ResponseBody, Segment, TypeId, TypeTarget, TypeUse,
};
use graphdown::verify::serve::{self, Found, Matcher};
use graphdown::verify::{Called, Example};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A version of the API.
pub(crate) struct Table<'a> {
    pub(crate) api: &'a Api,
    pub(crate) matcher: Matcher<'a>,
    /// What the pages show for each operation.
    shown: Vec<Vec<Shown>>,
    /// What is in the list of each operation that lists.
    seeds: Vec<Arc<Vec<Value>>>,
    /// The types at the root of an inheritance that have a set of their own at the top, such as `directoryObject`: their ids are the same
    /// wherever they stand.
    pub(crate) shared: BTreeSet<String>,
    /// The id of the user who is signed in.
    pub(crate) me: String,
}

/// A response that a page shows.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    path: String,
    options: BTreeSet<String>,
    /// The query options with their values.
    values: Vec<(String, String)>,
    /// What the request says in `Prefer`.
    prefer: String,
    /// The members of the body that is sent.
    sent: BTreeSet<String>,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Value>,
    /// The body as written.
    pub(crate) text: String,
    count: bool,
    cast: Option<TypeId>,
    /// True if the page is the main one of the operation.
    is_main: bool,
}

impl<'a> Table<'a> {
    pub(crate) fn new(documentation: &'a Documentation, api: &'a Api) -> Self {
        let mut shown = vec![Vec::new(); api.operations.len()];
        for example in documentation.examples().iter().filter(|it| it.version == api.version) {
            if let Called::Operation(called) = &example.called
                && let Some(mut it) = Shown::new(example)
            {
                it.is_main = example.page == api.operations[called.operation].sources[0].file;
                shown[called.operation].push(it);
            }
        }
        let mut table = Table {
            api,
            matcher: Matcher::new(api),
            shown,
            seeds: Vec::new(),
            shared: BTreeSet::new(),
            me: String::new(),
        };
        table.seeds = (0..api.operations.len()).map(|it| Arc::new(table.seed(it))).collect();
        table.shared = table.shared();
        table.me = table.me();
        table
    }

    pub(crate) fn operation(&self, index: usize) -> &'a Operation {
        &self.api.operations[index]
    }

    /// The response that fits a request best: same path, preferences and query options, or else the first that has what is asked for.
    pub(crate) fn pick(
        &self,
        found: &Found,
        path: &str,
        options: &[(String, String)],
        prefer: &str,
    ) -> Option<&Shown> {
        let asked: BTreeSet<String> = options.iter().map(|(name, _)| bare(name)).collect();
        let (path, prefer) = (decoded(path), prefer.to_lowercase());
        let fitting = self.shown[found.operation]
            .iter()
            .filter(|it| it.count == found.count && it.cast == found.cast);
        fitting.max_by_key(|it| {
            let same_values = it.values == options;
            let others = it.options.symmetric_difference(&asked).count();
            // The last of equals wins, so what stands first on the page has to count more.
            let first = usize::MAX - self.position(found.operation, it);
            (
                it.path == path && same_values,
                it.prefer == prefer,
                usize::MAX - others,
                it.is_main,
                first,
            )
        })
    }

    /// True if a page shows a request with this path and these query options.
    pub(crate) fn shows(&self, found: &Found, path: &str, options: &[(String, String)]) -> bool {
        let path = decoded(path);
        self.shown[found.operation].iter().any(|it| it.path == path && it.values == options)
    }

    /// True if a request that a page shows leaves out the member `name`, and `sent` has everything that it has.
    pub(crate) fn leaves_out(&self, operation: usize, name: &str, sent: &Value) -> bool {
        self.shown[operation].iter().any(|it| {
            !it.sent.is_empty()
                && !it.sent.contains(name)
                && it.sent.iter().all(|it| sent.get(it).is_some())
        })
    }

    fn position(&self, operation: usize, wanted: &Shown) -> usize {
        self.shown[operation].iter().position(|it| std::ptr::eq(it, wanted)).unwrap_or_default()
    }

    /// The first response that is shown for an operation.
    pub(crate) fn first(&self, operation: usize) -> Option<&Shown> {
        let all = || self.shown[operation].iter().filter(|it| !it.count && it.cast.is_none());
        let mut with_body = all().filter(|it| it.has_body());
        let main = with_body.clone().find(|it| it.is_main);
        main.or_else(|| with_body.next()).or_else(|| all().next())
    }

    /// What is in the list of an operation to begin with.
    pub(crate) fn seeds(&self, operation: usize) -> Arc<Vec<Value>> {
        self.seeds[operation].clone()
    }

    /// The operation with which `path` is documented for `method`.
    pub(crate) fn find(&self, method: Method, path: &str) -> Option<Found> {
        self.matcher.find(method, path)
    }

    /// The structured type of an answer.
    pub(crate) fn answer_type(&self, operation: &Operation) -> Option<TypeId> {
        let ty = match operation.response.body {
            ResponseBody::Single(ty) | ResponseBody::Collection(ty) => ty,
            _ => operation.response.declared?,
        };
        structured(ty)
    }

    /// The name of the key property of a type.
    pub(crate) fn key(&self, id: Option<TypeId>) -> &str {
        let Some(id) = id else { return "id" };
        let all = self.api.ancestry(id);
        let stated = all.into_iter().find_map(|it| self.api.structured_type(it).key.as_deref());
        stated.unwrap_or("id")
    }

    /// The name of the type at the root of the inheritance of `id`, below `entity`.
    pub(crate) fn root(&self, id: TypeId) -> String {
        let all = self.api.ancestry(id);
        let is_entity = |it: &&TypeId| self.api.structured_type(**it).name.name == "entity";
        let root = all.iter().rev().find(|it| !is_entity(it)).unwrap_or(&id);
        self.api.structured_type(*root).name.to_string()
    }

    /// The object that an operation answers with, as far as pages and types tell.
    pub(crate) fn object(&self, operation: usize) -> Map<String, Value> {
        let it = self.operation(operation);
        let shown =
            self.first(operation).and_then(|it| it.body.as_ref()).and_then(Value::as_object);
        let is_list = matches!(it.response.body, ResponseBody::Collection(_));
        match (shown, self.answer_type(it)) {
            (Some(object), _) if is_list => {
                let first = object.get("value").and_then(|it| it.get(0));
                first.and_then(Value::as_object).cloned().unwrap_or_default()
            }
            (Some(object), _) => object.clone(),
            (None, Some(id)) => sample::object(self.api, id),
            (None, None) => Map::new(),
        }
    }

    fn seed(&self, index: usize) -> Vec<Value> {
        let operation = self.operation(index);
        let ResponseBody::Collection(ty) = operation.response.body else { return Vec::new() };
        let all = self.shown[index].iter().filter(|it| !it.count && it.cast.is_none());
        let elements = |it: &'_ &Shown| it.elements().is_some_and(|it| !it.is_empty());
        // An example that asks for some properties only shows no whole object.
        let best = all.filter(elements).min_by_key(|it| (!it.is_main, it.options.len()));
        let mut seeds: Vec<Value> = match best.and_then(Shown::elements) {
            Some(it) => it.iter().filter(|it| it.get("@removed").is_none()).cloned().collect(),
            None => Vec::new(),
        };
        if seeds.is_empty() {
            seeds = vec![sample::value(self.api, TypeUse { collection: false, ..ty })];
        }
        if let Some(id) = structured(ty).filter(|it| self.has_key(*it)) {
            let key = self.key(Some(id));
            let path = operation.path.to_string();
            for (number, it) in seeds.iter_mut().enumerate() {
                let Some(object) = it.as_object_mut() else { continue };
                if object.get(key).and_then(Value::as_str).is_none_or(str::is_empty) {
                    object.insert(key.to_owned(), sample::guid(&format!("{path} {number}")).into());
                }
            }
        }
        seeds
    }

    /// True for types whose objects are addressed by a key.
    pub(crate) fn has_key(&self, id: TypeId) -> bool {
        self.api.structured_type(id).kind == graphdown::ir::edm::TypeKind::Entity
            || self.matcher.property(id, "id").is_some()
    }

    fn shared(&self) -> BTreeSet<String> {
        let at_top = self.api.operations.iter().filter(|it| {
            let segments = it.path.segments.as_slice();
            it.method == Method::Get
                && matches!(
                    segments,
                    [Segment::Literal(_)] | [Segment::Literal(_), Segment::Parameter(_)]
                )
                && matches!(it.kind, OperationKind::List | OperationKind::Get)
        });
        let types = at_top.filter_map(|it| self.answer_type(it)).filter(|it| self.has_key(*it));
        types.map(|it| self.root(it)).collect()
    }

    fn me(&self) -> String {
        let shown = self.find(Method::Get, "me").map(|it| self.object(it.operation));
        let id = shown.and_then(|it| it.get("id").and_then(Value::as_str).map(str::to_owned));
        id.unwrap_or_else(|| sample::guid("me"))
    }
}

impl Shown {
    fn new(example: &Example) -> Option<Self> {
        let Called::Operation(called) = &example.called else { return None };
        let response = example.response.as_ref()?;
        let status = serve::status(response).filter(|it| (200..400).contains(it))?;
        let (path, options) =
            example.request.as_ref().map(|it| serve::target(&it.start_line)).unwrap_or_default();
        let request = example.request.as_ref();
        let headers = request.map(|it| it.headers.as_slice()).unwrap_or_default();
        let prefer = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("prefer"));
        let sent = request.and_then(serve::body_of);
        Some(Shown {
            prefer: prefer.map(|it| it.1.to_lowercase()).unwrap_or_default(),
            sent: sent
                .as_ref()
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
                .map(|it| it.0.clone())
                .collect(),
            path: decoded(&below_version(&path)),
            options: options.iter().map(|(name, _)| bare(name)).collect(),
            values: options,
            status,
            headers: response.headers.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect(),
            body: serve::body_of(response),
            text: response.body.to_string(),
            count: called.count,
            cast: called.cast,
            is_main: false,
        })
    }

    fn has_body(&self) -> bool {
        !self.text.is_empty()
    }

    fn elements(&self) -> Option<&Vec<Value>> {
        self.body.as_ref()?.get("value")?.as_array()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, it)| it.as_str())
    }
}

/// The structured type that a type use is of.
pub(crate) fn structured(ty: TypeUse) -> Option<TypeId> {
    match ty.target {
        TypeTarget::Structured(id) => Some(id),
        _ => None,
    }
}

fn bare(name: &str) -> String {
    name.trim_start_matches('$').to_lowercase()
}

/// The path behind host and version, without a slash at its ends.
pub(crate) fn below_version(url: &str) -> String {
    let path =
        url.split_once("://").map_or(url, |(_, it)| it.split_once('/').map_or("", |it| it.1));
    let path = path.trim_matches('/');
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let is_version = graphdown::docset::ApiVersion::parse(first).is_some();
    if is_version { rest.to_owned() } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_versions_are_cut_off() {
        for url in ["https://graph.example/v1.0/users/1", "/beta/users/1/", "users/1"] {
            assert_eq!(below_version(url), "users/1", "{url}");
        }
    }
}
