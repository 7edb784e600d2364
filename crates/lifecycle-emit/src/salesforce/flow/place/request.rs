//! Steps that no person takes: what automations ask for, the start, and automatic entries.

use super::super::ast::{Assign, DataType, Step, Value};
use super::super::course::Spot;
use super::super::wishes::Wishes;
use super::Placing;
use crate::salesforce::formula::Formula;
use lifecycle_model::{Comparison, Movement, Skip};
use lifecycle_targets::salesforce::formulas::{self, Kind};
use lifecycle_targets::salesforce::kept::RECHECK;

impl Placing<'_> {
    /// A wish of an automation is granted as the interpreter grants a move or a restart, and else forgotten.
    pub(super) fn grant(&mut self, wishes: &Wishes) -> Vec<Step> {
        let Some((wish, reference)) = self.wish().zip(self.move_to()) else { return Vec::new() };
        let object = self.course.object;
        let Some(restart) = self.kept(|scene, track| scene.schema.restart(track, object)) else { return Vec::new() };
        let restart = Formula::field(restart, Kind::Boolean);
        let elsewhere = self.is_elsewhere();
        let mut granted = Vec::new();
        for spot in self.spots.clone() {
            let wanted = self.course.holds(self.scene, &wish, |other| other.id == spot.id);
            let lets_in = |it: &mut Self| it.judges.lets_in(&mut it.draft, &spot);
            if wishes.moves.contains(&spot.id) {
                let open = self.way_is_open(&spot);
                let lets_in = lets_in(self);
                granted.push(Formula::all([
                    restart.clone().not(),
                    wanted.clone(),
                    elsewhere.clone().not(),
                    open,
                    lets_in,
                ]));
            }
            if wishes.restarts.contains(&spot.id) {
                let lets_in = lets_in(self);
                granted.push(Formula::all([restart.clone(), wanted, elsewhere.clone().not(), lets_in]));
            }
        }
        let granted = Formula::any(granted);
        if granted == Formula::Bool(false) {
            return Vec::new();
        }
        let granted = Formula::all([self.by_hand.clone().not(), granted]);
        let granted = self.draft.yes_or_no(
            "The wish is granted",
            &granted,
            "Whether an automation asks for a stage that lets the record in, and no rule stands in the way.",
        );
        let node = self.draft.node(
            "Go where an automation asks",
            "The criteria of the stage hold, and the way there leads forward or begins a new journey.",
        );
        let Formula::Field(flag) = &restart else { return Vec::new() };
        let mut items = vec![
            (self.stage_reference(), "Assign", Value::Of(format!("$Record.{reference}"))),
            (self.moved.clone(), "Assign", Value::Boolean(true)),
            (self.restarted.clone(), "Assign", Value::Of(format!("$Record.{}", flag.path))),
        ];
        items.extend(self.one_more_step());
        let assign = Step::Assign(Assign { node, items });
        let node = self.draft.node(
            "Does an automation ask for a stage?",
            "A wish that may not be granted is forgotten, as the lifecycle says.",
        );
        self.branch(node, "It may go there", &granted, vec![assign])
    }

    /// Whether the record is in another pipeline of its domain, which has a field of its own: there it stays.
    fn is_elsewhere(&self) -> Formula {
        let (scene, object) = (self.scene, self.course.object);
        let others = scene.model[self.course.domain].tracks.iter().filter(|track| !self.course.tracks.contains(track));
        let fields = others.filter_map(|track| scene.places().stage_field(*track, object, ""));
        Formula::any(fields.filter(|field| *field != self.stage).map(|field| field.is_known()).collect::<Vec<_>>())
    }

    /// Whether nothing but criteria stands in the way of a move.
    fn way_is_open(&mut self, spot: &Spot<'_>) -> Formula {
        let scene = self.scene;
        let at = |it: &Self, keep: &dyn Fn(&Spot<'_>) -> bool| it.course.holds(scene, &it.stage, keep);
        let elsewhere =
            Formula::any([at(self, &|other| other.id == spot.id), at(self, &|other| other.has_left())]).not();
        let number = |rank: u32| Formula::Number(f64::from(rank));
        let forward_only =
            scene.model.header.as_ref().map_or(Movement::default(), |header| header.movement) == Movement::ForwardOnly;
        let target = spot.rank;
        let forward = match forward_only && target > 0 {
            // Outside of the order, nothing lies behind.
            true => self.reached_rank().compare(Comparison::LessOrEqual, number(target)),
            false => Formula::Bool(true),
        };
        Formula::all([elsewhere, forward, self.skips_nothing(spot)])
    }

    /// How far the record has been: on hold, as far as before.
    fn reached_rank(&mut self) -> Formula {
        let rank = self.course.rank(self.scene, &self.stage);
        let object = self.course.object;
        let held = self.kept(|scene, track| scene.schema.held_from(track, object));
        let rank = match held {
            Some(held) => {
                let on_hold = self.course.holds(self.scene, &self.stage, |spot| spot.is_hold());
                let held = self.course.rank(self.scene, &Formula::field(held, Kind::Picklist));
                Formula::call(&formulas::IF, [on_hold, held, rank])
            }
            None => rank,
        };
        let name = self.draft.formula(
            "Rank so far",
            DataType::Number,
            &rank,
            "How far the record is; on hold, how far it was before.",
        );
        Formula::Global(name, Kind::Number)
    }

    /// "`skip forbidden`": the stage is the next one, or where the record was before it was put on hold, or lies behind.
    fn skips_nothing(&mut self, spot: &Spot<'_>) -> Formula {
        if self.skip() != Skip::Forbidden || spot.rank == 0 {
            return Formula::Bool(true);
        }
        let previous =
            self.spots.iter().filter(|other| other.stage.track == spot.stage.track && other.rank < spot.rank);
        let previous = previous.map(|other| other.rank).max().unwrap_or(0);
        let reached = self.reached_rank();
        let next = Formula::all([
            reached.clone().compare(Comparison::GreaterOrEqual, Formula::Number(f64::from(previous))),
            reached.compare(Comparison::Less, Formula::Number(f64::from(spot.rank))),
        ]);
        let object = self.course.object;
        let resumes = self.kept(|scene, track| scene.schema.held_from(track, object)).map(|held| {
            self.course.holds(self.scene, &Formula::field(held, Kind::Picklist), |other| other.id == spot.id)
        });
        let rank = self.course.rank(self.scene, &self.stage);
        let behind = rank.compare(Comparison::Greater, Formula::Number(f64::from(spot.rank)));
        Formula::any([Some(next), resumes, Some(behind)].into_iter().flatten())
    }

    /// A record that is on no stage starts at the first one, as soon as its criteria hold.
    pub(super) fn start(&mut self, waits: bool) -> Vec<Step> {
        let scene = self.scene;
        let [track] = self.course.tracks.as_slice() else { return Vec::new() };
        if scene.model[*track].pipeline.is_some() {
            return Vec::new();
        }
        let Some(first) = self.spots.iter().find(|spot| spot.rank > 0).cloned() else { return Vec::new() };
        let lets_in = self.judges.lets_in(&mut self.draft, &first);
        let flag = Formula::Global(self.moved.clone(), Kind::Boolean);
        let may = Formula::all([
            self.by_hand.clone().not(),
            flag.not(),
            self.stage.clone().is_blank(),
            lets_in,
            if waits { Formula::field(RECHECK, Kind::Boolean) } else { Formula::Bool(true) },
        ]);
        let may =
            self.draft.yes_or_no("The record starts", &may, "It is on no stage yet, and the first one lets it in.");
        let node = self
            .draft
            .node(&format!("Start at {}", first.stage.ident.name), "The first stage, as soon as its criteria hold.");
        let mut items = vec![(self.stage_reference(), "Assign", Value::text(first.value.as_str()))];
        items.extend(self.stamps_of(&first));
        items.extend(self.one_more_step());
        let assign = Step::Assign(Assign { node, items });
        let node = self.draft.node("Does the record start?", "A record enters the first stage by itself.");
        self.branch(node, "The record starts", &may, vec![assign])
    }

    /// "… a record on an earlier stage moves in by itself as soon as all hold": the next such stage.
    pub(super) fn step_by_itself(&mut self, waits: bool) -> Vec<Step> {
        let spots = self.spots.clone();
        let mut cases = Vec::new();
        let rank = self.course.rank(self.scene, &self.stage);
        let rank = Formula::Global(
            self.draft.formula("Rank", DataType::Number, &rank, "How far the record is: 0 outside of the order."),
            Kind::Number,
        );
        let mut ordered: Vec<&Spot<'_>> = spots.iter().filter(|spot| spot.rank > 0).collect();
        ordered.sort_by_key(|spot| (spot.stage.track, spot.rank));
        for spot in ordered {
            let enters = self.judges.enters(&mut self.draft, spot);
            if enters == Formula::Bool(false) {
                continue;
            }
            let places = self.scene.places();
            let within = if self.course.is_pipelines(places) {
                places.in_track(spot.stage.track, self.course.object, "")
            } else {
                Formula::Bool(true)
            };
            let later = rank.clone().compare(Comparison::Less, Formula::Number(f64::from(spot.rank)));
            cases.push((spot.value.clone(), Formula::all([within, later, enters]), spot.clone()));
        }
        if cases.is_empty() {
            return Vec::new();
        }
        let mut next = Formula::Text(String::new());
        for (value, when, spot) in cases.into_iter().rev() {
            // The first that holds decides; under "skip forbidden" it must be the very next one, or nothing happens.
            let steps = self.is_next(&spot, &rank);
            let there = match steps {
                Formula::Bool(true) => Formula::Text(value),
                steps => Formula::call(&formulas::IF, [steps, Formula::Text(value), Formula::Text(String::new())]),
            };
            next = Formula::call(&formulas::IF, [when, there, next]);
        }
        let next = self.draft.formula(
            "Next by itself",
            DataType::Text,
            &next,
            "The next stage whose criteria all hold; none if there is no such stage.",
        );
        // Where a domain has several pipelines, nobody can say in which of them a record would begin.
        let inside = match self.scene.model[self.course.domain].tracks.len() {
            1 => self.course.inside(self.scene, &self.stage),
            _ => rank.clone().compare(Comparison::Greater, Formula::Number(0.0)),
        };
        let some =
            Formula::Global(next.clone(), Kind::Text).compare(Comparison::NotEqual, Formula::Text(String::new()));
        let moved = Formula::Global(self.moved.clone(), Kind::Boolean);
        let rests = self.rests();
        let may = Formula::all([
            self.by_hand.clone().not(),
            moved.not(),
            inside,
            rests.not(),
            if waits { Formula::field(RECHECK, Kind::Boolean) } else { Formula::Bool(true) },
            some,
        ]);
        let may = self.draft.yes_or_no(
            "The record moves on",
            &may,
            "All criteria of a later stage hold, and the record does not rest.",
        );
        let node = self.draft.node("Take the next step", "One step in one save: what follows from it comes first.");
        let mut items = vec![(self.stage_reference(), "Assign", Value::Of(next))];
        items.extend(self.one_more_step());
        let assign = Step::Assign(Assign { node, items });
        let node = self.draft.node(
            "Does the record move on by itself?",
            "Stages with automatic entry take a record as soon as all their criteria hold.",
        );
        self.branch(node, "The record moves on", &may, vec![assign])
    }

    /// Whether a stage is the very next one.
    fn is_next(&self, spot: &Spot<'_>, rank: &Formula) -> Formula {
        if self.skip() != Skip::Forbidden {
            return Formula::Bool(true);
        }
        let previous =
            self.spots.iter().filter(|other| other.stage.track == spot.stage.track && other.rank < spot.rank);
        let previous = previous.map(|other| other.rank).max().unwrap_or(0);
        rank.clone().compare(Comparison::GreaterOrEqual, Formula::Number(f64::from(previous)))
    }

    /// Counts a step that automation takes.
    pub(super) fn one_more_step(&mut self) -> Vec<(String, &'static str, Value)> {
        let object = self.course.object;
        let Some(moves) = self.kept(|scene, track| scene.schema.moves(track, object)) else { return Vec::new() };
        let field = Formula::field(moves.clone(), Kind::Number);
        let none = Formula::Number(0.0);
        let count = Formula::call(&formulas::IF, [field.clone().is_blank(), none, field]).plus(Formula::Number(1.0));
        let count = self.draft.formula(
            "Steps so far and one",
            DataType::Number,
            &count,
            "Counts the steps of automation, by which rules for people tell them from theirs.",
        );
        vec![(format!("$Record.{moves}"), "Assign", Value::Of(count))]
    }

    /// Whether the record was sent back and waits.
    pub(super) fn rests(&mut self) -> Formula {
        let object = self.course.object;
        let Some(resting) = self.kept(|scene, track| scene.schema.resting(track, object)) else {
            return Formula::Bool(false);
        };
        let back_on = self.kept(|scene, track| scene.schema.back_on(track, object));
        let not_yet = back_on.map_or(Formula::Bool(true), |back_on| {
            let day = Formula::field(back_on, Kind::Date);
            let today = Formula::call(&formulas::TODAY, []);
            Formula::any([
                day.clone().is_blank(),
                Formula::all([day.clone().is_known(), day.compare(Comparison::Greater, today)]),
            ])
        });
        let changed = self.fields_changed();
        let rests = Formula::all([Formula::field(resting, Kind::Boolean), not_yet, changed.not()]);
        self.draft.yes_or_no(
            "The record rests",
            &rests,
            "It was sent back, nothing about it has changed since, and its day has not come.",
        )
    }

    /// Whether this save changes anything about the record that the lifecycle knows.
    fn fields_changed(&mut self) -> Formula {
        let places = self.scene.places();
        let (scene, object) = (self.scene, self.course.object);
        let known =
            scene.model.fields.iter().filter(|(id, field)| {
                scene.stands_for(object, field.object) && scene.schema.field(*id, object).is_some()
            });
        let changes = known.filter_map(|(id, _)| {
            let raw = places.field(id, object, "").raw;
            (raw.kind() != Kind::LongText).then(|| scene.changes(object, &raw))
        });
        let changes = Formula::any(changes.collect::<Vec<_>>());
        self.draft.yes_or_no(
            "Something is new",
            &changes,
            "Whether this save changes a field that the lifecycle knows.",
        )
    }
}
