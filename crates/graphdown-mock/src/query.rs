//! Query options: reading them, and what they make of a list.

pub(crate) use filter::Filter;

mod filter;
mod lexer;

use crate::refusal::Refusal;
use serde_json::{Map, Value};
use std::cmp::Ordering;

/// The most elements that `$top` may ask for.
const MOST: usize = 1000;

/// System query options that the service has and this server does not.
const UNKNOWN: &[&str] = &["$apply", "$compute", "$levels", "$index", "$schemaversion"];

/// The query of a request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    pub(crate) top: Option<usize>,
    pub(crate) skip: usize,
    /// Where the next page begins, and the state that the first page was of.
    pub(crate) skip_token: Option<(usize, u64)>,
    /// The state of a delta link, or `latest`.
    pub(crate) delta_token: Option<String>,
    pub(crate) count: bool,
    pub(crate) select: Vec<Vec<String>>,
    pub(crate) filter: Option<Filter>,
    pub(crate) order_by: Vec<(Vec<String>, bool)>,
    pub(crate) expand: Vec<String>,
    pub(crate) search: Option<String>,
}

impl Query {
    /// Reads the options. Names without `$` are those with it, as far as OData has them.
    pub(crate) fn read(options: &[(String, String)]) -> Result<Self, Refusal> {
        let mut query = Query::default();
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in options {
            let folded = format!("${}", name.trim_start_matches('$').to_lowercase());
            if seen.contains(&folded) {
                return Err(Refusal::bad(format!(
                    "Query option '{name}' was specified more than once, but it must be specified at most once."
                )));
            }
            query.option(&folded, name, value)?;
            seen.push(folded);
        }
        Ok(query)
    }

    fn option(&mut self, folded: &str, name: &str, value: &str) -> Result<(), Refusal> {
        let invalid =
            || Refusal::bad(format!("Invalid value '{value}' for query option '{name}'."));
        let number = || value.parse::<usize>().map_err(|_| invalid());
        match folded {
            "$top" => {
                let top = number()?;
                if top == 0 || top > MOST {
                    return Err(Refusal::bad(format!(
                        "The limit of '{MOST}' for Top query has been exceeded. The value from the incoming request is '{value}'."
                    )));
                }
                self.top = Some(top);
            }
            "$skip" => self.skip = number()?,
            "$skiptoken" => {
                let (at, version) = value.split_once('.').ok_or_else(invalid)?;
                let at = at.parse().map_err(|_| invalid())?;
                self.skip_token = Some((at, version.parse().map_err(|_| invalid())?));
            }
            "$deltatoken" if value != "latest" && value.parse::<u64>().is_err() => {
                return Err(resync());
            }
            "$deltatoken" => self.delta_token = Some(value.to_owned()),
            "$count" => self.count = value.parse().map_err(|_| invalid())?,
            "$select" => self.select = paths(value).ok_or_else(invalid)?,
            "$filter" => self.filter = Some(filter::parse(value)?),
            "$orderby" => self.order_by = order_by(value).ok_or_else(invalid)?,
            "$search" if value.trim().is_empty() => return Err(invalid()),
            "$search" => self.search = Some(value.to_owned()),
            "$expand" if value.contains(['(', '/']) => {
                let what = format!(
                    "`$expand={value}` with options or steps is not evaluated; known are plain names"
                );
                return Err(Refusal::unsupported(what));
            }
            "$expand" => {
                let all = paths(value).ok_or_else(invalid)?;
                self.expand = all.into_iter().flatten().collect();
            }
            "$format" if !value.to_lowercase().contains("json") => return Err(invalid()),
            it if UNKNOWN.contains(&it) => {
                return Err(Refusal::unsupported(format!("`{name}` is not evaluated")));
            }
            _ => {}
        }
        Ok(())
    }

    /// True for an object that `$filter` and `$search` let pass.
    pub(crate) fn wants(&self, value: &Value) -> bool {
        self.filter.as_ref().is_none_or(|it| it.holds(value))
            && self.search.as_ref().is_none_or(|it| is_found(it, value))
    }

    /// Brings objects into the order of `$orderby`.
    pub(crate) fn sort(&self, values: &mut [Value]) {
        values.sort_by(|a, b| {
            let each = self.order_by.iter().map(|(path, descends)| {
                let (a, b) =
                    (at(a, path).unwrap_or(&Value::Null), at(b, path).unwrap_or(&Value::Null));
                let nulls = b.is_null().cmp(&a.is_null());
                let order = nulls.then(filter::order(a, b).unwrap_or(Ordering::Equal));
                if *descends { order.reverse() } else { order }
            });
            each.fold(Ordering::Equal, Ordering::then)
        });
    }

    /// What `$select` leaves of an object, beside annotations and what `$expand` brings.
    pub(crate) fn project(&self, object: &mut Map<String, Value>) {
        if self.select.is_empty() || self.select.iter().any(|it| it[0] == "*") {
            return;
        }
        object.retain(|name, _| {
            name.contains('@')
                || self.select.iter().any(|it| it[0].eq_ignore_ascii_case(name))
                || self.expand.contains(name)
        });
    }

