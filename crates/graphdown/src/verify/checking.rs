//! One example: the operation it calls, and then each of its sides.

use super::examples::{Called, Example, Match};
use super::matching::{Fit, Paths, Rank};
use super::names::Names;
use super::url::{Piece, Target};
use super::{Fault, Finding, Part, alias, blame, request, response};
use crate::diagnostics::{Code, Diagnostic, Edit, Fix};
use crate::ir::edm::{Api, Method, Operation, Subject, TypeId};
use crate::ir::page::ExampleBlock;
use crate::span::Span;

/// Hosts of the service, and of its national deployments.
const HOSTS: &[&str] = &[
    "graph.microsoft.com",
    "graph.microsoft.us",
    "dod-graph.microsoft.us",
    "microsoftgraph.chinacloudapi.cn",
];

/// An example that is being checked, and what was found so far.
pub(super) struct Check<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names<'a>,
    pub(super) findings: Vec<Finding>,
    example: usize,
    /// The places of the example's own messages.
    own: Vec<Span>,
    /// What the value that is being looked at belongs to.
    pub(super) subject: Option<Subject>,
    /// The side that is being looked at.
    pub(super) part: Part,
    /// The way from the root of the body to the value that is being looked at.
    pub(super) path: Vec<String>,
}

impl<'a> Check<'a> {
    pub(super) fn new(api: &'a Api, names: &'a Names<'a>, example: usize) -> Self {
        let (findings, path, own) = (Vec::new(), Vec::new(), Vec::new());
        Check { api, names, findings, example, own, subject: None, part: Part::Target, path }
    }

    /// Notes a finding.
    pub(super) fn find(&mut self, code: Code, span: Span, message: String) {
        let path: String = self.path.iter().map(|it| format!("/{it}")).collect();
        let diagnostic = Diagnostic::new(code, span, message);
        let (example, part) = (self.example, self.part);
        let fault = blame::fault(self.api, code, self.subject.as_ref(), &self.own);
        self.findings.push(Finding { example, part, path, fault, diagnostic });
    }

    /// As [`Check::find`], with words that are to stand in place of `old`, which `span` holds with or without quotes around it. There is no
    /// mend where other words stand there, as of an escape, or where a page agrees with the example.
    pub(super) fn find_spelling(
        &mut self,
        code: Code,
        span: Span,
        (old, new): (&str, &str),
        message: String,
    ) {
        self.find(code, span, message);
        let quotes = span.range().len().checked_sub(old.len());
        let (Some(quotes @ (0 | 2)), Some(found)) = (quotes, self.findings.last_mut()) else {
            return;
        };
        if found.fault == Fault::Documentation {
            let inner = Span {
                start: span.start + quotes as u32 / 2,
                end: span.end - quotes as u32 / 2,
                ..span
            };
            let edits = vec![Edit { span: inner, text: new.to_owned() }];
            found.diagnostic.fix = Some(Fix { says: format!("write `{new}`"), edits });
        }
    }

    /// Checks all sides of the example.
    pub(super) fn example(&mut self, paths: &Paths<'_>, example: &mut Example) {
        self.own =
            [&example.request, &example.response].into_iter().flatten().map(|it| it.span).collect();
        example.called = match &example.request {
            Some(it) => self.target(paths, it, example),
            None => self.without_request(example),
        };
        // The request of a second response was looked at with the first.
        if !example.is_first {
            self.findings.clear();
        }
        let Called::Operation(called) = &example.called else { return };
        let operation = &self.api.operations[called.operation];
        self.subject = Some(Subject::Operation(operation.method, operation.path.to_string()));
        if let Some(request) = example.request.as_ref().filter(|_| example.is_first) {
            request::check(self, operation, request);
        }
        if let Some(response) = &example.response {
            response::check(self, operation, called, response);
        }
    }

    /// A response alone belongs to the operation of its page, if all that the page documents answer alike.
    fn without_request(&mut self, example: &Example) -> Called {
        let mut own = self
            .api
            .operations
            .iter()
            .enumerate()
            .filter(|(_, it)| it.sources.iter().any(|it| it.file == example.page));
        let Some((operation, first)) = own.next() else {
            return Called::Elsewhere("the page documents no operation");
        };
        let is_one = own.all(|(_, it)| it.response.body == first.response.body);
        if let Some(response) = &example.response {
            let message = "this response stands without a request".to_owned();
            self.find(Code::ResponseWithoutRequest, response.start, message);
        }
        if !is_one {
            return Called::Unknown;
        }
        Called::Operation(Match { operation, cast: None, count: false, is_own: true })
    }

