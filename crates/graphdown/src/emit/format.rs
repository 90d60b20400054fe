//! Tokens as source text.

use super::docs::comment;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::MacroDelimiter;

/// Items of one block: no blank line between them, such as several `mod` or `use`.
pub(super) type Block = Vec<TokenStream>;

/// What stands before the items of a source file: header and module documentation.
pub(super) fn head(header: &str, docs: &[String]) -> String {
    let mut text = header.to_owned();
    if !docs.is_empty() {
        text.push('\n');
    }
    for line in docs {
        text.push_str(if line.is_empty() { "//!" } else { "//! " });
        text.push_str(&comment(line));
        text.push('\n');
    }
    text
}

/// The blocks, with a blank line before each.
pub(super) fn blocks(blocks: Vec<Block>) -> String {
    let mut text = String::new();
    for block in blocks {
        text.push('\n');
        block.into_iter().for_each(|it| text.push_str(&item(it)));
    }
    text
}

fn item(tokens: TokenStream) -> String {
    let file: syn::File = syn::parse2(tokens).expect("emitted tokens are items");
    match file.items.as_slice() {
        [syn::Item::Macro(it)] if matches!(it.mac.delimiter, MacroDelimiter::Brace(_)) => list(it),
        _ => prettyplease::unparse(&file),
    }
}

/// A call of a macro whose argument is a list: one entry on each line, so that a difference shows just what changed.
/// prettyplease, which cannot know the grammar of a macro, would fill the lines.
fn list(it: &syn::ItemMacro) -> String {
    let mut text = format!("{}! {{\n", tokens_without_blanks(&it.mac.path.to_token_stream()));
    let mut entry = TokenStream::new();
    for token in it.mac.tokens.clone() {
        let is_end = matches!(&token, TokenTree::Punct(it) if it.as_char() == ';');
        if is_end {
            text += &format!("    {};\n", std::mem::take(&mut entry));
        } else {
            entry.extend([token]);
        }
    }
    text + "}\n"
}

fn tokens_without_blanks(path: &TokenStream) -> String {
    path.to_string().split_whitespace().collect()
}
