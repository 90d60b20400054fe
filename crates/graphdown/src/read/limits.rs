//! How much of a page is read. Each limit is far beyond what documentation needs: Microsoft's longest line has 12 KB, its longest table
//! 828 rows, its busiest page 65 request lines. Within them, whatever a page says takes time in proportion to its length.

use super::table::Table;
use crate::characters::is_deceptive;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::page::RequestLine;
use crate::span::{FileId, Span};

/// The longest paragraph and the longest line of a table, in bytes.
const LONGEST_TEXT: usize = 64 << 10;

/// The longest code block and annotation, in bytes.
const LONGEST_CODE: usize = 1 << 20;

/// The most rows and columns of a table.
const MOST_ROWS: usize = 10_000;
const MOST_COLUMNS: usize = 64;

/// The most tables in one block of text.
pub(super) const MOST_TABLES: usize = 64;

/// Includes inside of includes end here.
pub(super) const INCLUDE_DEPTH: usize = 8;

/// The most includes of a page, those of its includes among them, and the most text that comes with them, in bytes.
const MOST_INCLUDES: usize = 200;
const MOST_INCLUDED: usize = 1 << 20;

/// The most request lines and JSON representations of a page. Each operation has all that the page says of its operations, and each type
/// all that it says of its types, so that these are multiplied.
const MOST_REQUEST_LINES: usize = 250;
const MOST_REPRESENTATIONS: usize = 250;

/// The longest name of a namespace, in bytes.
pub(super) const LONGEST_NAMESPACE: usize = 128;

/// What includes have brought to a page.
#[derive(Debug, Default)]
pub(super) struct Included {
    count: usize,
    bytes: usize,
}

impl Included {
    /// Counts one more of `bytes`; false if that is too much.
    pub(super) fn admits(&mut self, bytes: usize) -> bool {
        self.count += 1;
        self.bytes += bytes;
        self.count <= MOST_INCLUDES && self.bytes <= MOST_INCLUDED
    }
}

/// What a page has had so far of that which is multiplied.
#[derive(Debug, Default)]
pub(super) struct Counted {
    request_lines: usize,
    representations: usize,
}

impl Counted {
    /// Takes out the lines of a block that are too many, and reports them.
    pub(super) fn cut_request_lines(
        &mut self,
        lines: &mut Vec<RequestLine>,
        diagnostics: &mut Diagnostics,
    ) {
        let room = MOST_REQUEST_LINES.saturating_sub(self.request_lines).min(lines.len());
        self.request_lines += room;
        if let (Some(first), Some(last)) = (lines.get(room), lines.last()) {
            let place = Span { end: last.span.end, ..first.span };
            let message = format!(
                "the page has more than {MOST_REQUEST_LINES} request lines; these are not read"
            );
            diagnostics.push(Code::TooLong, place, message);
        }
        lines.truncate(room);
    }

    /// True if one more JSON representation is read; if not, that is reported.
    pub(super) fn admits_representation(
        &mut self,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        self.representations += 1;
        if self.representations > MOST_REPRESENTATIONS {
            let message = format!("the page has more than {MOST_REPRESENTATIONS} representations");
            diagnostics.push(Code::TooLong, span, message);
        }
        self.representations <= MOST_REPRESENTATIONS
    }
}

/// True if a paragraph is not too long to be read; if it is, that is reported.
pub(super) fn admits_text(span: Span, diagnostics: &mut Diagnostics) -> bool {
    admits("this paragraph", span, LONGEST_TEXT, diagnostics)
}

/// As [`admits_text`], for code blocks and annotations.
pub(super) fn admits_code(span: Span, diagnostics: &mut Diagnostics) -> bool {
    admits("this block", span, LONGEST_CODE, diagnostics)
}

fn admits(what: &str, span: Span, most: usize, diagnostics: &mut Diagnostics) -> bool {
    let length = span.range().len();
    if length > most {
        let place = Span { end: span.start, ..span };
        let message = format!("{what} has {length} bytes; at most {most} are read");
        diagnostics.push(Code::TooLong, place, message);
    }
    length <= most
}

/// Takes the rows out of a table that are too many or too long, and reports it. False if there are too many columns to read anything.
pub(super) fn cut_table(file: FileId, table: &mut Table, diagnostics: &mut Diagnostics) -> bool {
    let mut report = |start: usize, message: String| {
        diagnostics.push(Code::TooLong, Span::new(file, start..start), message);
    };
    if table.header.len() > MOST_COLUMNS {
        let columns = table.header.len();
        report(
            table.range.start,
            format!("this table has {columns} columns; at most {MOST_COLUMNS} are read"),
        );
        return false;
    }
    if let Some(row) = table.rows.get(MOST_ROWS) {
        let rows = table.rows.len();
        report(
            row.range.start,
            format!("this table has {rows} rows; the first {MOST_ROWS} are read"),
        );
        table.rows.truncate(MOST_ROWS);
    }
    table.rows.retain(|row| {
        let length = row.range.len();
        if length > LONGEST_TEXT {
            report(
                row.range.start,
                format!("this row has {length} bytes; at most {LONGEST_TEXT} are read"),
            );
        }
        length <= LONGEST_TEXT
    });
    true
}

/// Reports characters that cannot be seen or that turn the direction of writing, once for a page.
pub(super) fn report_hidden(file: FileId, text: &str, diagnostics: &mut Diagnostics) {
    // Nearly all pages are ASCII, in which there are none.
    if text.is_ascii() {
        return;
    }
    let mut hidden = text.char_indices().filter(|(_, it)| is_deceptive(*it));
    if let Some((at, first)) = hidden.next() {
        let number = u32::from(first);
        let rest = match hidden.count() {
            0 => String::new(),
            more => format!(", and {more} more like it"),
        };
        let message = format!(
            "the page holds the character U+{number:04X}, which cannot be seen or changes the direction of text{rest}"
        );
        diagnostics.push(
            Code::HiddenCharacter,
            Span::new(file, at..at + first.len_utf8()),
            message,
        );
    }
}
