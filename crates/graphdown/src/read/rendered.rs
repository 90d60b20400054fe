//! Cuts rendered text into the same blocks as markdown: pages as browsers and crawlers leave them, without heading marks, fences,
//! links or comments. A line that is a known section title and nothing else is a heading.

use super::block::{Block, BlockKind, Blocks};
use super::heading::{Section, is_message_heading, section};
use super::request_line::verb_and_target;
use super::table::{is_delimiter, lines};
use crate::span::{FileId, Span};
use std::ops::Range;

/// Lines that sites put in front of a page.
const PREAMBLE: &[&str] = &["Note", "Access to this page requires authorization."];

/// True if `text` has none of markdown's marks but at least one bare section title.
pub(super) fn is_rendered(text: &str) -> bool {
    let mut titles = 0;
    for line in text.lines() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("```")
            || trimmed.starts_with("<!--")
            || (trimmed.starts_with('#') && trimmed.trim_start_matches('#').starts_with(' '))
        {
            return false;
        }
        titles += usize::from(title(line).is_some());
    }
    titles > 0
}

/// The section that a bare line opens.
fn title(line: &str) -> Option<Section> {
    let line = line.trim();
    if line.is_empty() || line.len() > 120 || line.contains('|') || line.ends_with('.') {
        return None;
    }
    match section(line) {
        Section::Other => None,
        // Only "x values", and x a name, is sure enough to be a heading; "Optional query options" or "Methods" are not an enumeration.
        Section::EnumValues { name, .. }
            if !(line.ends_with(" values")
                && name.chars().next().is_some_and(char::is_alphabetic)) =>
        {
            None
        }
        // "Example 1: ..." is a heading, "Example of words" may be prose.
        Section::Examples if !is_example_title(line) => None,
        it => Some(it),
    }
}

fn is_example_title(line: &str) -> bool {
    let rest = line.strip_prefix("Example").or_else(|| line.strip_prefix("example")).unwrap_or("");
    let rest = rest.trim_start_matches('s').trim_start();
    rest.is_empty() || rest.starts_with(|it: char| it.is_ascii_digit() || it == ':' || it == '(')
}

/// Cuts the whole of `text` into blocks.
pub(super) fn blocks(file: FileId, text: &str) -> Blocks {
    let lines: Vec<Range<usize>> = lines(text, 0..text.len()).collect();
    let mut scan =
        Scan { file, text, lines, at: 0, list: Vec::new(), in_examples: false, in_request: false };
    scan.preamble();
    while scan.at < scan.lines.len() {
        scan.block();
    }
    Blocks { list: scan.list, ..Blocks::default() }
}

struct Scan<'a> {
    file: FileId,
    text: &'a str,
    lines: Vec<Range<usize>>,
    at: usize,
    list: Vec<Block>,
    in_examples: bool,
    in_request: bool,
}

