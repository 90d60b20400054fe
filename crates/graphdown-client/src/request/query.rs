//! Query options.

use super::Request;
use crate::response::Collection;

impl<R> Request<R> {
    /// Asks for these properties only.
    pub fn select<'a>(self, properties: impl IntoIterator<Item = &'a str>) -> Self {
        self.query("$select", join(properties))
    }

    /// Asks for related resources as well.
    pub fn expand<'a>(self, properties: impl IntoIterator<Item = &'a str>) -> Self {
        self.query("$expand", join(properties))
    }
}

impl<T> Request<Collection<T>> {
    /// Asks for the elements that meet a condition.
    pub fn filter(self, condition: impl Into<String>) -> Self {
        self.query("$filter", condition)
    }

    /// Asks for the elements that a search finds.
    pub fn search(self, words: impl Into<String>) -> Self {
        self.query("$search", words)
    }

    /// Asks for an order: `displayName desc`.
    pub fn order_by<'a>(self, properties: impl IntoIterator<Item = &'a str>) -> Self {
        self.query("$orderby", join(properties))
    }

    /// Asks for pages of at most this many elements.
    pub fn top(self, count: u32) -> Self {
        self.query("$top", count.to_string())
    }

    /// Leaves out the first elements.
    pub fn skip(self, count: u32) -> Self {
        self.query("$skip", count.to_string())
    }

    /// Asks how many elements there are in all.
    pub fn count(self) -> Self {
        self.query("$count", "true")
    }
}

fn join<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().collect::<Vec<_>>().join(",")
}
