//! Pass: enum types become enums, one file each.

use super::context::{Context, in_parallel, report_clash, report_look_alike};
use super::docs;
use super::models::path;
use super::names::{self, Scope};
use super::types::Namer;
use crate::diagnostics::Diagnostics;
use crate::ir::edm::{EnumId, EnumType};
use crate::ir::rust::{Enum, File, Item, Name, Runtime, Variant};
use std::collections::BTreeSet;

/// The files of all enum types.
pub(super) fn files(context: &Context<'_>, diagnostics: &mut Diagnostics) -> Vec<File> {
    in_parallel(context.api.enums.len(), diagnostics, |id, findings| {
        file(context, EnumId(id as u32), findings)
    })
}

fn file(context: &Context<'_>, id: EnumId, diagnostics: &mut Diagnostics) -> File {
    let place = context.layout.enum_type(id);
    let mut namer = Namer::for_model(context, place);
    namer.import(Runtime::OpenEnum);
    namer.import(Runtime::UnknownMember);
    let mut items = namer.uses();
    items.push(Item::Enum(enum_type(context, context.api.enum_type(id), &place.name, diagnostics)));
    File { path: path(context, place), docs: Vec::new(), items }
}

fn enum_type(
    context: &Context<'_>,
    it: &EnumType,
    name: &Name,
    diagnostics: &mut Diagnostics,
) -> Enum {
    let mut scope = Scope::new();
    let mut seen = BTreeSet::new();
    let mut variants = Vec::new();
    for member in it.members.iter().filter(|it| seen.insert(it.name.as_str())) {
        let (name, is_clash) = scope.claim(&names::variant_name(&member.name));
        report_look_alike(diagnostics, member.source, &member.name);
        if is_clash {
            report_clash(diagnostics, member.source, &member.name, &name);
        }
        variants.push(Variant {
            name,
            wire: member.name.clone(),
            docs: docs::member(context, member),
        });
    }
    Enum { name: name.clone(), docs: docs::enum_type(context, it), variants }
}
