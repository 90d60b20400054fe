//! The documentation's own examples are the tests: every request and response that a page shows is held against what the pages say.
//!
//! ```text
//! pages → examples (pairs) → matching (the operation each one calls) → request, response, value (findings) → blame
//! ```
//!
//! [`Ir::verify`](crate::Ir::verify) is the way in. Nothing here decides about the API; where an example and the rest of the pages
//! contradict each other, a [`Finding`] says so, and who is at [`Fault`].

pub use baseline::{Baseline, Compared};
pub use examples::{Called, Example, Match};
pub use stats::{Stats, VersionStats};

mod alias;
mod baseline;
mod blame;
mod body;
mod checking;
mod examples;
mod formats;
mod matching;
mod names;
mod request;
mod response;
pub mod serve;
mod stats;
mod url;
mod value;

pub(crate) use examples::pairs;

use crate::diagnostics::Diagnostic;
use crate::ir::edm::Edm;
use checking::Check;
use matching::Paths;
use names::Names;

/// Every example of a documentation set, and what is wrong with them.
#[derive(Debug, Default)]
pub struct Verification {
    /// The examples, by page and place.
    pub examples: Vec<Example>,
    /// The findings, by example and place.
    pub findings: Vec<Finding>,
    /// Comments on the pages that allow findings about examples where there are none. [`Ir::verify`](crate::Ir::verify) fills it in.
    pub comments: Vec<Diagnostic>,
}

/// A contradiction between an example and the rest of the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which example: index into [`Verification::examples`].
    pub example: usize,
    /// Which side of it.
    pub part: Part,
    /// Where in a body, from its root: `/value/0/start`. Empty for the rest.
    pub path: String,
    /// Who is at fault.
    pub fault: Fault,
    /// What was found, and where.
    pub diagnostic: Diagnostic,
}

/// The sides of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Verb and URL.
    Target,
    /// Request headers.
    Headers,
    /// The body that is sent.
    RequestBody,
    /// The status line of the response.
    Status,
    /// The body that comes back.
    ResponseBody,
}

impl Part {
    /// The part in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Target => "target",
            Part::Headers => "headers",
            Part::RequestBody => "request body",
            Part::Status => "status",
            Part::ResponseBody => "response body",
        }
    }
}

/// Who is at fault if an example does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// No page says what the example shows.
    Documentation,
    /// A page says what the example shows, and the bindings follow another one that contradicts it.
    Bindings,
}

impl Fault {
    /// `documentation` or `bindings`.
    pub fn as_str(self) -> &'static str {
        match self {
            Fault::Documentation => "documentation",
            Fault::Bindings => "bindings",
        }
    }
}

/// Finds the operation that each of `examples` calls, and holds the example against it.
pub(crate) fn verify(edm: &Edm, mut examples: Vec<Example>) -> Verification {
    let mut findings = Vec::new();
    for api in &edm.apis {
        let (paths, names) = (Paths::new(api), Names::new(api));
        for (index, example) in examples.iter_mut().enumerate() {
            if example.version == api.version {
                let mut check = Check::new(api, &names, index);
                check.example(&paths, example);
                findings.extend(check.findings);
            }
        }
    }
    findings.sort_by(|a, b| (a.example, &a.diagnostic).cmp(&(b.example, &b.diagnostic)));
    findings.dedup();
    Verification { examples, findings, comments: Vec::new() }
}
