//! A handoff from marketing to sales without acceptance.

use crate::Cx;
use crate::naming::read;
use crate::part::own_tracks;
use crate::role::plays;
use lifecycle_base::{Applicability, Diagnostic, Edit};
use lifecycle_model::{ExitKind, Model, Object, Role, Stage, StageId, TrackId};

rule! {
    "missing-acceptance-stage", "missing_acceptance_stage.md", Structure, Warning, fix: Sometimes,
    "marketing hands over to sales without a stage in which sales accepts (SAL)"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    for (id, track) in own_tracks(model) {
        if matches!(model[track.domain].object, Some(Object::Contact | Object::Lead)) {
            check_track(cx, model, id);
        }
    }
}

fn check_track(cx: &mut Cx<'_>, model: &Model, track: TrackId) {
    let stages: Vec<(StageId, &Stage)> = model.ranked_stages(track).collect();
    let place = |role| stages.iter().position(|(_, stage)| plays(stage, role));
    let (Some(mql), Some(sql)) = (place(Role::Mql), place(Role::Sql)) else { return };
    let (Some((_, from)), Some((to_id, to))) = (stages.get(mql), stages.get(sql)) else { return };
    if mql >= sql || one_team(from, to) {
        return;
    }
    let between = stages.get(mql + 1..sql).unwrap_or_default();
    let accepting = between.iter().find(|(_, stage)| accepts(stage));
    let leads_to = |id: &StageId| from.exits.iter().any(|exit| exit.kind == ExitKind::To && exit.target == Some(*id));
    let handoff = format!("`{}` and `{}`", from.ident.label, to.ident.label);
    match (accepting, place(Role::Sal).and_then(|sal| stages.get(sal))) {
        (Some((id, _)), _) if leads_to(id) || !leads_to(to_id) || from.ident.damaged => {}
        (Some((_, sal)), _) => cx.report(
            Diagnostic::new(
                &RULE,
                from.ident.name_at,
                format!("`{}` leads straight to `{}`, past `{}`", from.ident.label, to.ident.label, sal.ident.label),
            )
            .label("hands over to sales without acceptance")
            .related(sal.ident.name_at, "sales would accept here")
            .help(format!("lead to it first: `exit {{ to {} }}`", sal.ident.name)),
        ),
        (None, Some((_, sal))) => cx.report(
            Diagnostic::new(
                &RULE,
                sal.ident.name_at,
                format!("`{}` does not stand between {handoff}, so it shows no acceptance", sal.ident.label),
            )
            .label("sales accepts here, out of order")
            .related(from.ident.name_at, "marketing hands over here")
            .related(to.ident.name_at, "sales qualifies here")
            .help("the order of the stages is the order of the funnel: move it between the two"),
        ),
        (None, None) => report_none(cx, model, from, to, &handoff),
    }
}

fn report_none(cx: &mut Cx<'_>, model: &Model, from: &Stage, to: &Stage, handoff: &str) {
    let owner = to.owners.first().map(|owner| format!("    owner {}\n", model[*owner].ident.name)).unwrap_or_default();
    let snippet = format!(
        "stage SAL \"Sales Accepted Lead\" {{\n    means \"Sales has received the lead and agreed to work it. Not yet qualified.\"\n{owner}    \
         entry {{ manual \"Sales has agreed to work the lead\" }}\n    exit {{ to {} }}\n  }}\n  ",
        to.ident.name
    );
    cx.report(
        Diagnostic::new(
            &RULE,
            to.ident.name_at,
            format!("nothing between {handoff} shows that sales accepted the lead"),
        )
        .label("sales qualifies here without having accepted first")
        .related(from.ident.name_at, "marketing hands over here")
        .help("add a stage that sales enters by accepting the lead, and let it count as SAL")
        .fix("add a stage `SAL`", Applicability::Manual, vec![Edit::replace(to.ident.at.before(), snippet)]),
    );
}

/// A stage between the two that is about acceptance, whatever its identifier.
fn accepts(stage: &Stage) -> bool {
    let says = |word: &String| matches!(word.as_str(), "accepted" | "acceptance" | "sal");
    plays(stage, Role::Sal) || read(&stage.ident.label).parts.iter().flatten().any(says)
}

/// One team that does both needs no handoff.
fn one_team(from: &Stage, to: &Stage) -> bool {
    !from.owners.is_empty() && from.owners == to.owners
}
