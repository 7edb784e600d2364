//! Derived domains: their sources, and the stages of those that only mirror.

use super::declare::new_stage;
use super::names::TrackName;
use super::{Resolver, Source};
use crate::entities::{Rollup, Stage};
use crate::errors::INVALID_ROLLUP;
use crate::model::{DomainId, StageId};
use lifecycle_base::{Diagnostic, Location};
use lifecycle_syntax::tree;

impl Resolver {
    pub(super) fn derive_domains(&mut self) {
        for (domain, source, rollup) in std::mem::take(&mut self.rollups) {
            let at = source.at(rollup.at);
            let found = self.rollup_source(domain, source, &rollup, at);
            self.model.domains.get_mut(domain).rollup = Some(Rollup { most: rollup.most, source: found, at });
        }
        self.break_circles();
        let derived: Vec<DomainId> = self.model.domains.iter().map(|(id, _)| id).collect();
        for domain in derived {
            self.mirror(domain);
        }
    }

    fn rollup_source(
        &mut self,
        domain: DomainId,
        source: Source,
        rollup: &tree::Rollup,
        at: Location,
    ) -> Option<DomainId> {
        let name = rollup.source.as_ref()?;
        match self.track_name(source, &name.text, name.at)? {
            TrackName::Domain(found) if found == domain => {
                self.invalid_rollup(at, "a domain cannot roll up from itself", "name the domain it derives from");
                None
            }
            TrackName::Domain(found) => Some(found),
            TrackName::Pipeline(found) => {
                let whole = self.model[self.model[found].domain].ident.name.clone();
                let message = format!("`{}` is a pipeline; a domain rolls up from a domain", name.text);
                self.invalid_rollup(source.at(name.at), message, &format!("name the whole domain, `{whole}`"));
                None
            }
        }
    }

    fn invalid_rollup(&mut self, at: Location, message: impl Into<String>, help: &str) {
        self.report(Diagnostic::new(&INVALID_ROLLUP, at, message).help(help));
    }

    /// A domain that derives from one that derives from it never gets a stage.
    fn break_circles(&mut self) {
        let ids: Vec<DomainId> = self.model.domains.iter().map(|(id, _)| id).collect();
        for start in ids {
            let mut seen = vec![start];
            let mut here = start;
            while let Some(next) = self.model[here].rollup.as_ref().and_then(|rollup| rollup.source) {
                if next == start {
                    let at = self.model[start].rollup.as_ref().map_or(self.model[start].ident.name_at, |r| r.at);
                    let message = format!("`{}` rolls up from itself, in a circle", self.model[start].ident.name);
                    self.invalid_rollup(at, message, "let one of these domains have stages and criteria of its own");
                    if let Some(rollup) = &mut self.model.domains.get_mut(start).rollup {
                        rollup.source = None;
                    }
                    break;
                }
                if seen.contains(&next) {
                    break;
                }
                seen.push(next);
                here = next;
            }
        }
    }

    /// Gives a derived domain without stages those of its source; sources that mirror others come first.
    fn mirror(&mut self, domain: DomainId) {
        let Some(source) = self.model[domain].rollup.as_ref().and_then(|rollup| rollup.source) else { return };
        let [track] = self.model[domain].tracks[..] else { return };
        if !self.model[track].stages.is_empty() {
            return;
        }
        self.mirror(source);
        let originals: Vec<StageId> =
            self.model[source].tracks.iter().flat_map(|track| self.model[*track].stages.clone()).collect();
        let mut rank = 0;
        for id in originals {
            let original = &self.model[id];
            if self.names.stages.contains_key(&(track, original.ident.name.clone())) {
                continue;
            }
            let mut ident = original.ident.clone();
            ident.at = self.model[domain].ident.at;
            let copy = Stage {
                means: original.means.clone(),
                owners: Vec::new(),
                from: vec![id],
                untracked: original.untracked,
                ..new_stage(ident, track, original.kind, original.golden, &mut rank)
            };
            self.push_stage(copy);
        }
    }
}
