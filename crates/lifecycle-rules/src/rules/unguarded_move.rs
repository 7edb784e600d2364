//! An automation that brings records to a stage without seeing to its criteria.

use super::backward_move::back;
use crate::Cx;
use crate::logic::{Arrival, Fact, Formula, Known, Logic, Occasions, Variable, Way, arrivals, entry_facts};
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
    let logic = cx.logic();
    let occasions = cx.occasions();
    let mut witnesses = Witnesses::of(model);
    for arrival in arrivals(model).filter(|arrival| is_gated(model, arrival)) {
        let missing = missing(&logic, &occasions, &arrival);
        // A move that leads back is wrong whatever the criteria say.
        if !missing.is_empty() && back(&logic, &occasions, &arrival).is_none() {
            report(cx, model, &mut witnesses, &arrival, &missing);
        }
    }
}

/// Whether the stage can refuse: it exists in the CRM.
fn is_gated(model: &Model, arrival: &Arrival<'_>) -> bool {
    let stage = &model[arrival.stage];
    !stage.untracked && !stage.ident.damaged
}

/// The criteria that nothing in the automation makes certain.
fn missing<'m>(logic: &Logic<'m>, occasions: &Occasions<'m>, arrival: &Arrival<'m>) -> Vec<Fact<'m>> {
    let known = arrival.known(logic, occasions, true);
    let criteria = entry_facts(logic, arrival.stage);
    let returns = returns(logic, arrival, &known);
    let is_met = |asked: &Formula<'m>| known.settles(logic, asked) || (returns && asked.asks_presence());
    let missing: Vec<Fact<'m>> = criteria.into_iter().filter(|asked| !is_met(&asked.formula)).collect();
    // What is refused for certain, or can never be met, has a finding of its own.
    let asked: Vec<_> = missing.iter().map(|fact| &fact.formula).collect();
    let hopeless = logic.never(&asked) || !arrival.refusal(logic, occasions).0.is_empty();
    if hopeless { Vec::new() } else { missing }
}

/// Whether a record comes back to where its track begins: what it brought the first time, such as an email, it still has.
fn returns<'m>(logic: &Logic<'m>, arrival: &Arrival<'m>, known: &Known<'m>) -> bool {
    let track = &logic.model()[logic.model()[arrival.stage].track];
    let again = || {
        matches!(arrival.way, Way::Restarted) || known.says(logic, &Formula::is_on_none(logic, arrival.stage).negated())
    };
    track.stages.first() == Some(&arrival.stage) && again()
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
    let path = model.stage_path(arrival.stage);
    let (message, verb, help) = match arrival.way {
        Way::Moved => (
            format!("`{name}` moves a {object} to `{stage}`, whether or not it meets the entry criteria"),
            "moved",
            "ask for the same with `if`, or `set` the fields before this action".to_owned(),
        ),
        Way::Restarted => (
            format!("`{name}` restarts a {object} at `{stage}`, whether or not it meets the entry criteria"),
            "restarted",
            "`set` the fields before this action, ask for the same with `if`, or restart at an earlier stage"
                .to_owned(),
        ),
        Way::Created(_) => (
            format!("`{name}` creates a {object} at `{stage}` without what its entry criteria ask for"),
            "created",
            format!(
                "give the record what the stage asks for, `create {object} at {path} with FIELD = VALUE`, or create it at a stage that a new {object} can be in"
            ),
        ),
    };
    let mut found = Diagnostic::new(&RULE, arrival.at, message)
        .label(match arrival.way {
            Way::Created(_) => format!("refused, or a {object} that is not where it stands"),
            _ => format!("refused for every {object} that does not meet them"),
        })
        .help(help);
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
