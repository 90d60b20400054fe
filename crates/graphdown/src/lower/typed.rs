//! The types in the operations of pages.
//!
//! What a name means depends on what the pages before have declared. But nearly all pages name what is known already, so pages are read
//! ahead in parallel, some at a time, by readers that declare nothing; what a reader found counts if nothing was declared since.

use super::drafts::{Draft, Drafts, last_word};
use super::request::{Circumstances, body, parameters};
use super::response::{Witnesses, response};
use super::world::World;
use crate::diagnostics::Diagnostics;
use crate::ir::edm::{Aspect, Evidence, Method, Parameter, RequestBody, Response, Subject};
use crate::ir::page::{Page, Returns};
use crate::span::FileId;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How many pages are read ahead. If one of them declares something, those of them that come behind it are read a second time.
const AHEAD: usize = 128;

/// What an operation carries.
pub(super) struct Typed {
    pub(super) response: Response,
    pub(super) request: RequestBody,
    pub(super) parameters: Vec<Parameter>,
}

/// The rows of Methods tables that lead to each API page.
type MethodIndex<'p> = BTreeMap<FileId, Vec<(&'p Page, &'p Returns)>>;

/// The operations of each page, in the order of their drafts.
pub(super) fn of_pages(world: &mut World<'_>, drafts: &[Drafts<'_>]) -> Vec<Vec<Typed>> {
    let methods = method_index(world);
    let pages: Vec<(&Page, &Drafts<'_>)> = world.pages.iter().copied().zip(drafts).collect();
    let mut all = Vec::with_capacity(pages.len());
    for pages in pages.chunks(AHEAD) {
        let reader = &*world;
        let ahead: Vec<Option<Ahead>> =
            pages.par_iter().map(|it| Ahead::of_page(reader, &methods, *it)).collect();
        let before = world.changes;
        for (page, ahead) in pages.iter().zip(ahead) {
            let ahead = ahead.filter(|_| world.changes == before);
            all.push(match ahead {
                Some(it) => it.accepted(world),
                None => of_page(world, &methods, *page),
            });
        }
    }
    all
}

/// What a reader found on a page, and what it noted.
struct Ahead {
    typed: Vec<Typed>,
    diagnostics: Diagnostics,
    evidence: Vec<Evidence>,
    reasons: BTreeMap<(Subject, Aspect), &'static str>,
}

impl Ahead {
    /// `None` if the page declares something.
    fn of_page<'p>(
        world: &World<'_>,
        methods: &MethodIndex<'p>,
        page: (&'p Page, &Drafts<'_>),
    ) -> Option<Ahead> {
        let mut diagnostics = Diagnostics::default();
        let mut reader = world.reader(&mut diagnostics);
        let typed = of_page(&mut reader, methods, page);
        let World { changes, evidence, reasons, .. } = reader;
        (changes == 0).then_some(Ahead { typed, diagnostics, evidence, reasons })
    }

    fn accepted(self, world: &mut World<'_>) -> Vec<Typed> {
        world.diagnostics.append(self.diagnostics);
        world.evidence.extend(self.evidence);
        world.reasons.extend(self.reasons);
        self.typed
    }
}

fn method_index<'p>(world: &World<'p>) -> MethodIndex<'p> {
    let mut index = MethodIndex::new();
    for page in world.pages {
        for row in &page.methods {
            let Some(link) = &row.link else { continue };
            if let Some(file) = world.docs.resolve(row.span.file, &link.path) {
                index.entry(file).or_default().push((page, &row.returns));
            }
        }
    }
    index
}

fn of_page<'p>(
    world: &mut World<'_>,
    methods: &MethodIndex<'p>,
    (page, drafts): (&'p Page, &Drafts<'_>),
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
    let in_query = section.query_rows.iter().filter(|it| !it.name().starts_with('$'));
    let rows = section.path_rows.iter().chain(in_query).chain(arguments);
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
