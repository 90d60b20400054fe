//! Pages without end: too long, too deep, too many. Each limit has a finding that says so, nothing overflows, and what twice as much costs
//! is about twice as much.

use graphdown::diagnostics::Code;
use graphdown::docset::{DocSet, SourceFile};
use graphdown::{Generated, Settings, generate};
use graphdown_hostile::shapes;

fn page(text: &str) -> Generated {
    set(&[("v1.0/resources/page.md", text)])
}

fn set(files: &[(&str, &str)]) -> Generated {
    let all = files.iter().map(|(path, text)| SourceFile::new(*path, text.as_bytes()));
    generate(&DocSet::new(all.collect()), &Settings::default())
}

fn count(found: &Generated, code: Code) -> usize {
    found.diagnostics.iter().filter(|it| it.code == code).count()
}

fn resource(rest: &str) -> String {
    format!(
        "# ship resource type\n\nNamespace: microsoft.graph\n\nA ship.\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|id|String|Its number.|\n{rest}"
    )
}

#[test]
fn long_paragraphs_rows_and_blocks_are_left_out_with_a_finding() {
    let found = page(&resource(&format!(
        "|long|String|{}|\n|size|Int32|Its size.|\n",
        "x ".repeat(40_000)
    )));
    assert_eq!(count(&found, Code::TooLong), 1);
    let model = &found.files.iter().find(|it| it.0.ends_with("models/ship.rs")).unwrap().1;
    assert!(model.contains("pub size:") && !model.contains("pub long:"), "{model}");
    let paragraph =
        page(&format!("# ship resource type\n\n{}\n\nA ship.\n", "word ".repeat(20_000)));
    assert_eq!(count(&paragraph, Code::TooLong), 1);
    let block = page(&resource(&format!(
        "\n## JSON representation\n\n```json\n{{\"a\": \"{}\"}}\n```\n",
        "x".repeat(2 << 20)
    )));
    assert_eq!(count(&block, Code::TooLong), 1);
    let annotation = page(&format!("# a\n\n<!-- {{\"a\": \"{}\"}} -->\n", "x".repeat(2 << 20)));
    assert_eq!(count(&annotation, Code::TooLong), 1);
}

#[test]
fn wide_and_high_tables_are_cut_with_a_finding() {
    let rows: String = (0..10_100).map(|it| format!("|p{it}|String|A property.|\n")).collect();
    let found = page(&resource(&rows));
    assert_eq!(count(&found, Code::TooLong), 1);
    let wide = format!("{}\n{}\n{}\n", "|a".repeat(100), "|-".repeat(100), "|b".repeat(100));
    assert_eq!(
        count(&page(&format!("# ship resource type\n\n## Properties\n\n{wide}")), Code::TooLong),
        1
    );
}

/// What each operation or type of a page has from all of the page would otherwise be multiplied.
#[test]
fn request_lines_and_representations_of_a_page_have_a_number() {
    let lines: String = (0..260).map(|it| format!("GET /a{it}/{{id}}\n")).collect();
    let text = format!("# Get a\n\n## HTTP request\n\n```http\n{lines}```\n");
    let found = set(&[("v1.0/api/a-get.md", &text)]);
    assert_eq!((count(&found, Code::TooLong), found.summary.operations), (1, 250));
    let block = |it: usize| {
        format!(
            "\n<!-- {{\"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.t{it}\"}} -->\n```json\n{{\"a\": \"String\"}}\n```\n"
        )
    };
    let found = page(&resource(&(0..260).map(block).collect::<String>()));
    assert_eq!((count(&found, Code::TooLong), found.summary.types), (10, 250));
}

#[test]
fn includes_end_at_a_depth_in_circles_and_at_a_number() {
    let including =
        |name: &str, times: usize| format!("[!INCLUDE [x]({name}.md)]\n\n").repeat(times);
    let circle = [("v1.0/api/a.md", including("b", 1)), ("v1.0/api/b.md", including("a", 1))];
    let chain: Vec<(String, String)> = (0..20)
        .map(|it| (format!("v1.0/api/n{it}.md"), including(&format!("n{}", it + 1), 1)))
        .collect();
    // Ten includes of ten includes of ten: without a limit these are ten to the power of eight.
    let bomb: Vec<(String, String)> = (0..9)
        .map(|it| (format!("v1.0/api/n{it}.md"), including(&format!("n{}", it + 1), 10)))
        .collect();
    let large = [("v1.0/api/a.md", including("b", 100)), ("v1.0/api/b.md", "word ".repeat(10_000))];
    for files in [
        circle.map(|it| (it.0.to_owned(), it.1)).to_vec(),
        chain,
        bomb,
        large.map(|it| (it.0.to_owned(), it.1)).to_vec(),
    ] {
        let files: Vec<(&str, &str)> =
            files.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
        assert!(count(&set(&files), Code::RefusedInclude) > 0, "{}", files[0].1);
    }
}

