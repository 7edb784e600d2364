//! An automation that brings records to a stage without seeing to its criteria.

use crate::Cx;
use crate::logic::{Arrival, Fact, Logic, Occasions, Variable, Way, arrivals, entry_facts};
use crate::witness::{Witnesses, done_by};
use lifecycle_base::{Diagnostic, Location};
use lifecycle_interpreter::{Happened, What};
use lifecycle_model::{ActionKind, Model};

rule! {
    "unguarded-move", "unguarded_move.md", Automation, Warning, fix: None,
    "an automation moves records to a stage without seeing to its entry criteria"
}

/// So many criteria are pointed at; the rest is counted.
const SHOWN: usize = 5;

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let logic = Logic::new(model);
    let occasions = Occasions::of(&logic);
    let mut witnesses = Witnesses::of(model);
    for arrival in arrivals(model).filter(|arrival| is_gated(model, arrival)) {
        let missing = missing(&logic, &occasions, &arrival);
        if !missing.is_empty() {
            report(cx, model, &mut witnesses, &arrival, &missing);
        }
    }
}

/// Whether the stage can refuse: it exists in the CRM, and is no place where records begin.
fn is_gated(model: &Model, arrival: &Arrival<'_>) -> bool {
    let stage = &model[arrival.stage];
    let begins = model[stage.track].stages.first() == Some(&arrival.stage);
    let is_begun = begins && matches!(arrival.way, Way::Created(_));
    !stage.untracked && !stage.ident.damaged && !is_begun
}

/// The criteria that nothing in the automation makes certain.
fn missing<'m>(logic: &Logic<'m>, occasions: &Occasions<'m>, arrival: &Arrival<'m>) -> Vec<Fact<'m>> {
    let known = arrival.known(logic, occasions, true);
    let criteria = entry_facts(logic, arrival.stage);
    let missing: Vec<Fact<'m>> = criteria.into_iter().filter(|asked| !known.settles(logic, &asked.formula)).collect();
    // What is refused for certain, or can never be met, has a finding of its own.
    let asked: Vec<_> = missing.iter().map(|fact| &fact.formula).collect();
    let hopeless = logic.never(&asked) || !arrival.refusal(logic, occasions).0.is_empty();
    if hopeless { Vec::new() } else { missing }
}

fn report<'m>(
    cx: &mut Cx<'_>,
    model: &'m Model,
    witnesses: &mut Witnesses<'m>,
    arrival: &Arrival<'_>,
    missing: &[Fact<'_>],
) {
    let (stage, object) = (&model[arrival.stage].ident.label, arrival.object.name());
    let name = &model[arrival.automation].ident.name;
    let (does, verb) = match arrival.way {
        Way::Moved => (format!("moves a {object} to `{stage}`"), "moved"),
        Way::Restarted => (format!("restarts a {object} at `{stage}`"), "restarted"),
        Way::Created(_) => (format!("creates a {object} at `{stage}`"), "created"),
    };
    let message = format!("`{name}` {does} without seeing to its entry criteria");
    let mut found = Diagnostic::new(&RULE, arrival.at, message)
        .label(format!("refused for every {object} that does not meet them"))
        .help(match arrival.way {
            Way::Created(_) => "give the record what the stage asks for: `with FIELD = VALUE`",
            _ => "ask for the same with `if`, or `set` the fields before this action",
        });
    for fact in missing.iter().take(SHOWN) {
        found = found.related(fact.at, "nothing in the automation makes this certain");
    }
    if let Some(late) = set_too_late(model, arrival, missing) {
        found = found.related(late, format!("set only after the {object} is {verb}"));
    }
    let refused =
        |it: &Happened| done_by(it, arrival.automation, arrival.index) && matches!(it.what, What::Refused(..));
    cx.report(witnesses.shown(found, arrival.automation, &[], refused));
}

/// A later action that sets what a criterion asks for.
fn set_too_late(model: &Model, arrival: &Arrival<'_>, missing: &[Fact<'_>]) -> Option<Location> {
    let wanted: Vec<Variable> = missing.iter().flat_map(|fact| fact.formula.variables()).collect();
    let later = model[arrival.automation].actions.iter().skip(arrival.index + 1);
    let sets = |kind: &ActionKind| matches!(kind, ActionKind::Set(set) if wanted.contains(&Variable::Field(set.field)));
    later.filter(|action| sets(&action.kind)).map(|action| action.at).next()
}
