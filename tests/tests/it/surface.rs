//! The public surface of the generated crate, one line per item, so that a change of the documentation shows as a few lines.

use graphdown_tests::{files, repository};
use quote::ToTokens;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use syn::{Fields, ImplItem, Item, ReturnType, Visibility};

#[test]
fn the_surface_of_the_generated_crate_is_the_one_that_was_accepted() {
    let root = repository().join("generated/src");
    let mut text = String::new();
    for path in files(&root, "rs") {
        let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
        let lines = items(&file.items);
        if !lines.is_empty() {
            let _ = write!(text, "{}\n{lines}", module(&root, &path));
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("surface", text));
}

/// `v1_0/users.rs` is `v1_0::users`, `v1_0/mod.rs` is `v1_0`.
fn module(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap().with_extension("");
    let mut parts: Vec<_> = path.iter().map(|it| it.to_string_lossy().into_owned()).collect();
    parts.pop_if(|it| it == "mod" || it == "lib");
    parts.insert(0, "crate".to_owned());
    parts.join("::")
}

fn items(items: &[Item]) -> String {
    items.iter().map(item).collect()
}

fn item(it: &Item) -> String {
    match it {
        Item::Struct(it) if is_public(&it.vis) => {
            format!("  struct {}\n{}", it.ident, fields(&it.fields))
        }
        Item::Enum(it) if is_public(&it.vis) => {
            let variants =
                it.variants.iter().map(|it| format!("    {}{}\n", it.ident, payload(&it.fields)));
            format!("  enum {}\n{}", it.ident, variants.collect::<String>())
        }
        Item::Fn(it) if is_public(&it.vis) => format!("  {}\n", function(&it.sig)),
        Item::Type(it) if is_public(&it.vis) => {
            format!("  type {} = {}\n", it.ident, tokens(&it.ty))
        }
        Item::Const(it) if is_public(&it.vis) => {
            format!("  const {}: {}\n", it.ident, tokens(&it.ty))
        }
        Item::Static(it) if is_public(&it.vis) => {
            format!("  static {}: {}\n", it.ident, tokens(&it.ty))
        }
        Item::Use(it) if is_public(&it.vis) => format!("  use {}\n", tokens(&it.tree)),
        Item::Impl(it) if it.trait_.is_none() => methods(it),
        Item::Macro(it) if it.mac.path.segments.last().is_some_and(|it| it.ident == "names") => {
            names(&it.mac.tokens)
        }
        Item::Mod(it) => it.content.as_ref().map(|(_, inner)| items(inner)).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The constants that `names!` makes, on one line: `User; ID = "id"; ...`.
fn names(it: &proc_macro2::TokenStream) -> String {
    let text = it.to_string();
    let mut parts = text.split(';').map(str::trim).filter(|it| !it.is_empty());
    let ty = parts.next().unwrap_or_default();
    let constants: Vec<_> = parts.filter_map(|it| Some(it.split_once(" =")?.0)).collect();
    format!("  names of {ty}: {}\n", constants.join(" "))
}

fn fields(it: &Fields) -> String {
    let public = it.iter().filter(|it| is_public(&it.vis));
    let line = |it: &syn::Field| {
        let name = it.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("    {name}: {}\n", tokens(&it.ty))
    };
    public.map(line).collect()
}

fn payload(it: &Fields) -> String {
    let types: Vec<String> = it.iter().map(|it| tokens(&it.ty)).collect();
    if types.is_empty() { String::new() } else { format!("({})", types.join(", ")) }
}

fn methods(it: &syn::ItemImpl) -> String {
    let public = it.items.iter().filter_map(|inner| match inner {
        ImplItem::Fn(method) if is_public(&method.vis) => Some(function(&method.sig)),
        ImplItem::Const(constant) if is_public(&constant.vis) => {
            Some(format!("const {}: {}", constant.ident, tokens(&constant.ty)))
        }
        _ => None,
    });
    let lines: Vec<String> = public.map(|line| format!("    {line}\n")).collect();
    if lines.is_empty() {
        String::new()
    } else {
        format!("  impl {}\n{}", tokens(&it.self_ty), lines.concat())
    }
}

fn function(it: &syn::Signature) -> String {
    let inputs: Vec<String> = it.inputs.iter().map(tokens).collect();
    let output = match &it.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => format!(" -> {}", tokens(ty)),
    };
    let keyword = if it.asyncness.is_some() { "async fn" } else { "fn" };
    format!("{keyword} {}{}({}){output}", it.ident, tokens(&it.generics), inputs.join(", "))
}

fn is_public(it: &Visibility) -> bool {
    matches!(it, Visibility::Public(_))
}

/// Tokens without the blanks that `quote` puts between all of them.
fn tokens(it: &impl ToTokens) -> String {
    let mut text = it.to_token_stream().to_string();
    for (with, without) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        ("& ", "&"),
        (" ,", ","),
        ("< ", "<"),
        (" : ", ": "),
    ] {
        text = text.replace(with, without);
    }
    text
}
