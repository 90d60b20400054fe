//! From what the pages say to what the API is.
//!
//! ```text
//! pages → declare → enums → bases → properties (+ samples) → kinds → operations → settle (the trail) → order
//!   ↑ ignore                                          ↑ shapes   ↑ kinds   ↑ operations   (corrections)
//! ```
//!
//! Every pass is a function over the `World` of one API version; the passes run in the order above, each in its own file. What pages say
//! of operations and in descriptions needs no `World`: `drafts` and `properties::described` read it, while the types are being declared.
//! The rows of types and the types that operations carry are read ahead: `ahead`.

mod ahead;
mod arguments;
mod bases;
mod bodies;
mod correct;
mod declare;
mod drafts;
mod enums;
mod examples;
mod facts;
mod index;
mod jobs;
mod kinds;
mod navigation;
mod operations;
mod order;
mod overloads;
mod pairs;
mod parents;
mod path;
mod permissions;
mod primitives;
mod properties;
mod request;
mod response;
mod samples;
mod sent;
mod settle;
mod shown;
mod singletons;
mod trail;
mod typed;
mod unnamed;
mod values;
mod variants;
mod world;

use crate::corrections::Corrections;
use crate::diagnostics::{Code, Diagnostics};
use crate::docset::{ApiVersion, DocSet};
use crate::ir::Trail;
use crate::ir::edm::{Api, Edm};
use crate::ir::page::{Page, PageClass};
use crate::span::{FileId, Span};
use correct::Ledger;
use std::collections::BTreeSet;
use world::World;

/// Makes one API of the pages of each version, and reports the corrections that are of no use.
pub fn lower(
    docs: &DocSet,
    pages: &[Page],
    corrections: &Corrections,
    trail: Trail,
    diagnostics: &mut Diagnostics,
) -> Edm {
    let mut ledger = Ledger::new(corrections);
    let mut edm = Edm::default();
    for version in ApiVersion::ALL {
        let Some(api) = lower_version(docs, pages, version, trail, &mut ledger, diagnostics) else {
            continue;
        };
        if api.types.is_empty() && api.enums.is_empty() && api.operations.is_empty() {
            edm.without_api.extend(api.evidence);
        } else {
            edm.apis.push(api);
        }
    }
    ledger.report(diagnostics);
    edm
}

fn lower_version(
    docs: &DocSet,
    pages: &[Page],
    version: ApiVersion,
    trail: Trail,
    ledger: &mut Ledger<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Api> {
    let included: BTreeSet<FileId> =
        pages.iter().flat_map(|it| it.included.iter().copied()).collect();
    // A file without a title that pages include is a part of these, not a page of its own.
    let is_part = |it: &Page| {
        included.contains(&it.file) && it.title.is_none() && it.front_matter.title.is_none()
    };
    let mut pages: Vec<&Page> =
        pages.iter().filter(|it| it.version == version && !is_part(it)).collect();
    if pages.is_empty() {
        return None;
    }
    // Of several pages about one thing, the one named for the thing alone is the main one: `user` before `area-devices-user`.
    pages.sort_by_cached_key(|it| docs.file(it.file).stem().contains('-'));
    ledger.turn_to(version);
    let mut ignored = correct::ignore(docs, &pages, ledger, diagnostics);
    let left_out = std::mem::take(&mut ignored.evidence);
    let pages = ignored.of(&pages);
    let mut world = World::new(docs, &pages, trail, diagnostics);
    world.evidence = left_out;
    // What needs no type to be known is read while the types are being declared.
    let ((mut drafts, described), ()) = rayon::join(
        || (drafts::drafts(docs, &pages, trail), properties::described(&pages)),
        || {
            declare::types(&mut world);
            enums::tables(&mut world);
        },
    );
    enums::descriptions(&mut world, &described, &drafts);
    bases::bases(&mut world, &described);
    properties::properties(&mut world, described);
    enums::strings(&mut world);
    enums::plural_names(&mut world);
    correct::shapes(&mut world, ledger);
    kinds::kinds(&mut world);
    correct::kinds(&mut world, ledger);
    unnamed::arguments(&mut drafts);
    let mut operations = operations::operations(&mut world, drafts);
    correct::operations(&mut world, &mut operations, ledger);
    jobs::jobs(&mut world, &mut operations);
    settle::settle(&mut world, &operations);
    report_silent_pages(&mut world);
    Some(order::finish(world, version, operations))
}

/// Every page that adds nothing to the API is named.
fn report_silent_pages(world: &mut World<'_>) {
    let included: BTreeSet<FileId> =
        world.pages.iter().flat_map(|it| it.included.iter().copied()).collect();
    for &page in world.pages {
        contradicted_doc_type(world, page);
        let is_part = included.contains(&page.file);
        // Rows and samples of nothing are reported where they stand.
        let is_bare = page.properties.is_empty() && page.representations.is_empty();
        let may_be_silent =
            page.class == PageClass::Conceptual || page.class == PageClass::Resource && is_bare;
        if may_be_silent && !is_part && !world.declared_by.contains_key(&page.file) {
            let place = Span::new(page.file, 0..0);
            world.diagnostics.push(
                Code::PageWithoutFacts,
                place,
                "this page says nothing that belongs to the API",
            );
        }
    }
}

/// The front matter names the kind of page; its contents decide.
fn contradicted_doc_type(world: &mut World<'_>, page: &Page) {
    let Some(doc_type) = &page.front_matter.doc_type else { return };
    let said = match doc_type.value.trim_end_matches('_') {
        "resourcePageType" => PageClass::Resource,
        "apiPageType" => PageClass::Api,
        "enumPageType" | "enumTypes" => PageClass::Enumeration,
        "conceptualPageType" => PageClass::Conceptual,
        _ => return,
    };
    if said != page.class {
        let message = format!(
            "the front matter calls this `{}`, but it reads like a page of another kind",
            doc_type.value
        );
        world.diagnostics.push(Code::DocTypeContradicted, doc_type.span, message);
    }
}
