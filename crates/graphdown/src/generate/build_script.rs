//! The build script of a generated package that keeps itself current.

use crate::settings::BuildScript;

/// The script with `{settings}` left open. All it does is a call, so that it changes when the call does and not otherwise.
const TEMPLATE: &str = r#"//! Brings this package up to date with the documentation it is made from, before it is compiled.

fn main() -> std::process::ExitCode {
    graphdown::build_script({settings})
}
"#;

/// The text of `build.rs`, without the words that every generated file begins with.
pub(super) fn text(it: &BuildScript) -> String {
    // A Rust string literal of this form is what `Debug` writes.
    TEMPLATE.replace("{settings}", &format!("{:?}", it.settings))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::this_release;

    #[test]
    fn the_script_is_rust_whatever_the_path() {
        for path in ["../graphdown.toml", "../a \"b\" \\ c.toml", "../ä\n.toml"] {
            let text = text(&BuildScript { settings: path.to_owned(), graphdown: this_release() });
            assert!(syn::parse_file(&text).is_ok(), "{text}");
        }
    }
}
