//! Random values of primitive types, in each form that the service may send.

use crate::random::Random;
use serde_json::{Map, Value, json};

/// A value of a type of the language or the runtime.
pub(crate) fn primitive(ty: &str, random: &mut Random) -> Value {
    match ty {
        "bool" => json!(random.chance(50)),
        "i8" => json!(random.next() as i8),
        "u8" => json!(random.next() as u8),
        "i16" => json!(random.next() as i16),
        "i32" => json!(random.next() as i32),
        "i64" => json!(random.next() as i64),
        "f32" => float(f64::from(random.next() as i16) / 16.0, random),
        "f64" => float(f64::from_bits(random.next()), random),
        "Decimal" => decimal(random),
        "String" => json!(string(random)),
        "Date" => json!(date(random)),
        "TimeOfDay" => json!(time(random)),
        "DateTimeOffset" => {
            let offset = random.of(&["Z", "Z", "+00:00", "-00:00", "+05:45", "-11:30", ""]);
            json!(format!("{}T{}{offset}", date(random), time(random)))
        }
        "Duration" => json!(random.of(&[
            "P1D",
            "PT0S",
            "-PT2H30M",
            "P1W",
            "PT1.50S",
            "P1Y2M3DT4H5M6.1234567S",
            "P0D",
            "-P2W"
        ])),
        "Guid" => json!(guid(random)),
        "Binary" => json!(random.of(&["", "AAEC", "AA==", "AA", "+/8=", "-_8=", "-_8", "+/8"])),
        "Json" | "Stream" => json(2, random),
        other => panic!("no values are known for `{other}`"),
    }
}

fn float(value: f64, random: &mut Random) -> Value {
    // Not `NaN`, which equals nothing.
    match random.below(10) {
        0 => json!("INF"),
        1 => json!("-INF"),
        2 => json!(random.next() as i16),
        _ => json!(if value.is_finite() { value } else { 0.5 }),
    }
}

fn decimal(random: &mut Random) -> Value {
    match random.below(4) {
        0 => json!(random.next()),
        1 => json!(f64::from(random.next() as i32) / 8.0),
        2 => json!(format!("{}.{:020}0", random.next() as i64, random.next())),
        _ => json!(random.next() as i64),
    }
}

fn string(random: &mut Random) -> String {
    let words = [
        "",
        "a",
        "Adele Vance",
        "\"quoted\" \\ \n\t\u{1}",
        "Zoë",
        "日本語",
        "👩‍🚀",
        "</x>",
        "null",
        "@odata",
    ];
    format!("{}{}", random.of(&words), random.of(&words))
}

fn date(random: &mut Random) -> String {
    let year = match random.below(10) {
        0 => 1,
        1 => 9999,
        _ => 1900 + random.below(200),
    };
    format!("{year:04}-{:02}-{:02}", 1 + random.below(12), 1 + random.below(28))
}

fn time(random: &mut Random) -> String {
    let fraction = random.of(&["", ".0", ".1234567", ".0000000", ".120", ".123456789", ".9999999"]);
    format!("{:02}:{:02}:{:02}{fraction}", random.below(24), random.below(60), random.below(60))
}

fn guid(random: &mut Random) -> String {
    let (a, b) = (random.next(), random.next());
    let text = format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        a as u32,
        (a >> 32) as u16,
        (a >> 48) as u16,
        b as u16,
        b >> 16
    );
    if random.chance(30) { text.to_uppercase() } else { text }
}

/// The value of an annotation.
pub(crate) fn annotation(random: &mut Random) -> Value {
    match random.below(3) {
        0 => json!("https://graph.microsoft.com/v1.0/users/1"),
        1 => json!(["https://graph.microsoft.com/v1.0/groups/2"]),
        _ => Value::Null,
    }
}

/// The name of a property or annotation that no documentation lists.
pub(crate) fn undeclared_name(random: &mut Random) -> String {
    let names = [
        "@odata.etag",
        "@odata.context",
        "@odata.id",
        "zzz@odata.bind",
        "extension_1_x",
        "z z",
        "zzz",
        "zé",
    ];
    random.of(&names).to_owned()
}

/// Any JSON.
pub(crate) fn json(depth: usize, random: &mut Random) -> Value {
    match random.below(if depth == 0 { 4 } else { 6 }) {
        0 => Value::Null,
        1 => json!(random.chance(50)),
        2 => json!(random.next() as i32),
        3 => json!(string(random)),
        4 => (0..random.below(3)).map(|_| json(depth - 1, random)).collect(),
        _ => {
            let mut object = Map::new();
            for _ in 0..random.below(3) {
                object.insert(undeclared_name(random), json(depth - 1, random));
            }
            Value::Object(object)
        }
    }
}
