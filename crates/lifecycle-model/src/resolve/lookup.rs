//! Stages and tracks by path.

use super::names::TrackName;
use super::{Resolver, Source};
use crate::condition::Tracks;
use crate::entities::Object;
use crate::errors::{UNKNOWN_NAME, WRONG_OBJECT};
use crate::model::{DomainId, StageId, TrackId};
use lifecycle_base::Diagnostic;
use lifecycle_syntax::tree::{At, Name};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Stages by name across tracks: for domains of several pipelines, and for saying what was meant.
#[derive(Default)]
pub(super) struct StageIndex {
    pub(super) by_name: FxHashMap<SmolStr, Vec<StageId>>,
    in_domain: FxHashMap<(DomainId, SmolStr), Vec<StageId>>,
}

/// Where a stage is asked for.
#[derive(Clone, Copy, Default)]
pub(super) struct Wanted {
    /// Whose records are on it, if that is said.
    pub(super) object: Option<Object>,
    /// The track whose stages need no path.
    pub(super) track: Option<TrackId>,
}

impl Resolver {
    /// Built when first asked for: all stages are declared by then.
    pub(super) fn stage_index(&mut self) -> &StageIndex {
        let model = &self.model;
        self.index.get_or_insert_with(|| {
            let mut index = StageIndex::default();
            for (id, stage) in model.stages.iter() {
                index.by_name.entry(stage.ident.name.clone()).or_default().push(id);
                index.in_domain.entry((model.domain_of(id), stage.ident.name.clone())).or_default().push(id);
            }
            index
        })
    }

