//! Rows of tables: properties, parameters, methods, enumeration members.

use super::columns::{Columns, columns};
use super::inline::{Definitions, links, plain, trim, with_inline_links};
use super::prose;
use super::table::{Row, Table};
use super::type_cell::type_cell;
use crate::diagnostics::{Code, Diagnostics, Edit, Fix};
use crate::ir::Text;
use crate::ir::page::{
    MemberRow, MethodRow, ParameterRow, PropertyRow, PropertyTable, Returns, TypeExpression,
};
use crate::span::{FileId, Span, Spanned};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// A table with all that is needed to read its rows.
pub(super) struct Rows<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a Arc<String>,
    pub(super) table: &'a Table,
    pub(super) columns: Columns,
    definitions: &'a Definitions,
}

impl<'a> Rows<'a> {
    pub(super) fn new(
        file: FileId,
        text: &'a Arc<String>,
        table: &'a Table,
        definitions: &'a Definitions,
    ) -> Self {
        Rows { file, text, table, columns: columns(text, table, definitions), definitions }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, range.clone())
    }

    fn cell<'r>(&self, row: &'r Row, column: Option<usize>) -> Option<&'r Range<usize>> {
        row.cells.get(column?)
    }

    fn words(&self, range: &Range<usize>) -> Cow<'a, str> {
        plain(&self.text[range.clone()], self.definitions)
    }

    /// The rows that say something: not the headings inside of the table.
    fn real_rows(&self, diagnostics: &mut Diagnostics) -> impl Iterator<Item = &'a Row> + use<'a> {
        for row in self.table.rows.iter().filter(|it| !it.is_group) {
            if let Some(count) = row.odd_count {
                let message =
                    format!("this row has {count} cells, its header {}", self.table.header.len());
                diagnostics.push(Code::RowCellCount, self.span(&row.range), message);
            } else if let Some(end) = row.open_end {
                let edit = Edit { span: self.span(&(end..end)), text: " |".to_owned() };
                let fix = Fix { says: "close the row".to_owned(), edits: vec![edit] };
                let says = "this row does not end with a vertical bar";
                diagnostics.push_fixed(Code::RowWithoutEnd, self.span(&row.range), says, Some(fix));
            }
        }
        self.table.rows.iter().filter(|it| !it.is_group)
    }

    fn name(&self, row: &Row, diagnostics: &mut Diagnostics) -> Option<(Spanned<Text>, bool)> {
        let cell = self.cell(row, Some(self.columns.name))?;
        let words = self.words(cell);
        let has_remark = words.contains('(');
        let deprecated = has_remark && words.to_lowercase().contains("(deprecated)");
        let name = if has_remark { words.split(" (").next().unwrap_or("") } else { &*words };
        let name = trim(trim(name).trim_end_matches('*'));
        let name = trim(name.strip_suffix("(deprecated)").unwrap_or(name));
        if name.is_empty() {
            diagnostics.push(
                Code::RowWithoutName,
                self.span(&row.range),
                "this row has no name in its first column",
            );
            return None;
        }
        Some((Spanned::new(name.into(), self.span(cell)), deprecated))
    }

    /// The words of the first cell of each row.
    pub(super) fn first_cells(&self) -> impl Iterator<Item = Cow<'a, str>> {
        self.table.rows.iter().filter_map(|it| it.cells.first()).map(|it| self.words(it))
    }

    fn description(&self, row: &Row) -> Spanned<Text> {
        match self.cell(row, self.columns.description) {
            Some(cell) => Spanned::new(
                with_inline_links(self.text, &self.text[cell.clone()], self.definitions),
                self.span(cell),
            ),
            None => {
                Spanned::new(Text::default(), Span::new(self.file, row.range.end..row.range.end))
            }
        }
    }

    fn ty(&self, row: &Row, column: Option<usize>) -> Option<TypeExpression> {
        type_cell(self.text, self.span(self.cell(row, column)?), self.definitions)
    }

    pub(super) fn properties(
        &self,
        table: PropertyTable,
        heading: Option<&Text>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<PropertyRow> {
        // A second column without a title of its own is still the type.
        let ty_column = self.columns.ty.or_else(|| {
            (self.table.header.len() >= 3 && self.columns.has_known_name()).then_some(1)
        });
        if ty_column.is_none() {
            // A table of something else: constants, an overview of properties told elsewhere.
            return Vec::new();
        }
        let mut rows = Vec::with_capacity(self.table.rows.len());
        for row in self.real_rows(diagnostics) {
            let Some((name, deprecated)) = self.name(row, diagnostics) else { continue };
            if name.value.contains(char::is_whitespace) {
                diagnostics.push(
                    Code::RowWithoutName,
                    name.span,
                    format!("\"{}\" is no property name", name.value),
                );
                continue;
            }
            let ty = self.ty(row, ty_column);
            if ty.is_none() {
                let cell = self.cell(row, ty_column).unwrap_or(&row.range);
                diagnostics.push(
                    Code::UnreadableType,
                    self.span(cell),
                    format!("the type of `{}` cannot be read", name.value),
                );
            }
            rows.push(PropertyRow {
                table,
                heading: heading.cloned(),
                name,
                ty,
                description: self.description(row),
                deprecated,
                span: self.span(&row.range),
            });
        }
        rows
    }

    /// True if the table can hold properties: it has a column for types, or one that can only be that.
    pub(super) fn may_be_properties(&self) -> bool {
        self.columns.ty.is_some() || (self.table.header.len() >= 3 && self.columns.has_known_name())
    }

    pub(super) fn parameters(&self, diagnostics: &mut Diagnostics) -> Vec<ParameterRow> {
        // In body tables `Name | Value | Description` the "value" is the type.
        let ty_column = self.columns.ty.or(self.columns.value);
        let mut rows = Vec::with_capacity(self.table.rows.len());
        for row in self.real_rows(diagnostics) {
            let Some((name, _)) = self.name(row, diagnostics) else { continue };
            let required =
                self.cell(row, self.columns.required).and_then(|it| yes_or_no(&self.words(it)));
            let description = self.description(row);
            rows.push(ParameterRow {
                name,
                ty: self.ty(row, ty_column),
                required,
                description,
                span: self.span(&row.range),
            });
        }
        rows
    }

    pub(super) fn methods(&self, diagnostics: &mut Diagnostics) -> Vec<MethodRow> {
        let ty_column = self.columns.ty.or_else(|| (self.table.header.len() >= 3).then_some(1));
        let mut rows = Vec::with_capacity(self.table.rows.len());
        for row in self.real_rows(diagnostics) {
            let Some((name, _)) = self.name(row, diagnostics) else { continue };
            let cell = &row.cells[self.columns.name];
            let link = links(&self.text[cell.clone()], self.definitions).next().map(|it| it.link());
            let returns = self.returns(row, ty_column);
            rows.push(MethodRow { name, link, returns, span: self.span(&row.range) });
        }
        rows
    }

    fn returns(&self, row: &Row, column: Option<usize>) -> Returns {
        let Some(cell) = self.cell(row, column) else { return Returns::Unstated };
        let words = self.words(cell).to_lowercase();
        if matches!(words.trim_matches(['.', ' ']), "none" | "no content" | "nothing" | "void") {
            return Returns::Nothing;
        }
        let end = prose::place_of(" or ", &words).unwrap_or(words.len());
        let words = words[..end].trim();
        if matches!(words, "none" | "location header") {
            return Returns::Nothing;
        }
        // "json object" and the like say no more than that there is an answer.
        let is_vague = |it: &TypeExpression| it.link.is_none() && it.name == "Json";
        type_cell(self.text, self.span(cell), self.definitions)
            .filter(|it| !is_vague(it))
            .map_or(Returns::Unstated, Returns::Type)
    }

    pub(super) fn members(&self, diagnostics: &mut Diagnostics) -> Vec<MemberRow> {
        let mut rows = Vec::with_capacity(self.table.rows.len());
        for row in self.real_rows(diagnostics) {
            let Some((name, _)) = self.name(row, diagnostics) else { continue };
            let value = self.cell(row, self.columns.value).and_then(|it| number(&self.words(it)));
            let description = self.description(row);
            rows.push(MemberRow {
                name: name.map(|it| it.trim_matches('"').into()),
                value,
                description,
            });
        }
        rows
    }

    /// The columns of a table of national clouds, each with whether the row below has a check mark. `None` for any other table.
    pub(super) fn clouds(&self) -> Option<Vec<(Text, bool)>> {
        if !self.columns.titles.first()?.starts_with("global service") {
            return None;
        }
        let row = self.table.rows.first()?;
        let is_checked = |column: usize| {
            let words = self
                .cell(row, Some(column))
                .map_or(String::new(), |it| self.words(it).to_lowercase());
            ["check_mark", "✅", "✔", "yes"].iter().any(|it| words.contains(it))
        };
        Some(
            self.columns
                .titles
                .iter()
                .enumerate()
                .map(|(column, title)| (title.as_str().into(), is_checked(column)))
                .collect(),
        )
    }

    /// The types in the name column: tables of derived types. Rendered pages have no links, so a name must do.
    pub(super) fn named_types(&self, diagnostics: &mut Diagnostics) -> Vec<TypeExpression> {
        let is_name =
            |it: &TypeExpression| it.link.is_some() || it.name.starts_with(char::is_lowercase);
        let mut found = Vec::new();
        for row in self.table.rows.iter().filter(|it| !it.is_group) {
            match self.ty(row, Some(self.columns.name)).filter(is_name) {
                Some(it) => found.push(it),
                None => {
                    let message = "this row of derived types names no type";
                    diagnostics.push(Code::UnreadableType, self.span(&row.range), message);
                }
            }
        }
        found
    }
}

fn yes_or_no(words: &str) -> Option<bool> {
    match words.trim().trim_end_matches('.').to_lowercase().as_str() {
        "yes" | "y" | "true" | "required" => Some(true),
        "no" | "n" | "false" | "optional" => Some(false),
        _ => None,
    }
}

fn number(words: &str) -> Option<i64> {
    let words = words.trim();
    match words.strip_prefix("0x") {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => words.parse().ok(),
    }
}
