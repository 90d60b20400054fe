//! What a page *says*, in the documentation's own order and words, each fact with its place.

use crate::docset::ApiVersion;
use crate::ir::Text;
use crate::span::{FileId, Span, Spanned};
use std::sync::Arc;

pub use items::{Item, ItemKind, Place};
pub use json::{Json, JsonValue};

mod items;
mod json;

/// One page of the documentation set.
#[derive(Debug, Clone)]
pub struct Page {
    /// The file.
    pub file: FileId,
    /// Markdown, or text that has lost its marks.
    pub form: Form,
    /// The API version, by folder or else by the URLs and includes of the page.
    pub version: ApiVersion,
    /// What kind of page it is, judged by its contents.
    pub class: PageClass,
    /// The lines between `---` at the top.
    pub front_matter: FrontMatter,
    /// The first heading of level 1.
    pub title: Option<Spanned<Text>>,
    /// The line `Namespace: microsoft.graph`.
    pub namespace: Option<Spanned<Text>>,
    /// The paragraphs between the title and the first section.
    pub introduction: Vec<Spanned<Text>>,
    /// Sentences that state the base type, or that a type is one of many subtypes.
    pub bases: Vec<BaseStatement>,
    /// Types that the page lists as derived from its own.
    pub derived_types: Vec<TypeExpression>,
    /// Rows of property and relationship tables.
    pub properties: Vec<PropertyRow>,
    /// Rows of Methods tables.
    pub methods: Vec<MethodRow>,
    /// Tables of enumeration members.
    pub enums: Vec<EnumTable>,
    /// JSON blocks that show the resource.
    pub representations: Vec<JsonBlock>,
    /// What an API page says about calling, once per set of request lines.
    pub operations: Vec<OperationSection>,
    /// Words that call the page's subject deprecated.
    pub deprecated: Option<Spanned<Text>>,
    /// The table of national clouds: title of the column, and whether it has a check mark.
    pub clouds: Option<Spanned<Vec<(Text, bool)>>>,
    /// Includes that the set does not hold.
    pub missing_includes: Vec<Spanned<Text>>,
    /// Files that were read as a part of the page.
    pub included: Vec<FileId>,
    /// Links to other pages whose words are one word.
    pub links: Vec<NamingLink>,
    /// What links may lead to on the page: its headings and named places, letters and digits only, in lower case, sorted. Gone
    /// when all links were looked at.
    pub anchors: Vec<Text>,
    /// Links to a place on a page. Gone when all were looked at.
    pub links_to_places: Vec<PlaceLink>,
    /// All that has to be accounted for; empty if [no trail is kept](crate::ir::Trail).
    pub items: Vec<Item>,
}

/// What a page calls the thing that another page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamingLink {
    /// The word.
    pub name: Text,
    /// The page that it leads to.
    pub target: FileId,
    /// What stands behind `#`.
    pub anchor: Option<Text>,
}

/// A link to a heading or a named place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceLink {
    /// The page that it leads to.
    pub target: FileId,
    /// What stands behind `#`.
    pub anchor: Text,
    /// Where the link stands.
    pub span: Span,
}

/// How the page is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Markdown with all its marks.
    Markdown,
    /// What a browser or crawler left of it: no heading marks, fences, links or comments.
    Rendered,
}

/// The kinds of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageClass {
    /// Describes an entity type or complex type.
    Resource,
    /// Lists members of one or more enumerations.
    Enumeration,
    /// Describes operations.
    Api,
    /// An overview or a fragment for inclusion: says nothing about the API by itself.
    Conceptual,
}

/// The front matter, of both generations.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// `title`.
    pub title: Option<Spanned<Text>>,
    /// `description`.
    pub description: Option<Spanned<Text>>,
    /// `doc_type`.
    pub doc_type: Option<Spanned<Text>>,
    /// `ms.prod`, or `ms.subservice` since 2024: the product area.
    pub area: Option<Spanned<Text>>,
    /// Offset of the first byte behind the front matter.
    pub end: usize,
}

/// A sentence about inheritance.
#[derive(Debug, Clone)]
pub struct BaseStatement {
    /// The type it names.
    pub base: TypeExpression,
    /// How strong the words are.
    pub wording: BaseWording,
    /// The paragraph.
    pub span: Span,
}

/// The ways in which pages state a base type, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BaseWording {
    /// "Inherits from x", x a link, as a paragraph of its own.
    OwnParagraph,
    /// "... derives from x", "... is a subtype of x" inside a sentence.
    InSentence,
    /// "Inherited from x" in a property row.
    PropertyRow,
}

