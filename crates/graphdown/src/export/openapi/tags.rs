//! Tags: the areas of the product. Pages differ in how they write them.

use crate::ir::edm::Api;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The tag of each area: spellings that differ in letter case and space around them are one, the one that most operations have.
#[derive(Debug)]
pub(super) struct Tags(BTreeMap<String, String>);

impl Tags {
    pub(super) fn new(api: &Api) -> Self {
        Self::of(api.operations.iter().filter_map(|it| it.area.as_deref()))
    }

    fn of<'a>(areas: impl Iterator<Item = &'a str>) -> Self {
        let mut spellings: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
        for area in areas.map(str::trim).filter(|it| !it.is_empty()) {
            *spellings.entry(area.to_lowercase()).or_default().entry(area).or_default() += 1;
        }
        let most = |(area, counts): (String, BTreeMap<&str, usize>)| {
            // Of several the first.
            let best = counts.iter().rev().max_by_key(|it| it.1)?;
            Some((area, (*best.0).to_owned()))
        };
        Tags(spellings.into_iter().filter_map(most).collect())
    }

    /// The tag that stands for an area.
    pub(super) fn tag(&self, area: &str) -> Option<&str> {
        self.0.get(&area.trim().to_lowercase()).map(String::as_str)
    }

    /// The list at the top of the document.
    pub(super) fn list(&self) -> Vec<Value> {
        let mut names: Vec<&String> = self.0.values().collect();
        names.sort_unstable();
        names.into_iter().map(|it| json!({ "name": it })).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Tags;
    use serde_json::json;

    #[test]
    fn of_spellings_of_one_area_the_most_frequent_is_the_tag_and_of_equals_the_first() {
        let areas =
            ["sharepoint", "SharePoint", "users ", "SharePoint", "users", "Search", "search"];
        let tags = Tags::of(areas.into_iter());
        let names: Vec<_> = areas.iter().map(|it| tags.tag(it).unwrap()).collect();
        let expected =
            ["SharePoint", "SharePoint", "users", "SharePoint", "users", "Search", "Search"];
        assert_eq!(names, expected);
        let list = [
            json!({ "name": "Search" }),
            json!({ "name": "SharePoint" }),
            json!({ "name": "users" }),
        ];
        assert_eq!(tags.list(), list);
    }
}
