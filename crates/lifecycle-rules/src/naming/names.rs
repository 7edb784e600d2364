//! The verdicts on all names of a model, made once for all rules.

use super::phrase::tokens;
use super::{Field, Verdict, may_be_success, read, verdict};
use lifecycle_model::{FieldId, FieldKind, Model, Stage, StageId, StageKind, TrackId};
use std::collections::{BTreeSet, HashMap};

/// A stage and what its name says there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject {
    /// The stage.
    pub(crate) stage: StageId,
    /// The field its name stands in.
    pub(crate) field: Field,
    /// The judgement.
    pub(crate) verdict: Verdict,
}

/// What the names of a model say.
#[derive(Debug, Default)]
pub(crate) struct Names {
    subjects: Vec<Subject>,
    /// Values of statuses that are places in the funnel: the field and the index of the value.
    pub(crate) places_as_status: BTreeSet<(FieldId, usize)>,
}

impl Names {
    /// Judges every name once.
    pub(crate) fn of<'m>(model: &'m Model) -> Names {
        let mut names = Names::default();
        // Pipelines repeat each other's names.
        let mut known: HashMap<(&str, Field), Option<Verdict>> = HashMap::new();
        let mut verdict = |label: &'m str, field| *known.entry((label, field)).or_insert_with(|| verdict(label, field));
        for (track, entry) in model.tracks.iter() {
            let Some(field) = Field::of(model, track).filter(|_| !entry.stages.is_empty() && is_english(model, track))
            else {
                continue;
            };
            let behind = if field == Field::Sales { after_the_sale(model, track) } else { Vec::new() };
            for (id, stage) in
                model.stages_of(track).filter(|(_, stage)| stage.from.is_empty() || stage.ident.label_written)
            {
                let label = &stage.ident.label;
                let verdict = if behind.contains(&id) && may_be_success(label) {
                    Some(Verdict::Success)
                } else {
                    verdict(label, field)
                };
                names.subjects.extend(verdict.map(|verdict| Subject { stage: id, field, verdict }));
            }
        }
        for (id, field) in model.fields.iter().filter(|(_, field)| field.kind == FieldKind::Status && field.declared) {
            for (at, choice) in field.choices.iter().enumerate() {
                if verdict(&choice.label, Field::Status) == Some(Verdict::PlaceAsStatus) {
                    names.places_as_status.insert((id, at));
                }
            }
        }
        names
    }

    /// The stages in the order of their track with such a verdict: open ones, that have no sources, and are undamaged.
    pub(crate) fn stages<'n>(
        &'n self,
        model: &'n Model,
        is: fn(Verdict) -> bool,
    ) -> impl Iterator<Item = (&'n Subject, &'n Stage)> {
        let judged = |stage: &Stage| stage.kind == StageKind::Open && stage.from.is_empty() && !stage.ident.damaged;
        self.all(model, is).filter(move |(_, stage)| judged(stage))
    }

    /// The stages with such a verdict, whatever their kind; retired ones are kept for old records only.
    pub(crate) fn all<'n>(
        &'n self,
        model: &'n Model,
        is: fn(Verdict) -> bool,
    ) -> impl Iterator<Item = (&'n Subject, &'n Stage)> {
        let found = self.subjects.iter().filter(move |subject| is(subject.verdict));
        found.map(|subject| (subject, &model[subject.stage])).filter(|(_, stage)| stage.kind != StageKind::Retired)
    }
}

/// The open stages of a pipeline that stand behind its won stage.
fn after_the_sale(model: &Model, track: TrackId) -> Vec<StageId> {
    let behind = model.stages_of(track).skip_while(|(_, stage)| stage.kind != StageKind::Won);
    behind.filter(|(_, stage)| stage.kind == StageKind::Open).map(|(id, _)| id).collect()
}

/// Whether a track speaks English: unless most of its words are ones that nobody here knows.
fn is_english(model: &Model, track: TrackId) -> bool {
    let (mut known, mut foreign) = (0, 0);
    for (_, stage) in model.stages_of(track) {
        for token in tokens(&stage.ident.label) {
            let letters = token.text.chars().all(char::is_alphabetic) && token.text.len() > 2;
            known += usize::from(letters && !token.is_foreign());
            foreign += usize::from(letters && token.is_foreign());
        }
    }
    foreign <= known
}

/// Whether a team has accepted a name, in any dress.
pub(crate) fn accepts(names: &[String], label: &str) -> bool {
    !names.is_empty() && {
        let key = read(label).key();
        names.iter().any(|name| read(name).key() == key)
    }
}