/// A type as a page names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeExpression {
    /// The name, cleaned of marks: `Text`, `identitySet`, `microsoft.graph.callRecords.modality`.
    pub name: Text,
    /// Where the name links to; most names are of primitive types, and link to nothing.
    pub link: Option<Box<Link>>,
    /// True for `x collection`, `Collection(x)`, `x[]`.
    pub collection: bool,
    /// Words behind or in front of the name that are not part of it: `enum`, `url`, `optional`.
    pub qualifier: Option<Text>,
    /// The other types of `a or b`.
    pub alternatives: Vec<TypeExpression>,
    /// Where it stands.
    pub span: Span,
}

impl TypeExpression {
    /// One value of the type called `name`, without a link.
    pub fn new(name: impl Into<Text>, span: Span) -> Self {
        TypeExpression {
            name: name.into(),
            link: None,
            collection: false,
            qualifier: None,
            alternatives: Vec::new(),
            span,
        }
    }
}

/// The destination of a link, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The path in front of `#`; empty for an anchor on the same page.
    pub path: Text,
    /// The words behind `#`.
    pub anchor: Option<Text>,
}

/// Which table a property row stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PropertyTable {
    /// `## Properties`.
    Properties,
    /// `## Relationships`.
    Relationships,
    /// `Instance attributes`: annotations such as `@microsoft.graph.conflictBehavior`.
    InstanceAttributes,
}

/// A row of a property, relationship, parameter, header or query option table.
#[derive(Debug, Clone)]
pub struct PropertyRow {
    /// Which table it stands in.
    pub table: PropertyTable,
    /// The nearest heading, if it is not the section's own: "Instance attributes", "Postal address".
    pub heading: Option<Text>,
    /// The name, marks removed.
    pub name: Spanned<Text>,
    /// The type; `None` if the cell is missing or cannot be read.
    pub ty: Option<TypeExpression>,
    /// The description, as written; empty if there is none.
    pub description: Spanned<Text>,
    /// True if the name cell itself says "(deprecated)".
    pub deprecated: bool,
    /// The whole row.
    pub span: Span,
}

/// A row of a parameter, header or query option table.
#[derive(Debug, Clone)]
pub struct ParameterRow {
    /// The name, marks removed.
    pub name: Spanned<Text>,
    /// The type; `None` if the table has no such column or the cell cannot be read.
    pub ty: Option<TypeExpression>,
    /// What a column of its own says on whether the parameter must be given.
    pub required: Option<bool>,
    /// The description, as written.
    pub description: Spanned<Text>,
    /// The whole row.
    pub span: Span,
}

/// A row of a Methods table.
#[derive(Debug, Clone)]
pub struct MethodRow {
    /// The words in the first cell.
    pub name: Spanned<Text>,
    /// The API page.
    pub link: Option<Link>,
    /// What it returns.
    pub returns: Returns,
    /// The whole row.
    pub span: Span,
}

/// The "Return type" cell of a Methods table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Returns {
    /// A type.
    Type(TypeExpression),
    /// "None", "No Content".
    Nothing,
    /// An empty cell, or words that name no type.
    Unstated,
}

/// A table of enumeration members.
#[derive(Debug, Clone)]
pub struct EnumTable {
    /// The enumeration's name: from "x values", or `None` on a page that is about one enumeration.
    pub name: Option<Spanned<Text>>,
    /// The namespace in force where the table stands, if a line above says so.
    pub namespace: Option<Spanned<Text>>,
    /// The members.
    pub members: Vec<MemberRow>,
    /// True if heading or text call it flags or multi-valued.
    pub says_flags: bool,
    /// The heading, or the table if there is none.
    pub span: Span,
}

/// A row of an enumeration table.
#[derive(Debug, Clone)]
pub struct MemberRow {
    /// The name, marks removed.
    pub name: Spanned<Text>,
    /// The numeric value.
    pub value: Option<i64>,
    /// The description, as written.
    pub description: Spanned<Text>,
}

/// A JSON code block with the annotation above it.
#[derive(Debug, Clone)]
pub struct JsonBlock {
    /// The annotation, if there is one.
    pub annotation: Option<Annotation>,
    /// The contents; `None` if they cannot be read.
    pub json: Option<Json>,
    /// The contents' place.
    pub span: Span,
}

