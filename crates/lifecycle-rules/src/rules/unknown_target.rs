//! A CRM that nothing is compiled for.

use crate::Cx;
use lifecycle_base::{Applicability, Diagnostic, Edit, Location, list_words, nearest};
use lifecycle_targets::TARGETS;

rule! {
    "unknown-target", "unknown_target.md", Names, Error, fix: Sometimes,
    "a CRM that lifecycles cannot be compiled for"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let in_header = model.header.iter().flat_map(|header| &header.crms).map(|(name, at)| (name.as_str(), *at));
    let declared = model.targets.iter().map(|target| (target.name.as_str(), target.name_at));
    let mapped = model.fields.values().flat_map(|field| &field.mappings).map(|(name, _, at)| (name.as_str(), *at));
    for (name, at) in in_header.chain(declared).chain(mapped) {
        check_name(cx, name, at);
    }
}

fn check_name(cx: &mut Cx<'_>, name: &str, at: Location) {
    let known: Vec<&str> = TARGETS.iter().map(|(known, _)| *known).collect();
    if known.contains(&name) {
        return;
    }
    let found = Diagnostic::new(&RULE, at, format!("lifecycles cannot be compiled for `{name}`"))
        .help(format!("there is {}", list_words(known.iter().copied())));
    cx.report(match nearest(name, known) {
        Some(near) => found.label(format!("did you mean `{near}`?")).fix(
            format!("write `{near}`"),
            Applicability::Safe,
            vec![Edit::replace(at, near)],
        ),
        None => found.label("not a target"),
    });
}
