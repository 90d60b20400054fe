//! Pages that mean harm. Words of an attacker stand in every place of a page where words can stand; what is generated is the same code as
//! with harmless words, and its documentation holds no HTML, no link but to https, no block of code and no name for rustdoc to look up.

use graphdown::docset::{DocSet, SourceFile};
use graphdown::ir::rust::When;
use graphdown::{Settings, generate};
use graphdown_hostile::mutate::HOSTILE;
use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{BrokenLink, Event, Options, Parser, Tag};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What no page brings into code or documentation, beside [`HOSTILE`].
const ATTACKS: &[&str] = &[
    "\"; fn injected() {} //",
    "\"] pub fn injected() {} #[doc = \"",
    "*/ fn injected() {} /*",
    "\n//! injected\nfn injected() {}",
    "${injected}",
    "<script>injected()</script>",
    "<https://a<script>injected()</script>",
    "<img src=x onerror=injected()>",
    "<a href=\"javascript:injected()\">x</a>",
    "[x](javascript:injected())",
    "[x](JaVaScRiPt:injected%28%29)",
    "[x](&#106;avascript:injected())",
    "[x](data:text/html;base64,aW5qZWN0ZWQ=)",
    "[x](<javascript:injected()>)",
    "[x]: javascript:injected()",
    "![x](javascript:injected())",
    "<javascript:injected()>",
    "[`crate::injected`]",
    "[injected][]",
    "[Vec::<u8>]",
    "[^1]",
    "```\nfn injected() {}\n```",
    "~~~rust\nfn injected() {}\n~~~",
    "    fn injected() {}",
    "- ~~~\n- fn injected() {}",
    "- # injected\n- 1. injected\n- | injected |",
    "1) injected\n# injected\n> injected",
    "\u{202e}injected\u{202c}",
    "\u{2066}// injected\u{2069}",
    "\u{2028}fn injected() {}",
    "\u{430}dmin",
    "a\u{200b}b",
    "r#\"injected\"#",
    "\\\"injected\\",
    "self",
    "Self::injected()",
    "r#type",
    "mod",
    "../../../injected",
    "/etc/injected",
    "C:\\injected",
    "..%2f..%2finjected",
    "con",
];

/// The pages, with `prose` where a page has sentences and values, and `name` where it has names. Names come with a harmless tail of their
/// own, so that two of them do not become one by accident.
fn pages(prose: &str, name: &str) -> DocSet {
    let root = graphdown_hostile::repository().join("tests/hostile/pages");
    let all = graphdown_hostile::pages(&root).into_iter().map(|(path, text)| {
        let text = text
            .replace("@1@", prose)
            .replace("@j@", &prose.replace('\\', "\\\\").replace('"', "\\\""))
            .replace("@n@", name);
        SourceFile::new(path, text.as_bytes())
    });
    DocSet::new(all.collect())
}

/// All files of the crate. Areas are names, and become features.
fn whole(docs: &DocSet) -> Vec<(String, String)> {
    generate(docs, &Settings { features: When::Always, ..Settings::default() }).files
}

/// Its sources.
fn generated(docs: &DocSet) -> Vec<(String, String)> {
    whole(docs).into_iter().filter(|(path, _)| path.ends_with(".rs")).collect()
}

fn payloads() -> Vec<&'static str> {
    ATTACKS.iter().chain(HOSTILE).copied().collect()
}

/// Runs `check` for every payload and shows all that fail.
fn for_every_payload(check: impl Fn(&str) -> Result<(), String> + Sync) {
    let failed: Vec<String> = payloads()
        .par_iter()
        .filter_map(|it| check(it).err().map(|what| format!("{it:?}: {what}")))
        .collect();
    assert!(failed.is_empty(), "{} payloads:\n{}", failed.len(), failed.join("\n"));
}

/// The tokens without documentation and with empty literals: what a compiler makes code of.
fn structure(text: &str) -> Result<String, String> {
    let file = syn::parse_file(text).map_err(|error| format!("does not parse: {error}\n{text}"))?;
    let mut out = String::new();
    write(quote::ToTokens::into_token_stream(file), &mut out);
    Ok(out)
}

fn write(tokens: TokenStream, out: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(it) if it.stream().to_string().starts_with("doc =") => {}
            TokenTree::Group(it) => {
                *out += &format!("{:?}(", it.delimiter());
                write(it.stream(), out);
                out.push(')');
            }
            TokenTree::Literal(it) => {
                *out += if it.to_string().starts_with('"') { "\"\" " } else { "0 " }
            }
            TokenTree::Punct(it) => out.push(it.as_char()),
            TokenTree::Ident(it) => *out += &format!("{it} "),
        }
    }
    // Each line of documentation leaves its mark; how many there are is not code.
    *out = out.replace("##", "#").replace("#!#", "#");
}

