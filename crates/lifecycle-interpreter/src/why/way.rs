//! How records get to a stage: by themselves, by an automation, by hand.

use super::{Asker, Judgement};
use crate::condition::{Truth, View};
use crate::world::RecordId;
use lifecycle_model::{
    ActionKind, Automation, AutomationId, CriterionKind, EventKind, Object, Position, StageId, StageKind,
};
use lifecycle_words::{at, event};

/// A way to a stage.
#[derive(Clone, Debug)]
pub struct Way {
    /// What leads there.
    pub kind: WayKind,
    /// How that goes, in a sentence.
    pub text: String,
    /// What keeps it from happening, in a sentence; `None` when nothing is known to.
    pub missing: Option<String>,
    /// The conditions of the automation.
    pub conditions: Vec<Judgement>,
}

/// What leads to a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayKind {
    /// The record moves by itself.
    ByItself,
    /// An automation moves it.
    Automation(AutomationId),
    /// Somebody does it.
    ByHand,
}

impl Asker<'_> {
    pub(super) fn ways(&self, stage: StageId) -> Vec<Way> {
        let mut ways: Vec<Way> = self.by_itself(stage).into_iter().collect();
        let automations = self.model.automations.iter().filter(|(_, it)| leads_to(it, stage));
        ways.extend(automations.map(|(id, it)| self.by_automation(id, it)));
        if ways.is_empty() || ways.iter().all(|way| way.kind != WayKind::ByItself) {
            ways.push(Way {
                kind: WayKind::ByHand,
                text: "By hand, once the criteria hold".to_owned(),
                missing: None,
                conditions: Vec::new(),
            });
        }
        ways
    }

    fn by_itself(&self, stage: StageId) -> Option<Way> {
        let (model, world) = (self.model, self.run.world());
        let domain = model.domain_of(stage);
        let entry = model[stage].entry.as_ref().filter(|entry| entry.auto);
        let starts = world.place(self.record, domain).is_none() && self.starts(stage);
        if entry.is_none() && !starts {
            return None;
        }
        let place = world.place(self.record, domain);
        let subject = self.subject();
        let manual_only =
            entry.is_some_and(|it| it.criteria.iter().all(|one| matches!(one.kind, CriterionKind::Manual(_))));
        let missing = match place {
            _ if manual_only => Some("a person judges all of them, so nothing happens by itself".to_owned()),
            Some(place) if model[place.stage].kind == StageKind::Hold => {
                Some(format!("{subject} is on hold, and does not move by itself"))
            }
            Some(place) if self.run.rests(place) => {
                Some(format!("{subject} was sent back and comes up again later, or when something about it changes"))
            }
            _ => None,
        };
        let text = "By itself, as soon as all criteria hold that need no person".to_owned();
        Some(Way { kind: WayKind::ByItself, text, missing, conditions: Vec::new() })
    }

    /// Whether a record of the domain starts on this stage.
    fn starts(&self, stage: StageId) -> bool {
        let track = self.model[stage].track;
        let mut tracked = self.model.ranked_stages(track).filter(|(_, it)| !it.untracked);
        self.model[track].pipeline.is_none() && tracked.next().is_some_and(|(id, _)| id == stage)
    }

    fn by_automation(&self, id: AutomationId, automation: &Automation) -> Way {
        let Some(when) = automation.event.as_ref().map(|event| &event.kind) else {
            return Way {
                kind: WayKind::Automation(id),
                text: automation.ident.label.to_string(),
                missing: Some("it does not say when it runs".to_owned()),
                conditions: Vec::new(),
            };
        };
        let text = format!("{}: when {}", automation.ident.label, event(self.model, when));
        let object = self.object_of_event(when);
        // The conditions look from the record of the event: this one, or one that belongs to it.
        let from = object.and_then(|object| self.run.world().seen(View::Record(self.record), object).next());
        let conditions = automation.conditions.iter();
        let conditions: Vec<Judgement> = match from {
            Some(from) => conditions.map(|asked| self.condition(View::Record(from), object, asked)).collect(),
            None => Vec::new(),
        };
        let failing = conditions.iter().filter(|judged| judged.truth == Truth::Fails).count();
        let missing = match self.has_happened(when) {
            Some(why) => Some(why),
            None if failing > 0 => Some("its conditions do not hold".to_owned()),
            None => None,
        };
        Way { kind: WayKind::Automation(id), text, missing, conditions }
    }

    fn object_of_event(&self, when: &EventKind) -> Option<Object> {
        match when {
            EventKind::Created(object, _) => Some(*object),
            EventKind::Enters(stage) | EventKind::Leaves(stage) | EventKind::Stays(stage, _) => {
                self.model.object_of(*stage)
            }
            EventKind::Changes(field) | EventKind::Becomes(field, _) | EventKind::Relative(_, _, field) => {
                Some(self.model[*field].object)
            }
        }
    }

    /// Why an event cannot have happened, as far as that shows in the records.
    fn has_happened(&self, when: &EventKind) -> Option<String> {
        let (model, world) = (self.model, self.run.world());
        let object = self.object_of_event(when)?;
        let seen: Vec<RecordId> = match when {
            EventKind::Created(..) => world.others(View::Record(self.record), object).collect(),
            _ => world.seen(View::Record(self.record), object).collect(),
        };
        let own = world.get(self.record).is_some_and(|record| record.object == object);
        if seen.is_empty() && !(own && matches!(when, EventKind::Created(..))) {
            return Some(format!("it has not run: no {} is associated", object.name()));
        }
        let any = |test: &dyn Fn(RecordId) -> bool| seen.iter().any(|id| test(*id));
        let place = |id: RecordId, stage: StageId| world.place(id, model.domain_of(stage));
        let missing = match when {
            EventKind::Created(_, Some(tracks)) if !own && !any(&|id| world.is_within(model, id, *tracks)) => {
                format!("no {} is in {}", object.name(), lifecycle_words::within(model, *tracks))
            }
            EventKind::Enters(stage) | EventKind::Leaves(stage)
                if !any(&|id| {
                    place(id, *stage).is_some_and(|place| place.first.contains_key(stage) || place.stage != *stage)
                }) =>
            {
                format!("no {} has been {}", object.name(), at(model, Position::At, *stage))
            }
            EventKind::Stays(stage, length)
                if !any(&|id| {
                    place(id, *stage)
                        .is_some_and(|place| place.stage == *stage && place.since.after(*length) <= world.now)
                }) =>
            {
                format!("no {} has been {} for {length}", object.name(), at(model, Position::At, *stage))
            }
            EventKind::Becomes(field, to)
                if !any(&|id| world.value(model, View::Record(id), *field, to).as_ref() == world.datum(id, *field)) =>
            {
                let held = seen.first().and_then(|id| world.datum(*id, *field));
                let held = held.map_or("unknown".to_owned(), |datum| self.shown(*field, datum));
                format!("{} is {held}", lifecycle_words::field_label(model, None, *field))
            }
            EventKind::Changes(field) | EventKind::Relative(_, _, field)
                if !any(&|id| world.datum(id, *field).is_some()) =>
            {
                format!("{} is unknown", lifecycle_words::field_label(model, None, *field))
            }
            EventKind::Relative(length, before, field)
                if !any(&|id| {
                    let date = world.moment_of(id, *field);
                    let due = date.map(|it| if *before { it.before(*length) } else { it.after(*length) });
                    due.is_some_and(|due| due <= world.now)
                }) =>
            {
                format!("{} is too far away", lifecycle_words::field_label(model, None, *field))
            }
            _ => return None,
        };
        Some(format!("it has not run: {missing}"))
    }
}

fn leads_to(automation: &Automation, stage: StageId) -> bool {
    automation.actions.iter().any(|action| match &action.kind {
        ActionKind::Move(to) | ActionKind::Restart(to) => *to == stage,
        ActionKind::Create { stage: to, .. } => *to == Some(stage),
        _ => false,
    })
}
