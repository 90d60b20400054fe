//! The primitive types of OData that Graph uses.

/// A primitive type. Source: OData CSDL 4.01, section 3.3; `Json` is Graph's own type for any JSON value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs)] // The names are those of the standard.
pub enum Primitive {
    Binary,
    Boolean,
    Byte,
    Date,
    DateTimeOffset,
    Decimal,
    Double,
    Duration,
    Guid,
    Int16,
    Int32,
    Int64,
    SByte,
    Single,
    Stream,
    String,
    TimeOfDay,
    /// Any JSON value.
    Json,
}

impl Primitive {
    /// All primitive types.
    pub const ALL: [Primitive; 18] = [
        Primitive::Binary,
        Primitive::Boolean,
        Primitive::Byte,
        Primitive::Date,
        Primitive::DateTimeOffset,
        Primitive::Decimal,
        Primitive::Double,
        Primitive::Duration,
        Primitive::Guid,
        Primitive::Int16,
        Primitive::Int32,
        Primitive::Int64,
        Primitive::SByte,
        Primitive::Single,
        Primitive::Stream,
        Primitive::String,
        Primitive::TimeOfDay,
        Primitive::Json,
    ];

    /// The name in CSDL, for instance `Edm.Int32`. `Json` has a name of Graph's own.
    pub fn edm_name(self) -> &'static str {
        match self {
            Primitive::Binary => "Edm.Binary",
            Primitive::Boolean => "Edm.Boolean",
            Primitive::Byte => "Edm.Byte",
            Primitive::Date => "Edm.Date",
            Primitive::DateTimeOffset => "Edm.DateTimeOffset",
            Primitive::Decimal => "Edm.Decimal",
            Primitive::Double => "Edm.Double",
            Primitive::Duration => "Edm.Duration",
            Primitive::Guid => "Edm.Guid",
            Primitive::Int16 => "Edm.Int16",
            Primitive::Int32 => "Edm.Int32",
            Primitive::Int64 => "Edm.Int64",
            Primitive::SByte => "Edm.SByte",
            Primitive::Single => "Edm.Single",
            Primitive::Stream => "Edm.Stream",
            Primitive::String => "Edm.String",
            Primitive::TimeOfDay => "Edm.TimeOfDay",
            Primitive::Json => "microsoft.graph.Json",
        }
    }
}
