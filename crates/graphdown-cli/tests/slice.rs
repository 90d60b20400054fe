//! Slices of the API: what `include`, `exclude` and property lists take, what the report says of it, and `why`.

use serde_json::Value;
use std::fs;
use std::process::{Command, Output};
use tempfile::TempDir;

/// Types with their properties.
const TYPES: &[(&str, &str)] = &[
    (
        "user",
        "|id|String|Key.|\n|name|String|Name.|\n|profile|[profile](profile.md)|How it looks.|\n\
         |messages|[message](message.md) collection|Its mail.|\n",
    ),
    ("profile", "|theme|String|Color.|\n|photo|[photo](photo.md)|Picture.|\n"),
    ("photo", "|width|Int32|Width.|\n|height|Int32|Height.|\n"),
    ("message", "|id|String|Key.|\n|attachments|[attachment](attachment.md) collection|Files.|\n"),
    ("attachment", "|id|String|Key.|\n|size|Int32|Size.|\n"),
    ("device", "|id|String|Key.|\n|maker|[maker](maker.md)|Who made it.|\n"),
    (
        "maker",
        "|id|String|Key.|\n|name|String|Name.|\n\n## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n\
         |home|[country](country.md)|Where it sits.|\n|rivals|[maker](maker.md) collection|Who else makes it.|\n",
    ),
    ("country", "|id|String|Key.|\n|name|String|Name.|\n"),
    ("legend", "|id|String|Key.|\n|text|String|Told.|\n"),
];

/// Operations: page, request line, area, permission, answer.
const OPERATIONS: &[(&str, &str, &str, &str, &str)] = &[
    ("user-list", "GET /users", "people", "User.Read.All", "user"),
    ("user-get", "GET /users/{id}", "people", "User.Read.All", "user"),
    ("user-update", "PATCH /users/{id}", "people", "User.ReadWrite.All", "user"),
    ("message-get", "GET /users/{id}/messages/{id}", "mail", "Mail.Read", "message"),
    ("device-get", "GET /devices/{id}", "devices", "Device.Read.All", "device"),
];

fn folder(settings: &str) -> TempDir {
    let root = TempDir::new().unwrap();
    let write = |path: String, text: String| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for (name, rows) in TYPES {
        let text = format!(
            "---\ntitle: \"{name} resource type\"\ndoc_type: resourcePageType\n---\n\n# {name} resource type\n\nNamespace: microsoft.graph\n\n\
             A thing.\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n{rows}"
        );
        write(format!("docs/v1.0/resources/{name}.md"), text);
    }
    for (name, line, area, permission, answer) in OPERATIONS {
        let text = format!(
            "---\ntitle: \"{name}\"\ndoc_type: apiPageType\nms.prod: \"{area}\"\n---\n\n# {name}\n\nNamespace: microsoft.graph\n\n\
             ## Permissions\n\n|Permission type|Permissions|\n|:---|:---|\n|Delegated (work or school account)|{permission}|\n\
             |Application|{permission}|\n\n\
             ## HTTP request\n\n``` http\n{line}\n```\n\n## Response\n\n\
             If successful, this method returns a `200 OK` response code and a [{answer}](../resources/{answer}.md) object in the response body.\n"
        );
        write(format!("docs/v1.0/api/{name}.md"), text);
    }
    write("graphdown.toml".to_owned(), format!("docs = 'docs'\nout = 'out'\n[api]\n{settings}"));
    root
}

