//! What a finding says besides its message, as lines of plain text for formats that have no place of their own for it.

use crate::codespan::fix_line;
use crate::printable::printable_line;
use lifecycle_base::Diagnostic;

/// The words at the place, the help and the fixes, a line each, harmless to show.
pub(crate) fn advice(diagnostic: &Diagnostic) -> Vec<String> {
    let label = (!diagnostic.label.is_empty()).then(|| printable_line(&diagnostic.label).into_owned());
    let help = diagnostic.help.as_ref().map(|help| format!("help: {}", printable_line(help)));
    label.into_iter().chain(help).chain(diagnostic.fixes.iter().map(fix_line)).collect()
}

/// The message and the advice, a line each.
pub(crate) fn whole_message(diagnostic: &Diagnostic) -> String {
    let mut lines = vec![printable_line(&diagnostic.message).into_owned()];
    lines.extend(advice(diagnostic));
    lines.join("\n")
}
