//! The closed table of diagnostic codes. A code keeps its number forever.

use super::Severity;
use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal, $severity:ident, $help:literal;)+) => {
        /// What sort of finding a diagnostic is. The first two digits tell the subject: 00 files, 01 page structure, 02 tables,
        /// 03 types, 04 JSON and annotations, 05 enumerations, 06 operations, 07 permissions, 08 names and output.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
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
    /// The front matter is not what it should be: lines of `key: value` between two lines of `---`.
    FrontMatterError = "0107", Note, "Quote a value that holds a colon.";
    /// A link leads to a page that the documentation set does not have.
    BrokenLink = "0108", Note, "Correct the path, or add the page.";
    /// A table row has more or fewer cells than its header.
    RowCellCount = "0201", Note, "Give the row as many cells as the header has; write a vertical bar inside a cell as `\\|`.";
    /// A table row has no name in its name column.
    RowWithoutName = "0202", Warning, "Fill in the first cell, or join the row with the one above.";
    /// A property is listed twice with different facts.
    DuplicateProperty = "0203", Note, "Remove one of the rows.";
    /// A type cell is empty or cannot be read.
    UnreadableType = "0301", Warning, "Write a primitive type, or a link to a resource or enumeration page, with `collection` behind it if there may be many.";
    /// A type is named that no page and no sample describes.
    UndocumentedType = "0302", Note, "Add a page for the type, or correct its name.";
    /// Two places state different types for one property.
    TypeContradiction = "0303", Note, "Correct the place that is wrong.";
    /// Two places state different base types for one type.
    BaseContradiction = "0304", Warning, "Make the inheritance sentence and the annotation say the same.";
    /// A base type is its own descendant; the statement was left out.
    BaseCycle = "0305", Error, "Correct the inheritance sentence.";
    /// A page lists properties, but nothing says of which type.
    UnnamedType = "0306", Warning, "Begin the title with the type's name, or annotate the JSON representation with `@odata.type`.";
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
    /// Create and update pages take a property that no page of the type lists.
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
    NameClash = "0801", Note, "Nothing to do; give one of them another name in `corrections.toml` if the number is ugly.";
    /// A correction changes nothing.
    UnusedCorrection = "0802", Warning, "Remove the entry from `corrections.toml`, or correct the name in it.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
