//! A JSON reader for JSON that people typed: it mends the usual faults and says that it did.
//!
//! Mended: trailing and missing commas, `//`, `#` and `/* */` comments, `...` ellipses, keys and values without quotes, typographic
//! quotes, raw line breaks in strings, numbers with leading zeros, non-breaking spaces, missing closing brackets at the end.

use crate::diagnostics::{Edit, Fix};
use crate::ir::Text;
use crate::ir::page::{Json, JsonValue};
use crate::span::{FileId, Span, Spanned};
use std::sync::Arc;

/// Deeper nesting is refused, so that hostile input cannot exhaust the stack.
const MAX_DEPTH: usize = 64;

/// What came of reading.
pub(super) struct Parsed {
    /// The value.
    pub(super) json: Json,
    /// The place of the first fault that was mended.
    pub(super) mended: Option<Span>,
    /// How all faults can be mended on the page, if that is sure.
    pub(super) fix: Option<Fix>,
}

/// Reads the first JSON value of `page[range]`. `None` if there is none, or if it is beyond mending.
pub(super) fn parse(
    file: FileId,
    page: &Arc<String>,
    range: std::ops::Range<usize>,
) -> Option<Parsed> {
    let (text, edits) = (&page[..range.end], Vec::new());
    let mut reader = Reader { file, page, text, at: range.start, mended: None, edits };
    reader.skip_space();
    let json = reader.value(0)?;
    let fix = reader.fix(range.start);
    Some(Parsed { json, mended: reader.mended, fix })
}

