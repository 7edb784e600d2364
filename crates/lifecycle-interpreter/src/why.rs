//! Why a record is where it is: "Why didn't this record advance automatically?"
//!
//! For each stage ahead: what its entry asks and how the record stands to that, what else is in the way, and how records get there.

mod follow;
mod found;
mod judgement;
mod way;

pub use judgement::Judgement;
pub use way::{Way, WayKind};

use crate::condition::Truth;
use crate::index::Index;
use crate::run::Run;
use crate::trace::What;
use crate::world::{RecordId, World};
use lifecycle_model::{DomainId, ExitKind, Model, Movement, StageId, StageKind};

/// How a record stands to the stages ahead of it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The record.
    pub record: RecordId,
    /// The stages it is on.
    pub here: Vec<StageId>,
    /// The stages ahead, by domain and nearest first, or the one that was asked for.
    pub ahead: Vec<Verdict>,
}

impl Answer {
    /// Whether the record may enter the nearest stage of a domain.
    pub fn may_advance(&self) -> bool {
        self.ahead.iter().any(|verdict| verdict.is_next && verdict.may_enter())
    }
}

/// How a record stands to a stage.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The stage.
    pub stage: StageId,
    /// Whether it is the nearest of its domain, or the one that was asked for.
    pub is_next: bool,
    /// What stands in the way apart from the criteria, in sentences.
    pub obstacles: Vec<String>,
    /// The entry criteria.
    pub criteria: Vec<Judgement>,
    /// How records get there.
    pub ways: Vec<Way>,
}

impl Verdict {
    /// Whether nothing keeps the record out. What a person has to judge does not.
    pub fn may_enter(&self) -> bool {
        self.obstacles.is_empty() && self.missing() == 0
    }

    /// How many of the criteria do not hold.
    pub fn missing(&self) -> usize {
        self.criteria.iter().filter(|criterion| criterion.truth == Truth::Fails).count()
    }
}

/// Asks why a record of a world is not on a stage, or not further in any of its domains.
pub fn why(model: &Model, index: &Index, world: &World, record: RecordId, to: Option<StageId>) -> Answer {
    let run = Run::new(model, index, world.clone());
    let asker = Asker { model, run: &run, record };
    let here = world.get(record).into_iter().flat_map(|it| it.places.values()).map(|place| place.stage).collect();
    let ahead = match to {
        Some(stage) => vec![asker.verdict(stage, true)],
        None => asker.ahead(),
    };
    Answer { record, here, ahead }
}

/// What is asked about.
#[derive(Clone, Copy)]
pub(crate) struct Asker<'a> {
    pub(crate) model: &'a Model,
    pub(crate) run: &'a Run<'a>,
    pub(crate) record: RecordId,
}

