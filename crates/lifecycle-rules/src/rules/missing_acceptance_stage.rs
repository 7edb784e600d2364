//! A handoff from marketing to sales without acceptance.

use crate::Cx;
use crate::naming::read;
use crate::role::plays;
use lifecycle_base::{Applicability, Diagnostic, Edit};
use lifecycle_model::{Model, Object, Role, Stage, TrackId};

rule! {
    "missing-acceptance-stage", "missing_acceptance_stage.md", Structure, Warning, fix: Sometimes,
    "marketing hands over to sales without a stage in which sales accepts (SAL)"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    for (id, track) in model.tracks.iter() {
        let domain = &model[track.domain];
        let people = matches!(domain.object, Some(Object::Contact | Object::Lead));
        if people && domain.rollup.is_none() && !domain.ident.damaged {
            check_track(cx, model, id);
        }
    }
}

fn check_track(cx: &mut Cx<'_>, model: &Model, track: TrackId) {
    let stages: Vec<&Stage> = model.ranked_stages(track).map(|(_, stage)| stage).collect();
    let place = |role| stages.iter().position(|stage| plays(stage, role));
    let (Some(mql), Some(sql)) = (place(Role::Mql), place(Role::Sql)) else { return };
    if place(Role::Sal).is_some() || mql >= sql {
        return;
    }
    let (Some(from), Some(to)) = (stages.get(mql), stages.get(sql)) else { return };
    let between = stages.get(mql + 1..sql).unwrap_or_default();
    if between.iter().any(|stage| accepts(stage)) || one_team(from, to) {
        return;
    }
    let snippet = concat!(
        "stage SAL \"Sales Accepted Lead\" {\n",
        "    means \"Sales has received the MQL and agreed to work it. Not yet qualified.\"\n",
        "  }\n  "
    );
    cx.report(
        Diagnostic::new(
            &RULE,
            to.ident.name_at,
            format!(
                "nothing between `{}` and `{}` shows that sales accepted the lead",
                from.ident.label, to.ident.label
            ),
        )
        .label("sales qualifies here without having accepted first")
        .related(from.ident.name_at, "marketing hands over here")
        .help("add a stage that sales enters by accepting the lead, and let it count as SAL")
        .fix("add a stage `SAL`", Applicability::Manual, vec![Edit::replace(to.ident.at.before(), snippet)]),
    );
}

/// A stage between the two that is about acceptance, whatever its identifier.
fn accepts(stage: &Stage) -> bool {
    read(&stage.ident.label)
        .parts
        .iter()
        .flatten()
        .any(|word| matches!(word.as_str(), "accepted" | "acceptance" | "sal"))
}

/// One team that does both needs no handoff.
fn one_team(from: &Stage, to: &Stage) -> bool {
    !from.owners.is_empty() && from.owners == to.owners
}
