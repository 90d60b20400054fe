//! The figures of `graphdown verify`, for people and for programs.

use graphdown::verify::{Stats, VersionStats};
use serde_json::{Map, Value, json as object};
use std::fmt::Write;

/// What matches and what fits, and a line per code that was found.
pub(crate) fn text(stats: &Stats) -> String {
    let mut text = String::new();
    for (version, it) in &stats.versions {
        let _ = writeln!(text, "{version}: {} pages with examples", it.pages);
        let rows = [
            ("requests", it.requests, 0, "all"),
            ("", it.matched, it.requests, "call one documented operation"),
            ("", it.matched - it.matched_on_page, it.requests, "... of another page"),
            ("", it.elsewhere, it.requests, "call something else"),
            ("", it.diagnosed, it.requests, "call none, and a finding says why"),
            ("", it.unexplained, it.requests, "call none, unexplained"),
            ("request bodies", it.request_bodies, 0, "all that are JSON"),
            ("", it.request_bodies_fit, it.request_bodies, "fit"),
            ("responses", it.responses, 0, "all"),
            ("response bodies", it.response_bodies, 0, "all that are JSON, of known operations"),
            ("", it.response_bodies_fit, it.response_bodies, "fit"),
            (
                "",
                it.response_bodies_mended,
                it.response_bodies,
                "fit but for notes, such as a `value` around one object",
            ),
            (
                "",
                it.response_bodies_diagnosed,
                it.response_bodies,
                "do not fit, and a finding says why",
            ),
            ("", it.response_bodies_unchecked, 0, "more, of operations that are not known"),
        ];
        for (name, number, sum, what) in rows {
            let share = if sum == 0 {
                String::new()
            } else {
                format!("{:.2} %", 100.0 * number as f64 / sum as f64)
            };
            let _ = writeln!(text, "  {name:<16} {number:>6} {share:>8}  {what}");
        }
        for ((code, fault), number) in &it.findings {
            let (severity, name) = (code.severity().as_str(), code.name());
            let _ =
                writeln!(text, "  {number:>6}  {code} {severity:<8} {name:<26} {}", fault.as_str());
        }
    }
    text
}

/// One object and a line break, with a key `examples` that tells it from a finding.
pub(crate) fn json(stats: &Stats) -> String {
    let versions: Map<String, Value> = stats
        .versions
        .iter()
        .map(|(version, it)| (version.as_str().to_owned(), version_json(it)))
        .collect();
    format!("{}\n", object!({ "examples": versions }))
}

fn version_json(it: &VersionStats) -> Value {
    let findings: Vec<Value> = it
        .findings
        .iter()
        .map(|((code, fault), number)| {
            object!({ "code": code.as_str(), "fault": fault.as_str(), "number": number })
        })
        .collect();
    object!({
        "pages": it.pages,
        "requests": {
            "all": it.requests, "matched": it.matched, "matched_on_page": it.matched_on_page,
            "elsewhere": it.elsewhere, "diagnosed": it.diagnosed, "unexplained": it.unexplained,
        },
        "request_bodies": { "all": it.request_bodies, "fit": it.request_bodies_fit },
        "responses": it.responses,
        "response_bodies": {
            "all": it.response_bodies, "fit": it.response_bodies_fit,
            "mended": it.response_bodies_mended, "diagnosed": it.response_bodies_diagnosed,
            "unchecked": it.response_bodies_unchecked,
        },
        "findings": findings,
    })
}
