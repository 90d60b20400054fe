//! Request targets as path templates.

use crate::characters::in_lower_case;
use crate::docset::ApiVersion;
use crate::ir::edm::{Argument, ArgumentValue, PathParameter, PathTemplate, Segment};
use std::borrow::Cow;

/// Longer targets, and those with more steps, are none.
const LONGEST: usize = 2000;
const MOST_SEGMENTS: usize = 32;

/// A request target, read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Target {
    pub(super) path: PathTemplate,
    /// Names of the query options in the target, as written.
    pub(super) query: Vec<String>,
}

/// Reads what stands behind the verb. `None` if there is no path in it.
pub(super) fn target(text: &str) -> Option<Target> {
    if text.len() > LONGEST {
        return None;
    }
    let text = if text.bytes().any(|it| matches!(it, b'<' | b'>' | b'`')) {
        text.replace('<', "{").replace('>', "}").replace('`', "").into()
    } else {
        Cow::Borrowed(text)
    };
    let (path, query) = split_query(text.trim());
    let mut template = PathTemplate::default();
    let mut pieces = pieces(without_host(path)).into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let piece = piece.trim();
        if piece.is_empty() || piece.chars().all(|it| it == '.' || it == '…') {
            continue;
        }
        match piece.strip_suffix(':') {
            Some(head) if !head.is_empty() => {
                template.segment(head)?;
                let mut inner = Vec::new();
                let mut closed = false;
                while let Some(next) = pieces.next_if(|_| !closed) {
                    closed = next.ends_with(':');
                    inner.push(next.trim_end_matches(':').to_owned());
                }
                if !inner.is_empty() {
                    let parameter =
                        template.push_parameter(inner.join("/").trim_matches(['{', '}']));
                    template.segments.push(Segment::ItemPath { parameter, closed });
                }
            }
            _ => template.segment(piece)?,
        }
    }
    (1..=MOST_SEGMENTS)
        .contains(&template.segments.len())
        .then_some(Target { path: template, query })
}

/// The template with nothing in its braces and in lower case: equal for two spellings of one path.
pub(super) fn normalized(path: &PathTemplate) -> String {
    let mut text = String::with_capacity(64);
    for segment in &path.segments {
        match segment {
            Segment::Literal(word) => {
                text.push('/');
                text.push_str(word);
            }
            Segment::Parameter(_) => text.push_str("/{}"),
            Segment::ItemPath { closed, .. } => {
                text.push_str(if *closed { ":/{}:" } else { ":/{}" });
            }
            Segment::Call { name, arguments } => normalized_call(&mut text, name, arguments),
        }
    }
    if text.is_empty() {
        text.push('/');
    }
    let folded = in_lower_case(text);
    if folded.contains("'{}'") { folded.replace("'{}'", "{}") } else { folded }
}

/// The arguments in an order of their own.
fn normalized_call(text: &mut String, name: &str, arguments: &[Argument]) {
    let mut arguments: Vec<&Argument> = arguments.iter().collect();
    arguments.sort();
    text.push('/');
    text.push_str(name);
    text.push('(');
    for (at, argument) in arguments.into_iter().enumerate() {
        text.push_str(if at > 0 { "," } else { "" });
        if let Some(name) = &argument.name {
            text.push_str(name);
            text.push('=');
        }
        text.push_str(match &argument.value {
            ArgumentValue::Literal(value) => value,
            ArgumentValue::Parameter { .. } => "{}",
        });
    }
    text.push(')');
}

fn split_query(text: &str) -> (&str, Vec<String>) {
    let mut depth = 0;
    for (at, c) in text.bytes().enumerate() {
        match c {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b'?' if depth <= 0 => {
                let names = text[at + 1..].split('&').filter_map(|it| it.split('=').next());
                let is_name = |it: &&str| {
                    !it.is_empty()
                        && it.chars().all(|c| c.is_alphanumeric() || matches!(c, '$' | '_' | '-'))
                };
                return (
                    &text[..at],
                    names.map(str::trim).filter(is_name).map(str::to_owned).collect(),
                );
            }
            _ => {}
        }
    }
    (text, Vec::new())
}

