//! ValidationRule: what an org refuses when a person or another system changes a stage. The counterpart of `Run::refuses_by_hand` in
//! the interpreter.
//!
//! Automation has judged its steps itself: it says that a step is its own by counting it. Whoever holds the permission to bypass the
//! rules is let through, so that data can be loaded and corrected. What a rule cannot see, since it lies on related records, the
//! flow that runs before each save refuses.

mod entry;
mod exits;
mod message;
mod movement;
pub(super) mod readme;
mod split;

use super::formula::movement::Step;
use super::formula::places::Places;
use super::formula::write::Dialect;
use super::formula::{Field, Formula};
use super::project::{Component, Package};
use crate::xml::Element;
use lifecycle_base::Location;
use lifecycle_model::{Object, TrackId};
use lifecycle_targets::salesforce::formulas::{self, Kind, RULE_DESCRIPTION, RULE_MESSAGE, RULE_NAME};
use lifecycle_targets::salesforce::limits::Limit;
use lifecycle_targets::salesforce::names;
use lifecycle_targets::salesforce::objects::SObject;
use std::collections::BTreeSet;

/// The custom permission of those whom no rule stops.
pub(super) const BYPASS: &str = "Lifecycle_Bypass";

/// A validation rule.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) object: &'static SObject,
    pub(super) name: String,
    /// What is refused.
    pub(super) formula: Formula,
    pub(super) message: String,
    /// The field beside which the message stands.
    pub(super) field: Option<String>,
    pub(super) description: String,
    pub(super) origin: Location,
}

/// All rules of a lifecycle, and what none of them can say.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub(super) rules: Vec<Rule>,
    /// What is longer than a formula may be, and cannot be split: as "stage lead.MQL".
    pub(super) too_long: Vec<String>,
    taken: BTreeSet<String>,
}

/// What a rule is made of, before it is known whether one is enough.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// What it is about, from identifiers; what is too long is cut.
    pub(super) name: String,
    /// What it asks, which is never cut.
    pub(super) what: String,
    /// All must hold …
    pub(super) guards: Vec<Formula>,
    /// … and one of these, for the step to be refused.
    pub(super) refused: Vec<Formula>,
    pub(super) message: String,
    pub(super) field: Option<String>,
    /// `stage lead.MQL`, and which part of it.
    pub(super) declared: String,
    pub(super) part: String,
    pub(super) origin: Location,
}

/// A track on an object, from where its rules look.
#[derive(Clone, Debug)]
pub(super) struct Course<'m> {
    places: Places<'m>,
    object: Object,
    sobject: &'static SObject,
    track: TrackId,
    /// The field that holds the stage.
    field: String,
    stage: Field,
    /// What tells that a person is changing the stage in this track.
    guards: Vec<Formula>,
    /// That the record is new, or on another stage than before.
    enters: Formula,
    /// That it was in this track before, on another stage.
    steps: Formula,
    step: Step<'m>,
}

impl<'m> Course<'m> {
    /// `None` where nobody changes the stage by hand.
    fn of(places: Places<'m>, object: Object, sobject: &'static SObject, track: TrackId) -> Option<Self> {
        let model = places.model;
        if model[model[track].domain].rollup.is_some() {
            return None;
        }
        let schema = places.schema;
        let field = schema.stage_field(track, sobject)?.to_owned();
        let changed = |name: &str, kind| Formula::call(&formulas::ISCHANGED, [Formula::field(name, kind)]);
        let is_new = || Formula::call(&formulas::ISNEW, []);
        let by_automation = schema.moves(track, sobject).map(|name| changed(name, Kind::Number));
        let bypass = Formula::Global(format!("$Permission.{BYPASS}"), Kind::Boolean);
        let mut guards = vec![bypass.not()];
        guards.extend(by_automation.map(Formula::not));
        let stage_changes = changed(&field, Kind::Picklist);
        let (mut enters, mut steps) = (vec![is_new(), stage_changes.clone()], vec![stage_changes]);
        if places.is_sales_pipeline(track) && places.stages.pipelines.len() > 1 {
            guards.push(places.in_track(track, sobject, ""));
            // Another record type is another pipeline, where the stage is entered, too.
            let pipeline_changes = changed(RECORD_TYPE_ID, Kind::Reference);
            enters.push(pipeline_changes.clone());
            steps.push(pipeline_changes.not());
        }
        let picklist = |name: &str| Field { path: name.to_owned(), kind: Kind::Picklist };
        let held = schema.held_from(track, sobject).map(|name| Formula::Prior(picklist(name)));
        let step = Step {
            places,
            track,
            here: Formula::Prior(picklist(&field)),
            there: Formula::Field(picklist(&field)),
            held,
        };
        let (enters, steps) = (Formula::any(enters), Formula::all(steps));
        let stage = picklist(&field);
        Some(Self { places, object, sobject, track, field, stage, guards, enters, steps, step })
    }

