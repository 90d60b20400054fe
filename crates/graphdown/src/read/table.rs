//! Tables, cut into rows and cells from the source, more forgiving than any markdown reader.

use super::inline;
use memchr::{memchr, memchr3_iter};
use std::ops::Range;

/// A table as ranges of the page's text.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The cells of the header.
    pub(super) header: Vec<Range<usize>>,
    /// The rows below the delimiter.
    pub(super) rows: Vec<Row>,
    /// Header to last row.
    pub(super) range: Range<usize>,
    /// Text in front of the header that belongs to the same block.
    pub(super) before: Range<usize>,
    /// Prose glued under the last row.
    pub(super) after: Range<usize>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// As many cells as the row has, at most as many as the header: surplus ones are joined into the last.
    pub(super) cells: Vec<Range<usize>>,
    /// The whole row, with lines that continue it.
    pub(super) range: Range<usize>,
    /// True if the row is a heading inside of the table, `|**Apps**|`: one bold cell, the others empty.
    pub(super) is_group: bool,
    /// How many cells the row was written with, if that was not the header's number.
    pub(super) odd_count: Option<usize>,
    /// Where the vertical bar should stand that the header has at its end and this row has not.
    pub(super) open_end: Option<usize>,
}

/// Finds the first table in `text[range]`: a line with a vertical bar above a delimiter row.
pub(super) fn parse(text: &str, range: Range<usize>) -> Option<Table> {
    let mut lines = lines(text, range.clone()).peekable();
    let head = loop {
        let line = lines.next()?;
        let next = lines.peek()?;
        if text[line.clone()].contains('|') && is_delimiter(&text[next.clone()]) {
            break line;
        }
    };
    let header = trim_empty_end(text, split(text, head.clone(), false));
    let columns = header.len();
    let is_closed = text[head.clone()].trim_end().ends_with('|');
    let mut table = Table { header, before: range.start..head.start, ..Table::default() };
    let mut end = lines.next().map_or(head.end, |delimiter| delimiter.end);
    let mut previous_was_open = false;
    let mut in_comment = false;
    while let Some(line) = lines.next() {
        let words = text[line.clone()].trim();
        in_comment |= words.starts_with("<!--");
        if in_comment {
            in_comment = !words.contains("-->");
            continue;
        }
        if words.is_empty() || words == "|" {
            continue;
        }
        let continues = previous_was_open && !words.starts_with('|');
        if continues && continuation_fits(text, &table.rows, &line, columns) {
            extend_last_cell(text, &mut table.rows, line.clone());
        } else if !words.starts_with('|') && !words.contains('|') {
            table.after = line.start..lines.last().map_or(line.end, |it| it.end);
            break;
        } else if lines.peek().is_some_and(|next| is_delimiter(&text[next.clone()])) {
            // Without a heading in between, a second table follows: leave it to the next call.
            table.after = line.start..range.end;
            break;
        } else {
            table.rows.push(row(text, line.clone(), columns));
        }
        if let Some(row) = table.rows.last_mut() {
            let is_open = is_closed && words.starts_with('|') && !words.ends_with('|');
            row.open_end = is_open.then(|| line.start + text[line.clone()].trim_end().len());
        }
        previous_was_open = !words.ends_with('|');
        end = line.end;
    }
    table.range = head.start..end;
    Some(table)
}

/// The lines of `text[range]`, each without its line break, quotation marks and indentation.
pub(super) fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    std::iter::from_fn(move || {
        if at >= range.end {
            return None;
        }
        let end = memchr(b'\n', &text.as_bytes()[at..range.end]).map_or(range.end, |it| at + it);
        let line = text[at..end].trim_end_matches('\r');
        let inner = line.trim_start_matches(['>', ' ', '\t']);
        let start = at + (line.len() - inner.len());
        at = end + 1;
        Some(start..start + inner.len())
    })
}

/// True for `|---|:-:|` in all its widths.
pub(super) fn is_delimiter(line: &str) -> bool {
    // A row of words shows with its first letter that it is none.
    if line.bytes().any(|it| it.is_ascii_alphanumeric()) {
        return false;
    }
    let line = line.trim();
    let inner = line.trim_matches('|');
    (line.contains('|') || inner.contains("---"))
        && inner.split('|').all(|cell| {
            let cell = cell.trim();
            let dashes = cell.trim_start_matches(':').trim_end_matches(':');
            !dashes.is_empty() && dashes.bytes().all(|it| it == b'-')
        })
}

/// As many cells as nearly all rows have.
const USUAL_CELLS: usize = 4;

/// Cuts a line at its vertical bars. `ignore_code`: bars inside of code spans do not count.
fn split(text: &str, line: Range<usize>, ignore_code: bool) -> Vec<Range<usize>> {
    let source = text[line.clone()].trim_end();
    let mut at = line.start;
    let mut end = line.start + source.len();
    if source.starts_with('|') {
        at += 1;
    }
    if source.len() > 1 && source.ends_with('|') && !source.ends_with("\\|") {
        end -= 1;
    }
    if at > end {
        return Vec::new();
    }
    let mut cells = Vec::with_capacity(USUAL_CELLS);
    let (mut start, mut in_code, mut escaped) = (at, false, None);
    for offset in memchr3_iter(b'|', b'\\', b'`', &text.as_bytes()[at..end]) {
        let place = at + offset;
        match text.as_bytes()[place] {
            _ if escaped == Some(place) => {}
            b'\\' => escaped = Some(place + 1),
            b'`' => in_code = !in_code,
            b'|' if !(ignore_code && in_code) => {
                cells.push(trim(text, start..place));
                start = place + 1;
            }
            _ => {}
        }
    }
    cells.push(trim(text, start..end));
    cells
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = text[range.clone()].trim_start();
    let start = range.end - inner.len();
    start..start + inline::trim(inner).len()
}

