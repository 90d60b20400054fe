//! The one way in which models are read and written.

use super::notes::Reading;
use super::{Entry, Model, Writer};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::borrow::Cow;
use std::fmt;

/// Reads a model from an object.
///
/// # Errors
/// If it is no object, or if a property does not have the form that its type wants; the error names the property.
pub fn read_model<'de, T: Model, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let mut model = T::default();
    from.deserialize_map(ModelVisitor(&mut model))?;
    Ok(model)
}

/// Writes a model as an object.
///
/// # Errors
/// Those of the serializer.
pub fn write_model<T: Model, S: Serializer>(model: &T, to: S) -> Result<S::Ok, S::Error> {
    // JSON looks through the name; `Debug` shows it.
    to.serialize_newtype_struct(T::ODATA_TYPE, &Properties(model))
}

/// The properties of a model, without the name of its type.
pub(super) struct Properties<'a, T>(pub(super) &'a T);

impl<T: Model> Serialize for Properties<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        let mut writer = Writer::new(&mut map, self.0.additional());
        self.0.write(&mut writer);
        writer.result?;
        map.end()
    }
}

/// The key of what a model does not declare. JSON looks through the name; `Debug` shows it.
pub(super) struct UndeclaredKey<'a>(pub(super) &'a str);

/// The name of the field for what a model does not declare.
pub(super) const UNDECLARED: &str = "additional";

impl Serialize for UndeclaredKey<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_newtype_struct(UNDECLARED, self.0)
    }
}

/// Reads into a model where it stands: those that are large shall not be moved about.
pub(super) struct ModelVisitor<'a, T>(pub(super) &'a mut T);

impl<'de, T: Model> Visitor<'de> for ModelVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type `{}`", T::ODATA_TYPE)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let ModelVisitor(model) = self;
        let mut reading = Reading::default();
        while let Some(key) = map.next_key_seed(Key)? {
            let mut entry = Entry::new(&key, &mut map, &mut reading);
            loop {
                entry.again = false;
                model.read(&mut entry);
                if !entry.again {
                    break;
                }
            }
            if let Some(error) = entry.error {
                return Err(name_property(&key, &error));
            }
        }
        if !reading.notes.is_empty() {
            model.read(&mut Entry::of_notes(&mut map, &mut reading));
        }
        Ok(())
    }
}

#[cold]
fn name_property<E: Error>(key: &str, error: &E) -> E {
    E::custom(format_args!("property `{key}`: {error}"))
}