#[test]
fn words_of_a_page_never_become_code() {
    // The number of lines of documentation may differ, and nothing else.
    let strip = |text: &str| structure(text).map(|it| it.replace('#', ""));
    let harmless: Vec<_> = generated(&pages("word", "word"));
    for_every_payload(|payload| {
        if ["<!--", "[!INCLUDE"].iter().any(|it| payload.contains(it)) {
            // These take away what follows them, as they should.
            return Ok(());
        }
        // As a cell a vertical bar or a line break would only make another table.
        let payload = payload.replace(['|', '\n', '\r'], " ").replace("\u{c}", " ");
        let found = generated(&pages(&payload, "word"));
        let names = |it: &[(String, String)]| it.iter().map(|it| it.0.clone()).collect::<Vec<_>>();
        if names(&found) != names(&harmless) {
            return Err(format!("other files: {:?}", names(&found)));
        }
        for ((path, text), (_, other)) in found.iter().zip(&harmless) {
            let (is, should) = (strip(text)?, strip(other)?);
            if is != should {
                return Err(format!("{path} is other code:\n{}", difference(&is, &should)));
            }
        }
        Ok(())
    });
}

/// The first place where two texts differ, with what stands around it.
fn difference(a: &str, b: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) =
        (a.split_whitespace().collect(), b.split_whitespace().collect());
    let at = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let around = |it: &[&str]| it[at.saturating_sub(10)..it.len().min(at + 20)].join(" ");
    format!("{}\n{}", around(&a), around(&b))
}

#[test]
fn names_of_a_page_become_identifiers_and_literals_only() {
    let keywords: BTreeSet<String> = idents(&generated(&pages("word", "word")));
    for_every_payload(|payload| {
        let found = generated(&pages("word", payload));
        for (path, text) in &found {
            structure(text).map_err(|it| format!("{path}: {it}"))?;
            if let Some(it) = text.chars().find(|it| graph_hides(*it)) {
                return Err(format!("{path} holds {it:?}"));
            }
            let is_safe = |part: &str| {
                !part.is_empty()
                    && part.len() < 200
                    && part.bytes().all(|it| it.is_ascii_alphanumeric() || b"_.".contains(&it))
            };
            if !path.split('/').all(is_safe) || path.contains("..") {
                return Err(format!("{path:?} is the path of a file"));
            }
        }
        // Macros, attributes and keywords are the emitter's own.
        let fresh: Vec<_> =
            idents(&found).into_iter().filter(|it| !keywords.contains(it)).collect();
        let odd: Vec<_> =
            fresh.iter().filter(|it| !it.is_ascii() || RESERVED.contains(&it.as_str())).collect();
        if odd.is_empty() { Ok(()) } else { Err(format!("{odd:?}")) }
    });
}

#[test]
fn areas_of_pages_become_names_of_features_only() {
    let is_name =
        |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    let is_feature = |line: &str| {
        let listed = line.strip_prefix("    \"").and_then(|it| it.strip_suffix("\","));
        let defined = line.strip_suffix(" = []").filter(|it| !["default", "full"].contains(it));
        listed.or(defined).is_some_and(is_name)
    };
    let is_own = |line: &str| {
        ["default = [\"full\"]", "full = [", "]"].contains(&line)
            || line.strip_prefix("# ").is_some_and(|it| it.contains(" operation"))
    };
    for_every_payload(|payload| {
        let files = whole(&pages("word", payload));
        let manifest = &files.iter().find(|it| it.0 == "Cargo.toml").ok_or("no manifest")?.1;
        let (_, features) = manifest.split_once("[features]\n").ok_or("no features")?;
        let mut features = features.lines().take_while(|it| !it.is_empty());
        features
            .find(|it| !is_feature(it) && !is_own(it))
            .map_or(Ok(()), |it| Err(format!("{it:?} stands among the features")))
    });
}

/// What the emitter never writes by itself, and no name may become.
const RESERVED: &[&str] = &[
    "unsafe",
    "extern",
    "macro_rules",
    "include",
    "include_str",
    "asm",
    "static",
    "union",
    "process",
];

fn idents(files: &[(String, String)]) -> BTreeSet<String> {
    fn collect(tokens: TokenStream, out: &mut BTreeSet<String>) {
        for token in tokens {
            match token {
                TokenTree::Group(it) => collect(it.stream(), out),
                TokenTree::Ident(it) => drop(out.insert(it.to_string())),
                _ => {}
            }
        }
    }
    let mut all = BTreeSet::new();
    for (_, text) in files {
        if let Ok(tokens) = text.parse() {
            collect(tokens, &mut all);
        }
    }
    all
}

