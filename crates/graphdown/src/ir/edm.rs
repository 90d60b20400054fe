//! What the API *is*, in the terms of OData CSDL: structured types, enum types and operations.
//!
//! Source of the terms: OData Common Schema Definition Language (CSDL) 4.01, sections 4 to 12.

use crate::docset::ApiVersion;
use crate::ir::Text;
use crate::span::{FileId, Span, Spanned};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

pub use areas::{AreaId, Areas};
pub use evidence::{Aspect, Evidence, Standing, Subject};
pub use facts::{Facts, Particulars};
pub use name::QualifiedName;
pub use path::{Argument, ArgumentValue, PathParameter, PathTemplate, Segment};
pub use primitive::Primitive;
pub(crate) use renumber::Renumbering;

mod areas;
mod evidence;
mod facts;
mod name;
mod path;
mod primitive;
mod renumber;

/// Everything the documentation says about the API, version by version.
#[derive(Debug, Default, Clone)]
pub struct Edm {
    /// One entry per version that the documentation set says something of, in the order of [`ApiVersion::ALL`].
    pub apis: Vec<Api>,
    /// What the pages say of versions of which nothing could be read; sorted by subject.
    pub without_api: Vec<Evidence>,
}

/// One version of the API.
#[derive(Debug, Clone)]
pub struct Api {
    /// Which version this is.
    pub version: ApiVersion,
    /// The namespace with most types, whatever of them is left in a slice.
    pub main_namespace: Text,
    /// Entity types and complex types, sorted by qualified name.
    pub types: Vec<StructuredType>,
    /// Enum types, sorted by qualified name.
    pub enums: Vec<EnumType>,
    /// Operations, one per verb and path, sorted by path and verb.
    pub operations: Vec<Operation>,
    /// What the pages say of all of them, with what was not followed; sorted by subject.
    pub evidence: Vec<Evidence>,
    /// Which area of the product needs what.
    pub areas: Areas,
}

/// Index into [`Api::types`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TypeId(pub u32);

/// Index into [`Api::enums`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EnumId(pub u32);

/// Whether a structured type has an identity of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TypeKind {
    /// An entity type: addressed by a key.
    Entity,
    /// A complex type: lives inside of an entity.
    Complex,
}

/// Where our knowledge of a type comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Origin {
    /// A page documents it.
    Page,
    /// No page documents it; a JSON sample of another type's page shows it with its members, or paths go through it.
    Sample,
    /// It is only named, by a type cell, a base statement or a response: nothing is known of its members.
    Reference,
}

/// An entity type or a complex type.
#[derive(Debug, Clone)]
pub struct StructuredType {
    /// Namespace and name.
    pub name: QualifiedName,
    /// Entity type or complex type.
    pub kind: TypeKind,
    /// The type it inherits from.
    pub base: Option<TypeId>,
    /// True if the documentation says that no instance has just this type.
    pub is_abstract: bool,
    /// True if instances may carry properties that are not declared.
    pub is_open: bool,
    /// Wire name of the key property, where a page states it.
    pub key: Option<Text>,
    /// Properties that the type's pages list, in their order. Inherited ones may be among them; see [`Property::inherited`].
    pub properties: Vec<Property>,
    /// If there: only these of its own and inherited properties are declared by the bindings. Lower case.
    pub declared: Option<BTreeSet<Text>>,
    /// Rows of the type's Methods tables.
    pub methods: Vec<TypeMethod>,
    /// How we know of the type.
    pub origin: Origin,
    /// What its page says of it.
    pub documentation: Documentation,
    /// The pages it was read from, the first being the main one. Never empty.
    pub sources: Vec<Span>,
}

/// A row of a type's Methods table.
#[derive(Debug, Clone)]
pub struct TypeMethod {
    /// The words of its first column.
    pub name: Text,
    /// The API page it links to, if the set holds it.
    pub page: Option<FileId>,
    /// The row.
    pub source: Span,
}

/// A property or a navigation property.
#[derive(Debug, Clone)]
pub struct Property {
    /// The name on the wire.
    pub name: Text,
    /// Its type.
    pub ty: TypeUse,
    /// True if it is a navigation property (the documentation's "relationship").
    pub is_navigation: bool,
    /// For a navigation property whose type is not in the slice: the type's name. The target is untyped then.
    pub left_out: Option<Box<QualifiedName>>,
    /// True if the page lists it although a base type declares it.
    pub inherited: bool,
    /// `Some` where the page says so; most pages do not.
    pub nullable: Option<bool>,
    /// What the description states beyond the type.
    pub facts: Facts,
    /// The description and a possible deprecation.
    pub documentation: Documentation,
    /// The table row, or the member of the JSON sample.
    pub source: Span,
}

