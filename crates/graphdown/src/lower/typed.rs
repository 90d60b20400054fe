//! The types in the operations of pages.
//!
//! Pages are read ahead. If one of them changes anything, those of them that come behind it are read a second time.

use super::ahead::{AHEAD, Ahead};
use super::drafts::{Draft, Drafts, last_word};
use super::operations::{Found, found};
use super::request::{Circumstances, body, parameters};
use super::response::{Witnesses, response};
use super::world::World;
use crate::ir::edm::{Method, Parameter, RequestBody, Response};
use crate::ir::page::{Page, Returns};
use crate::span::FileId;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What an operation carries.
pub(super) struct Typed {
    pub(super) response: Response,
    pub(super) request: RequestBody,
    pub(super) parameters: Vec<Parameter>,
}

/// The rows of Methods tables that lead to each API page.
type MethodIndex<'p> = BTreeMap<FileId, Vec<(&'p Page, &'p Returns)>>;

/// The operations of all pages, in the order of their drafts. The drafts, and what the sections of a page say, go with that: all of it
/// would be there at once otherwise.
pub(super) fn of_pages(world: &mut World<'_>, drafts: &mut [Drafts<'_>]) -> Vec<Found> {
    let methods = method_index(world);
    let count: usize = drafts.iter().map(|it| it.operations.len()).sum();
    // Operations are large, so the list of them has room for those that are told apart later.
    let mut all = Vec::with_capacity(count + count / 32);
    for (pages, drafts) in world.pages.chunks(AHEAD).zip(drafts.chunks_mut(AHEAD)) {
        let reader = &*world;
        let ahead = |(page, drafts): (&&Page, &Drafts<'_>)| {
            Ahead::of(reader, |reader| of_page(reader, &methods, page, drafts))
        };
        let ahead: Vec<Option<Ahead<Vec<Typed>>>> =
            pages.par_iter().zip(drafts.par_iter()).map(ahead).collect();
        let before = world.changes;
        let mut typed = Vec::with_capacity(pages.len());
        for ((page, drafts), ahead) in pages.iter().zip(&*drafts).zip(ahead) {
            let ahead = ahead.filter(|_| world.changes == before);
            typed.push(match ahead {
                Some(it) => it.accepted(world),
                None => of_page(world, &methods, page, drafts),
            });
        }
        for ((page, drafts), typed) in pages.iter().zip(&mut *drafts).zip(typed) {
            let operations = std::mem::take(&mut drafts.operations).into_iter().zip(typed);
            all.extend(operations.map(|it| found(page, drafts.lines, it)));
        }
        drafts.par_iter_mut().for_each(|it| it.sections = Vec::new());
    }
    all
}

fn method_index<'p>(world: &World<'p>) -> MethodIndex<'p> {
    let docs = world.docs;
    let rows = |page: &&'p Page| {
        let page = *page;
        page.methods.iter().filter_map(move |row| {
            let file = docs.resolve(row.span.file, &row.link.as_ref()?.path)?;
            Some((file, (page, &row.returns)))
        })
    };
    let mut index = MethodIndex::new();
    for (file, row) in world.pages.par_iter().flat_map_iter(rows).collect::<Vec<_>>() {
        index.entry(file).or_default().push(row);
    }
    index
}

fn of_page<'p>(
    world: &mut World<'_>,
    methods: &MethodIndex<'p>,
    page: &'p Page,
    drafts: &Drafts<'_>,
) -> Vec<Typed> {
    let methods = methods.get(&page.file).map_or(&[][..], Vec::as_slice);
    drafts.operations.iter().map(|it| typed(world, page, methods, drafts, it)).collect()
}

