//! What happened, as lines of JSON. `schemas/trace.schema.json` describes a line.

use lifecycle_interpreter::{Cause, Happened, RecordId, What, World};
use lifecycle_model::{DomainId, Model, StageId};
use serde::Serialize;

/// The JSON Schema of a line.
pub const TRACE_SCHEMA: &str = include_str!("../schemas/trace.schema.json");

/// Writes the lines of one account, if anybody wants them.
pub(crate) struct Trace<'o> {
    pub(crate) account: String,
    pub(crate) out: Option<&'o mut Vec<u8>>,
}

#[derive(Serialize)]
struct Line<'a> {
    account: &'a str,
    at: String,
    record: String,
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<&'a str>,
    by: &'a str,
}

impl Trace<'_> {
    /// Tells what has happened in a world.
    pub(crate) fn tell(&mut self, model: &Model, world: &World, happened: &Happened) {
        let Some(out) = self.out.as_mut() else { return };
        let path = |stage: StageId| Some(model.stage_path(stage));
        let reason = |domain: DomainId| world.place(happened.record, domain).and_then(|place| place.reason.as_deref());
        let mut line = Line {
            account: &self.account,
            at: happened.at.to_string(),
            record: named(world, happened.record),
            what: "",
            from: None,
            to: None,
            reason: None,
            field: None,
            value: None,
            team: None,
            by: match happened.cause {
                Cause::Outside => "people",
                Cause::Automation(id, _) => &model[id].ident.name,
                Cause::Criteria => "criteria",
                Cause::Start => "start",
                Cause::RollUp => "roll-up",
            },
        };
        line.what = match &happened.what {
            What::Created => "created",
            What::Entered(from, to) | What::Restarted(from, to) => {
                line.from = from.and_then(path);
                line.to = path(*to);
                let domain = model.domain_of(*to);
                let still = world.place(happened.record, domain).is_some_and(|place| place.stage == *to);
                line.reason = reason(domain).filter(|_| still && happened.cause == Cause::Outside);
                if matches!(happened.what, What::Restarted(..)) { "restarted" } else { "entered" }
            }
            What::Stayed(to) => {
                line.to = path(*to);
                "stayed"
            }
            What::Left(to) => {
                line.to = path(*to);
                "stayed out"
            }
            What::Elsewhere(to) => {
                line.to = path(*to);
                "not elsewhere"
            }
            What::Refused(to, _) => {
                line.to = path(*to);
                "refused"
            }
            What::Skipped(to) => {
                line.to = path(*to);
                "not skipped"
            }
            What::Removed(_, from) => {
                line.from = path(*from);
                "removed"
            }
            What::Set(field, datum) => {
                line.field = Some(&model[*field].ident.name);
                line.value = datum.as_ref().map(|datum| datum.shown(model, *field));
                "set"
            }
            What::Reached(milestone) => {
                line.field = Some(&model[*milestone].ident.name);
                "reached"
            }
            What::Notified(team, _) => {
                line.team = Some(&model[*team].ident.name);
                "notified"
            }
            What::Tasked(team, _, due) => {
                line.team = Some(&model[*team].ident.name);
                line.value = due.map(|due| due.to_string());
                "tasked"
            }
        };
        if serde_json::to_writer(&mut **out, &line).is_ok() {
            out.push(b'\n');
        }
    }
}

/// `contact 2`: the second contact of its account.
fn named(world: &World, id: RecordId) -> String {
    let Some(object) = world.get(id).map(|record| record.object) else { return String::new() };
    let number = world.records().take(id.0 + 1).filter(|(_, it)| it.object == object).count();
    format!("{} {number}", object.name())
}
