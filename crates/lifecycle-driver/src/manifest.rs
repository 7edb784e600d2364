//! `lifecycle.toml`: the settings of a project.

use lifecycle_base::{Diagnostic, FileId, Location, Span};
use lifecycle_rules::project::INVALID_MANIFEST;
use lifecycle_rules::{Level, Levels, Selector};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;

/// The manifest as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    /// What the project is called. Informative only, since the `lifecycle` header names the lifecycle.
    #[serde(default, rename = "project")]
    _project: ProjectSettings,
    /// Levels of rules and groups.
    #[serde(default)]
    rules: BTreeMap<Spanned<String>, Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProjectSettings {
    /// The name of the project.
    #[serde(default, rename = "name")]
    _name: Option<String>,
}

/// Reads the levels of a manifest, and what is wrong with it.
pub(crate) fn read(text: &str, file: FileId) -> (Levels, Vec<Diagnostic>) {
    let at = |range: Range<usize>| Location::new(file, Span::new(range.start as u32, range.end as u32));
    let mut levels = Levels::default();
    let mut findings = Vec::new();
    let manifest: Manifest = match toml::from_str(text) {
        Ok(manifest) => manifest,
        Err(error) => {
            let message = error.message().lines().next().unwrap_or("it is not TOML").to_owned();
            let place = at(error.span().unwrap_or_default());
            findings.push(
                Diagnostic::new(&INVALID_MANIFEST, place, message)
                    .help("`lifecycle explain invalid-manifest` shows every setting"),
            );
            return (levels, findings);
        }
    };
    for (name, level) in &manifest.rules {
        let selector = Selector::parse(name.get_ref());
        match (selector, read_level(level.get_ref())) {
            (Ok(selector), Some(level)) => levels.set(&selector, level),
            (Err(error), _) => findings.push(Diagnostic::new(&INVALID_MANIFEST, at(name.span()), error.to_string())),
            (_, None) => findings.push(
                Diagnostic::new(&INVALID_MANIFEST, at(level.span()), format!("`{}` is not a level", level.get_ref()))
                    .help("a level is `allow`, `warn` or `deny`"),
            ),
        }
    }
    (levels, findings)
}

fn read_level(word: &str) -> Option<Level> {
    Some(match word {
        "allow" => Level::Allow,
        "warn" => Level::Warn,
        "deny" => Level::Deny,
        _ => return None,
    })
}
