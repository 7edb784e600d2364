//! What is not a stage and never one: statuses, types, and dated facts.

use crate::docs::agreement::of_confirmed;
use crate::markdown::{self, Table};
use crate::words;
use lifecycle_model::{Field, FieldKind, Model, Object};

/// The sections, as far as the lifecycle has any of it.
pub(super) fn render(model: &Model) -> String {
    let statuses = values(
        model,
        FieldKind::Status,
        "## Statuses\n\nWhat is happening with a record now. A status is never a stage: it may change any number of times, in any \
         direction, while the record stays where it is.\n\n",
    );
    let types = values(
        model,
        FieldKind::Type,
        "## Types\n\nWhat a record is, wherever it stands and whatever is happening with it.\n\n",
    );
    let sections: Vec<String> =
        [statuses, types, milestones(model)].into_iter().filter(|section| !section.is_empty()).collect();
    sections.join("\n")
}

fn values(model: &Model, kind: FieldKind, heading: &str) -> String {
    let mut table = Table::new(&["On", "Name", "Values", "State", "Sign-off"]);
    let fields: Vec<&Field> = Object::ALL
        .into_iter()
        .flat_map(|object| model.declared_fields(object))
        .map(|(_, field)| field)
        .filter(|field| field.kind == kind)
        .collect();
    for field in &fields {
        let choices: Vec<String> = field.choices.iter().map(|choice| markdown::text(&choice.label)).collect();
        let agreement = of_confirmed(model, &field.ident.remarks.confirmed);
        table.row(&[
            field.object.name().to_owned(),
            format!("**{}**", markdown::text(&field.ident.label)),
            choices.join(" · "),
            agreement.state(),
            agreement.boxes(),
        ]);
    }
    if fields.is_empty() { String::new() } else { format!("{heading}{}", table.render()) }
}

fn milestones(model: &Model) -> String {
    if model.milestones.is_empty() {
        return String::new();
    }
    let mut table = Table::new(&["On", "Fact", "Definition", "When", "State", "Sign-off"]);
    for milestone in model.milestones.values() {
        let when =
            milestone.when.as_ref().map(|when| words::sentence(&words::condition(model, milestone.object, when)));
        let agreement = of_confirmed(model, &milestone.ident.remarks.confirmed);
        table.row(&[
            milestone.object.map_or("–", |object| object.name()).to_owned(),
            format!("**{}**", markdown::text(&milestone.ident.label)),
            milestone.means.as_deref().map_or("*Not defined yet.*".to_owned(), markdown::text),
            when.map_or("–".to_owned(), |when| markdown::text(&when)),
            agreement.state(),
            agreement.boxes(),
        ]);
    }
    format!("## Dated facts\n\nNot stages: the day on which something was true first.\n\n{}", table.render())
}
