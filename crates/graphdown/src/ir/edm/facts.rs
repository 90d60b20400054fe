//! What descriptions state beside the type.

use crate::ir::Text;

/// What a property's or parameter's description states in words of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// "Read-only".
    pub read_only: bool,
    /// "Required".
    pub required: bool,
    /// "Optional".
    pub optional: bool,
    /// "Key".
    pub key: bool,
    /// "Returned only on `$select`".
    pub only_on_select: bool,
    /// The rest, if anything of it is stated; see [`Facts::particulars`]. Few descriptions do, and there are tens of thousands.
    pub others: Option<Box<Particulars>>,
}

/// What few descriptions state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The default value, as written.
    pub default: Option<Text>,
    /// The greatest number of characters.
    pub max_length: Option<u32>,
    /// Operators of `$filter` that the property supports; `Some` and empty if it does but names none.
    pub filter: Option<Vec<Text>>,
    /// Values that a string-typed property may have, where the page lists them.
    pub allowed_values: Vec<Text>,
    /// The type that declares the property, as the row names it: "Inherited from entity".
    pub inherited_from: Option<Text>,
    /// Since when, or from when on, it is deprecated, as written: `July 2019`, `2023-01-31`, `version 4`.
    pub deprecated_since: Option<Text>,
    /// Request headers that have to be sent to get or filter it, for instance `ConsistencyLevel`.
    pub needs_headers: Vec<Text>,
}

/// Of a description that states nothing of it.
static NONE: Particulars = Particulars {
    default: None,
    max_length: None,
    filter: None,
    allowed_values: Vec::new(),
    inherited_from: None,
    deprecated_since: None,
    needs_headers: Vec::new(),
};

impl Facts {
    /// What few descriptions state.
    pub fn particulars(&self) -> &Particulars {
        self.others.as_deref().unwrap_or(&NONE)
    }

    /// Changes what few descriptions state.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Particulars)) {
        let mut particulars = self.others.take().unwrap_or_default();
        change(&mut particulars);
        self.others = (*particulars != NONE).then_some(particulars);
    }
}

impl From<Particulars> for Facts {
    /// These, and nothing else.
    fn from(it: Particulars) -> Self {
        Facts { others: (it != NONE).then(|| Box::new(it)), ..Facts::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Facts, Particulars};

    #[test]
    fn what_is_not_stated_takes_no_place() {
        let mut facts = Facts::default();
        assert_eq!(facts.particulars(), &Particulars::default());
        facts.change(|it| it.max_length = Some(3));
        assert_eq!(facts.particulars().max_length, Some(3));
        facts.change(|it| it.max_length = None);
        assert_eq!(facts, Facts::from(Particulars::default()));
        assert_eq!(facts.others, None);
    }
}
