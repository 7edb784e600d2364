//! In which order documents speak of domains: along the journey, however the source is split over files.

use lifecycle_model::{DomainId, Model};

/// The known domains in the order of the playbook; others stand between them, with the domain of their object.
const KNOWN: [&str; 4] = ["lead", "sales", "customer", "company"];

/// All domains.
pub(super) fn domains(model: &Model) -> Vec<DomainId> {
    let place = |id: DomainId| {
        let domain = &model[id];
        let known = KNOWN.iter().position(|name| *name == domain.ident.name);
        let alike = || {
            let found = model
                .domains
                .values()
                .find(|other| other.object == domain.object && KNOWN.contains(&other.ident.name.as_str()))?;
            KNOWN.iter().position(|name| *name == found.ident.name)
        };
        (known.or_else(alike).unwrap_or(KNOWN.len()), known.is_none())
    };
    let mut ids: Vec<DomainId> = model.domains.iter().map(|(id, _)| id).collect();
    ids.sort_by(|a, b| place(*a).cmp(&place(*b)).then_with(|| model[*a].ident.name.cmp(&model[*b].ident.name)));
    ids
}
