//! What a simulation asks of a model again and again.

use crate::candidates::{Candidates, candidates, of_criterion, walk};
use lifecycle_interpreter::{Datum, Index, RecordId, World};
use lifecycle_model::{
    ActionKind, AutomationId, Condition, Duration, EventKind, FieldId, Model, Object, StageId, StageKind, Tracks, Type,
};
use std::collections::{BTreeMap, BTreeSet};

/// A model, prepared for simulating.
#[derive(Debug)]
pub struct Plan<'m> {
    pub(crate) model: &'m Model,
    pub(crate) index: Index,
    pub(crate) candidates: Candidates,
    /// The kind of record that an account begins with.
    pub(crate) first: Object,
    /// Whether accounts have a company.
    pub(crate) company: bool,
    /// Fields that change by themselves, as the world goes.
    pub(crate) signals: BTreeMap<Object, Vec<FieldId>>,
    /// Records that automations wait for, and those of pipelines to which nothing else leads.
    pub(crate) awaited: Vec<(Object, Option<Tracks>)>,
    /// Automations by the stage in which a record stays.
    pub(crate) stays: BTreeMap<StageId, Vec<(AutomationId, Duration)>>,
    /// Automations by the date that they go by; true is before.
    pub(crate) dates: BTreeMap<FieldId, Vec<(AutomationId, Duration, bool)>>,
    /// Events by the stage to which their automation moves records.
    pub(crate) movers: BTreeMap<StageId, Vec<&'m EventKind>>,
    pub(crate) products: BTreeMap<Object, FieldId>,
    /// The hold stages, by their track.
    pub(crate) holds: BTreeMap<lifecycle_model::TrackId, StageId>,
}

impl<'m> Plan<'m> {
    /// Prepares a model.
    ///
    /// # Errors
    /// If no kind of record has a lifecycle.
    pub fn new(model: &'m Model) -> Result<Self, String> {
        let first = first_object(model).ok_or("the lifecycle has no domain in which records move")?;
        let mut plan = Self {
            model,
            index: Index::of(model),
            candidates: candidates(model),
            first,
            company: false,
            signals: BTreeMap::new(),
            awaited: Vec::new(),
            stays: BTreeMap::new(),
            dates: BTreeMap::new(),
            movers: BTreeMap::new(),
            products: BTreeMap::new(),
            holds: BTreeMap::new(),
        };
        let about_company = model.domains.values().any(|domain| domain.object == Some(Object::Company));
        let asks_company = plan.candidates.keys().any(|field| model[*field].object == Object::Company);
        plan.company = about_company || asks_company;
        for (id, automation) in model.automations.iter() {
            let Some(event) = automation.event.as_ref().map(|event| &event.kind) else { continue };
            match event {
                EventKind::Stays(stage, length) => plan.stays.entry(*stage).or_default().push((id, *length)),
                EventKind::Relative(length, before, field) => {
                    plan.dates.entry(*field).or_default().push((id, *length, *before));
                }
                EventKind::Created(object, tracks) if !plan.awaited.contains(&(*object, *tracks)) => {
                    plan.awaited.push((*object, *tracks));
                }
                _ => {}
            }
            for action in &automation.actions {
                if let ActionKind::Move(stage) = &action.kind {
                    plan.movers.entry(*stage).or_default().push(event);
                }
            }
        }
        for (id, track) in model.tracks.iter().filter(|(_, track)| track.pipeline.is_some()) {
            let created = |stage: &Option<StageId>| stage.is_some_and(|stage| model[stage].track == id);
            let led_to = model.automations.values().flat_map(|automation| &automation.actions);
            let mut led_to = led_to.filter(|it| matches!(&it.kind, ActionKind::Create { stage, .. } if created(stage)));
            let new = model[track.domain].object.map(|object| (object, Some(Tracks::One(id))));
            if let Some(new) = new.filter(|new| led_to.next().is_none() && !plan.awaited.contains(new)) {
                plan.awaited.push(new);
            }
        }
        for (id, field) in model.fields.iter().filter(|(_, field)| field.ty == Type::Product) {
            plan.products.entry(field.object).or_insert(id);
        }
        for (id, stage) in model.stages.iter().filter(|(_, stage)| stage.kind == StageKind::Hold) {
            plan.holds.entry(stage.track).or_insert(id);
        }
        for field in signals(model) {
            plan.signals.entry(model[field].object).or_default().push(field);
        }
        Ok(plan)
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// The records that automations wait for, and those of pipelines to which nothing else leads.
    pub fn awaited(&self) -> &[(Object, Option<Tracks>)] {
        &self.awaited
    }

    /// The fields that the lifecycle asks for.
    pub fn asked(&self) -> impl Iterator<Item = FieldId> {
        self.candidates.keys().copied()
    }

    /// The values that are worth trying for a field of a record, no value among them.
    pub fn values(&self, world: &World, record: RecordId, field: FieldId) -> Vec<Option<Datum>> {
        let candidates = self.candidates.get(&field).into_iter().flatten();
        candidates.map(|candidate| candidate.datum(self.model, world, record, field)).collect()
    }
}

/// People come first; where no domain is about people, whatever the first domain is about.
fn first_object(model: &Model) -> Option<Object> {
    let moving = model.domains.values().filter(|domain| domain.rollup.is_none() && !domain.tracks.is_empty());
    let objects: Vec<Object> = moving.filter_map(|domain| domain.object).collect();
    objects.iter().copied().find(|object| matches!(object, Object::Contact | Object::Lead)).or(objects.first().copied())
}

/// The fields that nobody has to enter for a record to advance: those that let it move by itself, or that automations watch.
fn signals(model: &Model) -> BTreeSet<FieldId> {
    let mut asked: Vec<&Condition> = Vec::new();
    for entry in model.stages.values().filter_map(|stage| stage.entry.as_ref()).filter(|entry| entry.auto) {
        entry.criteria.iter().for_each(|criterion| of_criterion(criterion, &mut asked));
    }
    asked.extend(model.milestones.values().filter_map(|milestone| milestone.when.as_ref()));
    asked.extend(model.stages.values().flat_map(|stage| &stage.slas).filter_map(|sla| sla.when.as_ref()));
    asked.extend(model.automations.values().flat_map(|automation| &automation.conditions));
    let mut fields = BTreeSet::new();
    for condition in asked {
        walk(condition, &mut |field, _| {
            fields.insert(field);
        });
    }
    for event in model.automations.values().filter_map(|automation| automation.event.as_ref()) {
        if let EventKind::Changes(field) | EventKind::Becomes(field, _) = &event.kind {
            fields.insert(*field);
        }
    }
    fields
}
