//! Features of a generated crate: one for each area of the product, and what each of them brings.

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Types: name, area of the page, what stands below the heading "Properties".
const TYPES: &[(&str, &str, &str)] = &[
    (
        "user",
        "people",
        "|id|String|Key.|\n|address|[address](address.md)|Where.|\n\n## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n\
         |manager|[user](user.md)|Who leads.|\n|phone|[device](device.md)|In the pocket.|\n|mood|[mood](mood.md)|Feeling.|\n",
    ),
    (
        "device",
        "hardware",
        "|id|String|Key.|\n|address|[address](address.md)|Where.|\n|size|[size](size.md)|How large.|\n",
    ),
    ("address", "people", "|street|String|Street.|\n"),
    ("size", "hardware", "|width|Int32|Width.|\n"),
    ("battery", "Hardware", "|load|Int32|How full.|\n"),
    ("legend", "tales", "|text|String|Told.|\n"),
    ("ship", "", "|id|String|Key.|\n"),
];

/// An enum type, whose page is of another area than the type that has it.
const MOOD: &str = "---\ntitle: \"mood enum type\"\ndoc_type: enumPageType\nms.prod: \"hardware\"\n---\n\n# mood enum type\n\n\
    Namespace: microsoft.graph\n\nA feeling.\n\n## Members\n\n|Member|Value|Description|\n|:---|:---|:---|\n|glad|0|Good.|\n|sad|1|Not good.|\n";

/// Operations: page, request line, area, answer.
const OPERATIONS: &[(&str, &str, &str, &str)] = &[
    ("user-list", "GET /users", "people", "user"),
    ("user-get", "GET /users/{id}", "people", "user"),
    ("user-devices", "GET /users/{id}/devices/{id}", "hardware", "device"),
    ("user-address", "GET /users/{id}/address", "", "address"),
    ("device-get", "GET /devices/{id}", "Hardware", "device"),
    ("ship-list", "GET /ships", "", "ship"),
];

