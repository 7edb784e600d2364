//! The definition alignment document: what every stage and term means, who has agreed, who has yet to.
//!
//! Its form is the playbook's: review each definition, tick Yes or No, configure nothing before all terms are aligned.

mod dimensions;
mod reasons;
mod stages;
mod vocabulary;

use super::agreement::of_stage;
use super::{diagram, order};
use crate::derived::is_mirror;
use crate::markdown;
use crate::markdown::Table;
use lifecycle_model::{DomainId, Model, OwnerId};

/// The whole document.
pub(super) fn render(model: &Model) -> String {
    let mut sections = vec![title(model), how_to_read(), progress(model), vocabulary::render(model)];
    sections.extend(order::domains(model).into_iter().map(|id| domain(model, id)));
    sections.push(dimensions::render(model));
    sections.push(reasons::render(model));
    sections.retain(|section| !section.is_empty());
    sections.join("\n")
}

fn title(model: &Model) -> String {
    let Some(header) = &model.header else { return "# Definition alignment\n".to_owned() };
    let company = header.company.as_ref().map(|company| format!("- Company: {}\n", markdown::text(company)));
    let owner =
        header.owner.map(|id| format!("- Owner of the lifecycle: {}\n", markdown::text(&model[id].ident.label)));
    let notes = header.remarks.notes.iter().map(|note| format!("\n{}\n", markdown::text(note)));
    let facts: String = company.into_iter().chain(owner).collect();
    let space = if facts.is_empty() { "" } else { "\n" };
    format!("# {}: definition alignment\n{space}{facts}{}", markdown::text(&header.title), notes.collect::<String>())
}

fn how_to_read() -> String {
    "## How to read this document\n\n\
     - A **stage** is a position in the journey; its **definition** is what all teams mean by it. **Entry criteria** are what must hold \
     before a record moves in; all lines of a cell must hold.\n\
     - **ASSUMED** means that nobody has agreed yet. **CONFIRMED** names who agreed and when. A stage is confirmed by the teams that own \
     it and those it hands over to.\n\
     - **★** marks the golden stages: the transitions that matter most.\n\
     - In the diagrams, solid arrows advance and say who hands over to whom; dashed arrows step back (recycle) or leave (drop).\n\n\
     Review each open definition with your leadership team and tick Yes or No. Nothing is configured in the CRM until all of them are \
     aligned. To disagree is normal: that is what the refinement meetings are for.\n"
        .to_owned()
}

/// How many stages are agreed on, by domain, and what each team has yet to look at.
fn progress(model: &Model) -> String {
    let mut table = Table::new(&["Domain", "Stages", "Confirmed", "Open"]);
    let mut open: Vec<(OwnerId, usize)> = model.owners.iter().map(|(id, _)| (id, 0)).collect();
    for domain in order::domains(model).into_iter().map(|id| &model[id]).filter(|domain| !is_mirror(model, domain)) {
        let stages: Vec<_> = domain.tracks.iter().flat_map(|track| model.stages_of(*track)).collect();
        let agreements: Vec<_> = stages.iter().map(|(_, stage)| of_stage(model, stage)).collect();
        let confirmed = agreements.iter().filter(|agreement| agreement.is_complete()).count();
        for team in agreements.iter().flat_map(|agreement| agreement.open()) {
            if let Some((_, count)) = open.iter_mut().find(|(id, _)| id == team) {
                *count += 1;
            }
        }
        table.row(&[
            markdown::text(&domain.ident.label),
            stages.len().to_string(),
            confirmed.to_string(),
            (stages.len() - confirmed).to_string(),
        ]);
    }
    let waiting: Vec<String> = open
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(id, count)| format!("{} {count}", markdown::text(&model[*id].ident.label)))
        .collect();
    let waiting = match waiting.as_slice() {
        [] => String::new(),
        teams => format!("\nStages that wait for a team: {}.\n", teams.join(", ")),
    };
    format!("## Where we stand\n\n{}{waiting}", table.render())
}

fn domain(model: &Model, id: DomainId) -> String {
    let domain = &model[id];
    let mut out = format!("## {}\n\n{}\n\n", markdown::text(&domain.ident.label), stages::introduction(model, domain));
    out += &diagram::render(model, id);
    out + &stages::render(model, domain)
}
