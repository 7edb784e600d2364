//! `lifecycle.toml`: the settings of a project.

use lifecycle_base::{Diagnostic, FileId, Location, OptionValue, Span};
use lifecycle_rules::project::INVALID_MANIFEST;
use lifecycle_rules::{Level, Levels, Selector, rule};
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
    /// Levels of rules and groups, and options of rules.
    #[serde(default)]
    rules: BTreeMap<Spanned<String>, Spanned<toml::Value>>,
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
    for (name, setting) in &manifest.rules {
        let wrong = |place: Range<usize>, message: String| Diagnostic::new(&INVALID_MANIFEST, at(place), message);
        match Selector::parse(name.get_ref()) {
            Ok(selector) => {
                let problems = apply(&mut levels, &selector, setting.get_ref());
                findings.extend(problems.into_iter().map(|message| wrong(setting.span(), message)));
            }
            Err(error) => findings.push(wrong(name.span(), error.to_string())),
        }
    }
    (levels, findings)
}

/// `"deny"`, or a table of a level and options: `{ level = "warn", max = 4 }`.
fn apply(levels: &mut Levels, selector: &Selector, setting: &toml::Value) -> Vec<String> {
    match setting {
        toml::Value::String(word) => set_level(levels, selector, word).into_iter().collect(),
        toml::Value::Table(table) => {
            table.iter().filter_map(|(key, value)| apply_key(levels, selector, key, value)).collect()
        }
        _ => vec![format!("a level is {LEVELS}; options of a rule stand in braces")],
    }
}

fn apply_key(levels: &mut Levels, selector: &Selector, key: &str, value: &toml::Value) -> Option<String> {
    if key == "level" {
        return match value.as_str() {
            Some(word) => set_level(levels, selector, word),
            None => Some(format!("a level is {LEVELS}")),
        };
    }
    let Selector::Rule(name) = selector else { return Some(format!("a group has a level, but no option `{key}`")) };
    let rule = rule(name)?;
    match option_value(value) {
        Some(value) => levels.set_option(rule, key, value).err().map(|problem| problem.to_string()),
        None => Some(format!("`{key}` is neither a whole number from 0 nor a list of texts")),
    }
}

const LEVELS: &str = "`allow`, `warn` or `deny`";

fn set_level(levels: &mut Levels, selector: &Selector, word: &str) -> Option<String> {
    match read_level(word) {
        Some(level) => {
            levels.set(selector, level);
            None
        }
        None => Some(format!("`{word}` is not a level; a level is {LEVELS}")),
    }
}

fn option_value(value: &toml::Value) -> Option<OptionValue> {
    match value {
        toml::Value::Integer(number) => u32::try_from(*number).ok().map(OptionValue::Number),
        toml::Value::Array(items) => {
            let texts: Option<Vec<String>> = items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
            texts.map(OptionValue::Texts)
        }
        _ => None,
    }
}

fn read_level(word: &str) -> Option<Level> {
    Some(match word {
        "allow" => Level::Allow,
        "warn" => Level::Warn,
        "deny" => Level::Deny,
        _ => return None,
    })
}