fn typed<'p>(
    world: &mut World<'_>,
    page: &'p Page,
    methods: &[(&'p Page, &'p Returns)],
    drafts: &Drafts<'_>,
    draft: &Draft,
) -> Typed {
    let Draft { method, path, line, words, subject, .. } = draft;
    let section = &drafts.sections[draft.section];
    let (kind, said, method, line) = (words.kind, &*section.said, *method, *line);
    let last = last_word(path);
    let is_content = matches!(last, "$value" | "content" | "contentStream");
    let witnesses =
        Witnesses { page, section: said, methods, method, kind, is_content, line, subject };
    let response = response(world, &witnesses);
    let circumstances = Circumstances {
        page,
        section: said,
        rows: &section.body_rows,
        method,
        kind,
        is_reference: last == "$ref",
        is_content,
        subject,
    };
    let request = body(world, &circumstances, &response);
    // Some pages list the arguments of a function as its request body.
    let arguments = section.body_rows.iter().filter(|_| method == Method::Get);
    let rows = section.path_rows.iter().chain(&section.query_rows).chain(arguments);
    Typed { response, request, parameters: parameters(world, page, rows) }
}

#[cfg(test)]
mod tests {
    use super::AHEAD;
    use crate::corrections::Corrections;
    use crate::diagnostics::{Code, Diagnostic, Diagnostics};
    use crate::docset::{DocSet, SourceFile};
    use crate::ir::Trail;
    use crate::ir::edm::{Api, ResponseBody, TypeTarget};
    use crate::lower::lower;
    use crate::read;

    /// A page about a path of its own, which answers with this type.
    fn page(number: usize, answer: &str) -> SourceFile {
        let text = format!(
            "# Get thing\n\n## HTTP request\n\n``` http\nGET /things{number}\n```\n\n## Response\n\nA `200 OK`.\n\n## Example\n\n\
             <!-- {{ \"blockType\": \"response\", \"@odata.type\": \"{answer}\" }} -->\n\
             ``` http\nHTTP/1.1 200 OK\n\n{{ \"id\": \"1\" }}\n```\n"
        );
        SourceFile::new(format!("v1.0/api/thing{number:04}-get.md"), text.as_bytes())
    }

    fn lowered(pages: Vec<SourceFile>) -> (Api, Vec<Diagnostic>) {
        let (docs, mut found) = (DocSet::new(pages), Diagnostics::default());
        let pages = read::read(&docs, Trail::Kept, &mut found);
        let edm = lower(&docs, &pages, &Corrections::default(), Trail::Kept, &mut found);
        (edm.apis.into_iter().next().unwrap(), found.into_sorted())
    }

    /// The names of the types that operations answer with, in the order of their paths.
    fn answers(api: &Api) -> Vec<String> {
        let answer = |body: ResponseBody| match body {
            ResponseBody::Single(ty) => match ty.target {
                TypeTarget::Structured(id) => api.structured_type(id).name.to_string(),
                other => format!("{other:?}"),
            },
            other => format!("{other:?}"),
        };
        api.operations.iter().map(|it| answer(it.response.body)).collect()
    }

    #[test]
    fn what_one_page_declares_is_known_to_all_behind_it() {
        let pages = (0..AHEAD * 2 + 1).map(|it| page(it, "microsoft.graph.unheardOf"));
        let (api, found) = lowered(pages.collect());
        assert!(answers(&api).iter().all(|it| it == "microsoft.graph.unheardOf"));
        assert_eq!((api.types.len(), api.operations.len()), (1, AHEAD * 2 + 1));
        let undocumented = found.iter().filter(|it| it.code == Code::UndocumentedType);
        let places: Vec<u32> = undocumented.map(|it| it.span.file.0).collect();
        assert_eq!(places, [0], "the first page alone is told of it");
    }

    #[test]
    fn what_a_page_declares_changes_what_later_pages_mean() {
        let gadget = "# gadget resource type\n\nNamespace: microsoft.graph.deep\n\n## Properties\n\n|Property|Type|Description|\n\
                      |:--|:--|:--|\n|id|String|The key.|\n";
        let pages = |first: &str| {
            let gadget = SourceFile::new("v1.0/resources/gadget.md", gadget.as_bytes());
            vec![gadget, page(1, first), page(2, "gadget")]
        };
        let only_one = lowered(pages("microsoft.graph.deep.gadget")).0;
        assert_eq!(answers(&only_one), ["microsoft.graph.deep.gadget"; 2]);
        // With two of that name the second page means neither.
        let two = lowered(pages("contoso.things.gadget")).0;
        assert_eq!(answers(&two), ["contoso.things.gadget", "microsoft.graph.gadget"]);
    }
}
