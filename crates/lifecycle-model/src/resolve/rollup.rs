//! Derived domains: their sources, and the stages of those that only mirror.

use super::declare::new_stage;
use super::names::TrackName;
use super::{Resolver, Source};
use crate::entities::Rollup;
use crate::errors::INVALID_ROLLUP;
use crate::model::{DomainId, StageId, TrackId};
use lifecycle_base::{Diagnostic, Location};
use lifecycle_syntax::tree;

/// The most stages that mirrors may add: a chain of mirrors of a large domain would otherwise multiply.
const MOST_MIRRORED: usize = 100_000;

impl Resolver {
    pub(super) fn derive_domains(&mut self) {
        for (domain, source, rollup) in std::mem::take(&mut self.rollups) {
            let at = source.at(rollup.at);
            let found = self.rollup_source(domain, source, &rollup, at);
            self.model.domains.get_mut(domain).rollup = Some(Rollup { most: rollup.most, source: found, at });
        }
        for domain in self.sources_first() {
            if let Some(source) = self.source_of(domain)
                && self.gaps.stage_in(source)
            {
                self.gaps.lose_stages(domain);
            }
            self.mirror(domain);
        }
    }

    fn source_of(&self, domain: DomainId) -> Option<DomainId> {
        self.model[domain].rollup.as_ref().and_then(|rollup| rollup.source)
    }

    fn rollup_source(
        &mut self,
        domain: DomainId,
        source: Source,
        rollup: &tree::Rollup,
        at: Location,
    ) -> Option<DomainId> {
        let name = rollup.source.as_ref()?;
        match self.track_name(source, (&name.text, name.at), None)? {
            TrackName::Domain(found) if found == domain => {
                self.invalid_rollup(at, "a domain cannot roll up from itself", "name the domain it derives from");
                None
            }
            TrackName::Domain(found) => Some(found),
            TrackName::Pipeline(found) => {
                let whole = self.model[self.model[found].domain].ident.name.clone();
                let message = format!("`{}` is a pipeline, and a domain rolls up from a whole domain", name.text);
                self.invalid_rollup(source.at(name.at), message, &format!("name its domain, `{whole}`"));
                None
            }
        }
    }

    fn invalid_rollup(&mut self, at: Location, message: impl Into<String>, help: &str) {
        self.report(Diagnostic::new(&INVALID_ROLLUP, at, message).label("cannot derive").help(help));
    }

    /// All derived domains, each behind its source. Circles are reported and cut.
    fn sources_first(&mut self) -> Vec<DomainId> {
        #[derive(Clone, Copy, PartialEq)]
        enum Visit {
            New,
            Open,
            Done,
        }
        let mut visits = vec![Visit::New; self.model.domains.len()];
        let mut order = Vec::new();
        let starts: Vec<DomainId> = self.model.domains.iter().map(|(id, _)| id).collect();
        for start in starts {
            let mut path = Vec::new();
            let mut here = Some(start);
            while let Some(domain) = here {
                match visits.get_mut(domain.index()) {
                    Some(visit @ Visit::New) => *visit = Visit::Open,
                    Some(Visit::Open) => {
                        self.cut_circle(&path, domain);
                        break;
                    }
                    _ => break,
                }
                path.push(domain);
                here = self.source_of(domain);
            }
            for domain in path.into_iter().rev() {
                if let Some(visit) = visits.get_mut(domain.index()) {
                    *visit = Visit::Done;
                }
                order.push(domain);
            }
        }
        order
    }

    /// Reports the circle at the end of `path` that leads back to `first`.
    fn cut_circle(&mut self, path: &[DomainId], first: DomainId) {
        let circle: Vec<DomainId> = path.iter().copied().skip_while(|domain| *domain != first).collect();
        let at = |r: &Self, id: DomainId| r.model[id].rollup.as_ref().map_or(r.model[id].ident.name_at, |r| r.at);
        let message = format!("`{}` rolls up from itself, in a circle", self.model[first].ident.name);
        let mut found = Diagnostic::new(&INVALID_ROLLUP, at(self, first), message)
            .label("cannot derive")
            .help("let one of these domains have stages and criteria of its own");
        for domain in circle.iter().skip(1).take(3) {
            found = found.related(at(self, *domain), "and this one derives from it in turn");
        }
        self.report(found);
        for domain in circle {
            self.gaps.lose_stages(domain);
            if let Some(rollup) = &mut self.model.domains.get_mut(domain).rollup {
                rollup.source = None;
            }
        }
    }

    /// Gives a derived domain without stages those of its source, which has them already.
    fn mirror(&mut self, domain: DomainId) {
        let [track] = self.model[domain].tracks[..] else { return };
        if self.model[domain].rollup.is_none() || !self.model[track].stages.is_empty() {
            return;
        }
        let Some(source) = self.source_of(domain) else {
            // Without a source nobody knows which stages it would have.
            self.gaps.lose_stages(domain);
            return;
        };
        let originals: Vec<StageId> =
            self.model[source].tracks.iter().flat_map(|track| self.model[*track].stages.clone()).collect();
        if self.mirrored.len() + originals.len() > MOST_MIRRORED {
            let at = self.model[domain].rollup.as_ref().map_or(self.model[domain].ident.at, |rollup| rollup.at);
            let message = format!("mirrors would add more than {MOST_MIRRORED} stages to the project");
            self.invalid_rollup(at, message, "give this domain stages of its own, each with `from`");
            self.gaps.lose_stages(domain);
            return;
        }
        let mut rank = 0;
        for id in originals {
            self.mirror_stage(domain, track, id, &mut rank);
        }
    }

    /// Stages of one name, in several pipelines of the source, are one stage of the mirror.
    fn mirror_stage(&mut self, domain: DomainId, track: TrackId, id: StageId, rank: &mut u32) {
        let original = &self.model[id];
        if let Some(known) = self.names.stages.get(&(track, original.ident.name.clone())).copied() {
            self.model.stages.get_mut(known).from.push(id);
            return;
        }
        let mut ident = original.ident.clone();
        ident.at = self.model[domain].ident.at;
        let mut copy = new_stage(ident, track, original.kind, original.golden, rank);
        copy.from = vec![id];
        let copy = self.push_stage(copy);
        self.mirrored.push((copy, id));
    }

    /// What a stage says is known once it is linked: mirrored stages take it over then.
    pub(super) fn finish_mirrors(&mut self) {
        for (copy, original) in std::mem::take(&mut self.mirrored) {
            let original = &self.model[original];
            let remarks = original.ident.remarks.clone();
            let (means, owners, roles) = (original.means.clone(), original.owners.clone(), original.roles.clone());
            let untracked = original.untracked;
            let copy = self.model.stages.get_mut(copy);
            copy.ident.remarks = remarks;
            (copy.means, copy.owners, copy.roles, copy.untracked) = (means, owners, roles, untracked);
        }
    }
}
