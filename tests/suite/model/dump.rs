//! A model as text, by names instead of ids and without places: two projects that say the same give the same text.

use lifecycle_model::{
    Action, ActionKind, Assign, Condition, ConditionKind, Criterion, CriterionKind, Date, Duration, Event, EventKind,
    Ident, Model, OwnerId, Sample, StageId, StepKind, Test, Tracks, Value,
};

/// Everything a model says, a line each, sorted. The order of automations is left out: it follows the files.
pub(super) fn dump(model: &Model) -> String {
    let d = Dump(model);
    let mut lines = Vec::new();
    if let Some(h) = &model.header {
        let owner = h.owner.map(|id| d.owner(id));
        let crms: Vec<_> = h.crms.iter().map(|(crm, _)| crm).collect();
        let said = (&h.title, &h.company, owner, crms, h.movement, h.skip, &h.remarks.notes);
        lines.push(format!("header {said:?}"));
    }
    for owner in model.owners.values() {
        lines.push(format!("owner {} {:?} {:?}", d.ident(&owner.ident), owner.kind, owner.approvers));
    }
    for (id, f) in model.fields.iter() {
        let choices: Vec<_> = f.choices.iter().map(|c| (&c.name, &c.label, &c.was)).collect();
        let mappings: Vec<_> = f.mappings.iter().map(|(crm, name, _)| (crm, name)).collect();
        let said = (f.kind, f.ty, choices, mappings, f.standard, f.declared);
        lines.push(format!("field {} {} {said:?}", model.field_path(id), d.ident(&f.ident)));
    }
    for domain in model.domains.values() {
        let rollup = domain.rollup.as_ref().map(|r| (r.most, r.source.map(|id| &model[id].ident.name)));
        let tracks: Vec<_> = domain.tracks.iter().map(|id| model.track_name(*id)).collect();
        let said = (domain.object, domain.per_product, rollup, tracks);
        lines.push(format!("domain {} {said:?}", d.ident(&domain.ident)));
    }
    for pipeline in model.pipelines.values() {
        let domain = &model[pipeline.domain].ident.name;
        lines.push(format!("pipeline {} {domain} {}", d.ident(&pipeline.ident), model.track_name(pipeline.track)));
    }
    for (id, track) in model.tracks.iter() {
        let stages: Vec<_> = track.stages.iter().map(|id| &model[*id].ident.name).collect();
        lines.push(format!("track {} {stages:?}", model.track_name(id)));
    }
    lines.extend(model.stages.iter().map(|(id, _)| d.stage(id)));
    for m in model.milestones.values() {
        let when = m.when.as_ref().map(|when| d.condition(when));
        lines.push(format!("milestone {} {:?}", d.ident(&m.ident), (m.object, &m.means, when)));
    }
    for a in model.automations.values() {
        let event = a.event.as_ref().map(|event| d.event(event));
        let actions: Vec<_> = a.actions.iter().map(|action| d.action(action)).collect();
        lines.push(format!("automation {} {:?}", d.ident(&a.ident), (event, d.conditions(&a.conditions), actions)));
    }
    lines.extend(model.terms.values().map(|t| format!("term {} {:?}", d.ident(&t.ident), t.means)));
    lines.extend(model.faqs.iter().map(|f| format!("faq {:?} {:?}", f.question, f.answer)));
    lines.extend(model.measure.metrics.iter().map(|(metric, _)| format!("metric {}", metric.name())));
    lines.extend(model.measure.segments.iter().map(|(field, _)| format!("segment {}", model.field_path(*field))));
    for b in &model.measure.baselines {
        lines.push(format!("baseline {} {} {}", model.stage_path(b.from), model.stage_path(b.to), b.percent));
    }
    for a in &model.measure.alerts {
        let amount = match a.amount {
            lifecycle_model::Amount::Duration(duration) => d.duration(duration),
            other => format!("{other:?}"),
        };
        lines.push(format!("alert {} {} {:?} {amount}", a.metric.name(), a.by_reason, a.kind));
    }
    lines.extend(model.maintains.iter().map(|m| format!("maintain {:?} {:?} {:?}", m.cadence, m.title, m.checks)));
    for s in &model.scenarios {
        let covers: Vec<_> = s.covers.iter().map(|(name, _)| name).collect();
        let steps: Vec<_> = s.steps.iter().map(|step| d.step(&step.kind)).collect();
        lines.push(format!("scenario {:?} {covers:?} {steps:#?}", s.title));
    }
    for t in &model.targets {
        let options: Vec<_> =
            t.options.iter().map(|o| (&o.key, o.values.iter().map(|v| &v.0).collect::<Vec<_>>())).collect();
        lines.push(format!("target {} {options:?}", t.name));
    }
    lines.extend(model.allows.iter().map(|a| format!("allow {} {:?} {:?}", a.rule, a.reason, a.until.map(date))));
    lines.sort();
    lines.join("\n")
}