/// A crate generated with `features` as the settings say.
fn generated(features: &str) -> TempDir {
    let root = TempDir::new().unwrap();
    let write = |path: String, text: String| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for (name, area, rows) in TYPES {
        let text = format!(
            "---\ntitle: \"{name} resource type\"\ndoc_type: resourcePageType\nms.prod: \"{area}\"\n---\n\n# {name} resource type\n\n\
             Namespace: microsoft.graph\n\nA thing.\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n{rows}"
        );
        write(format!("docs/v1.0/resources/{name}.md"), text);
    }
    for (name, line, area, answer) in OPERATIONS {
        let text = format!(
            "---\ntitle: \"{name}\"\ndoc_type: apiPageType\nms.prod: \"{area}\"\n---\n\n# {name}\n\nNamespace: microsoft.graph\n\n\
             ## HTTP request\n\n``` http\n{line}\n```\n\n## Response\n\n\
             If successful, this method returns a `200 OK` response code and a [{answer}](../resources/{answer}.md) object in the response body.\n"
        );
        write(format!("docs/v1.0/api/{name}.md"), text);
    }
    write("docs/v1.0/resources/mood.md".to_owned(), MOOD.to_owned());
    let settings = format!("docs = 'docs'\nout = 'out'\n[crate]\n{features}\n");
    write("graphdown.toml".to_owned(), settings);
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    let output = command.current_dir(root.path()).args(["generate", "--quiet"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    root
}

fn text(root: &TempDir, path: &str) -> String {
    let path = root.path().join("out").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What has to be on for the first line with `item`: its attributes.
#[track_caller]
fn gate(text: &str, item: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let line = lines.iter().position(|it| it.contains(item));
    let line = line.unwrap_or_else(|| panic!("no {item} in\n{text}"));
    let above = lines[..line].iter().rev().take_while(|it| it.starts_with("#["));
    above.copied().filter(|it| it.starts_with("#[cfg")).collect()
}

const PEOPLE: &str = "#[cfg(feature = \"people\")]";
const HARDWARE: &str = "#[cfg(feature = \"hardware\")]";
const BOTH: &str = "#[cfg(any(feature = \"hardware\", feature = \"people\"))]";

#[test]
fn the_manifest_lists_each_area_and_all_are_on() {
    let manifest = text(&generated("features = 'always'"), "Cargo.toml");
    // "Hardware" and "hardware" are one; no page says to what `/ships` belongs; and no operation belongs to "tales".
    let list = "[features]\ndefault = [\"full\"]\nfull = [\n    \"hardware\",\n    \"other\",\n    \"people\",\n    \"ships\",\n]\n";
    assert!(manifest.contains(list), "{manifest}");
    for line in [
        "# 2 operations, 4 types\nhardware = []",
        "# 0 operations, 1 type\nother = []",
        "# 3 operations, 3 types\npeople = []",
        "# 1 operation, 1 type\nships = []",
    ] {
        assert!(manifest.contains(line), "{line} is not in\n{manifest}");
    }
}

#[test]
fn a_type_is_there_with_the_areas_that_need_it() {
    let models = text(&generated("features = 'always'"), "src/v1_0/models.rs");
    let of = |file: &str| {
        let found = gate(&models, &format!("mod {file};"));
        assert_eq!(found, gate(&models, &format!("pub use self::{file}::")), "{file}");
        found
    };
    assert_eq!(of("address"), BOTH);
    assert_eq!(of("user"), PEOPLE);
    assert_eq!(of("mood"), PEOPLE, "a relationship to an enum is a field, which needs it");
    assert_eq!(of("size"), HARDWARE);
    assert_eq!(of("battery"), HARDWARE, "by its page");
    assert_eq!(of("legend"), "#[cfg(feature = \"other\")]");
    assert_eq!(of("ship"), "#[cfg(feature = \"ships\")]", "by its path");
}

#[test]
fn what_a_relationship_leads_to_has_a_name_in_any_case() {
    let models = text(&generated("features = 'always'"), "src/v1_0/models.rs");
    let stand_in = "pub type Device = graphdown_client::Undeclared;";
    assert_eq!(gate(&models, stand_in), "#[cfg(not(feature = \"hardware\"))]");
    // A user leads to a user, which is there as soon as the first one is.
    assert_eq!(models.matches("Undeclared").count(), 1, "{models}");
}

#[test]
fn a_path_is_there_with_what_is_below_it() {
    let root = generated("features = 'always'");
    let paths = text(&root, "src/v1_0/paths.rs");
    assert_eq!(gate(&paths, "pub fn users("), BOTH);
    assert_eq!(gate(&paths, "mod users;"), BOTH);
    assert_eq!(gate(&paths, "pub fn devices("), HARDWARE);
    assert_eq!(gate(&paths, "pub fn ships("), "#[cfg(feature = \"ships\")]");
    assert_eq!(gate(&paths, "pub struct Graph("), "");

    let users = text(&root, "src/v1_0/paths/users.rs");
    assert_eq!(gate(&users, "pub fn list("), PEOPLE);
    assert_eq!(gate(&users, "pub const LIST:"), PEOPLE);
    assert_eq!(gate(&users, "pub fn by_id("), "", "as the path that it begins at");
    // No page says to what it belongs, but the page of the user does.
    assert_eq!(gate(&users, "pub fn address("), PEOPLE);
    assert_eq!(gate(&users, "pub fn devices("), HARDWARE);
    assert!(users.contains("/// Feature: `hardware`."), "{users}");
}

#[test]
fn the_documentation_says_how_to_take_a_part() {
    let root = text(&generated("features = 'always'"), "src/lib.rs");
    assert!(root.contains("default-features = false, features = [\"hardware\"]"), "{root}");
    assert!(root.contains("//! - `people`: 3 operations, 3 types"), "{root}");
    assert!(root.contains("//! # #[cfg(feature = \"full\")]\n//! # async fn example("), "{root}");
}

#[test]
fn a_small_crate_has_no_features_unless_they_are_asked_for() {
    for settings in ["", "features = 'auto'", "features = 'never'"] {
        let root = generated(settings);
        assert!(!text(&root, "Cargo.toml").contains("[features]"), "{settings}");
        for path in ["src/lib.rs", "src/v1_0/models.rs", "src/v1_0/paths/users.rs"] {
            assert!(!text(&root, path).contains("feature"), "{settings}: {path}");
        }
    }
}

#[test]
fn a_slice_has_the_features_of_what_is_left() {
    let root = generated("features = 'always'\n[api]\ninclude = ['/devices/**']");
    let manifest = text(&root, "Cargo.toml");
    assert!(manifest.contains("full = [\n    \"hardware\",\n]"), "{manifest}");
    assert!(!Path::new(&root.path().join("out/src/v1_0/models/user.rs")).exists());
}
