//! The words of `$filter` and `$orderby`.

use serde_json::{Number, Value};
use std::fmt;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A name, a path, an operator or a literal without quotes.
    Word(String),
    /// A text in single quotes.
    Text(String),
    Open,
    Close,
    Comma,
    Colon,
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Word(it) | Token::Text(it) => f.write_str(it),
            Token::Open => f.write_str("("),
            Token::Close => f.write_str(")"),
            Token::Comma => f.write_str(","),
            Token::Colon => f.write_str(":"),
        }
    }
}

/// Cuts a text into words. An error says what is wrong.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '\'' => {
                let (text, length) = quoted(rest).ok_or("a text has no end")?;
                found.push(Token::Text(text));
                length
            }
            '(' | ')' | ',' => {
                found.push(match c {
                    '(' => Token::Open,
                    ')' => Token::Close,
                    _ => Token::Comma,
                });
                1
            }
            // Between a name and its condition; inside of a time it is part of the word.
            ':' => {
                found.push(Token::Colon);
                1
            }
            _ => {
                let is_time = rest.starts_with(|it: char| it.is_ascii_digit());
                let ends = |it: char| {
                    it.is_whitespace()
                        || matches!(it, '(' | ')' | ',' | '\'')
                        || (it == ':' && !is_time)
                };
                let length = rest.find(ends).unwrap_or(rest.len());
                found.push(Token::Word(rest[..length].to_owned()));
                length
            }
        };
        rest = rest[length..].trim_start();
    }
    Ok(found)
}

/// A text in single quotes at the start, of which doubled ones stand for one, and its length with quotes.
fn quoted(text: &str) -> Option<(String, usize)> {
    let mut found = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\'' && chars.next_if(|(_, next)| *next == '\'').is_none() {
            return Some((found, at + 1));
        }
        found.push(c);
    }
    None
}

/// The value of a word that is a literal: a number, a boolean, null, a time, a GUID.
pub(super) fn literal(word: &str) -> Option<Value> {
    match word {
        "true" => return Some(true.into()),
        "false" => return Some(false.into()),
        "null" => return Some(Value::Null),
        _ => {}
    }
    if let Ok(it) = word.parse::<Number>() {
        return Some(Value::Number(it));
    }
    let is_guid = word.len() == 36
        && word.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && word.chars().all(|it| it == '-' || it.is_ascii_hexdigit());
    let begins_with_digit = word.starts_with(|it: char| it.is_ascii_digit() || it == '-');
    (is_guid || begins_with_digit).then(|| word.into())
}
