//! F1, "where it goes": before a record is saved, what becomes of it in one of its tracks.
//!
//! A person's own change stands; validation rules and the errors here say what may not be. Else a wish of an automation is judged, or the
//! record starts, or takes one step by itself. Then everything that is kept beside the stage follows from the stage.

mod keep;
mod refuse;
mod request;

pub(super) use keep::stamps;

use super::ast::{Assign, DataType, Decide, Flow, On, Row, Rule, Step, Trigger, Value};
use super::course::{Course, Spot};
use super::draft::{Draft, NAME};
use super::judge::{Judges, asks_others};
use super::look::Looking;
use super::reach::Origin;
use super::scene::{Scene, an};
use super::wishes::Wishes;
use crate::salesforce::formula::Formula;
use lifecycle_model::{Skip, TrackId};
use lifecycle_targets::salesforce::formulas::{self, Kind};
use lifecycle_targets::salesforce::kept::RECHECK;
use lifecycle_targets::salesforce::names;

/// What the parts of the flow share.
pub(super) struct Placing<'m> {
    pub(super) scene: Scene<'m>,
    pub(super) course: Course,
    pub(super) spots: Vec<Spot<'m>>,
    pub(super) draft: Draft,
    pub(super) judges: Judges<'m>,
    /// The stage field.
    pub(super) stage: Formula,
    /// What it held before this save.
    pub(super) before: Formula,
    track: TrackId,
    /// Whether the person who saves has changed the stage.
    pub(super) by_hand: Formula,
    /// Whether a wish has been granted, and whether it begins a new journey.
    pub(super) moved: String,
    pub(super) restarted: String,
}

/// The flow, and the questions that its criteria ask of other records.
pub(super) fn emit<'m>(
    scene: Scene<'m>,
    course: &Course,
    order: u32,
    wishes: &Wishes,
    waits: bool,
) -> Option<(Flow, Judges<'m>)> {
    let mut it = Placing::new(scene, course)?;
    let steps = it.steps(wishes, waits);
    let name = names::fit(
        format!("Lifecycle_{}_{}_Goes", super::follow::short(course.object), names::developer_name(&course.name)),
        &NAME,
    );
    let object = course.object;
    let description = format!(
        "Where {} goes in {}: grants what automations ask for if the criteria allow it, starts a record, takes a step by itself, and \
         stamps what follows. Runs before the save, so nothing is saved twice.",
        an(object),
        course.label
    );
    let flow = Flow {
        name,
        label: format!("{}: where it goes in {}", object.label, course.label),
        description,
        trigger: Trigger::Save { object: object.api_name.to_owned(), before: true, on: On::Both, entry: None },
        order,
        resources: it.draft.resources,
        steps,
        paths: Vec::new(),
        fault: "The lifecycle could not decide where this record goes.".to_owned(),
        origin: course.track().map(|track| origin(scene, track)),
        row: Row {
            when: format!("before {} is saved", an(object)),
            does: "moves it where automations and criteria say, one step at a time, and stamps the dates".to_owned(),
            source: declared(scene, course),
        },
    };
    Some((flow, it.judges))
}

/// The declaration of a course.
pub(super) fn declared(scene: Scene<'_>, course: &Course) -> String {
    let domain = &scene.model[course.domain].ident.name;
    match course.tracks.as_slice() {
        [one] if scene.model[*one].pipeline.is_some() => format!("pipeline {}", scene.model.track_name(*one)),
        _ => format!("domain {domain}"),
    }
}

pub(super) fn origin(scene: Scene<'_>, track: TrackId) -> lifecycle_base::Location {
    let track = &scene.model[track];
    track.pipeline.map_or(scene.model[track.domain].ident.name_at, |pipeline| scene.model[pipeline].ident.name_at)
}

impl<'m> Placing<'m> {
    fn new(scene: Scene<'m>, course: &Course) -> Option<Self> {
        let track = course.track()?;
        let spots = course.spots(scene);
        let judges = Judges::of(scene, course, &spots);
        let stage = course.stage(scene);
        let Formula::Field(field) = &stage else { return None };
        let before = Formula::Prior(field.clone());
        let mut draft = Draft::about("$Record");
        let by_hand = draft.flag("By hand", "Whether the person or system that saves has set the stage.");
        let moved = draft.flag("Moved", "Whether a wish of an automation has been granted in this save.");
        let restarted = draft.flag("Restarted", "Whether this save begins a new journey.");
        Some(Self {
            scene,
            course: course.clone(),
            spots,
            judges,
            stage,
            before,
            track,
            by_hand: Formula::Global(by_hand, Kind::Boolean),
            moved,
            restarted,
            draft,
        })
    }

    fn steps(&mut self, wishes: &Wishes, waits: bool) -> Vec<Step> {
        let mut steps = vec![self.who_changed_it()];
        steps.extend(self.look(wishes));
        steps.extend(self.refuse_by_hand());
        steps.extend(self.grant(wishes));
        steps.extend(self.start(waits));
        steps.extend(self.step_by_itself(waits));
        steps.extend(self.keep());
        steps.push(self.clear());
        steps
    }