fn without_host(path: &str) -> &str {
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |it| &rest[it..]),
        None => path,
    };
    let rest = path.trim_start_matches('/');
    let (first, tail) = rest.split_once('/').unwrap_or((rest, ""));
    if ApiVersion::parse(first).is_some() { tail } else { rest }
}

/// Cuts at slashes outside of braces, parentheses and quotes. A parenthesis that never closes ends at the next slash.
fn pieces(path: &str) -> Vec<Cow<'_, str>> {
    let count = |wanted: u8| path.bytes().filter(|it| *it == wanted).count();
    let balanced = count(b'(') == count(b')');
    let (mut pieces, mut start) = (Vec::new(), 0);
    let (mut braces, mut parentheses, mut quoted) = (0i32, 0i32, false);
    for (at, c) in path.bytes().enumerate() {
        match c {
            b'{' => braces += 1,
            b'}' => braces -= 1,
            b'(' => parentheses += 1,
            b')' => parentheses -= 1,
            b'\'' => quoted = !quoted,
            b'/' if braces <= 0 && !(balanced && (parentheses > 0 || quoted)) => {
                let piece = &path[start..at];
                if !balanced && parentheses > 0 {
                    pieces.push(format!("{piece})").into());
                    parentheses = 0;
                } else {
                    pieces.push(piece.into());
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(path[start..].into());
    pieces
}

impl PathTemplate {
    fn push_parameter(&mut self, documented: &str) -> usize {
        let documented =
            documented.split_whitespace().collect::<Vec<_>>().join(" ").replace(['{', '}'], "");
        self.parameters.push(PathParameter { documented: documented.trim().into() });
        self.parameters.len() - 1
    }

    /// Adds one segment. `None` if it holds characters that no path has.
    fn segment(&mut self, piece: &str) -> Option<()> {
        // Most are plain words.
        if !piece.is_empty() && piece.bytes().all(|it| it.is_ascii_alphanumeric()) {
            self.segments.push(Segment::Literal(piece.into()));
            return Some(());
        }
        if let Some(inner) = whole_parameter(piece) {
            let index = self.push_parameter(inner);
            self.segments.push(Segment::Parameter(index));
            return Some(());
        }
        if let Some((name, arguments)) = piece.strip_suffix(')').and_then(|it| it.split_once('(')) {
            if !is_literal(name) {
                return None;
            }
            let arguments = self.arguments(arguments);
            self.segments.push(Segment::Call { name: name.into(), arguments });
            return Some(());
        }
        if is_guid(piece) {
            let index = self.push_parameter("id");
            self.segments.push(Segment::Parameter(index));
            return Some(());
        }
        if piece.contains('{') {
            let index = self.push_parameter(piece);
            self.segments.push(Segment::Parameter(index));
            return Some(());
        }
        is_literal(piece).then(|| self.segments.push(Segment::Literal(piece.into())))
    }

    fn arguments(&mut self, text: &str) -> Vec<Argument> {
        let mut arguments = Vec::new();
        for part in split_arguments(text) {
            let (name, value) = match part.split_once('=') {
                Some((name, value)) if !name.contains(['{', '\'']) => {
                    (Some(name.trim().to_owned()), value.trim())
                }
                _ => (None, part.trim()),
            };
            let value = self.argument_value(name.as_deref(), value);
            arguments.push(Argument { name: name.map(Into::into), value });
        }
        arguments
    }

    fn argument_value(&mut self, name: Option<&str>, value: &str) -> ArgumentValue {
        let inner = value.trim_matches(['\'', '"']);
        let quoted = inner.len() < value.len();
        if let Some(placeholder) = inner.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
            return ArgumentValue::Parameter { index: self.push_parameter(placeholder), quoted };
        }
        // `includePersonalNotebooks=includePersonalNotebooks-value` and `x=y'{z}'` are placeholders too.
        let stands_for_value = inner.contains('{')
            || name.is_some_and(|it| {
                inner.to_lowercase().starts_with(&it.to_lowercase()) && inner.len() > it.len()
            });
        if stands_for_value || inner.is_empty() {
            let documented =
                inner.split('{').nth(1).and_then(|it| it.split('}').next()).unwrap_or(inner);
            let documented =
                if documented.is_empty() { name.unwrap_or("value") } else { documented };
            return ArgumentValue::Parameter { index: self.push_parameter(documented), quoted };
        }
        ArgumentValue::Literal(value.into())
    }
}

/// `{id | userPrincipalName}`, `(team-id)`, `{user-id} | user-principal-name`.
fn whole_parameter(piece: &str) -> Option<&str> {
    let in_braces =
        piece.strip_prefix('{').and_then(|it| it.strip_suffix('}')).filter(|it| !it.contains('}'));
    let in_parentheses = piece.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    let with_remark = (piece.starts_with('{') && piece.contains("} |")).then_some(piece);
    in_braces.or(in_parentheses).or(with_remark)
}

fn split_arguments(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut quoted) = (0, 0i32, false);
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            '\'' => quoted = !quoted,
            ',' if depth <= 0 && !quoted => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.retain(|it| !it.trim().is_empty());
    parts
}

fn is_literal(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|it| {
            it.is_ascii_alphanumeric()
                || matches!(it, '_' | '-' | '.' | '$' | '@' | '~' | '!' | '\'' | '=' | '+')
        })
}

fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, it)| {
            if matches!(at, 8 | 13 | 18 | 23) { it == b'-' } else { it.is_ascii_hexdigit() }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        target(text).map(|it| it.path.to_string())
    }

    #[test]
    fn paths_of_every_style_are_read() {
        for (text, expected) in [
            (
                "/users/{id | userPrincipalName}/messages",
                "/users/{id | userPrincipalName}/messages",
            ),
            ("https://graph.microsoft.com/v1.0/me/", "/me"),
            ("policies/claimsMappingPolicies", "/policies/claimsMappingPolicies"),
            ("/beta/x/<address>", "/x/{address}"),
            ("/me/drive/root:/{item-path}:/content", "/me/drive/root:/{item-path}:/content"),
            (
                "/drive/items/{parent-id}:/{filename}:/content",
                "/drive/items/{parent-id}:/{filename}:/content",
            ),
            ("/sites/{hostname}:/{relative-path}", "/sites/{hostname}:/{relative-path}"),
            (
                "/reports/getX(period='{period_value}',date={d})",
                "/reports/getX(period='{period_value}',date={d})",
            ),
            (
                "/reviews/filterByCurrentUser(on='reviewer')",
                "/reviews/filterByCurrentUser(on='reviewer')",
            ),
            (
                "/tables/{id|name}/range(address='<address>'/entireRow",
                "/tables/{id|name}/range(address='{address}')/entireRow",
            ),
            (
                "/mailFolders/{id}/childFolders/{id}/.../messages",
                "/mailFolders/{id}/childFolders/{id}/messages",
            ),
            ("/education/users/13020f86-1d1a-4a6b-8ee6-1ab1ef3f2a62", "/education/users/{id}"),
            (
                "/users/{user-id} | user-principal-name/chats",
                "/users/{user-id | user-principal-name}/chats",
            ),
            (
                "/groups/{id}/microsoft.graph.user/$count",
                "/groups/{id}/microsoft.graph.user/$count",
            ),
            ("/teams/(team-id)/channels", "/teams/{team-id}/channels"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn query_strings_are_cut_off() {
        let it = target("/users?$filter={property} eq '{a?b}'&$top=5").unwrap();
        assert_eq!(
            (it.path.to_string().as_str(), it.query),
            ("/users", vec!["$filter".to_owned(), "$top".to_owned()])
        );
    }

    #[test]
    fn what_is_no_path_is_refused() {
        assert_eq!(shown("Collection URI for x not found"), None);
        assert_eq!(shown("/"), None);
    }

    #[test]
    fn spellings_of_one_path_are_equal() {
        let key = |text| normalized(&target(text).unwrap().path);
        assert_eq!(key("/users/{id}/Messages"), key("/users/{user-id}/messages"));
        assert_eq!(key("/r/f(a='{x}',b={y})"), key("/r/f(b={q},a={x})"));
        assert_ne!(key("/users/{id}"), key("/users/id"));
    }
}
