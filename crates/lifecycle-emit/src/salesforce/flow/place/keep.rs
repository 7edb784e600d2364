//! What follows from the stage: dates, journeys, holds, reasons and rest.

use super::super::ast::{Assign, DataType, Decide, Rule, Step, Value};
use super::super::course::Spot;
use super::super::draft::Draft;
use super::super::due;
use super::Placing;
use crate::salesforce::formula::{Formula, time};
use crate::salesforce::picklist::reason_value;
use crate::salesforce::schema::Stamp;
use lifecycle_model::{Comparison, Duration, ExitKind, Skip, StageId, Unit};
use lifecycle_targets::salesforce::formulas::{self, Kind};

type Items = Vec<(String, &'static str, Value)>;

impl Placing<'_> {
    /// What is kept of a record that enters a stage, and of one that stays.
    pub(super) fn keep(&mut self) -> Vec<Step> {
        let text = |formula: &Formula| Formula::call(&formulas::TEXT, [formula.clone()]);
        let restarted = Formula::Global(self.restarted.clone(), Kind::Boolean);
        let differs = text(&self.stage).compare(Comparison::NotEqual, text(&self.before));
        let is_new = Formula::call(&formulas::ISNEW, []);
        let entered = Formula::all([self.stage.clone().is_known(), Formula::any([restarted, is_new, differs])]);
        let entered = self.draft.yes_or_no(
            "A stage is entered",
            &entered,
            "The record is on another stage than before this save, or begins anew where it is.",
        );
        let mut items = self.stamps();
        items.extend(self.dues());
        items.extend(self.journey());
        items.extend(self.held_from());
        items.extend(self.sent_back());
        items.extend(self.reason());
        let node = self.draft.node(
            "Keep what follows from the stage",
            "The first date stays, the last one follows; a new stage clears what was said of the old one.",
        );
        let keep = Step::Assign(Assign { node, items });
        let otherwise = self.rest_on();
        let node = self
            .draft
            .node("Is a stage entered?", "Dates, journeys and reasons follow from the stage, whoever has changed it.");
        let name = self.draft.name("A stage is entered at last");
        let rule = Rule {
            name,
            label: "A stage is entered".to_owned(),
            conditions: vec![(super::name_of(&entered), "EqualTo", Value::Boolean(true))],
            then: vec![keep],
        };
        vec![Step::Decide(Decide { node, rules: vec![rule], otherwise })]
    }

    /// The dates of the stage that a record starts at.
    pub(super) fn stamps_of(&mut self, spot: &Spot<'_>) -> Items {
        stamp_items(self, spot.id, None)
    }

    fn stamps(&mut self) -> Items {
        let mut items = Items::new();
        let mut done: Vec<String> = Vec::new();
        for spot in self.spots.clone() {
            // Pipelines share the dates of the stages that they share.
            let Some(last) = self.scene.schema.stamp(spot.id, self.course.object, Stamp::Last) else { continue };
            if spot.is_retired() || done.iter().any(|known| known == last) {
                continue;
            }
            done.push(last.to_owned());
            let same: Vec<StageId> = self
                .spots
                .iter()
                .filter(|other| self.scene.schema.stamp(other.id, self.course.object, Stamp::Last) == Some(last))
                .map(|other| other.id)
                .collect();
            let on = match self.course.is_pipelines(self.scene.places()) {
                true => self.stage.clone().one_of([spot.value.clone()]),
                false => self.course.holds(self.scene, &self.stage, |other| same.contains(&other.id)),
            };
            let filled = self.filled(&same);
            items.extend(stamp_items(self, spot.id, Some(Formula::any([on, filled]))));
        }
        items
    }

    /// "`skip filled`: dates of skipped stages are stamped too", but a restart skips nothing.
    fn filled(&mut self, stages: &[StageId]) -> Formula {
        if self.skip() != Skip::Filled || self.course.derived {
            return Formula::Bool(false);
        }
        let rank = self.course.rank(self.scene, &self.stage);
        let now = Formula::Global(
            self.draft.formula("Rank", DataType::Number, &rank, "How far the record is: 0 outside of the order."),
            Kind::Number,
        );
        let was = self.rank_before();
        let restarted = Formula::Global(self.restarted.clone(), Kind::Boolean);
        let places = self.scene.places();
        let between = self.spots.iter().filter(|spot| stages.contains(&spot.id) && spot.rank > 0).map(|spot| {
            let rank = || Formula::Number(f64::from(spot.rank));
            let within = if self.course.is_pipelines(places) {
                places.in_track(spot.stage.track, self.course.object, "")
            } else {
                Formula::Bool(true)
            };
            Formula::all([
                within,
                was.clone().compare(Comparison::Less, rank()),
                now.clone().compare(Comparison::Greater, rank()),
            ])
        });
        Formula::all([restarted.not(), Formula::any(between.collect::<Vec<_>>())])
    }

    /// How far the record was before this save; on hold, how far it was before that.
    fn rank_before(&mut self) -> Formula {
        let object = self.course.object;
        let rank = self.course.rank(self.scene, &self.before);
        let held = self.kept(|scene, track| scene.schema.held_from(track, object));
        let rank = match held.map(|held| Formula::field(held, Kind::Picklist)) {
            Some(Formula::Field(held)) => {
                let on_hold = self.course.holds(self.scene, &self.before, |spot| spot.is_hold());
                Formula::call(&formulas::IF, [on_hold, self.course.rank(self.scene, &Formula::Prior(held)), rank])
            }
            _ => rank,
        };
        let name = self.draft.formula(
            "Rank before",
            DataType::Number,
            &rank,
            "How far the record was before this save; on hold, before that.",
        );
        Formula::Global(name, Kind::Number)
    }

    /// When business time is up, on the stage that is entered.
    fn dues(&mut self) -> Items {
        let mut items = Items::new();
        for spot in self.spots.clone() {
            let on = self.course.holds(self.scene, &self.stage, |other| other.id == spot.id);
            for duration in due::waits(self.scene.model, spot.id) {
                let Some(field) = due::field(self.scene, self.course.object, spot.id, duration) else { continue };
                let now = Formula::Global("$Flow.CurrentDateTime".to_owned(), Kind::DateTime);
                let up = time::shifted(&now, duration, true);
                let value =
                    Formula::call(&formulas::IF, [on.clone(), up, Formula::field(field.clone(), Kind::DateTime)]);
                let wanted = format!("{} due after {duration}", spot.stage.ident.name);
                let value = self.draft.formula(
                    &wanted,
                    DataType::DateTime,
                    &value,
                    "When business time is up: Monday to Friday, nine to five, in GMT.",
                );
                items.push((format!("$Record.{field}"), "Assign", Value::Of(value)));
            }
        }
        items
    }

    fn journey(&mut self) -> Items {
        let object = self.course.object;
        let Some(journey) = self.kept(|scene, track| scene.schema.journey(track, object)) else { return Items::new() };
        let number = Formula::Number;
        let field = Formula::field(journey.clone(), Kind::Number);
        let restarted = Formula::Global(self.restarted.clone(), Kind::Boolean);
        let anew = Formula::all([restarted, self.before.clone().is_known()]);
        let more = Formula::call(&formulas::IF, [anew, number(1.0), number(0.0)]);
        let count = Formula::call(&formulas::IF, [field.clone().is_blank(), number(1.0), field.plus(more)]);
        let count = self.draft.formula(
            "Journeys",
            DataType::Number,
            &count,
            "A restart begins another journey; the first one is 1.",
        );
        vec![(format!("$Record.{journey}"), "Assign", Value::Of(count))]
    }

    /// "On hold, a record is as far as it was before."
    fn held_from(&mut self) -> Items {
        let object = self.course.object;
        let Some(held) = self.kept(|scene, track| scene.schema.held_from(track, object)) else { return Items::new() };
        let text = |formula: Formula| Formula::call(&formulas::TEXT, [formula]);
        let none = || Formula::Text(String::new());
        let if_ = |when, then, other| Formula::call(&formulas::IF, [when, then, other]);
        let on_hold = |it: &Self, picklist: &Formula| it.course.holds(it.scene, picklist, |spot| spot.is_hold());
        let ranked = self.course.holds(self.scene, &self.before, |spot| spot.rank > 0);
        let kept = text(Formula::field(held.clone(), Kind::Picklist));
        let fresh = if_(ranked, text(self.before.clone()), none());
        let from = if_(on_hold(self, &self.before), kept, fresh);
        let from = if_(on_hold(self, &self.stage), from, none());
        let from = self.draft.formula(
            "Held from now on",
            DataType::Text,
            &from,
            "The stage from which the record was put on hold; none when it is not.",
        );
        vec![(format!("$Record.{held}"), "Assign", Value::Of(from))]
    }

    /// Whether this save takes a way that an exit of the stage before names.
    fn takes(&self, wanted: impl Fn(&lifecycle_model::Exit) -> bool) -> Formula {
        let mut ways = Vec::new();
        for spot in &self.spots {
            let targets: Vec<StageId> =
                spot.stage.exits.iter().filter(|exit| wanted(exit)).filter_map(|exit| exit.target).collect();
            let from = self.course.holds(self.scene, &self.before, |other| other.id == spot.id);
            let to = self.course.holds(self.scene, &self.stage, |other| targets.contains(&other.id));
            ways.push(Formula::all([from, to]));
        }
        Formula::any(ways)
    }

    /// A record that a person sends back rests: until something about it changes, or until its day comes.
    fn sent_back(&mut self) -> Items {
        let object = self.course.object;
        let Some(resting) = self.kept(|scene, track| scene.schema.resting(track, object)) else { return Items::new() };
        let back = Formula::all([self.by_hand.clone(), self.takes(|exit| exit.kind == ExitKind::Recycle)]);
        let back = self.draft.formula(
            "Sent back",
            DataType::Boolean,
            &back,
            "A person takes a way back that the lifecycle names.",
        );
        let mut items = vec![(format!("$Record.{resting}"), "Assign", Value::Of(back.clone()))];
        let reason = self.kept(|scene, track| scene.schema.reason(track, object));
        let back_on = self.kept(|scene, track| scene.schema.back_on(track, object));
        if let Some((reason, back_on)) = reason.zip(back_on) {
            let day = self.day_of_return(&Formula::field(reason, Kind::Picklist), back);
            items.push((format!("$Record.{back_on}"), "Assign", Value::Of(day)));
        }
        items
    }

    fn day_of_return(&mut self, reason: &Formula, back: String) -> String {
        let none = match self.draft.nothing(DataType::Date) {
            Value::Of(name) => Formula::Global(name, Kind::Date),
            _ => Formula::Text(String::new()),
        };
        let mut cases = Vec::new();
        for spot in &self.spots {
            for exit in spot.stage.exits.iter().filter(|exit| exit.kind == ExitKind::Recycle) {
                let Some(target) = exit.target else { continue };
                for known in &exit.reasons {
                    let Some(after) = known.after else { continue };
                    let from = self.course.holds(self.scene, &self.before, |other| other.id == spot.id);
                    let to = self.course.holds(self.scene, &self.stage, |other| other.id == target);
                    let why = reason.clone().one_of([reason_value(&known.text)]);
                    cases.push((Formula::all([from, to, why]), day_after(after)));
                }
            }
        }
        let back = Formula::Global(back, Kind::Boolean);
        let day = cases.into_iter().rev().fold(none, |other, (when, day)| {
            Formula::call(&formulas::IF, [Formula::all([back.clone(), when]), day, other])
        });
        self.draft.formula("Day of return", DataType::Date, &day, "When the record comes back up, as its reason says.")
    }

    /// A reason counts for the step for which it was given.
    fn reason(&mut self) -> Items {
        let object = self.course.object;
        let Some(reason) = self.kept(|scene, track| scene.schema.reason(track, object)) else { return Items::new() };
        let field = Formula::field(reason.clone(), Kind::Picklist);
        let given = Formula::any([
            Formula::call(&formulas::ISNEW, []),
            Formula::call(&formulas::ISCHANGED, [field.clone()]),
            self.takes(|exit| !exit.reasons.is_empty()),
        ]);
        let kept = Formula::all([self.by_hand.clone(), given]);
        let text = Formula::call(&formulas::TEXT, [field]);
        let text = Formula::call(&formulas::IF, [kept, text, Formula::Text(String::new())]);
        let text =
            self.draft.formula("Reason from now on", DataType::Text, &text, "A reason is cleared by the next step.");
        vec![(format!("$Record.{reason}"), "Assign", Value::Of(text))]
    }

    /// A record that stays rests on, unless something about it has changed or its day has come.
    fn rest_on(&mut self) -> Vec<Step> {
        let object = self.course.object;
        let Some(resting) = self.kept(|scene, track| scene.schema.resting(track, object)) else { return Vec::new() };
        let rests = self.rests();
        let node = self.draft.node("Rest on or wake up", "A change wakes a record that was sent back.");
        let value = match rests {
            Formula::Global(name, _) => Value::Of(name),
            other => Value::Boolean(other == Formula::Bool(true)),
        };
        let items = vec![(format!("$Record.{resting}"), "Assign", value)];
        vec![Step::Assign(Assign { node, items })]
    }
}

