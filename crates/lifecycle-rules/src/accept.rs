//! `allow RULE "reason" [until DATE]`: findings that a source accepts.

use crate::Cx;
use crate::levels::Levels;
use crate::registry::{registry, rule};
use lifecycle_base::{Applicability, Diagnostic, Edit, FixKind, Group, Rule, Severity, nearest};
use lifecycle_model::{Allow, Date, Model};
use std::iter::Peekable;

/// An `allow` of something that is no rule, or that cannot be allowed.
pub static UNKNOWN_RULE: Rule = Rule {
    name: "unknown-rule",
    group: Group::Names,
    severity: Severity::Warning,
    summary: "an `allow` names no rule, or one that cannot be allowed",
    page: include_str!("project/unknown-rule.md"),
    since: "0.1.0",
    fix: FixKind::Sometimes,
    options: &[],
};

/// The rules of this module.
pub(crate) static RULES: &[&Rule] = &[&UNKNOWN_RULE];

/// Removes the findings that an `allow` around their place accepts, and reports every `allow` of an unknown rule.
pub(crate) fn accepted_removed(
    model: &Model,
    mut findings: Vec<Diagnostic>,
    levels: &Levels,
    today: Option<Date>,
) -> Vec<Diagnostic> {
    let mut allows: Vec<&Allow> = model.allows.iter().filter(|allow| holds(allow, today)).collect();
    if !allows.is_empty() {
        allows.sort_by_key(|allow| allow.scope);
        findings.sort_by_key(|finding| finding.location);
        let mut sweep = Sweep { coming: allows.into_iter().peekable(), open: Vec::new() };
        findings.retain(|finding| !sweep.accepts(finding));
    }
    let mut cx = Cx::new(model, levels);
    model.allows.iter().for_each(|allow| check_rule_name(&mut cx, allow));
    findings.append(&mut cx.finish());
    findings
}

/// One pass over findings and scopes, both in order of place, so that many of each do not cost their product.
struct Sweep<'m, I: Iterator<Item = &'m Allow>> {
    coming: Peekable<I>,
    open: Vec<&'m Allow>,
}

impl<'m, I: Iterator<Item = &'m Allow>> Sweep<'m, I> {
    /// Whether an `allow` around the finding's place accepts it. Asked in order of place.
    fn accepts(&mut self, finding: &Diagnostic) -> bool {
        let Some(place) = finding.location.filter(|_| finding.rule.is_configurable()) else { return false };
        let begins = |allow: &Allow| (allow.scope.file, allow.scope.span.start) <= (place.file, place.span.start);
        while let Some(allow) = self.coming.next_if(|allow| begins(allow)) {
            self.open.push(allow);
        }
        self.open.retain(|allow| allow.scope.file == place.file && allow.scope.span.end >= place.span.start);
        self.open.iter().any(|allow| allow.rule == finding.rule.name && allow.scope.contains(place))
    }
}

fn holds(allow: &Allow, today: Option<Date>) -> bool {
    let order = |date: Date| (date.year, date.month, date.day);
    match (allow.until, today) {
        (Some(until), Some(today)) => order(today) <= order(until),
        _ => true,
    }
}

fn check_rule_name(cx: &mut Cx<'_>, allow: &Allow) {
    let found = match rule(&allow.rule) {
        Some(rule) if rule.is_configurable() => return,
        Some(_) => Diagnostic::new(
            &UNKNOWN_RULE,
            allow.rule_at,
            format!("`{}` is an error of the language and cannot be allowed", allow.rule),
        )
        .help("correct what it points at, and remove this `allow`"),
        None => {
            let found = Diagnostic::new(&UNKNOWN_RULE, allow.rule_at, format!("there is no rule `{}`", allow.rule))
                .help("`lifecycle rules` lists them all");
            match nearest(&allow.rule, registry().iter().map(|rule| rule.name)) {
                Some(near) => found.label(format!("did you mean `{near}`?")).fix(
                    format!("write `{near}`"),
                    // It decides what is accepted.
                    Applicability::Unsafe,
                    vec![Edit::replace(allow.rule_at, near)],
                ),
                None => found.label("not a rule"),
            }
        }
    };
    cx.report(found);
}
