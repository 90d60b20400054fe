//! Any lines are request lines or none; and so they are in a code block on a page.
#![no_main]

#[path = "shared/page.rs"]
mod page;

use graphdown::read::fuzzing;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    fuzzing::request_lines(text);
    page::check(&format!("# a\n\nNamespace: microsoft.graph\n\n## HTTP request\n```http\n{text}\n```\n\n## Response\n`200 OK`\n"));
});
