//! Questions for related records: what one `has` says about another.

use super::claim;
use super::formula::{Formula, View};
use super::{Logic, Values};
use lifecycle_model::{Condition, Object, Position, StageId, Tracks};

/// There is a related record of an object, perhaps in a track, at a place, and so that a condition holds.
#[derive(Clone, Debug)]
pub struct Has<'m> {
    pub(crate) object: Object,
    pub(crate) within: Option<Tracks>,
    pub(crate) position: Option<(Position, StageId)>,
    pub(crate) filter: Option<&'m Condition>,
}

impl<'m> Has<'m> {
    /// What it asks of the related record itself: its place and its fields.
    pub(crate) fn asks(&self, logic: &Logic<'m>) -> Vec<Formula<'m>> {
        let place = self.position.map(|(position, stage)| Formula::stands(logic, position, stage));
        let filter = self.filter.map(|filter| logic.condition(View::From(self.object), filter));
        place.into_iter().chain(filter).collect()
    }

    /// Whether no record can be so.
    pub(super) fn is_impossible(&self, logic: &Logic<'m>) -> bool {
        (self.filter.is_some() || self.position.is_some()) && logic.never(&self.asks(logic).iter().collect::<Vec<_>>())
    }

    /// Whether a record that is as asked here is always as asked there.
    pub(super) fn entails(&self, other: &Has<'m>, logic: &Logic<'m>) -> bool {
        self.object == other.object && self.lies_within(other.within, logic) && self.fits(other, logic)
    }

    fn fits(&self, other: &Has<'m>, logic: &Logic<'m>) -> bool {
        let place = match (self.position, other.position) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some((mine, here)), Some((theirs, there))) => {
                let same_track = logic.model()[here].track == logic.model()[there].track;
                let outside = claim::of_position(logic, theirs, there).fails;
                let inside = claim::places(logic, logic.model()[here].track);
                same_track
                    && claim::of_position(logic, mine, here).holds.intersect(&inside).intersect(&outside).is_empty()
            }
        };
        let view = View::From(self.object);
        place
            && match (self.filter, other.filter) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(mine), Some(theirs)) => {
                    logic.implies(&[&logic.condition(view, mine)], &logic.condition(view, theirs))
                }
            }
    }

    /// Whether the track of the record, as far as it is said, is one of these. "Before" a stage may be in no track at all.
    fn lies_within(&self, tracks: Option<Tracks>, logic: &Logic<'m>) -> bool {
        let Some(tracks) = tracks else { return true };
        let inside = |track| match tracks {
            Tracks::One(one) => one == track,
            Tracks::Domain(domain) => logic.model()[track].domain == domain,
        };
        match (self.position, self.within) {
            (Some((Position::Before, _)), None) | (None, None) => false,
            (Some((Position::Before, _)) | None, Some(Tracks::One(mine))) => inside(mine),
            (Some((Position::Before, _)) | None, Some(mine @ Tracks::Domain(_))) => mine == tracks,
            (Some((_, stage)), _) => inside(logic.model()[stage].track),
        }
    }
}

/// What is known of the records of one object that are related: what all of them are, and what some one of them is.
#[derive(Clone, Debug)]
pub(super) struct Related {
    pub(super) every: Values,
    pub(super) some: Vec<Values>,
}
