//! The settings file, `graphdown.toml`.

mod entry;

use super::levels::Levels;
use super::{Config, Place};
use crate::docset::ApiVersion;
use crate::error::Error;
use crate::ir::rust::{self, Dependency};
use crate::settings::this_release;
use entry::Entry;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    #[serde(default = "default_docs")]
    docs: PathBuf,
    #[serde(default = "default_out")]
    out: PathBuf,
    corrections: Option<PathBuf>,
    #[serde(rename = "crate", default)]
    package: Package,
    #[serde(default)]
    api: Api,
    #[serde(default)]
    diagnostics: Levels,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Package {
    name: Option<String>,
    version: Option<String>,
    #[serde(default)]
    build_script: bool,
    #[serde(default)]
    own_workspace: bool,
    #[serde(default)]
    examples: When,
    #[serde(default)]
    features: When,
    /// For the benches of graphdown itself, and so in no list of keys.
    #[serde(default)]
    serde_derive_twin: bool,
    client: Option<Source>,
    graphdown: Option<Source>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Api {
    versions: Option<Vec<Version>>,
    #[serde(default)]
    include: Vec<Spanned<Entry>>,
    #[serde(default)]
    exclude: Vec<Spanned<Entry>>,
    #[serde(default)]
    properties: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    #[serde(default)]
    follow_relationships: bool,
    max_types: Option<usize>,
    max_operations: Option<usize>,
}

#[derive(Deserialize, Clone, Copy, Default)]
#[serde(rename_all = "kebab-case")]
enum When {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Deserialize, Clone, Copy)]
enum Version {
    #[serde(rename = "v1.0")]
    V1,
    #[serde(rename = "beta")]
    Beta,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Source {
    version: Option<String>,
    path: Option<PathBuf>,
    #[serde(default)]
    workspace: bool,
}

fn default_docs() -> PathBuf {
    "docs-input".into()
}

fn default_out() -> PathBuf {
    "generated".into()
}

pub(super) fn read(path: &Path) -> Result<Config, Error> {
    let text =
        fs::read_to_string(path).map_err(|error| Error::io("read the settings in", path, error))?;
    let file: File = toml::from_str(&text).map_err(|error| {
        Error::new(format!(
            "the settings in `{}` are wrong: {}",
            path.display(),
            error.to_string().trim_end()
        ))
        .with_help("`graphdown generate --help` lists the keys")
    })?;
    file.config(path, path.parent().unwrap_or(Path::new("")))
}

impl File {
    fn config(self, path: &Path, folder: &Path) -> Result<Config, Error> {
        let mut config = Config::new();
        config.settings_file = Some(path.to_owned());
        config.docs = folder.join(self.docs);
        config.out_dir = folder.join(self.out);
        config.corrections = self.corrections.map(|it| folder.join(it));
        let package = self.package;
        if let Some(client) = package.client {
            config.client = client.place(folder, "client")?;
        }
        if package.build_script {
            let graphdown =
                package.graphdown.map(|it| it.place(folder, "graphdown")).transpose()?;
            config.graphdown = Some(graphdown.unwrap_or(Place::Given(this_release())));
        }
        let settings = &mut config.settings;
        settings.crate_name = package.name.unwrap_or_else(|| settings.crate_name.clone());
        settings.crate_version = package.version.unwrap_or_else(|| settings.crate_version.clone());
        settings.own_workspace = package.own_workspace;
        settings.examples = package.examples.of_crate();
        settings.features = package.features.of_crate();
        settings.serde_derive_twin = package.serde_derive_twin;
        settings.include = self.api.include.into_iter().map(entry::selector).collect();
        settings.exclude = self.api.exclude.into_iter().map(entry::selector).collect();
        settings.follow_relationships = self.api.follow_relationships;
        settings.properties = self.api.properties.into_iter().map(entry::properties).collect();
        (settings.max_types, settings.max_operations) =
            (self.api.max_types, self.api.max_operations);
        if let Some(versions) = self.api.versions {
            settings.api_versions = versions.into_iter().map(Version::api).collect();
        }
        self.diagnostics.enter(&mut settings.levels);
        Ok(config)
    }
}

impl When {
    fn of_crate(self) -> rust::When {
        match self {
            When::Auto => rust::When::Auto,
            When::Always => rust::When::Always,
            When::Never => rust::When::Never,
        }
    }
}

impl Version {
    fn api(self) -> ApiVersion {
        match self {
            Version::V1 => ApiVersion::V1,
            Version::Beta => ApiVersion::Beta,
        }
    }
}

impl Source {
    fn place(self, folder: &Path, key: &str) -> Result<Place, Error> {
        match (self.version, self.path, self.workspace) {
            (Some(version), None, false) => Ok(Place::Given(Dependency::Version(version))),
            (None, Some(path), false) => Ok(Place::Folder(folder.join(path))),
            (None, None, true) => Ok(Place::Given(Dependency::Workspace)),
            _ => Err(Error::new(format!(
                "`{key}` in the settings needs one of `version`, `path` and `workspace = true`"
            ))
            .with_help(format!("write for instance `{key} = {{ version = \"0.1\" }}`"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, Error> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graphdown.toml");
        fs::write(&path, text).unwrap();
        read(&path)
    }

    #[test]
    fn an_empty_file_means_the_defaults() {
        let config = parse("").unwrap();
        assert!(config.docs.ends_with("docs-input") && config.out_dir.ends_with("generated"));
        assert_eq!(config.settings.crate_name, "graph-bindings");
        assert!(config.settings().unwrap().build_script.is_none());
    }

    #[test]
    fn every_key_is_understood() {
        let config = parse(
            "docs = 'd'\nout = 'o/x'\n[crate]\nname = 'n'\nversion = '1.2.3'\nbuild-script = true\nclient = { path = 'c' }\n\
             graphdown = { version = '0.1' }\nown-workspace = true\nexamples = 'never'\nfeatures = 'always'\n[diagnostics]\nGD0202 = 'error'\n[api]\nversions = ['beta']\ninclude = ['/admin/**']\nexclude = ['/me']\n",
        );
        let settings = config.unwrap().settings().unwrap();
        assert_eq!((settings.crate_name.as_str(), settings.crate_version.as_str()), ("n", "1.2.3"));
        assert_eq!(settings.client, Dependency::Path("../../c".to_owned()));
        assert!(settings.own_workspace);
        let script = settings.build_script.clone().unwrap();
        assert_eq!(script.settings, "../../graphdown.toml");
        assert_eq!(script.graphdown, Dependency::Version("0.1".to_owned()));
        assert_eq!(settings.api_versions, [ApiVersion::Beta]);
        assert_eq!(settings.examples, rust::When::Never);
        assert_eq!(settings.features, rust::When::Always);
        assert_eq!(settings.include[0].to_string(), "/admin/**");
        assert_eq!(settings.exclude[0].to_string(), "/me");
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        for (text, line, word) in [
            ("docs = 'd'\ndocz = 'x'\n", "line 2", "docz"),
            ("[crate]\nname = 'n'\n\nversoin = '1'\n", "line 4", "versoin"),
            ("[api]\nversions = ['v2']\n", "line 2", "v2"),
        ] {
            let message = parse(text).unwrap_err().to_string();
            assert!(message.contains(line) && message.contains(word), "{message}");
        }
        assert!(parse("[crate]\nclient = {}").is_err());
        assert!(parse("[crate]\nclient = { path = 'c', version = '1' }").is_err());
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = read(Path::new("no/such/graphdown.toml")).unwrap_err().to_string();
        assert!(error.contains("no/such/graphdown.toml"), "{error}");
    }
}
