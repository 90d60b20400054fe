//! The settings file, `graphdown.toml`.

use super::Config;
use crate::docset::ApiVersion;
use crate::error::Error;
use crate::settings::{Dependency, PathPattern};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

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
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Package {
    name: Option<String>,
    version: Option<String>,
    #[serde(default)]
    build_script: bool,
    client: Option<Place>,
    graphdown: Option<Place>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Api {
    versions: Option<Vec<Version>>,
    #[serde(default)]
    include: Vec<String>,
    #[serde(default)]
    exclude: Vec<String>,
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
struct Place {
    version: Option<String>,
    path: Option<PathBuf>,
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
            let (dependency, place) = client.split(folder, "client")?;
            config.settings.client = dependency;
            config.client_path = place;
        }
        if package.build_script {
            let graphdown =
                package.graphdown.map(|it| it.split(folder, "graphdown")).transpose()?;
            config.graphdown = Some(graphdown.unwrap_or_default());
        }
        let settings = &mut config.settings;
        settings.crate_name = package.name.unwrap_or_else(|| settings.crate_name.clone());
        settings.crate_version = package.version.unwrap_or_else(|| settings.crate_version.clone());
        settings.include = self.api.include.iter().map(|it| PathPattern::new(it)).collect();
        settings.exclude = self.api.exclude.iter().map(|it| PathPattern::new(it)).collect();
        if let Some(versions) = self.api.versions {
            settings.api_versions = versions.into_iter().map(Version::api).collect();
        }
        Ok(config)
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

impl Place {
    /// The version requirement, and the folder apart: it is seen from another place in the end.
    fn split(self, folder: &Path, key: &str) -> Result<(Dependency, Option<PathBuf>), Error> {
        if self.version.is_none() && self.path.is_none() {
            let what = format!("`{key}` in the settings has neither `version` nor `path`");
            return Err(
                Error::new(what).with_help("write for instance `client = { version = \"0.1\" }`")
            );
        }
        let path = self.path.map(|it| folder.join(it));
        Ok((Dependency { version: self.version, path: None }, path))
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
             graphdown = { path = 'g', version = '0.1' }\n[api]\nversions = ['beta']\ninclude = ['/admin/**']\nexclude = ['/me']\n",
        );
        let settings = config.unwrap().settings().unwrap();
        assert_eq!((settings.crate_name.as_str(), settings.crate_version.as_str()), ("n", "1.2.3"));
        assert_eq!(settings.client, Dependency { version: None, path: Some("../../c".to_owned()) });
        let script = settings.build_script.clone().unwrap();
        assert_eq!(script.settings, "../../graphdown.toml");
        assert_eq!(
            script.graphdown,
            Dependency { version: Some("0.1".to_owned()), path: Some("../../g".to_owned()) }
        );
        assert_eq!(settings.api_versions, [ApiVersion::Beta]);
        assert!(settings.wants_path("/admin/x") && !settings.wants_path("/me"));
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
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = read(Path::new("no/such/graphdown.toml")).unwrap_err().to_string();
        assert!(error.contains("no/such/graphdown.toml"), "{error}");
    }
}
