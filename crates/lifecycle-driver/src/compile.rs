//! From a checked model to the files of all targets.

use lifecycle_base::did_you_mean;
use lifecycle_emit::{ArtifactSet, BACKENDS, Carried, CurrentOrg, PathConflict, backend, emit_salesforce_into};
use lifecycle_model::{Checked, Model};
use std::fmt;

/// Why nothing was compiled.
#[derive(Debug)]
pub enum CompileError {
    /// There is no such target.
    UnknownTarget(String),
    /// Two parts of the lifecycle claim one file.
    Conflict(PathConflict),
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CompileError::UnknownTarget(name) => {
                let names: Vec<&str> = BACKENDS.iter().map(|backend| backend.name()).collect();
                write!(f, "there is no target `{name}`; ")?;
                match did_you_mean(name, names.iter().copied()) {
                    Some(hint) => f.write_str(&hint),
                    None => write!(f, "there are {}", names.join(", ")),
                }
            }
            CompileError::Conflict(conflict) => conflict.fmt(f),
        }
    }
}

impl std::error::Error for CompileError {}

/// The targets compiled when none is named: those of the `crm` clause, and the documents.
pub fn default_targets(model: &Model) -> Vec<&'static str> {
    let crms = model.header.iter().flat_map(|header| &header.crms);
    let mut names: Vec<&'static str> =
        crms.filter_map(|(name, _)| backend(name)).map(|backend| backend.name()).collect();
    names.extend(backend("docs").map(|backend| backend.name()));
    names.dedup();
    names
}

/// Compiles the model for each target, into a folder named after it.
///
/// # Errors
/// When a target is unknown, or two artifacts claim one path.
pub fn compile(lifecycle: Checked<'_>, targets: &[&str]) -> Result<ArtifactSet, CompileError> {
    compile_into(lifecycle, targets, &CurrentOrg::default()).map(|(artifacts, _)| artifacts)
}

/// As [`compile`], for a Salesforce org that has value sets already: what of them has been carried over is the second result.
///
/// # Errors
/// When a target is unknown, or two artifacts claim one path.
pub fn compile_into(
    lifecycle: Checked<'_>,
    targets: &[&str],
    org: &CurrentOrg,
) -> Result<(ArtifactSet, Vec<Carried>), CompileError> {
    let mut all = ArtifactSet::default();
    let mut carried = Vec::new();
    for name in targets {
        let backend = backend(name).ok_or_else(|| CompileError::UnknownTarget((*name).to_owned()))?;
        let mut set = ArtifactSet::default();
        let emitted = match backend.name() {
            "salesforce" => emit_salesforce_into(lifecycle, org, &mut set).map(|kept| carried.extend(kept)),
            _ => backend.emit(lifecycle, &mut set),
        };
        emitted.map_err(CompileError::Conflict)?;
        all.add_below(backend.name(), set).map_err(CompileError::Conflict)?;
    }
    Ok((all, carried))
}