struct Reader<'a> {
    file: FileId,
    page: &'a Arc<String>,
    /// The page up to the end of what is to be read.
    text: &'a str,
    at: usize,
    mended: Option<Span>,
    /// Mends that leave no doubt: commas, and spaces that JSON does not know.
    edits: Vec<Edit>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn span(&self, start: usize) -> Span {
        Span::new(self.file, start..self.at)
    }

    fn mend(&mut self, start: usize) {
        let end = self.at.max(start);
        self.mended.get_or_insert(Span::new(self.file, start..end));
    }

    fn edit(&mut self, range: std::ops::Range<usize>, text: &str) {
        self.edits.push(Edit { span: Span::new(self.file, range), text: text.to_owned() });
    }

    /// The mend of the text from `start` on, if nothing but sure edits makes it JSON.
    fn fix(&mut self, start: usize) -> Option<Fix> {
        let edits = std::mem::take(&mut self.edits);
        self.mended?;
        let mut mended = String::new();
        let mut at = start;
        for it in &edits {
            mended.push_str(self.text.get(at..it.span.range().start)?);
            mended.push_str(&it.text);
            at = it.span.range().end;
        }
        mended.push_str(self.text.get(at..self.at)?);
        serde_json::from_str::<serde::de::IgnoredAny>(&mended).ok()?;
        let says = match edits.as_slice() {
            [] => return None,
            [it] if it.text.is_empty() => "remove the comma",
            [it] if it.text == "," => "put a comma between the two",
            [_] => "write a plain space",
            _ => "correct the commas and spaces",
        };
        Some(Fix { says: says.to_owned(), edits })
    }

    fn take(&mut self, prefix: &str) -> bool {
        let found = self.rest().starts_with(prefix);
        if found {
            self.at += prefix.len();
        }
        found
    }

    /// Skips white space, and comments and ellipses, which are faults.
    fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            self.at +=
                rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{feff}']).len();
            let start = self.at;
            let rest = self.rest();
            let length = if let Some(inner) = rest.strip_prefix("/*") {
                inner.find("*/").map_or(rest.len(), |it| it + 4)
            } else if rest.starts_with("//") || rest.starts_with('#') {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("...") {
                rest.len() - rest.trim_start_matches('.').len()
            } else if let Some(it) =
                rest.chars().next().filter(|it| matches!(it, '…' | '\u{a0}' | '\u{200b}'))
            {
                it.len_utf8()
            } else {
                return;
            };
            self.at += length;
            self.mend(start);
            if self.text[start..self.at].chars().all(|it| matches!(it, '\u{a0}' | '\u{200b}')) {
                self.edit(start..self.at, " ");
            }
        }
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        if depth > MAX_DEPTH {
            return None;
        }
        let start = self.at;
        let value = match self.peek()? {
            '{' => self.object(depth)?,
            '[' => self.array(depth)?,
            '"' | '“' | '”' | '\'' => JsonValue::String(self.string()?),
            _ => self.word()?,
        };
        Some(Json { value, span: self.span(start) })
    }

    fn object(&mut self, depth: usize) -> Option<JsonValue> {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => {
                    self.mend(self.at);
                    break;
                }
                Some('}') => {
                    self.at += 1;
                    break;
                }
                Some(',') => {
                    self.stray_comma();
                    continue;
                }
                Some(']') if depth > 0 => {
                    // A bracket that closes the array around this object: the object's own brace is missing.
                    self.mend(self.at);
                    break;
                }
                Some(_) => members.push(self.member(depth)?),
            }
            self.separator('}');
        }
        members.shrink_to_fit();
        Some(JsonValue::Object(members))
    }

    fn member(&mut self, depth: usize) -> Option<(Spanned<Text>, Json)> {
        let start = self.at;
        let key = match self.peek()? {
            '"' | '“' | '”' | '\'' => self.string()?,
            _ => self.bare_key()?,
        };
        let key = Spanned::new(key, self.span(start));
        self.skip_space();
        if !self.take(":") {
            return None;
        }
        self.skip_space();
        if matches!(self.peek(), Some(',' | '}')) {
            // `"name": ,`: the value was forgotten.
            self.mend(self.at);
            return Some((key, Json { value: JsonValue::Null, span: self.span(self.at) }));
        }
        let value = self.value(depth + 1)?;
        Some((key, value))
    }

    fn array(&mut self, depth: usize) -> Option<JsonValue> {
        self.at += 1;
        let mut elements = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => {
                    self.mend(self.at);
                    break;
                }
                Some(']') => {
                    self.at += 1;
                    break;
                }
                Some('}') => {
                    self.mend(self.at);
                    break;
                }
                Some(',') => {
                    self.stray_comma();
                    continue;
                }
                Some(_) => elements.push(self.value(depth + 1)?),
            }
            self.separator(']');
        }
        elements.shrink_to_fit();
        Some(JsonValue::Array(elements))
    }

    fn stray_comma(&mut self) {
        self.mend(self.at);
        self.edit(self.at..self.at + 1, "");
        self.at += 1;
    }

    /// Between members: one comma, unless the end follows. A missing one and one before the end are faults.
    fn separator(&mut self, close: char) {
        let end = self.at;
        self.skip_space();
        let start = self.at;
        if self.take(",") {
            let behind = self.edits.len();
            self.skip_space();
            if self.peek() == Some(close) {
                self.mend(start);
                let comma =
                    Edit { span: Span::new(self.file, start..start + 1), text: String::new() };
                self.edits.insert(behind, comma);
            }
        } else if !matches!(self.peek(), None | Some(']' | '}')) {
            self.mend(start);
            // In front of odd spaces that were skipped, which are edits of their own.
            let place = self.edits.iter().rposition(|it| it.span.range().start < end);
            let comma = Edit { span: Span::new(self.file, end..end), text: ",".to_owned() };
            self.edits.insert(place.map_or(0, |it| it + 1), comma);
        }
    }

    fn string(&mut self) -> Option<Text> {
        let start = self.at;
        let open = self.peek()?;
        self.at += open.len_utf8();
        if open != '"' {
            self.mend(start);
        }
        let closes = |it: char| {
            if open == '\'' {
                it == '\''
            } else {
                it == '"' || (open != '"' && matches!(it, '”' | '“'))
            }
        };
        let text = self.text;
        let mut value = String::new();
        loop {
            let run = &text[self.at..self.at + plain_length(self.rest(), open)];
            self.at += run.len();
            let c = self.peek();
            // Nearly always the run is the whole string.
            if value.is_empty() && c.is_none_or(closes) {
                match c {
                    Some(c) => self.at += c.len_utf8(),
                    None => self.mend(start),
                }
                return Some(Text::part_of(self.page, run));
            }
            value.push_str(run);
            let Some(c) = c else {
                self.mend(start);
                return Some(value.into());
            };
            self.at += c.len_utf8();
            match c {
                c if closes(c) => return Some(value.into()),
                '\\' => self.escape(&mut value),
                '\n' if self.line_break_ends_string() => {
                    // The closing quote is missing: a new member begins on the next line.
                    self.mend(start);
                    return Some(value.into());
                }
                '\n' => {
                    self.mend(self.at - 1);
                    value.push(c);
                }
                c => value.push(c),
            }
        }
    }

    /// True if the text behind a raw line break looks like the next member or a closing bracket.
    fn line_break_ends_string(&self) -> bool {
        let line = self.rest().lines().next().unwrap_or("").trim();
        (line.starts_with('"') && line.contains("\":"))
            || (!line.is_empty() && line.trim_matches(['}', ']', ',']).is_empty())
    }

    fn escape(&mut self, value: &mut String) {
        let start = self.at - 1;
        let Some(c) = self.peek() else { return };
        self.at += c.len_utf8();
        match c {
            'n' => value.push('\n'),
            't' => value.push('\t'),
            'r' => value.push('\r'),
            'b' => value.push('\u{8}'),
            'f' => value.push('\u{c}'),
            '"' | '\\' | '/' => value.push(c),
            'u' => match self.unicode_escape() {
                Some(it) => value.push(it),
                None => self.mend(start),
            },
            other => {
                self.mend(start);
                value.push('\\');
                value.push(other);
            }
        }
    }

    fn unicode_escape(&mut self) -> Option<char> {
        let unit = self.hex_unit()?;
        if !(0xD800..0xDC00).contains(&unit) {
            return char::from_u32(unit);
        }
        let after = self.at;
        if self.take("\\u")
            && let Some(low) = self.hex_unit().filter(|it| (0xDC00..0xE000).contains(it))
        {
            return char::from_u32(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
        }
        self.at = after;
        Some('\u{fffd}')
    }

    fn hex_unit(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4)?;
        let unit = u32::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(unit)
    }

    fn bare_key(&mut self) -> Option<Text> {
        let start = self.at;
        let rest = self.rest();
        let length = rest.find([':', '\n', ',', '}', ']'])?;
        if !rest[length..].starts_with(':') {
            return None;
        }
        let key = Text::new(rest[..length].trim().trim_end_matches('"'));
        if key.is_empty() || key.len() > 80 {
            return None;
        }
        self.at += length;
        self.mend(start);
        Some(key)
    }

    /// A number, `true`, `false`, `null`, or words without quotes up to the end of the line.
    fn word(&mut self) -> Option<JsonValue> {
        let start = self.at;
        let rest = self.rest();
        let length = rest.find([',', '}', ']', '\n', '\r']).unwrap_or(rest.len());
        let token_length = rest[..length]
            .find(char::is_whitespace)
            .filter(|_| is_plain_token(&rest[..length]))
            .unwrap_or(length);
        let word = Text::new(rest[..token_length].trim_end());
        if word.is_empty() {
            return None;
        }
        self.at += word.len();
        Some(match word.as_str() {
            "null" => JsonValue::Null,
            "true" => JsonValue::Bool(true),
            "false" => JsonValue::Bool(false),
            number if serde_json::from_str::<serde_json::Number>(number).is_ok() => {
                JsonValue::Number(word)
            }
            number if number.parse::<f64>().is_ok() => {
                self.mend(start);
                JsonValue::Number(number.trim_start_matches('0').into())
            }
            _ => {
                self.mend(start);
                JsonValue::String(word.trim_matches('"').into())
            }
        })
    }
}

/// The number of bytes of a string that stand for themselves, up to what may end it or has a meaning of its own. Typographic quotes begin
/// with the byte E2.
fn plain_length(text: &str, open: char) -> usize {
    let is_plain =
        |it: &u8| !matches!(it, b'"' | b'\\' | b'\n' | 0xE2) && (open != '\'' || *it != b'\'');
    text.bytes().position(|it| !is_plain(&it)).unwrap_or(text.len())
}

/// True if the first word of `text` is a literal that needs no quotes, so that what follows it is not part of it.
fn is_plain_token(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or("");
    matches!(word, "null" | "true" | "false") || word.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests;
