//! What the pages say, fact by fact, and what became of it: the trail from every fact of the API back to the words it came from, and
//! the words that were not followed, with the reason.

use super::{Api, Method, QualifiedName};
use crate::ir::Text;
use crate::span::{FileId, Span};
use std::sync::Arc;

/// Something that a page says about the API.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// What it is about; shared, for there is much to say about one subject.
    pub subject: Arc<Subject>,
    /// Which side of it.
    pub aspect: Aspect,
    /// What is said, in a few words: a type, a status code, a name.
    pub says: String,
    /// The words.
    pub span: Span,
    /// What became of it.
    pub standing: Standing,
}

/// What a fact is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An entity type or complex type.
    Type(QualifiedName),
    /// A property of a type.
    Property(QualifiedName, Text),
    /// An enum type.
    Enum(QualifiedName),
    /// An operation: its verb and the path as documented.
    Operation(Method, String),
    /// A page as a whole, where it says something about no type and no operation.
    Page(FileId),
}

/// The sides of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // The names say it.
pub enum Aspect {
    Name,
    Base,
    Kind,
    DerivedType,
    Key,
    Method,
    Type,
    Collection,
    Row,
    Sample,
    Path,
    Fact,
    Member,
    Flags,
    RequestLine,
    Permission,
    Parameter,
    Header,
    QueryOption,
    RequestType,
    RequestBody,
    Response,
    Status,
    Example,
}

impl Aspect {
    /// The aspect in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Aspect::Name => "name",
            Aspect::Base => "base",
            Aspect::Kind => "kind",
            Aspect::DerivedType => "derived type",
            Aspect::Key => "key",
            Aspect::Method => "method",
            Aspect::Type => "type",
            Aspect::Collection => "one or many",
            Aspect::Row => "row",
            Aspect::Sample => "sample",
            Aspect::Path => "path",
            Aspect::Fact => "fact",
            Aspect::Flags => "flags",
            Aspect::Member => "member",
            Aspect::RequestLine => "request line",
            Aspect::Permission => "permission",
            Aspect::Parameter => "parameter",
            Aspect::Header => "header",
            Aspect::QueryOption => "query option",
            Aspect::RequestType => "request",
            Aspect::RequestBody => "body member",
            Aspect::Response => "response",
            Aspect::Status => "status",
            Aspect::Example => "example",
        }
    }
}

/// What became of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The API is as it says.
    Holds,
    /// Something else was followed; why.
    Lost(&'static str),
}

impl Api {
    /// What the pages say about `subject`, the names as the API spells them: by aspect, what holds before what does not.
    pub fn evidence_of(&self, subject: &Subject) -> Vec<&Evidence> {
        let start = self.evidence.partition_point(|it| *it.subject < *subject);
        let mut found: Vec<&Evidence> =
            self.evidence[start..].iter().take_while(|it| *it.subject == *subject).collect();
        found.sort_by_key(|it| (it.aspect, it.standing, it.span));
        found
    }
}
