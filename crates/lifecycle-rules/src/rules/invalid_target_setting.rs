//! A setting that a target does not have, or a value that it does not take.

use crate::Cx;
use lifecycle_base::{Applicability, Diagnostic, Edit, list_words, nearest};
use lifecycle_model::TargetOption as Setting;
use lifecycle_targets::{OptionValues, TARGETS, TargetOption};

rule! {
    "invalid-target-setting", "invalid_target_setting.md", Names, Error, fix: Sometimes,
    "a `target` has a setting that does not exist, or a value that it does not take"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    for target in &cx.model().targets {
        let Some((name, known)) = TARGETS.iter().find(|(name, _)| *name == target.name) else { continue };
        for setting in &target.options {
            match known.iter().find(|known| setting.key == known.key) {
                Some(known) => check_values(cx, setting, known),
                None => unknown_setting(cx, name, setting, known),
            }
        }
    }
}

fn unknown_setting(cx: &mut Cx<'_>, target: &str, setting: &Setting, known: &[TargetOption]) {
    let keys: Vec<&str> = known.iter().map(|known| known.key).collect();
    let found = Diagnostic::new(&RULE, setting.key_at, format!("`{target}` has no setting `{}`", setting.key))
        .help(format!("it has {}", list_words(keys.iter().copied())));
    cx.report(match nearest(&setting.key, keys) {
        Some(near) => found.label(format!("did you mean `{near}`?")).fix(
            format!("write `{near}`"),
            Applicability::Safe,
            vec![Edit::replace(setting.key_at, near)],
        ),
        None => found.label("not a setting"),
    });
}

fn check_values(cx: &mut Cx<'_>, setting: &Setting, known: &TargetOption) {
    if let Some((_, second)) = setting.values.get(1) {
        let message = format!("`{}` takes one value", known.key);
        cx.report(Diagnostic::new(&RULE, *second, message).label("a second one").help("keep one of them"));
        return;
    }
    let Some((value, at)) = setting.values.first() else { return };
    if known.values.accepts(value) {
        return;
    }
    let expected = match &known.values {
        OptionValues::Number { min, max } => format!("a number from {min} to {max}"),
        OptionValues::OneOf(words) => format!("one of {}", list_words(words.iter().copied())),
        OptionValues::Text => "a text".to_owned(),
    };
    cx.report(
        Diagnostic::new(&RULE, *at, format!("`{}` does not take `{value}`", known.key))
            .label(format!("expected {expected}"))
            .help(known.summary),
    );
}