/// Characters that rustc refuses in sources or that cannot be seen.
fn graph_hides(it: char) -> bool {
    matches!(it, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}' | '\u{e0000}'..='\u{e0fff}')
        || (it.is_control() && it != '\n')
}

#[test]
fn documentation_holds_words_and_links_to_https_only() {
    let harmless = blocks(&documentation(&generated(&pages("word", "word")))).unwrap();
    assert!(harmless > 3, "{harmless} blocks of code: the examples of the methods are not there");
    for_every_payload(|payload| {
        for (prose, name) in [(payload, "word"), ("word", payload)] {
            let docs = documentation(&generated(&pages(prose, name)));
            let found = blocks(&docs)?;
            if prose == payload
                && !payload.contains(['|', '\n', '\r', '`', '<'])
                && found != harmless
            {
                return Err(format!("{found} blocks of code, not {harmless}"));
            }
        }
        Ok(())
    });
}

/// The documentation of each item, as rustdoc puts it together; and notes of deprecation, which it shows as markdown too.
fn documentation(files: &[(String, String)]) -> Vec<String> {
    fn collect(tokens: TokenStream, item: &mut String, out: &mut Vec<String>) {
        for token in tokens {
            let TokenTree::Group(group) = &token else {
                if !matches!(&token, TokenTree::Punct(it) if it.as_char() == '#' || it.as_char() == '!')
                    && !item.is_empty()
                {
                    out.push(std::mem::take(item));
                }
                continue;
            };
            let inside: Vec<TokenTree> = group.stream().into_iter().collect();
            match inside.as_slice() {
                [TokenTree::Ident(word), TokenTree::Punct(_), TokenTree::Literal(text)]
                    if word == "doc" =>
                {
                    let text: syn::LitStr = syn::parse_str(&text.to_string()).unwrap();
                    item.push_str(text.value().strip_prefix(' ').unwrap_or(&text.value()));
                    item.push('\n');
                }
                [TokenTree::Ident(word), TokenTree::Group(note)] if word == "deprecated" => {
                    let note: Vec<TokenTree> = note.stream().into_iter().collect();
                    let text: syn::LitStr = syn::parse_str(&note[2].to_string()).unwrap();
                    out.push(text.value());
                }
                _ => collect(group.stream(), item, out),
            }
        }
        if !item.is_empty() {
            out.push(std::mem::take(item));
        }
    }
    let mut out = Vec::new();
    for (_, text) in files {
        let tokens = syn::parse_file(text).map(quote::ToTokens::into_token_stream);
        collect(tokens.unwrap_or_default(), &mut String::new(), &mut out);
    }
    out
}

/// The emitter's own links, to items of the crate and of the runtime.
fn is_own(link: &str) -> bool {
    (link.starts_with("Graph::") || link.starts_with("graphdown_client::"))
        && link.bytes().all(|it| it.is_ascii_alphanumeric() || b"_:#".contains(&it))
}

/// Reads documentation as rustdoc does, and counts blocks of code. What must not be there is an error.
fn blocks(docs: &[String]) -> Result<usize, String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut blocks = 0;
    for text in docs {
        let mut looked_up = Vec::new();
        let note = |link: BrokenLink<'_>| {
            looked_up.push(link.reference.to_string());
            None
        };
        let mut wrong = Vec::new();
        for event in Parser::new_with_broken_link_callback(text, options, Some(note)) {
            match event {
                Event::Html(it) | Event::InlineHtml(it) => wrong.push(format!("HTML {it}")),
                Event::Start(Tag::Link { dest_url: it, .. } | Tag::Image { dest_url: it, .. })
                    if !it.starts_with("https://") && !is_own(&it) =>
                {
                    wrong.push(format!("a link to {it}"));
                }
                Event::Start(Tag::Image { .. }) => wrong.push("an image".to_owned()),
                Event::Start(Tag::CodeBlock(_)) => blocks += 1,
                Event::FootnoteReference(it) => wrong.push(format!("a footnote {it}")),
                _ => {}
            }
        }
        wrong.extend(looked_up.into_iter().map(|it| format!("a name to look up: {it}")));
        if text.contains(graph_hides) {
            wrong.push("a hidden character".to_owned());
        }
        if !wrong.is_empty() {
            return Err(format!("{}\n{text}", wrong.join(", ")));
        }
    }
    Ok(blocks)
}
