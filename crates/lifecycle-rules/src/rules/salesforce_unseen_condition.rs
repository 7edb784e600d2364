//! Conditions that nothing in Salesforce can check.

use crate::Cx;
use lifecycle_base::{Diagnostic, Location};
use lifecycle_model::{Asker, Condition, ConditionKind, FieldId, Model, Object, Test, Type, Value};
use lifecycle_targets::salesforce::objects::{LEAD, People, SObject, standing_for};
use lifecycle_targets::salesforce::relations::{Reach, reach};

rule! {
    "salesforce-unseen-condition", "salesforce_unseen_condition.md", Salesforce, Info, fix: None,
    "neither a formula nor a lookup of Salesforce can see whether a condition holds"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    if !model.compiles_for("salesforce") {
        return;
    }
    let people =
        model.setting("salesforce", "people").and_then(|(word, _)| People::from_word(word)).unwrap_or_default();
    let mut found: Vec<Unseen> = Vec::new();
    for asked in model.conditions() {
        let damaged = match asked.by {
            Asker::Entry(stage) | Asker::Exit(stage) | Asker::Sla(stage) => model[stage].ident.damaged,
            Asker::Milestone(id) => model[id].ident.damaged,
            Asker::Automation(id) => model[id].ident.damaged,
        };
        // What is seen of one of the objects that people are kept on is seen.
        let objects = standing_for(asked.of.name(), people);
        let views = objects.iter().map(|sobject| View { model, people, own: asked.of, sobject, from: Place::Record });
        let each: Option<Vec<Unseen>> = views.map(|view| view.unseen(asked.condition)).collect();
        found.extend(each.filter(|_| !damaged).into_iter().flatten().next());
    }
    for unseen in found {
        cx.report(
            Diagnostic::new(&RULE, unseen.at, "nothing in Salesforce can check this condition").label(unseen.why).help(
                "let people judge it with `manual \"…\"`, or ask for a field that says so and that an automation sets",
            ),
        );
    }
}

struct Unseen {
    at: Location,
    why: String,
}

/// Where a view stands, seen from the record of the condition.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Record,
    /// A record to which a field refers.
    Reference,
    /// One that has to be looked up.
    Lookup,
}

#[derive(Clone, Copy)]
struct View<'m> {
    model: &'m Model,
    people: People,
    own: Object,
    sobject: &'static SObject,
    from: Place,
}

impl View<'_> {
    /// The first part that is not seen.
    fn unseen(self, condition: &Condition) -> Option<Unseen> {
        let at = condition.at;
        match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().find_map(|part| self.unseen(part)),
            ConditionKind::Not(part) => self.unseen(part),
            ConditionKind::Test(field, test) => {
                self.there(self.model[*field].object, at, |view| view.test(*field, test, at))
            }
            ConditionKind::Stands(object, ..) => self.there(*object, at, |_| None),
            ConditionKind::Has { object, .. } if *object == self.own => {
                let why = format!("Salesforce does not relate a {0} to other {0}s", object.name());
                Some(Unseen { at, why })
            }
            ConditionKind::Has { object, filter, .. } => {
                self.there(*object, at, |view| filter.as_ref().and_then(|filter| view.unseen(filter)))
            }
            ConditionKind::Unresolved => None,
        }
    }

    fn there(self, object: Object, at: Location, ask: impl Fn(Self) -> Option<Unseen>) -> Option<Unseen> {
        if object == self.own {
            return ask(self);
        }
        match reach(self.sobject, object.name(), self.people) {
            Reach::One { there, .. } => {
                let from = if self.from == Place::Lookup { Place::Lookup } else { Place::Reference };
                // What lies behind a reference of a record that is looked up is out of reach for lookups, too.
                ask(View { own: object, sobject: there, from, ..self })
            }
            Reach::Many(_) if self.from != Place::Record => {
                let why = format!("Salesforce looks from one record at its {}s, not on from there", object.name());
                Some(Unseen { at, why })
            }
            Reach::Many(there) => {
                there.into_iter().find_map(|sobject| ask(View { own: object, sobject, from: Place::Lookup, ..self }))
            }
            Reach::None if self.sobject == &LEAD => {
                let why = format!("a lead in Salesforce has no {} before it is converted", object.name());
                Some(Unseen { at, why })
            }
            Reach::None => None,
        }
    }

    fn test(self, field: FieldId, test: &Test, at: Location) -> Option<Unseen> {
        let entity = &self.model[field];
        let standard = self.sobject.standard_field(&entity.ident.name);
        // A text that every CRM but Salesforce has, or its own description, holds any length.
        let long = entity.ty == Type::Text && entity.standard && standard.is_none_or(|name| name == "Description");
        if self.from == Place::Lookup && long {
            let why =
                format!("Salesforce does not search `{}` of related records: it is a long text", entity.ident.label);
            return Some(Unseen { at, why });
        }
        let values = match test {
            Test::Compare(_, value) | Test::Contains(value) => std::slice::from_ref(value),
            Test::In(values) => values.as_slice(),
            _ => &[],
        };
        let other = values.iter().find_map(|value| match value {
            Value::Field(other) => Some(self.model[*other].object).filter(|object| *object != self.own),
            _ => None,
        })?;
        let several = matches!(reach(self.sobject, other.name(), self.people), Reach::Many(_));
        several.then(|| Unseen {
            at,
            why: format!("there may be several {}s, and Salesforce does not know whose value is meant", other.name()),
        })
    }
}
