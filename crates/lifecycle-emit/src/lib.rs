//! From a checked model to files.
//!
//! A backend turns a [`Checked`] model into an [`ArtifactSet`]: paths and bytes, nothing else. This crate does not know source
//! text, the disk, the clock, or, from one backend, any other. Same model, same bytes.

mod artifact;
mod derived;
mod docs;
mod hubspot;
mod json;
mod markdown;
pub mod salesforce;
mod xml;

pub use artifact::{Artifact, ArtifactSet, PathConflict};
use lifecycle_model::Checked;
use lifecycle_words as words;
pub use salesforce::{CURRENT_ENDINGS, Carried, CurrentError, CurrentOrg, emit_into as emit_salesforce_into};

/// One way to turn a lifecycle into files.
pub trait Backend: Sync {
    /// The name used with `--target`, in the `crm` clause and as the folder of the output.
    fn name(&self) -> &'static str;

    /// What it writes, in a few words for help texts.
    fn summary(&self) -> &'static str;

    /// Writes all artifacts of the model, with paths relative to the backend's own folder.
    ///
    /// # Errors
    /// When two artifacts claim one path.
    fn emit(&self, lifecycle: Checked<'_>, out: &mut ArtifactSet) -> Result<(), PathConflict>;
}

/// Every backend. A new one is a module and a line here.
pub static BACKENDS: &[&dyn Backend] = &[&salesforce::Salesforce, &hubspot::Hubspot, &docs::Docs];

/// The backend with this name.
pub fn backend(name: &str) -> Option<&'static dyn Backend> {
    BACKENDS.iter().copied().find(|backend| backend.name() == name)
}
