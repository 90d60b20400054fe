//! A JSON value against a type.

use super::checking::Check;
use super::formats::{self, Fit};
use crate::diagnostics::Code;
use crate::ir::Text;
use crate::ir::edm::{EnumId, Origin, Parameter, Subject, TypeId, TypeTarget, TypeUse};
use crate::ir::page::{Json, JsonValue};
use crate::span::Spanned;

/// Values nested deeper are not followed.
const MAX_DEPTH: usize = 64;

impl Check<'_> {
    /// Looks at something below the member `name`.
    pub(super) fn within(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        self.path.push(name.to_owned());
        look(self);
        self.path.pop();
    }

    /// Checks each of `elements`.
    pub(super) fn elements(&mut self, name: &str, elements: &[Json], ty: TypeUse) {
        for (index, it) in elements.iter().enumerate() {
            let place = if name.is_empty() { index.to_string() } else { format!("{name}/{index}") };
            self.within(&place, |check| check.value(it, ty));
        }
    }

    /// Checks `json` against a type.
    pub(super) fn value(&mut self, json: &Json, ty: TypeUse) {
        if self.path.len() > MAX_DEPTH || formats::is_placeholder(json) {
            return;
        }
        if ty.target == TypeTarget::Untyped || json.value == JsonValue::Null {
            return;
        }
        if ty.collection {
            return match &json.value {
                JsonValue::Array(elements) => {
                    let ty = TypeUse { collection: false, ..ty };
                    for (index, it) in elements.iter().enumerate() {
                        self.within(&index.to_string(), |check| check.value(it, ty));
                    }
                }
                _ => {
                    let expected = self.words(ty);
                    let message = format!("documented is {expected}, this is one value");
                    self.find(Code::OneOrMany, json.span, message);
                    self.value(json, TypeUse { collection: false, ..ty });
                }
            };
        }
        if let JsonValue::Array(elements) = &json.value
            && !formats::takes_arrays(ty.target)
        {
            let message = format!("documented is one {}, this is an array", self.words(ty));
            self.find(Code::OneOrMany, json.span, message);
            return elements.iter().for_each(|it| self.value(it, ty));
        }
        match ty.target {
            TypeTarget::Primitive(primitive) => match formats::fit(primitive, json) {
                Fit::Fits => {}
                Fit::OtherKind => self.other_type(json, ty),
                Fit::Malformed => {
                    let message = format!("this is no {}", primitive.edm_name());
                    self.find(Code::MalformedValue, json.span, message);
                }
            },
            TypeTarget::Enum(id) => self.member(json, id, ty),
            TypeTarget::Structured(id) => match &json.value {
                JsonValue::Object(_) => self.object(json, id, &[]),
                _ => self.other_type(json, ty),
            },
            TypeTarget::Untyped => {}
        }
    }

    fn other_type(&mut self, json: &Json, ty: TypeUse) {
        let message = format!("documented is {}, this is {}", self.words(ty), formats::kind(json));
        self.find(Code::ValueOfOtherType, json.span, message);
    }

    /// The type in words.
    pub(super) fn words(&self, ty: TypeUse) -> String {
        let name = match ty.target {
            TypeTarget::Primitive(it) => it.edm_name().to_owned(),
            TypeTarget::Structured(id) => self.api.structured_type(id).name.to_string(),
            TypeTarget::Enum(id) => self.api.enum_type(id).name.to_string(),
            TypeTarget::Untyped => "any value".to_owned(),
        };
        if ty.collection { format!("Collection({name})") } else { name }
    }

    fn member(&mut self, json: &Json, id: EnumId, ty: TypeUse) {
        let it = self.api.enum_type(id);
        let Some(text) = json.as_str() else { return self.other_type(json, ty) };
        if it.members.is_empty() {
            return;
        }
        // Values of flags stand in one string; a union of words shows what may stand there.
        for word in text.split([',', '|']).map(str::trim).filter(|it| !it.is_empty()) {
            if word == "unknownFutureValue" || it.members.iter().any(|it| it.name == word) {
                continue;
            }
            let other = it.members.iter().find(|it| it.name.eq_ignore_ascii_case(word));
            if let Some(other) = other {
                let message = format!("`{word}` is documented as `{}`", other.name);
                // Of several in one string the place of one is not known.
                let words = if word == text { (word, other.name.as_str()) } else { ("", "") };
                self.find_spelling(Code::MemberCase, json.span, words, message);
            } else {
                let message = format!("`{word}` is no member of {}", it.name);
                let outer = self.subject.replace(Subject::Enum(it.name.clone()));
                self.find(Code::UnknownMember, json.span, message);
                self.subject = outer;
            }
        }
    }

    /// A body of a type, where the page lists further members that it may have.
    pub(super) fn resource(&mut self, json: &Json, ty: TypeUse, members: &[Parameter]) {
        match (ty.target, &json.value) {
            (TypeTarget::Structured(id), JsonValue::Object(_)) if !ty.collection => {
                self.object(json, id, members);
            }
            _ => self.value(json, ty),
        }
    }

    /// An object of the type `declared`, or of the one that it names itself.
    fn object(&mut self, json: &Json, declared: TypeId, members: &[Parameter]) {
        let id = self.stated_type(json, declared);
        for (key, value) in json.members() {
            // Annotations belong to no type.
            if !formats::is_annotation(&key.value) && !formats::is_ellipsis(&key.value) {
                self.within(&key.value, |check| check.property(id, members, key, value));
            }
        }
    }

    fn property(&mut self, id: TypeId, members: &[Parameter], key: &Spanned<Text>, value: &Json) {
        let listed = members.iter().find(|it| it.name.eq_ignore_ascii_case(&key.value));
        if let Some((owner, it)) = self.names.property(id, &key.value) {
            self.letter_case(key, &it.name);
            let owner = self.api.structured_type(owner).name.clone();
            let outer = self.subject.replace(Subject::Property(owner, it.name.clone()));
            self.value(value, it.ty);
            self.subject = outer;
        } else if let Some(it) = listed {
            self.letter_case(key, &it.name);
            self.value(value, it.ty);
        } else {
            self.unknown(id, key, value);
        }
    }

    /// A property that the type does not have.
    fn unknown(&mut self, id: TypeId, key: &Spanned<Text>, value: &Json) {
        let ty = self.api.structured_type(id);
        let ancestry = self.api.ancestry(id);
        let mut types = ancestry.iter().map(|it| self.api.structured_type(*it));
        if types.clone().any(|it| it.is_open) {
            return;
        }
        if types.any(|it| it.origin == Origin::Reference) {
            let message = format!("no page says what {} has", ty.name);
            return self.find(Code::ExampleOfUndocumentedType, key.span, message);
        }
        if let Some((owner, it)) = self.names.with_property(id, &key.value) {
            let owner = &self.api.structured_type(owner).name;
            let message = format!("`{}` is a property of {owner}, not of {}", key.value, ty.name);
            self.find(Code::PropertyOfDerivedType, key.span, message);
            return self.value(value, it.ty);
        }
        let message = format!("{} has no property `{}`", ty.name, key.value);
        self.find(Code::UnknownProperty, key.span, message);
    }

    /// The type that an object names with `@odata.type`, if it is fit to stand here.
    fn stated_type(&mut self, json: &Json, declared: TypeId) -> TypeId {
        let Some(stated) = json.get("@odata.type") else { return declared };
        let Some(name) = stated.as_str().filter(|_| !formats::is_placeholder(stated)) else {
            return declared;
        };
        let Some(id) = self.names.structured(name) else {
            if !self.names.is_other_type(name) {
                let message = format!("no page documents a type `{name}`");
                self.find(Code::ExampleOfUnknownType, stated.span, message);
            }
            return declared;
        };
        if self.names.is_a(id, declared) {
            return id;
        }
        let expected = &self.api.structured_type(declared).name;
        if !self.names.is_a(declared, id) {
            let message = format!("documented is {expected}, from which this does not derive");
            self.find(Code::ExampleOfUnrelatedType, stated.span, message);
            return id;
        }
        declared
    }

    /// Reports a name whose letters have another case than documented.
    pub(super) fn letter_case(&mut self, key: &Spanned<Text>, documented: &str) {
        if key.value != documented {
            let message = format!("`{}` is documented as `{documented}`", key.value);
            let words = (key.value.as_str(), documented);
            self.find_spelling(Code::PropertyCase, key.span, words, message);
        }
    }
}
