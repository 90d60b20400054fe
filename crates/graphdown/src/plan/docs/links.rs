//! Links of the pages as links to the web.

use crate::docset::ApiVersion;
use crate::span::FileId;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::borrow::Cow;

const SITE: &str = "https://learn.microsoft.com";

/// Knows where the pages of the documentation are published.
pub(crate) struct Links<'a> {
    version: ApiVersion,
    pages: &'a [String],
}

impl<'a> Links<'a> {
    pub(crate) fn new(version: ApiVersion, pages: &'a [String]) -> Self {
        Links { version, pages }
    }

    /// Where a page is published.
    pub(crate) fn page(&self, file: FileId) -> Option<String> {
        let path = self.pages.get(file.0 as usize)?;
        let name = path.rsplit('/').next()?;
        let stem = name.rsplit_once('.').map_or(name, |it| it.0);
        Some(self.reference(if self.is_resource(file) { "resources/" } else { "" }, stem))
    }

    fn is_resource(&self, file: FileId) -> bool {
        self.pages.get(file.0 as usize).is_some_and(|it| it.rsplit('/').nth(1) == Some("resources"))
    }

    fn reference(&self, folder: &str, stem: &str) -> String {
        let view = match self.version {
            ApiVersion::V1 => "graph-rest-1.0",
            ApiVersion::Beta => "graph-rest-beta",
        };
        [SITE, "/graph/api/", folder, &encode(stem), "?view=", view].concat()
    }

    /// The link `url` of the page `from`; `None` if it leads nowhere outside of the documentation set, or not by https.
    pub(crate) fn absolute(&self, url: &str, from: FileId) -> Option<String> {
        let url = url.trim();
        let (path, fragment) =
            url.split_once('#').map_or((url, None), |(path, fragment)| (path, Some(fragment)));
        let path = match path.split_once('?') {
            Some((before, _)) if !path.contains("://") => before,
            _ => path,
        };
        let target = if path.starts_with("https://") {
            encode(path).into_owned()
        } else if path.is_empty() {
            self.page(from)?
        } else if let Some(rest) = path.strip_prefix('/') {
            if rest.starts_with('/') {
                return None;
            }
            format!("{SITE}/{}", encode(rest))
        } else if has_scheme(path) {
            return None;
        } else {
            self.relative(path, from)?
        };
        Some(match fragment.filter(|it| !it.is_empty()) {
            Some(fragment) => [target.as_str(), "#", &encode(fragment)].concat(),
            None => target,
        })
    }

    /// A link to a page of the set, relative to the page it stands on.
    fn relative(&self, path: &str, from: FileId) -> Option<String> {
        let stem = path.strip_suffix(".md")?;
        let (folder, stem) = stem.rsplit_once('/').unwrap_or((".", stem));
        let folder = match folder.rsplit('/').next() {
            Some("resources") => "resources/",
            Some("." | "..") | None if self.is_resource(from) => "resources/",
            Some("api" | "." | "..") | None => "",
            Some(_) => return None,
        };
        Some(self.reference(folder, stem))
    }
}

fn has_scheme(path: &str) -> bool {
    path.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|it| it.is_ascii_alphanumeric())
    })
}

/// Characters that would end a markdown link or have a meaning in it, and blanks.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'(')
    .add(b')')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'`')
    .add(b'"')
    .add(b'\'')
    .add(b'|')
    .add(b'{')
    .add(b'}')
    .add(b'^')
    .add(b'*')
    .add(b'~');

/// The URL with these percent-encoded, and all that is not ASCII.
fn encode(url: &str) -> Cow<'_, str> {
    utf8_percent_encode(url, UNSAFE).into()
}

#[cfg(test)]
mod tests {
    use super::{ApiVersion, FileId, Links};

    #[test]
    fn links_lead_to_the_web_or_nowhere() {
        let pages = ["v1.0/resources/user.md", "v1.0/api/user-get.md"].map(str::to_owned);
        let links = Links::new(ApiVersion::V1, &pages);
        let site = "https://learn.microsoft.com/graph";
        let view = "?view=graph-rest-1.0";
        let cases = [
            ("../resources/group.md", 1, Some(format!("{site}/api/resources/group{view}"))),
            ("group.md", 0, Some(format!("{site}/api/resources/group{view}"))),
            ("user-list.md", 1, Some(format!("{site}/api/user-list{view}"))),
            ("../api/user-list.md#request", 0, Some(format!("{site}/api/user-list{view}#request"))),
            ("/graph/permissions-reference", 0, Some(format!("{site}/permissions-reference"))),
            ("#properties", 0, Some(format!("{site}/api/resources/user{view}#properties"))),
            ("https://x.y/a(b)?c=d", 0, Some("https://x.y/a%28b%29?c=d".to_owned())),
            ("https://x.y/ä b_\u{7f}", 0, Some("https://x.y/%C3%A4%20b_%7F".to_owned())),
            ("http://x.y", 0, None),
            ("javascript:alert(1)", 0, None),
            ("//evil.example", 0, None),
            ("../../concepts/x.png", 0, None),
        ];
        for (url, from, expected) in cases {
            assert_eq!(links.absolute(url, FileId(from)), expected, "{url}");
        }
    }
}
