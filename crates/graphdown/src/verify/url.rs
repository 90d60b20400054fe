//! The URL of an example, cut into its parts.

use crate::docset::ApiVersion;
use percent_encoding::percent_decode_str;

/// What stands behind the verb of a request.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Target {
    /// The host, if the URL is a whole one.
    pub(super) host: Option<String>,
    /// The version segment, if it has one.
    pub(super) version: Option<String>,
    /// The path below the version, piece by piece.
    pub(super) pieces: Vec<Piece>,
    /// Names and values of the query options.
    pub(super) query: Vec<(String, String)>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// A segment without parentheses.
    Word(String),
    /// `name(a=1,b='x')`, `name('key')`, `name()`.
    Call { name: String, arguments: Vec<(Option<String>, String)> },
    /// `:/path/to/item`, with or without a colon behind it.
    ItemPath { path: String, closed: bool },
}

impl Target {
    /// Reads the target of a request line: without the verb. White space in it is a line break of the page.
    pub(super) fn read(text: &str) -> Target {
        let text = text.replace('`', "");
        let (path, query) = cut_query(text.trim());
        let (host, path) = match path.split_once("://") {
            Some((_, rest)) => {
                let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                (Some(host.to_lowercase()), path)
            }
            None => (None, path),
        };
        let path = path.trim_start_matches('/');
        let (first, tail) = path.split_once('/').unwrap_or((path, ""));
        let known = ApiVersion::parse(first).map(|it| it.as_str().to_owned());
        // `v1` and `v2.0` are slips, but not the begin of a path.
        let is_version = host.is_some()
            && first
                .strip_prefix('v')
                .is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()));
        let version = known.or_else(|| is_version.then(|| first.to_owned()));
        let path = if version.is_some() { tail } else { path };
        Target { host, version, pieces: pieces(path), query }
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Cuts at the question mark; one in braces or in a quoted argument is not the one that is meant.
fn cut_query(text: &str) -> (&str, Vec<(String, String)>) {
    let mut depth = 0i32;
    let at = text.char_indices().find(|(_, c)| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        *c == '?' && depth <= 0
    });
    let Some((at, _)) = at else { return (text, Vec::new()) };
    let mut options: Vec<(String, String)> = Vec::new();
    for part in text[at + 1..].split(['&', '?']) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        // An ampersand inside of a quoted value did not get its escape: what follows is no name.
        let is_open = options.last().is_some_and(|(_, it)| it.matches('\'').count() % 2 == 1);
        if is_open && let Some((_, last)) = options.last_mut() {
            last.push('&');
            last.push_str(&decoded(part));
        } else if !name.trim().is_empty() {
            options.push((decoded(name.trim()), decoded(value)));
        }
    }
    (&text[..at], options)
}

fn pieces(path: &str) -> Vec<Piece> {
    let mut words = words(path).into_iter().peekable();
    let mut found = Vec::new();
    while let Some(word) = words.next() {
        let word = word.trim();
        if word.is_empty() || word.chars().all(|it| it == '.' || it == '…') {
            continue;
        }
        let head = word.strip_suffix(':').filter(|it| !it.is_empty());
        found.push(piece(&decoded(head.unwrap_or(word))));
        if head.is_some() {
            let mut closed = false;
            let mut path: Vec<String> = Vec::new();
            while let Some(next) = words.next_if(|_| !closed) {
                closed = next.trim_end().ends_with(':');
                path.push(decoded(next.trim().trim_end_matches(':')));
            }
            if !path.is_empty() {
                found.push(Piece::ItemPath { path: path.join("/"), closed });
            }
        }
    }
    found
}

/// Cuts at slashes outside of braces, and of parentheses that are closed.
fn words(path: &str) -> Vec<String> {
    let balanced = path.matches('(').count() == path.matches(')').count();
    let mut words = vec![String::new()];
    let (mut braces, mut parentheses) = (0i32, 0i32);
    for c in path.chars() {
        match c {
            '{' => braces += 1,
            '}' => braces -= 1,
            '(' => parentheses += 1,
            ')' => parentheses -= 1,
            '/' if braces <= 0 && (parentheses <= 0 || !balanced) => {
                words.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = words.last_mut() {
            last.push(c);
        }
    }
    words
}

fn piece(word: &str) -> Piece {
    let call = word.strip_suffix(')').and_then(|it| it.split_once('('));
    match call {
        Some((name, arguments)) if !name.is_empty() => {
            Piece::Call { name: name.to_owned(), arguments: split_arguments(arguments) }
        }
        _ => Piece::Word(word.to_owned()),
    }
}

fn split_arguments(text: &str) -> Vec<(Option<String>, String)> {
    let mut parts = vec![String::new()];
    let (mut depth, mut quoted) = (0i32, false);
    for c in text.chars() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            '\'' => quoted = !quoted,
            ',' if depth <= 0 && !quoted => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    let named = |part: &String| match part.split_once('=') {
        Some((name, value)) if !name.contains(['{', '\'']) => {
            (Some(name.trim().to_owned()), value.trim().to_owned())
        }
        _ => (None, part.trim().to_owned()),
    };
    parts.iter().filter(|it| !it.trim().is_empty()).map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let piece = |it: &Piece| match it {
            Piece::Word(word) => word.clone(),
            Piece::Call { name, arguments } => {
                let part = |(name, value): &(Option<String>, String)| {
                    format!("{}={value}", name.as_deref().unwrap_or("_"))
                };
                format!("{name}({})", arguments.iter().map(part).collect::<Vec<_>>().join(","))
            }
            Piece::ItemPath { closed, .. } => format!(":path{}", if *closed { ":" } else { "" }),
        };
        Target::read(text).pieces.iter().map(piece).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn urls_of_every_style_are_cut() {
        for (text, expected) in [
            ("https://graph.microsoft.com/v1.0/me/messages/AAMk=", "me / messages / AAMk="),
            ("/users/a%40b.example/", "users / a@b.example"),
            ("users('a@b.example')/manager", "users(_='a@b.example') / manager"),
            ("/me/drive/root:/A%20B/c.txt:/content", "me / drive / root / :path: / content"),
            ("/sites/x.example:/teams/hr", "sites / x.example / :path"),
            ("/r/f(a='x/y',b=2)/$count", "r / f(a='x/y',b=2) / $count"),
            ("/groups/{id | name}/members", "groups / {id | name} / members"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn query_options_are_decoded_and_an_open_quote_holds_an_ampersand() {
        let it = Target::read("/users?%24filter=name eq 'A & B'&$top=5");
        let names: Vec<&str> = it.query.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["$filter", "$top"]);
    }

    #[test]
    fn host_and_version_are_told_apart_from_the_path() {
        let it = Target::read("https://Example.com/beta/x");
        assert_eq!(
            (it.host.as_deref(), it.version.as_deref()),
            (Some("example.com"), Some("beta"))
        );
        assert_eq!(Target::read("/v1/x").version, None);
    }
}
