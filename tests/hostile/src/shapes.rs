//! Pages of any size, of shapes that cost a careless reader more than their size.

mod sets;

/// The files of a set: path and text.
type Files = Vec<(String, String)>;

/// A shape: its name, and the files of size `n`.
pub type Shape = (&'static str, fn(usize) -> Files);

/// All shapes. The size is a number of lines, rows or pages.
pub fn all() -> impl Iterator<Item = &'static Shape> {
    PAGES.iter().chain(sets::SETS)
}

/// Shapes of one page, or of pages that have nothing to do with each other.
const PAGES: &[Shape] = &[
    ("rows of properties", |n| resource(&rows(n, |it| format!("|p{it}|String|A property.|")))),
    ("rows with one name", |n| resource(&rows(n, |_| "|same|String|A property.|".to_owned()))),
    ("rows whose names clash", |n| {
        resource(&rows(n, |it| format!("|a{}b|String|A property.|", "_".repeat(it % 50 + 1))))
    }),
    ("rows of types that no page describes", |n| {
        resource(&rows(n, |it| format!("|p{it}|microsoft.graph.t{it}|A property.|")))
    }),
    ("paragraphs", |n| {
        resource(&rows(n, |it| format!("\nWords {it} of *all* `kinds` [a](a.md) <b>c</b>.\n")))
    }),
    ("brackets that stay open", |n| resource(&rows(n, |_| "\n[a [b [c ![d (e <f `g\n".to_owned()))),
    ("tables of two lines", |n| resource(&rows(n, |_| "a|b\n-|-".to_owned()))),
    ("quotations", |n| resource(&rows(n, |it| format!("{}a", "> ".repeat(it % 100))))),
    ("lists", |n| resource(&rows(n, |it| format!("{}- a", "  ".repeat(it % 60))))),
    ("headings", |n| {
        resource(&rows(n, |it| format!("\n{} Heading {it}\n", "#".repeat(it % 6 + 1))))
    }),
    ("fences that stay open", |n| resource(&rows(n, |it| format!("```json\n{{\"a\": {it}")))),
    ("comments that stay open", |n| resource(&rows(n, |_| "\n<!-- { \"a\"\n".to_owned()))),
    ("annotations", |n| {
        resource(&rows(n, |it| {
            format!("\n<!-- {{\"blockType\": \"resource\", \"name\": \"n{it}\"}} -->\n")
        }))
    }),
    ("members of a JSON object", |n| {
        resource(&format!(
            "\n## JSON representation\n\n```json\n{{\n{}\n}}\n```\n",
            rows(n, |it| format!("\"p{it}\": \"String\","))
        ))
    }),
    ("quotes that stay open in JSON", |n| {
        resource(&format!(
            "\n## JSON representation\n\n```json\n{{\n{}\n}}\n```\n",
            rows(n, |_| "\"a: \"".to_owned())
        ))
    }),
    ("link definitions", |n| resource(&rows(n, |it| format!("\n[l{it}]: l{it}.md\n\n[l{it}]\n")))),
    ("request lines", |n| {
        api(&format!(
            "\n## HTTP request\n\n```http\n{}```\n",
            rows(n, |it| format!("GET /a{it}/{{id}}/b"))
        ))
    }),
    ("request lines of one path", |n| {
        api(&format!(
            "\n## HTTP request\n\n```http\n{}```\n",
            rows(n, |it| format!("GET /a/{{id{it}}}"))
        ))
    }),
    ("examples", |n| {
        api(&format!(
            "\n## HTTP request\n\n```http\nGET /a/{{id}}\n```\n\n## Examples\n\n{}",
            rows(n, |it| format!(
                "\n```http\nGET https://graph.microsoft.com/v1.0/a/{it}\n```\n\n```http\nHTTP/1.1 200 OK\n\n{{\"id\": \"{it}\"}}\n```\n"
            ))
        ))
    }),
    ("members of an enumeration", |n| {
        resource(&format!(
            "\n### kind values\n\n|Member|Description|\n|:-|:-|\n{}",
            rows(n, |it| format!("|m{it}|A member.|"))
        ))
    }),
    ("values in a sentence", |n| {
        resource(&format!(
            "|kind|String|Possible values are: {}.|\n",
            (0..n.min(4000)).map(|it| format!("`m{it}`")).collect::<Vec<_>>().join(", ")
        ))
    }),
    ("permissions", |n| {
        api(&format!(
            "\n## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|{}|\n",
            (0..n.min(4000)).map(|it| format!("A.B{it}")).collect::<Vec<_>>().join(", ")
        ))
    }),
    ("lines that are not closed by a line break", |n| {
        vec![("v1.0/api/a.md".to_owned(), "a ".repeat(n * 20))]
    }),
    ("pages of types", |n| {
        (0..n / 8)
            .map(|it| {
                (
                    format!("v1.0/resources/t{it}.md"),
                    resource_named(&format!("t{it}"), "")[0].1.clone(),
                )
            })
            .collect()
    }),
    ("pages of operations", |n| {
        (0..n / 8)
            .map(|it| {
                (
                    format!("v1.0/api/a{it}-get.md"),
                    api(&format!("\n## HTTP request\n\n```http\nGET /a{it}/{{id}}\n```\n"))[0]
                        .1
                        .clone(),
                )
            })
            .collect()
    }),
    ("types in a chain", |n| {
        (0..n / 8).map(|it| (format!("v1.0/resources/t{it}.md"), chained(it))).collect()
    }),
];

fn rows(n: usize, row: impl Fn(usize) -> String) -> String {
    (0..n).map(|it| row(it) + "\n").collect()
}

fn resource(rest: &str) -> Files {
    resource_named("ship", rest)
}

fn resource_named(name: &str, rest: &str) -> Files {
    let text = format!(
        "# {name} resource type\n\nNamespace: microsoft.graph\n\nA thing.\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|id|String|Its number.|\n{rest}"
    );
    vec![(format!("v1.0/resources/{name}.md"), text)]
}

fn chained(it: usize) -> String {
    format!(
        "# t{it} resource type\n\nNamespace: microsoft.graph\n\nA type. Inherits from [t{0}](t{0}.md).\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|p{it}|String|Words.|\n",
        it / 2
    )
}

fn api(rest: &str) -> Files {
    let text = format!("# Get a\n\nNamespace: microsoft.graph\n\nGet a thing.\n{rest}");
    vec![("v1.0/api/a-get.md".to_owned(), text)]
}
