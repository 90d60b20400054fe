//! Documents for models: declared properties, and all that may stand beside them.

use crate::random::Random;
use crate::table::{Shape, Table};
use crate::values;
use serde_json::{Map, Value, json};

/// How deep models are nested.
const DEPTH: usize = 3;

/// A JSON object for a model.
pub(crate) struct Document {
    pub(crate) text: String,
    /// The names that the model does not declare.
    pub(crate) undeclared: Vec<String>,
    /// Declared properties that are `null` and no relationship.
    pub(crate) nulls: Vec<String>,
}

pub(crate) struct Filler<'a> {
    table: &'a Table,
}

impl<'a> Filler<'a> {
    pub(crate) fn new(table: &'a Table) -> Self {
        Filler { table }
    }

    /// A document for the model of this path that has each property with a chance of `share` of a hundred.
    pub(crate) fn document(&self, path: &str, share: u64, random: &mut Random) -> Document {
        let mut document =
            Document { text: String::new(), undeclared: Vec::new(), nulls: Vec::new() };
        let mut object = Map::new();
        for (name, shape) in self.table.models.get(path).into_iter().flatten() {
            let is_relationship = is_relationship(shape);
            if random.chance(10) {
                let annotation = format!("{name}@odata.{}", random.of(&["bind", "type", "x.y"]));
                if !is_relationship {
                    document.undeclared.push(annotation.clone());
                }
                object.insert(annotation, values::annotation(random));
            }
            if !random.chance(share) {
                continue;
            }
            let value = self.value(shape, 0, random);
            if value.is_null() && !is_relationship && !is_patch(shape) {
                document.nulls.push(name.clone());
            }
            object.insert(name.clone(), value);
            if matches!(shape, Shape::Of(of, _) if of == "NavCollection") && random.chance(50) {
                object.insert(format!("{name}@odata.count"), json!(random.below(1000)));
                object.insert(format!("{name}@odata.nextLink"), values::annotation(random));
            }
        }
        for _ in 0..random.below(4) {
            let name = values::undeclared_name(random);
            if !object.contains_key(&name) {
                document.undeclared.push(name.clone());
                object.insert(name, values::json(2, random));
            }
        }
        document.text = Value::Object(object).to_string();
        document
    }

    fn value(&self, shape: &Shape, depth: usize, random: &mut Random) -> Value {
        match shape {
            Shape::Of(of, inner) => match of.as_str() {
                "Option" | "Patch" | "Nav" if random.chance(15) => Value::Null,
                "Vec" | "NavCollection" => {
                    let count = if depth < DEPTH { random.below(4) } else { 0 };
                    (0..count).map(|_| self.value(inner, depth + 1, random)).collect()
                }
                "Flags" => self.flags(inner, random),
                _ => self.value(inner, depth, random),
            },
            Shape::Named(path) => self.named(path, depth, random),
        }
    }

    fn named(&self, path: &str, depth: usize, random: &mut Random) -> Value {
        if let Some(members) = self.table.enums.get(path) {
            return Value::String(member(members, random));
        }
        let Some(fields) = self.table.models.get(path) else {
            return values::primitive(path.rsplit("::").next().unwrap_or(path), random);
        };
        let mut object = Map::new();
        if random.chance(20) {
            object.insert("@odata.type".to_owned(), json!("#microsoft.graph.something"));
        }
        for (name, shape) in fields {
            if depth < DEPTH && random.chance(40) {
                object.insert(name.clone(), self.value(shape, depth + 1, random));
            }
        }
        if random.chance(20) {
            object.insert(values::undeclared_name(random), values::json(1, random));
        }
        Value::Object(object)
    }

    fn flags(&self, of: &Shape, random: &mut Random) -> Value {
        let Shape::Named(path) = of else { return Value::Null };
        let known = self.table.enums.get(path).map_or(&[][..], Vec::as_slice);
        let mut chosen: Vec<String> = Vec::new();
        for _ in 0..random.below(4) {
            let name = member(known, random);
            if !chosen.contains(&name) && !name.contains(',') && !name.trim().is_empty() {
                chosen.push(name);
            }
        }
        Value::String(chosen.join(","))
    }
}

fn is_relationship(it: &Shape) -> bool {
    matches!(it, Shape::Of(of, _) if of == "Nav" || of == "NavCollection")
}

fn is_patch(it: &Shape) -> bool {
    matches!(it, Shape::Of(of, _) if of == "Patch")
}

/// A known member or an unknown one.
fn member(known: &[String], random: &mut Random) -> String {
    if known.is_empty() || random.chance(25) {
        return random.of(&["evolved", "unknownFutureValue2", "Évolué", "x y", "7"]).to_owned();
    }
    known[random.below(known.len() as u64) as usize].clone()
}
