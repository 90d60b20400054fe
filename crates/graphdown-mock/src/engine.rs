//! Requests in, answers out: one thread, one request after another, no connection.

mod address;
mod batch;
mod check;
mod content;
mod delta;
mod list;
mod present;
mod read;
mod refs;
mod shown;
mod upload;
mod wait;
mod write;

use crate::documentation::Documentation;
use crate::message::{Answer, Request};
use crate::query::Query;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::state::State;
use crate::table::Table;
use graphdown::docset::ApiVersion;
use graphdown::ir::edm::{Method, Operation, RequestBody, ResponseBody};
use graphdown::verify::serve::{Found, Step};
use std::collections::BTreeMap;

/// Where the server's own addresses begin: monitors, uploads, contents.
pub(crate) const OWN: &str = "_mock";

/// A documentation set that answers.
pub(crate) struct Engine<'a> {
    documentation: &'a Documentation,
    tables: &'a [Table<'a>],
    settings: &'a Settings,
    /// What is kept of the version that is asked.
    state: State,
    /// Which version that is.
    version: ApiVersion,
    /// What is kept of the others: an object of one version may have what its type in the other one does not know.
    others: BTreeMap<ApiVersion, State>,
    waits: wait::Waits,
    uploads: upload::Uploads,
}

/// A request whose operation is known.
pub(crate) struct Call<'c> {
    pub(crate) request: &'c Request,
    pub(crate) table: &'c Table<'c>,
    pub(crate) operation: &'c Operation,
    pub(crate) found: Found,
    pub(crate) options: Vec<(String, String)>,
    pub(crate) query: Query,
    /// The path below the version, as it was sent.
    pub(crate) path: String,
    /// The body, if it is JSON.
    pub(crate) sent: Option<serde_json::Value>,
    /// True if a page shows this very request, and it cannot be evaluated.
    pub(crate) follows_page: bool,
}

