//! What the models of a generated crate hold, read from its sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use syn::{Expr, Fields, GenericArgument, ImplItem, Item, Lit, Pat, PathArguments, Stmt, Type};

/// The models and enums of a crate by their path in it, such as `v1_0::models::User`.
#[derive(Debug, Default)]
pub struct Table {
    /// The properties of each model.
    pub models: BTreeMap<String, Vec<Property>>,
    /// The members of each enum.
    pub enums: BTreeMap<String, Vec<String>>,
}

/// A property: its name on the wire, and its type.
pub type Property = (String, Shape);

/// A type, as far as values depend on it.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A primitive type of the language or of the runtime, a model or an enum, by its path.
    Named(String),
    /// A type with a parameter, such as `Option`, `Vec` and `Flags`.
    Of(String, Box<Shape>),
}

impl Table {
    /// Reads all files below `folder`, the `src` of a crate.
    ///
    /// # Errors
    /// If a file cannot be read or is no Rust.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let mut table = Table::default();
        table.folder(folder, &[])?;
        Ok(table)
    }

    fn folder(&mut self, folder: &Path, modules: &[String]) -> Result<(), String> {
        let wrong = |what: String| format!("{}: {what}", folder.display());
        let entries = fs::read_dir(folder).map_err(|error| wrong(error.to_string()))?;
        let mut paths: Vec<_> = entries.filter_map(|it| Some(it.ok()?.path())).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.folder(&path, &[modules, &[name]].concat())?;
            } else {
                let text = fs::read_to_string(&path).map_err(|error| wrong(error.to_string()))?;
                let file = syn::parse_file(&text)
                    .map_err(|error| format!("{}: {error}", path.display()))?;
                file.items.iter().for_each(|it| self.item(it, modules));
            }
        }
        Ok(())
    }

    fn item(&mut self, it: &Item, modules: &[String]) {
        let path = |name: &syn::Ident| [modules, &[name.to_string()]].concat().join("::");
        match it {
            Item::Struct(it) => {
                let Fields::Named(fields) = &it.fields else { return };
                let fields = fields.named.iter().filter_map(|field| {
                    let name = field.ident.as_ref()?.to_string();
                    (name != "additional").then(|| (name, shape(&field.ty, modules)))
                });
                self.models.insert(path(&it.ident), fields.collect());
            }
            Item::Enum(it) => {
                self.enums.insert(path(&it.ident), Vec::new());
            }
            Item::Impl(it) => {
                let Type::Path(of) = &*it.self_ty else { return };
                let Some(of) = of.path.get_ident().map(path) else { return };
                let functions = it.items.iter().filter_map(|it| match it {
                    ImplItem::Fn(it) => Some(it),
                    _ => None,
                });
                for function in functions {
                    match function.sig.ident.to_string().as_str() {
                        "write" => self.wire_names(&of, &function.block.stmts),
                        "from_text" => self.members(&of, &function.block.stmts),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// Replaces the names of fields by those on the wire: `to.property("wire", &self.field);`.
    fn wire_names(&mut self, model: &str, statements: &[Stmt]) {
        let Some(fields) = self.models.get_mut(model) else { return };
        let calls = statements.iter().filter_map(|it| match it {
            Stmt::Expr(Expr::MethodCall(call), _) if call.method == "property" => Some(call),
            _ => None,
        });
        for call in calls {
            let (Some(Expr::Lit(wire)), Some(Expr::Reference(field))) =
                (call.args.first(), call.args.last())
            else {
                continue;
            };
            let (Lit::Str(wire), Expr::Field(field)) = (&wire.lit, &*field.expr) else { continue };
            let syn::Member::Named(field) = &field.member else { continue };
            if let Some(found) = fields.iter_mut().find(|it| *field == it.0) {
                found.0 = wire.value();
            }
        }
    }

    /// The names of the members: `match text { "name" => ... }`.
    fn members(&mut self, of: &str, statements: &[Stmt]) {
        let Some(members) = self.enums.get_mut(of) else { return };
        let Some(Stmt::Expr(Expr::Match(it), _)) = statements.first() else { return };
        members.extend(it.arms.iter().filter_map(|arm| match &arm.pat {
            Pat::Lit(it) => match &it.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        }));
    }
}

/// A type seen from a file in `modules`.
fn shape(ty: &Type, modules: &[String]) -> Shape {
    let Type::Path(ty) = ty else { return Shape::Named("?".to_owned()) };
    let names: Vec<String> = ty.path.segments.iter().map(|it| it.ident.to_string()).collect();
    let last = ty.path.segments.last();
    if let Some(PathArguments::AngleBracketed(arguments)) = last.map(|it| &it.arguments)
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        return Shape::Of(names.concat(), Box::new(shape(inner, modules)));
    }
    Shape::Named(match names.as_slice() {
        [first, rest @ ..] if first == "crate" => rest.join("::"),
        // `use crate::v1_0::models;`, as the bodies of requests have it.
        [first, ..] if first == "models" => [&modules[..1], &names].concat().join("::"),
        // A type of the runtime or the language is not in the table by this path.
        names => [modules, names].concat().join("::"),
    })
}
