//! People: what they do with the records that they look after, and what the world does meanwhile.

use crate::account::Account;
use crate::clock::{Due, some_days_later};
use crate::wish::{Deed, Wisher};
use lifecycle_interpreter::{Datum, Moment, RecordId, Rest, View};
use lifecycle_model::{
    Condition, DomainId, EventKind, Exit, ExitKind, FieldId, Object, Reason, StageId, StageKind, Tracks, Type,
};

/// Products to sell, where a lifecycle has one journey per product.
const PRODUCTS: [&str; 2] = ["Core", "Add-on"];
/// How deep a wish may go: a record that needs a record that needs a record.
const DEEPEST: u32 = 2;
/// In so many of a hundred changes of the world, a record is created that an automation waits for.
const NEW_RECORDS: u32 = 8;

impl<'p> Account<'p, '_> {
    /// Somebody looks after a record: lets it go, sends it back, puts it on hold, advances it, or leaves it for another day.
    pub(crate) fn work(&mut self, record: RecordId, domain: DomainId) {
        let model = self.plan.model;
        let Some(stage) = self.run.world().place(record, domain).map(|place| place.stage) else { return };
        if self.behaviour.is_end(model, stage) {
            return;
        }
        let at = some_days_later(self.run.world().now, self.behaviour.pace_at(model, stage), &mut self.random);
        self.working.insert((record, domain));
        self.clock.put(at, Due::Work(record, domain));
        let chance = self.random.below(100) as u32;
        let it = self.behaviour;
        let (drop, recycle) = (it.drop, it.drop + it.recycle);
        let (hold, advance) = (recycle + it.hold, recycle + it.hold + it.advance);
        if chance < drop {
            self.leave(record, stage, ExitKind::Drop);
        } else if chance < recycle {
            self.leave(record, stage, ExitKind::Recycle);
        } else if chance < hold {
            let on_hold = self.plan.holds.get(&model[stage].track).filter(|_| model[stage].kind == StageKind::Open);
            if let Some(on_hold) = on_hold {
                self.run.send(record, *on_hold, None, None);
            }
        } else if chance < advance && !self.run.is_resting(record, domain) {
            self.advance(record, stage);
        }
    }

    /// Drops or recycles a record, for one of the reasons that its stage declares.
    fn leave(&mut self, record: RecordId, stage: StageId, kind: ExitKind) {
        let exits: Vec<&Exit> = self.exits(record, stage, kind);
        let Some((exit, target)) = self.random.pick(&exits).and_then(|exit| Some((*exit, exit.target?))) else {
            return;
        };
        let reason = self.random.pick(&exit.reasons);
        let now = self.run.world().now;
        let until = reason.and_then(|reason: &Reason| reason.after).map(|length| now.after(length));
        let rest = (kind == ExitKind::Recycle).then(|| until.map_or(Rest::UntilChange, Rest::Until));
        let text = reason.map(|reason| reason.text.clone());
        self.fulfil(record, target);
        self.settle();
        // What was entered may have moved it.
        let domain = self.plan.model.domain_of(stage);
        if self.run.world().place(record, domain).is_none_or(|place| place.stage != stage) {
            return;
        }
        self.run.send(record, target, text.clone(), rest);
        let Some(place) = self.run.world().place(record, domain).filter(|place| place.stage == target) else { return };
        let since = place.since;
        if let Some(text) = text {
            *self.funnel.stage_mut(stage).reasons.entry(text).or_default() += 1;
        }
        if let Some(until) = until {
            self.clock.put(until, Due::BringUp(record, target, since));
        }
    }

    fn exits(&self, record: RecordId, stage: StageId, kind: ExitKind) -> Vec<&'p Exit> {
        let (model, world) = (self.plan.model, self.run.world());
        let open = |when: &Condition| world.holds(model, View::Record(record), when);
        let exits = model[stage].exits.iter().filter(|exit| exit.kind == kind && exit.target.is_some());
        exits.filter(|exit| exit.when.as_ref().is_none_or(open)).collect()
    }

    /// Does what it takes for a record to enter a stage ahead: lets an automation do it where one waits for something, or enters what the
    /// criteria ask for and moves it by hand.
    fn advance(&mut self, record: RecordId, stage: StageId) {
        let plan = self.plan;
        let Some(target) = self.next(record, stage) else { return };
        let on_hold = plan.model[stage].kind == StageKind::Hold;
        let movers: Vec<&EventKind> = plan.movers.get(&target).into_iter().flatten().copied().collect();
        let mover = if self.random.chance(60) { self.random.pick(&movers).copied() } else { None };
        match mover {
            Some(EventKind::Created(object, tracks)) if !on_hold => {
                return self.create(*object, *tracks, None, DEEPEST);
            }
            Some(EventKind::Becomes(field, value)) if !on_hold && !self.fixed.contains(field) => {
                let seen = self.run.world().records().find(|(_, it)| it.object == plan.model[*field].object);
                if let Some((id, _)) = seen {
                    let datum = self.run.world().value(plan.model, View::Record(id), *field, value);
                    return self.run.write(id, *field, datum);
                }
            }
            _ => {}
        }
        if !self.fulfil(record, target) {
            return;
        }
        self.settle();
        let here = self.run.world().place(record, plan.model.domain_of(stage)).map(|place| place.stage);
        if here != Some(stage) {
            return;
        }
        match on_hold {
            // Back to where it was: not a step forward, but no step back either.
            true => self.run.send(record, target, None, None),
            false => self.run.advance_by_hand(record, target),
        }
    }

    /// The stage that people work towards.
    fn next(&mut self, record: RecordId, stage: StageId) -> Option<StageId> {
        let model = self.plan.model;
        let held_from = self.run.world().place(record, model.domain_of(stage)).and_then(|place| place.held_from);
        if model[stage].kind == StageKind::Hold && held_from.is_some() {
            return held_from;
        }
        let exits = self.exits(record, stage, ExitKind::To);
        let targets: Vec<StageId> = exits.iter().filter_map(|exit| exit.target).collect();
        if let Some(target) = self.random.pick(&targets) {
            return Some(*target);
        }
        let rank = model[stage].rank?;
        let mut later = model.ranked_stages(model[stage].track).filter(|(_, it)| it.rank > Some(rank) && !it.untracked);
        later.next().map(|(id, _)| id)
    }

    /// Does what the entry criteria of a stage ask for; whether that was possible.
    fn fulfil(&mut self, record: RecordId, stage: StageId) -> bool {
        let mut wisher =
            Wisher { plan: self.plan, world: self.run.world(), fixed: self.fixed, random: &mut self.random };
        let Some(deeds) = wisher.for_stage(record, stage) else { return false };
        deeds.into_iter().for_each(|deed| self.carry_out(deed, DEEPEST));
        true
    }

    fn carry_out(&mut self, deed: Deed<'p>, depth: u32) {
        match deed {
            Deed::Write(record, field, datum) => self.run.write(record, field, datum),
            Deed::Create(object, tracks, filter) => self.create(object, tracks, filter, depth),
        }
    }

    /// Creates a record, with what the criteria of its first stage and a filter ask for.
    fn create(&mut self, object: Object, tracks: Option<Tracks>, filter: Option<&'p Condition>, depth: u32) {
        let record = self.run.world_mut().join(object);
        if let Some(field) = self.plan.products.get(&object)
            && let Some(product) = self.random.pick(&PRODUCTS)
        {
            self.run.world_mut().fill(record, *field, Datum::Text((*product).into()));
        }
        if let Some(filter) = filter {
            let mut deeds = Vec::new();
            self.wisher().wish(record, filter, true, &mut deeds);
            self.fill_in(record, deeds, depth);
        }
        let stage = match tracks {
            Some(tracks) => self.run.first_stage(tracks),
            None => self.first_of(object),
        };
        self.found_within(record, stage, depth);
    }

    fn wisher(&mut self) -> Wisher<'_, 'p> {
        Wisher { plan: self.plan, world: self.run.world(), fixed: self.fixed, random: &mut self.random }
    }

    /// Announces a record that somebody creates on a stage.
    pub(crate) fn found(&mut self, record: RecordId, stage: Option<StageId>) {
        self.found_within(record, stage, DEEPEST);
    }

    fn found_within(&mut self, record: RecordId, stage: Option<StageId>, depth: u32) {
        if let Some(stage) = stage
            && let Some(deeds) = self.wisher().for_stage(record, stage)
        {
            self.fill_in(record, deeds, depth);
        }
        // A CRM does not create a record where it may not be.
        let stage = stage.filter(|stage| self.run.world().refusing(self.plan.model, record, *stage).is_empty());
        self.run.created(record, stage);
    }

    /// What is said of a record while it is created is there from the start.
    fn fill_in(&mut self, record: RecordId, deeds: Vec<Deed<'p>>, depth: u32) {
        for deed in deeds {
            match deed {
                Deed::Write(own, field, Some(datum)) if own == record => self.run.world_mut().fill(own, field, datum),
                deed if depth > 0 => self.carry_out(deed, depth - 1),
                _ => {}
            }
        }
    }

    /// When the world goes on next.
    pub(crate) fn expect_signal(&mut self) {
        if self.behaviour.signals > 0 {
            let at = some_days_later(self.run.world().now, self.behaviour.signals, &mut self.random);
            self.clock.put(at, Due::Signal);
        }
    }

    /// The world goes on: something shows about a record, or one is created that an automation waits for. Contracts that were signed
    /// get their dates.
    pub(crate) fn signal(&mut self) {
        let plan = self.plan;
        if self.random.chance(NEW_RECORDS) {
            if let Some((object, tracks)) = self.random.pick(&plan.awaited).copied() {
                self.create(object, tracks, None, DEEPEST);
            }
            return;
        }
        let records: Vec<(RecordId, Object)> = self.run.world().records().map(|(id, it)| (id, it.object)).collect();
        let Some((record, object)) = self.random.pick(&records).copied() else { return };
        if let Some(field) = self.undated(record, object) {
            let datum = self.date_ahead(field);
            return self.run.write(record, field, Some(datum));
        }
        if self.random.chance(NEW_RECORDS)
            && let Some(first) = self.aside(record, object)
        {
            self.fulfil(record, first);
            return;
        }
        let fields = plan.signals.get(&object).map_or(&[][..], Vec::as_slice);
        if let Some(field) = self.random.pick(fields).copied().filter(|field| !self.fixed.contains(field)) {
            let datum = self.candidate(record, field);
            self.run.write(record, field, datum);
        }
    }

    /// The first stage of a domain beside the others that a record has not entered: a proof of concept beside a deal.
    fn aside(&self, record: RecordId, object: Object) -> Option<StageId> {
        let (model, world) = (self.plan.model, self.run.world());
        let here = &world.get(record)?.places;
        let mut own = model.domains.iter().filter(|(id, it)| {
            it.object == Some(object) && it.rollup.is_none() && !here.contains_key(id) && !here.is_empty()
        });
        own.find_map(|(_, domain)| match domain.tracks.as_slice() {
            [track] if model[*track].pipeline.is_none() => self.run.first_stage(Tracks::One(*track)),
            _ => None,
        })
    }

    /// A date that automations go by and that nobody has entered yet, on a record that is won.
    fn undated(&self, record: RecordId, object: Object) -> Option<FieldId> {
        let (model, world) = (self.plan.model, self.run.world());
        let won = |place: &lifecycle_interpreter::Place| model[place.stage].kind == StageKind::Won;
        world.get(record)?.places.values().find(|place| won(place))?;
        let mut fields = self.plan.dates.keys().filter(|field| model[**field].object == object);
        fields.find(|field| world.datum(record, **field).is_none() && !self.fixed.contains(field)).copied()
    }

    /// A date far enough ahead for every automation that goes by it.
    fn date_ahead(&mut self, field: FieldId) -> Datum {
        let now = self.run.world().now;
        let lengths = self.plan.dates.get(&field).into_iter().flatten();
        let furthest = lengths.map(|(_, length, _)| now.after(*length)).max().unwrap_or(now);
        let day = furthest.day() + 30 + self.random.below(240) as i64;
        match self.plan.model[field].ty {
            Type::DateTime => Datum::Moment(Moment::of_day(day)),
            _ => Datum::Day(day),
        }
    }
}