impl<'a> Engine<'a> {
    pub(crate) fn new(
        documentation: &'a Documentation,
        tables: &'a [Table<'a>],
        settings: &'a Settings,
    ) -> Self {
        let mut engine = Engine {
            documentation,
            tables,
            settings,
            state: State::default(),
            version: ApiVersion::V1,
            others: BTreeMap::new(),
            waits: wait::Waits::default(),
            uploads: upload::Uploads::default(),
        };
        engine.reset();
        engine
    }

    /// Forgets what was created, changed and deleted, and seeds again.
    pub(crate) fn reset(&mut self) {
        self.state = State::new(self.settings.limits);
        self.others.clear();
        (self.waits, self.uploads) = Default::default();
        for (list, value) in &self.settings.seeds {
            // What cannot be seeded is refused when the server starts.
            let _ = self.seed(list, value.clone());
        }
    }

    /// Goes on with what is kept of `version`.
    fn turn_to(&mut self, version: ApiVersion) {
        if self.version == version {
            return;
        }
        let found = self.others.remove(&version);
        let mut next = found.unwrap_or_else(|| State::new(self.settings.limits));
        next.count_on(&self.state);
        let last = std::mem::replace(&mut self.state, next);
        self.others.insert(self.version, last);
        self.version = version;
    }

    /// Answers a request. Whatever is wrong with it is an answer too.
    pub(crate) fn answer(&mut self, request: &Request) -> Answer {
        let mut answer = match self.handle(request) {
            Ok(it) => it,
            Err(it) => it.answer(request),
        };
        let client_id = request.header("client-request-id").unwrap_or(&request.id);
        answer.headers.push(("request-id", request.id.clone()));
        answer.headers.push(("client-request-id", client_id.to_owned()));
        answer.headers.push(("cache-control", "no-cache".to_owned()));
        answer
    }

    fn handle(&mut self, request: &Request) -> Result<Answer, Refusal> {
        let path = request.path.trim_start_matches('/');
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        if first == OWN {
            return self.own(request, rest);
        }
        let version = ApiVersion::parse(first);
        let table = self.tables.iter().find(|it| Some(it.api.version) == version);
        let Some(table) = table else {
            let served: Vec<&str> = self.tables.iter().map(|it| it.api.version.as_str()).collect();
            let message = format!("Invalid version: {first}. Served are {}.", served.join(" and "));
            return Err(Refusal::bad(message));
        };
        self.turn_to(table.api.version);
        check::token(self.settings, request)?;
        let rest = rest.trim_end_matches('/');
        if rest == "$batch" {
            return self.batch(request);
        }
        if matches!(rest, "" | "$metadata") {
            return Err(Refusal::unsupported("service document and `$metadata` are not served"));
        }
        let call = self.call(request, table, rest)?;
        if self.settings.examples_only || call.follows_page {
            return self.shown(&call);
        }
        self.dispatch(&call)
    }

    fn own(&mut self, request: &Request, rest: &str) -> Result<Answer, Refusal> {
        let (kind, id) = rest.split_once('/').unwrap_or((rest, ""));
        match kind {
            "waits" => self.poll(request, id),
            "uploads" => self.upload(request, id),
            "contents" => self.own_content(request, id),
            _ => Err(Refusal::missing(rest)),
        }
    }

    /// Finds the operation, and checks everything that can be checked without knowing what is kept.
    fn call<'c>(
        &self,
        request: &'c Request,
        table: &'c Table<'c>,
        path: &str,
    ) -> Result<Call<'c>, Refusal>
    where
        'a: 'c,
    {
        let found = check::operation(table, &request.method, path)?;
        let operation = table.operation(found.operation);
        let options = request.options();
        let place = || self.documentation.place(operation.sources[0]);
        let (query, follows_page) = match self.query(table, &found, &options) {
            Ok(it) => (it, false),
            // What a page shows is answered as it shows, even if it cannot be evaluated.
            Err(_) if table.shows(&found, path, &options) => (Query::default(), true),
            Err(it) => return Err(it),
        };
        check::headers(operation, request).map_err(|it| it.at(place()))?;
        let sent = check::body(self.documentation, table, found.operation, request)?;
        Ok(Call {
            request,
            table,
            operation,
            found,
            options,
            query,
            path: path.to_owned(),
            sent,
            follows_page,
        })
    }

    /// The query options, checked against the page and the type.
    fn query(
        &self,
        table: &Table<'_>,
        found: &Found,
        options: &[(String, String)],
    ) -> Result<Query, Refusal> {
        let operation = table.operation(found.operation);
        let place = || self.documentation.place(operation.sources[0]);
        check::options(table, operation, options).map_err(|it| it.at(place()))?;
        let query = Query::read(options).map_err(|it| it.at(place()))?;
        check::properties(table, operation, found.cast, &query).map_err(|it| {
            let ty = found.cast.or(table.answer_type(operation));
            let ty = ty.map(|it| table.api.structured_type(it).sources[0]);
            it.at(ty.and_then(|it| self.documentation.place(it)))
        })?;
        Ok(query)
    }

    fn dispatch(&mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        let last = call.last_word();
        let streams = matches!(call.operation.request, RequestBody::Stream { .. });
        let is_content = matches!(last, "$value" | "content");
        match call.operation.method {
            Method::Get if last == "$ref" => self.list_refs(call),
            Method::Get if call.found.count || last == "$count" => self.count(call),
            Method::Get if call.is_delta() => self.delta(call),
            Method::Get if is_content => self.get_content(call),
            Method::Get => match call.operation.response.body {
                ResponseBody::Collection(_) => self.list(call),
                ResponseBody::Single(ty) if crate::table::structured(ty).is_some() => {
                    self.get(call)
                }
                _ => self.shown(call),
            },
            Method::Post if last == "$ref" => self.add_ref(call),
            Method::Post if last.ends_with("createUploadSession") => self.begin_upload(call),
            Method::Post if self.creates(call) => self.create(call),
            Method::Post => self.shown(call),
            Method::Put if last == "$ref" => self.set_ref(call),
            Method::Put | Method::Patch if streams || is_content => self.put_content(call),
            Method::Put | Method::Patch => self.update(call),
            Method::Delete if last == "$ref" => self.remove_ref(call),
            Method::Delete if is_content => self.delete_content(call),
            Method::Delete => self.delete(call),
        }
    }
}

impl Call<'_> {
    /// The last fixed word of the path, or nothing if it ends with a key.
    pub(crate) fn last_word(&self) -> &str {
        match self.found.steps.last() {
            Some(Step::Word(word) | Step::Call(word, _)) => word,
            _ => "",
        }
    }

    fn is_delta(&self) -> bool {
        let word = self.last_word();
        word.rsplit('.').next() == Some("delta")
            && matches!(self.operation.response.body, ResponseBody::Collection(_))
    }

    /// The response that the pages show for a request like this.
    pub(crate) fn shown(&self) -> Option<&crate::table::Shown> {
        let prefer = self.request.header("prefer").unwrap_or_default();
        self.table.pick(&self.found, &self.path, &self.options, prefer)
    }

    /// The address of a version: `http://host/v1.0`.
    pub(crate) fn root(&self) -> String {
        format!("{}/{}", self.request.base, self.table.api.version)
    }
}
