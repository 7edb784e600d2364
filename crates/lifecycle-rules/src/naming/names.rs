//! The verdicts on all names of a model, made once for all rules.

use super::lexicon::Class;
use super::phrase::tokens;
use super::{Field, Verdict, may_be_success, read, verdict};
use crate::part::{Part, part};
use lifecycle_base::{OptionDefault, RuleOption};
use lifecycle_model::{FieldId, FieldKind, Model, OwnerId, Stage, StageId, StageKind, TrackId};
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
        let success = success_owners(model);
        // Pipelines repeat each other's names.
        let mut known: HashMap<(&str, Field), Option<Verdict>> = HashMap::new();
        let mut verdict = |label: &'m str, field| *known.entry((label, field)).or_insert_with(|| verdict(label, field));
        for (track, entry) in model.tracks.iter() {
            let Some(field) = Field::of(model, track).filter(|_| !entry.stages.is_empty() && is_english(model, track))
            else {
                continue;
            };
            let behind = if field == Field::Sales { after_the_sale(model, track, &success) } else { BTreeSet::new() };
            for (id, stage) in
                model.stages_of(track).filter(|(_, stage)| stage.from.is_empty() || stage.ident.label_written)
            {
                let verdict = verdict(&stage.ident.label, field);
                let certain = matches!(verdict, Some(Verdict::Share | Verdict::Countdown | Verdict::Generic));
                let verdict = if behind.contains(&id) && !certain { Some(Verdict::Success) } else { verdict };
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

/// Whoever owns what happens to customers.
fn success_owners(model: &Model) -> BTreeSet<OwnerId> {
    let after = model.tracks.iter().filter(|(id, _)| part(model, *id) == Part::Customer);
    after.flat_map(|(id, _)| model.stages_of(id)).flat_map(|(_, stage)| stage.owners.iter().copied()).collect()
}

/// The open stages of a pipeline behind its won stage that may be work after the sale by their name, or are owned by those who do it.
fn after_the_sale(model: &Model, track: TrackId, success: &BTreeSet<OwnerId>) -> BTreeSet<StageId> {
    let is_won = |stage: &Stage| stage.kind == StageKind::Won;
    let sale = model.stages_of(track).take_while(|(_, stage)| !is_won(stage));
    let sellers: BTreeSet<OwnerId> = sale.flat_map(|(_, stage)| stage.owners.iter().copied()).collect();
    let handed = |stage: &Stage| {
        !stage.owners.is_empty() && stage.owners.iter().all(|owner| success.contains(owner) && !sellers.contains(owner))
    };
    let behind = model.stages_of(track).skip_while(|(_, stage)| !is_won(stage));
    let open = behind.filter(|(_, stage)| stage.kind == StageKind::Open);
    open.filter(|(_, stage)| may_be_success(&stage.ident.label) || handed(stage)).map(|(id, _)| id).collect()
}

/// Whether a track speaks English: unless more of its words are unknown here than known. What half the world borrows counts for neither.
fn is_english(model: &Model, track: TrackId) -> bool {
    let (mut known, mut unknown) = (0, 0);
    for (_, stage) in model.stages_of(track) {
        for token in tokens(&stage.ident.label) {
            let word = token.text.chars().all(char::is_alphabetic) && token.text.len() > 2 && !token.acronym;
            let english = token.known.is_some() || token.is_participle();
            known += usize::from(word && english && !token.is(Class::International));
            unknown += usize::from(word && !english);
        }
    }
    unknown <= known.max(1)
}

/// The option of rules about names by which a team keeps some.
pub(crate) const NAMES: RuleOption = RuleOption {
    name: "names",
    default: OptionDefault::Texts,
    summary: "names the team has agreed on, whatever they say",
};

/// Whether a team has accepted a name, in any dress.
pub(crate) fn accepts(names: &[String], label: &str) -> bool {
    !names.is_empty() && {
        let key = read(label).key();
        names.iter().any(|name| read(name).key() == key)
    }
}
