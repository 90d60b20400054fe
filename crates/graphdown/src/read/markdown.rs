//! Cuts markdown into blocks. The only place that knows pulldown-cmark.
//!
//! The parser gives the block structure; the contents of tables and paragraphs are read from the source again, because pages break
//! the rules in ways (vertical bars in cells, delimiter rows of another width) for which CommonMark has no answer.

use super::block::{Block, BlockKind, Blocks};
use super::heading::{Section, is_message_heading, section};
use crate::diagnostics::{Code, Diagnostics};
use crate::span::{FileId, Span};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// How often the rest of a page is read again behind a mended fault, before it is left as it is.
const MAX_REPAIRS: usize = 32;

/// Cuts `text[start..]` of `file` into blocks.
pub(super) fn blocks(
    file: FileId,
    text: &str,
    start: usize,
    diagnostics: &mut Diagnostics,
) -> Blocks {
    let mut scan = Scan { file, text, blocks: Blocks::default(), diagnostics, repairs: 0 };
    scan.range(start..text.len());
    scan.blocks
}

struct Scan<'a> {
    file: FileId,
    text: &'a str,
    blocks: Blocks,
    diagnostics: &'a mut Diagnostics,
    repairs: usize,
}

impl Scan<'_> {
    fn range(&mut self, range: Range<usize>) {
        let base = range.start;
        let parser = Parser::new_ext(&self.text[range.clone()], Options::ENABLE_TABLES);
        for (label, definition) in parser.reference_definitions().iter() {
            self.blocks.definitions.insert(label, &definition.dest);
        }
        // Blocks that hold other blocks (lists, quotations) are passed through; their text arrives as paragraphs or bare inlines.
        let mut open: Option<usize> = None;
        for (event, at) in parser.into_offset_iter() {
            let at = at.start + base..at.end + base;
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    self.push(
                        BlockKind::Heading(level as u8),
                        heading_words(self.text, at.clone()),
                    );
                    open = Some(at.end);
                }
                Event::Start(Tag::Table(_)) => {
                    self.push(BlockKind::Table, at.clone());
                    open = Some(at.end);
                }
                Event::Start(Tag::Paragraph) => {
                    if !self.goes_on_below_comment(&at) {
                        self.push(BlockKind::Paragraph, at.clone());
                    }
                    open = Some(at.end);
                }
                Event::Start(Tag::HtmlBlock) => {
                    self.html(at.clone());
                    open = Some(at.end);
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    self.code(kind, at.clone());
                    open = Some(at.end);
                }
                // The text of a tight list item comes without a paragraph around it.
                Event::Text(_)
                | Event::Code(_)
                | Event::Start(Tag::Link { .. } | Tag::Strong | Tag::Emphasis)
                    if open.is_none_or(|end| at.start >= end) =>
                {
                    let end = line_end(self.text, at.start).min(range.end);
                    self.push(BlockKind::Paragraph, at.start..end.max(at.end));
                    open = Some(end.max(at.end));
                }
                Event::Rule => self.push(BlockKind::Rule, at.clone()),
                Event::End(TagEnd::Table | TagEnd::Paragraph) => open = None,
                _ => {}
            }
        }
    }

    fn push(&mut self, kind: BlockKind, range: Range<usize>) {
        self.blocks.list.push(Block { kind, span: Span::new(self.file, range) });
    }

    /// Rows below a comment that stands between rows still belong to the table above it, which is made longer.
    fn goes_on_below_comment(&mut self, at: &Range<usize>) -> bool {
        let [.., table, comment] = self.blocks.list.as_mut_slice() else { return false };
        let goes_on = (&table.kind, &comment.kind) == (&BlockKind::Table, &BlockKind::Comment)
            && self.text[at.clone()].starts_with('|')
            && !self.text[comment.span.range().end..at.start].contains("\n\n");
        if goes_on {
            table.span.end = Span::new(self.file, at.clone()).end;
        }
        goes_on
    }

    fn code(&mut self, kind: CodeBlockKind<'_>, at: Range<usize>) {
        let CodeBlockKind::Fenced(info) = kind else {
            self.push(BlockKind::Paragraph, at);
            return;
        };
        let source = &self.text[at.clone()];
        let body_start = source.find('\n').map_or(source.len(), |it| it + 1);
        let closed = source
            .trim_end()
            .lines()
            .last()
            .is_some_and(|it| is_fence(it).is_some_and(str::is_empty))
            && body_start < source.len();
        let body = &source[body_start..];
        if self.repairs < MAX_REPAIRS
            && let Some(cut) = swallowed_block(body)
        {
            self.repairs += 1;
            let body = at.start + body_start..at.start + body_start + cut;
            self.diagnostics.push(
                Code::UnclosedCodeBlock,
                Span::new(self.file, at.start..at.start + body_start),
                "this code block is not closed before the next one begins",
            );
            self.push(BlockKind::Code(info.trim().to_owned()), body.clone());
            self.range(body.end..at.end);
            return;
        }
        let body_end =
            if closed { body.trim_end().rfind('\n').map_or(0, |it| it + 1) } else { body.len() };
        self.push(
            BlockKind::Code(info.trim().to_owned()),
            at.start + body_start..at.start + body_start + body_end,
        );
    }

    /// Raw HTML: comments are taken out, what is left is text.
    fn html(&mut self, at: Range<usize>) {
        let mut from = at.start;
        while let Some(open) = self.text[from..at.end].find("<!--").map(|it| from + it) {
            self.text_of_html(from..open);
            let inner = open + "<!--".len();
            let Some(close) = self.text[inner..at.end].find("-->").map(|it| inner + it) else {
                self.unclosed_comment(open, at.end);
                return;
            };
            self.push(BlockKind::Comment, inner..close);
            from = close + "-->".len();
        }
        self.text_of_html(from..at.end);
    }

    fn text_of_html(&mut self, range: Range<usize>) {
        let text = &self.text[range.clone()];
        if text.trim().is_empty() {
            return;
        }
        let kind =
            if text.trim_start().starts_with('<') { BlockKind::Html } else { BlockKind::Paragraph };
        self.push(kind, range);
    }

    /// A comment without an end swallows the rest of the page; it is taken to end at the next blank line.
    fn unclosed_comment(&mut self, open: usize, end: usize) {
        let rest = &self.text[open..end];
        let close = rest.find("\n\n").map_or(end, |it| open + it + 1);
        self.diagnostics.push(
            Code::UnclosedComment,
            Span::new(self.file, open..open + 4),
            "this comment is not closed",
        );
        self.push(BlockKind::Comment, open + 4..close);
        if self.repairs < MAX_REPAIRS && close < end {
            self.repairs += 1;
            self.range(close..end);
        }
    }
}

