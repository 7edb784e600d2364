//! Entry criteria.

use crate::{condition, list, sentence};
use lifecycle_model::{Criterion, CriterionKind, Entry, Model, Object};

/// Each criterion of an entry as a sentence without its full stop. All of them must hold.
pub fn criteria(model: &Model, subject: Option<Object>, entry: &Entry) -> Vec<String> {
    entry.criteria.iter().map(|one| sentence(&criterion(model, subject, one))).collect()
}

/// A criterion: the team's own words with what is checked behind them, or what is checked.
pub fn criterion(model: &Model, subject: Option<Object>, criterion: &Criterion) -> String {
    let (checked, prose) = (checked(model, subject, &criterion.kind), criterion.prose.as_deref());
    match prose {
        Some(prose) => format!("{} ({checked})", prose.trim_end_matches('.')),
        None => checked,
    }
}

fn checked(model: &Model, subject: Option<Object>, kind: &CriterionKind) -> String {
    match kind {
        CriterionKind::Condition(asked) => condition(model, subject, asked),
        CriterionKind::Manual(text) => format!("judged by a person: {}", text.trim_end_matches('.')),
        CriterionKind::AtLeast(count, parts) => {
            let phrases: Vec<String> = parts.iter().map(|part| criterion(model, subject, part)).collect();
            match phrases.len() {
                1 => list(&phrases, "or"),
                all if *count as usize >= all => format!("all of these: {}", phrases.join("; ")),
                _ => format!("at least {} of these: {}", so_many(*count), phrases.join("; ")),
            }
        }
    }
}

/// A small number in words.
pub fn so_many(count: u32) -> String {
    match count {
        1 => "one".to_owned(),
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        more => more.to_string(),
    }
}
