//! Tokens as source text.

use proc_macro2::TokenStream;

/// Items of one block: no blank line between them, such as several `mod` or `use`.
pub(super) type Block = Vec<TokenStream>;

/// A source file: header, module documentation, and the blocks with a blank line between them.
pub(super) fn source(header: &str, docs: &[String], blocks: &[Block]) -> String {
    let mut text = header.to_owned();
    if !docs.is_empty() {
        text.push('\n');
    }
    for line in docs {
        text.push_str(if line.is_empty() { "//!" } else { "//! " });
        text.push_str(line);
        text.push('\n');
    }
    for block in blocks {
        text.push('\n');
        block.iter().for_each(|it| text.push_str(&item(it.clone())));
    }
    text
}

fn item(tokens: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(tokens).expect("emitted tokens are items"))
}
