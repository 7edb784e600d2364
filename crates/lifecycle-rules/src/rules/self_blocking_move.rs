//! An automation that brings a record to a stage whose criteria refuse it.

use crate::Cx;
use crate::logic::{Way, arrivals};
use crate::witness::{Witnesses, done_by};
use lifecycle_base::Diagnostic;
use lifecycle_interpreter::{Happened, What};

rule! {
    "self-blocking-move", "self_blocking_move.md", Automation, Warning, fix: None,
    "an automation brings records to a stage whose own criteria refuse them"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let logic = cx.logic();
    let occasions = cx.occasions();
    let mut witnesses = Witnesses::of(model);
    for arrival in arrivals(model) {
        let (known, asked) = arrival.refusal(&logic, &occasions);
        if known.is_empty() {
            continue;
        }
        let (stage, object) = (&model[arrival.stage].ident.label, arrival.object.name());
        let name = &model[arrival.automation].ident.name;
        let does = match arrival.way {
            Way::Moved => format!("moves a {object} to `{stage}`"),
            Way::Restarted => format!("restarts a {object} at `{stage}`"),
            Way::Created(_) => format!("creates a {object} at `{stage}`"),
        };
        let mut found =
            Diagnostic::new(&RULE, arrival.at, format!("`{name}` {does}, whose entry criteria always refuse it"))
                .label("refused every time")
                .help("change what the automation asks or sets, or choose another stage");
        for fact in known.iter().filter(|fact| fact.at != arrival.at) {
            found = found.related(fact.at, "the automation makes this certain");
        }
        for fact in asked {
            found = found.related(fact.at, format!("`{stage}` asks for this"));
        }
        let refused =
            |it: &Happened| done_by(it, arrival.automation, arrival.index) && matches!(it.what, What::Refused(..));
        cx.report(witnesses.shown(found, arrival.automation, &[], refused));
    }
}
