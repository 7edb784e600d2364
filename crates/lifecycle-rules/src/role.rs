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
    let known: &[&str] = match role {
        Role::Mql => &["mql", "marketingqualified", "marketingqualifiedlead"],
        Role::Sal => &["sal", "salesaccepted", "salesacceptedlead"],
        Role::Sql => &["sql", "salesqualified", "salesqualifiedlead"],
        Role::Sao => &["sao", "salesacceptedopportunity", "salesacceptedopp"],
        Role::ClosedWon => &["closedwon"],
        // The playbook's stage for it.
        Role::FirstValue => &["firstvalue", "firsttimetovalue", "earlyadoption"],
    };
    // Reading a name costs more than seeing that it cannot be one of these, and every stage is asked many times.
    if !known.iter().any(|known| holds_letters_of(name, known)) {
        return false;
    }
    let parts = read(name).parts;
    let [words] = parts.as_slice() else { return false };
    known.contains(&words.concat().as_str())
}

/// Whether a name has these letters in this order, whatever stands between them.
fn holds_letters_of(name: &str, known: &str) -> bool {
    let mut letters = known.bytes();
    let mut wanted = letters.next();
    for byte in name.bytes() {
        if wanted == Some(byte.to_ascii_lowercase()) {
            wanted = letters.next();
        }
    }
    wanted.is_none()
}
