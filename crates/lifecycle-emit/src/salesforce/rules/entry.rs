//! What a stage asks of those who enter it: a rule for each criterion.

use super::{Course, Draft, message};
use crate::salesforce::formula::Formula;
use crate::salesforce::formula::condition::Eyes;
use lifecycle_model::{Criterion, StageId};

impl Course<'_> {
    pub(super) fn entries(&self) -> Vec<Draft> {
        let model = self.places.model;
        let stages = model.stages_of(self.track).filter(|(_, stage)| !stage.untracked);
        let criteria = stages.flat_map(|(id, stage)| {
            let criteria = stage.entry.iter().flat_map(|entry| &entry.criteria);
            criteria.zip(1..).map(move |(criterion, number)| (id, criterion, number))
        });
        criteria.filter_map(|(id, criterion, number)| self.entry(id, criterion, number)).collect()
    }

    /// `None` for what people judge, and for what formulas cannot see.
    fn entry(&self, id: StageId, criterion: &Criterion, number: usize) -> Option<Draft> {
        let model = self.places.model;
        let mut eyes = Eyes::of(self.places, self.object, self.sobject);
        let fails = eyes.judge(criterion, &mut Vec::new()).fails;
        if !eyes.lookups.is_empty() || fails == Formula::Bool(false) {
            return None;
        }
        // Where the record stands is asked of where it comes from.
        let fails = fails.before(&self.stage, true);
        let there = self.step.there.clone().one_of(self.places.value(id));
        Some(Draft {
            name: self.name(&[&model[id].ident.name]),
            what: format!("Entry_{number}"),
            field: Some(only_field(&fails).unwrap_or_else(|| self.field.clone())),
            guards: self.guards.iter().cloned().chain([there, self.enters.clone()]).collect(),
            refused: vec![fails],
            message: message::criterion(model, self.object, &model[id].ident.label, criterion),
            declared: format!("stage {}", model.stage_path(id)),
            part: format!("Criterion {number} of the entry."),
            origin: criterion.at,
        })
    }
}

/// The one field of the record itself that a formula asks for, beside which its message belongs.
fn only_field(formula: &Formula) -> Option<String> {
    fn fields<'f>(formula: &'f Formula, found: &mut Vec<&'f str>) {
        if let Formula::Field(field) = formula
            && !found.contains(&field.path.as_str())
        {
            found.push(&field.path);
        }
        formula.parts().into_iter().for_each(|part| fields(part, found));
    }
    let mut found = Vec::new();
    fields(formula, &mut found);
    match found.as_slice() {
        [one] if !one.contains('.') => Some((*one).to_owned()),
        _ => None,
    }
}
