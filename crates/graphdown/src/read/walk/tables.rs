//! Tables: each goes to the list that its section and its columns name.

use super::Walk;
use crate::ir::Text;
use crate::ir::page::{EnumTable, OperationSection, ParameterRow, Place, PropertyTable};
use crate::read::heading::Section;
use crate::read::limits::{self, MOST_TABLES};
use crate::read::rows::Rows;
use crate::read::{permissions, table};
use crate::span::{FileId, Span, Spanned};
use memchr::memchr;

impl Walk<'_> {
    /// A paragraph may hold a table that markdown does not recognise, and a table may have prose glued to it.
    pub(super) fn text_or_table(&mut self, span: Span) {
        let docs = self.docs;
        let text = docs.file(span.file).text.as_str();
        let mut range = span.range();
        for _ in 0..MOST_TABLES {
            if memchr(b'|', &text.as_bytes()[range.clone()]).is_none() {
                break;
            }
            let Some(mut found) = table::parse(text, range.clone()) else { break };
            if !found.before.is_empty() {
                self.paragraph(Span::new(span.file, found.before.clone()));
            }
            if limits::cut_table(span.file, &mut found, self.diagnostics) {
                self.table(span.file, &found);
            }
            let after = found.after.clone();
            if after.is_empty() || after.start <= range.start {
                return;
            }
            range = after.start..span.range().end.max(after.end);
        }
        self.paragraph(Span::new(span.file, range));
    }

    fn table(&mut self, file: FileId, found: &table::Table) {
        let docs = self.docs;
        let text = &docs.file(file).text;
        let definitions = std::mem::take(&mut self.definitions);
        let rows = Rows::new(file, text, found, &definitions);
        if let Some(clouds) = rows.clouds() {
            let table = Span::new(file, found.range.clone());
            self.page.clouds = Some(Spanned::new(clouds, table));
            self.row_items(&rows, &definitions, Some(Place::Followed));
            self.definitions = definitions;
            return;
        }
        let section = self.sections.current();
        let permissions = (section == Section::Permissions)
            .then(|| permissions::table(text, file, found, &definitions, self.diagnostics));
        self.row_items(
            &rows,
            &definitions,
            matches!(permissions, Some(None)).then_some(Place::Aside("a table in prose")),
        );
        match permissions {
            Some(table) => self.operation().permissions.tables.extend(table),
            None => self.rows(section, &rows),
        }
        self.definitions = definitions;
    }

    fn rows(&mut self, section: Section, rows: &Rows<'_>) {
        match section {
            Section::Members | Section::EnumValues { .. } => self.enum_table(&section, rows),
            Section::Properties | Section::JsonRepresentation | Section::Relationships
                if rows.columns.are_of_members() =>
            {
                self.enum_table(&section, rows);
            }
            Section::Properties => self.properties(rows, PropertyTable::Properties),
            Section::Relationships => self.properties(rows, PropertyTable::Relationships),
            Section::InstanceAttributes => self.properties(rows, PropertyTable::InstanceAttributes),
            Section::Methods => add(&mut self.page.methods, rows.methods(self.diagnostics)),
            Section::DerivedTypes => {
                self.page.derived_types.extend(rows.named_types(self.diagnostics));
            }
            Section::Headers => self.parameters(rows, |it| &mut it.headers),
            Section::QueryParameters => self.parameters(rows, |it| &mut it.query_parameters),
            Section::PathParameters | Section::HttpRequest => {
                self.parameters(rows, |it| &mut it.path_parameters)
            }
            Section::RequestBody => self.parameters(rows, |it| &mut it.body.rows),
            Section::Response => {
                let names = rows.first_cells().map(|it| it.to_lowercase().into());
                self.operation().response.headers.extend(names);
            }
            Section::JsonRepresentation | Section::Other if rows.columns.are_of_properties() => {
                self.properties(rows, PropertyTable::Properties);
            }
            Section::Other if self.sections.is_empty() && rows.columns.are_of_members() => {
                self.enum_table(&section, rows)
            }
            _ => {}
        }
    }

    fn properties(&mut self, rows: &Rows<'_>, table: PropertyTable) {
        let heading = self.sections.own_heading();
        let found = rows.properties(table, heading.as_ref(), self.diagnostics);
        add(&mut self.page.properties, found);
    }

    fn parameters(
        &mut self,
        rows: &Rows<'_>,
        list: impl Fn(&mut OperationSection) -> &mut Vec<ParameterRow>,
    ) {
        let found = rows.parameters(self.diagnostics);
        add(list(self.operation()), found);
    }

    fn enum_table(&mut self, section: &Section, rows: &Rows<'_>) {
        let members = rows.members(self.diagnostics);
        let (name, flags) = match section {
            Section::EnumValues { name, flags } => {
                (Some(Spanned::new(name.clone(), self.sections.span())), *flags)
            }
            _ => (self.property_in_heading(), false),
        };
        let table = Span::new(rows.file, rows.table.range.clone());
        let says_flags = flags || self.sections.says_flags();
        let namespace = self.enum_namespace.clone();
        self.page.enums.push(EnumTable { name, namespace, members, says_flags, span: table });
    }

    /// "Group visibility options" on a page that lists `visibility`: the values are those of the property.
    fn property_in_heading(&mut self) -> Option<Spanned<Text>> {
        let heading = self.sections.own_heading()?;
        let seen = std::mem::replace(&mut self.named_properties, self.page.properties.len());
        for (at, row) in self.page.properties.iter().enumerate().skip(seen) {
            self.property_names.entry(row.name.value.to_ascii_lowercase()).or_insert(at);
        }
        let words = heading.split(|it: char| !it.is_alphanumeric());
        let first =
            words.filter_map(|it| self.property_names.get(&it.to_ascii_lowercase())).min()?;
        let name = self.page.properties[*first].name.value.clone();
        Some(Spanned::new(name, self.sections.span()))
    }
}

/// Puts `more` behind what is in `list`. Mostly that is nothing, and then nothing has to be moved.
fn add<T>(list: &mut Vec<T>, more: Vec<T>) {
    if list.is_empty() {
        *list = more;
    } else {
        list.extend(more);
    }
}
