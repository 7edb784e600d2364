//! People without a status of their own.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_model::{FieldKind, Object};

rule! {
    "missing-status", "missing_status.md", Pedantic, Warning, fix: None,
    "the people of the lifecycle have stages, but no status beside them"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let people = [Some(Object::Contact), Some(Object::Lead)];
    let Some(domain) = model.domains.values().find(|domain| people.contains(&domain.object)) else { return };
    let status = |kind, object| kind == FieldKind::Status && people.contains(&Some(object));
    if domain.ident.damaged || model.fields.values().any(|field| status(field.kind, field.object)) {
        return;
    }
    cx.report(
        Diagnostic::new(&RULE, domain.ident.name_at, "people have a lifecycle stage, but no status beside it")
            .label("says how far, not what is happening now")
            .help("declare one: `status contact_status \"Contact Status\" { New  Working  Engaged  Nurture }`"),
    );
}
