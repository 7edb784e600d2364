//! Which stage plays which part, whatever it is called.

use crate::naming::read;
use lifecycle_model::{Model, Role, Stage, StageId, StageKind, TrackId};

/// Whether a stage has a role: by saying so, by its identifier, by what closes it, or by a name that is nothing but the role's, written
/// out or not.
pub(crate) fn plays(stage: &Stage, role: Role) -> bool {
    stage.roles.contains(&role)
        || (role == Role::ClosedWon && stage.kind == StageKind::Won)
        || [&stage.ident.name, &stage.ident.label].into_iter().any(|name| spells(name, role))
}

/// The first stage of a track in order that has a role.
pub(crate) fn playing(model: &Model, track: TrackId, role: Role) -> Option<(StageId, &Stage)> {
    model.ranked_stages(track).find(|(_, stage)| plays(stage, role))
}

fn spells(name: &str, role: Role) -> bool {
    let parts = read(name).parts;
    let [words] = parts.as_slice() else { return false };
    let known: &[&str] = match role {
        Role::Mql => &["mql", "marketingqualified", "marketingqualifiedlead"],
        Role::Sal => &["sal", "salesaccepted", "salesacceptedlead"],
        Role::Sql => &["sql", "salesqualified", "salesqualifiedlead"],
        Role::Sao => &["sao", "salesacceptedopportunity", "salesacceptedopp"],
        Role::ClosedWon => &["closedwon"],
        // The playbook's stage for it.
        Role::FirstValue => &["firstvalue", "firsttimetovalue", "earlyadoption"],
    };
    known.contains(&words.concat().as_str())
}
