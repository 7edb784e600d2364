//! HubSpot's own lifecycle sync beside a lifecycle that writes the same property.

use crate::Cx;
use lifecycle_base::{Applicability, Diagnostic, Edit};
use lifecycle_model::{Domain, Model, Object};

rule! {
    "hubspot-native-sync", "hubspot_native_sync.md", Hubspot, Warning, fix: Always,
    "HubSpot's own lifecycle sync stays on while the company is derived from its people"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let Some(("on", at)) = model.setting("hubspot", "native_sync") else { return };
    let Some(company) = derived_company(model).filter(|_| model.compiles_for("hubspot")) else { return };
    cx.report(
        Diagnostic::new(
            &RULE,
            at,
            format!(
                "HubSpot copies the stage of a company to all its contacts, while `{}` derives it from them",
                company.ident.label
            ),
        )
        .label("together they push every contact to the stage of the furthest")
        .related(company.ident.name_at, "derived from people here")
        .help("turn it off in Settings > Objects > Companies > Automation before anything is applied, and write `native_sync off`")
        .fix("write `off`", Applicability::Unsafe, vec![Edit::replace(at, "off")]),
    );
}

/// The company domain that takes its stage from people.
fn derived_company(model: &Model) -> Option<&Domain> {
    model.domains.values().find(|domain| {
        let source = domain.rollup.as_ref().and_then(|rollup| rollup.source);
        let of_people = source.is_some_and(|id| matches!(model[id].object, Some(Object::Contact | Object::Lead)));
        domain.object == Some(Object::Company) && of_people
    })
}