/// Bars behind the last header cell make empty columns, which no row fills.
fn trim_empty_end(text: &str, mut header: Vec<Range<usize>>) -> Vec<Range<usize>> {
    while header.len() > 1 && header.last().is_some_and(|it| text[it.clone()].is_empty()) {
        header.pop();
    }
    header
}

fn row(text: &str, line: Range<usize>, columns: usize) -> Row {
    let mut cells = split(text, line.clone(), false);
    let written = cells.len();
    if written > columns {
        let without_code = split(text, line.clone(), true);
        if without_code.len() >= columns {
            cells = without_code;
        }
    }
    if cells.len() > columns && columns > 0 {
        let end = cells[cells.len() - 1].end;
        cells.truncate(columns);
        cells[columns - 1].end = end.max(cells[columns - 1].start);
    }
    let is_group = columns > 1 && is_group(text, &cells);
    Row {
        cells,
        range: line,
        is_group,
        odd_count: (written != columns && !is_group).then_some(written),
        open_end: None,
    }
}

/// `|**Apps**|` and `|Apps|&nbsp;|&nbsp;|`: one cell with words, bold or alone, and nothing in the others.
fn is_group(text: &str, cells: &[Range<usize>]) -> bool {
    let Some((first, others)) = cells.split_first() else { return false };
    let words = &text[first.clone()];
    let bold = words.starts_with("**") && words.ends_with("**");
    let blank = |it: &Range<usize>| matches!(&text[it.clone()], "" | "&nbsp;");
    !words.is_empty()
        && others.iter().all(blank)
        && (bold || others.is_empty() || (others.len() > 1 && words.contains(' ')))
}

/// A line without a leading bar continues the open row above if it has fewer cells than a row should have.
fn continuation_fits(text: &str, rows: &[Row], line: &Range<usize>, columns: usize) -> bool {
    let cells = split(text, line.clone(), false).len();
    !rows.is_empty() && cells < columns
}

fn extend_last_cell(text: &str, rows: &mut [Row], line: Range<usize>) {
    let Some(row) = rows.last_mut() else { return };
    let inner = text[line.clone()].trim_end();
    let inner = inner.strip_suffix('|').unwrap_or(inner).trim_end();
    if let Some(cell) = row.cells.last_mut() {
        cell.end = line.start + inner.len();
    }
    row.range.end = line.end;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<&str>> {
        let table = parse(text, 0..text.len()).unwrap();
        table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|it| &text[it.clone()]).collect())
            .collect()
    }

    #[test]
    fn pipes_at_the_ends_are_optional() {
        assert_eq!(cells("A | B\n--|--\na | b |\n| c | d"), [["a", "b"], ["c", "d"]]);
    }

    #[test]
    fn surplus_cells_are_joined_into_the_last() {
        assert_eq!(cells("|A|B|\n|-|-|\n|a|*.cer | *.crt|"), [["a", "*.cer | *.crt"]]);
        assert_eq!(cells("|A|B|C|\n|-|-|-|\n|a|`x | y`|c|"), [["a", "`x | y`", "c"]]);
    }

    #[test]
    fn a_line_break_inside_the_last_cell_is_joined() {
        let rows = cells("|A|B|C|\n|-|-|-|\n|a|b|first\nsecond|\n|d|e|f|");
        assert_eq!(rows, [["a", "b", "first\nsecond"], ["d", "e", "f"]]);
    }

    #[test]
    fn group_rows_are_marked() {
        let text =
            "|A|B|C|\n|-|-|-|\n|**Apps**|\n|**x**|String|bold name|\n|App things|&nbsp;|&nbsp;|";
        let groups: Vec<_> =
            parse(text, 0..text.len()).unwrap().rows.iter().map(|it| it.is_group).collect();
        assert_eq!(groups, [true, false, true]);
    }

    #[test]
    fn a_table_of_one_column_has_no_groups() {
        assert_eq!(cells("|Member|\n|:---|\n|a|\n|b|"), [["a"], ["b"]]);
    }

    #[test]
    fn prose_above_and_below_is_kept_apart() {
        let text = "Properties\n| A | B |\n|---|---|\n| a | b |\nAfter words";
        let table = parse(text, 0..text.len()).unwrap();
        assert_eq!(&text[table.before], "Properties\n");
        assert_eq!(&text[table.after], "After words");
        assert_eq!(table.rows.len(), 1);
    }

    #[test]
    fn a_delimiter_of_another_width_is_a_table_all_the_same() {
        assert_eq!(cells("|A|B|\n|-|-|-|\n|a|b|"), [["a", "b"]]);
    }

    #[test]
    fn escaped_bars_stay_in_their_cell() {
        assert_eq!(cells("|A|B|\n|-|-|\n|a\\|b|c|"), [["a\\|b", "c"]]);
    }
}
