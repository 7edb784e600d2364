//! Why records leave or step back, stage by stage.

use crate::docs::order;
use crate::markdown::{self, Table};
use lifecycle_model::{Domain, Exit, ExitKind, Model, Stage};

/// One table a domain that has such exits.
pub(super) fn render(model: &Model) -> String {
    let tables: Vec<String> = order::domains(model).into_iter().filter_map(|id| table(model, &model[id])).collect();
    if tables.is_empty() {
        return String::new();
    }
    format!(
        "## Drop-off and recycle reasons\n\nWhoever moves a record back or out chooses one of these.\n\n{}",
        tables.join("\n")
    )
}

fn table(model: &Model, domain: &Domain) -> Option<String> {
    let mut table = Table::new(&["From", "Way", "To", "Reasons"]);
    let mut empty = true;
    for (_, stage) in domain.tracks.iter().flat_map(|track| model.stages_of(*track)) {
        for exit in stage.exits.iter().filter(|exit| exit.kind != ExitKind::To) {
            table.row(&row(model, stage, exit));
            empty = false;
        }
    }
    (!empty).then(|| format!("### {}: reasons\n\n{}", markdown::text(&domain.ident.label), table.render()))
}

fn row(model: &Model, stage: &Stage, exit: &Exit) -> [String; 4] {
    let place = match model[stage.track].pipeline {
        Some(_) => format!(" ({})", markdown::text(model.track_label(stage.track))),
        None => String::new(),
    };
    let reasons: Vec<String> = exit
        .reasons
        .iter()
        .map(|reason| {
            let again = reason.after.map(|after| format!(" (comes back after {after})"));
            markdown::text(&reason.text) + &again.unwrap_or_default()
        })
        .collect();
    [
        format!("{}{place}", markdown::text(&stage.ident.label)),
        if exit.kind == ExitKind::Recycle { "recycle" } else { "drop" }.to_owned(),
        exit.target.map_or("–".to_owned(), |id| markdown::text(&model[id].ident.label)),
        if reasons.is_empty() { "*None given yet.*".to_owned() } else { reasons.join("<br>") },
    ]
}