/// A type as it is used by a property, a parameter or a body.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct TypeUse {
    /// The type of the value, or of each of its elements.
    pub target: TypeTarget,
    /// True for `Collection(...)`.
    pub collection: bool,
}

/// What a type name stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TypeTarget {
    /// A primitive type.
    Primitive(Primitive),
    /// An entity type or complex type.
    Structured(TypeId),
    /// An enum type.
    Enum(EnumId),
    /// The documentation names no type that can be read; already reported. Any JSON value.
    Untyped,
}

/// An enum type.
#[derive(Debug, Clone)]
pub struct EnumType {
    /// Namespace and name.
    pub name: QualifiedName,
    /// Members in documented order; empty if the enum is only named.
    pub members: Vec<Member>,
    /// True if a value is a set of members (`IsFlags`).
    pub is_flags: bool,
    /// How we know of the enum.
    pub origin: Origin,
    /// What its page or section says of it.
    pub documentation: Documentation,
    /// The places it was read from, the first being the main one. Never empty.
    pub sources: Vec<Span>,
}

/// A member of an enum type.
#[derive(Debug, Clone)]
pub struct Member {
    /// The name on the wire.
    pub name: Text,
    /// The numeric value, where a page lists it.
    pub value: Option<i64>,
    /// Description and deprecation.
    pub documentation: Documentation,
    /// The row or the words it was read from.
    pub source: Span,
}

/// A deployment of the service. Source: the documentation's page on national clouds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Cloud {
    /// The global service.
    Global,
    /// US Government L4.
    UsGovL4,
    /// US Government L5 (DOD).
    UsGovL5,
    /// China, operated by 21Vianet.
    China,
}

/// Prose that travels into the generated documentation. Markdown as the page has it, reference-style links made inline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Documentation {
    /// Paragraphs, without blank ones.
    pub paragraphs: Vec<Text>,
    /// Set if the documentation calls the thing deprecated: the words, if there are any.
    pub deprecated: Option<Text>,
}

/// A verb and a path of the API and what the documentation says about calling it.
#[derive(Debug, Clone)]
pub struct Operation {
    /// A name that is the same on every run: the page's file name without extension.
    pub name: Text,
    /// The page's title.
    pub title: Text,
    /// What sort of operation it is.
    pub kind: OperationKind,
    /// The HTTP method.
    pub method: Method,
    /// The path below the version segment.
    pub path: PathTemplate,
    /// Function arguments and parameters in the URL that tables describe.
    pub parameters: Vec<Parameter>,
    /// Request headers that the page lists, beside `Authorization`; all of them strings. Shared by the operations of a page.
    pub headers: Arc<[Parameter]>,
    /// OData query options that the page says are supported, with their `$`; sorted.
    pub query_options: Vec<Text>,
    /// What the request carries.
    pub request: RequestBody,
    /// What a successful answer carries.
    pub response: Response,
    /// Who may call it; `None` if the documentation set does not say (a missing include is not "nobody").
    pub permissions: Option<Permissions>,
    /// The page's introduction.
    pub documentation: Documentation,
    /// Documented requests and responses of the page, shared by all operations of the page.
    pub examples: Arc<[Example]>,
    /// `ms.prod` or `ms.subservice` of the page.
    pub area: Option<Text>,
    /// Where the operation is available; `None` if the page does not say.
    pub clouds: Option<Vec<Cloud>>,
    /// The request lines it was read from, the first being on the main page. Never empty.
    pub sources: Vec<Span>,
}

/// What sort of operation a page documents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs)] // The names say it.
pub enum OperationKind {
    List,
    Get,
    Create,
    Update,
    Delete,
    Action,
    Function,
    Other,
}

impl OperationKind {
    /// The kind in the inventory's spelling.
    pub fn as_str(self) -> &'static str {
        match self {
            OperationKind::List => "list",
            OperationKind::Get => "get",
            OperationKind::Create => "create",
            OperationKind::Update => "update",
            OperationKind::Delete => "delete",
            OperationKind::Action => "action",
            OperationKind::Function => "function",
            OperationKind::Other => "other",
        }
    }
}

