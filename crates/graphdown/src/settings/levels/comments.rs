//! Comments that allow findings: `<!-- graphdown: allow GD0202: why -->` for the line or code block below, or for its own line if more
//! stands there; `allow-page` for the whole page.

use crate::diagnostics::{Code, Diagnostic};
use crate::docset::DocSet;
use crate::span::{FileId, Span};
use std::ops::Range;

/// How the comments begin.
const MARK: &str = "<!-- graphdown:";

/// The first code of those that are about examples.
const EXAMPLES: &str = "GD09";

/// A comment for graphdown.
#[derive(Debug)]
pub(super) struct Comment {
    span: Span,
    /// The text it is about.
    about: Range<usize>,
    codes: Vec<Code>,
    used: Vec<Code>,
    /// What is wrong with it.
    wrong: Option<String>,
}

/// The comments of a file.
pub(super) fn read(docs: &DocSet, file: FileId) -> Vec<Comment> {
    let text = docs.file(file).text.as_str();
    // One letter is found faster than a word, and few texts have this one.
    let marks = text.match_indices('<').map(|it| it.0).filter(|it| text[*it..].starts_with(MARK));
    marks.map(|start| comment(text, file, start)).collect()
}

fn comment(text: &str, file: FileId, start: usize) -> Comment {
    let rest = &text[start + MARK.len()..];
    let length = rest.find("-->");
    let inner = &rest[..length.unwrap_or(rest.find('\n').unwrap_or(rest.len()))];
    let end = start + MARK.len() + inner.len() + length.map_or(0, |_| 3);
    let order = inner.split(':').next().unwrap_or_default();
    let mut words = order.split([' ', '\t', ',', '\n', '\r']).filter(|it| !it.is_empty());
    let verb = words.next().unwrap_or_default();
    let about = match verb {
        "allow-page" => 0..usize::MAX,
        _ => below(text, start, end),
    };
    let (mut codes, mut wrong) = (Vec::new(), None);
    for word in words {
        match Code::find(word) {
            Ok(code) => codes.push(code),
            Err(near) => {
                let guess = near.map(|it| format!("; is `{it}` meant?")).unwrap_or_default();
                wrong = Some(format!("there is no diagnostic `{word}`{guess}"));
            }
        }
    }
    if !matches!(verb, "allow" | "allow-page") {
        wrong = Some(format!("`{verb}` is none of `allow` and `allow-page`"));
        codes.clear();
    } else if codes.is_empty() && wrong.is_none() {
        wrong = Some("this comment names no diagnostic".to_owned());
    }
    Comment { span: Span::new(file, start..end), about, codes, used: Vec::new(), wrong }
}

/// What a comment is about: its own line, or if nothing else stands there the next one that is not empty, with the code block that
/// begins there or below an annotation.
fn below(text: &str, start: usize, end: usize) -> Range<usize> {
    let line = text[..start].rfind('\n').map_or(0, |it| it + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |it| end + it + 1);
    if !text[line..start].trim().is_empty() || !text[end..line_end].trim().is_empty() {
        return line..line_end;
    }
    let mut at = line_end;
    let (mut fence, mut in_comment) = (None, false);
    for line in text[line_end..].split_inclusive('\n') {
        at += line.len();
        let words = line.trim_start_matches(['>', ' ', '\t']).trim_end();
        match fence {
            Some(mark) if words.starts_with(mark) => break,
            Some(_) => {}
            None if words.starts_with("```") => fence = Some("```"),
            None if words.starts_with("~~~") => fence = Some("~~~"),
            None if in_comment || words.starts_with("<!--") => in_comment = !words.contains("-->"),
            None if words.is_empty() => {}
            None => break,
        }
    }
    line_end..at
}

impl Comment {
    /// True if the comment allows the finding; then it has been of use.
    pub(super) fn allow(&mut self, it: &Diagnostic) -> bool {
        let allows =
            self.codes.contains(&it.code) && self.about.contains(&(it.span.start as usize));
        if allows && !self.used.contains(&it.code) {
            self.used.push(it.code);
        }
        allows
    }

    /// What is wrong with the comment itself.
    pub(super) fn findings(&self) -> Vec<Diagnostic> {
        let unreadable = self.wrong.iter();
        let mut found: Vec<Diagnostic> = unreadable
            .map(|it| Diagnostic::new(Code::UnreadableAllowance, self.span, it.as_str()))
            .collect();
        found.extend(self.unused(false));
        found
    }

    /// The codes that it allowed nothing of, those about examples or all others.
    pub(super) fn unused(&self, about_examples: bool) -> impl Iterator<Item = Diagnostic> {
        let unused = self.codes.iter().filter(|it| !self.used.contains(it));
        let asked = unused.filter(move |it| it.as_str().starts_with(EXAMPLES) == about_examples);
        asked.map(|code| {
            let what = format!("there is no `{code}` here that it could allow");
            Diagnostic::new(Code::UnusedAllowance, self.span, what)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docset::SourceFile;

    /// What each comment is about, and what is wrong with it.
    fn told(text: &str) -> Vec<(String, Option<String>)> {
        let docs = DocSet::new(vec![SourceFile::new("a.md", text.as_bytes())]);
        let text = &docs.files()[0].text;
        let about = |it: &Comment| it.about.start..it.about.end.min(text.len());
        let found = read(&docs, FileId(0));
        found.iter().map(|it| (text[about(it)].to_owned(), it.wrong.clone())).collect()
    }

    #[test]
    fn a_comment_is_about_the_line_or_the_code_block_below_or_its_own_line() {
        for (text, about) in [
            ("<!-- graphdown: allow GD0202 -->\n|a|\n|b|\n", "|a|\n"),
            ("|a|\n<!-- graphdown: allow GD0202, GD0301 -->\n\n|b|\n|c|", "\n|b|\n"),
            (
                "|a| <!-- graphdown: allow GD0202: a heading -->\n|b|\n",
                "|a| <!-- graphdown: allow GD0202: a heading -->\n",
            ),
            (
                "<!-- graphdown: allow GD0402 -->\n<!-- {\n} -->\n```json\n{\n\n}\n```\nx\n",
                "<!-- {\n} -->\n```json\n{\n\n}\n```\n",
            ),
            ("<!-- graphdown: allow GD0402 -->", ""),
        ] {
            assert_eq!(told(text), [(about.to_owned(), None)], "{text}");
        }
        assert_eq!(told("a\n<!-- graphdown: allow-page GD0101 -->\n")[0].0.len(), 40);
    }

    #[test]
    fn what_is_wrong_in_a_comment_is_said() {
        for (text, words) in [
            ("<!-- graphdown: allow GD0203 GD02O2 -->", "is `GD0202` meant?"),
            ("<!-- graphdown: allow -->", "names no diagnostic"),
            ("<!-- graphdown: ignore GD0202 -->", "`ignore`"),
            ("<!-- graphdown: allow GD9999\n", "no diagnostic `GD9999`"),
        ] {
            let wrong = told(text)[0].1.clone().unwrap_or_default();
            assert!(wrong.contains(words), "{text}: {wrong}");
        }
    }
}
