//! A company field that answers several questions at once.

use crate::Cx;
use crate::naming::{is_working_status, read};
use crate::part::{heading, own_tracks};
use lifecycle_base::{Diagnostic, list_words};
use lifecycle_model::{FieldKind, Ident, Model, Object, Type};

rule! {
    "company-mixes-concepts", "company_mixes_concepts.md", Structure, Warning, fix: None,
    "one list of a company mixes how far it is, what it is and what is being done"
}

/// What a value says about a company.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Concept {
    /// How far along it is; only that.
    Lifecycle,
    /// How far along, or what it is: a list of types may have it.
    Prospect,
    /// The same, and the end of the funnel: beside it "Active" is no word for customers.
    Customer,
    /// What it is.
    Type,
    /// What is being done with it; only that.
    Status,
    /// What is being done, or a word for customers: "Active".
    Active,
}

/// General vocabulary for companies, with what each word says. Only whole names count.
const VALUES: &[(&str, Concept)] = &[
    ("target", Concept::Lifecycle),
    ("target account", Concept::Lifecycle),
    ("suspect", Concept::Lifecycle),
    ("lead", Concept::Lifecycle),
    ("mql", Concept::Lifecycle),
    ("mqa", Concept::Lifecycle),
    ("sql", Concept::Lifecycle),
    ("opportunity", Concept::Lifecycle),
    ("open opportunity", Concept::Lifecycle),
    ("engaged", Concept::Lifecycle),
    ("churned", Concept::Prospect),
    ("churned customer", Concept::Prospect),
    ("former customer", Concept::Prospect),
    ("prospect", Concept::Prospect),
    ("customer", Concept::Customer),
    ("client", Concept::Customer),
    ("partner", Concept::Type),
    ("reseller", Concept::Type),
    ("distributor", Concept::Type),
    ("channel partner", Concept::Type),
    ("technology partner", Concept::Type),
    ("referral partner", Concept::Type),
    ("affiliate", Concept::Type),
    ("agency", Concept::Type),
    ("integrator", Concept::Type),
    ("competitor", Concept::Type),
    ("vendor", Concept::Type),
    ("supplier", Concept::Type),
    ("investor", Concept::Type),
    ("analyst", Concept::Type),
    ("press", Concept::Type),
    ("paused", Concept::Status),
    ("on hold", Concept::Status),
    ("do not contact", Concept::Status),
    ("do not call", Concept::Status),
    ("dnc", Concept::Status),
    ("blocked", Concept::Status),
    ("blacklisted", Concept::Status),
    ("credit hold", Concept::Status),
    ("active", Concept::Active),
    ("inactive", Concept::Active),
    ("dormant", Concept::Active),
    ("archived", Concept::Active),
];

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    for (track, _) in own_tracks(model).filter(|(_, entity)| model[entity.domain].object == Some(Object::Company)) {
        let labels: Vec<&str> = model.stages_of(track).map(|(_, stage)| stage.ident.label.as_str()).collect();
        check_list(cx, heading(model, track), &labels, true);
    }
    check_fields(cx, model);
}

fn check_fields(cx: &mut Cx<'_>, model: &Model) {
    for field in model.fields.values() {
        let listed = field.declared && field.ty == Type::Picklist && field.object == Object::Company;
        if listed && !field.ident.damaged {
            let labels: Vec<&str> = field.choices.iter().map(|choice| choice.label.as_str()).collect();
            // Only what calls itself a status, or a lifecycle, cannot mean what a customer is by "Customer".
            check_list(cx, &field.ident, &labels, field.kind == FieldKind::Status);
        }
    }
}

fn concept(label: &str) -> Option<Concept> {
    let key = read(label).key();
    if let Some((_, concept)) = VALUES.iter().find(|(value, _)| *value == key) {
        return Some(*concept);
    }
    // Where a funnel begins, nobody has done anything yet.
    let begins = matches!(key.as_str(), "new" | "open");
    (is_working_status(label) && !begins).then_some(Concept::Active)
}

/// `places`: whether "Customer" in this list can only be a place in the lifecycle.
fn check_list(cx: &mut Cx<'_>, ident: &Ident, labels: &[&str], places: bool) {
    let of = |wanted: &[Concept]| {
        let found = labels.iter().copied().filter(|label| concept(label).is_some_and(|it| wanted.contains(&it)));
        found.collect::<Vec<&str>>()
    };
    let types = of(&[Concept::Type]);
    let mut lifecycle = of(&[Concept::Lifecycle, Concept::Prospect, Concept::Customer]);
    // Beside types alone, "Prospect" and "Customer" are types, too.
    if !places && !types.is_empty() && of(&[Concept::Lifecycle]).is_empty() {
        lifecycle.clear();
    }
    // "Active" alone may be a word for customers; beside "Customer" it is not.
    let clear = !types.is_empty() || !of(&[Concept::Status, Concept::Customer]).is_empty();
    let status = if clear { of(&[Concept::Status, Concept::Active]) } else { Vec::new() };
    let mixed: Vec<(&str, &Vec<&str>)> = [("lifecycle", &lifecycle), ("type", &types), ("status", &status)]
        .into_iter()
        .filter(|(_, it)| !it.is_empty())
        .collect();
    if mixed.len() < 2 {
        return;
    }
    let concepts = list_words(mixed.iter().map(|(name, _)| *name));
    let said: Vec<String> =
        mixed.iter().map(|(name, values)| format!("{name}: {}", list_words(values.iter().copied()))).collect();
    cx.report(
        Diagnostic::new(&RULE, ident.label_at, format!("`{}` mixes {concepts} of a company in one list", ident.label))
            .label(said.join("; "))
            .help("keep three apart: how far it is (`domain … on company`), what it is (`type`), what is being done (`status`)"),
    );
}