    fn target(&mut self, paths: &Paths<'_>, request: &ExampleBlock, example: &Example) -> Called {
        let place = request.start;
        let (verb, rest) = verb(&request.start_line);
        let target = Target::read(rest);
        if let Some(host) = target.host.as_deref().filter(|it| !HOSTS.contains(it)) {
            let message = format!("this request goes to `{host}`");
            self.find(Code::ExampleOfOtherHost, place, message);
            return Called::Elsewhere("another host");
        }
        if let Some(version) = target.version.as_ref().filter(|it| **it != example.version.as_str())
        {
            let message =
                format!("this is a page of {}, but the URL is of {version}", example.version);
            self.find(Code::ExampleOfOtherVersion, place, message);
        }
        let Some(method) = Method::ALL.into_iter().find(|it| it.as_str() == verb) else {
            self.find(Code::ExampleVerb, place, format!("no operation has the verb `{verb}`"));
            return Called::Unknown;
        };
        let found = self.find_operation(paths, method, &target.pieces, example, place);
        if let Called::Operation(called) = &found {
            let operation = &self.api.operations[called.operation];
            request::query(self, operation, &target.query, place);
        }
        found
    }

    fn find_operation(
        &mut self,
        paths: &Paths<'_>,
        method: Method,
        pieces: &[Piece],
        example: &Example,
        place: Span,
    ) -> Called {
        let direct = paths.best(Some(method), pieces, example.page);
        if !direct.is_empty() {
            return self.settle(&direct, None, false, example, place);
        }
        // A cast or `$count` behind a documented path is OData's own.
        let (rest, count) = match pieces.split_last() {
            Some((Piece::Word(last), rest)) if last == "$count" => (rest, true),
            _ => (pieces, false),
        };
        let cast = match rest.last() {
            Some(Piece::Word(last)) if last.contains('.') => self.names.structured(last),
            _ => None,
        };
        let rest = if cast.is_some() { &rest[..rest.len() - 1] } else { rest };
        if method == Method::Get && rest.len() < pieces.len() {
            let found = paths.best(Some(method), rest, example.page);
            if !found.is_empty() {
                return self.settle(&found, cast, count, example, place);
            }
        }
        for pieces in alias::spellings(pieces) {
            let found = paths.best(Some(method), &pieces, example.page);
            if let [fit] = found.as_slice() {
                let path = self.api.operations[fit.operation].path.to_string();
                let message = format!("this path is not listed; `{path}` is");
                self.find(Code::ExampleByAlias, place, message);
                return self.settle(&found, None, false, example, place);
            }
        }
        let other_verb = paths.best(None, pieces, example.page);
        if let Some(fit) = other_verb.first() {
            let it = &self.api.operations[fit.operation];
            let message = format!("this path is documented with {}, not with {method}", it.method);
            self.find(Code::ExampleVerb, place, message);
        } else {
            let mut all = self.api.operations.iter();
            let own = all.find(|it| it.sources.iter().any(|it| it.file == example.page));
            let listed = own.map(|it| format!("; this one lists `{} {}`", it.method, it.path));
            let message = format!("no page documents this path{}", listed.unwrap_or_default());
            self.find(Code::ExampleUnmatched, place, message);
        }
        Called::Unknown
    }

    /// The best fits are one, or it is not clear which operation is meant.
    fn settle(
        &mut self,
        found: &[Fit],
        cast: Option<TypeId>,
        count: bool,
        example: &Example,
        place: Span,
    ) -> Called {
        let named = |it: &Fit| -> &Operation { &self.api.operations[it.operation] };
        let [fit] = found else {
            let all: Vec<String> = found
                .iter()
                .map(|it| format!("`{} {}`", named(it).method, named(it).path))
                .collect();
            let message = format!("this request fits {}", all.join(" and "));
            self.find(Code::ExampleAmbiguous, place, message);
            return Called::Unknown;
        };
        let operation = named(fit);
        if fit.ranks.contains(&Rank::OtherArguments) {
            let message = format!("the documented call is `{}`", operation.path);
            self.find(Code::UnknownArgument, place, message);
        }
        let has_own = || {
            let mut sources = self.api.operations.iter().flat_map(|it| &it.sources);
            sources.any(|it| it.file == example.page)
        };
        if !fit.is_own && has_own() {
            let message = format!("`{} {}` is on another page", operation.method, operation.path);
            self.find(Code::ExampleOfOtherPage, place, message);
        }
        Called::Operation(Match { operation: fit.operation, cast, count, is_own: fit.is_own })
    }
}

/// Verb and the rest of a request line.
pub(super) fn verb(start_line: &str) -> (String, &str) {
    let line = start_line.trim();
    let end = line.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(line.len());
    let rest = line[end..].trim();
    let rest = rest.strip_suffix("HTTP/1.1").unwrap_or(rest).trim_end();
    (line[..end].to_uppercase(), rest)
}
