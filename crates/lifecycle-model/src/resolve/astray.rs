//! What to say about a stage, domain or pipeline that is not where it was looked for.

use super::lookup::Wanted;
use super::names::TrackName;
use super::suggest::{Unknown, offer, offer_sure, same_letters};
use super::{Resolver, Source};
use crate::entities::Object;
use crate::errors::{AMBIGUOUS_NAME, UNKNOWN_NAME, WRONG_OBJECT, WRONG_TYPE};
use crate::model::{StageId, TrackId};
use lifecycle_base::{Applicability, Diagnostic, Edit, Location};
use lifecycle_syntax::tree::{At, Name};
use smol_str::SmolStr;

/// How many places or paths a finding names at most.
const MOST_SHOWN: usize = 3;

impl Resolver {
    /// Reports a stage that none of `tracks` has; of no track in particular if there are none.
    pub(super) fn missing_stage(&mut self, source: Source, tracks: &[TrackId], stage: &str, at: At, wanted: Wanted) {
        let place = source.at(at);
        if let Some(track) = self.names.tracks.get(stage).copied() {
            self.track_for_stage(track, stage, place);
            return;
        }
        // Without a path, a stage of the same name on the same object was meant, if there is one.
        if let (Some(track), Some(object)) = (wanted.track, wanted.object) {
            let elsewhere = self.stages_called(stage, Some(object));
            if let [other] = elsewhere[..]
                && self.model.object_of(other) == Some(object)
            {
                self.stage_elsewhere(track, other, place);
                return;
            }
        }
        let Some(first) = tracks.first() else {
            self.missing_anywhere(stage, place, wanted);
            return;
        };
        let name = match tracks {
            [track] => self.model.track_name(*track),
            _ => &self.model[self.model[*first].domain].ident.name,
        };
        let text = Unknown {
            message: format!("there is no stage `{stage}` in `{name}`"),
            all: "its stages are",
            labelled: self.stage_labelled(tracks, stage),
            declare: format!("to add one, write `stage {stage}`"),
        };
        let mut candidates: Vec<SmolStr> = Vec::new();
        if self.may_compare() {
            let stages = tracks.iter().flat_map(|track| self.model.stages_of(*track));
            candidates.extend(stages.map(|(_, stage)| stage.ident.name.clone()));
        }
        self.unknown(stage, place, &candidates, text);
    }

    /// The stage that people see under this name.
    fn stage_labelled(&self, tracks: &[TrackId], word: &str) -> Option<SmolStr> {
        let mut stages = tracks.iter().filter(|_| self.may_compare()).flat_map(|track| self.model.stages_of(*track));
        stages.find(|(_, stage)| same_letters(&stage.ident.label, word)).map(|(_, stage)| stage.ident.name.clone())
    }

    /// Reports a stage that no track has, where no track is said.
    fn missing_anywhere(&mut self, stage: &str, at: Location, wanted: Wanted) {
        let mut names: Vec<SmolStr> = Vec::new();
        if self.may_compare() {
            let fits = |id| wanted.object.is_none() || self.model.object_of(id) == wanted.object;
            let stages = self.model.stages.iter().filter(|(id, _)| fits(*id));
            names.extend(stages.map(|(_, stage)| stage.ident.name.clone()));
        }
        names.sort_unstable();
        names.dedup();
        let words: Vec<&str> = names.iter().map(SmolStr::as_str).collect();
        let mut paths: Vec<String> = Vec::new();
        for near in self.meant(stage, &words) {
            let stages = self.stages_called(&near, wanted.object);
            paths.extend(stages.into_iter().take(MOST_SHOWN).map(|id| self.model.stage_path(id)));
        }
        let mut found = Diagnostic::new(&UNKNOWN_NAME, at, format!("there is no stage `{stage}`"));
        if paths.is_empty() {
            found = found
                .label("not declared")
                .help("write domain and stage, `lead.MQL`, or pipeline and stage, `NewBusiness.SAO`");
        }
        self.report(offer(stage, found, at, &paths));
    }

    fn stage_elsewhere(&mut self, track: TrackId, other: StageId, at: Location) {
        let path = self.model.stage_path(other);
        let message =
            format!("there is no stage `{}` in `{}`", self.model[other].ident.name, self.model.track_name(track));
        let place = self.model[other].ident.name_at;
        self.report(
            Diagnostic::new(&UNKNOWN_NAME, at, message)
                .label(format!("did you mean `{path}`?"))
                .related(place, "the stage of this name")
                .help("a stage of another domain or pipeline is named with its path")
                .fix(format!("write `{path}`"), Applicability::Unsafe, vec![Edit::replace(at, path.as_str())]),
        );
    }

