//! The documents: what teams agree on, in Markdown.
//!
//! One file a document, each a function from the model to its text; `DOCUMENTS` lists them. What several documents share stands beside
//! them: diagrams, the state of agreement, the order of domains. Dates are those of the source, never today's.

mod agreement;
mod definition_alignment;
mod diagram;
mod mermaid;
mod order;

use crate::{ArtifactSet, Backend, PathConflict};
use lifecycle_model::{Checked, Model};

/// The documents backend.
pub(crate) struct Docs;

/// File names and what writes them.
type Document = (&'static str, fn(&Model) -> String);

const DOCUMENTS: &[Document] = &[("definition-alignment.md", definition_alignment::render)];

impl Backend for Docs {
    fn name(&self) -> &'static str {
        "docs"
    }

    fn summary(&self) -> &'static str {
        "the definition alignment document in Markdown, with diagrams"
    }

    fn emit(&self, lifecycle: Checked<'_>, out: &mut ArtifactSet) -> Result<(), PathConflict> {
        let origin = lifecycle.model().header.as_ref().map(|header| header.at);
        DOCUMENTS.iter().try_for_each(|(name, render)| out.add(*name, render(lifecycle.model()), origin))
    }
}
