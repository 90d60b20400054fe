//! Enumerations that outlive the documentation: a member that it does not list keeps its exact text.

use crate::model::Wire;
use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;
use std::fmt;
use std::marker::PhantomData;

/// An enum type of the API. Implemented by generated code.
pub trait OpenEnum: Sized + PartialEq {
    /// The member's name on the wire.
    fn as_str(&self) -> &str;

    /// The member of this name; an unknown one if the documentation has none.
    fn from_text(text: &str) -> Self;
}

/// The name of a member that the documentation does not list.
///
/// Made only by reading a name that is no known one, so that a member has one form only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownMember(Box<str>);

impl UnknownMember {
    /// The name on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For generated code, which calls it with names that are no known ones.
    #[doc(hidden)]
    pub fn from_generated_code(text: &str) -> Self {
        UnknownMember(text.into())
    }
}

impl fmt::Debug for UnknownMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A value of an enumeration whose members combine (`IsFlags`): a set of members, written as a comma list.
///
/// ```
/// # use graphdown_client::{Flags, OpenEnum};
/// # #[derive(Debug, Clone, PartialEq)] struct Day(String);
/// # impl OpenEnum for Day { fn as_str(&self) -> &str { &self.0 } fn from_text(text: &str) -> Self { Day(text.to_owned()) } }
/// let days: Flags<Day> = Flags::from("monday,friday");
/// assert!(days.contains(&Day::from_text("friday")));
/// assert_eq!(days.to_string(), "monday,friday");
/// ```
#[derive(Clone)]
pub struct Flags<E> {
    members: Vec<E>,
}

impl<E: OpenEnum> Flags<E> {
    /// No members.
    pub const fn new() -> Self {
        Flags { members: Vec::new() }
    }

    /// True if `member` is in the set.
    pub fn contains(&self, member: &E) -> bool {
        self.members.contains(member)
    }

    /// Adds `member`; false if it was there already.
    pub fn insert(&mut self, member: E) -> bool {
        let is_new = !self.contains(&member);
        if is_new {
            self.members.push(member);
        }
        is_new
    }

    /// Takes `member` out; false if it was not there.
    pub fn remove(&mut self, member: &E) -> bool {
        let before = self.members.len();
        self.members.retain(|it| it != member);
        self.members.len() < before
    }

    /// The members in the order in which they were named.
    pub fn iter(&self) -> std::slice::Iter<'_, E> {
        self.members.iter()
    }

    /// True if there are no members.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }
}

impl<E> Default for Flags<E> {
    fn default() -> Self {
        Flags { members: Vec::new() }
    }
}

/// Two sets are equal if they have the same members, in whatever order.
impl<E: OpenEnum> PartialEq for Flags<E> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.members.iter().all(|it| other.contains(it))
    }
}

impl<E: OpenEnum + Eq> Eq for Flags<E> {}

impl<E: OpenEnum> From<&str> for Flags<E> {
    fn from(text: &str) -> Self {
        text.split(',').map(str::trim).filter(|it| !it.is_empty()).map(E::from_text).collect()
    }
}

impl<E: OpenEnum> From<E> for Flags<E> {
    fn from(member: E) -> Self {
        Flags { members: vec![member] }
    }
}

impl<E: OpenEnum> FromIterator<E> for Flags<E> {
    fn from_iter<I: IntoIterator<Item = E>>(members: I) -> Self {
        let mut flags = Flags::new();
        flags.extend(members);
        flags
    }
}

impl<E: OpenEnum> Extend<E> for Flags<E> {
    fn extend<I: IntoIterator<Item = E>>(&mut self, members: I) {
        for member in members {
            self.insert(member);
        }
    }
}

impl<'a, E> IntoIterator for &'a Flags<E> {
    type Item = &'a E;
    type IntoIter = std::slice::Iter<'a, E>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.iter()
    }
}

impl<E: OpenEnum> fmt::Display for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, member) in self.members.iter().enumerate() {
            f.write_str(if index > 0 { "," } else { "" })?;
            f.write_str(member.as_str())?;
        }
        Ok(())
    }
}

impl<E: OpenEnum> fmt::Debug for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

impl<E: OpenEnum> Wire for Flags<E> {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(TextVisitor(PhantomData, |text| Flags::from(text)))
    }

    fn encode<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// Reads an enum member. Called by generated code.
///
/// # Errors
/// If it is no string.
pub fn read_enum<'de, E: OpenEnum, D: Deserializer<'de>>(from: D) -> Result<E, D::Error> {
    from.deserialize_str(TextVisitor(PhantomData, E::from_text))
}

struct TextVisitor<T, F: Fn(&str) -> T>(PhantomData<fn() -> T>, F);

impl<T, F: Fn(&str) -> T> Visitor<'_> for TextVisitor<T, F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of an enumeration member")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok((self.1)(text))
    }
}

/// Implements what every [`OpenEnum`] has in common.
#[macro_export]
macro_rules! common_of_enum {
    ($name:ty) => {
        impl $name {
            /// The member's name on the wire.
            pub fn as_str(&self) -> &str {
                $crate::OpenEnum::as_str(self)
            }
        }
        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                $crate::OpenEnum::from_text(text)
            }
        }
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl<'de> $crate::Deserialize<'de> for $name {
            fn deserialize<D: $crate::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::read_enum(from)
            }
        }
        impl $crate::Serialize for $name {
            fn serialize<S: $crate::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
        impl $crate::Wire for $name {
            fn decode<'de, D: $crate::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::read_enum(from)
            }
            fn encode<S: $crate::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
    };
}

#[cfg(test)]
#[allow(unreachable_pub)] // What generated code has public.
mod tests {
    use super::{Flags, OpenEnum, UnknownMember};

    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum Status {
        Running,
        _Unknown(UnknownMember),
    }

    impl OpenEnum for Status {
        fn as_str(&self) -> &str {
            match self {
                Self::Running => "running",
                Self::_Unknown(it) => it.as_str(),
            }
        }
        fn from_text(text: &str) -> Self {
            match text {
                "running" => Self::Running,
                _ => Self::_Unknown(UnknownMember::from_generated_code(text)),
            }
        }
    }
    crate::common_of_enum!(Status);

    #[test]
    fn unknown_members_keep_their_text() {
        for name in ["running", "Running", "évolué", ""] {
            let json = serde_json::to_string(name).expect("a string");
            let status: Status = serde_json::from_str(&json).expect("it reads");
            assert_eq!(status.as_str(), name);
            assert_eq!(serde_json::to_string(&status).expect("it writes"), json);
        }
        assert_eq!(Status::from("running"), Status::Running);
    }

    #[test]
    fn sets_ignore_order_and_repetition() {
        let set: Flags<Status> = "running, new ,running".into();
        assert_eq!(set.to_string(), "running,new");
        assert_eq!(set, "new,running".into());
        assert!(Flags::<Status>::from("").is_empty());
    }
}
