//! A lead track in which nobody comes back.

use crate::Cx;
use crate::edit::add_exit;
use crate::part::{Part, heading, own_tracks};
use crate::role::plays;
use lifecycle_base::{Applicability, Diagnostic};
use lifecycle_model::{Exit, ExitKind, Model, Role, Stage, StageId, TrackId};

rule! {
    "missing-recycle", "missing_recycle.md", Structure, Warning, fix: Sometimes,
    "a lead that sales does not take has no way back to marketing"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    if !cx.is_whole() {
        return;
    }
    let model = cx.model();
    let (ways, parts) = (cx.ways(), cx.parts());
    for (track, _) in own_tracks(model) {
        if parts.part(track) == Part::Lead && !ways.is_restarted(track) {
            check_track(cx, model, track);
        }
    }
}

fn check_track(cx: &mut Cx<'_>, model: &Model, track: TrackId) {
    let steps: Vec<&Stage> = model.ranked_stages(track).map(|(_, stage)| stage).collect();
    let roles = [Role::Mql, Role::Sal, Role::Sql];
    let handoff: Vec<usize> =
        roles.into_iter().filter_map(|role| steps.iter().position(|stage| plays(stage, role))).collect();
    // A handoff has two sides, and a way back needs something to go back to.
    let Some(first) = handoff.iter().min().copied() else { return };
    let Some(from) = steps.get(first) else { return };
    if handoff.iter().all(|place| *place == first) || goes_back(model, track) {
        return;
    }
    let ident = heading(model, track);
    let found =
        Diagnostic::new(&RULE, ident.label_at, format!("no lead of `{}` ever goes back to marketing", ident.label))
            .label("no stage recycles, and nothing starts a new journey")
            .related(from.ident.name_at, "what happens to a lead from here on that is not ready?");
    cx.report(match steps.get(first.wrapping_sub(1)).filter(|before| !before.untracked && !from.ident.damaged) {
        Some(before) => {
            let exit = format!("recycle to {} for \"Not ready\" after 90 days", before.ident.name);
            found.help(format!("add a way back with reasons: `exit {{ {exit} }}`")).fix(
                format!("send leads that are not ready back to `{}`", before.ident.label),
                Applicability::Manual,
                add_exit(from, &exit),
            )
        }
        None => found
            .help("add a way back with reasons, or an automation that starts a new journey: `restart contact at …`"),
    });
}

/// Whether some way leads back, however it is written.
fn goes_back(model: &Model, track: TrackId) -> bool {
    let leads_back = |(id, stage): (StageId, &Stage)| stage.exits.iter().any(|exit| is_back(model, id, stage, exit));
    model.stages_of(track).any(leads_back)
}

fn is_back(model: &Model, id: StageId, stage: &Stage, exit: &Exit) -> bool {
    let Some(target) = exit.target else { return true };
    let lower = || match (stage.rank, model[target].rank) {
        (Some(here), Some(there)) => there < here,
        // Out of a lost or waiting stage, back into the funnel.
        (None, Some(_)) => true,
        _ => false,
    };
    target != id && (exit.kind == ExitKind::Recycle || lower())
}
