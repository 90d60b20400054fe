//! Enums that implement the runtime's `OpenEnum`.

use super::docs::docs;
use crate::ir::rust::{Enum, Variant};
use proc_macro2::TokenStream;
use quote::quote;

/// The enum and its implementations.
pub(super) fn enum_type(it: &Enum) -> Vec<TokenStream> {
    let name = &it.name;
    vec![definition(it), implementation(it), quote! { graphdown_client::common_of_enum!(#name); }]
}

fn definition(it: &Enum) -> TokenStream {
    let docs = docs(&it.docs);
    let name = &it.name;
    let variants = it.variants.iter().map(variant);
    quote! {
        #docs
        #[non_exhaustive]
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #name {
            #(#variants)*
            #[doc(hidden)]
            _Unknown(UnknownMember),
        }
    }
}

fn variant(it: &Variant) -> TokenStream {
    let docs = docs(&it.docs);
    let name = &it.name;
    quote! { #docs #name, }
}

fn implementation(it: &Enum) -> TokenStream {
    let name = &it.name;
    let writes =
        it.variants.iter().map(|Variant { name, wire, .. }| quote! { Self::#name => #wire, });
    let from_text = from_text(&it.variants);
    quote! {
        impl OpenEnum for #name {
            fn as_str(&self) -> &str {
                match self {
                    #(#writes)*
                    Self::_Unknown(it) => it.as_str(),
                }
            }
            fn from_text(text: &str) -> Self {
                #from_text
            }
        }
    }
}

/// The `match` on the member's name; an enum without known members has nothing to match.
fn from_text(it: &[Variant]) -> TokenStream {
    let unknown = quote! { Self::_Unknown(UnknownMember::from_generated_code(text)) };
    if it.is_empty() {
        return unknown;
    }
    let reads = it.iter().map(|Variant { name, wire, .. }| quote! { #wire => Self::#name, });
    quote! {
        match text {
            #(#reads)*
            _ => #unknown,
        }
    }
}
