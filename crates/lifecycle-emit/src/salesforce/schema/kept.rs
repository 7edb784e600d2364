//! What is kept of each track beside the stage: when stages were entered, how far a record is, why it left, when it comes back.

use super::course::{Course, of_pipelines, of_track};
use super::{Access, CustomField, Kind, Part, Schema};
use crate::salesforce::opportunity_stages::StageList;
use crate::salesforce::project::Package;
use crate::salesforce::settings::Settings;
use lifecycle_base::Location;
use lifecycle_model::{Model, Object};
use lifecycle_targets::salesforce::kept::{Kept, TrackShape, kept_fields};
use lifecycle_targets::salesforce::limits::{DESCRIPTION, LABEL, Limit};
use lifecycle_targets::salesforce::names;
use lifecycle_targets::salesforce::objects::{ALL, OPPORTUNITY, SObject};
use lifecycle_targets::salesforce::types::{COUNT, DAYS, field_type};
use std::collections::BTreeMap;

impl Schema {
    pub(super) fn add_kept_fields(&mut self, model: &Model, settings: &Settings, stages: &StageList) {
        for object in ALL {
            let courses = self.courses(model, settings, stages, object);
            let shapes: Vec<TrackShape<'_>> = courses.iter().map(Course::shape).collect();
            for (course, fields) in courses.iter().zip(kept_fields(&shapes)) {
                let entered: BTreeMap<usize, String> = fields
                    .iter()
                    .filter_map(|(kept, name)| match kept {
                        Kept::FirstEntered(place) => Some((*place, name.clone())),
                        _ => None,
                    })
                    .collect();
                for (kept, name) in fields {
                    self.note(course, object, kept, &name);
                    self.fields.push(course.field(object, kept, name, &entered));
                }
                self.ranks.extend(&course.ranking.of);
            }
        }
    }

    /// What records of an object go through.
    fn courses<'m>(
        &self,
        model: &'m Model,
        settings: &Settings,
        stages: &'m StageList,
        object: &'static SObject,
    ) -> Vec<Course<'m>> {
        let on = |neutral: Option<Object>| neutral.is_some_and(|neutral| settings.objects(neutral).contains(&object));
        let own = model.tracks.iter().filter(|(_, track)| on(model[track.domain].object));
        let (pipelines, fields): (Vec<_>, Vec<_>) =
            own.map(|(id, _)| id).partition(|id| object == &OPPORTUNITY && model[*id].pipeline.is_some());
        let of_field = |id| {
            let field = self.stage_field(id, object)?;
            let set = self.custom_field(object, field).and_then(|field| field.kind.value_set()).map(str::to_owned);
            Some(of_track(model, id, field, set))
        };
        let of_pipelines = (!pipelines.is_empty()).then(|| of_pipelines(model, stages, pipelines)).flatten();
        of_pipelines.into_iter().chain(fields.into_iter().filter_map(of_field)).collect()
    }

    fn note(&mut self, course: &Course<'_>, object: &'static SObject, kept: Kept, name: &str) {
        if let Kept::FirstEntered(place) | Kept::LastEntered(place) | Kept::Days(place) = kept {
            for id in course.stages.get(place).into_iter().flat_map(|stage| &stage.ids) {
                let dates = self.dates.entry((*id, object.api_name)).or_default();
                let field = match kept {
                    Kept::FirstEntered(_) => &mut dates.first_entered,
                    Kept::LastEntered(_) => &mut dates.last_entered,
                    _ => &mut dates.days,
                };
                *field = Some(name.to_owned());
            }
            return;
        }
        for track in &course.tracks {
            let Some(fields) = self.tracks.get_mut(&(*track, object.api_name)) else { continue };
            let field = match kept {
                Kept::FirstEntered(_) | Kept::LastEntered(_) | Kept::Days(_) => continue,
                Kept::Rank => &mut fields.rank,
                Kept::MoveTo => &mut fields.move_to,
                Kept::Restart => &mut fields.restart,
                Kept::Moves => &mut fields.moves,
                Kept::Resting => &mut fields.resting,
                Kept::HeldFrom => &mut fields.held_from,
                Kept::Journey => &mut fields.journey,
                Kept::Reason => &mut fields.reason,
                Kept::BackOn => &mut fields.back_on,
            };
            *field = Some(name.to_owned());
        }
    }

    /// Milestones are dated facts that are not stages.
    pub(super) fn add_milestones(&mut self, model: &Model, settings: &Settings) {
        for (id, milestone) in model.milestones.iter() {
            let Some(neutral) = milestone.object else { continue };
            for object in settings.objects(neutral) {
                let name = names::custom_name(&milestone.ident.name);
                let means = milestone.means.as_deref().unwrap_or("When this was reached for the first time.");
                let declared = format!("milestone {}", milestone.ident.name);
                self.milestones.insert((id, object.api_name), name.clone());
                self.fields.push(CustomField {
                    help: None,
                    kind: Kind::Plain(field_type("datetime")),
                    ..kept_field(object, name, &milestone.ident.label, means, &declared, milestone.ident.name_at)
                });
            }
        }
    }
}

