//! References to resources that exist already, for the bodies of requests.

use super::{Loaded, Nav, NavCollection, Parts};
use serde_json::Value;
use std::marker::PhantomData;

const BIND: &str = "@odata.bind";

/// Something that requests can refer to by its URL: generated paths that stand for one resource, and URLs as strings.
pub trait Resource {
    /// The URL of the resource.
    fn url(&self) -> String;
}

impl Resource for str {
    fn url(&self) -> String {
        self.to_owned()
    }
}

impl Resource for String {
    fn url(&self) -> String {
        self.clone()
    }
}

impl<R: Resource + ?Sized> Resource for &R {
    fn url(&self) -> String {
        (**self).url()
    }
}

/// Says of generated paths that they stand for one resource. Generated code calls it.
#[macro_export]
macro_rules! resource {
    ($path:ident) => {
        impl $crate::Resource for $path {
            fn url(&self) -> String {
                self.0.url()
            }
        }
    };
}

fn reference(to: Value) -> Loaded {
    let annotations = vec![(BIND.to_owned(), to)];
    Loaded(Some(Box::new(Parts { annotations, ..Parts::default() })))
}

impl<T> Nav<T> {
    /// A relationship to a resource that exists already, for the body of a request: `"manager@odata.bind": "https://.../users/x"`.
    ///
    /// ```
    /// # use graphdown_client::Nav;
    /// # type User = ();
    /// let manager: Nav<User> = Nav::bind("https://graph.microsoft.com/v1.0/users/x");
    /// assert!(!manager.is_loaded());
    /// ```
    pub fn bind(resource: impl Resource) -> Self {
        Nav(reference(Value::String(resource.url())), PhantomData)
    }
}

impl<T> NavCollection<T> {
    /// A relationship to resources that exist already, for the body of a request.
    pub fn bind(resources: impl IntoIterator<Item = impl Resource>) -> Self {
        let urls = resources.into_iter().map(|it| Value::String(it.url()));
        NavCollection(reference(urls.collect()), PhantomData)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Additional, Entry, Model, Writer};
    use crate::{MapAccess, Nav, NavCollection, Path, Resource, SerializeMap};

    #[derive(Debug, Default)]
    struct Group {
        manager: Nav<Group>,
        members: NavCollection<Group>,
        additional: Additional,
    }

    impl Model for Group {
        const ODATA_TYPE: &'static str = "group";
        fn read<'de, A: MapAccess<'de>>(&mut self, from: &mut Entry<'_, 'de, A>) {
            match from.name {
                "manager" => from.read(&mut self.manager),
                "members" => from.read(&mut self.members),
                _ => from.rest(&mut self.additional),
            }
        }
        fn write<S: SerializeMap>(&self, to: &mut Writer<'_, S>) {
            to.property("manager", &self.manager);
            to.property("members", &self.members);
            to.rest(&self.additional);
        }
        fn additional(&self) -> &Additional {
            &self.additional
        }
    }
    crate::serde_of_model!(Group);

    struct ById(Path);
    crate::resource!(ById);

    #[test]
    fn references_are_annotations() {
        let user = ById(Path::root("/v1.0", None).literal("users").key("a b"));
        let group = Group {
            manager: Nav::bind(&user),
            members: NavCollection::bind([&user as &dyn Resource, &"https://x/y"]),
            ..Group::default()
        };
        let url = "https://graph.microsoft.com/v1.0/users/a%20b";
        let json = format!(
            r#"{{"manager@odata.bind":"{url}","members@odata.bind":["{url}","https://x/y"]}}"#
        );
        assert_eq!(serde_json::to_string(&group).expect("it writes"), json);
    }
}
