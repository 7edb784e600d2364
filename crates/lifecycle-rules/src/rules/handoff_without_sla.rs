//! A lead that changes hands without a clock.

use crate::Cx;
use crate::edit::add_item;
use crate::part::{Part, own_tracks};
use crate::role::playing;
use crate::ways::Ways;
use lifecycle_base::{Applicability, Diagnostic, list_words};
use lifecycle_model::{Model, OwnerId, Role, Stage, StageId, StageKind, TrackId};

rule! {
    "handoff-without-sla", "handoff_without_sla.md", Structure, Warning, fix: Sometimes,
    "a lead goes from one team to another and nobody says how fast the other must act"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    if !cx.is_whole() {
        return;
    }
    let model = cx.model();
    let (ways, parts) = (cx.ways(), cx.parts());
    for (track, _) in own_tracks(model) {
        if parts.part(track) == Part::Lead {
            check_track(cx, model, &ways, track);
        }
    }
}

/// The handoffs of the playbook: MQL to SAL, SAL to SQL. Without SAL the acceptance is missing, which is another finding.
const HANDOFFS: [(Role, Role); 2] = [(Role::Mql, Role::Sal), (Role::Sal, Role::Sql)];

fn check_track(cx: &mut Cx<'_>, model: &Model, ways: &Ways, track: TrackId) {
    let steps: Vec<(StageId, &Stage)> = model.ranked_stages(track).collect();
    let place = |role| playing(model, track, role).and_then(|(_, stage)| stage.rank).map(|rank| rank as usize);
    for (giving, taking) in HANDOFFS {
        let (Some(from), Some(to)) = (place(giving), place(taking)) else { continue };
        let Some(between) = steps.get(from..=to) else { continue };
        let ([(_, giver), .., (_, taker)], true) = (between, from < to) else { continue };
        let timed = between.iter().any(|(id, stage)| !stage.slas.is_empty() || ways.is_watched(*id));
        if !timed && other_team(giver, taker) {
            report(cx, model, giver, taker);
        }
    }
}

fn other_team(from: &Stage, to: &Stage) -> bool {
    let known = |stage: &Stage| !stage.owners.is_empty() && !stage.ident.damaged && stage.kind == StageKind::Open;
    known(from) && known(to) && !to.owners.iter().any(|owner| from.owners.contains(owner))
}

fn report(cx: &mut Cx<'_>, model: &Model, from: &Stage, to: &Stage) {
    let name = |owners: &[OwnerId]| list_words(owners.iter().map(|owner| model[*owner].ident.label.as_str()));
    let message = format!(
        "leads go from {} to {} at `{}` and no SLA says how soon they must be taken",
        name(&from.owners),
        name(&to.owners),
        from.ident.label
    );
    cx.report(
        Diagnostic::new(&RULE, from.ident.name_at, message)
            .label("no SLA on this side of the handoff")
            .related(to.ident.name_at, "nor on this one")
            .help("say how long a lead may wait, in business hours: `sla 4 business hours`")
            .fix("let it wait one business day", Applicability::Manual, add_item(from, "sla 1 business day")),
    );
}
