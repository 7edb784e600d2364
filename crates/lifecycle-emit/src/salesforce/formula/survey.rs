//! What all conditions of a lifecycle need beside formulas: fields on related records that answer what a lookup cannot ask, and what
//! nothing in Salesforce can see.

use super::condition::Eyes;
use super::lookup::Lookup;
use super::places::Places;
use super::write::Dialect;
use crate::salesforce::project::Package;
use crate::salesforce::schema::{Access, CustomField, Kind, Part};
use lifecycle_model::{Asked, Asker};
use lifecycle_targets::salesforce::limits::{DESCRIPTION, LABEL};
use lifecycle_targets::salesforce::types::field_type;

/// What conditions need, and what they cannot have.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// The fields to create on related records, without those that ask the same.
    pub(crate) helpers: Vec<CustomField>,
    /// The conditions that nothing enforces.
    pub(crate) unseen: Vec<Unseen>,
}

/// A condition that Salesforce cannot see.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unseen {
    /// `stage lead.MQL`
    pub(crate) declared: String,
    /// What is asked, in words.
    pub(crate) words: String,
    /// Why it is not seen, to follow "because".
    pub(crate) why: &'static str,
}

impl Survey {
    pub(crate) fn of(places: Places<'_>) -> Self {
        let mut survey = Self::default();
        for asked in places.model.conditions() {
            for sobject in places.settings.objects(asked.of) {
                let mut eyes = Eyes::of(places, asked.of, sobject);
                match eyes.condition(asked.condition) {
                    Ok(_) => eyes.lookups.iter().for_each(|lookup| survey.add(places, &asked, lookup)),
                    Err(beyond) => survey.miss(places, &asked, beyond.why),
                }
            }
        }
        survey
    }

    fn add(&mut self, places: Places<'_>, asked: &Asked<'_>, lookup: &Lookup) {
        let Some((name, formula)) = lookup.helper() else { return };
        if self.helpers.iter().any(|known| known.object == lookup.sobject && known.name == name) {
            return;
        }
        let formula = formula.written(Dialect::Rule);
        let words = crate::words::condition(places.model, Some(asked.of), asked.condition);
        let description = format!(
            "Part of this condition: {words}. Comes from `{}` in the lifecycle source.",
            declared(places, asked)
        );
        self.helpers.push(CustomField {
            object: lookup.sobject,
            package: if formula.contains("RecordType") { Package::OrgSettings } else { Package::ForceApp },
            label: LABEL.shorten(&format!("Lifecycle: {words}")),
            description: DESCRIPTION.shorten(&description),
            help: None,
            kind: Kind::Formula { ty: field_type("boolean"), text: formula, blank_is_zero: false },
            access: Access::Nobody,
            part: Part::Kept,
            tracked: false,
            origin: Some(asked.condition.at),
            name,
        });
    }

    fn miss(&mut self, places: Places<'_>, asked: &Asked<'_>, why: &'static str) {
        let words = crate::words::condition(places.model, Some(asked.of), asked.condition);
        let unseen = Unseen { declared: declared(places, asked), words, why };
        if !self.unseen.contains(&unseen) {
            self.unseen.push(unseen);
        }
    }
}

/// What asks a condition, as the source declares it.
fn declared(places: Places<'_>, asked: &Asked<'_>) -> String {
    let model = places.model;
    match asked.by {
        Asker::Entry(stage) | Asker::Exit(stage) | Asker::Sla(stage) => format!("stage {}", model.stage_path(stage)),
        Asker::Milestone(id) => format!("milestone {}", model[id].ident.name),
        Asker::Automation(id) => format!("automation {}", model[id].ident.name),
    }
}
