//! Everything that the pages of the site look up: who is where, and what was found in which file.

use crate::Report;
use crate::address::Addresses;
use graphdown::diagnostics::{Diagnostic, Severity};
use graphdown::ir::Text;
use graphdown::ir::edm::{Api, EnumId, Operation, TypeId, TypeTarget, TypeUse};
use graphdown::span::{FileId, Span};
use graphdown::{Account, PageHead};
use std::collections::BTreeMap;

/// The area of pages that name none.
pub(crate) const NO_AREA: &str = "no area stated";

/// A report with the addresses of everything in it.
pub(crate) struct Model<'a> {
    pub(crate) report: Report<'a>,
    /// Every file, in the order of the set.
    pub(crate) pages: Vec<FilePage<'a>>,
    pub(crate) apis: Vec<ApiPages<'a>>,
    /// By name, as `ms.prod` has it.
    pub(crate) areas: BTreeMap<&'a str, Area>,
}

/// A file of the documentation and its page on the site.
pub(crate) struct FilePage<'a> {
    pub(crate) file: FileId,
    pub(crate) address: String,
    pub(crate) head: Option<&'a PageHead>,
    pub(crate) findings: Vec<&'a Diagnostic>,
    pub(crate) account: Account,
    /// Types, enums and operations that the file states: version, kind and index.
    pub(crate) states: Vec<(usize, Thing)>,
}

/// What has a page of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thing {
    Type(usize),
    Enum(usize),
    Operation(usize),
}

/// The addresses of one version; lists are in the order of those in [`Api`].
pub(crate) struct ApiPages<'a> {
    pub(crate) api: &'a Api,
    pub(crate) types: Vec<String>,
    pub(crate) enums: Vec<String>,
    pub(crate) operations: Vec<String>,
    /// By name: the address, and for each operation that lists it the index and the columns of the permission table.
    pub(crate) permissions: BTreeMap<&'a str, PermissionPage>,
}

/// A permission: where its page is, and what it allows.
#[derive(Default)]
pub(crate) struct PermissionPage {
    pub(crate) address: String,
    pub(crate) operations: BTreeMap<usize, [bool; 3]>,
}

/// An area of the product.
#[derive(Default)]
pub(crate) struct Area {
    pub(crate) address: String,
    /// Indexes into [`Model::pages`].
    pub(crate) pages: Vec<usize>,
    /// Version and index.
    pub(crate) types: Vec<(usize, usize)>,
    pub(crate) operations: Vec<(usize, usize)>,
}

impl<'a> Model<'a> {
    pub(crate) fn new(report: Report<'a>) -> Self {
        let mut addresses = Addresses::default();
        let apis: Vec<_> =
            report.ir.edm.apis.iter().map(|it| ApiPages::new(it, &mut addresses)).collect();
        let mut pages = pages(report, &mut addresses);
        for (version, api) in apis.iter().enumerate() {
            let types = api.api.types.iter().enumerate();
            let types = types.map(|(at, it)| (Thing::Type(at), &it.sources));
            let enums = api.api.enums.iter().enumerate();
            let enums = enums.map(|(at, it)| (Thing::Enum(at), &it.sources));
            let operations = api.api.operations.iter().enumerate();
            let operations = operations.map(|(at, it)| (Thing::Operation(at), &it.sources));
            for (thing, sources) in types.chain(enums).chain(operations) {
                for source in sources {
                    // The corrections come behind the pages and have none of their own.
                    if let Some(page) = pages.get_mut(source.file.0 as usize) {
                        page.states.push((version, thing));
                    }
                }
            }
        }
        for page in &mut pages {
            page.states.sort();
            page.states.dedup();
        }
        let areas = areas(&pages, &apis, &mut addresses);
        Model { report, pages, apis, areas }
    }

    /// The page of a file, if it has one.
    pub(crate) fn page(&self, file: FileId) -> Option<&FilePage<'a>> {
        self.pages.get(file.0 as usize)
    }

    /// Path and line of a place, and the address where the site shows it.
    pub(crate) fn place(&self, span: Span) -> (String, Option<String>) {
        let file = self.report.ir.docs.file(span.file);
        let (line, _) = file.line_column(span.start as usize);
        let address = self.page(span.file).map(|it| format!("{}#L{line}", it.address));
        (format!("{}:{line}", file.path), address)
    }
}

