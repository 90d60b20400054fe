//! A page through everything, and what must hold of the result.

use graphdown::diagnostics::Diagnostic;
use graphdown::docset::DocSet;
use graphdown::{Config, Ir, export};

/// Reads `text` as the only page of a set.
#[allow(dead_code)]
pub fn check(text: &str) {
    check_bytes(text.as_bytes());
}

/// Reads `bytes` as the only page of a set.
pub fn check_bytes(bytes: &[u8]) {
    check_set(vec![("v1.0/api/page.md".to_owned(), bytes.to_vec())]);
}

/// Reads a set, and makes everything of it that can be made.
pub fn check_set(files: Vec<(String, Vec<u8>)>) {
    let config = Config::new();
    // An error is a right answer too: a corrections file that cannot be read, a page beyond the limit.
    let Ok(ir) = config.load_files("docs", files) else { return };
    let generated = config.compile(&ir).expect("the settings are right");
    generated.diagnostics.iter().for_each(|it| points_into(&ir.docs, it));
    for (path, text) in &generated.files {
        if path.ends_with(".rs") {
            is_formatted(path, text);
        }
    }
    let accounts = ir.accounts();
    let _ = accounts;
    let verified = ir.verify();
    verified.findings.iter().for_each(|it| points_into(&ir.docs, &it.diagnostic));
    exports(&ir);
}

fn exports(ir: &Ir) {
    let inventory = graphdown::inventory(&ir.docs, &ir.edm);
    let difference = graphdown::diff::diff(&inventory, &inventory).expect("it is an inventory");
    assert!(difference.changes.is_empty(), "a set differs from itself");
    for api in &ir.edm.apis {
        let _ = (export::openapi(api), export::csdl_json(api), export::csdl_xml(api));
        let _ = (export::json_schema(api), export::permissions_csv(api), export::permissions_markdown(api));
    }
}

fn points_into(docs: &DocSet, it: &Diagnostic) {
    let places = std::iter::once(it.span).chain(it.related.iter().map(|it| it.0));
    for span in places {
        let text = &docs.file(span.file).text;
        assert!(text.get(span.range()).is_some(), "{} points to {span:?} of {} bytes", it.code.as_str(), text.len());
    }
    let _ = it.one_line(docs);
}

/// The text parses, and a formatter would give the same items; comments and blank lines are the emitter's own, and so are macros.
fn is_formatted(path: &str, text: &str) {
    let file = match syn::parse_file(text) {
        Ok(it) => it,
        Err(error) => panic!("{path} is not Rust: {error}\n{text}"),
    };
    let has_list = file.items.iter().any(|it| matches!(it, syn::Item::Macro(_)));
    if !has_list {
        assert_eq!(lines(text), lines(&prettyplease::unparse(&file)), "{path} is not formatted");
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|it| !it.trim().is_empty() && !it.starts_with("//")).collect()
}
