//! Shapes of whole sets: many types, operations and pages, and much that meets in one place.

use super::{Files, Shape, api, resource, resource_named, rows};

/// The shapes.
pub(super) const SETS: &[Shape] = &[
    ("rows with a sample of as many members", |n| {
        let members = rows(n, |it| format!("\"p{it}\": \"String\","));
        let table = rows(n, |it| format!("|p{it}|String|A property.|"));
        resource(&format!(
            "{table}\n## JSON representation\n\n```json\n{{\n{members}\"id\": \"String\"\n}}\n```\n"
        ))
    }),
    ("rows and a section of values for each", |n| {
        let table = rows(n, |it| format!("|p{it}|kind{it}|A property.|"));
        let sections = rows(n, |it| {
            format!("\n### kind{it} values\n\n|Member|Description|\n|:-|:-|\n|a|A.|\n|b{it}|B.|\n")
        });
        resource(&format!("{table}{sections}"))
    }),
    ("rows of types that links name in other words", |n| {
        let links = rows(n, |it| format!("\nSee [other{it}](long-other{it}.md).\n"));
        let table = rows(n, |it| format!("|p{it}|other{it}|A property.|"));
        resource(&format!("{table}{links}"))
    }),
    ("rows of relationships", |n| {
        let table = rows(n, |it| format!("|r{it}|[ship](ship.md) collection|A relation.|"));
        resource(&format!(
            "\n## Relationships\n\n|Relationship|Type|Description|\n|:-|:-|:-|\n{table}"
        ))
    }),
    ("rows of methods", |n| {
        let table = rows(n, |it| format!("|[Get {it}](../api/ship-get{it}.md)|ship|Gets it.|"));
        resource(&format!("\n## Methods\n\n|Method|Return type|Description|\n|:-|:-|:-|\n{table}"))
    }),
    ("long cells", |n| {
        resource(&format!("|a|String|{}|\n", "Some `words`, [a](a.md) and *b*. ".repeat(n / 4)))
    }),
    ("types on one page", |n| {
        resource(&rows(n / 4, |it| {
            format!(
                "\n## JSON representation\n\n<!-- {{\"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.t{it}\"}} -->\n```json\n{{\"a\": \"String\", \"b\": {{\"@odata.type\": \"microsoft.graph.t{}\"}}}}\n```\n",
                it / 2
            )
        }))
    }),
    ("types that all name one type", |n| {
        many(n, |it| resource_named(&format!("t{it}"), "|a|[t0](t0.md)|A property.|\n"))
    }),
    ("types of one base", |n| many(n, |it| derived(it, 0))),
    ("types in one long chain", |n| many(n, |it| derived(it, it.saturating_sub(1)))),
    ("types whose names clash", |n| {
        many(n, |it| resource_named(&format!("a{}b", "_".repeat(it % 90 + 1)), ""))
    }),
    ("pages of one type", |n| {
        many(n, |it| {
            let text = resource(&format!("|p{it}|String|A property.|\n")).remove(0).1;
            vec![(format!("v1.0/resources/part{it}-ship.md"), text)]
        })
    }),
    ("types that only samples show", |n| {
        many(n, |it| {
            let rest = format!(
                "|a|inner{it}|A property.|\n\n## JSON representation\n\n```json\n{{\"id\": \"String\", \"a\": {{\"b{it}\": \"String\", \"c\": 1}}}}\n```\n"
            );
            resource_named(&format!("t{it}"), &rest)
        })
    }),
    ("enumerations with the same members", |n| {
        many(n, |it| {
            let rest = format!("|k{it}|kind{it}|Possible values are: `a{it}`, `b`, `c`.|\n");
            resource_named(&format!("t{it}"), &rest)
        })
    }),
    ("members of an enumeration that clash", |n| {
        resource(&format!(
            "\n### kind values\n\n|Member|Description|\n|:-|:-|\n{}",
            rows(n, |it| format!("|a{}b{}|A member.|", "_".repeat(it % 30 + 1), it / 30))
        ))
    }),
    ("an enumeration in many tables", |n| {
        resource(&rows(n / 4, |it| {
            format!("\n### kind values\n\n|Member|Description|\n|:-|:-|\n|m{it}|A.|\n|n{it}|B.|\n")
        }))
    }),
    ("request lines with functions", |n| {
        request_lines(n, |it| format!("GET /a/f(x{it}='{{x{it}}}')"))
    }),
    ("request lines with long paths", |n| {
        request_lines(n / 8, |it| format!("GET /a{it}{}", "/b/{id}".repeat(12)))
    }),
    ("request lines below one another", |n| {
        request_lines(n / 4, |it| format!("GET /a{}", "/b/{id}".repeat(it % 12)))
    }),
    ("request lines that clash", |n| {
        request_lines(n, |it| format!("GET /a{}b", "-".repeat(it % 90 + 1)))
    }),
    ("rows of a request body", |n| {
        let table = rows(n, |it| format!("|p{it}|String|A property.|"));
        post(&format!("\n## Request body\n\n|Property|Type|Description|\n|:-|:-|:-|\n{table}"))
    }),
    ("rows of headers", |n| {
        let table = rows(n, |it| format!("|X-H{it}|A header.|"));
        post(&format!("\n## Request headers\n\n|Name|Description|\n|:-|:-|\n{table}"))
    }),
    ("rows of parameters", |n| {
        let table = rows(n, |it| format!("|p{it}|String|A parameter.|"));
        post(&format!("\n## Query parameters\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n{table}"))
    }),
    ("a sample with many members, sent and answered", |n| {
        let members = rows(n, |it| format!("\"p{it}\": \"String\","));
        let body = format!("{{\n{members}\"id\": \"1\"\n}}");
        let mut files = resource("");
        files.extend(post(&format!(
            "\n## Examples\n\n```http\nPOST https://graph.microsoft.com/v1.0/ships\n\n{body}\n```\n\n<!-- {{\"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.ship\"}} -->\n```http\nHTTP/1.1 201 Created\n\n{body}\n```\n"
        )));
        files
    }),
    ("includes of one part", |n| {
        let mut files = many(n, |it| {
            resource_named(&format!("t{it}"), "\n[!INCLUDE [x](../includes/part.md)]\n")
        });
        files.push(("v1.0/includes/part.md".to_owned(), "Some words.\n".to_owned()));
        files
    }),
    ("includes on one page", |n| {
        let mut files = resource(&rows(n / 8, |it| format!("\n[!INCLUDE [x](part{it}.md)]\n")));
        files.extend(many(n, |it| {
            vec![(format!("v1.0/resources/part{it}.md"), format!("Words {it}.\n"))]
        }));
        files
    }),
    ("operations with examples, each on a page", |n| {
        many(n, |it| {
            let rest = format!(
                "\n## HTTP request\n\n```http\nGET /ships/{{id}}/a{it}\n```\n\n## Examples\n\n```http\nGET https://graph.microsoft.com/v1.0/ships/1/a{it}\n```\n\n<!-- {{\"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.ship\"}} -->\n```http\nHTTP/1.1 200 OK\n\n{{\"id\": \"1\", \"a{it}\": 1}}\n```\n"
            );
            vec![(format!("v1.0/api/ship-a{it}.md"), api(&rest).remove(0).1)]
        })
    }),
    ("pages of one operation", |n| {
        many(n, |it| {
            let text = api("\n## HTTP request\n\n```http\nGET /ships/{id}\n```\n").remove(0).1;
            vec![(format!("v1.0/api/ship{it}-get.md"), text)]
        })
    }),
    ("actions with bodies of their own", |n| {
        many(n, |it| {
            let rest = format!(
                "\n## HTTP request\n\n```http\nPOST /ships/{{id}}/move\nPOST /ships/{{id}}/move{it}\n```\n\n## Request body\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n|p{it}|String|A parameter.|\n"
            );
            vec![(format!("v1.0/api/ship-move{it}.md"), api(&rest).remove(0).1)]
        })
    }),
    ("types in namespaces of their own", |n| {
        many(n, |it| {
            let text = resource_named("ship", "").remove(0).1;
            let text = text.replace(
                "Namespace: microsoft.graph",
                &format!("Namespace: microsoft.graph.n{it}"),
            );
            vec![(format!("v1.0/resources/n{it}-ship.md"), text)]
        })
    }),
    ("links between pages", |n| {
        many(n, |it| {
            let links = (0..8).map(|to| format!("[t{0}](t{0}.md#properties) ", it * 7 + to));
            resource_named(&format!("t{it}"), &format!("\n{}\n", links.collect::<String>()))
        })
    }),
];

/// An eighth as many pages, each made by `files`.
fn many(n: usize, files: impl Fn(usize) -> Files) -> Files {
    (0..n / 8).flat_map(files).collect()
}

fn derived(it: usize, from: usize) -> Files {
    let rest = format!("\nInherits from [t{from}](t{from}.md).\n");
    let mut files = resource_named(&format!("t{it}"), "|a|String|Words.|\n");
    files[0].1 = files[0].1.replace("A thing.", &format!("A thing.\n{rest}"));
    files
}

fn request_lines(n: usize, line: impl Fn(usize) -> String) -> Files {
    api(&format!("\n## HTTP request\n\n```http\n{}```\n", rows(n, line)))
}

fn post(rest: &str) -> Files {
    api(&format!("\n## HTTP request\n\n```http\nPOST /ships\n```\n{rest}"))
}