fn run(root: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    command.current_dir(root.path()).args(arguments);
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// Operations (`GET /users`) and types of the slice that the settings make.
fn slice(settings: &str) -> (Vec<String>, Vec<String>) {
    let (code, stdout, stderr) = run(&folder(settings), &["inspect", "--format", "json"]);
    assert_eq!(code, 0, "{stderr}");
    let inventory: Value = serde_json::from_str(&stdout).unwrap();
    let list = |key: &str, of: &dyn Fn(&Value) -> String| {
        inventory[key].as_array().unwrap().iter().map(of).collect::<Vec<_>>()
    };
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    let operation = |it: &Value| format!("{} {}", text(&it["method"]), text(&it["path"]));
    (list("operations", &operation), list("types", &|it| text(&it["name"])))
}

#[track_caller]
fn takes(settings: &str, operations: &[&str], types: &[&str]) {
    let (mut has_operations, mut has_types) = slice(settings);
    has_operations.sort();
    has_types.sort();
    assert_eq!(has_operations, operations, "{settings}");
    assert_eq!(has_types, types, "{settings}");
}

const USER: &[&str] = &["attachment", "message", "photo", "profile", "user"];

#[test]
fn without_settings_everything_is_taken() {
    let (operations, types) = slice("");
    assert_eq!((operations.len(), types.len()), (OPERATIONS.len(), TYPES.len()));
}

#[test]
fn operations_are_taken_by_path_verb_area_and_permission_and_bring_their_types() {
    takes("include = ['/users']", &["GET /users"], USER);
    takes("include = ['GET /users/*']", &["GET /users/{id}"], USER);
    takes("include = ['patch /users/**']", &["PATCH /users/{id}"], USER);
    takes(
        "include = [{ area = 'mail' }]",
        &["GET /users/{id}/messages/{id}"],
        &["attachment", "message"],
    );
    takes("include = [{ permission = 'user.read.all' }]", &["GET /users", "GET /users/{id}"], USER);
    // Keys of one entry hold all at once, entries one by one.
    takes(
        "include = [{ area = 'pe*', method = 'PATCH' }, '/devices/**']",
        &["GET /devices/{id}", "PATCH /users/{id}"],
        &["attachment", "device", "maker", "message", "photo", "profile", "user"],
    );
    takes(
        "include = [{ permission = ['Mail.Read', 'Device.Read.All'] }]",
        &["GET /devices/{id}", "GET /users/{id}/messages/{id}"],
        &["attachment", "device", "maker", "message"],
    );
}

#[test]
fn types_are_taken_by_name_with_the_operations_about_them() {
    takes(
        "include = [{ type = 'message' }]",
        &["GET /users/{id}/messages/{id}"],
        &["attachment", "message"],
    );
    // Of a type that no operation answers there is only the type.
    takes("include = [{ type = 'microsoft.graph.prof*' }]", &[], &["photo", "profile"]);
    let (operations, types) = slice("include = [{ namespace = 'microsoft.graph' }]");
    assert_eq!((operations.len(), types.len()), (OPERATIONS.len(), TYPES.len()));
}

#[test]
fn what_is_excluded_takes_its_types_along() {
    // `legend`, which no operation needs, stays.
    let types = &["country", "device", "legend", "maker"];
    takes("exclude = ['/users/**']", &["GET /devices/{id}"], types);
    takes(
        "include = ['/users/**']\nexclude = [{ type = 'message' }]",
        &["GET /users", "GET /users/{id}", "PATCH /users/{id}"],
        &["photo", "profile", "user"],
    );
}

#[test]
fn property_lists_leave_the_rest_undeclared() {
    let settings = "include = ['/users']\n[api.properties]\n'microsoft.graph.user' = ['id', 'profile']\nprofile = ['theme']\n";
    takes(settings, &["GET /users"], &["profile", "user"]);
    let root = folder(settings);
    let (code, _, stderr) = run(&root, &["generate"]);
    assert_eq!(code, 0, "{stderr}");
    let model = fs::read_to_string(root.path().join("out/src/v1_0/models/user.rs")).unwrap();
    assert!(model.contains("pub profile:") && model.contains("pub additional:"), "{model}");
    assert!(!model.contains("pub name:") && !model.contains("pub messages:"), "{model}");
}

#[test]
fn entries_that_fit_nothing_are_shown_with_their_place_and_a_proposal() {
    for (settings, line, words) in [
        ("include = ['/usres/**']", 4, "is it `/users/**`?"),
        ("include = ['/users',\n  { type = 'mesage' }]", 5, "is it `message`?"),
        ("include = [{ namespace = 'microsoft.grpah' }]", 4, "is it `microsoft.graph`?"),
        ("exclude = [{ area = 'maill' }]", 4, "is it `mail`?"),
        ("include = [{ permission = 'User.Raed.All' }]", 4, "is it `User.Read.All`?"),
        ("include = [{ area = 'mail', method = 'PATCH' }]", 4, "no operation is all of"),
        ("[api.properties]\nusre = ['id']", 5, "is it `user`?"),
        ("[api.properties]\nuser = ['id',\n  'nmae']", 6, "is it `name`?"),
    ] {
        let root = folder(settings);
        let (_, stdout, stderr) = run(&root, &["check"]);
        assert!(stdout.contains("warning[GD0803]") && stdout.contains(words), "{stdout}{stderr}");
        assert!(stdout.contains(&format!("graphdown.toml:{line}")), "{stdout}");
    }
    let (_, stdout, _) = run(&folder("include = ['/users/**']\n"), &["check"]);
    assert!(!stdout.contains("GD0803"), "{stdout}");
}

#[test]
fn entries_that_cannot_be_read_stop_the_run_with_their_line() {
    for (settings, words) in [
        ("include = ['FETCH /users']", "`FETCH` is no verb"),
        ("include = [{ method = 'FETCH' }]", "`FETCH` is no verb"),
        ("include = [{}]", "says nothing"),
        ("include = [{ pathe = '/users' }]", "pathe"),
        ("include = [3]", "a path pattern, or a table"),
        ("max-types = -1", "line 4"),
    ] {
        let (code, _, stderr) = run(&folder(settings), &["check"]);
        assert!(code == 2 && stderr.contains("line 4") && stderr.contains(words), "{stderr}");
    }
}

#[test]
fn the_report_says_what_came_in_and_through_what() {
    let root = folder("include = ['/users', { area = 'devices' }]");
    let (code, stdout, stderr) = run(&root, &["generate", "--report=json"]);
    assert_eq!(code, 0, "{stderr}");
    let report: Value = serde_json::from_str(&stdout).unwrap();
    let v1 = &report["versions"][0];
    assert_eq!(v1["operations"], serde_json::json!({ "taken": 2, "all": 5 }));
    assert_eq!(v1["types"], serde_json::json!({ "taken": 7, "all": 9 }));
    assert_eq!(v1["through"], serde_json::json!({ "answer": 2, "property": 5 }));
    let users = &v1["entries"][0];
    assert_eq!(
        (&users["entry"], &users["types"], &users["only"]),
        (&"/users".into(), &5.into(), &5.into())
    );
    // The user, and all that comes through it.
    assert_eq!(v1["held_by_types"][0]["name"], "microsoft.graph.user");
    assert_eq!(v1["held_by_types"][0]["types"], 5);
    let messages = serde_json::json!({ "name": "microsoft.graph.user/messages", "types": 2 });
    assert!(v1["held_by_properties"].as_array().unwrap().contains(&messages), "{v1}");

    let (_, stdout, _) = run(&root, &["generate", "--report"]);
    assert!(stdout.contains("v1.0: 2 of 5 operations, 7 of 9 types, 0 of 0 enums"), "{stdout}");
    assert!(stdout.contains("area = devices"), "{stdout}");
}

#[test]
fn a_budget_that_is_exceeded_fails_the_build_and_names_what_brought_most_in() {
    let root = folder("include = ['/users', '/devices/*']\nmax-types = 6\nmax-operations = 1\n");
    let (code, stdout, stderr) = run(&root, &["generate"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    for words in [
        "7 types, enums among them, where `max-types` allows 6",
        "2 operations where `max-operations` allows 1",
        "/users: 1 operations, 5 types, of which 5 by it alone",
        "without the type microsoft.graph.user: 5 fewer",
        "[api.properties]",
    ] {
        assert!(stderr.contains(words), "{words}: {stderr}");
    }
    assert!(!root.path().join("out").exists());
    let root = folder("include = ['/users', '/devices/*']\nmax-types = 7\nmax-operations = 2\n");
    assert_eq!(run(&root, &["generate"]).0, 0);
}

#[test]
fn why_shows_the_way_to_a_type_and_who_uses_it() {
    let root = folder("include = ['GET /users']");
    let (code, stdout, stderr) = run(&root, &["why", "attachment"]);
    assert_eq!(code, 0, "{stderr}");
    let lines: Vec<&str> = stdout.lines().collect();
    let way = lines.iter().position(|it| *it == "It is there because of").unwrap();
    assert_eq!(lines[0], "microsoft.graph.attachment (v1.0)");
    assert!(lines[way + 1].starts_with("  include \"GET /users\"  "), "{stdout}");
    assert!(lines[way + 1].ends_with("graphdown.toml:4"), "{stdout}");
    assert!(lines[way + 2].starts_with("  GET /users: answer  v1.0/api/user-list.md:"), "{stdout}");
    assert_eq!(
        lines[way + 3],
        "  microsoft.graph.user: property messages  v1.0/resources/user.md:19"
    );
    assert!(
        lines[way + 4].starts_with("  microsoft.graph.message: property attachments"),
        "{stdout}"
    );
    assert!(stdout.contains("It is used by (1)"), "{stdout}");

    let (_, stdout, _) = run(&root, &["why", "microsoft.graph.user", "--format", "json"]);
    let it: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((&it["in_slice"], &it["chain"].as_array().unwrap().len()), (&true.into(), &2));
    assert_eq!(it["users"][0]["name"], "GET /users");
}

#[test]
fn why_of_a_type_that_is_cut_off_shows_the_way_that_it_would_take() {
    let root = folder("include = ['GET /users']");
    let (code, stdout, stderr) = run(&root, &["why", "maker"]);
    assert!(code == 1 && stderr.contains("not in the slice"), "{stderr}");
    assert!(stdout.contains("It would come by\n  GET /devices/{id}: answer"), "{stdout}");
    let (code, _, stderr) = run(&root, &["why", "makre"]);
    assert!(code == 1 && stderr.contains("is it `maker`?"), "{stderr}");
    // Without a slice, a type that nothing needs is there all the same.
    let (code, stdout, _) = run(&folder(""), &["why", "legend"]);
    assert!(code == 0 && stdout.contains("no operation needs it"), "{stdout}");
}

#[test]
fn a_relationship_alone_brings_no_type_along_unless_it_is_asked_for() {
    let operations = &["GET /devices/{id}"];
    takes("include = ['/devices/**']", operations, &["device", "maker"]);
    takes(
        "include = ['/devices/**']\nfollow-relationships = true",
        operations,
        &["country", "device", "maker"],
    );
    takes(
        "include = ['/devices/**', { type = 'country' }]",
        operations,
        &["country", "device", "maker"],
    );
}

#[test]
fn a_relationship_that_leads_out_of_the_slice_stays_one() {
    let root = folder("include = ['/devices/**']");
    let (code, _, stderr) = run(&root, &["generate"]);
    assert_eq!(code, 0, "{stderr}");
    let maker = fs::read_to_string(root.path().join("out/src/v1_0/models/maker.rs")).unwrap();
    assert!(maker.contains("pub home: Nav<Json>"), "{maker}");
    assert!(maker.contains("pub rivals: NavCollection<Maker>"), "{maker}");
    assert!(maker.contains(
        "A relationship to `microsoft.graph.country`, a type that this crate leaves out."
    ));
    let (_, stdout, _) = run(&root, &["why", "maker"]);
    assert!(stdout.contains("relationship rivals"), "{stdout}");
}

#[test]
fn a_relationship_to_an_enum_brings_the_enum_along() {
    let root = folder("include = ['/devices/**']");
    let page = root.path().join("docs/v1.0/resources/maker.md");
    let row = "|rank|[rank](rank.md)|How good.|\n";
    fs::write(&page, fs::read_to_string(&page).unwrap() + row).unwrap();
    let members = "# rank enum type\n\nNamespace: microsoft.graph\n\nHow good.\n\n## Members\n\n\
        |Member|Value|Description|\n|:---|:---|:---|\n|poor|0|Not good.|\n|fine|1|Good.|\n";
    fs::write(root.path().join("docs/v1.0/resources/rank.md"), members).unwrap();

    let (code, stdout, stderr) = run(&root, &["inspect", "--format", "json"]);
    assert_eq!(code, 0, "{stderr}");
    let inventory: Value = serde_json::from_str(&stdout).unwrap();
    let named = |list: &Value, name: &str| {
        list.as_array().unwrap().iter().find(|it| it["name"] == name).unwrap().clone()
    };
    let rank = named(&named(&inventory["types"], "maker")["properties"], "rank");
    assert_eq!(
        (&rank["navigation"], &rank["type"]),
        (&true.into(), &"microsoft.graph.rank".into())
    );
    assert_eq!(inventory["enums"][0]["name"], "rank", "{:#}", inventory["enums"]);

    let (code, _, stderr) = run(&root, &["generate"]);
    assert_eq!(code, 0, "{stderr}");
    let maker = fs::read_to_string(root.path().join("out/src/v1_0/models/maker.rs")).unwrap();
    assert!(maker.contains("pub rank: Option<Rank>"), "{maker}");
    let rank = fs::read_to_string(root.path().join("out/src/v1_0/models/rank.rs")).unwrap();
    assert!(rank.contains("Poor"), "{rank}");
}
