//! A documentation set as a static site for people to look at: what is in it by area of the product, every page with the findings about
//! it, a page per type, operation and permission with the places that state them, and what changed against another set.
//!
//! The site needs no network and no server. Words of the documentation are text in it and never anything else: maud's templates escape
//! all that is not a template, addresses are made of letters that mean nothing, and the pages forbid scripts that are not the site's own.
//!
//! [`site`] is pure: the same input gives the same bytes. [`graphdown::write_site`] writes them.

mod address;
mod area;
mod changes;
mod enums;
mod findings;
mod frame;
mod index;
mod model;
mod operation;
mod overview;
mod permission;
mod prose;
mod source;
mod types;

use graphdown::Ir;
use graphdown::diagnostics::Diagnostic;
use graphdown::diff::Difference;
use model::Model;
use rayon::prelude::*;

/// What the site is about.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The heading of the site.
    pub title: &'a str,
    /// The documentation.
    pub ir: &'a Ir,
    /// What is wrong in it, sorted by place.
    pub diagnostics: &'a [Diagnostic],
    /// The changes since another set, and what that one is called.
    pub against: Option<(&'a Difference, &'a str)>,
}

/// The files of the site: path below its folder and text, sorted by path. `index.html` is the first page.
pub fn site(report: &Report<'_>) -> Vec<(String, String)> {
    let model = Model::new(*report);
    let mut files = vec![
        ("assets/report.css".to_owned(), include_str!("../assets/report.css").to_owned()),
        ("assets/search.js".to_owned(), include_str!("../assets/search.js").to_owned()),
        ("assets/icon.svg".to_owned(), include_str!("../assets/icon.svg").to_owned()),
        ("assets/index.js".to_owned(), index::script(&model)),
        overview::page(&model),
    ];
    files.extend(findings::pages(&model));
    files.extend(area::pages(&model));
    files.extend(types::lists(&model));
    files.extend(permission::pages(&model));
    files.extend(changes::page(&model));
    files.par_extend(model.pages.par_iter().map(|it| source::page(&model, it)));
    for api in &model.apis {
        let count = |length: usize| (0..length).into_par_iter();
        files.par_extend(count(api.api.types.len()).map(|it| types::page(&model, api, it)));
        files.par_extend(count(api.api.enums.len()).map(|it| enums::page(&model, api, it)));
        let operations = count(api.api.operations.len());
        files.par_extend(operations.map(|it| operation::page(&model, api, it)));
    }
    files.sort();
    files
}
