//! What happened, in sentences.

use crate::time::Moment;
use crate::trace::{Cause, Happened, What};
use crate::world::{RecordId, World};
use lifecycle_base::Location;
use lifecycle_model::{Assign, Criterion, Model, Object, Sample, StageId};

/// Tells about the records of a world.
#[derive(Clone, Copy, Debug)]
pub struct Story<'a> {
    model: &'a Model,
    world: &'a World,
}

impl<'a> Story<'a> {
    /// About these records.
    pub fn new(model: &'a Model, world: &'a World) -> Self {
        Self { model, world }
    }

    /// A record: `contact`, or `contact 2` where there are several.
    pub fn record(&self, id: RecordId) -> String {
        let Some(object) = self.world.get(id).map(|record| record.object) else { return String::new() };
        let alike: Vec<RecordId> =
            self.world.records().filter(|(_, it)| it.object == object).map(|(other, _)| other).collect();
        match alike.iter().position(|other| *other == id) {
            Some(place) if alike.len() > 1 => format!("{} {}", object.name(), place + 1),
            _ => object.name().to_owned(),
        }
    }

    /// One sentence without a full stop.
    pub fn happened(&self, happened: &Happened) -> String {
        let record = self.record(happened.record);
        let path = |stage: &StageId| self.model.stage_path(*stage);
        match &happened.what {
            What::Created => format!("{record} is created"),
            What::Entered(None, to) => format!("{record} enters {}", path(to)),
            What::Entered(Some(from), to) => format!("{record} goes from {} to {}", path(from), path(to)),
            What::Restarted(_, to) => format!("{record} starts a new journey at {}", path(to)),
            What::Stayed(stage) => format!("{record} stays: it is at {} or beyond already", path(stage)),
            What::Left(stage) => {
                format!("{record} stays out: only a recycle exit or a restart leads back to {}", path(stage))
            }
            What::Elsewhere(stage) => format!("{record} stays: it is in another pipeline than {}", path(stage)),
            What::Refused(stage, _) => {
                format!("{record} is refused at {}: its entry criteria do not hold", path(stage))
            }
            What::Skipped(stage) => format!("{record} stays: it must not skip the stages before {}", path(stage)),
            What::Removed(_, stage) => format!("{record} leaves {}: nothing it is derived from is left", path(stage)),
            What::Set(field, Some(value)) => {
                format!("{record}: {} becomes {}", self.model[*field].ident.name, value.shown(self.model, *field))
            }
            What::Set(field, None) => format!("{record}: {} is cleared", self.model[*field].ident.name),
            What::Reached(milestone) => format!("{record} reaches {}", self.model[*milestone].ident.name),
            What::Notified(team, text) => format!("{} is told {text:?}", self.model[*team].ident.label),
            What::Tasked(team, text, due) => {
                let due = due.map(|due: Moment| format!(" until {due}")).unwrap_or_default();
                format!("{} gets a task{due}: {text:?}", self.model[*team].ident.label)
            }
        }
    }

    /// The criteria that keep a record out, if that is what happened.
    pub fn refusing(&self, happened: &Happened) -> Vec<&'a Criterion> {
        let What::Refused(stage, places) = &happened.what else { return Vec::new() };
        let criteria = self.model[*stage].entry.iter().flat_map(|entry| &entry.criteria).enumerate();
        criteria.filter(|(place, _)| places.contains(place)).map(|(_, criterion)| criterion).collect()
    }

    /// Why it happened, and where the source says so; `None` for what came from outside.
    pub fn cause(&self, happened: &Happened) -> Option<(String, Location)> {
        match happened.cause {
            Cause::Outside => None,
            Cause::Automation(id, place) => {
                let automation = &self.model[id];
                let at = automation.actions.get(place).map_or(automation.ident.at, |action| action.at);
                Some((automation.ident.name.to_string(), at))
            }
            Cause::Criteria | Cause::Start => match &happened.what {
                What::Entered(_, stage) => {
                    let entry = self.model[*stage].entry.as_ref();
                    let why = if happened.cause == Cause::Start { "first stage" } else { "entry criteria" };
                    Some((why.to_owned(), entry.map_or(self.model[*stage].ident.name_at, |entry| entry.at)))
                }
                What::Reached(milestone) => Some(("milestone".to_owned(), self.model[*milestone].ident.name_at)),
                _ => None,
            },
            Cause::RollUp => match &happened.what {
                What::Entered(_, stage) | What::Removed(_, stage) => {
                    let domain = &self.model[self.model.domain_of(*stage)];
                    Some((
                        "roll-up".to_owned(),
                        domain.rollup.as_ref().map_or(domain.ident.name_at, |rollup| rollup.at),
                    ))
                }
                _ => None,
            },
        }
    }

    /// What is so instead of what was expected, the first difference for each record of the kind.
    pub fn instead(&self, sample: &Sample, wanted: impl Fn(RecordId, &Assign) -> Option<crate::Datum>) -> String {
        let alike: Vec<RecordId> =
            self.world.records().filter(|(_, it)| it.object == sample.object).map(|(id, _)| id).collect();
        if alike.is_empty() {
            return format!("there is no {}", sample.object.name());
        }
        let said: Vec<String> = alike.into_iter().map(|id| self.difference(id, sample, &wanted)).collect();
        said.join("; ")
    }

    fn difference(
        &self,
        id: RecordId,
        sample: &Sample,
        wanted: &impl Fn(RecordId, &Assign) -> Option<crate::Datum>,
    ) -> String {
        let record = self.record(id);
        if let Some(stage) = sample.stage {
            match self.world.place(id, self.model.domain_of(stage)) {
                Some(place) if place.stage != stage => {
                    return format!("{record} is at {}", self.model.stage_path(place.stage));
                }
                None => {
                    return format!("{record} is on no stage of {}", self.model.track_name(self.model[stage].track));
                }
                Some(_) => {}
            }
        }
        let field = sample.with.iter().find(|it| self.world.datum(id, it.field) != wanted(id, it).as_ref());
        match field.map(|assign| assign.field) {
            Some(field) => match self.world.datum(id, field) {
                Some(datum) => {
                    format!("{record}: {} is {}", self.model[field].ident.name, datum.shown(self.model, field))
                }
                None => format!("{record}: {} is unknown", self.model[field].ident.name),
            },
            None => format!("{record} is as expected"),
        }
    }

    /// Where every record of an object stands: `contact at lead.MQL`.
    pub fn places(&self, object: Object) -> Vec<String> {
        let records = self.world.records().filter(|(_, it)| it.object == object);
        records
            .flat_map(|(id, it)| {
                it.places
                    .values()
                    .map(move |place| format!("{} at {}", self.record(id), self.model.stage_path(place.stage)))
            })
            .collect()
    }
}
