//! The terms to agree on before anything is built: the standard vocabulary where the lifecycle has what it names, then its own terms.

use super::stages::role_label;
use crate::docs::agreement::{of_confirmed, of_stage};
use crate::docs::order;
use crate::markdown::{self, Table};
use lifecycle_model::{Confirmed, FieldKind, Model, Role, Stage, Term};

/// The table of terms.
pub(super) fn render(model: &Model) -> String {
    let mut rows =
        Rows { model, table: Table::new(&["Term", "Our definition", "State", "Internally approved?"]), empty: true };
    for role in Role::ALL {
        for track in order::domains(model).into_iter().flat_map(|id| &model[id].tracks) {
            for (_, stage) in model.stages_of(*track).filter(|(_, s)| s.roles.contains(&role) && s.from.is_empty()) {
                rows.stage(role, stage);
            }
        }
    }
    let own: Vec<&Term> = model.terms.values().collect();
    let mut used = Vec::new();
    for standard in STANDARD {
        let term = own.iter().position(|term| standard.is(term));
        match term.and_then(|index| own.get(index)) {
            Some(term) => rows.term(term),
            None if (standard.needed)(model) => rows.row(standard.label, Some(standard.meaning), &[]),
            None => {}
        }
        used.extend(term);
    }
    for (index, term) in own.iter().enumerate() {
        if !used.contains(&index) {
            rows.term(term);
        }
    }
    if rows.empty { String::new() } else { format!("## Terms to agree on\n\n{}", rows.table.render()) }
}

/// A term that every lifecycle needs, with the meaning it has unless the lifecycle says otherwise.
struct Standard {
    label: &'static str,
    /// Identifiers and labels, lower case without anything but letters, under which a lifecycle may declare it.
    names: &'static [&'static str],
    meaning: &'static str,
    /// Whether the lifecycle has what the term is about.
    needed: fn(&Model) -> bool,
}

const STANDARD: &[Standard] = &[
    Standard {
        label: "First Time to Value",
        names: &["firsttimetovalue", "ftv", "firstvalue"],
        meaning: "The specific milestone that means the customer has realized value.",
        needed: |model| model.stages.values().any(|stage| stage.roles.contains(&Role::FirstValue)),
    },
    Standard {
        label: "Entry Criteria",
        names: &["entrycriteria"],
        meaning: "Objective benchmarks that determine when a record moves from one stage to the next.",
        needed: |model| !model.stages.is_empty(),
    },
    Standard {
        label: "Lifecycle vs Status",
        names: &["lifecyclevsstatus", "lifecycleandstatus", "contactstatusvsstage", "contactstatusvslifecyclestage"],
        meaning: "Lifecycle is the position in the funnel: how far along. Status is the working state: what is happening now.",
        needed: |model| model.fields.values().any(|field| field.kind == FieldKind::Status),
    },
];

impl Standard {
    fn is(&self, term: &Term) -> bool {
        let plain = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
        let (name, label) = (plain(&term.ident.name), plain(&term.ident.label));
        self.names.iter().any(|known| *known == name || *known == label)
    }
}

struct Rows<'m> {
    model: &'m Model,
    table: Table,
    empty: bool,
}

impl Rows<'_> {
    /// The stage that plays a role, as a term: its own name is said where it is another.
    fn stage(&mut self, role: Role, stage: &Stage) {
        let label = markdown::text(&stage.ident.label);
        let term = match role {
            // The role is a fact about the stage, not another name of it.
            Role::FirstValue => label.clone(),
            _ => role_label(role).to_owned(),
        };
        let place = markdown::text(self.model.track_label(stage.track));
        let place = if term == label { place } else { format!("{label} in {place}") };
        let means = stage.means.as_deref().map_or("*Not defined yet.*".to_owned(), markdown::text);
        let agreement = of_stage(self.model, stage);
        self.table.row(&[format!("**{term}**<br>{place}"), means, agreement.state(), agreement.boxes()]);
        self.empty = false;
    }

    fn term(&mut self, term: &Term) {
        self.row(&term.ident.label, term.means.as_deref(), &term.ident.remarks.confirmed);
    }

    fn row(&mut self, label: &str, means: Option<&str>, confirmed: &[Confirmed]) {
        let means = means.map_or("*Not defined yet.*".to_owned(), markdown::text);
        let agreement = of_confirmed(self.model, confirmed);
        self.table.row(&[format!("**{}**", markdown::text(label)), means, agreement.state(), agreement.boxes()]);
        self.empty = false;
    }
}