/// A code block annotation: the JSON in the comment above a code block. Source: API Doctor's code block annotations.
#[derive(Debug, Clone, Default)]
pub struct Annotation {
    /// `blockType`.
    pub block_type: Option<Text>,
    /// `name`.
    pub name: Option<Text>,
    /// `@odata.type` or `@type`, without `#` and `Collection(...)`.
    pub odata_type: Option<Spanned<Text>>,
    /// `isCollection`, or a type written as `Collection(...)`. `None` if neither is there.
    pub is_collection: Option<bool>,
    /// `baseType`, unless null.
    pub base_type: Option<Spanned<Text>>,
    /// `openType`.
    pub open_type: bool,
    /// `abstract` or `isAbstract`.
    pub is_abstract: bool,
    /// `keyProperty`.
    pub key_property: Option<Text>,
    /// `isMediaEntity`.
    pub is_media_entity: bool,
    /// The comment; `None` if there was none.
    pub span: Option<Span>,
}

/// What a page says about calling one set of request lines.
#[derive(Debug, Clone, Default)]
pub struct OperationSection {
    /// The heading above the request lines, where a page describes several operations.
    pub heading: Option<Text>,
    /// The request lines.
    pub request_lines: Vec<RequestLine>,
    /// Who may call.
    pub permissions: PermissionSection,
    /// Rows of header tables.
    pub headers: Vec<ParameterRow>,
    /// Rows of query parameter tables.
    pub query_parameters: Vec<ParameterRow>,
    /// Query options named in the text of the section on them, with `$`.
    pub query_options: Vec<Spanned<Text>>,
    /// Rows of path parameter and function parameter tables.
    pub path_parameters: Vec<ParameterRow>,
    /// The request body section.
    pub body: BodySection,
    /// The response section.
    pub response: ResponseSection,
    /// The examples.
    pub examples: Vec<ExampleBlock>,
}

/// A line of an HTTP request block.
#[derive(Debug, Clone)]
pub struct RequestLine {
    /// The verb, upper case.
    pub verb: Text,
    /// What stands behind the verb: path and query string.
    pub target: Text,
    /// The line.
    pub span: Span,
}

/// What a page says about permissions.
#[derive(Debug, Clone, Default)]
pub struct PermissionSection {
    /// Tables, read.
    pub tables: Vec<PermissionTable>,
    /// True if the section only has an include that the set does not hold.
    pub missing_include: bool,
}

/// A permission table.
#[derive(Debug, Clone)]
pub struct PermissionTable {
    /// The lists per account type, from least to most privileged.
    pub rows: Vec<PermissionRow>,
    /// The table.
    pub span: Span,
}

/// Permissions for one account type.
#[derive(Debug, Clone)]
pub struct PermissionRow {
    /// For whom.
    pub account: Account,
    /// The permissions from least to most privileged; empty if not supported, `None` if the words are neither permissions nor a word
    /// for none.
    pub permissions: Option<Arc<[Text]>>,
    /// The cell or cells.
    pub span: Span,
}

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// Delegated, work or school account.
    DelegatedWork,
    /// Delegated, personal Microsoft account.
    DelegatedPersonal,
    /// Application.
    Application,
}

/// The request body section.
#[derive(Debug, Clone, Default)]
pub struct BodySection {
    /// The paragraphs.
    pub text: Vec<Spanned<Text>>,
    /// The rows of its tables.
    pub rows: Vec<ParameterRow>,
    /// Types that its text links to, in order.
    pub types: Vec<TypeExpression>,
    /// True if the text says that no body is to be sent.
    pub says_none: bool,
}

/// The response section.
#[derive(Debug, Clone, Default)]
pub struct ResponseSection {
    /// The paragraphs.
    pub text: Vec<Spanned<Text>>,
    /// Types named in the paragraph that states success, in order.
    pub types: Vec<TypeExpression>,
    /// Status codes of that paragraph, in order.
    pub statuses: Vec<u16>,
    /// True if the text says that the body is empty.
    pub says_none: bool,
    /// Headers that a table below it lists, in small letters.
    pub headers: Vec<Text>,
}

/// A request or a response of an example.
#[derive(Debug, Clone)]
pub struct ExampleBlock {
    /// The heading of the example, for instance "Example 1: ...".
    pub heading: Option<Text>,
    /// Request or response.
    pub direction: Direction,
    /// The annotation above it.
    pub annotation: Option<Annotation>,
    /// Request line or status line.
    pub start_line: Text,
    /// The place of the start line.
    pub start: Span,
    /// Header fields.
    pub headers: Vec<(Text, Text)>,
    /// The places of the header fields, one for each.
    pub header_spans: Vec<Span>,
    /// The body, as written.
    pub body: Text,
    /// The place of the body, without white space around it.
    pub body_span: Span,
    /// The body as JSON, if it is.
    pub json: Option<Json>,
    /// The contents of the code block.
    pub span: Span,
}

/// Which way a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the service.
    Request,
    /// From the service.
    Response,
}
