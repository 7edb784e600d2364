//! A stage that is a countdown, by its name or by what lets records in.

use crate::Cx;
use crate::naming::{Field, NAMES, Verdict, accepts, read, relabel};
use lifecycle_base::{Applicability, Diagnostic, Location};
use lifecycle_model::{
    ActionKind, Condition, ConditionKind, Criterion, CriterionKind, EventKind, FieldId, Model, Stage, StageId,
    StageKind, Test, TrackId,
};
use std::collections::{BTreeMap, BTreeSet};

rule! {
    "time-based-stage", "time_based_stage.md", Naming, Warning, fix: Sometimes,
    "a stage is a countdown to a date instead of progress",
    options: [NAMES]
}

/// What a customer goes through on the way to a renewal, in the words of the playbook.
const PROGRESSION: [&str; 4] = ["Renewal Opened", "Review Completed", "Proposal Sent", "Negotiation Completed"];

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, names, accepted) = (cx.model(), cx.names(), cx.texts(&RULE, &NAMES));
    let mut counts: BTreeMap<TrackId, usize> = BTreeMap::new();
    for (subject, stage) in names.stages(model, |verdict| verdict == Verdict::Countdown) {
        let label = &stage.ident.label;
        if accepts(accepted, label) {
            continue;
        }
        let nth = counts.entry(stage.track).or_default();
        let found = Diagnostic::new(
            &RULE,
            stage.ident.label_at,
            format!("the stage `{label}` is a date in the calendar, not progress of the customer"),
        )
        .label("records come here by waiting");
        cx.report(with_progression(found, model, stage, subject.field, *nth));
        *nth += 1;
    }
    // One finding a stage: what its name is judged for comes first.
    let judged: BTreeSet<StageId> =
        names.all(model, |verdict| !verdict.is_pedantic()).map(|(subject, _)| subject.stage).collect();
    let moved = moved_by_date(model);
    for (id, stage) in model.stages.iter() {
        let open = stage.kind == StageKind::Open && stage.from.is_empty() && !stage.ident.damaged;
        if open && !judged.contains(&id) && !accepts(accepted, &stage.ident.label) {
            check_entry(cx, model, stage, moved.get(&id).copied());
        }
    }
}

/// The next name of the playbook that the track does not have yet.
fn with_progression(found: Diagnostic, model: &Model, stage: &Stage, field: Field, nth: usize) -> Diagnostic {
    if field != Field::Renewal {
        return found.help("name the stage after what has been reached, and let an automation act on the date: `when 90 days before …`");
    }
    let taken =
        |name: &str| model.stages_of(stage.track).any(|(_, other)| read(&other.ident.label).key() == read(name).key());
    let found = found.help(
        "name what the customer has agreed to, such as Renewal Opened, Review Completed, Proposal Sent, Negotiation Completed; an automation \
         opens the renewal: `when 120 days before …`",
    );
    match PROGRESSION.get(nth).filter(|name| !taken(name)) {
        Some(name) => {
            found.fix(format!("rename to `{name}`"), Applicability::Manual, vec![relabel(&stage.ident, name)])
        }
        None => found,
    }
}

fn check_entry(cx: &mut Cx<'_>, model: &Model, stage: &Stage, moved: Option<Location>) {
    let criteria = stage.entry.as_ref().map_or(&[][..], |entry| entry.criteria.as_slice());
    let distances = criteria.iter().all(|criterion| is_distance(model, criterion));
    let (why, at) = match (criteria.first(), moved) {
        (Some(first), _) if distances => ("only time lets records in", first.at),
        (None, Some(at)) => ("only a date moves records here", at),
        _ => return,
    };
    let label = &stage.ident.label;
    cx.report(
        Diagnostic::new(&RULE, stage.ident.label_at, format!("the stage `{label}` is entered by waiting, not by progress of the customer"))
            .label("a countdown under another name")
            .related(at, why)
            .help("ask for something the customer did, and let an automation act on the date: remind, assign, open the renewal"),
    );
}

/// Whether a criterion asks for nothing but how far away a date is.
fn is_distance(model: &Model, criterion: &Criterion) -> bool {
    match &criterion.kind {
        CriterionKind::Condition(condition) => asks_distance(model, condition),
        CriterionKind::AtLeast(_, criteria) => {
            !criteria.is_empty() && criteria.iter().all(|one| is_distance(model, one))
        }
        CriterionKind::Manual(_) => false,
    }
}

fn asks_distance(model: &Model, condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::All(all) | ConditionKind::Any(all) => {
            !all.is_empty() && all.iter().all(|one| asks_distance(model, one))
        }
        ConditionKind::Test(_, Test::OlderThan(_)) => true,
        // Recent engagement is progress; a recent end of a contract is a date that went by.
        ConditionKind::Test(field, Test::WithinLast(_)) => is_end(model, *field),
        _ => false,
    }
}

/// Whether a date is the end of something, by its name.
fn is_end(model: &Model, field: FieldId) -> bool {
    let words = read(&model[field].ident.label).parts.concat();
    words.iter().any(|word| {
        ["end", "ends", "renew", "renewal", "expiry", "expires", "expiration", "due", "term"].contains(&word.as_str())
    })
}

/// The stages into which an automation moves records for no reason but a date. One that only opens a track is how renewals begin.
fn moved_by_date(model: &Model) -> BTreeMap<StageId, Location> {
    let dated = model.automations.values().filter(|automation| {
        let event = automation.event.as_ref().map(|event| &event.kind);
        matches!(event, Some(EventKind::Relative(..))) && automation.conditions.is_empty()
    });
    let first = |stage: StageId| model[stage].rank == Some(0);
    let mut moved = BTreeMap::new();
    for action in dated.flat_map(|automation| &automation.actions) {
        match &action.kind {
            ActionKind::Move(stage) | ActionKind::Create { stage: Some(stage), .. } if !first(*stage) => {
                moved.entry(*stage).or_insert(action.at);
            }
            _ => {}
        }
    }
    moved
}
