//! Which part of the lifecycle a track is, whatever it is called.

use crate::role::plays;
use lifecycle_model::{Model, Object, Role, StageKind, TrackId};

/// A part of the lifecycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// People on their way to sales and beyond: contacts and leads.
    Lead,
    /// A pipeline of deals.
    Sales,
    /// What happens after the sale.
    Customer,
    /// The state of a company, derived or not.
    Company,
    /// A track beside these, such as a proof of concept.
    Other,
}

/// The part a track is: by its object, by the domain's name where that is one of the four the language knows, and by the roles of its
/// stages.
pub(crate) fn part(model: &Model, track: TrackId) -> Part {
    let domain = &model[model[track].domain];
    let counts = |role| model.stages_of(track).any(|(_, stage)| plays(stage, role));
    match domain.ident.name.as_str() {
        "lead" => return Part::Lead,
        "sales" => return Part::Sales,
        "customer" => return Part::Customer,
        "company" => return Part::Company,
        _ => {}
    }
    match domain.object {
        Some(Object::Contact | Object::Lead) if counts(Role::FirstValue) && !counts(Role::Mql) => Part::Customer,
        Some(Object::Contact | Object::Lead) => Part::Lead,
        Some(Object::Deal) => {
            let closes =
                model.stages_of(track).any(|(_, stage)| matches!(stage.kind, StageKind::Won | StageKind::Lost));
            if model[track].pipeline.is_some() || closes { Part::Sales } else { Part::Other }
        }
        Some(Object::Ticket) => Part::Customer,
        Some(Object::Company) if domain.rollup.is_none() && counts(Role::FirstValue) => Part::Customer,
        Some(Object::Company) => Part::Company,
        Some(Object::Meeting) | None => Part::Other,
    }
}
