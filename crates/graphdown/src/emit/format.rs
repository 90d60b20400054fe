//! Tokens as source text.
//!
//! A file is written piece by piece: a field, a method, an arm of a `match`. What a piece looks like depends on how deep it stands, so it
//! is formatted inside of something that stands for its surroundings, whose lines are then cut off.

use super::docs::comment;
use proc_macro2::TokenStream;
use quote::quote;

/// The width of a line, in bytes. So prettyplease has it.
pub(super) const WIDTH: usize = 89;

/// Where a piece stands. Each place is in the one other that [`Place::outer`] names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Among the items of a file.
    Items,
    /// Among the fields of a struct.
    Fields,
    /// Among the variants of an enum.
    Variants,
    /// Among the items of an `impl`.
    Members,
    /// In the body of a method.
    Statements,
    /// Among the arms of a `match` in a method.
    Arms,
    /// Among the fields of a struct that is the value of a constant of an `impl`.
    Values,
    /// Among the entries of a list, which is the argument of a macro. prettyplease, which cannot know the grammar of a macro, would fill
    /// the lines; here each entry has one, so that a difference shows just what changed.
    Entries,
}

impl Place {
    /// The place in which that stands whose parts are here.
    pub(super) fn outer(self) -> Place {
        match self {
            Place::Items | Place::Fields | Place::Variants | Place::Members | Place::Entries => {
                Place::Items
            }
            Place::Statements | Place::Values => Place::Members,
            Place::Arms => Place::Statements,
        }
    }

    /// In how many others it is, which is how deep it is indented.
    pub(super) fn depth(self) -> usize {
        if self == Place::Items { 0 } else { 1 + self.outer().depth() }
    }

    /// What ends that whose parts are here.
    pub(super) fn end(self) -> &'static str {
        if self == Place::Values { "};\n" } else { "}\n" }
    }
}

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

/// The lines of a piece at its place.
pub(super) fn piece(place: Place, tokens: TokenStream) -> String {
    if place == Place::Entries {
        return format!("    {tokens};\n");
    }
    let depth = place.depth();
    // The line before a value keeps the struct from standing in one line.
    let before = if place == Place::Values { depth + 1 } else { depth };
    lines(surrounded(place, tokens), before, depth)
}

/// The lines of an attribute of what stands at the place.
pub(super) fn attribute(place: Place, tokens: TokenStream) -> String {
    let (depth, stand_in) = (place.depth(), stand_in(place));
    lines(surrounded(place, quote! { #tokens #stand_in }), depth, depth + 1)
}

/// The line or lines that open that whose parts are in `place`, up to its brace.
pub(super) fn opening(place: Place, tokens: TokenStream) -> String {
    if place == Place::Entries {
        let name: String = tokens.to_string().split_whitespace().collect();
        return name + " {\n";
    }
    let (depth, stand_in) = (place.outer().depth(), stand_in(place));
    let end = (place == Place::Values).then(|| quote! { ; });
    lines(surrounded(place.outer(), quote! { #tokens { #stand_in } #end }), depth, depth + 2)
}

/// A piece that is one line, and long enough to keep a struct from standing in one.
fn stand_in(place: Place) -> TokenStream {
    match place {
        Place::Fields | Place::Values => quote! { a_field_that_stands_for_all_that_follow: W, },
        Place::Variants => quote! { W, },
        Place::Arms => quote! { w => w, },
        Place::Items | Place::Members | Place::Statements | Place::Entries => quote! { w!(); },
    }
}

/// The formatted text of a file in which `tokens` stand at the place.
fn surrounded(place: Place, tokens: TokenStream) -> String {
    match place {
        Place::Items | Place::Entries => formatted(tokens),
        Place::Fields => formatted(quote! { struct W { #tokens } }),
        Place::Variants => formatted(quote! { enum W { #tokens } }),
        Place::Members => formatted(quote! { impl W { #tokens } }),
        Place::Statements => surrounded(Place::Members, quote! { fn w() { #tokens } }),
        Place::Arms => surrounded(Place::Statements, quote! { match w { #tokens } }),
        Place::Values => {
            let value =
                quote! { W { a_field_that_makes_the_struct_too_long_for_one_line: w, #tokens } };
            surrounded(Place::Members, quote! { const W: W = #value; })
        }
    }
}

/// Items as prettyplease writes them.
pub(super) fn formatted(tokens: TokenStream) -> String {
    let file: syn::File = syn::parse2(tokens).expect("emitted tokens are items");
    prettyplease::unparse(&file)
}

/// The text without some lines at its beginning and its end.
fn lines(text: String, before: usize, after: usize) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    lines[before..lines.len() - after].concat()
}
