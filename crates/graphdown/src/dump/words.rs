//! The words for types and facts that people read.

use crate::ir::edm::{
    Api, Cloud, Facts, Origin, RequestBody, Response, ResponseBody, TypeKind, TypeTarget, TypeUse,
};

impl Api {
    /// The type as CSDL writes it: `Edm.String`, `Collection(microsoft.graph.user)`.
    pub fn type_name(&self, it: TypeUse) -> String {
        let name = match it.target {
            TypeTarget::Primitive(it) => it.edm_name().to_owned(),
            TypeTarget::Structured(id) => self.structured_type(id).name.to_string(),
            TypeTarget::Enum(id) => self.enum_type(id).name.to_string(),
            TypeTarget::Untyped => "Edm.Untyped".to_owned(),
        };
        if it.collection { format!("Collection({name})") } else { name }
    }

    /// What a request carries, in a few words.
    pub fn request_words(&self, it: &RequestBody) -> String {
        match it {
            RequestBody::None => "nothing".to_owned(),
            RequestBody::Resource { ty, .. } => self.type_name(*ty),
            RequestBody::Parameters(_) => "parameters".to_owned(),
            RequestBody::Reference => "a reference".to_owned(),
            RequestBody::Stream { media_type } => {
                format!("bytes of {}", media_type.as_deref().unwrap_or("any type"))
            }
            RequestBody::Untyped => "something of a type that is not stated".to_owned(),
        }
    }

    /// Status and body of an answer, in a few words.
    pub fn response_words(&self, it: &Response) -> String {
        let status: Vec<String> = it.status.iter().map(u16::to_string).collect();
        let body = match it.body {
            ResponseBody::None => "nothing".to_owned(),
            ResponseBody::Single(ty) => self.type_name(ty),
            ResponseBody::Collection(ty) => format!("pages of {}", self.type_name(ty)),
            ResponseBody::Stream => "bytes".to_owned(),
            ResponseBody::Untyped => "something of a type that is not stated".to_owned(),
        };
        format!(
            "{} {body}{}",
            status.join(" or "),
            match (it.long_running, it.location) {
                (true, _) => ", long-running",
                (false, true) => ", with Location",
                (false, false) => "",
            }
        )
    }
}

impl Facts {
    /// The facts in a few words each: `read-only`, `default true`.
    pub fn words(&self) -> Vec<String> {
        let flags = [
            (self.key, "key"),
            (self.required, "required"),
            (self.optional, "optional"),
            (self.read_only, "read-only"),
            (self.only_on_select, "only on $select"),
        ];
        let mut words: Vec<String> =
            flags.iter().filter(|(is, _)| *is).map(|(_, word)| (*word).to_owned()).collect();
        let more = self.particulars();
        words.extend(more.default.as_ref().map(|it| format!("default {it}")));
        words.extend(more.max_length.map(|it| format!("at most {it} characters")));
        words.extend(more.filter.as_ref().map(|it| format!("$filter ({})", it.join(" "))));
        if !more.allowed_values.is_empty() {
            words.push(format!("one of {}", more.allowed_values.join(" ")));
        }
        words.extend(more.inherited_from.as_ref().map(|it| format!("declared by {it}")));
        words.extend(more.deprecated_since.as_ref().map(|it| format!("deprecated since {it}")));
        words.extend(more.needs_headers.iter().map(|it| format!("needs {it}")));
        words
    }
}

impl Cloud {
    /// The cloud in a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Cloud::Global => "global",
            Cloud::UsGovL4 => "us-gov-l4",
            Cloud::UsGovL5 => "us-gov-l5",
            Cloud::China => "china",
        }
    }
}

impl TypeKind {
    /// `entity` or `complex`.
    pub fn as_str(self) -> &'static str {
        match self {
            TypeKind::Entity => "entity",
            TypeKind::Complex => "complex",
        }
    }
}

impl Origin {
    /// How we know of a type, where no page describes it.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Origin::Page => None,
            Origin::Sample => Some("inferred"),
            Origin::Reference => Some("only named"),
        }
    }
}
