//! What a generated model is: a struct that can read one property by its wire name and write all of them.

pub use additional::Additional;
pub use debug::debug_model;
pub use property::{Entry, Property, Writer};
pub use undeclared::Undeclared;
pub use visitor::{read_model, write_model};
pub use wire::Wire;
pub(crate) use wire::as_serde;

mod additional;
mod debug;
mod notes;
mod nulls;
mod property;
mod undeclared;
mod visitor;
mod wire;

use serde::de::{DeserializeOwned, MapAccess};
use serde::ser::{Serialize, SerializeMap};
use std::fmt;

/// A structured type of the API. Implemented by generated code.
///
/// ```
/// use graphdown_client::{Additional, Entry, MapAccess, Model, SerializeMap, Writer};
///
/// #[derive(Clone, Default, PartialEq)]
/// pub struct Identity {
///     pub display_name: Option<String>,
///     pub additional: Additional,
/// }
///
/// impl Model for Identity {
///     const ODATA_TYPE: &'static str = "microsoft.graph.identity";
///     fn read<'de, A: MapAccess<'de>>(&mut self, from: &mut Entry<'_, 'de, A>) {
///         match from.name {
///             "displayName" => from.read(&mut self.display_name),
///             _ => from.rest(&mut self.additional),
///         }
///     }
///     fn write<S: SerializeMap>(&self, to: &mut Writer<'_, S>) {
///         to.property("displayName", &self.display_name);
///         to.rest(&self.additional);
///     }
///     fn additional(&self) -> &Additional {
///         &self.additional
///     }
/// }
/// graphdown_client::common_of_model!(Identity);
///
/// let json = r#"{"displayName":"Adele","tenantId":"x"}"#;
/// let identity: Identity = graphdown_client::serde_json::from_str(json).unwrap();
/// assert_eq!(identity.display_name.as_deref(), Some("Adele"));
/// assert_eq!(graphdown_client::serde_json::to_string(&identity).unwrap(), json);
/// let shown = r#"Identity {displayName: "Adele", additional: {"tenantId": String("x")}}"#;
/// assert_eq!(format!("{identity:?}"), shown);
/// ```
pub trait Model: Default + Serialize + DeserializeOwned {
    /// The qualified name of the type, for instance `microsoft.graph.user`; empty for a type that has none, such as the parameters of an action.
    const ODATA_TYPE: &'static str;

    /// Reads the value that `from` stands at into the property of that name, or into `additional`. An error stays in `from`.
    fn read<'de, A: MapAccess<'de>>(&mut self, from: &mut Entry<'_, 'de, A>);

    /// Writes all properties that are there. An error stays in `to`.
    fn write<S: SerializeMap>(&self, to: &mut Writer<'_, S>);

    /// What the service sent beyond the documented properties, and which of those were `null`.
    fn additional(&self) -> &Additional;

    /// The name of the type that the service says the value has, without the leading `#`.
    fn odata_type(&self) -> Option<&str> {
        self.additional().odata_type()
    }

    /// The value as the type that the service says it has. Nothing is lost on the way: what this type does not know is in `additional`.
    ///
    /// # Errors
    /// If the service says that it is of another type than `T`, or if a property does not fit.
    fn downcast<T: Model>(&self) -> Result<T, DowncastError> {
        match self.odata_type() {
            Some(found) if found != T::ODATA_TYPE => {
                Err(DowncastError::OtherType { found: found.to_owned(), wanted: T::ODATA_TYPE })
            }
            _ => self.view_as(),
        }
    }

    /// The value as a `T`, whatever the service says that it is: for a base type of what it is.
    ///
    /// # Errors
    /// If a property does not fit.
    fn view_as<T: Model>(&self) -> Result<T, DowncastError> {
        serde_json::to_value(self).and_then(serde_json::from_value).map_err(DowncastError::Json)
    }
}

/// A model that holds itself is boxed.
impl<T: Model> Model for Box<T> {
    const ODATA_TYPE: &'static str = T::ODATA_TYPE;

    fn read<'de, A: MapAccess<'de>>(&mut self, from: &mut Entry<'_, 'de, A>) {
        (**self).read(from);
    }

    fn write<S: SerializeMap>(&self, to: &mut Writer<'_, S>) {
        (**self).write(to);
    }

    fn additional(&self) -> &Additional {
        (**self).additional()
    }
}

/// Why a value could not be viewed as another type.
#[derive(Debug)]
#[non_exhaustive]
pub enum DowncastError {
    /// The service says that it is something else.
    OtherType {
        /// What the service says.
        found: String,
        /// What was asked for.
        wanted: &'static str,
    },
    /// A property does not have the form that the type wants.
    Json(serde_json::Error),
}

impl fmt::Display for DowncastError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DowncastError::OtherType { found, wanted } => {
                write!(f, "the value is a `{found}`, not a `{wanted}`")
            }
            DowncastError::Json(_) => {
                f.write_str("the value does not have the form of the wanted type")
            }
        }
    }
}

impl std::error::Error for DowncastError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            DowncastError::OtherType { .. } => None,
            DowncastError::Json(error) => Some(error),
        }
    }
}

/// Implements serde's traits and `Debug` for a [`Model`].
#[macro_export]
macro_rules! common_of_model {
    ($model:ident) => {
        $crate::serde_of_model!($model);
        impl ::core::fmt::Debug for $model {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::debug_model(stringify!($model), self, f)
            }
        }
    };
}

/// Implements serde's traits for a [`Model`].
#[macro_export]
macro_rules! serde_of_model {
    ($model:ty) => {
        impl<'de> $crate::Deserialize<'de> for $model {
            fn deserialize<D: $crate::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::read_model(from)
            }
        }
        impl $crate::Serialize for $model {
            fn serialize<S: $crate::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::write_model(self, to)
            }
        }
    };
}
