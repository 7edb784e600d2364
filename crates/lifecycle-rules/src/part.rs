//! Which part of the lifecycle a track is, whatever it is called.

use crate::naming::{is_working_status, read};
use crate::post_sale::{is_mostly_phases, is_phase};
use crate::role::plays;
use lifecycle_model::{Ident, Model, Object, Role, StageKind, Track, TrackId};

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
    let sells = || [Role::Mql, Role::Sal, Role::Sql].into_iter().any(counts);
    let serves = || counts(Role::FirstValue) || is_mostly_phases(model, track);
    match domain.object {
        Some(Object::Contact | Object::Lead) if serves() && !sells() => Part::Customer,
        Some(Object::Contact | Object::Lead) => Part::Lead,
        Some(Object::Deal) => {
            let closes =
                model.stages_of(track).any(|(_, stage)| matches!(stage.kind, StageKind::Won | StageKind::Lost));
            if model[track].pipeline.is_some() || closes { Part::Sales } else { Part::Other }
        }
        Some(Object::Ticket) if is_help_desk(model, track) => Part::Other,
        Some(Object::Ticket) => Part::Customer,
        Some(Object::Company) if domain.rollup.is_none() && serves() && !sells() => Part::Customer,
        Some(Object::Company) => Part::Company,
        Some(Object::Meeting) | None => Part::Other,
    }
}

/// Which part each track of a model is.
#[derive(Debug)]
pub(crate) struct Parts {
    /// By track: its part, and whether deals are sold along it.
    tracks: Vec<(Part, bool)>,
}

impl Parts {
    /// The parts of a model.
    pub(crate) fn of(model: &Model) -> Self {
        let one = |(track, _)| {
            let part = part(model, track);
            (part, part == Part::Sales && sells_deals(model, track))
        };
        Self { tracks: model.tracks.iter().map(one).collect() }
    }

    /// The part a track is.
    pub(crate) fn part(&self, track: TrackId) -> Part {
        self.tracks.get(track.index()).map_or(Part::Other, |(part, _)| *part)
    }

    /// Whether deals are sold along a track, be it a pipeline or a field of the deal: no board of the success team, no proof of concept.
    pub(crate) fn sells_deals(&self, track: TrackId) -> bool {
        self.tracks.get(track.index()).is_some_and(|(_, sells)| *sells)
    }

    /// Whether a track is a pipeline in which something is sold.
    pub(crate) fn is_selling(&self, model: &Model, track: TrackId) -> bool {
        model[track].pipeline.is_some() && self.sells_deals(track)
    }
}

/// A board of requests rather than of customers: New, Waiting on Customer, Escalated, Resolved.
fn is_help_desk(model: &Model, track: TrackId) -> bool {
    let customers = |label: &str, golden: bool| golden || is_phase(label);
    let mut statuses = 0usize;
    let mut steps = 0usize;
    for (_, stage) in model.stages_of(track) {
        if customers(&stage.ident.label, stage.golden) || plays(stage, Role::FirstValue) {
            return false;
        }
        steps += 1;
        statuses += usize::from(is_working_status(&stage.ident.label));
    }
    statuses >= 2 || (statuses >= 1 && steps <= 2)
}

/// The tracks that stand for themselves: not derived from others, and read without loss.
pub(crate) fn own_tracks(model: &Model) -> impl Iterator<Item = (TrackId, &Track)> {
    model.tracks.iter().filter(|(id, track)| {
        let domain = &model[track.domain];
        domain.rollup.is_none() && !domain.ident.damaged && !heading(model, *id).damaged
    })
}

/// What a track is called: its pipeline, or its domain.
pub(crate) fn heading(model: &Model, track: TrackId) -> &Ident {
    let track = &model[track];
    match track.pipeline {
        Some(pipeline) => &model[pipeline].ident,
        None => &model[track.domain].ident,
    }
}

/// Whether a track that is a sale is one of deals.
fn sells_deals(model: &Model, track: TrackId) -> bool {
    let ident = heading(model, track);
    let deals = model[model[track].domain].object == Some(Object::Deal);
    deals && !is_trial(&ident.label) && !is_trial(&ident.name) && !is_mostly_phases(model, track)
}

/// Whether a name is that of a proof of concept.
fn is_trial(name: &str) -> bool {
    let words = read(name).parts.concat();
    words.iter().any(|word| matches!(word.as_str(), "poc" | "pov" | "pilot" | "pilots"))
        || words.windows(2).any(|pair| matches!(pair, [a, b] if a == "proof" && b == "of"))
}
