//! Breaks pages as people, tools and attackers break them: cut lines, swapped cells, open fences, huge cells, bytes that are no text.
//! The same choices give the same page.

/// What decides between possibilities: a seed, or the bytes of a fuzzer.
#[derive(Debug, Clone)]
pub struct Choices<'a> {
    bytes: &'a [u8],
    state: Option<u64>,
}

impl<'a> Choices<'a> {
    /// Choices without an end, the same for the same seed (SplitMix64).
    pub fn seeded(seed: u64) -> Self {
        Choices { bytes: &[], state: Some(seed) }
    }

    /// Choices out of `bytes`: two for each. When they are used up, each choice is the first possibility.
    pub fn of(bytes: &'a [u8]) -> Self {
        Choices { bytes, state: None }
    }

    /// True if nothing is left to choose with.
    pub fn is_empty(&self) -> bool {
        self.state.is_none() && self.bytes.is_empty()
    }

    /// From 0 up to, but not including, `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let number = match &mut self.state {
            Some(state) => {
                *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut it = *state;
                it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                (it ^ (it >> 31)) as usize
            }
            None => {
                let (taken, rest) = self.bytes.split_at(self.bytes.len().min(2));
                self.bytes = rest;
                taken.iter().fold(0, |all, it| all << 8 | usize::from(*it))
            }
        };
        number % end.max(1)
    }

    fn of_list<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// Words that mean something to markdown, HTML, JSON, Rust, rustdoc or a terminal.
pub const HOSTILE: &[&str] = &[
    "*/",
    "/*",
    "\"#",
    "r#\"",
    "\\",
    "\\\"",
    "`",
    "```",
    "````\n",
    "~~~\n",
    "<!--",
    "-->",
    "--\u{a0}>",
    "|",
    "\\|",
    "\n|:--|\n",
    "<script>alert(1)</script>",
    "</div>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x]: javascript:a\n",
    "[`crate::Graph`]",
    "[std::fs]",
    "![x](data:text/html,x)",
    "<javascript:a>",
    "&lt;script&gt;",
    "#[doc = \"x\"]",
    "#![no_core]",
    "}",
    "{",
    "]",
    "[",
    "(",
    ")",
    "){}fn main(){",
    "self",
    "crate",
    "Self",
    "super",
    "_",
    "r#fn",
    "async",
    "gen",
    "'",
    "''",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{ad}",
    "\u{430}dmin",
    "\u{ff41}",
    "e\u{301}",
    "\u{1f600}",
    "\u{10ffff}",
    "\u{2028}",
    "\r",
    "\r\n",
    "\t",
    "\u{a0}",
    "%2e%2e%2f",
    "../../../etc/passwd",
    "..\\..\\",
    "C:\\",
    "/etc",
    "[!INCLUDE [a](../includes/a.md)]",
    "[!INCLUDE [x](../../../x.md)]",
    "GET /{a}/{b",
    "POST /a(b='{c}',d={e})/$value?x=y",
    "HTTP/1.1 200",
    "Collection(Collection(",
    "microsoft.graph.",
    "#microsoft.graph.user",
    "Edm.",
    "@odata.type",
    "99999999999999999999999999",
    "-1e999",
    "{\"a\":{\"a\":{\"a\":",
    "\"\\ud800\"",
    "...",
    "\u{2026}",
    "## Properties\n",
    "## HTTP request\n",
    "# \n",
    "---\n",
    "title: x: y\n",
    "|Property|Type|Description|\n|:-|:-|:-|\n|a|String|b|\n",
    "::",
    "::std::process::abort()",
    "line one\\\nline two",
    "$(rm -rf x)",
    "%00",
    "%",
];

/// The page with up to `times` faults in it.
pub fn mutate(page: &str, times: usize, choices: &mut Choices<'_>) -> Vec<u8> {
    let mut lines: Vec<String> = page.split_inclusive('\n').map(str::to_owned).collect();
    for _ in 0..times {
        if choices.is_empty() {
            break;
        }
        one(&mut lines, choices);
    }
    let mut bytes = lines.concat().into_bytes();
    if choices.below(8) == 1 {
        for _ in 0..choices.below(8) + 1 {
            let at = choices.below(bytes.len() + 1);
            bytes.insert(at, choices.below(256) as u8);
        }
    }
    bytes
}

