//! `allow RULE "reason" [until DATE]`: findings that a source accepts.

use crate::Cx;
use crate::levels::Levels;
use crate::registry::{registry, rule};
use lifecycle_base::{Applicability, Diagnostic, Edit, FixKind, Group, Rule, Severity, nearest};
use lifecycle_model::{Allow, Date, Model};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
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

/// An `allow` that accepts nothing.
pub static UNUSED_ALLOW: Rule = Rule {
    name: "unused-allow",
    group: Group::Agreement,
    severity: Severity::Warning,
    summary: "an `allow` accepts a finding that is not there",
    page: include_str!("project/unused-allow.md"),
    since: "0.1.0",
    fix: FixKind::Always,
    options: &[],
};

/// An `allow` whose day has passed.
pub static EXPIRED_ALLOW: Rule = Rule {
    name: "expired-allow",
    group: Group::Agreement,
    severity: Severity::Warning,
    summary: "an `allow` has expired",
    page: include_str!("project/expired-allow.md"),
    since: "0.1.0",
    fix: FixKind::None,
    options: &[],
};

/// The rules of this module.
pub(crate) static RULES: &[&Rule] = &[&UNKNOWN_RULE, &UNUSED_ALLOW, &EXPIRED_ALLOW];

/// Removes the findings that an `allow` around their place accepts, and reports every `allow` that names no rule, accepts nothing, or has
/// expired.
pub(crate) fn accepted_removed(
    model: &Model,
    mut findings: Vec<Diagnostic>,
    levels: &Levels,
    today: Option<Date>,
) -> Vec<Diagnostic> {
    if model.allows.is_empty() {
        return findings;
    }
    let mut allows: Vec<(usize, &Allow)> = model.allows.iter().enumerate().collect();
    // Of two that begin at one place the longer one is around the other.
    allows.sort_by_key(|(_, allow)| (allow.scope.file, allow.scope.span.start, Reverse(allow.scope.span.end)));
    findings.sort_by_key(|finding| finding.location);
    let mut sweep =
        Sweep { coming: allows.into_iter().peekable(), open: BTreeMap::new(), today, used: BTreeSet::new() };
    findings.retain(|finding| !sweep.accepts(finding));
    let used = sweep.used;
    let mut cx = Cx::new(model, levels, Vec::new());
    for (index, allow) in model.allows.iter().enumerate() {
        match rule(&allow.rule) {
            Some(rule) if rule.is_configurable() && !is_about_allows(rule) => {
                check_use(&mut cx, allow, rule, used.contains(&index), today)
            }
            known => cx.report(wrong_name(allow, known)),
        }
    }
    findings.append(&mut cx.finish());
    findings
}

/// One pass over findings and scopes, both in order of place, so that many of each do not cost their product.
struct Sweep<'m, I: Iterator<Item = (usize, &'m Allow)>> {
    coming: Peekable<I>,
    /// By the name of the rule, what has begun.
    open: BTreeMap<&'m str, Open<'m>>,
    today: Option<Date>,
    /// Those that match a finding, expired or not.
    used: BTreeSet<usize>,
}

/// Each `allow` of one rule around a place, outer ones first.
#[derive(Default)]
struct Open<'m> {
    /// Those that have not expired.
    holding: Vec<&'m Allow>,
    /// Those that have matched nothing so far.
    unmatched: Vec<(usize, &'m Allow)>,
}

impl<'m, I: Iterator<Item = (usize, &'m Allow)>> Sweep<'m, I> {
    /// Whether an `allow` around the finding's place accepts it. Asked in order of place.
    fn accepts(&mut self, finding: &Diagnostic) -> bool {
        let Some(place) = finding.location.filter(|_| finding.rule.is_configurable()) else { return false };
        let begins = |allow: &Allow| (allow.scope.file, allow.scope.span.start) <= (place.file, place.span.start);
        while let Some((index, allow)) = self.coming.next_if(|(_, allow)| begins(allow)) {
            let open = self.open.entry(allow.rule.as_str()).or_default();
            open.unmatched.push((index, allow));
            open.holding.extend(holds(allow, self.today).then_some(allow));
        }
        let Some(open) = self.open.get_mut(finding.rule.name) else { return false };
        let ended = |allow: &Allow| allow.scope.file != place.file || allow.scope.span.end < place.span.start;
        while open.holding.pop_if(|allow| ended(allow)).is_some() {}
        while open.unmatched.pop_if(|(_, allow)| ended(allow)).is_some() {}
        let used = &mut self.used;
        open.unmatched.retain(|(index, allow)| !(allow.scope.contains(place) && used.insert(*index)));
        open.holding.iter().any(|allow| allow.scope.contains(place))
    }
}

fn holds(allow: &Allow, today: Option<Date>) -> bool {
    let order = |date: Date| (date.year, date.month, date.day);
    match (allow.until, today) {
        (Some(until), Some(today)) => order(today) <= order(until),
        _ => true,
    }
}

fn check_use(cx: &mut Cx<'_>, allow: &Allow, rule: &Rule, used: bool, today: Option<Date>) {
    // Nobody can know what a rule that is off would have found.
    if !cx.is_on(rule) {
        return;
    }
    let remove =
        |found: Diagnostic| found.fix("remove this `allow`", Applicability::Safe, vec![Edit::replace(allow.at, "")]);
    match allow.until {
        _ if !used => cx.report(remove(
            Diagnostic::new(&UNUSED_ALLOW, allow.rule_at, format!("nothing here raises `{}`", allow.rule))
                .label("accepts nothing")
                .help("remove this `allow`: it would hide the next finding of its kind"),
        )),
        Some(until) if !holds(allow, today) => cx.report(
            Diagnostic::new(
                &EXPIRED_ALLOW,
                allow.at,
                format!("`{}` was accepted until {until}, and that day has passed", allow.rule),
            )
            .label("expired")
            .help("resolve the finding, which counts again, or agree on another day"),
        ),
        _ => {}
    }
}

fn is_about_allows(rule: &Rule) -> bool {
    RULES.iter().any(|known| known.name == rule.name)
}

fn wrong_name(allow: &Allow, known: Option<&Rule>) -> Diagnostic {
    if known.is_some_and(is_about_allows) {
        let message = format!("`{}` is about an `allow` and cannot be allowed itself", allow.rule);
        return Diagnostic::new(&UNKNOWN_RULE, allow.rule_at, message)
            .help("correct the `allow` that it points at, and remove this one");
    }
    if known.is_some() {
        let message = format!("`{}` is an error of the language and cannot be allowed", allow.rule);
        return Diagnostic::new(&UNKNOWN_RULE, allow.rule_at, message)
            .help("correct what it points at, and remove this `allow`");
    }
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
