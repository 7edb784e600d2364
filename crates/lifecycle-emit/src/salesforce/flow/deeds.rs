//! What automations do to records: `move`, `restart` and `set`, together where one save is enough.
//!
//! A move is only a wish: it is written into `Move To`, and the record, which knows its criteria, decides by itself.

use super::ast::{Assign, Decide, Filter, Filters, Find, Loop, Rule, Step, Update, Value};
use super::draft::Draft;
use super::reach::{Origin, ROLE, Reach, reach};
use super::scene::Scene;
use lifecycle_targets::salesforce::objects::{CONTACT, SObject};
use std::collections::BTreeMap;

/// What is to be written into the records of an object.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    pub(super) object: &'static SObject,
    /// The fields, in order.
    pub(super) values: Vec<(String, Value)>,
    /// Only records that pass these.
    pub(super) only: Vec<Filter>,
    /// Records for which it would change nothing are left alone: they do not pass these.
    pub(super) unless: Vec<Filter>,
    /// Only records of the same product, where both sides name one.
    pub(super) same_product: bool,
    /// Whether it wants records to move: what is set behind that must not change how that is judged.
    pub(super) wishes: bool,
    pub(super) label: String,
    pub(super) description: String,
}

impl Deed {
    /// Adds another deed to this one, if one save does for both: the same records, and no field twice.
    pub(super) fn join(&mut self, other: Deed) -> Option<Deed> {
        let clashes = other.values.iter().any(|(field, _)| self.values.iter().any(|(own, _)| own == field));
        let too_late = self.wishes && !other.wishes;
        if self.object != other.object || self.only != other.only || clashes || too_late {
            return Some(other);
        }
        self.values.extend(other.values);
        self.wishes |= other.wishes;
        // What changes nothing for one may change something for the other.
        self.unless.clear();
        self.label = format!("{}, {}", self.label, other.label);
        None
    }
}

/// Writes deeds as steps, and remembers the ids it has collected on the way.
#[derive(Debug, Default)]
pub(super) struct Collected {
    ids: BTreeMap<&'static str, (String, String)>,
}

impl Collected {
    /// The steps of a deed as the record sees it; none, if it reaches nobody.
    pub(super) fn steps(
        &mut self,
        scene: Scene<'_>,
        draft: &mut Draft,
        origin: Origin,
        deed: Deed,
    ) -> Option<Vec<Step>> {
        if deed.object == origin.object {
            let filters = Filters::all(vec![Filter::equal("Id", Value::of(origin.id))])
                .and(deed.only.clone())
                .and(deed.unless.clone());
            return Some(vec![update(draft, &deed, filters)]);
        }
        match reach(origin, deed.object)? {
            Reach::Filters(filters) => Some(self.by_product(scene, draft, origin, deed, filters)),
            Reach::Roles { .. } if origin.record == "$Record.Opportunity" && deed.object == &CONTACT => {
                let filters = Filters::all(vec![Filter::equal("Id", Value::of("$Record.ContactId"))]);
                Some(vec![update(draft, &deed, filters.and(deed.only.clone()).and(deed.unless.clone()))])
            }
            Reach::Roles { by, field } => {
                let (mut steps, found, ids) = self.collect(draft, origin, by, field);
                let filters = Filters::all(vec![Filter::new("Id", "In", Value::of(ids))])
                    .and(deed.only.clone())
                    .and(deed.unless.clone());
                let write = update(draft, &deed, filters);
                steps.push(only_if_found(draft, &found, vec![write]));
                Some(steps)
            }
        }
    }

    /// "Where both sides have a product field, only the same product": those that name none, too.
    fn by_product(
        &self,
        scene: Scene<'_>,
        draft: &mut Draft,
        origin: Origin,
        deed: Deed,
        filters: Filters,
    ) -> Vec<Step> {
        let filters = filters.and(deed.only.clone()).and(deed.unless.clone());
        let products = scene.product(origin.object).zip(scene.product(deed.object)).filter(|_| deed.same_product);
        let Some((own, other)) = products else { return vec![update(draft, &deed, filters)] };
        let either = vec![Filter::equal(other, origin.field(own)), Filter::known(other, false)];
        let of_product = update(draft, &deed, filters.clone().and_any(either));
        let of_any = update(draft, &deed, filters);
        let Value::Of(product) = origin.field(own) else { return vec![of_any] };
        let node =
            draft.node("Is a product named?", "One journey per record and product: only records of the same one.");
        let name = draft.name("A product is named");
        vec![Step::Decide(Decide {
            node,
            rules: vec![Rule {
                name,
                label: "A product is named".to_owned(),
                conditions: vec![(product, "IsNull", Value::Boolean(false))],
                then: vec![of_product],
            }],
            otherwise: vec![of_any],
        })]
    }

    /// The ids that contact roles name, collected once.
    pub(super) fn collect(
        &mut self,
        draft: &mut Draft,
        origin: Origin,
        by: &'static str,
        field: &'static str,
    ) -> (Vec<Step>, String, String) {
        if let Some((found, ids)) = self.ids.get(field) {
            return (Vec::new(), found.clone(), ids.clone());
        }
        let (what, who) = if field == "ContactId" { ("deal", "contacts") } else { ("contact", "deals") };
        let node = draft
            .node(&format!("Get the contact roles of the {what}"), &format!("They join the {what} and its {who}."));
        let found = node.name.clone();
        let find = Step::Find(Find {
            node,
            object: ROLE.to_owned(),
            filters: Filters::all(vec![Filter::equal(by, Value::of(origin.id))]),
            first: false,
            sort: None,
            fields: vec!["Id".to_owned(), field.to_owned()],
        });
        let ids = draft.ids(&format!("Ids of {who}"), &format!("The {who} that the roles name."));
        let each =
            draft.node(&format!("For each role of the {what}"), "Only collects: nothing is read or written here.");
        let add =
            draft.node(&format!("Add to the {who}"), &format!("Collects the id, so that one step reaches all {who}."));
        let item = (ids.clone(), "Add", Value::Of(format!("{}.{field}", each.name)));
        let body = vec![Assign { node: add, items: vec![item] }];
        let each = Step::Each(Loop { node: each, over: found.clone(), body });
        self.ids.insert(field, (found.clone(), ids.clone()));
        let guarded = only_if_found(draft, &found, vec![each]);
        (vec![find, guarded], found, ids)
    }
}

/// Steps that make sense only if a search has found something.
pub(super) fn only_if_found(draft: &mut Draft, found: &str, then: Vec<Step>) -> Step {
    let node = draft.node("Is there any?", "Where nothing has been found, there is nothing to do.");
    let name = draft.name("There is one");
    let rule = Rule {
        name,
        label: "There is one".to_owned(),
        conditions: vec![(found.to_owned(), "IsNull", Value::Boolean(false))],
        then,
    };
    Step::Decide(Decide { node, rules: vec![rule], otherwise: Vec::new() })
}

fn update(draft: &mut Draft, deed: &Deed, filters: Filters) -> Step {
    let node = draft.node(&deed.label, &deed.description);
    Step::Update(Update { node, object: deed.object.api_name.to_owned(), filters, values: deed.values.clone() })
}
