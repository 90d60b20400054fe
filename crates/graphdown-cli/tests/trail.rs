//! The accounts of the pages and the trail of facts, as the command shows them.

use std::fs;
use std::process::{Command, Output};
use tempfile::TempDir;

const DEVICE: &str = "---\ntitle: \"device resource type\"\ndoc_type: resourcePageType\n---\n\n# device resource type\n\nNamespace: microsoft.graph\n\n\
A thing that is enrolled.\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key. Read-only.|\n\
|slots|Int32|How many slots it has. Not nullable.|\n|Tags|String|Words about it.|\n|state|deviceState|How it is. Possible values are: `on`, `off`.|\n\n\
## JSON representation\n\n<!-- {\"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.device\", \"keyProperty\": \"id\"} -->\n\
```json\n{ \"id\": \"string\", \"slots\": \"string\", \"tags\": [\"string\"], \"state\": \"string\", \"color\": \"string\" }\n```\n";

const GET: &str = "---\ntitle: \"Get device\"\ndoc_type: apiPageType\n---\n\n# Get device\n\nNamespace: microsoft.graph\n\nRead a device.\n\n\
## Permissions\n\n|Permission type|Permissions (from least to most privileged)|\n|:---|:---|\n|Delegated (work or school account)|Device.Read|\n\n\
## HTTP request\n\n```http\nGET /devices/{device-id}\n```\n\n## Request headers\n\n|Name|Description|\n|:---|:---|\n|Authorization|Bearer {token}. Required.|\n\n\
## Response\n\nIf successful, this method returns a `200 OK` response code and a [device](../resources/device.md) object in the response body.\n";

fn folder() -> TempDir {
    let root = TempDir::new().unwrap();
    for (path, text) in [("resources/device.md", DEVICE), ("api/device-get.md", GET)] {
        let path = root.path().join("docs/v1.0").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

fn run(root: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    command.current_dir(root.path()).args(arguments).args(["--docs", "docs"]);
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[track_caller]
fn assert_shows(root: &TempDir, name: &str, expected: &[&str]) {
    let (code, stdout, stderr) = run(root, &["inspect", name]);
    assert_eq!(code, 0, "{stderr}");
    for words in expected {
        assert!(stdout.contains(words), "{name} does not show\n{words}\nbut\n{stdout}");
    }
}

#[test]
fn stats_close_the_accounts() {
    let root = folder();
    let (code, stdout, _) = run(&root, &["check", "--stats"]);
    assert_eq!(code, 0, "{stdout}");
    let row = |kind: &str| {
        let line = stdout.lines().find(|it| it.starts_with(kind)).unwrap_or_default();
        line.trim_start_matches(kind).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(row("accounts"), "all used reported aside unaccounted");
    assert_eq!(row("table rows"), "6 6 0 0 0");
    assert_eq!(row("request lines"), "1 1 0 0 0");
    assert_eq!(row("annotations"), "1 1 0 0 0");
    assert!(!run(&root, &["check"]).1.contains("accounts"));
}

#[test]
fn stats_as_json_are_the_last_line() {
    let root = folder();
    let (code, stdout, _) = run(&root, &["check", "--stats", "--format", "json"]);
    assert_eq!(code, 0);
    let last: serde_json::Value = serde_json::from_str(stdout.lines().last().unwrap()).unwrap();
    let rows = &last["accounts"]["table rows"];
    assert_eq!((&rows["used"], &rows["unaccounted"]), (&6.into(), &serde_json::json!([])));
    assert_eq!(last["accounts"].as_object().unwrap().len(), 6);
}

#[test]
fn a_property_is_shown_with_the_words_and_what_lost_against_them() {
    let root = folder();
    assert_shows(
        &root,
        "device.slots",
        &[
            "microsoft.graph.device.slots (v1.0)\n  property of type Edm.Int32\n",
            "  type\n    Edm.Int32\n      v1.0/resources/device.md:17: Int32\n",
            "    not followed: Edm.String (the table is trusted over the sample)\n      v1.0/resources/device.md:25: \"string\"\n",
            "    not nullable\n      v1.0/resources/device.md:17: How many slots it has. Not nullable.\n",
        ],
    );
}

#[test]
fn names_are_found_in_any_case_with_and_without_the_namespace() {
    let root = folder();
    // The table writes `Tags`, the sample `tags`; one holds an array, which the other does not say.
    let expected = [
        "microsoft.graph.device.tags (v1.0)\n  property of type Collection(Edm.String)\n",
        "    a collection\n      v1.0/resources/device.md:25: [\"string\"]\n",
        "    not followed: a single value (the sample is surer of one or many than the table)\n      v1.0/resources/device.md:18: String\n",
    ];
    assert_shows(&root, "device.tags", &expected);
    assert_shows(&root, "microsoft.graph.Device.TAGS", &expected);
    assert_shows(
        &root,
        "device.color",
        &["  sample\n    Edm.String\n      v1.0/resources/device.md:25: "],
    );
}

#[test]
fn a_member_of_an_enum_is_shown_with_its_list() {
    let expected = [
        "member of an enum",
        "  member\n    off\n",
        "device.md:19: How it is. Possible values are: `on`, `off`.",
    ];
    assert_shows(&folder(), "deviceState.off", &expected);
}

#[test]
fn an_operation_is_shown_with_its_trail() {
    assert_shows(
        &folder(),
        "GET /devices/{id}",
        &[
            "  request line\n    /devices/{device-id}\n      v1.0/api/device-get.md:21: GET /devices/{device-id}\n",
            "    Device.Read\n      v1.0/api/device-get.md:16: |Delegated (work or school account)|Device.Read|\n",
            "    not followed: Authorization (every request carries it)\n",
            "  response\n    microsoft.graph.device\n      v1.0/api/device-get.md:",
            "  status\n    200\n      v1.0/api/device-get.md:32: If successful",
        ],
    );
}

#[test]
fn a_type_is_shown_with_the_evidence_for_what_it_is() {
    assert_shows(
        &folder(),
        "device",
        &[
            "  kind    entity, v1.0/resources/device.md:16 and 1 more",
            "  key     id, v1.0/resources/device.md:23",
        ],
    );
}

#[test]
fn a_property_that_is_not_there_proposes_others() {
    let (code, stdout, stderr) = run(&folder(), &["inspect", "device.slot"]);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.contains("is it `device.slots`?"), "{stderr}");
}