impl Asker<'_> {
    fn world(&self) -> &World {
        self.run.world()
    }

    /// The record, as sentences call it: "the contact".
    pub(crate) fn subject(&self) -> String {
        format!("the {}", self.world().get(self.record).map_or("record", |record| record.object.name()))
    }

    fn ahead(&self) -> Vec<Verdict> {
        let object = self.world().get(self.record).map(|record| record.object);
        let domains = self.model.domains.iter().filter(|(_, it)| it.object.is_some() && it.object == object);
        domains.flat_map(|(id, _)| self.ahead_in(id)).collect()
    }

    /// The stages beyond that of the record; for one that stands outside of the order or at its end, there is none.
    fn ahead_in(&self, domain: DomainId) -> Vec<Verdict> {
        let model = self.model;
        let place = self.world().place(self.record, domain);
        let here = place.map(|place| place.held_from.unwrap_or(place.stage));
        let tracks: Vec<_> = match here {
            Some(here) => vec![model[here].track],
            None => model[domain].tracks.clone(),
        };
        let rank = here.and_then(|here| model[here].rank);
        let mut verdicts = Vec::new();
        if here.is_some() && rank.is_none() {
            return verdicts;
        }
        for track in tracks {
            let stages = model.ranked_stages(track).filter(|(_, it)| it.rank > rank && !it.untracked);
            verdicts.extend(stages.enumerate().map(|(place, (id, _))| self.verdict(id, place == 0)));
        }
        verdicts
    }

    fn verdict(&self, stage: StageId, is_next: bool) -> Verdict {
        let domain = self.model.domain_of(stage);
        if self.model[domain].rollup.is_some() {
            return Verdict {
                stage,
                is_next,
                obstacles: Vec::new(),
                criteria: vec![self.follows(stage)],
                ways: Vec::new(),
            };
        }
        let criteria = self.model[stage].entry.iter().flat_map(|entry| &entry.criteria);
        let criteria: Vec<Judgement> = criteria.map(|criterion| self.criterion(criterion)).collect();
        let mut verdict =
            Verdict { stage, is_next, obstacles: self.obstacles(stage), criteria, ways: self.ways(stage) };
        if !verdict.may_enter() {
            let run = verdict.ways.iter_mut().filter(|way| matches!(way.kind, WayKind::Automation(_)));
            for way in run.filter(|way| way.missing.is_none()) {
                way.missing =
                    Some("its event is there: if it has run, what is missing above stopped it then".to_owned());
            }
        }
        verdict
    }

    fn obstacles(&self, stage: StageId) -> Vec<String> {
        let (model, subject) = (self.model, self.subject());
        let label = |stage: StageId| model[stage].ident.label.to_string();
        let here = self.world().place(self.record, model.domain_of(stage));
        let mut sentences = Vec::new();
        if here.is_none() && model.object_of(stage) != self.world().get(self.record).map(|record| record.object) {
            sentences.push(format!("{subject} cannot be on this stage: it is for another kind of record"));
        }
        match (self.run.barrier(self.record, stage), here) {
            (Some(What::Stayed(_)), Some(place)) if place.stage == stage => {
                sentences.push(format!("{subject} is there already"));
            }
            (Some(What::Stayed(_)), Some(place)) if model[place.stage].rank.is_none() => {
                sentences.push(format!("{subject} has left the funnel already, to {}", label(place.stage)));
            }
            (Some(What::Stayed(_)), Some(place)) => {
                let word = match model.header.as_ref().map(|header| header.movement) {
                    None | Some(Movement::ForwardOnly) => "records only move forward",
                    Some(Movement::Free) => "it stays where it is",
                };
                let back = self.ways_back(place.stage, stage);
                sentences.push(format!("{subject} is beyond it, at {}, and {word}{back}", label(place.stage)));
            }
            (Some(What::Left(_)), Some(place)) => {
                let back = self.ways_back(place.stage, stage);
                sentences.push(format!("{subject} has left the funnel, to {}{back}", label(place.stage)));
            }
            (Some(What::Elsewhere(_)), Some(place)) => {
                sentences.push(format!("{subject} is in another pipeline, at {}", label(place.stage)));
            }
            (Some(What::Skipped(_)), _) => {
                let next = self.run.next_stage(self.record, stage).map(label).unwrap_or_default();
                sentences.push(format!("stages must not be skipped here, and {next} comes first"));
            }
            _ => {}
        }
        if model[stage].kind == StageKind::Retired {
            sentences.push("this stage is retired: it is kept for old records only".to_owned());
        }
        if model[stage].untracked {
            sentences.push("this stage is only a definition: the CRM does not know it".to_owned());
        }
        sentences
    }

    /// The exits by which a record gets back from a stage, as the end of a sentence.
    fn ways_back(&self, here: StageId, wanted: StageId) -> String {
        let exits = self.model[here].exits.iter().filter(|exit| exit.kind == ExitKind::Recycle);
        let label = |stage: StageId| self.model[stage].ident.label.to_string();
        let targets: Vec<String> = exits.filter_map(|exit| exit.target).map(label).collect();
        if targets.is_empty() {
            return String::new();
        }
        let on = if targets.contains(&label(wanted)) { "" } else { " first" };
        format!("; it can be recycled to {}{on}, with a reason", lifecycle_words::list(&targets, "or"))
    }
}
