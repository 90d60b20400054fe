//! The closed table of diagnostic codes. A code keeps its number forever.

use super::Severity;
use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal, $severity:ident, $help:literal;)+) => {
        /// What sort of finding a diagnostic is. The first two digits tell the subject: 00 files, 01 page structure, 02 tables,
        /// 03 types, 04 JSON and annotations, 05 enumerations, 06 operations, 07 permissions, 08 names and output, 09 examples.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// The code that is meant by its stable form or its name, in any case.
            ///
            /// # Errors
            /// If there is none: the one that looks most like it, if one does.
            pub fn find(text: &str) -> Result<Code, Option<Code>> {
                super::near::find(text)
            }

            /// All codes, by number.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The stable form, for instance `GD0201`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => concat!("GD", $number),)+ }
            }

            /// The name in words of one piece, for instance `RowWithoutName`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$name => stringify!($name),)+ }
            }

            /// How bad it is if settings say nothing else.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)+ }
            }

            /// What the finding means.
            pub fn summary(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc),+).trim_ascii_start(),)+ }
            }

            /// What to do about it.
            pub fn help(self) -> &'static str {
                match self { $(Code::$name => $help,)+ }
            }
        }
    };
}

codes! {
    /// The file holds bytes that are not UTF-8; they were replaced.
    InvalidUtf8 = "0001", Warning, "Save the page as UTF-8.";
    /// A page holds characters that cannot be seen, or that change the direction of the text around them; they are left out of the documentation.
    HiddenCharacter = "0002", Warning, "Remove the characters, or write the words again: they may say something else than they seem to.";
    /// A page says nothing that belongs to the API.
    PageWithoutFacts = "0101", Note, "Nothing to do for an overview. For a reference page: add the table, JSON block or request line that it lacks.";
    /// The page's front matter says another kind of page than its contents show.
    DocTypeContradicted = "0102", Note, "Set `doc_type` to what the page is.";
    /// A code block is not closed; it was taken to end before the next heading or block.
    UnclosedCodeBlock = "0104", Warning, "Close the block with three backticks.";
    /// A comment is not closed.
    UnclosedComment = "0105", Warning, "Close the comment with `-->`.";
    /// An `[!INCLUDE]` names a file that the documentation set does not have.
    MissingInclude = "0106", Note, "Add the included file to the set, or correct the path.";
    /// The front matter has no end; it was read as a part of the page.
    FrontMatterError = "0107", Note, "Close the front matter with a line of `---`.";
    /// A link leads to a page that the documentation set does not have.
    BrokenLink = "0108", Note, "Correct the path, or add the page.";
    /// A paragraph, code block, table or row is longer than what is read, or a page has more of something than is read; it was left out.
    TooLong = "0109", Warning, "Cut it into smaller parts.";
    /// An include leads back to a page that it stands on, or brings more than what is read; it was left out.
    RefusedInclude = "0110", Note, "Remove the include, or include less.";
    /// A link spells the path of a page in other letter case than the page's file.
    LinkCase = "0111", Note, "Spell the path as the file: not every system takes one for the other.";
    /// A comment that allows a finding is about none.
    UnusedAllowance = "0112", Warning, "Remove the comment.";
    /// A comment for graphdown cannot be read.
    UnreadableAllowance = "0113", Warning, "Write `<!-- graphdown: allow GD0202 -->`, with one or more codes, or `allow-page` for the whole page.";
    /// A link leads to a heading or a named place that its page does not have.
    BrokenAnchor = "0114", Note, "Spell the words behind `#` as the heading, in lower case and with hyphens, or remove them.";
    /// A table row has more or fewer cells than its header.
    RowCellCount = "0201", Note, "Give the row as many cells as the header has; write a vertical bar inside a cell as `\\|`.";
    /// A table row has no name in its name column.
    RowWithoutName = "0202", Warning, "Fill in the first cell, or join the row with the one above.";
    /// A property is listed twice with different facts.
    DuplicateProperty = "0203", Note, "Remove one of the rows.";
    /// A table row has no vertical bar at its end, unlike the header.
    RowWithoutEnd = "0204", Note, "Close the row with a vertical bar.";
    /// A type cell is empty or cannot be read.
    UnreadableType = "0301", Warning, "Write a primitive type, or a link to a resource or enumeration page, with `collection` behind it if there may be many.";
    /// A type is named that no page and no sample describes.
    UndocumentedType = "0302", Note, "Add a page for the type, or correct its name.";
    /// Two places state different types for one property.
    TypeContradiction = "0303", Note, "Correct the place that is wrong.";
    /// Two places state different base types for one type.
    BaseContradiction = "0304", Warning, "Make the inheritance sentence and the annotation say the same.";
    /// A base type is its own descendant, or too many types stand above it; the statement was left out.
    BaseCycle = "0305", Error, "Correct the inheritance sentence.";
    /// A page lists properties, but nothing says of which type.
    UnnamedType = "0306", Warning, "Begin the title with the type's name, or annotate the JSON representation with `@odata.type`.";
    /// No page states the base type; it was taken from what examples show.
    BaseOnlyInExamples = "0307", Note, "Say on the type's page what it inherits from.";
    /// A code block annotation is not valid JSON; it was read key by key.
    MalformedAnnotation = "0401", Note, "Correct the JSON in the comment: trailing commas and missing quotes are the usual faults.";
    /// A JSON block is not valid JSON; it was mended.
    MalformedJson = "0402", Note, "Correct the JSON: trailing commas, comments and missing quotes are the usual faults.";
    /// A JSON block could not be read even with mending.
    UnreadableJson = "0403", Warning, "Correct the JSON.";
    /// The JSON representation shows a property that no table lists.
    PropertyOnlyInJson = "0404", Note, "Add a row for the property to the table.";
    /// An annotation has no code block below it.
    OrphanAnnotation = "0405", Note, "Put the annotation right above its code block, or remove it.";
    /// A row describes a property that the type's JSON representation does not have, below a heading of its own.
    RowOfAnotherObject = "0406", Note, "Give the object a page of its own, or add the property to the JSON representation.";
    /// Requests carry a property that no page of the type lists.
    PropertyOnlyInRequests = "0407", Note, "Add a row for the property to the type's page.";
    /// A table spells a property otherwise than the examples do; the examples were followed.
    NameContradiction = "0408", Note, "Correct the name in the table, or in the examples.";
    /// An enumeration is named, but no page lists its members.
    EnumWithoutMembers = "0501", Note, "List the members in the description (`Possible values are: ...`), in a section of this page or on a page of its own.";
    /// Two places list different members of one enumeration.
    EnumContradiction = "0502", Note, "Make the lists agree.";
    /// A table lists members of an enumeration, but nothing says of which one.
    UnnamedEnumeration = "0503", Warning, "Put a heading `x values` above the table, where `x` is the name of the enumeration.";
    /// A request line cannot be read.
    UnreadableRequestLine = "0601", Warning, "Write a verb, a space and a path that begins with a slash.";
    /// An API page has no request line.
    NoRequestLine = "0602", Warning, "Add an `HTTP request` section with a code block that holds verb and path.";
    /// The status code or body of the answer is not stated.
    ResponseUnknown = "0603", Note, "Say in the Response section which status code and which resource come back.";
    /// Signals for the type of the answer contradict each other.
    ResponseContradiction = "0604", Note, "Make the sentence, the annotation, the Methods table and the example agree.";
    /// Two pages document one operation differently.
    OperationContradiction = "0605", Note, "Make the pages agree.";
    /// The permissions are in an include that is not there, or in a table that cannot be read.
    PermissionsUnknown = "0701", Note, "Add the include file, or a Permissions table.";
    /// A permission cell is neither a list of permissions nor a word for none.
    UnreadablePermission = "0702", Note, "List permissions separated by commas, or write `Not supported.`";
    /// Two names become the same Rust identifier; one was given a number.
    NameClash = "0801", Note, "Nothing to do, but the number stands for the order: a page that is added and comes first may take the plain name. Give one of them another name in `corrections.toml` if that must not be.";
    /// A correction changes nothing.
    UnusedCorrection = "0802", Warning, "Remove the entry from `corrections.toml`, or correct the name in it.";
    /// An entry of the settings fits nothing.
    UnusedSetting = "0803", Warning, "Correct the entry in `graphdown.toml`, or remove it.";
    /// A name has letters outside of ASCII, which may look like others; Rust gets their numbers.
    LookAlikeName = "0804", Warning, "Write the name with the letters a to z; if it is right as it is, nothing else has to be done.";
    /// The request of an example calls a path that no page documents.
    ExampleUnmatched = "0901", Warning, "Correct the path, or add it to the request lines of the page.";
    /// The request of an example fits several documented operations equally well.
    ExampleAmbiguous = "0902", Warning, "Make the request lines tell the operations apart.";
    /// The request of an example calls an operation that another page documents.
    ExampleOfOtherPage = "0903", Note, "Add the path to the request lines of this page, or correct the example.";
    /// The request of an example calls another version of the API than its page is about.
    ExampleOfOtherVersion = "0904", Warning, "Correct the version in the URL.";
    /// The request of an example goes to another host: a notification, or a URL that an earlier answer gave.
    ExampleOfOtherHost = "0905", Note, "Nothing to do if that is meant.";
    /// The path of an example is documented, but not with the verb of the example.
    ExampleVerb = "0906", Warning, "Correct the verb, or add the request line.";
    /// The path of an example is another way to write one that the page documents (`/me` for `/users/{id}`), and is not listed itself.
    ExampleByAlias = "0907", Note, "Add the path to the request lines of the page.";
    /// The arguments of a function call in an example are not those of the documented call.
    UnknownArgument = "0908", Warning, "Make the example and the request line name the same arguments.";
    /// The request of an example has a query option that neither OData nor a page knows.
    UnknownQueryOption = "0909", Warning, "Correct the name, or list the option under the query parameters.";
    /// The request of an example has a header that neither HTTP nor the page knows.
    UnknownHeader = "0910", Note, "List the header in the table of request headers.";
    /// An example has a body where the page documents none.
    UnexpectedBody = "0911", Warning, "Say in the Request body or Response section what the body is, or remove it from the example.";
    /// An example has no body where the page documents one.
    MissingBody = "0912", Note, "Add the body to the example, or say that there is none.";
    /// The body of an example is not the JSON that it should be, even with mending.
    UnreadableBody = "0913", Warning, "Correct the JSON.";
    /// The status code of an example is not the documented one.
    StatusContradiction = "0914", Warning, "Make the Response section and the example name the same status code.";
    /// The body of a response wraps a single object into `value`, which the service does not.
    WrappedObject = "0915", Note, "Show the object itself.";
    /// An example shows one where many are documented, or many where one is.
    OneOrMany = "0916", Warning, "Make the type in the table or the Response section and the example agree.";
    /// The body of an example has a property that its type does not have.
    UnknownProperty = "0917", Warning, "Add the property to the page of the type, or remove it from the example.";
    /// The body of an example has a property that only derived types have, and does not say with `@odata.type` that it is of such a type.
    PropertyOfDerivedType = "0918", Warning, "Add `@odata.type` to the example.";
    /// The body of an example spells a property in other letter case.
    PropertyCase = "0919", Warning, "Spell the name as the table does.";
    /// A value in an example is of another type than documented: a string for a number, an object for a string.
    ValueOfOtherType = "0920", Warning, "Correct the value, or the type in the table.";
    /// A value in an example is not written as its type is: a date, a duration, a GUID.
    MalformedValue = "0921", Warning, "Write the value in the form of its type, or correct the type in the table.";
    /// A value in an example is not a member of its enumeration.
    UnknownMember = "0922", Warning, "Correct the value, or add the member to the enumeration.";
    /// `@odata.type` in an example names a type that no page documents.
    ExampleOfUnknownType = "0923", Warning, "Correct the name, or add a page for the type.";
    /// `@odata.type` in an example names a type that does not derive from the documented one.
    ExampleOfUnrelatedType = "0924", Warning, "Correct the name, or the type in the table or the Response section.";
    /// A response is shown without a request before it.
    ResponseWithoutRequest = "0925", Note, "Show the request too.";
    /// The body of an example has properties of a type of which no page says anything.
    ExampleOfUndocumentedType = "0926", Note, "Add a page for the type.";
    /// A value in an example is a member of its enumeration in other letter case.
    MemberCase = "0927", Note, "Spell the member as the enumeration does.";
    /// The request of an example lacks a header that the page requires, or the one that says what its body is; or it has an empty line in front of its headers.
    MissingHeader = "0928", Note, "Add the header to the example, or say that it is optional; let the headers follow the first line at once.";
    /// The header `Content-Type` of an example is no media type, or not that of the body.
    ContentTypeContradiction = "0929", Warning, "Correct the header.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
