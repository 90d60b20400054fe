//! What each stage knows, as short text: one fact per line, with the line of the page it stands on. For snapshots and for looking.

mod edm;
mod page;
mod rust;
mod words;

use crate::corrections::Corrections;
use crate::diagnostics::Diagnostics;
use crate::docset::DocSet;
use crate::generate;
use crate::ir::Trail;
use crate::read;
use crate::settings::Settings;
use crate::span::Span;

/// What to show of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// What the pages say.
    Page,
    /// What the API is.
    Edm,
    /// What the Rust looks like.
    Rust,
    /// What was found wrong or odd, in all stages.
    Diagnostics,
}

/// The facts of one stage of a run over `docs` with default settings and the corrections of the set; if these cannot be read, why.
pub fn dump(docs: &DocSet, stage: Stage) -> String {
    let settings = match Corrections::read(docs) {
        Ok(corrections) => Settings { corrections, ..Settings::default() },
        Err(error) => return error.to_string(),
    };
    let mut diagnostics = Diagnostics::default();
    match stage {
        Stage::Page => page::pages(docs, &read::read(docs, Trail::Kept, &mut diagnostics)),
        Stage::Edm => edm::edm(docs, &generate::understand(docs, &settings, &mut diagnostics).edm),
        Stage::Rust => {
            let edm = generate::understand(docs, &settings, &mut diagnostics).edm;
            rust::rust(&generate::plan(docs, &edm, &settings, &mut diagnostics))
        }
        Stage::Diagnostics => {
            let found = generate::generate(docs, &settings).diagnostics;
            found.iter().map(|it| it.one_line(docs) + "\n").collect()
        }
    }
}

/// The line a place begins on.
fn line(docs: &DocSet, span: Span) -> usize {
    docs.file(span.file).line_column(span.start as usize).0
}

/// The first words of a text, for lines that must stay short.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}