/// The words of a heading, without its marks.
fn heading_words(text: &str, at: Range<usize>) -> Range<usize> {
    let source = &text[at.clone()];
    let first = source.lines().next().unwrap_or("");
    let words =
        first.trim_start_matches([' ', '#', '\t']).trim_end().trim_end_matches('#').trim_end();
    let start = at.start + (first.len() - first.trim_start_matches([' ', '#', '\t']).len());
    start..start + words.len()
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |it| from + it)
}

/// The info string, if `line` opens or closes a code block.
fn is_fence(line: &str) -> Option<&str> {
    let line = line.trim_start_matches([' ', '\t', '>']);
    line.strip_prefix("```").filter(|it| !it.contains('`')).map(str::trim)
}

/// Where in a code block another block begins, which tells that the closing fence is missing: a fence with an info string, or a
/// heading or annotation in the documentation's own style.
fn swallowed_block(body: &str) -> Option<usize> {
    let mut offset = 0;
    for line in body.split_inclusive('\n') {
        let mut marks = line.bytes().filter(|it| !matches!(it, b' ' | b'\t' | b'>'));
        let begins_block = match marks.next() {
            Some(b'`') => is_fence(line.trim_end())
                .is_some_and(|info| info.chars().next().is_some_and(char::is_alphabetic)),
            Some(b'#') => is_page_heading(line),
            _ => false,
        };
        if begins_block {
            return Some(offset);
        }
        offset += line.len();
    }
    None
}

fn is_page_heading(line: &str) -> bool {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    (2..=4).contains(&level)
        && words.starts_with(' ')
        && (is_message_heading(words)
            || matches!(section(words), it if it != Section::Other && !matches!(it, Section::EnumValues { .. })))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> (Vec<(String, String)>, usize) {
        let mut diagnostics = Diagnostics::default();
        let blocks = blocks(FileId(0), text, 0, &mut diagnostics);
        let list = blocks
            .list
            .iter()
            .map(|it| (format!("{:?}", it.kind), text[it.span.range()].trim().to_owned()))
            .collect();
        (list, diagnostics.into_sorted().len())
    }

    fn kinds(text: &str) -> Vec<String> {
        cut(text).0.into_iter().map(|(kind, words)| format!("{kind} {words}")).collect()
    }

    #[test]
    fn the_usual_blocks_are_cut() {
        let text = "# T\nWords.\n## P\n|A|B|\n|:-|:-|\n|x|y|\n<!-- {\"a\":1} -->\n``` json\n{}\n```\n* one\n* [two](x.md)\n";
        assert_eq!(
            kinds(text),
            [
                "Heading(1) T",
                "Paragraph Words.",
                "Heading(2) P",
                "Table |A|B|\n|:-|:-|\n|x|y|",
                "Comment {\"a\":1}",
                "Code(\"json\") {}",
                "Paragraph one",
                "Paragraph [two](x.md)"
            ]
        );
    }

    #[test]
    fn a_code_block_that_swallows_the_next_is_cut_before_it() {
        let (blocks, findings) =
            cut("``` http\nGET /x\n\n### Response\n<!-- {} -->\n``` http\nHTTP/1.1 200 OK\n```\n");
        let kinds: Vec<_> = blocks.iter().map(|it| it.0.as_str()).collect();
        assert_eq!(kinds, ["Code(\"http\")", "Heading(3)", "Comment", "Code(\"http\")"]);
        assert_eq!(blocks[0].1, "GET /x");
        assert_eq!(findings, 1);
    }

    #[test]
    fn a_doubled_opening_fence_gives_the_inner_block() {
        let (blocks, _) = cut("```http\n```http\nGET /x\n```\n");
        assert_eq!(blocks.last().unwrap().1, "GET /x");
    }

    #[test]
    fn an_unclosed_comment_ends_at_the_blank_line() {
        let (blocks, findings) = cut("<!-- {\n\"a\": 1\n\n## H\n");
        assert_eq!(blocks[1], ("Heading(2)".to_owned(), "H".to_owned()));
        assert_eq!(findings, 1);
    }

    #[test]
    fn a_code_block_open_at_the_end_keeps_its_last_line() {
        assert_eq!(kinds("```json\n{\n}"), ["Code(\"json\") {\n}"]);
    }
}