/// A property name, borrowed from the input where that is possible.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Additional, Entry, MapAccess, Model, NavCollection, SerializeMap, Writer};

    #[derive(Debug, Clone, Default, PartialEq)]
    struct Group {
        id: Option<String>,
        size: Option<i64>,
        scores: Option<Vec<f64>>,
        members: NavCollection<Group>,
        additional: Additional,
    }

    impl Model for Group {
        const ODATA_TYPE: &'static str = "microsoft.graph.group";
        fn read<'de, A: MapAccess<'de>>(&mut self, from: &mut Entry<'_, 'de, A>) {
            match from.name {
                "id" => from.read(&mut self.id),
                "size" => from.read(&mut self.size),
                "scores" => from.read(&mut self.scores),
                "members" => from.read(&mut self.members),
                _ => from.rest(&mut self.additional),
            }
        }
        fn write<S: SerializeMap>(&self, to: &mut Writer<'_, S>) {
            to.property("id", &self.id);
            to.property("size", &self.size);
            to.property("scores", &self.scores);
            to.property("members", &self.members);
            to.rest(&self.additional);
        }
        fn additional(&self) -> &Additional {
            &self.additional
        }
    }
    crate::serde_of_model!(Group);

    #[track_caller]
    fn round_trip(json: &str) -> Group {
        let group: Group = serde_json::from_str(json).expect("it reads");
        assert_eq!(serde_json::to_string(&group).expect("it writes"), json);
        let again: Group = serde_json::from_value(serde_json::to_value(&group).expect("it writes"))
            .expect("it reads");
        assert_eq!(again, group);
        group
    }

    #[test]
    fn unknown_properties_and_annotations_stay_in_order() {
        let group = round_trip(
            r##"{"id":"1","zeta":[1],"@odata.type":"#microsoft.graph.group","id@x.y":true,"alpha@odata.count":2}"##,
        );
        assert_eq!(group.odata_type(), Some("microsoft.graph.group"));
        assert_eq!(
            group.additional.iter().map(|it| it.0).collect::<Vec<_>>(),
            ["zeta", "@odata.type", "id@x.y", "alpha@odata.count"]
        );
    }

    #[test]
    fn a_relationship_keeps_its_annotations() {
        let json = r#"{"members@odata.count":3,"members":[{"id":"2"}],"members@odata.nextLink":"https://x"}"#;
        let group: Group = serde_json::from_str(json).expect("it reads");
        assert_eq!(group.members.count(), Some(3));
        assert_eq!(group.members.next_link(), Some("https://x"));
        assert_eq!(
            group.members.get().expect("they read").expect("they are there")[0].id.as_deref(),
            Some("2")
        );
        assert!(group.additional.is_empty());
    }

    #[test]
    fn null_and_absent_are_told_apart() {
        let mut group =
            round_trip(r#"{"id":null,"scores":null,"members":null,"zeta":null,"id@x.y":null}"#);
        assert_eq!((&group.id, &group.size, &group.scores), (&None, &None, &None));
        assert!(["id", "scores", "zeta"].iter().all(|it| group.additional.is_null(it)));
        assert!(!group.additional.is_null("size"));
        assert_eq!(group.additional.nulls().collect::<Vec<_>>(), ["id", "scores"]);
        assert_eq!(group.additional.len(), 2);
        group.id = Some("1".to_owned());
        group.additional.remove("scores");
        group.additional.insert("size", serde_json::Value::Null);
        assert_eq!(
            serde_json::to_string(&group).expect("it writes"),
            r#"{"id":"1","members":null,"zeta":null,"id@x.y":null,"size":null}"#
        );
    }

    #[test]
    fn a_collection_remembers_where_it_had_null() {
        let mut group = round_trip(r#"{"id":"1","scores":[null,0.5,null,"INF"],"zeta":[null]}"#);
        assert_eq!(group.scores.as_deref(), Some(&[0.5, f64::INFINITY][..]));
        assert_eq!(group.additional.null_positions("scores"), [0, 2]);
        assert_eq!(group.additional.len(), 1);
        group.scores = Some(vec![1.0, 2.0]);
        let write = |group: &Group| serde_json::to_string(group).expect("it writes");
        assert_eq!(write(&group), r#"{"id":"1","scores":[null,1.0,null,2.0],"zeta":[null]}"#);
        // With another number of values it is another list.
        group.scores = Some(vec![1.0]);
        assert_eq!(write(&group), r#"{"id":"1","scores":[1.0],"zeta":[null]}"#);
        group.scores = Some(vec![1.0, 2.0]);
        assert_eq!(group.additional.remove("scores"), None);
        assert_eq!(write(&group), r#"{"id":"1","scores":[1.0,2.0],"zeta":[null]}"#);
        round_trip(r#"{"scores":[null]}"#);
        assert!(serde_json::from_str::<Group>(r#"{"scores":[null,"x"]}"#).is_err());
    }

    #[test]
    fn a_place_of_null_makes_unequal_and_is_shown() {
        let read = |json| serde_json::from_str::<Group>(json).expect("it reads");
        let group = read(r#"{"scores":[null,1]}"#);
        assert_ne!(group, read(r#"{"scores":[1]}"#));
        assert_ne!(group, read(r#"{"scores":[1,null]}"#));
        assert_eq!(group, group.clone());
        assert_eq!(format!("{:?}", group.additional), r#"{"scores": [0]: null}"#);
        let again = read(r#"{"scores":[null,1],"scores":[2]}"#);
        assert_eq!(again, read(r#"{"scores":[2]}"#));
    }

    #[test]
    fn the_last_of_several_values_counts() {
        for (json, last) in [
            (r#"{"id":null,"id":"1"}"#, r#"{"id":"1"}"#),
            (r#"{"id":"1","id":null,"id":null}"#, r#"{"id":null}"#),
            (r#"{"z":1,"id":"1","z":null}"#, r#"{"id":"1","z":1,"z":null}"#),
        ] {
            let group: Group = serde_json::from_str(json).expect("it reads");
            assert_eq!(serde_json::to_string(&group).expect("it writes"), last);
        }
    }

    #[test]
    fn undeclared_values_are_set_and_taken_by_name() {
        let mut group: Group =
            serde_json::from_str(r#"{"z":1,"y":2,"z":3,"id":null}"#).expect("it reads");
        let it = &mut group.additional;
        assert_eq!(it.get("z"), Some(&3.into()));
        assert_eq!(it.insert("y", "a"), Some(2.into()));
        assert_eq!(it.insert("x", true), None);
        assert_eq!((it.remove("z"), it.remove("z")), (Some(3.into()), None));
        assert_eq!(it.remove("id"), Some(serde_json::Value::Null));
        assert_eq!(
            it,
            &[("x", serde_json::Value::Bool(true)), ("y", "a".into())].into_iter().collect()
        );
        it.remove("x");
        it.remove("y");
        assert!(it.is_empty());
        assert_eq!(std::mem::size_of::<Additional>(), std::mem::size_of::<usize>());
    }

    #[test]
    fn a_note_of_null_is_seen_but_does_not_make_unequal() {
        let group: Group = serde_json::from_str(r#"{"id":null}"#).expect("it reads");
        assert_eq!(group, Group::default());
        assert_eq!(format!("{:?}", group.additional), r#"{"id": Null}"#);
        let other: Group = serde_json::from_str(r#"{"id":null,"x":1}"#).expect("it reads");
        assert_ne!(other, group);
        assert_ne!(group, other);
    }

    #[test]
    fn numbers_have_the_forms_of_odata() {
        let group: Group =
            serde_json::from_str(r#"{"size":"9007199254740993","scores":["INF",1,0.5,"-INF"]}"#)
                .expect("it reads");
        assert_eq!(group.size, Some(9_007_199_254_740_993));
        let json = serde_json::to_string(&group).expect("it writes");
        assert_eq!(json, r#"{"size":9007199254740993,"scores":["INF",1.0,0.5,"-INF"]}"#);
    }

    #[test]
    fn doubles_have_words_and_keep_their_last_digit() {
        let json = r#"{"scores":["NaN","INF","-INF",-1.775863323372969e31,4.7221655985713155e151,-0.0,5e-324]}"#;
        let group: Group = serde_json::from_str(json).expect("it reads");
        assert!(group.scores.as_ref().is_some_and(|it| it[0].is_nan()));
        let written = serde_json::to_string(&group).expect("it writes");
        assert_eq!(written.replace("e+", "e"), json);
        for word in ["inf", "nan", "infinity", "", "x", "INFINITY"] {
            let json = format!(r#"{{"scores":["{word}"]}}"#);
            assert!(serde_json::from_str::<Group>(&json).is_err(), "{word}");
        }
    }

    #[test]
    fn integers_of_64_bits_may_be_in_quotes() {
        for (text, size) in [
            ("9223372036854775807", i64::MAX),
            ("\"9223372036854775807\"", i64::MAX),
            ("\"-9223372036854775808\"", i64::MIN),
            ("12.0", 12),
        ] {
            let group: Group = serde_json::from_str(&format!(r#"{{"size":{text}}}"#)).expect(text);
            assert_eq!(group.size, Some(size));
        }
        for text in
            ["9223372036854775808", "\"9223372036854775808\"", "1.5", "\"\"", "\"x\"", "true"]
        {
            assert!(
                serde_json::from_str::<Group>(&format!(r#"{{"size":{text}}}"#)).is_err(),
                "{text}"
            );
        }
    }

    #[test]
    fn an_error_names_the_property() {
        let error =
            serde_json::from_str::<Group>(r#"{"id":"1","size":[]}"#).expect_err("it must fail");
        assert!(error.to_string().starts_with("property `size`: "), "{error}");
    }

    #[test]
    fn another_type_is_refused() {
        let group: Group =
            serde_json::from_str(r##"{"@odata.type":"#microsoft.graph.user"}"##).expect("it reads");
        assert!(group.downcast::<Group>().is_err());
        assert!(group.view_as::<Group>().is_ok());
    }
}
