//! Arguments of functions whose names a page leaves out.
//!
//! No service knows a call `range(A1)`. Where a page writes `range(<address>)`, and another one `range(address='<address>')`, the word in
//! the brackets is the argument's name, and both are one path.

use super::drafts::Drafts;
use super::path::normalized;
use crate::diagnostics::Code;
use crate::ir::edm::{Argument, ArgumentValue, PathTemplate, Segment};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// By function and argument in lower case: how pages write the argument, and whether its value stands in quotes.
type Known = BTreeMap<(String, String), (String, bool)>;

/// Names these arguments, if the function has this one argument wherever it is named.
pub(super) fn arguments(drafts: &mut [Drafts<'_>]) {
    let known = known(drafts);
    drafts.par_iter_mut().for_each(|it| {
        let mut keys = BTreeMap::new();
        for draft in it.operations.iter_mut().filter(|it| lacks_name(&it.path)) {
            let spelling = draft.path.to_string();
            if let Some(argument) = complete(&mut draft.path, &known) {
                let message = format!(
                    "`{} {spelling}` does not name its argument, which other pages call `{argument}`",
                    draft.method
                );
                it.findings.push(Code::OperationContradiction, draft.line, message);
                let key = normalized(&draft.path);
                keys.insert(std::mem::replace(&mut draft.key, key.clone()), key);
            }
        }
        for (_, key) in &mut it.spellings {
            if let Some(complete) = keys.get(key) {
                key.clone_from(complete);
            }
        }
    });
}

fn lacks_name(path: &PathTemplate) -> bool {
    let lacks = |it: &Segment| match it {
        Segment::Call { arguments, .. } => arguments.iter().any(|it| it.name.is_none()),
        _ => false,
    };
    path.segments.iter().any(lacks)
}

fn known(drafts: &[Drafts<'_>]) -> Known {
    let named = |segment: &Segment| {
        let Segment::Call { name, arguments } = segment else { return None };
        let [Argument { name: Some(argument), value: ArgumentValue::Parameter { quoted, .. } }] =
            &arguments[..]
        else {
            return None;
        };
        Some(((name.to_lowercase(), argument.to_lowercase()), (argument.to_string(), *quoted)))
    };
    let of_page = |it: &Drafts<'_>| {
        let segments = it.operations.iter().flat_map(|it| &it.path.segments);
        segments.filter_map(named).collect::<Vec<_>>()
    };
    let mut known = Known::new();
    for (key, (argument, quoted)) in drafts.par_iter().flat_map_iter(of_page).collect::<Vec<_>>() {
        known.entry(key).or_insert_with(|| (argument, false)).1 |= quoted;
    }
    known
}

/// The last argument that got a name.
fn complete<'k>(path: &mut PathTemplate, known: &'k Known) -> Option<&'k str> {
    let mut named = None;
    for segment in &mut path.segments {
        let Segment::Call { name, arguments } = segment else { continue };
        if let [
            Argument { name: unnamed @ None, value: ArgumentValue::Parameter { index, quoted } },
        ] = &mut arguments[..]
            && let Some(word) = path.parameters.get(*index)
            && let Some((argument, is_quoted)) =
                known.get(&(name.to_lowercase(), word.documented.to_lowercase()))
        {
            (*unnamed, *quoted) = (Some(argument.as_str().into()), *quoted || *is_quoted);
            named = Some(argument.as_str());
        }
    }
    named
}
