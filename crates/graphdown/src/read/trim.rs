//! Gives back the memory that lists have beyond what is in them: all pages are there at once, and a list that grew to one entry has
//! room for four.

use crate::ir::page::{EnumTable, ExampleBlock, OperationSection, Page};

/// Trims the lists of a page that was read.
pub(super) fn trim(page: &mut Page) {
    page.introduction.shrink_to_fit();
    page.properties.shrink_to_fit();
    page.methods.shrink_to_fit();
    page.enums.iter_mut().for_each(|EnumTable { members, .. }| members.shrink_to_fit());
    page.representations.shrink_to_fit();
    page.links.shrink_to_fit();
    page.anchors.shrink_to_fit();
    page.links_to_places.shrink_to_fit();
    page.items.shrink_to_fit();
    page.operations.shrink_to_fit();
    page.operations.iter_mut().for_each(operation);
}

fn operation(it: &mut OperationSection) {
    it.request_lines.shrink_to_fit();
    it.headers.shrink_to_fit();
    it.query_parameters.shrink_to_fit();
    it.path_parameters.shrink_to_fit();
    it.body.text.shrink_to_fit();
    it.body.rows.shrink_to_fit();
    it.response.text.shrink_to_fit();
    it.response.types.shrink_to_fit();
    it.examples.shrink_to_fit();
    it.examples.iter_mut().for_each(example);
}

fn example(it: &mut ExampleBlock) {
    it.headers.shrink_to_fit();
    it.header_spans.shrink_to_fit();
}
