//! Stages and tracks by path.

use super::names::TrackName;
use super::{Resolver, Source};
use crate::condition::Tracks;
use crate::entities::Object;
use crate::errors::{AMBIGUOUS_NAME, UNKNOWN_NAME, WRONG_OBJECT};
use crate::model::{StageId, TrackId};
use lifecycle_base::Diagnostic;
use lifecycle_syntax::tree::{At, Name};
use smol_str::SmolStr;

impl Resolver {
    /// A stage by path. `here` is the track at hand, whose stages need no path.
    pub(super) fn stage(&mut self, source: Source, name: &Name, here: Option<TrackId>) -> Option<StageId> {
        let parts: Vec<(&str, At)> = name.parts().collect();
        match (parts.as_slice(), here) {
            ([(stage, at)], Some(track)) => self.stage_of(source, track, stage, *at),
            ([(stage, at)], None) => self.stage_anywhere(source, stage, *at),
            ([(track, track_at), (stage, at)], _) => match self.track_name(source, track, *track_at)? {
                TrackName::Pipeline(pipeline) => {
                    let track = self.pipeline_entity(pipeline).track;
                    self.stage_of(source, track, stage, *at)
                }
                TrackName::Domain(domain) => {
                    let tracks = self.model[domain].tracks.clone();
                    self.stage_in(source, &tracks, stage, *at)
                }
            },
            ([_, (pipeline, pipeline_at), (stage, at)], _) => match self.track_name(source, pipeline, *pipeline_at)? {
                TrackName::Pipeline(pipeline) => {
                    let track = self.pipeline_entity(pipeline).track;
                    self.stage_of(source, track, stage, *at)
                }
                TrackName::Domain(_) => self.no_stage(source, name),
            },
            _ => self.no_stage(source, name),
        }
    }

    fn no_stage(&mut self, source: Source, name: &Name) -> Option<StageId> {
        self.report(
            Diagnostic::new(&UNKNOWN_NAME, source.at(name.at), format!("`{}` is not a stage", name.text))
                .help("write domain and stage, `lead.MQL`, or pipeline and stage, `NewBusiness.SAO`"),
        );
        None
    }

    /// A stage of one track.
    fn stage_of(&mut self, source: Source, track: TrackId, stage: &str, at: At) -> Option<StageId> {
        let found = self.names.stages.get(&(track, SmolStr::from(stage))).copied();
        if found.is_none() {
            let all: Vec<SmolStr> = self.model.stages_of(track).map(|(_, s)| s.ident.name.clone()).collect();
            let what = format!("stage of `{}`", self.model.track_name(track));
            self.unknown(&what, stage, source.at(at), &all, "declare the stage");
        }
        found
    }

    /// A stage of one of several tracks; they must not disagree.
    fn stage_in(&mut self, source: Source, tracks: &[TrackId], stage: &str, at: At) -> Option<StageId> {
        if let [track] = tracks {
            return self.stage_of(source, *track, stage, at);
        }
        let key = SmolStr::from(stage);
        let found: Vec<StageId> =
            tracks.iter().filter_map(|track| self.names.stages.get(&(*track, key.clone())).copied()).collect();
        match found.as_slice() {
            [one] => Some(*one),
            [] => {
                let all: Vec<SmolStr> = tracks
                    .iter()
                    .flat_map(|track| self.model.stages_of(*track))
                    .map(|(_, stage)| stage.ident.name.clone())
                    .collect();
                self.unknown("stage", stage, source.at(at), &all, "declare the stage");
                None
            }
            several => {
                self.ambiguous(source, stage, at, several);
                None
            }
        }
    }

    /// Reports a stage named without its track where none is at hand, and says which tracks have one of that name.
    fn stage_anywhere(&mut self, source: Source, stage: &str, at: At) -> Option<StageId> {
        let found: Vec<StageId> =
            self.model.stages.iter().filter(|(_, s)| s.ident.name == stage).map(|(id, _)| id).collect();
        match found.as_slice() {
            [] => {
                let all: Vec<SmolStr> = self.model.stages.values().map(|s| s.ident.name.clone()).collect();
                self.unknown("stage", stage, source.at(at), &all, "declare the stage");
            }
            several => self.ambiguous(source, stage, at, several),
        }
        None
    }

    fn ambiguous(&mut self, source: Source, stage: &str, at: At, stages: &[StageId]) {
        let paths: Vec<String> = stages.iter().map(|id| format!("`{}`", self.model.stage_path(*id))).collect();
        let mut found = Diagnostic::new(
            &AMBIGUOUS_NAME,
            source.at(at),
            format!("`{stage}` does not say in which domain or pipeline it is"),
        )
        .label("the domain or pipeline is missing")
        .help(format!("write {}", paths.join(" or ")));
        for id in stages.iter().take(3) {
            found = found.related(self.model[*id].ident.name_at, "one stage of this name");
        }
        self.report(found);
    }

    /// A stage that records of `object` can be on.
    pub(super) fn stage_on(
        &mut self,
        source: Source,
        name: &Name,
        object: Object,
        here: Option<TrackId>,
    ) -> Option<StageId> {
        let stage = self.stage(source, name, here)?;
        match self.model.object_of(stage) {
            Some(other) if other != object => {
                self.wrong_object(stage, source.at(name.at), object);
                None
            }
            _ => Some(stage),
        }
    }

    /// A pipeline, or a domain with all its tracks, of `object`.
    pub(super) fn tracks(&mut self, source: Source, name: &Name, object: Object) -> Option<Tracks> {
        let last = name.parts().last()?;
        let found = self.track_name(source, last.0, last.1)?;
        let (tracks, domain) = match found {
            TrackName::Domain(domain) => (Tracks::Domain(domain), domain),
            TrackName::Pipeline(pipeline) => {
                let pipeline = self.pipeline_entity(pipeline);
                (Tracks::One(pipeline.track), pipeline.domain)
            }
        };
        match self.model[domain].object {
            Some(other) if other != object => {
                let place = self.model[domain].ident.name_at;
                let message = format!("`{}` is on {}, not on {}", name.text, other.name(), object.name());
                self.report(
                    Diagnostic::new(&WRONG_OBJECT, source.at(name.at), message)
                        .related(place, "declared here")
                        .help(format!("name a pipeline or domain on {}", object.name())),
                );
                None
            }
            _ => Some(tracks),
        }
    }
}