    /// The API name of a field that is kept of the course.
    pub(super) fn kept(&self, field: impl Fn(&Scene<'m>, TrackId) -> Option<&'m str>) -> Option<String> {
        field(&self.scene, self.track).map(str::to_owned)
    }

    pub(super) fn move_to(&self) -> Option<String> {
        self.kept(|scene, track| scene.schema.move_to(track, self.course.object))
    }

    /// The wish, as a picklist.
    pub(super) fn wish(&self) -> Option<Formula> {
        self.move_to().map(|name| Formula::field(name, Kind::Picklist))
    }

    /// What the stage field is called in assignments.
    pub(super) fn stage_reference(&self) -> String {
        match &self.stage {
            Formula::Field(field) => format!("$Record.{}", field.path),
            _ => String::new(),
        }
    }

    fn who_changed_it(&mut self) -> Step {
        let text = |formula: &Formula| Formula::call(&formulas::TEXT, [formula.clone()]);
        let differs = text(&self.stage).compare(lifecycle_model::Comparison::NotEqual, text(&self.before));
        let is_new = Formula::call(&formulas::ISNEW, []);
        let known = self.stage.clone().is_known();
        // A record that an automation creates has been judged before, and counts that as its first step.
        let object = self.course.object;
        let moves =
            self.kept(|scene, track| scene.schema.moves(track, object)).map(|name| Formula::field(name, Kind::Number));
        let counted = moves.map_or(Formula::Bool(false), |moves| {
            let some = moves.clone().compare(lifecycle_model::Comparison::Greater, Formula::Number(0.0));
            Formula::all([moves.is_known(), some])
        });
        let born = Formula::all([is_new.clone(), known.clone(), counted.clone()]);
        let formula =
            Formula::any([Formula::all([is_new.clone(), known, counted.not()]), Formula::all([is_new.not(), differs])]);
        let changed =
            self.draft.formula("Stage is set", DataType::Boolean, &formula, "Whether this save sets the stage.");
        let node = self
            .draft
            .node("Who changes the stage?", "Where the save itself sets the stage, the record goes nowhere else.");
        let mut items = vec![(name_of(&self.by_hand), "Assign", Value::Of(changed))];
        if born != Formula::Bool(false) {
            let born = self.draft.formula(
                "Created by automation",
                DataType::Boolean,
                &born,
                "An automation has created the record where it is: that was its step.",
            );
            items.push((self.moved.clone(), "Assign", Value::Of(born)));
        }
        Step::Assign(Assign { node, items })
    }

    /// Answers what criteria ask of other records, if there is something to judge.
    fn look(&mut self, _wishes: &Wishes) -> Vec<Step> {
        let lookups = self.judges.eyes.lookups.clone();
        if lookups.is_empty() {
            return Vec::new();
        }
        let steps = Looking::default().answer(&mut self.draft, Origin::saved(self.course.object), &lookups);
        let mut last = 0;
        for spot in &self.spots {
            let asks =
                self.judges.criteria(spot.id).iter().any(|seen| asks_others(&seen.holds) || asks_others(&seen.fails));
            if asks && spot.stage.entry.as_ref().is_some_and(|entry| entry.auto) {
                last = last.max(spot.rank);
            }
        }
        let rank = self.course.rank(self.scene, &self.stage);
        let before_last = Formula::all([
            self.course.inside(self.scene, &self.stage),
            rank.compare(lifecycle_model::Comparison::Less, Formula::Number(f64::from(last))),
        ]);
        let wish = self.wish().map(|wish| wish.is_known()).unwrap_or(Formula::Bool(false));
        let auto = if last > 0 { before_last } else { Formula::Bool(false) };
        let blank = self.stage.clone().is_blank();
        let needed = Formula::any([self.by_hand.clone(), wish, blank, auto]);
        let needed = self.draft.yes_or_no(
            "There is something to judge",
            &needed,
            "Only then is it worth looking at other records.",
        );
        let node = self.draft.node(
            "Is there something to judge?",
            "Looks at other records only if a criterion that asks for them may matter.",
        );
        self.branch(node, "There is something to judge", &needed, steps)
    }

    /// One rule: if this holds. What never holds leads nowhere, and what always does needs no question.
    pub(super) fn branch(&mut self, node: super::ast::Node, label: &str, when: &Formula, then: Vec<Step>) -> Vec<Step> {
        let Formula::Global(flag, _) = when else {
            return if *when == Formula::Bool(true) { then } else { Vec::new() };
        };
        let conditions = vec![(flag.clone(), "EqualTo", Value::Boolean(true))];
        let name = self.draft.name(label);
        let rule = Rule { name, label: label.to_owned(), conditions, then };
        vec![Step::Decide(Decide { node, rules: vec![rule], otherwise: Vec::new() })]
    }

    /// Clears what the save was asked for.
    fn clear(&mut self) -> Step {
        let mut items = Vec::new();
        if let Some(wish) = self.move_to() {
            items.push((format!("$Record.{wish}"), "Assign", self.draft.nothing(DataType::Text)));
        }
        let object = self.course.object;
        if let Some(restart) = self.kept(|scene, track| scene.schema.restart(track, object)) {
            items.push((format!("$Record.{restart}"), "Assign", Value::Boolean(false)));
        }
        let last = Course::of(self.scene, object).last().is_some_and(|last| last.tracks == self.course.tracks);
        if last {
            items.push((format!("$Record.{RECHECK}"), "Assign", Value::Boolean(false)));
        }
        let node =
            self.draft.node("Clear what was asked for", "A wish counts for one save, whether it was granted or not.");
        Step::Assign(Assign { node, items })
    }

    pub(super) fn skip(&self) -> Skip {
        skip(self.scene)
    }
}

/// Whether stages may be skipped.
pub(super) fn skip(scene: Scene<'_>) -> Skip {
    scene.model.header.as_ref().map_or(Skip::default(), |header| header.skip)
}

/// The name of a formula that is a resource.
pub(super) fn name_of(formula: &Formula) -> String {
    match formula {
        Formula::Global(name, _) => name.clone(),
        _ => String::new(),
    }
}