    /// Reports a domain or pipeline where a stage is wanted.
    fn track_for_stage(&mut self, track: TrackName, name: &str, at: Location) {
        let (what, tracks) = match track {
            TrackName::Domain(id) => ("a domain", self.model[id].tracks.clone()),
            TrackName::Pipeline(id) => ("a pipeline", vec![self.model[id].track]),
        };
        let stages = tracks.iter().flat_map(|track| self.model.stages_of(*track));
        let paths: Vec<String> =
            stages.take(MOST_SHOWN).map(|(id, _)| format!("`{}`", self.model.stage_path(id))).collect();
        let mut found = Diagnostic::new(&WRONG_TYPE, at, format!("`{name}` is {what}, not a stage"))
            .label("expected a stage")
            .help("name one of its stages");
        if !paths.is_empty() {
            found = found.help(format!("name one of its stages: {}", paths.join(", ")));
        }
        self.report(found);
    }

    /// Reports a stage where a domain or pipeline is wanted.
    pub(super) fn stage_for_track(&mut self, source: Source, name: &Name, track: &str) {
        self.report(
            Diagnostic::new(
                &WRONG_TYPE,
                source.at(name.at),
                format!("`{}` is a stage, not a domain or pipeline", name.text),
            )
            .label("expected a domain or pipeline")
            .help(format!("write `in {track}` for all of it, or `at {}` for this stage", name.text)),
        );
    }

    /// Reports a stage that several tracks have, or that does not say of which track it is.
    pub(super) fn ambiguous_stage(&mut self, source: Source, stage: &str, at: At, stages: &[StageId]) {
        let at = source.at(at);
        let paths: Vec<String> = stages.iter().take(MOST_SHOWN).map(|id| self.model.stage_path(*id)).collect();
        let quoted: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
        let more = if stages.len() > MOST_SHOWN { " or another one" } else { "" };
        let mut found =
            Diagnostic::new(&AMBIGUOUS_NAME, at, format!("`{stage}` does not say in which domain or pipeline it is"))
                .label("the domain or pipeline is missing")
                .help(format!("write {}{more}", quoted.join(" or ")));
        for id in stages.iter().take(MOST_SHOWN) {
            found = found.related(self.model[*id].ident.name_at, format!("a stage `{stage}`"));
        }
        if let [path] = paths.as_slice() {
            found = found.fix(format!("write `{path}`"), Applicability::Safe, vec![Edit::replace(at, path.as_str())]);
        }
        self.report(found);
    }

    /// Reports a name that no domain or pipeline has. `stage` is what was asked of it.
    pub(super) fn missing_track(&mut self, source: Source, (name, at): (&str, At), stage: Option<&str>) {
        let at = source.at(at);
        let object = Object::from_name(name);
        if let (Some(object), Some(stage)) = (object, stage) {
            let stages = self.stages_called(stage, Some(object));
            if let [one] = stages[..] {
                let track = self.model.track_name(self.model[one].track).to_owned();
                let message = format!("`{name}` is an object; a stage is named by its domain or pipeline");
                self.report(offer_sure(Diagnostic::new(&UNKNOWN_NAME, at, message), at, &[track]));
                return;
            }
        }
        let mut all: Vec<SmolStr> = Vec::new();
        if self.may_compare() {
            all.extend(self.model.domains.values().map(|domain| domain.ident.name.clone()));
            all.extend(self.model.pipelines.values().map(|pipeline| pipeline.ident.name.clone()));
        }
        let text = Unknown {
            message: format!("there is no domain or pipeline `{name}`"),
            all: "the domains and pipelines are",
            labelled: None,
            declare: format!("to add one, write `domain {name} on …` or `pipeline {name}`"),
        };
        self.unknown(name, at, &all, text);
    }

    /// Reports that `stage` is not one that records of `object` can be on.
    pub(super) fn wrong_object(&mut self, stage: StageId, at: Location, object: Object) {
        let path = self.model.stage_path(stage);
        let other = self.model.object_of(stage).map_or("another object", Object::name);
        let domain = self.model.domain_of(stage);
        let place = self.model[domain].ident.name_at;
        self.report(
            Diagnostic::new(&WRONG_OBJECT, at, format!("a {} cannot be on `{path}`", object.name()))
                .label(format!("a stage of {other}"))
                .related(place, format!("this domain is on {other}"))
                .help(format!("name a stage of a domain on {}", object.name())),
        );
    }
}