fn one(lines: &mut Vec<String>, choices: &mut Choices<'_>) {
    let kind = choices.below(16);
    let at = choices.below(lines.len());
    let Some(line) = lines.get(at).cloned() else {
        lines.push(choices.of_list(HOSTILE).to_owned());
        return;
    };
    match kind {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, line),
        2 => {
            let other = choices.below(lines.len());
            lines.swap(at, other);
        }
        3 => {
            let end = (at + 1 + choices.below(20)).min(lines.len());
            lines.drain(at..end);
        }
        4 => lines[at] = swapped_cells(&line, choices),
        5 => break_fence(lines, choices),
        6 => lines.truncate(at + 1),
        7 => lines[at] = inserted(&line, choices.of_list(HOSTILE), choices),
        8 => lines[at] = inserted(&line, &huge(choices), choices),
        9 => swap_blocks(lines, at, choices),
        10 => lines[at] = cut(&line, choices),
        11 => {
            let mark = choices.of_list(&["> ", "- ", "    ", "1. ", "> > > ", "\t", "#", "|"]);
            lines[at].insert_str(0, &mark.repeat(choices.below(40) + 1));
        }
        12 => swapped_tables(lines),
        13 => {
            lines[at] = line.replace(
                choices.of_list(&["|", "\"", "{", "}", "`", "[", "(", "/", ":"]),
                choices.of_list(HOSTILE),
            )
        }
        14 => lines[at] = line.trim_end_matches(['\r', '\n']).to_owned(),
        _ => lines.insert(at, choices.of_list(HOSTILE).to_owned()),
    }
}

/// A character boundary of `line`.
fn boundary(line: &str, choices: &mut Choices<'_>) -> usize {
    let mut at = choices.below(line.len() + 1);
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn inserted(line: &str, what: &str, choices: &mut Choices<'_>) -> String {
    let at = boundary(line, choices);
    format!("{}{what}{}", &line[..at], &line[at..])
}

fn cut(line: &str, choices: &mut Choices<'_>) -> String {
    let (a, b) = (boundary(line, choices), boundary(line, choices));
    format!("{}{}", &line[..a.min(b)], &line[a.max(b)..])
}

fn swapped_cells(line: &str, choices: &mut Choices<'_>) -> String {
    let mut cells: Vec<&str> = line.split('|').collect();
    let (a, b) = (choices.below(cells.len()), choices.below(cells.len()));
    cells.swap(a, b);
    cells.join("|")
}

/// Takes away, adds or turns round a fence.
fn break_fence(lines: &mut Vec<String>, choices: &mut Choices<'_>) {
    let fences: Vec<usize> =
        (0..lines.len()).filter(|it| lines[*it].trim_start().starts_with("```")).collect();
    let Some(at) = fences.get(choices.below(fences.len())).copied() else { return };
    match choices.below(4) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, "```\n".to_owned()),
        2 => lines[at] = "~~~\n".to_owned(),
        _ => lines[at].insert_str(0, "    "),
    }
}

/// Changes the places of two stretches of lines.
fn swap_blocks(lines: &mut Vec<String>, at: usize, choices: &mut Choices<'_>) {
    let length = choices.below(12) + 1;
    let block: Vec<String> = lines.drain(at..(at + length).min(lines.len())).collect();
    let to = choices.below(lines.len() + 1);
    lines.splice(to..to, block);
}

/// Gives the first table the rows of the last, and the other way round.
fn swapped_tables(lines: &mut [String]) {
    let is_row = |it: &String| it.trim_start().starts_with('|');
    let first = lines.iter().position(is_row);
    let last = lines.iter().rposition(is_row);
    if let (Some(first), Some(last)) = (first, last) {
        for step in 0..(last - first) / 2 {
            if is_row(&lines[first + step]) && is_row(&lines[last - step]) {
                lines.swap(first + step, last - step);
            }
        }
    }
}

fn huge(choices: &mut Choices<'_>) -> String {
    let what = choices.of_list(&[
        "a",
        "[",
        "{\"a\":",
        "> ",
        "|",
        "`",
        "(",
        "<b>",
        "a.",
        "/{x}",
        "\u{e9}",
        "_",
        "Collection(",
        "*",
        "![",
        "$",
    ]);
    what.repeat(choices.below(3000) + 1)
}
