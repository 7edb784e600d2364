//! A lifecycle that lacks one of the four domains.

use crate::Cx;
use crate::part::Part;
use lifecycle_base::Diagnostic;

rule! {
    "missing-domain", "missing_domain.md", Pedantic, Warning, fix: None,
    "the lifecycle lacks one of the lead, sales, customer and company domains"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let (model, found) = (cx.model(), cx.parts());
    let parts =
        [(Part::Lead, "lead"), (Part::Sales, "sales"), (Part::Customer, "customer"), (Part::Company, "company")];
    for (wanted, name) in parts {
        if model.tracks.iter().any(|(track, _)| found.part(track) == wanted) {
            continue;
        }
        let message = format!("the lifecycle has no {name} domain");
        let found = match &model.header {
            Some(header) => Diagnostic::new(&RULE, header.at.before(), message),
            None => Diagnostic::without_place(&RULE, message),
        };
        cx.report(found.help(format!("`lifecycle explain {}` shows what each of the four is for", RULE.name)));
    }
}
