//! A term of the shared vocabulary that no team has confirmed.

use crate::Cx;
use lifecycle_base::Diagnostic;

rule! {
    "unconfirmed-term", "unconfirmed_term.md", Pedantic, Warning, fix: None,
    "a term is not confirmed by any team"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    for term in cx.model().terms.values() {
        if term.ident.damaged || !term.ident.remarks.confirmed.is_empty() {
            continue;
        }
        cx.report(
            Diagnostic::new(
                &RULE,
                term.ident.name_at,
                format!("no team has confirmed what `{}` means", term.ident.label),
            )
            .label("still assumed")
            .help("when a team agrees to the definition, write it down: `confirmed by TEAM on 2026-03-04`"),
        );
    }
}
