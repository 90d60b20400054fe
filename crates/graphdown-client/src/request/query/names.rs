//! Names of properties, as query options take them. Generated types hold one constant per property.

use std::fmt;

/// The name of a property on the wire. Generated types have one constant for each of their properties: `User::DISPLAY_NAME`.
///
/// ```
/// use graphdown_client::Name;
///
/// const MAILBOX_SETTINGS: Name = Name::new("mailboxSettings");
/// const TIME_ZONE: Name = Name::new("timeZone");
/// assert_eq!(MAILBOX_SETTINGS.as_str(), "mailboxSettings");
/// assert_eq!(MAILBOX_SETTINGS.then(TIME_ZONE).to_string(), "mailboxSettings/timeZone");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(
    /// Open, for constants that the compiler need not work out.
    #[doc(hidden)]
    pub &'static str,
);

impl Name {
    /// The name `name`.
    pub const fn new(name: &'static str) -> Self {
        Name(name)
    }

    /// The name as the service writes it.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// The path to a property of a property: `mailboxSettings/timeZone`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PropertyPath(String);

impl PropertyPath {
    /// The path `path`.
    pub fn new(path: impl Into<String>) -> Self {
        PropertyPath(path.into())
    }

    /// The path as query options take it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a name and a path have in common.
macro_rules! common {
    ($($ty:ident)+) => {$(
        impl $ty {
            /// The property `next` of this property's value.
            pub fn then(self, next: impl AsRef<str>) -> PropertyPath {
                PropertyPath(format!("{}/{}", self.as_str(), next.as_ref()))
            }

            /// How many elements the collection has: `assignedLicenses/$count`. Directory objects take it as an advanced query.
            pub fn count(self) -> PropertyPath {
                self.then("$count")
            }

            /// From the smallest value to the largest.
            pub fn asc(self) -> Order {
                Order(self.as_str().to_owned())
            }

            /// From the largest value to the smallest.
            pub fn desc(self) -> Order {
                Order(format!("{} desc", self.as_str()))
            }
        }

        impl AsRef<str> for $ty {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl fmt::Display for $ty {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $ty {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl From<$ty> for String {
            fn from(it: $ty) -> String {
                it.as_str().to_owned()
            }
        }

        impl From<$ty> for Order {
            fn from(it: $ty) -> Order {
                it.asc()
            }
        }
    )+};
}

common!(Name PropertyPath);

/// What a collection is sorted by. Names and strings (`"displayName desc"`) are taken as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order(String);

impl AsRef<str> for Order {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Order {
    fn from(text: &str) -> Order {
        Order(text.to_owned())
    }
}

impl From<String> for Order {
    fn from(text: String) -> Order {
        Order(text)
    }
}

/// The names of a type's properties as constants of the type. Generated code calls it.
///
/// ```
/// struct User;
/// graphdown_client::names! { User; ID = "id"; DISPLAY_NAME = "displayName"; }
/// assert_eq!(User::DISPLAY_NAME.as_str(), "displayName");
/// ```
#[macro_export]
macro_rules! names {
    ($ty:ident; $($name:ident = $wire:literal;)+) => {
        /// Names of properties for query options.
        impl $ty {
            $(
                #[doc = $wire]
                pub const $name: $crate::Name = $crate::Name($wire);
            )+
        }
    };
}