/// An HTTP method that the documentation uses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs)] // The names say it.
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// All methods.
    pub const ALL: [Method; 5] =
        [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete];

    /// The method as it stands in a request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A function argument, a URL parameter, a header or a member of a request body, as a table describes it.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The name on the wire.
    pub name: Text,
    /// Its type; headers are strings.
    pub ty: TypeUse,
    /// What the description states beyond the type.
    pub facts: Facts,
    /// The description.
    pub documentation: Documentation,
    /// The table row.
    pub source: Span,
}

/// What a request carries.
#[derive(Debug, Clone)]
pub enum RequestBody {
    /// Nothing.
    None,
    /// A JSON representation of a type. `members` are the properties that the page lists for this request; empty if it lists none.
    Resource {
        /// The type; abstract or derived ones are told apart by `@odata.type`.
        ty: TypeUse,
        /// The properties that the page's table lists.
        members: Vec<Parameter>,
    },
    /// A JSON object with the parameters of an action.
    Parameters(Vec<Parameter>),
    /// A reference, `{"@odata.id": "..."}`.
    Reference,
    /// Bytes, of the media type the page names.
    Stream {
        /// For instance `application/octet-stream` or `image/jpeg`.
        media_type: Option<Text>,
    },
    /// There is a body, but the page does not say of what type.
    Untyped,
}

/// What a successful answer carries.
#[derive(Debug, Clone)]
pub struct Response {
    /// Status codes of success, the main one first: for instance `[200]` or `[201, 202]`. Never empty.
    pub status: Vec<u16>,
    /// The body.
    pub body: ResponseBody,
    /// The type that the documentation names for the answer although its body is bytes or nothing.
    pub declared: Option<TypeUse>,
    /// True if the answer is 202 with a `Location` to watch, or the page calls the operation long-running.
    pub long_running: bool,
    /// True if the answer carries a `Location` header, by its example or by the words.
    pub location: bool,
    /// True if the place at `Location` answers with `declared`: a job that tells how far it is.
    pub monitor_answers: bool,
}

/// The body of a successful answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseBody {
    /// Nothing, or nothing that the documentation gives a meaning.
    None,
    /// One value.
    Single(TypeUse),
    /// `{"value": [...]}` with elements of the type (whose `collection` is false), possibly in pages.
    Collection(TypeUse),
    /// Bytes.
    Stream,
    /// There is a body, but the page does not say of what type.
    Untyped,
}

/// Who may call an operation. Each list goes from least to most privileged; an empty list means "not supported", and `None` that the
/// documentation does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions {
    /// Delegated, work or school account.
    pub delegated_work: Option<Arc<[Text]>>,
    /// Delegated, personal Microsoft account.
    pub delegated_personal: Option<Arc<[Text]>>,
    /// Application.
    pub application: Option<Arc<[Text]>>,
}

/// A request and a response that the documentation shows.
#[derive(Debug, Clone)]
pub struct Example {
    /// The heading above it, if it has one of its own.
    pub title: Option<Text>,
    /// The request, raw.
    pub request: Option<Spanned<HttpMessage>>,
    /// The response, raw.
    pub response: Option<Spanned<HttpMessage>>,
}

/// An HTTP message as a code block shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpMessage {
    /// The request line or the status line.
    pub start_line: Text,
    /// Header fields in order.
    pub headers: Vec<(Text, Text)>,
    /// The body, as written; empty if there is none.
    pub body: Text,
}

impl Api {
    /// The type with this id.
    pub fn structured_type(&self, id: TypeId) -> &StructuredType {
        &self.types[id.0 as usize]
    }

    /// The enum with this id.
    pub fn enum_type(&self, id: EnumId) -> &EnumType {
        &self.enums[id.0 as usize]
    }

    /// The type itself and what it inherits from, nearest first. Ends at a cycle.
    pub fn ancestry(&self, id: TypeId) -> Vec<TypeId> {
        let mut chain = vec![id];
        while let Some(base) = self.structured_type(chain[chain.len() - 1]).base {
            if chain.contains(&base) {
                break;
            }
            chain.push(base);
        }
        chain
    }
}

impl StructuredType {
    /// The file of the main page.
    pub fn file(&self) -> FileId {
        self.sources[0].file
    }
}
