//! What must hold for every site: no word of a page is more than text, every link leads somewhere, and the same input gives the same bytes.

use graphdown::diff::diff;
use graphdown::{Config, Ir, inventory};
use graphdown_report::{Report, site};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const HOSTILE: &str = "---\ntitle: \"<script>alert(1)</script> resource type\"\ndoc_type: resourcePageType\nms.prod: \"\\\"><script>alert(2)</script>\"\n---\n\n\
# evil resource type\n\nNamespace: microsoft.graph\n\n<img src=x onerror=alert(3)> [a link](javascript:alert(4)) `</code><script>`\n\n\
## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|<script>alert(5)</script> \" onmouseover=\"alert(6)|\n|<b>x|Str<i>ing||\n||String|</li></ol><script>|\n\n\
## JSON representation\n\n```json\n{ \"id\": \"</pre><script>alert(7)</script>\", }\n```\n";

fn hostile() -> Ir {
    let pages = [
        ("v1.0/resources/evil.md", HOSTILE),
        ("v1.0/resources/<script>.md", HOSTILE),
        (
            "v1.0/api/con.md",
            "# Get\n\n## HTTP request\n\n```http\nGET /evil/{<script>}/\"onclick=\n```\n",
        ),
    ];
    let pages = pages.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    Config::new().load_files("docs", pages.collect()).unwrap()
}

fn given() -> Ir {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs-input");
    Config::new().docs(docs).load().unwrap()
}

fn files(ir: &Ir, old: Option<&Ir>) -> BTreeMap<String, String> {
    let found = Config::new().compile(ir).unwrap().diagnostics;
    let of = |ir: &Ir| inventory(&ir.docs, &ir.edm);
    let difference = old.map(|old| diff(&of(old), &of(ir)).unwrap());
    let against = difference.as_ref().map(|it| (it, "the \"old\" <set>"));
    site(&Report { title: "A <b>title</b>", ir, diagnostics: &found, against })
        .into_iter()
        .collect()
}

/// The tags of a page, without the words between them.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|it| it.split_once('>').map_or(it, |(tag, _)| tag)).collect()
}

fn values<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next())
}

#[test]
fn no_word_of_a_page_is_more_than_text() {
    let files = files(&hostile(), Some(&given()));
    let pages: Vec<_> = files.iter().filter(|(path, _)| path.ends_with(".html")).collect();
    assert!(pages.iter().any(|(_, text)| text.contains("&lt;script&gt;alert(5)")));
    let known = [
        "html", "head", "meta", "title", "link", "script", "body", "a", "header", "div", "label",
        "input", "ul", "ol", "li", "p", "nav", "main", "h1", "h2", "footer", "dl", "dt", "dd",
        "span", "code", "table", "thead", "tbody", "tr", "th", "td", "meter", "mark", "strong",
        "!DOCTYPE", "!--",
    ];
    for (path, text) in pages {
        for tag in tags(text) {
            let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap();
            assert!(known.contains(&name), "{path}: {tag}");
            assert!(!tag.contains(" on") && !tag.contains(" style="), "{path}: {tag}");
            if name == "script" && !tag.starts_with('/') {
                assert!(
                    values(tag, "src").is_some_and(|it| it.ends_with("assets/search.js")),
                    "{path}: {tag}"
                );
            }
            let address = values(tag, "href").unwrap_or_default();
            assert!(!address.contains(':'), "{path}: {tag}");
        }
        assert_eq!(text.matches("<script").count(), 1, "{path}");
        assert!(text.contains("script-src 'self' file:;"), "{path}");
    }
}

#[test]
fn every_link_leads_somewhere() {
    for (ir, old) in [(given(), Some(hostile())), (hostile(), None)] {
        let files = files(&ir, old.as_ref());
        let names: BTreeMap<&str, BTreeSet<&str>> = files
            .iter()
            .map(|(path, text)| {
                (path.as_str(), tags(text).into_iter().filter_map(|it| values(it, "id")).collect())
            })
            .collect();
        let mut links = 0;
        for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let addresses =
                tags(text).into_iter().filter_map(|it| values(it, "href").or(values(it, "src")));
            for address in addresses {
                let (to, name) = address.split_once('#').unwrap_or((address, ""));
                let target = if to.is_empty() { path.clone() } else { resolve(path, to) };
                let ids = names.get(target.as_str());
                assert!(
                    ids.is_some_and(|it| name.is_empty() || it.contains(name)),
                    "{path}: {address}"
                );
                links += 1;
            }
        }
        assert!(links > 20, "{links}");
    }
}

fn resolve(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            ".." => drop(parts.pop().unwrap()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    assert!(files(&given(), None) == files(&given(), None));
}

#[test]
fn every_page_type_and_operation_is_there_and_can_be_searched() {
    let ir = given();
    let files = files(&ir, None);
    let index = &files["assets/index.js"];
    for file in ir.docs.files() {
        assert!(index.contains(&format!("[6,\"{}\",", file.path)), "{}", file.path);
    }
    for api in &ir.edm.apis {
        for it in &api.types {
            let address =
                format!("{}/types/{}.html", api.version, it.name.to_string().to_lowercase());
            assert!(files.contains_key(&address) && index.contains(&address), "{address}");
        }
        for it in &api.operations {
            assert!(index.contains(&format!("[1,\"{} {}\",", it.method, it.path)), "{}", it.path);
        }
    }
}

#[test]
fn a_finding_stands_below_its_line() {
    let files = files(&hostile(), None);
    let page = &files["pages/v1.0/resources/evil.html"];
    let line = page.split("id=\"L19\"").nth(1).and_then(|it| it.split("<li id").next()).unwrap();
    assert!(line.contains("<mark>") && line.contains("GD0202"), "{line}");
}
