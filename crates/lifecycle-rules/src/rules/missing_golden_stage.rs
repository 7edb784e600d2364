//! One of the three stages that matter most is missing, or not marked.

use crate::Cx;
use crate::edit::mark;
use crate::motion::{Motion, motion};
use crate::part::{Part, heading, own_tracks};
use crate::post_sale::is_phase;
use crate::role::{playing, plays};
use crate::ways::Ways;
use lifecycle_base::{Applicability, Diagnostic};
use lifecycle_model::{Model, Object, Role, Stage, StageKind, TrackId};

rule! {
    "missing-golden-stage", "missing_golden_stage.md", Structure, Warning, fix: Sometimes,
    "SQL, Closed Won or Early Adoption is missing, or not marked as golden"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    if !cx.is_whole() {
        return;
    }
    let model = cx.model();
    let sides = Sides::of(cx);
    check_sql(cx, model, &sides);
    check_won(cx, model, &sides);
    check_first_value(cx, model, &sides);
}

/// The tracks of a project by the part they are.
struct Sides {
    lead: Vec<TrackId>,
    sales: Vec<TrackId>,
    customer: Vec<TrackId>,
}

impl Sides {
    fn of(cx: &Cx<'_>) -> Self {
        let (model, ways, parts) = (cx.model(), cx.ways(), cx.parts());
        let mut sides = Self { lead: Vec::new(), sales: Vec::new(), customer: Vec::new() };
        for (track, _) in own_tracks(model) {
            match parts.part(track) {
                Part::Lead if model.ranked_stages(track).nth(1).is_some() => sides.lead.push(track),
                // What renews or grows a contract does not begin it.
                Part::Sales if parts.sells_deals(track) && motion(heading(model, track)) == Motion::NewBusiness => {
                    sides.sales.push(track);
                }
                Part::Customer if is_journey(model, &ways, track) => sides.customer.push(track),
                _ => {}
            }
        }
        sides.keep_leads(model);
        sides
    }

    /// Beside a lead track, other tracks of people are about something else; and where nobody sells, no lead is handed over.
    fn keep_leads(&mut self, model: &Model) {
        let hands_over = |track: &TrackId| FUNNEL.iter().any(|role| playing(model, *track, *role).is_some());
        let is_lead = |track: &TrackId| model[model[*track].domain].ident.name == "lead" || hands_over(track);
        let sold = !self.sales.is_empty() || self.lead.iter().any(hands_over);
        if self.lead.iter().any(is_lead) {
            self.lead.retain(is_lead);
        }
        if !sold || (self.lead.len() > 1 && !self.lead.iter().any(is_lead)) {
            self.lead.clear();
        }
    }
}

/// The stages between marketing and sales.
const FUNNEL: [Role; 3] = [Role::Mql, Role::Sal, Role::Sql];

/// Whether a track on tickets is about customers rather than their requests: by name, by its stages, or because a won deal opens it.
fn is_journey(model: &Model, ways: &Ways, track: TrackId) -> bool {
    let domain = &model[model[track].domain];
    let shows = |stage: &Stage| stage.golden || plays(stage, Role::FirstValue) || is_phase(&stage.ident.label);
    domain.ident.name == "customer"
        || domain.object != Some(Object::Ticket)
        || ways.opens_on_win(track)
        || model.stages_of(track).any(|(_, stage)| shows(stage))
}

/// The stages of tracks in order.
fn stages<'m>(model: &'m Model, tracks: &'m [TrackId]) -> impl Iterator<Item = &'m Stage> {
    tracks.iter().flat_map(|track| model.stages_of(*track)).map(|(_, stage)| stage)
}

fn check_sql(cx: &mut Cx<'_>, model: &Model, sides: &Sides) {
    // A golden stage of the lead part, or an open one of a pipeline, is where this team says that pipeline begins.
    let begins = |stage: &Stage| stage.golden && stage.kind == StageKind::Open;
    if stages(model, &sides.lead).any(|stage| stage.golden) || stages(model, &sides.sales).any(begins) {
        return;
    }
    let mut all = stages(model, &sides.lead).chain(stages(model, &sides.sales));
    if let Some(stage) = all.find(|stage| plays(stage, Role::Sql)) {
        report_unmarked(cx, stage, "it creates pipeline");
        return;
    }
    let Some(track) = sides.lead.first() else { return };
    let ident = heading(model, *track);
    let mut found = Diagnostic::new(
        &RULE,
        ident.label_at,
        format!("no stage of `{}` is the golden stage SQL, where pipeline is created", ident.label),
    )
    .label("no stage counts as SQL")
    .help(
        "add a stage for leads that sales has qualified, or let one of yours count: `golden stage … { counts as SQL }`",
    );
    if let Some((_, first)) = sides.sales.first().and_then(|track| model.ranked_stages(*track).next()) {
        found = found.related(first.ident.name_at, "if pipeline is created here, let this stage count as SQL");
    }
    cx.report(found);
}

fn check_won(cx: &mut Cx<'_>, model: &Model, sides: &Sides) {
    let wins = |stage: &&Stage| plays(stage, Role::ClosedWon);
    if stages(model, &sides.sales).any(|stage| stage.golden && wins(&stage)) {
        return;
    }
    if let Some(stage) = stages(model, &sides.sales).find(wins) {
        report_unmarked(cx, stage, "it creates revenue");
    } else if let Some(track) = sides.sales.first() {
        let ident = heading(model, *track);
        cx.report(
            Diagnostic::new(
                &RULE,
                ident.label_at,
                format!("no stage of `{}` is the golden stage Closed Won, where revenue is created", ident.label),
            )
            .label("no won stage")
            .help("end it with the signature: `golden won stage ClosedWon \"Closed Won\" { … }`"),
        );
    }
}

fn check_first_value(cx: &mut Cx<'_>, model: &Model, sides: &Sides) {
    let Some(track) = sides.customer.first() else { return };
    if stages(model, &sides.customer).any(|stage| stage.golden) {
        return;
    }
    if let Some(stage) = stages(model, &sides.customer).find(|stage| plays(stage, Role::FirstValue)) {
        report_unmarked(cx, stage, "it decides whether the customer stays");
        return;
    }
    let ident = heading(model, *track);
    cx.report(
        Diagnostic::new(
            &RULE,
            ident.label_at,
            format!("no stage of `{}` is the golden stage Early Adoption, where a customer first gets value", ident.label),
        )
        .label("no stage counts as first value")
        .help("add a stage for customers who get results, or let one of yours count: `golden stage … { counts as first_value }`"),
    );
}

fn report_unmarked(cx: &mut Cx<'_>, stage: &Stage, why: &str) {
    if stage.ident.damaged {
        return;
    }
    cx.report(
        Diagnostic::new(
            &RULE,
            stage.ident.name_at,
            format!("the stage `{}` is one of the three golden stages and is not marked so", stage.ident.label),
        )
        .label(why)
        .help("write `golden` before it: its criteria and its confirmations are then held to more")
        .fix("mark it as golden", Applicability::Unsafe, vec![mark(stage, "golden")]),
    );
}