fn date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

struct Dump<'m>(&'m Model);

impl Dump<'_> {
    fn owner(&self, id: OwnerId) -> &str {
        &self.0[id].ident.name
    }

    fn ident(&self, i: &Ident) -> String {
        let confirmed = i.remarks.confirmed.iter();
        let confirmed: Vec<_> = confirmed.map(|c| (self.owner(c.team), c.on.map(date))).collect();
        let said = (&i.label, i.label_written, i.damaged, &i.remarks.was, &i.remarks.notes, confirmed);
        format!("{} {said:?}", i.name)
    }

    fn duration(&self, d: Duration) -> String {
        format!("{} {}{:?}", d.count, if d.business { "business " } else { "" }, d.unit)
    }

    fn stage(&self, id: StageId) -> String {
        let model = self.0;
        let s = &model[id];
        let owners: Vec<_> = s.owners.iter().map(|id| self.owner(*id)).collect();
        let entry = s.entry.as_ref().map(|entry| (entry.auto, self.criteria(&entry.criteria)));
        let exits: Vec<_> = s
            .exits
            .iter()
            .map(|e| {
                let reasons: Vec<_> = e.reasons.iter().map(|r| (&r.text, r.after.map(|d| self.duration(d)))).collect();
                let when = e.when.as_ref().map(|when| self.condition(when));
                (e.kind, e.target.map(|id| model.stage_path(id)), when, reasons)
            })
            .collect();
        let slas =
            s.slas.iter().map(|sla| (self.duration(sla.within), sla.when.as_ref().map(|when| self.condition(when))));
        let from: Vec<_> = s.from.iter().map(|id| model.stage_path(*id)).collect();
        let what = (s.kind, s.rank, s.golden, &s.means, owners, &s.roles, entry, exits);
        let how = (s.probability, s.forecast, slas.collect::<Vec<_>>(), s.stale.map(|d| self.duration(d)));
        let rest = (&s.evidence, s.untracked, from);
        format!("stage {} {} {what:?} {how:?} {rest:?}", model.stage_path(id), self.ident(&s.ident))
    }

    fn criteria(&self, criteria: &[Criterion]) -> Vec<String> {
        let kind = |c: &Criterion| match &c.kind {
            CriterionKind::Condition(condition) => self.condition(condition),
            CriterionKind::AtLeast(least, inner) => format!("{least} of {:?}", self.criteria(inner)),
            CriterionKind::Manual(text) => format!("manual {text:?}"),
        };
        criteria.iter().map(|c| format!("{} {:?}", kind(c), c.prose)).collect()
    }

    fn conditions(&self, conditions: &[Condition]) -> Vec<String> {
        conditions.iter().map(|condition| self.condition(condition)).collect()
    }

    fn condition(&self, condition: &Condition) -> String {
        let model = self.0;
        match &condition.kind {
            ConditionKind::All(parts) => format!("all {:?}", self.conditions(parts)),
            ConditionKind::Any(parts) => format!("any {:?}", self.conditions(parts)),
            ConditionKind::Not(inner) => format!("not {}", self.condition(inner)),
            ConditionKind::Test(field, test) => format!("{} {}", model.field_path(*field), self.test(test)),
            ConditionKind::Has { object, within, position, filter } => {
                let within = within.map(|tracks| self.tracks(tracks));
                let position = position.map(|(position, stage)| (position, model.stage_path(stage)));
                let filter = filter.as_ref().map(|filter| self.condition(filter));
                format!("has {} {within:?} {position:?} {filter:?}", object.name())
            }
            ConditionKind::Stands(object, position, stage) => {
                format!("{} {} {}", object.name(), position.words(), model.stage_path(*stage))
            }
            ConditionKind::Unresolved => "unresolved".to_owned(),
        }
    }

    fn tracks(&self, tracks: Tracks) -> String {
        match tracks {
            Tracks::One(track) => self.0.track_name(track).to_owned(),
            Tracks::Domain(domain) => self.0[domain].ident.name.to_string(),
        }
    }

    fn test(&self, test: &Test) -> String {
        match test {
            Test::Compare(comparison, value) => format!("{} {}", comparison.sign(), self.value(value)),
            Test::In(values) => format!("in {:?}", values.iter().map(|value| self.value(value)).collect::<Vec<_>>()),
            Test::Contains(value) => format!("contains {}", self.value(value)),
            Test::WithinLast(duration) => format!("within last {}", self.duration(*duration)),
            Test::OlderThan(duration) => format!("older than {}", self.duration(*duration)),
            Test::IsTrue | Test::Known | Test::Unknown => format!("{test:?}"),
        }
    }

    fn value(&self, value: &Value) -> String {
        let model = self.0;
        match value {
            Value::Choice(field, index) => model[*field].choices[*index as usize].name.to_string(),
            Value::Field(field) => model.field_path(*field),
            Value::Date(day) => date(*day),
            other => format!("{other:?}"),
        }
    }

    fn assigns(&self, assigns: &[Assign]) -> Vec<String> {
        let one = |a: &Assign| format!("{} = {}", self.0.field_path(a.field), self.value(&a.value));
        assigns.iter().map(one).collect()
    }

    fn event(&self, event: &Event) -> String {
        let model = self.0;
        match &event.kind {
            EventKind::Created(object, within) => {
                format!("{} created {:?}", object.name(), within.map(|tracks| self.tracks(tracks)))
            }
            EventKind::Enters(stage) => format!("enters {}", model.stage_path(*stage)),
            EventKind::Leaves(stage) => format!("leaves {}", model.stage_path(*stage)),
            EventKind::Changes(field) => format!("{} changes", model.field_path(*field)),
            EventKind::Becomes(field, value) => format!("{} becomes {}", model.field_path(*field), self.value(value)),
            EventKind::Stays(stage, duration) => {
                format!("stays in {} for {}", model.stage_path(*stage), self.duration(*duration))
            }
            EventKind::Relative(duration, before, field) => {
                format!("{} before {before} {}", self.duration(*duration), model.field_path(*field))
            }
        }
    }

    fn action(&self, action: &Action) -> String {
        let model = self.0;
        match &action.kind {
            ActionKind::Move(stage) => format!("move to {}", model.stage_path(*stage)),
            ActionKind::Restart(stage) => format!("restart at {}", model.stage_path(*stage)),
            ActionKind::Set(assign) => format!("set {:?}", self.assigns(std::slice::from_ref(assign))),
            ActionKind::Create { object, stage, with } => {
                let stage = stage.map(|stage| model.stage_path(stage));
                format!("create {} {stage:?} {:?}", object.name(), self.assigns(with))
            }
            ActionKind::Notify(team, text) => format!("notify {} {text:?}", self.owner(*team)),
            ActionKind::Task(team, text, due) => {
                format!("task {} {text:?} {:?}", self.owner(*team), due.map(|due| self.duration(due)))
            }
        }
    }

    fn sample(&self, sample: &Sample) -> String {
        let stage = sample.stage.map(|stage| self.0.stage_path(stage));
        format!("{} {stage:?} {:?}", sample.object.name(), self.assigns(&sample.with))
    }

    fn step(&self, step: &StepKind) -> String {
        match step {
            StepKind::Given(sample) => format!("given {}", self.sample(sample)),
            StepKind::Event(event, with) => format!("when {} {:?}", self.event(event), self.assigns(with)),
            StepKind::Change(assigns) => format!("when {:?}", self.assigns(assigns)),
            StepKind::ExpectRecord(sample) => format!("expect {}", self.sample(sample)),
            StepKind::ExpectCondition(condition) => format!("expect {}", self.condition(condition)),
        }
    }
}
