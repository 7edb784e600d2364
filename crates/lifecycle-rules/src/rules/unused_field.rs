//! A declared field that the lifecycle neither reads nor sets.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_model::{
    ActionKind, Assign, Condition, ConditionKind, Criterion, CriterionKind, EventKind, FieldId, FieldKind, Model,
    Object, Sample, StepKind, Test, Value,
};
use std::collections::BTreeSet;

rule! {
    "unused-field", "unused_field.md", Criteria, Info, fix: None,
    "a declared field is neither asked for nor set anywhere"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let Some(used) = used(model) else { return };
    let names: BTreeSet<(Object, &str)> =
        used.iter().map(|id| (model[*id].object, model[*id].ident.name.as_str())).collect();
    for (id, field) in model.fields.iter() {
        // What people work with, what every CRM has, and what is mapped to something that exists are no mistake.
        let own = field.declared && field.kind == FieldKind::Field && !field.standard && field.mappings.is_empty();
        let twin = match field.object {
            Object::Lead => names.contains(&(Object::Contact, field.ident.name.as_str())),
            Object::Contact => names.contains(&(Object::Lead, field.ident.name.as_str())),
            _ => false,
        };
        if own && !field.ident.damaged && !used.contains(&id) && !twin {
            let message = format!("nothing in the lifecycle asks for or sets `{}`", field.ident.label);
            cx.report(
                Diagnostic::new(&RULE, field.ident.name_at, message)
                    .label("declared, then never mentioned")
                    .help("use it in a criterion, an automation or a segment, or remove it: the CRM gets one field less to fill in"),
            );
        }
    }
}

/// Every field that is mentioned; `None` where broken text may hide mentions.
fn used(model: &Model) -> Option<BTreeSet<FieldId>> {
    let mut used = Used::default();
    let mut idents = (model.stages.values().map(|stage| &stage.ident))
        .chain(model.automations.values().map(|automation| &automation.ident))
        .chain(model.milestones.values().map(|milestone| &milestone.ident));
    used.unsure = idents.any(|ident| ident.damaged);
    for stage in model.stages.values() {
        stage.entry.iter().flat_map(|entry| &entry.criteria).for_each(|criterion| used.criterion(criterion));
        stage.exits.iter().filter_map(|exit| exit.when.as_ref()).for_each(|when| used.condition(when));
        stage.slas.iter().filter_map(|sla| sla.when.as_ref()).for_each(|when| used.condition(when));
    }
    model.milestones.values().filter_map(|one| one.when.as_ref()).for_each(|when| used.condition(when));
    for automation in model.automations.values() {
        automation.event.iter().for_each(|event| used.event(&event.kind));
        automation.conditions.iter().for_each(|condition| used.condition(condition));
        for action in &automation.actions {
            match &action.kind {
                ActionKind::Set(assign) => used.assigns(std::slice::from_ref(assign)),
                ActionKind::Create { with, .. } => used.assigns(with),
                ActionKind::Move(_) | ActionKind::Restart(_) | ActionKind::Notify(..) | ActionKind::Task(..) => {}
            }
        }
    }
    for step in model.scenarios.iter().flat_map(|scenario| &scenario.steps) {
        match &step.kind {
            StepKind::Given(Sample { with, .. })
            | StepKind::ExpectRecord(Sample { with, .. })
            | StepKind::Change(with) => {
                used.assigns(with);
            }
            StepKind::Event(event, with) => {
                used.event(&event.kind);
                used.assigns(with);
            }
            StepKind::ExpectCondition(condition) => used.condition(condition),
        }
    }
    used.fields.extend(model.measure.segments.iter().map(|(field, _)| *field));
    (!used.unsure).then_some(used.fields)
}

#[derive(Default)]
struct Used {
    fields: BTreeSet<FieldId>,
    unsure: bool,
}

impl Used {
    fn criterion(&mut self, criterion: &Criterion) {
        match &criterion.kind {
            CriterionKind::Condition(condition) => self.condition(condition),
            CriterionKind::AtLeast(_, parts) => parts.iter().for_each(|part| self.criterion(part)),
            CriterionKind::Manual(_) => {}
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().for_each(|part| self.condition(part)),
            ConditionKind::Not(inner) => self.condition(inner),
            ConditionKind::Test(field, test) => {
                self.fields.insert(*field);
                match test {
                    Test::Compare(_, value) | Test::Contains(value) => self.value(value),
                    Test::In(values) => values.iter().for_each(|value| self.value(value)),
                    _ => {}
                }
            }
            ConditionKind::Has { filter, .. } => filter.iter().for_each(|filter| self.condition(filter)),
            ConditionKind::Stands(..) => {}
            ConditionKind::Unresolved => self.unsure = true,
        }
    }

    fn event(&mut self, event: &EventKind) {
        if let EventKind::Changes(field) | EventKind::Becomes(field, _) | EventKind::Relative(_, _, field) = event {
            self.fields.insert(*field);
        }
        if let EventKind::Becomes(_, value) = event {
            self.value(value);
        }
    }

    fn assigns(&mut self, assigns: &[Assign]) {
        for assign in assigns {
            self.fields.insert(assign.field);
            self.value(&assign.value);
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Field(field) => self.fields.extend([*field]),
            Value::Error => self.unsure = true,
            _ => {}
        }
    }
}