impl Course<'_> {
    /// A field, given the names of those that date the first entries.
    fn field(
        &self,
        object: &'static SObject,
        kept: Kept,
        name: String,
        entered_on: &BTreeMap<usize, String>,
    ) -> CustomField {
        let entered = |place: usize, which: &str, when: &str| {
            let Some(stage) = self.stages.get(place) else { return (String::new(), String::new(), "", self.origin) };
            let label = labelled(stage.label, which);
            (label, format!("When a record entered {} {when}.", stage.label), stage.declared.as_str(), stage.origin)
        };
        let of_course = |what: &str, means: &str| {
            (labelled(&self.label, what), means.to_owned(), self.declared.as_str(), self.origin)
        };
        let (label, means, declared, origin) = match kept {
            Kept::FirstEntered(place) => entered(place, " first entered", "for the first time"),
            Kept::LastEntered(place) => entered(place, " last entered", "most recently"),
            Kept::Days(place) => {
                let (_, _, declared, origin) = entered(place, "", "");
                let stage = self.stages.get(place).map_or("", |stage| stage.label);
                let means = format!("How many days it took from {stage} to whatever came after it, by first entries.");
                (labelled(stage, ": days"), means, declared, origin)
            }
            Kept::Rank => {
                of_course(": rank", "How far along the record is: 1 for the first stage, 0 outside of the order.")
            }
            Kept::MoveTo => {
                of_course(": move to", "Where automation wants the record to go. It goes there if it may, at once.")
            }
            Kept::Restart => of_course(": restart", "Whether it is to start a new journey there."),
            Kept::Moves => of_course(": automated steps", "How many steps automation has taken."),
            Kept::Resting => of_course(": resting", "It was sent back, and waits for something about it to change."),
            Kept::HeldFrom => of_course(": held from", "The stage from which it was put on hold."),
            Kept::Journey => of_course(": journey", "Which journey this is: a restart begins another."),
            Kept::Reason => {
                of_course(": reason", "Why the record left or stepped back. Choose it before the stage is changed.")
            }
            Kept::BackOn => of_course(": back on", "When the record comes back up, as its reason says."),
        };
        let base = kept_field(object, name, &label, &means, declared, origin);
        match kept {
            Kept::FirstEntered(_) | Kept::LastEntered(_) => base,
            Kept::Days(place) => {
                let next = self.following.get(&place).into_iter().flatten().filter_map(|next| entered_on.get(next));
                let text = days(entered_on.get(&place).map_or("", String::as_str), next);
                CustomField {
                    kind: Kind::Formula { ty: DAYS, text, blank_is_zero: false },
                    access: Access::Nobody,
                    ..base
                }
            }
            Kept::Rank => CustomField {
                kind: Kind::Formula { ty: COUNT, text: self.ranking.formula.clone(), blank_is_zero: true },
                package: if self.ranking.by_record_type { Package::OrgSettings } else { Package::ForceApp },
                access: Access::Nobody,
                ..base
            },
            Kept::Moves => CustomField { kind: Kind::Defaulted(COUNT, "0"), ..base },
            Kept::Restart | Kept::Resting => CustomField { kind: Kind::Plain(field_type("boolean")), ..base },
            Kept::MoveTo | Kept::HeldFrom => CustomField { kind: self.stage_kind(), ..base },
            Kept::Journey => CustomField { kind: Kind::Defaulted(COUNT, "1"), ..base },
            Kept::Reason => CustomField {
                kind: Kind::OwnPicklist { ty: field_type("picklist"), values: self.reasons.clone() },
                access: Access::People,
                part: Part::Reason,
                help: Some(means),
                ..base
            },
            Kept::BackOn => CustomField { kind: Kind::Plain(field_type("date")), ..base },
        }
    }
}

/// A moment that flows keep.
fn kept_field(
    object: &'static SObject,
    name: String,
    label: &str,
    means: &str,
    declared: &str,
    origin: Location,
) -> CustomField {
    CustomField {
        object,
        package: Package::ForceApp,
        name,
        label: LABEL.shorten(label),
        description: DESCRIPTION.shorten(&format!("{means} Comes from `{declared}` in the lifecycle source.")),
        help: None,
        kind: Kind::Plain(field_type("datetime")),
        access: Access::Flows,
        part: Part::Kept,
        tracked: false,
        origin: Some(origin),
    }
}

/// From the first entry of a stage to the first entry of the next one that was entered; nothing, where that came before.
fn days<'n>(from: &str, next: impl DoubleEndedIterator<Item = &'n String>) -> String {
    let end = next.rev().fold(None, |end: Option<String>, name| {
        Some(end.map_or_else(|| name.clone(), |end| format!("BLANKVALUE({name}, {end})")))
    });
    let end = end.unwrap_or_default();
    format!("IF({end} >= {from},\n{end} - {from},\nNULL)")
}

/// A label with what it is of cut, if it is too long.
fn labelled(of: &str, what: &str) -> String {
    let room = Limit { max: LABEL.max - what.len(), ..LABEL };
    format!("{}{what}", room.shorten(of))
}