impl ApiPages<'_> {
    fn new<'a>(api: &'a Api, addresses: &mut Addresses) -> ApiPages<'a> {
        let version = api.version.as_str();
        let mut take =
            |folder: &str, name: String| addresses.take(&format!("{version}/{folder}"), &name);
        let types = api.types.iter().map(|it| take("types", it.name.to_string())).collect();
        let enums = api.enums.iter().map(|it| take("enums", it.name.to_string())).collect();
        let operations = api.operations.iter().map(|it| take("operations", call(it))).collect();
        let mut permissions: BTreeMap<&str, PermissionPage> = BTreeMap::new();
        for (index, it) in api.operations.iter().enumerate() {
            for (column, list) in columns(it).into_iter().enumerate() {
                for name in list.unwrap_or_default() {
                    let page = permissions.entry(name).or_default();
                    page.operations.entry(index).or_default()[column] = true;
                }
            }
        }
        for (name, page) in &mut permissions {
            page.address = take("permissions", (*name).to_owned());
        }
        ApiPages { api, types, enums, operations, permissions }
    }

    /// The name of a type without its namespace, and where it is explained.
    pub(crate) fn type_use(&self, it: TypeUse) -> (String, Option<&str>) {
        match it.target {
            TypeTarget::Primitive(it) => (it.edm_name().to_owned(), None),
            TypeTarget::Structured(TypeId(id)) => {
                (self.api.types[id as usize].name.name.to_string(), Some(&self.types[id as usize]))
            }
            TypeTarget::Enum(EnumId(id)) => {
                (self.api.enums[id as usize].name.name.to_string(), Some(&self.enums[id as usize]))
            }
            TypeTarget::Untyped => ("any JSON".to_owned(), None),
        }
    }
}

/// Verb and path.
pub(crate) fn call(it: &Operation) -> String {
    format!("{} {}", it.method, it.path)
}

/// The names of the columns of a permission table.
pub(crate) const COLUMNS: [&str; 3] =
    ["Delegated, work or school account", "Delegated, personal account", "Application"];

/// The permissions of an operation, in the order of [`COLUMNS`].
pub(crate) fn columns(it: &Operation) -> [Option<&[Text]>; 3] {
    let all = it.permissions.as_ref();
    [
        all.and_then(|it| it.delegated_work.as_deref()),
        all.and_then(|it| it.delegated_personal.as_deref()),
        all.and_then(|it| it.application.as_deref()),
    ]
}

/// How many findings there are of each severity: errors, warnings, notes.
pub(crate) fn by_severity<'a>(found: impl IntoIterator<Item = &'a &'a Diagnostic>) -> [usize; 3] {
    let mut counts = [0; 3];
    for it in found {
        counts[it.severity as usize] += 1;
    }
    counts
}

/// All severities, the worst first.
pub(crate) const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

fn pages<'a>(report: Report<'a>, addresses: &mut Addresses) -> Vec<FilePage<'a>> {
    let docs = &report.ir.docs;
    let mut accounts = report.ir.accounts_by_file();
    let heads: BTreeMap<FileId, &PageHead> =
        report.ir.pages.iter().map(|it| (it.file, it)).collect();
    let mut pages: Vec<FilePage<'_>> = docs
        .ids()
        .map(|file| {
            let path = docs.file(file).path.as_str();
            let path = path.strip_suffix(".md").unwrap_or(path);
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let folder = folder.split('/').filter(|it| !it.is_empty()).map(crate::address::part);
            let folder = ["pages".to_owned()].into_iter().chain(folder).collect::<Vec<_>>();
            FilePage {
                file,
                address: addresses.take(&folder.join("/"), name),
                head: heads.get(&file).copied(),
                findings: Vec::new(),
                account: accounts.remove(&file).unwrap_or_default(),
                states: Vec::new(),
            }
        })
        .collect();
    for it in report.diagnostics {
        if let Some(page) = pages.get_mut(it.span.file.0 as usize) {
            page.findings.push(it);
        }
    }
    pages
}

fn areas<'a>(
    pages: &[FilePage<'a>],
    apis: &[ApiPages<'_>],
    addresses: &mut Addresses,
) -> BTreeMap<&'a str, Area> {
    let mut areas: BTreeMap<&str, Area> = BTreeMap::new();
    for (index, page) in pages.iter().enumerate() {
        let area = areas.entry(area_of(page)).or_default();
        area.pages.push(index);
        for (version, thing) in &page.states {
            // What several pages state belongs to the area of the first.
            let api = apis[*version].api;
            match *thing {
                Thing::Type(at) if api.types[at].sources[0].file == page.file => {
                    area.types.push((*version, at));
                }
                Thing::Operation(at) if api.operations[at].sources[0].file == page.file => {
                    area.operations.push((*version, at));
                }
                _ => {}
            }
        }
    }
    for (name, area) in &mut areas {
        area.address = addresses.take("areas", name);
        area.types.sort();
        area.operations.sort();
    }
    areas
}

/// The area that a page names.
pub(crate) fn area_of<'a>(page: &FilePage<'a>) -> &'a str {
    let name = page.head.and_then(|it| it.area.as_deref()).map(str::trim);
    name.filter(|it| !it.is_empty()).unwrap_or(NO_AREA)
}