#[test]
fn names_without_end_are_refused_or_cut() {
    let long = "a".repeat(5000);
    let found = page(&resource(&format!("|{long}|String|Long.|\n|x|{long}|Long.|\n")));
    assert!(count(&found, Code::RowWithoutName) == 1 && count(&found, Code::UnreadableType) == 1);
    let deep = vec!["a"; 5000].join(".");
    let namespaces = page(&resource(&format!("|x|microsoft.{deep}.b|Deep.|\n")));
    assert_eq!(count(&namespaces, Code::UnreadableType), 1);
    let lines = format!(
        "# a\n\n## HTTP request\n\n```http\nGET /ships{}\nGET /{long}\nGET /ships/{{id}}\n```\n",
        "/a".repeat(5000)
    );
    let found = set(&[("v1.0/api/a.md", &lines)]);
    assert_eq!(count(&found, Code::UnreadableRequestLine), 2);
    let segment = "a".repeat(100);
    let lines = format!(
        "# a\n\n## HTTP request\n\n```http\nGET {}\nGET {0}/b\n```\n",
        format!("/{segment}").repeat(12)
    );
    for (path, _) in page(&lines).files.iter().chain(&namespaces.files) {
        assert!(path.len() < 1000 && path.split('/').all(|it| it.len() <= 200), "{path}");
    }
}

#[test]
fn nesting_never_overflows_the_stack() {
    let deep = 20_000;
    let nested = [
        "[".repeat(deep),
        "{\"a\":".repeat(deep),
        "> ".repeat(deep),
        "- ".repeat(deep),
        (0..2000).map(|it| format!("{}- a\n", " ".repeat(2 * it))).collect(),
        "(".repeat(deep),
        "<b>".repeat(deep),
        "*a ".repeat(deep),
        "![".repeat(deep),
        format!("{}a{}", "[".repeat(deep), "](x.md)".repeat(deep)),
        "Collection(".repeat(deep),
        "/{a".repeat(deep),
    ];
    for it in &nested {
        page(it);
        // Short of the limit of a paragraph, and in all the places.
        let short: String = it.chars().take(30_000).collect();
        let cell: String = short.replace(['|', '\n'], " ");
        page(&format!(
            "---\ntitle: {cell}\n---\n{}",
            resource(&format!("|x|{cell}|{cell}|\n|{cell}|String|a|\n"))
        ));
        let blocks = format!(
            "# a\n\n## HTTP request\n\n```http\nGET /a{cell}\n```\n\n<!-- {{\"blockType\": {cell} -->\n```http\nGET https://graph.microsoft.com/v1.0/a{cell}\n\n{short}\n```\n"
        );
        set(&[("v1.0/api/a.md", &blocks)]);
    }
}

#[test]
fn circles_of_types_end() {
    let ring = |it: usize, next: usize| {
        format!(
            "# t{it} resource type\n\nNamespace: microsoft.graph\n\nA type. Inherits from [t{next}](t{next}.md).\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|a|[t{next}](t{next}.md)|Next.|\n"
        )
    };
    let files: Vec<(String, String)> =
        (0..300).map(|it| (format!("v1.0/resources/t{it}.md"), ring(it, (it + 1) % 300))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    assert!(count(&set(&files), Code::BaseCycle) > 0);
}

/// Each type has all that the types above it have: a chain without end would multiply them.
#[test]
fn chains_of_types_end() {
    for way in [1, -1] {
        let link = |it: i32| {
            format!(
                "# t{it} resource type\n\nNamespace: microsoft.graph\n\nA type.\n\nInherits from [t{0}](t{0}.md).\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|p{it}|String|Words.|\n",
                it + way
            )
        };
        let files: Vec<(String, String)> =
            (10..90).map(|it| (format!("v1.0/resources/t{it}.md"), link(it))).collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
        let found = set(&files);
        assert_eq!(count(&found, Code::BaseCycle), 2);
        let fields = |text: &str| text.lines().filter(|it| it.starts_with("    pub p")).count();
        let most = found.files.iter().map(|it| fields(&it.1)).max();
        assert!(most.is_some_and(|it| (30..=33).contains(&it)), "{most:?}");
    }
}

/// What comes out is no measure of time, but what grows faster than its pages is found here; `examples/doubling.rs` measures the time.
#[test]
fn twice_as_much_gives_about_twice_as_much() {
    for (name, files) in shapes::all() {
        let size = |n: usize| {
            let files = files(n);
            let files: Vec<(&str, &str)> =
                files.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
            let found = set(&files);
            let text: usize = found.files.iter().map(|it| it.1.len()).sum();
            let said: usize = found.diagnostics.iter().map(|it| it.message.len() + 100).sum();
            text + said
        };
        let (once, twice) = (size(200), size(400));
        assert!(twice <= once * 5 / 2, "{name}: {once} and {twice} bytes");
    }
}
