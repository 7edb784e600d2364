//! A project that is built for no CRM.

use crate::Cx;
use lifecycle_base::Diagnostic;

rule! {
    "missing-crm", "missing_crm.md", Pedantic, Warning, fix: None,
    "the project does not say which CRM it is built in"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let header = cx.model().header.as_ref();
    if header.is_some_and(|header| !header.crms.is_empty()) {
        return;
    }
    let message = "the project does not say which CRM it is built in";
    let found = match header {
        Some(header) => Diagnostic::new(&RULE, header.at.before(), message).label("no `crm`"),
        None => Diagnostic::without_place(&RULE, message),
    };
    cx.report(found.help("add it to the header: `crm salesforce`, `crm hubspot` or both"));
}