    /// `Lead_MQL …`: the track, and parts of it.
    fn name(&self, parts: &[&str]) -> String {
        let track = self.places.model.track_name(self.track);
        let parts: Vec<String> = [track].iter().chain(parts).map(|part| names::developer_name(part)).collect();
        parts.join("_")
    }

    fn drafts(&self) -> Vec<Draft> {
        let mut drafts = self.entries();
        drafts.extend(self.movement());
        drafts.extend(self.exits());
        drafts
    }
}

const RECORD_TYPE_ID: &str = "RecordTypeId";

impl Rules {
    /// What people must not do, on every object that carries a track.
    pub(super) fn of(places: Places<'_>) -> Self {
        let mut rules = Self::default();
        for (id, track) in places.model.tracks.iter() {
            let Some(object) = places.model[track.domain].object else { continue };
            for sobject in places.settings.objects(object) {
                let course = Course::of(places, object, sobject, id);
                for draft in course.iter().flat_map(Course::drafts) {
                    rules.add(sobject, draft);
                }
            }
        }
        rules
    }

    fn add(&mut self, object: &'static SObject, draft: Draft) {
        let Some(formulas) = split::formulas(&draft) else {
            let declared = draft.declared.clone();
            return self.too_long.extend((!self.too_long.contains(&declared)).then_some(declared));
        };
        let several = formulas.len() > 1;
        for (number, formula) in (1..).zip(formulas) {
            let what = if several { format!("{}_{number}", draft.what) } else { draft.what.clone() };
            let name = self.name(object, &draft, &what);
            self.rules.push(Rule {
                object,
                name,
                formula,
                message: RULE_MESSAGE.shorten(&draft.message),
                field: draft.field.clone(),
                description: RULE_DESCRIPTION
                    .shorten(&format!("{} Comes from `{}` in the lifecycle source.", draft.part, draft.declared)),
                origin: draft.origin,
            });
        }
    }
}

impl Rules {
    /// A name that no other rule of the object has: different identifiers may amount to one name.
    fn name(&mut self, object: &SObject, draft: &Draft, what: &str) -> String {
        let room = Limit { max: RULE_NAME.max.saturating_sub(what.len() + 1), ..RULE_NAME };
        let mut about = draft.name.clone();
        loop {
            let name = format!("{}_{what}", names::fit(about.clone(), &room));
            if self.taken.insert(format!("{}.{}", object.api_name, name.to_lowercase())) {
                return name;
            }
            about =
                format!("{about}_{:08X}", names::fingerprint(&format!("{about} {} {}", draft.declared, draft.part)));
        }
    }
}

/// A rule in a file of its own. What asks for the record type needs an org that has record types, so it lies with them.
pub(super) fn emit_rule(rule: &Rule) -> Component {
    let object = rule.object.api_name;
    let formula = rule.formula.written(Dialect::Rule);
    let of_record_types = formula.contains("RecordType");
    Component {
        package: if of_record_types { Package::OrgSettings } else { Package::ForceApp },
        kind: "ValidationRule",
        member: format!("{object}.{}", rule.name),
        path: format!("objects/{object}/validationRules/{}.validationRule-meta.xml", rule.name),
        root: Element::new("ValidationRule")
            .with_text("fullName", &rule.name)
            .with_text("active", true)
            .with_text("description", &rule.description)
            .with_text("errorConditionFormula", formula)
            .with_all(rule.field.as_ref().map(|field| Element::text("errorDisplayField", field)))
            .with_text("errorMessage", &rule.message),
        origin: Some(rule.origin),
    }
}
