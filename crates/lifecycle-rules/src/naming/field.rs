//! The field a name stands in.

use super::made_of::{is_success, may_be_success};
use super::reading::{asides, read, segments, whole};
use crate::part::{Part, part};
use lifecycle_model::{Model, Object, StageKind, TrackId};

/// What a name is the name of: the same word is right in one field and wrong in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Field {
    /// A stage of people on their way to sales.
    Lead,
    /// A stage of a company.
    Company,
    /// A stage of a pipeline that sells.
    Sales,
    /// A stage of a pipeline that renews.
    Renewal,
    /// A stage of a track beside the sale, such as a proof of concept.
    Proof,
    /// A stage after the sale.
    Customer,
    /// A value of a status.
    Status,
}

impl Field {
    /// The field of a track's stages; `None` where nothing is known about it.
    pub(crate) fn of(model: &Model, track: TrackId) -> Option<Field> {
        match part(model, track) {
            Part::Lead => Some(Field::Lead),
            Part::Company => Some(Field::Company),
            Part::Customer => Some(Field::Customer),
            Part::Sales if is_success_track(model, track) => Some(Field::Customer),
            Part::Sales if renews(model, track) => Some(Field::Renewal),
            Part::Sales => Some(Field::Sales),
            Part::Other => (model[model[track].domain].object == Some(Object::Deal)).then_some(Field::Proof),
        }
    }
}

/// Whether a pipeline is about renewals, by its name.
fn renews(model: &Model, track: TrackId) -> bool {
    let says = |name: &str| read(name).parts.iter().flatten().any(|word| word.starts_with("renew"));
    says(model.track_label(track)) || says(model.track_name(track))
}

/// Whether a pipeline of deals is nothing but the work after the sale: each of its open stages may be, and one is beyond doubt or the
/// pipeline's own name is.
pub(crate) fn is_success_track(model: &Model, track: TrackId) -> bool {
    let open = || {
        model.stages_of(track).filter(|(_, stage)| stage.kind == StageKind::Open).map(|(_, stage)| &stage.ident.label)
    };
    let sure = |label: &str| is_success(&segments(label), &asides(label));
    let named = model[track].pipeline.is_some() && may_be_success(&whole(model.track_label(track)));
    open().count() > 1
        && open().all(|label| may_be_success(&whole(label)) || sure(label))
        && (named || open().any(|label| sure(label)))
}
