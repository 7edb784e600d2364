//! Who has agreed to a definition, and who has yet to.

use crate::markdown;
use crate::words;
use lifecycle_model::{Confirmed, ExitKind, Model, OwnerId, OwnerKind, Stage};

/// The state of agreement of one definition.
pub(super) struct Agreement<'m> {
    model: &'m Model,
    confirmed: &'m [Confirmed],
    /// Teams that must sign and have not.
    open: Vec<OwnerId>,
}

/// A stage is agreed on by the teams that own it and by those it hands over to.
pub(super) fn of_stage<'m>(model: &'m Model, stage: &'m Stage) -> Agreement<'m> {
    let next = stage.exits.iter().filter(|exit| exit.kind == ExitKind::To).filter_map(|exit| exit.target);
    let concerned = stage.owners.iter().chain(next.flat_map(|id| &model[id].owners));
    let mut open: Vec<OwnerId> = Vec::new();
    for team in concerned.copied().filter(|id| model[*id].kind == OwnerKind::Team) {
        let signed = stage.ident.remarks.confirmed.iter().any(|confirmed| confirmed.team == team);
        if !signed && !open.contains(&team) {
            open.push(team);
        }
    }
    Agreement { model, confirmed: &stage.ident.remarks.confirmed, open }
}

/// Anything else is agreed on as soon as one team has confirmed it.
pub(super) fn of_confirmed<'m>(model: &'m Model, confirmed: &'m [Confirmed]) -> Agreement<'m> {
    Agreement { model, confirmed, open: Vec::new() }
}

impl Agreement<'_> {
    /// Whether nobody who must sign is missing.
    pub(super) fn is_complete(&self) -> bool {
        !self.confirmed.is_empty() && self.open.is_empty()
    }

    /// The teams that have yet to sign.
    pub(super) fn open(&self) -> &[OwnerId] {
        &self.open
    }

    /// "ASSUMED", or "CONFIRMED by Marketing on 2026-03-02".
    pub(super) fn state(&self) -> String {
        let by: Vec<String> = self
            .confirmed
            .iter()
            .map(|confirmed| {
                let team = markdown::text(&self.model[confirmed.team].ident.label);
                confirmed.on.map_or(team.clone(), |day| format!("{team} on {day}"))
            })
            .collect();
        match by.as_slice() {
            [] => "ASSUMED".to_owned(),
            _ if self.open.is_empty() => format!("CONFIRMED by {}", words::list(&by, "and")),
            _ => format!("PARTLY CONFIRMED by {}", words::list(&by, "and")),
        }
    }

    /// A line of boxes for each team that has yet to sign, with the roles that sign for it; "–" when nobody has to.
    pub(super) fn boxes(&self) -> String {
        if self.is_complete() {
            return "–".to_owned();
        }
        let boxes = "[ ] Yes / [ ] No";
        if self.open.is_empty() {
            return format!("All teams: {boxes}");
        }
        let lines: Vec<String> = self
            .open
            .iter()
            .map(|id| {
                let team = &self.model[*id];
                let approvers: Vec<String> = team.approvers.iter().map(|role| markdown::text(role)).collect();
                let roles = if approvers.is_empty() { String::new() } else { format!(" ({})", approvers.join(", ")) };
                format!("{}{roles}: {boxes}", markdown::text(&team.ident.label))
            })
            .collect();
        lines.join("<br>")
    }
}
