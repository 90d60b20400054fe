//! Query options.
//!
//! Source: <https://learn.microsoft.com/graph/query-parameters>; for advanced queries <https://learn.microsoft.com/graph/aad-advanced-queries>.

pub use expand::Expand;
pub use filter::{Condition, Null};
pub use names::{Name, Order, PropertyPath};

mod expand;
mod filter;
mod names;

use super::{OperationInfo, Request};
use crate::model::Model;
use crate::response::Collection;
use filter::advanced::is_advanced;

const CONSISTENCY_LEVEL: &str = "ConsistencyLevel";

/// Answers that have properties to choose from. Nobody else implements it.
pub trait Selectable: sealed::Sealed {}

impl<R: sealed::Sealed> Selectable for R {}

mod sealed {
    pub trait Sealed {}
    impl<T: super::Model> Sealed for T {}
    impl<T: super::Model> Sealed for Option<T> {}
    impl Sealed for serde_json::Value {}
}

impl<R: Selectable> Request<R> {
    /// Asks for these properties only: `.select([User::ID, User::DISPLAY_NAME])`.
    pub fn select(self, properties: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.query("$select", join(properties))
    }

    /// Asks for related resources as well: `.expand([User::MANAGER])`. [`Expand`] takes query options for them.
    pub fn expand(self, relationships: impl IntoIterator<Item = impl Into<Expand>>) -> Self {
        self.query("$expand", expand::list(relationships))
    }
}

impl<T> Request<Collection<T>> {
    /// Asks for the elements that meet a condition: `.filter(User::ACCOUNT_ENABLED.eq(true))`, or a string.
    ///
    /// Conditions that directory objects take only as advanced queries (`ne`, `not`, `endsWith`, `$count`) bring their header along, and
    /// `$count=true` where the documentation of the operation speaks of one of both. What is set by hand wins.
    pub fn filter(self, condition: impl Into<String>) -> Self {
        let condition = condition.into();
        let advanced = is_advanced(&condition);
        let request = self.query("$filter", condition);
        if advanced { request.advanced() } else { request.sorted_condition() }
    }

    /// Asks for the elements that a search finds. Words without quotes are put into quotes, as the service wants them: `displayName:adele`
    /// becomes `"displayName:adele"`. The header `ConsistencyLevel: eventual` comes along.
    pub fn search(self, words: impl Into<String>) -> Self {
        let words = words.into();
        let is_quoted = words.contains('"');
        let words = if is_quoted { words } else { format!("\"{}\"", words.replace('\\', "\\\\")) };
        self.query("$search", words).advanced()
    }

    /// Asks for an order: `.order_by([User::DISPLAY_NAME.desc()])`.
    pub fn order_by(self, order: impl IntoIterator<Item = impl Into<Order>>) -> Self {
        self.query("$orderby", join(order.into_iter().map(Into::into))).sorted_condition()
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
        let request = self.query("$count", "true");
        if request.documents_level() { request.eventual() } else { request }
    }

    fn advanced(self) -> Self {
        let counts = self.documents_level() || self.documents("$count");
        let request = self.eventual();
        if counts && !request.has("$count") { request.query("$count", "true") } else { request }
    }

    /// A condition and an order together are an advanced query of directory objects; elsewhere they are not.
    fn sorted_condition(self) -> Self {
        let both = self.has("$filter") && self.has("$orderby");
        if both && self.documents_level() { self.advanced() } else { self }
    }

    fn eventual(self) -> Self {
        let is_set = self.headers().iter().any(|it| it.0.eq_ignore_ascii_case(CONSISTENCY_LEVEL));
        if is_set { self } else { self.consistency_level("eventual") }
    }

    fn has(&self, option: &str) -> bool {
        self.query_pairs().iter().any(|it| it.0 == option)
    }

    fn documents(&self, option: &str) -> bool {
        OperationInfo::list(self.operation().query_options).any(|it| it == option)
    }

    /// True if the documentation says that the operation takes the header.
    fn documents_level(&self) -> bool {
        OperationInfo::list(self.operation().headers)
            .any(|it| it.eq_ignore_ascii_case(CONSISTENCY_LEVEL))
    }
}

fn join(words: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut joined = String::new();
    for (index, word) in words.into_iter().enumerate() {
        joined.push_str(if index == 0 { "" } else { "," });
        joined.push_str(word.as_ref());
    }
    joined
}

#[cfg(test)]
mod tests;
