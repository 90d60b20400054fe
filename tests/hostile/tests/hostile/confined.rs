//! Nothing outside of the documentation folder is read, and nothing outside of the output folder is written.

use graphdown::Config;
use std::fs;
use std::path::Path;

const SECRET: &str = "outside-and-secret";

/// Ways to write the path of a file beside the documentation folder, as seen from a page two folders deep.
fn spellings(outside: &Path) -> Vec<String> {
    let absolute = outside.display();
    let mut all: Vec<String> = [
        "../../../secret.md",
        "../../../../secret.md",
        "..\\..\\..\\secret.md",
        "/../secret.md",
        "/../../secret.md",
        "~/../../../secret.md",
        "..%2f..%2f..%2fsecret.md",
        "%2e%2e/%2e%2e/%2e%2e/secret.md",
        "..%252f..%252f..%252fsecret.md",
        "%2fsecret.md",
        "..%5c..%5c..%5csecret.md",
        ".../.../.../secret.md",
        "....//....//....//secret.md",
        "../../../secret.md?x#y",
        "C:\\secret.md",
        "c:/secret.md",
        "\\\\server\\share\\secret.md",
        "//server/share/secret.md",
        "file:///secret.md",
        "link/secret.md",
        "linked.md",
        "../../../secret.md\u{0}.md",
        "..\u{2215}..\u{2215}secret.md",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push(format!("{absolute}"));
    all.push(format!("file://{absolute}"));
    all.push(format!("//{absolute}"));
    all
}

#[test]
fn includes_and_links_never_leave_the_documentation_folder() {
    let work = tempfile::tempdir().unwrap();
    let (docs, out) = (work.path().join("docs"), work.path().join("out"));
    fs::create_dir_all(docs.join("v1.0/api")).unwrap();
    let secret = format!(
        "# {SECRET} resource type\n\nNamespace: microsoft.graph\n\n{SECRET}\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|id|String|{SECRET}|\n"
    );
    fs::write(work.path().join("secret.md"), &secret).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(work.path(), docs.join("v1.0/api/link")).unwrap();
        symlink(work.path().join("secret.md"), docs.join("v1.0/api/linked.md")).unwrap();
        symlink(work.path().join("secret.md"), docs.join("corrections.toml")).unwrap();
    }
    let mut page = "# Get a\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n```http\nGET /a/{id}\n```\n\n## Response\n\n".to_owned();
    for it in spellings(&work.path().join("secret.md")) {
        page += &format!("[!INCLUDE [x]({it})]\n\nReturns a [secret]({it}).\n\n![x]({it})\n\n");
    }
    fs::write(docs.join("v1.0/api/a-get.md"), page).unwrap();
    let mut config = Config::new();
    let outcome = config.docs(&docs).out_dir(&out).generate().unwrap();
    assert_eq!(outcome.docs().unwrap().files().len(), 1);
    assert!(!format!("{:?}", outcome.diagnostics).contains(SECRET));
    let written = written(&out);
    assert!(written.len() > 3);
    assert!(written.iter().all(|it| !it.contains(SECRET)));
    #[cfg(unix)]
    assert_eq!(outcome.skipped_links.len(), 3);
}

/// The contents of all files below `folder`.
fn written(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        if path.is_dir() {
            found.extend(written(&path));
        } else {
            found.push(fs::read_to_string(&path).unwrap());
        }
    }
    found
}

#[test]
fn names_of_pages_never_lead_out_of_the_output_folder() {
    let work = tempfile::tempdir().unwrap();
    for name in
        ["..", ".", "...", "con", "mod", "a/../b", "C:", "a\\b", "%2e%2e", "lib", "-", "aux.x"]
    {
        let out = work.path().join("deep/er/out");
        let text = format!(
            "# {name} resource type\n\nNamespace: microsoft.{name}\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|{name}|{name}|A.|\n\n## HTTP request\n\n```http\nGET /{name}/{{{name}}}\n```\n"
        );
        let files = vec![(
            format!("v1.0/resources/x-{}.md", name.replace(['/', '\\'], "-")),
            text.into_bytes(),
        )];
        let mut config = Config::new();
        config.out_dir(&out);
        let ir = config.load_files("docs", files).unwrap();
        for (path, _) in config.compile(&ir).unwrap().files {
            let parts: Vec<&str> = path.split('/').collect();
            let is_name =
                |it: &&str| it.bytes().all(|it| it.is_ascii_alphanumeric() || b"_.".contains(&it));
            assert!(parts.iter().all(|it| is_name(it) && !it.starts_with('.')), "{name}: {path}");
            assert!(
                !matches!(*parts.last().unwrap(), "mod.rs" | "con.rs" | "aux.rs"),
                "{name}: {path}"
            );
        }
    }
}
