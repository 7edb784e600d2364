//! Edits that put something into a declaration. They know places, not the text: what they insert reads well on one line, and the
//! formatter gives it a line of its own where the declaration has several.

use lifecycle_base::{Edit, Location, Span};
use lifecycle_model::Stage;

/// Adds an item at the end of a stage, and the braces if it has none.
pub(crate) fn add_item(stage: &Stage, item: &str) -> Vec<Edit> {
    let ident = &stage.ident;
    if ident.at.span.end > ident.label_at.span.end {
        // Before the closing brace no comment can end the line.
        let brace = ident.at.span.end.saturating_sub(1);
        let place = Location::new(ident.at.file, Span::new(brace, brace));
        vec![Edit::replace(place, format!("  {item} "))]
    } else {
        // The name is written again, unchanged: two fixes that both add braces must not be applied at once.
        let claim = Edit::replace(ident.name_at, ident.name.as_str());
        vec![claim, Edit::insert_after(ident.at, format!(" {{ {item} }}"))]
    }
}

/// Adds a way out of a stage, beside those it has.
pub(crate) fn add_exit(stage: &Stage, exit: &str) -> Vec<Edit> {
    match stage.exits.last() {
        Some(last) => vec![Edit::insert_after(last.at, format!("  {exit}"))],
        None => add_item(stage, &format!("exit {{ {exit} }}")),
    }
}

/// Puts a word before a stage: `golden`.
pub(crate) fn mark(stage: &Stage, word: &str) -> Edit {
    Edit::replace(stage.ident.at.before(), format!("{word} "))
}