/// The day that is so much later.
fn day_after(after: Duration) -> Formula {
    match after.unit {
        Unit::Minute | Unit::Hour => Formula::call(&formulas::DATEVALUE, [time::shifted(&time::now(), after, true)]),
        _ => time::shifted(&time::today(), after, true),
    }
}

/// The two dates of a stage, if it is entered; without a condition, it is.
fn stamp_items(it: &mut Placing<'_>, stage: StageId, when: Option<Formula>) -> Items {
    let (scene, object) = (it.scene, it.course.object);
    let first = scene.schema.stamp(stage, object, Stamp::First);
    let last = scene.schema.stamp(stage, object, Stamp::Last);
    let Some((first, last)) = first.zip(last) else { return Items::new() };
    let name = scene.model[stage].ident.name.clone();
    stamps(&mut it.draft, first, last, &name, when)
}

/// The assignments of the two dates.
pub(in super::super) fn stamps(draft: &mut Draft, first: &str, last: &str, name: &str, when: Option<Formula>) -> Items {
    let now = || Formula::Global("$Flow.CurrentDateTime".to_owned(), Kind::DateTime);
    let mut dated = |field: &str, only_if_blank: bool| {
        let own = Formula::field(field, Kind::DateTime);
        let blank = if only_if_blank { own.clone().is_blank() } else { Formula::Bool(true) };
        let asked = Formula::all(when.clone().into_iter().chain([blank]));
        let value = match asked {
            Formula::Bool(true) => return Value::of("$Flow.CurrentDateTime"),
            asked => Formula::call(&formulas::IF, [asked, now(), own]),
        };
        let which = if only_if_blank { "first" } else { "last" };
        let wanted = format!("{name} {which} entered");
        Value::Of(draft.formula(&wanted, DataType::DateTime, &value, &format!("When {name} was entered {which}.")))
    };
    let (one, other) = (dated(first, true), dated(last, false));
    vec![(format!("$Record.{first}"), "Assign", one), (format!("$Record.{last}"), "Assign", other)]
}
