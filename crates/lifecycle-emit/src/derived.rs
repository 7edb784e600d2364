//! Derived domains.

use lifecycle_model::{Domain, Model};

/// Whether a derived domain only repeats the stages of its source, since it declares none.
pub(crate) fn is_mirror(model: &Model, domain: &Domain) -> bool {
    let mut stages = domain.tracks.iter().flat_map(|track| model.stages_of(*track)).peekable();
    domain.rollup.is_some()
        && stages.peek().is_some()
        && stages.all(|(_, stage)| matches!(stage.from[..], [one] if model[one].ident.name == stage.ident.name))
}