    /// A stage by path, of whatever object.
    pub(super) fn stage(&mut self, source: Source, name: &Name, wanted: Wanted) -> Option<StageId> {
        let mut parts = name.parts();
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some((stage, at)), None, ..) => match wanted.track {
                Some(track) => self.stage_of(source, track, stage, at, wanted),
                None => self.stage_anywhere(source, stage, at, wanted),
            },
            (Some(track), Some(stage), None, _) => match self.track_name(source, track, Some(stage.0))? {
                TrackName::Pipeline(id) => {
                    let track = self.model[id].track;
                    self.stage_of(source, track, stage.0, stage.1, Wanted::default())
                }
                TrackName::Domain(domain) => self.stage_in(source, domain, stage.0, stage.1),
            },
            (Some(domain), Some(pipeline), Some((stage, at)), None) => {
                let track = self.pipeline_in(source, domain, pipeline)?;
                self.stage_of(source, track, stage, at, Wanted::default())
            }
            _ => {
                self.report(
                    Diagnostic::new(&UNKNOWN_NAME, source.at(name.at), format!("`{}` is not a stage", name.text))
                        .label("too many parts")
                        .help("write domain and stage, `lead.MQL`, or pipeline and stage, `NewBusiness.SAO`"),
                );
                None
            }
        }
    }

    /// `sales.NewBusiness`: a pipeline by the name of its domain too.
    fn pipeline_in(&mut self, source: Source, domain: (&str, At), pipeline: (&str, At)) -> Option<TrackId> {
        let TrackName::Domain(id) = self.track_name(source, domain, None)? else {
            self.not_in_domain(source, pipeline, domain.0);
            return None;
        };
        match self.track_name(source, pipeline, None)? {
            TrackName::Pipeline(found) if self.model[found].domain == id => Some(self.model[found].track),
            _ => {
                self.not_in_domain(source, pipeline, domain.0);
                None
            }
        }
    }

    fn not_in_domain(&mut self, source: Source, (pipeline, at): (&str, At), domain: &str) {
        self.report(
            Diagnostic::new(&UNKNOWN_NAME, source.at(at), format!("there is no pipeline `{pipeline}` in `{domain}`"))
                .label("not a pipeline of that domain")
                .help("a stage is named by its domain or its pipeline alone: `lead.MQL`, `NewBusiness.SAO`"),
        );
    }

    /// A stage of one track.
    fn stage_of(&mut self, source: Source, track: TrackId, stage: &str, at: At, wanted: Wanted) -> Option<StageId> {
        let found = self.names.stages.get(&(track, SmolStr::from(stage))).copied();
        if found.is_none() && !self.may_lack_stages(track) {
            self.missing_stage(source, &[track], stage, at, wanted);
        }
        found
    }

    /// A stage of a domain, whose pipelines must not disagree.
    pub(super) fn stage_in(&mut self, source: Source, domain: DomainId, stage: &str, at: At) -> Option<StageId> {
        if let [track] = self.model[domain].tracks[..] {
            return self.stage_of(source, track, stage, at, Wanted::default());
        }
        let key = (domain, SmolStr::from(stage));
        let found = self.stage_index().in_domain.get(&key).map_or(&[][..], Vec::as_slice);
        if let [one] = found {
            return Some(*one);
        }
        // The finding names a few of them; of a great many, the rest is left out.
        let several: Vec<StageId> = found.iter().copied().take(8).collect();
        if !several.is_empty() {
            self.ambiguous_stage(source, stage, at, &several);
        } else if !self.gaps.stage_in(domain) {
            let tracks = self.model[domain].tracks.clone();
            self.missing_stage(source, &tracks, stage, at, Wanted::default());
        }
        None
    }

    /// Reports a stage named without its track where none is at hand, and says which tracks have one of that name.
    fn stage_anywhere(&mut self, source: Source, stage: &str, at: At, wanted: Wanted) -> Option<StageId> {
        let found = self.stages_called(stage, wanted.object);
        if !found.is_empty() {
            self.ambiguous_stage(source, stage, at, &found);
        } else if !self.gaps.any_track() {
            self.missing_stage(source, &[], stage, at, wanted);
        }
        None
    }

    /// The stages of a name on an object, or on any if that leaves none. Empty once too many have been looked for.
    pub(super) fn stages_called(&mut self, stage: &str, object: Option<Object>) -> Vec<StageId> {
        if !self.may_compare() {
            return Vec::new();
        }
        let all = self.stage_index().by_name.get(stage).cloned().unwrap_or_default();
        self.compared += all.len();
        let fitting: Vec<StageId> =
            all.iter().copied().filter(|id| object.is_none() || self.model.object_of(*id) == object).collect();
        if fitting.is_empty() { all } else { fitting }
    }

    /// A stage that records of `object` can be on.
    pub(super) fn stage_on(
        &mut self,
        source: Source,
        name: &Name,
        object: Object,
        track: Option<TrackId>,
    ) -> Option<StageId> {
        let stage = self.stage(source, name, Wanted { object: Some(object), track })?;
        match self.model.object_of(stage) {
            Some(other) if other != object => {
                self.wrong_object(stage, source.at(name.at), object);
                None
            }
            _ => Some(stage),
        }
    }

    /// A domain or pipeline by its name. `stage` is what was asked of it, to say what was meant.
    pub(super) fn track_name(&mut self, source: Source, name: (&str, At), stage: Option<&str>) -> Option<TrackName> {
        let found = self.names.tracks.get(name.0).copied();
        if found.is_none() && !self.gaps.any_track() {
            self.missing_track(source, name, stage);
        }
        found
    }

    /// A pipeline, or a domain with all its tracks, of `object`.
    pub(super) fn tracks(&mut self, source: Source, name: &Name, object: Object) -> Option<Tracks> {
        let (tracks, domain) = self.tracks_of_any(source, name)?;
        match self.model[domain].object {
            Some(other) if other != object => {
                let place = self.model[domain].ident.name_at;
                let message = format!("`{}` is on {}, not on {}", name.text, other.name(), object.name());
                self.report(
                    Diagnostic::new(&WRONG_OBJECT, source.at(name.at), message)
                        .label(format!("holds records of {}", other.name()))
                        .related(place, format!("this domain is on {}", other.name()))
                        .help(format!("name a domain or pipeline on {}", object.name())),
                );
                None
            }
            _ => Some(tracks),
        }
    }

    fn tracks_of_any(&mut self, source: Source, name: &Name) -> Option<(Tracks, DomainId)> {
        let mut parts = name.parts();
        let (first, second) = (parts.next()?, parts.next());
        let Some(second) = second else {
            return Some(match self.track_name(source, first, None)? {
                TrackName::Domain(domain) => (Tracks::Domain(domain), domain),
                TrackName::Pipeline(id) => (Tracks::One(self.model[id].track), self.model[id].domain),
            });
        };
        let track = self.track_name(source, first, None)?;
        if !self.names.tracks.contains_key(second.0) && self.has_stage(track, second.0) {
            self.stage_for_track(source, name, first.0);
            return None;
        }
        let track = self.pipeline_in(source, first, second)?;
        Some((Tracks::One(track), self.model[track].domain))
    }

    fn has_stage(&mut self, track: TrackName, stage: &str) -> bool {
        match track {
            TrackName::Pipeline(id) => self.names.stages.contains_key(&(self.model[id].track, SmolStr::from(stage))),
            TrackName::Domain(id) => self.stage_index().in_domain.contains_key(&(id, SmolStr::from(stage))),
        }
    }
}
