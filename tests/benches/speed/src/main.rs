//! How fast models are read and written, against their twin with serde's derives and against `serde_json::Value`.
//!
//! All three do the same work in turn, round by round, and the ratios are taken within each round: so it matters little what else the
//! machine does. Printed are medians.

use graphdown_client::Collection;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::hint::black_box;
use std::time::Instant;

type Ours = Collection<small_graph::v1_0::models::User>;

#[derive(Serialize, Deserialize)]
struct Twin {
    value: Vec<small_graph_twin::v1_0::models::User>,
    #[serde(flatten)]
    additional: Map<String, Value>,
}

/// As many as the service sends in a page unless it is asked for more.
const USERS: usize = 100;
const ROUNDS: usize = 401;

/// What a document holds beside values of declared properties.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Known,
    /// Three unknown ones, as the service mostly sends them: an annotation and plain values.
    Few,
    /// Four unknown ones, two of them nested.
    Nested,
    Nulls,
}

fn main() {
    println!(
        "{:<34}{:>9}{:>9}{:>9}{:>14}{:>15}",
        "", "ours", "twin", "Value", "ours to twin", "ours to Value"
    );
    for (kind, name) in [
        (Kind::Known, "declared properties"),
        (Kind::Few, "few unknown properties"),
        (Kind::Nested, "nested unknown properties"),
        (Kind::Nulls, "every other is null"),
    ] {
        let text = document(kind);
        let ours: Ours = serde_json::from_str(&text).expect("it reads");
        let twin: Twin = serde_json::from_str(&text).expect("it reads");
        let value: Value = serde_json::from_str(&text).expect("it reads");
        assert_eq!(serde_json::to_value(&ours).expect("it writes"), value, "{name}");
        row(
            &format!("read, {name}"),
            [
                &mut || size_of_val(&black_box(serde_json::from_str::<Ours>(&text))),
                &mut || size_of_val(&black_box(serde_json::from_str::<Twin>(&text))),
                &mut || size_of_val(&black_box(serde_json::from_str::<Value>(&text))),
            ],
        );
        row(
            &format!("write, {name}"),
            [
                &mut || black_box(serde_json::to_string(&ours)).map_or(0, |it| it.len()),
                &mut || black_box(serde_json::to_string(&twin)).map_or(0, |it| it.len()),
                &mut || black_box(serde_json::to_string(&value)).map_or(0, |it| it.len()),
            ],
        );
    }
    println!(
        "milliseconds for {USERS} users; the last two columns say how many times as fast ours is"
    );
    println!("(the twin does not write `null`, so it has less to do there; ours keeps it)");
}

/// Times the three in turn.
fn row(name: &str, work: [&mut dyn FnMut() -> usize; 3]) {
    let mut times = [const { Vec::new() }; 3];
    let [ours, twin, value] = work;
    let mut both = [ours, twin, value];
    for _ in 0..ROUNDS {
        for (work, times) in both.iter_mut().zip(&mut times) {
            let start = Instant::now();
            black_box(work());
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    let [ours, twin, value] = &times;
    let ratio =
        |other: &[f64]| median(other.iter().zip(ours).map(|(other, ours)| other / ours).collect());
    println!(
        "{name:<34}{:>9.2}{:>9.2}{:>9.2}{:>14.2}{:>15.2}",
        median(ours.clone()),
        median(twin.clone()),
        median(value.clone()),
        ratio(twin),
        ratio(value)
    );
}

fn median(mut list: Vec<f64>) -> f64 {
    list.sort_by(f64::total_cmp);
    list[list.len() / 2]
}

fn document(kind: Kind) -> String {
    let users: Vec<Value> = (0..USERS).map(|index| user(index, kind)).collect();
    json!({ "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users", "value": users })
        .to_string()
}

fn user(index: usize, kind: Kind) -> Value {
    let mut user = json!({
        "id": format!("87d349ed-44d7-43e1-9a83-{index:012}"),
        "accountEnabled": true,
        "ageGroup": "adult",
        "assignedLicenses": [{ "disabledPlans": [], "skuId": "45715bb8-13f9-4bf6-927f-ef96c102d394" }],
        "businessPhones": ["+1 425 555 0109"],
        "createdDateTime": "2017-07-29T03:07:25Z",
        "department": "Marketing",
        "displayName": format!("Adele Vance {index}"),
        "givenName": "Adele",
        "identities": [{ "signInType": "userPrincipalName", "issuer": "contoso.com", "issuerAssignedId": format!("adele{index}@contoso.com") }],
        "jobTitle": "Product Marketing Manager",
        "mail": format!("adele{index}@contoso.com"),
        "mailNickname": "adele",
        "mobilePhone": "+1 425 555 0110",
        "officeLocation": "18/2111",
        "otherMails": ["adele@example.com", "vance@example.com"],
        "preferredLanguage": "en-US",
        "proxyAddresses": ["SMTP:adele@contoso.com", "smtp:vance@contoso.com"],
        "surname": "Vance",
        "usageLocation": "US",
        "userPrincipalName": format!("adele{index}@contoso.com"),
        "userType": "Member",
    });
    let Some(object) = user.as_object_mut() else { return user };
    match kind {
        Kind::Known => {}
        Kind::Few => {
            let more = json!({ "@odata.etag": format!("W/\"{index}\""), "employeeBadge": index, "extension_1_costCenter": "4711" });
            object.extend(more.as_object().cloned().unwrap_or_default());
        }
        Kind::Nested => {
            let more = json!({
                "@odata.etag": format!("W/\"{index}\""),
                "employeeBadge": index,
                "extension_1_costCenter": { "code": "4711", "parts": [1, 2, 3] },
                "onlineMeetingLimits": [{ "kind": "duration", "minutes": 1440 }],
            });
            object.extend(more.as_object().cloned().unwrap_or_default());
        }
        Kind::Nulls => object.values_mut().step_by(2).for_each(|it| *it = Value::Null),
    }
    user
}