impl Scan<'_> {
    fn line(&self, index: usize) -> &str {
        self.lines.get(index).map_or("", |it| &self.text[it.clone()])
    }

    fn push(&mut self, kind: BlockKind, range: Range<usize>) {
        self.list.push(Block { kind, span: Span::new(self.file, range) });
    }

    /// One block of the lines `self.at..end`.
    fn take(&mut self, kind: BlockKind, end: usize) {
        let range = self.lines[self.at].start..self.lines[end.max(self.at + 1) - 1].end;
        self.push(kind, range);
        self.at = end.max(self.at + 1);
    }

    /// Skips what the site put in front; the first line behind it is the title, if it looks like one.
    fn preamble(&mut self) {
        while self.at < self.lines.len()
            && (self.line(self.at).trim().is_empty()
                || PREAMBLE.iter().any(|it| self.line(self.at).starts_with(it)))
        {
            self.at += 1;
        }
        let first = self.line(self.at).trim();
        let is_title = !first.is_empty()
            && first.len() < 120
            && !first.ends_with('.')
            && !first.starts_with("Namespace:")
            && !first.contains('|')
            && title(first).is_none();
        if is_title
            && (self.line(self.at + 1).starts_with("Namespace:")
                || title(self.line(self.at + 1)).is_none())
        {
            self.take(BlockKind::Heading(1), self.at + 1);
        }
    }

    fn block(&mut self) {
        let line = self.line(self.at).trim();
        if line.is_empty() {
            self.at += 1;
        } else if self.is_table(self.at) {
            let end = (self.at + 2..self.lines.len())
                .find(|it| !self.line(*it).contains('|') || self.is_table(*it))
                .unwrap_or(self.lines.len());
            self.take(BlockKind::Table, end);
        } else if line.starts_with("HTTP/1") || line.starts_with("HTTP/2") {
            let end = self.message_end();
            self.take(BlockKind::Code("http".to_owned()), end);
        } else if verb_and_target(line).is_some() {
            self.request();
        } else if line.starts_with('{') || line.starts_with('[') {
            let end = self.json_end(self.at);
            self.take(BlockKind::Code("json".to_owned()), end);
        } else if let Some(section) = title(line) {
            self.heading(&section);
        } else if self.in_examples && is_message_heading(line) {
            self.take(BlockKind::Heading(4), self.at + 1);
        } else {
            self.take(BlockKind::Paragraph, self.at + 1);
        }
    }

    fn is_table(&self, index: usize) -> bool {
        self.line(index).contains('|') && is_delimiter(self.line(index + 1))
    }

    fn heading(&mut self, section: &Section) {
        let level = match section {
            Section::Response if self.in_examples => 4,
            Section::Examples if self.in_examples => 3,
            Section::EnumValues { .. } => 3,
            _ => 2,
        };
        self.in_request = *section == Section::HttpRequest;
        self.in_examples |= *section == Section::Examples;
        self.take(BlockKind::Heading(level), self.at + 1);
    }

    /// Request lines in their section; elsewhere the request of an example.
    fn request(&mut self) {
        let end = if self.in_request && !self.in_examples {
            (self.at + 1..self.lines.len())
                .find(|it| verb_and_target(self.line(*it)).is_none())
                .unwrap_or(self.lines.len())
        } else {
            self.message_end()
        };
        self.take(BlockKind::Code("http".to_owned()), end);
    }

    /// The end of an HTTP message: start line, header lines, then a JSON body, or any body up to the next title.
    fn message_end(&self) -> usize {
        let mut at = self.at + 1;
        let mut content_type = String::new();
        while is_header(self.line(at)) {
            if let Some(value) = self.line(at).to_lowercase().strip_prefix("content-type:") {
                content_type = value.trim().to_owned();
            }
            at += 1;
        }
        let body = self.line(at).trim();
        if body.starts_with('{') || body.starts_with('[') {
            return self.json_end(at);
        }
        if content_type.is_empty() || content_type.contains("json") {
            return at;
        }
        (at..self.lines.len()).find(|it| self.is_title_line(*it)).unwrap_or(self.lines.len())
    }

    fn is_title_line(&self, index: usize) -> bool {
        title(self.line(index)).is_some() || is_message_heading(self.line(index))
    }

    /// The line behind the bracket that closes the one at line `from`; a title on the way tells that it never closes.
    fn json_end(&self, from: usize) -> usize {
        let mut depth = 0i32;
        for index in from..self.lines.len() {
            let line = self.line(index);
            if index > from && self.is_title_line(index) {
                return index;
            }
            depth += bracket_balance(line);
            if depth <= 0 {
                return index + 1;
            }
        }
        self.lines.len()
    }
}

/// Opening less closing brackets outside of strings.
fn bracket_balance(line: &str) -> i32 {
    let (mut balance, mut in_string, mut escaped) = (0, false, false);
    for byte in line.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => balance += 1,
            b'}' | b']' if !in_string => balance -= 1,
            _ => {}
        }
    }
    balance
}

fn is_header(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, value)| {
        !name.is_empty()
            && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
            && !value.starts_with("//")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        blocks(FileId(0), text)
            .list
            .iter()
            .map(|it| format!("{:?} {}", it.kind, text[it.span.range()].replace('\n', "~")))
            .collect()
    }

    #[test]
    fn marks_that_remain_tell_markdown() {
        assert!(is_rendered("Namespace: microsoft.graph\nHTTP request\nGET /x\n"));
        assert!(!is_rendered("## HTTP request\nGET /x\n"));
        assert!(!is_rendered("HTTP request\n```\nGET /x\n```\n"));
        assert!(!is_rendered("Just some words.\n"));
    }

    #[test]
    fn titles_tables_and_messages_are_cut() {
        let text = "Note\nAccess to this page requires authorization. Sign in.\nNamespace: microsoft.graph\nDo it.\nHTTP request\nPOST /a\nPOST /b\n\
                    Request body\n| Name | Type |\n|---|---|\n| x | String |\nResponse\nAnswers 200 OK.\nExamples\nRequest\nPOST https://h/v1.0/a\n\
                    Content-Type: application/json\n{\n\"x\": \"}\"\n}\nResponse\nHTTP/1.1 204 No Content\n";
        assert_eq!(
            cut(text),
            [
                "Paragraph Namespace: microsoft.graph",
                "Paragraph Do it.",
                "Heading(2) HTTP request",
                "Code(\"http\") POST /a~POST /b",
                "Heading(2) Request body",
                "Table | Name | Type |~|---|---|~| x | String |",
                "Heading(2) Response",
                "Paragraph Answers 200 OK.",
                "Heading(2) Examples",
                "Heading(4) Request",
                "Code(\"http\") POST https://h/v1.0/a~Content-Type: application/json~{~\"x\": \"}\"~}",
                "Heading(4) Response",
                "Code(\"http\") HTTP/1.1 204 No Content"
            ]
        );
    }

    #[test]
    fn the_first_line_may_be_the_title() {
        assert_eq!(
            cut("user resource type\nNamespace: microsoft.graph\nProperties\n")[0],
            "Heading(1) user resource type"
        );
    }
}
