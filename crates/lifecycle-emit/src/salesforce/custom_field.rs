//! CustomField.

use super::project::{Component, Package};
use super::schema::{CustomField, Kind, Schema};
use super::value_set::custom_value;
use crate::xml::Element;
use lifecycle_targets::salesforce::limits::HELP_TEXT;
use lifecycle_targets::salesforce::objects::{ALL, SObject, tracked_standard_fields};

/// A field in a file of its own: fields inside of the object's file are dropped without a word.
pub(super) fn emit_field(field: &CustomField) -> Component {
    let folder = field.object.fields_on;
    Component {
        package: field.package,
        kind: "CustomField",
        member: format!("{folder}.{}", field.name),
        path: format!("objects/{folder}/fields/{}.field-meta.xml", field.name),
        root: element(field),
        origin: field.origin,
    }
}

/// The fields of the org's own objects whose history shows what the lifecycle is about. They replace what the org says of them.
pub(super) fn emit_tracked_standard_fields(schema: &Schema) -> Vec<Component> {
    let objects = schema.with_history();
    let tracked = ALL.into_iter().filter(|object| objects.contains(object.api_name));
    let fields = tracked.flat_map(|object| tracked_standard_fields(object).iter().map(move |field| (object, field)));
    let component = |(object, (name, ty)): (&'static SObject, &(&str, &str))| Component {
        package: Package::OrgSettings,
        kind: "CustomField",
        member: format!("{}.{name}", object.api_name),
        path: format!("objects/{}/fields/{name}.field-meta.xml", object.api_name),
        root: Element::new("CustomField")
            .with_text("fullName", name)
            .with_text("trackHistory", true)
            .with_text("type", ty),
        origin: None,
    };
    fields.map(component).collect()
}

fn element(field: &CustomField) -> Element {
    let ty = field.kind.field_type();
    let related = match &field.kind {
        Kind::Lookup { to, relationship, related_label } => Some((*to, relationship, *related_label)),
        _ => None,
    };
    let (default, formula) = match &field.kind {
        Kind::Defaulted(_, value) => (Some(*value), None),
        Kind::Formula { text, blank_is_zero, .. } => (None, Some((text, *blank_is_zero))),
        _ => (ty.default, None),
    };
    let has_values = field.kind.values().is_some();
    Element::new("CustomField")
        .with_text("fullName", &field.name)
        .with_all(default.map(|value| Element::text("defaultValue", value)))
        .with_all(related.map(|_| Element::text("deleteConstraint", "SetNull")))
        .with_text("description", &field.description)
        .with_all(formula.map(|(text, _)| Element::text("formula", text)))
        .with_all(
            formula.map(|(_, zero)| {
                Element::text("formulaTreatBlanksAs", if zero { "BlankAsZero" } else { "BlankAsBlank" })
            }),
        )
        .with_all(field.help.as_ref().map(|text| Element::text("inlineHelpText", HELP_TEXT.shorten(text))))
        .with_text("label", &field.label)
        .with_all(ty.length.map(|length| Element::text("length", length)))
        .with_all(ty.digits.map(|(precision, _)| Element::text("precision", precision)))
        .with_all(related.map(|(to, ..)| Element::text("referenceTo", to)))
        .with_all(related.and_then(|(.., label)| label).map(|label| Element::text("relationshipLabel", label)))
        .with_all(related.map(|(_, name, _)| Element::text("relationshipName", name)))
        .with_all((ty.can_be_required && formula.is_none()).then(|| Element::text("required", false)))
        .with_all(ty.digits.map(|(_, scale)| Element::text("scale", scale)))
        .with_all((field.object.has_history && formula.is_none()).then(|| Element::text("trackHistory", field.tracked)))
        .with_text("type", ty.api_name)
        .with_all(has_values.then(|| value_set(&field.kind)))
        .with_all(ty.visible_lines.map(|lines| Element::text("visibleLines", lines)))
}

/// Restricted: a value that is not in the list is refused, whoever writes it.
fn value_set(kind: &Kind) -> Element {
    let set = Element::new("valueSet").with_text("restricted", true);
    match kind {
        Kind::GlobalPicklist { set: name, .. } => set.with_text("valueSetName", name),
        Kind::OwnPicklist { values, .. } => {
            let values = values.iter().map(|value| custom_value("value", value));
            set.with(Element::new("valueSetDefinition").with_text("sorted", false).with_all(values))
        }
        Kind::Plain(_) | Kind::Defaulted(..) | Kind::Formula { .. } | Kind::Lookup { .. } => set,
    }
}