    /// As [`Query::project`], unless the object is the envelope of a list.
    pub(crate) fn project_if_single(&self, object: &mut Map<String, Value>) {
        match object.get_mut("value") {
            Some(Value::Array(all)) => {
                all.iter_mut().filter_map(Value::as_object_mut).for_each(|it| self.project(it));
            }
            _ => self.project(object),
        }
    }

    /// The paths that have to be properties.
    pub(crate) fn paths(&self) -> Vec<(&'static str, &[String])> {
        let select = self.select.iter().map(|it| ("Select and Expand", it.as_slice()));
        let order = self.order_by.iter().map(|(it, _)| ("OrderBy", it.as_slice()));
        let filter = self.filter.iter().flat_map(|it| it.paths()).map(|it| ("Filter", it));
        select.chain(order).chain(filter).collect()
    }
}

/// A delta token that leads nowhere.
pub(crate) fn resync() -> Refusal {
    let message = "The delta token is not one that this server gave, or it is of a state before a reset. Begin anew, without it.";
    Refusal::new(410, "resyncRequired", message)
}

/// The value at the end of a path.
pub(crate) fn at<'v>(value: &'v Value, path: &[String]) -> Option<&'v Value> {
    path.iter().try_fold(value, |it, name| it.get(name))
}

/// Names with commas between them; each may have steps.
fn paths(text: &str) -> Option<Vec<Vec<String>>> {
    let is_name = |it: &str| {
        !it.is_empty()
            && it
                .chars()
                .all(|it| it.is_alphanumeric() || matches!(it, '_' | '.' | '@' | '*' | '-'))
    };
    text.split(',')
        .map(|it| {
            let steps: Vec<String> = it.trim().split('/').map(str::to_owned).collect();
            steps.iter().all(|it| is_name(it)).then_some(steps)
        })
        .collect()
}

fn order_by(text: &str) -> Option<Vec<(Vec<String>, bool)>> {
    text.split(',')
        .map(|it| {
            let (name, direction) = it.trim().split_once(' ').unwrap_or((it.trim(), "asc"));
            let descends = match direction.trim().to_lowercase().as_str() {
                "asc" => false,
                "desc" => true,
                _ => return None,
            };
            Some((paths(name)?.pop()?, descends))
        })
        .collect()
}

/// `$search`: `"words"` somewhere in a text of the object, or `"property:words"` in that property.
fn is_found(search: &str, value: &Value) -> bool {
    let wanted = search.trim().trim_matches('"').to_lowercase();
    let Some(object) = value.as_object() else { return false };
    let has =
        |it: &Value, words: &str| it.as_str().is_some_and(|it| it.to_lowercase().contains(words));
    match wanted.split_once(':') {
        Some((name, words)) => {
            object.iter().any(|(key, it)| key.to_lowercase() == name && has(it, words.trim()))
        }
        None => object.values().any(|it| has(it, &wanted)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(options: &[(&str, &str)]) -> Result<Query, u16> {
        let options: Vec<(String, String)> =
            options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Query::read(&options).map_err(|it| it.status)
    }

    #[test]
    fn wrong_values_are_refused() {
        for (name, value) in [
            ("$top", "x"),
            ("$top", "-1"),
            ("$top", "1001"),
            ("$skip", ""),
            ("$count", "yes"),
            ("$select", "a b"),
            ("$select", ""),
            ("$orderby", "a upwards"),
            ("$format", "atom"),
            ("$search", " "),
        ] {
            assert_eq!(read(&[(name, value)]).map(|_| ()), Err(400), "{name}={value}");
        }
        assert_eq!(read(&[("$top", "1"), ("top", "2")]).map(|_| ()), Err(400));
        assert_eq!(read(&[("$apply", "x")]).map(|_| ()), Err(501));
        assert_eq!(read(&[("$expand", "a($select=b)")]).map(|_| ()), Err(501));
    }

    #[test]
    fn lists_are_sorted_searched_and_projected() {
        let query =
            read(&[("$orderby", "b desc,a"), ("$select", "a"), ("$search", "\"a:X\"")]).unwrap();
        let mut values =
            [json!({"a": "x2", "b": 1}), json!({"a": "x1", "b": 1}), json!({"a": "y", "b": 2})];
        query.sort(&mut values);
        let order: Vec<&Value> = values.iter().map(|it| &it["a"]).collect();
        assert_eq!(order, ["y", "x1", "x2"]);
        assert!(query.wants(&values[1]) && !query.wants(&values[0]));
        let mut object = json!({"a": 1, "b": 2, "@odata.id": 3}).as_object().cloned().unwrap();
        query.project(&mut object);
        assert_eq!(object.keys().collect::<Vec<_>>(), ["a", "@odata.id"]);
    }
}
