//! The second pass over domains: what stages and milestones mention.

use super::conditions::Here;
use super::{Resolver, Source};
use crate::entities::{Criterion, CriterionKind, Entry, Exit, Forecast, Reason, Role, Sla, Stage};
use crate::errors::{INVALID_ROLLUP, OUT_OF_RANGE};
use crate::model::{DomainId, StageId, TrackId};
use lifecycle_base::{Diagnostic, Location};
use lifecycle_syntax::tree::{self, At, Quantifier};

impl Resolver {
    pub(super) fn link_domain(&mut self, source: Source, node: &tree::Domain, at: Location) {
        let Some(id) = self.linked.domains.pop_front().flatten() else { return };
        let remarks = self.remarks(source, &node.remarks, at);
        self.model.domains.get_mut(id).ident.remarks = remarks;
        let tracks = self.model[id].tracks.clone();
        let mut tracks = tracks.into_iter();
        if !node.stages.is_empty() || node.pipelines.is_empty() {
            let track = tracks.next();
            self.link_stages(source, id, track, &node.stages);
        }
        for pipeline in &node.pipelines {
            let track = tracks.next();
            if let Some(entity) = track.and_then(|track| self.model[track].pipeline) {
                let remarks = self.remarks(source, &pipeline.remarks, source.at(pipeline.at));
                self.model.pipelines.get_mut(entity).ident.remarks = remarks;
            }
            self.link_stages(source, id, track, &pipeline.stages);
        }
    }

    fn link_stages(&mut self, source: Source, domain: DomainId, track: Option<TrackId>, nodes: &[tree::Stage]) {
        let here = Here { object: self.model[domain].object, track };
        for node in nodes {
            let Some(id) = self.linked.stages.pop_front().flatten() else { continue };
            let linked = self.link_stage(source, domain, id, node, here);
            *self.model.stages.get_mut(id) = linked;
        }
    }

    fn link_stage(&mut self, source: Source, domain: DomainId, id: StageId, node: &tree::Stage, here: Here) -> Stage {
        let mut stage = self.model[id].clone();
        stage.ident.remarks = self.remarks(source, &node.remarks, source.at(node.at));
        stage.means = node.means.as_ref().map(|text| text.value.clone());
        stage.owners = self.owners(source, &node.owners);
        self.roles(source, &node.counts_as, &mut stage.roles);
        stage.entry = node.entry.as_ref().map(|entry| Entry {
            auto: entry.auto.is_some(),
            criteria: self.criteria(source, &entry.criteria, here),
            at: source.at(entry.at),
        });
        stage.exits = node.exits.iter().map(|exit| self.exit(source, exit, here)).collect();
        stage.probability = node.probability.and_then(|number| self.share(source, number, "a probability"));
        let words: Vec<(&str, Forecast)> = Forecast::ALL.iter().map(|f| (f.name(), *f)).collect();
        stage.forecast = node.forecast.as_ref().and_then(|name| self.word(source, name, "a forecast category", &words));
        stage.slas = node.slas.iter().map(|sla| self.sla(source, sla, here)).collect();
        stage.stale = node.stale;
        stage.evidence = node.evidence.iter().map(|text| text.value.clone()).collect();
        stage.untracked = node.untracked.is_some();
        stage.from = self.sources(source, domain, &node.from);
        stage
    }

    fn roles(&mut self, source: Source, names: &[tree::Name], roles: &mut Vec<Role>) {
        let words: Vec<(&str, Role)> = Role::ALL.iter().map(|role| (role.name(), *role)).collect();
        for name in names {
            if let Some(role) = self.word(source, name, "a role", &words)
                && !roles.contains(&role)
            {
                roles.push(role);
            }
        }
    }

    /// The source stages of a derived one.
    fn sources(&mut self, source: Source, domain: DomainId, names: &[tree::Name]) -> Vec<StageId> {
        let Some(first) = names.first() else { return Vec::new() };
        let Some(rollup) = self.model[domain].rollup.clone() else {
            let place = self.model[domain].ident.name_at;
            self.report(
                Diagnostic::new(&INVALID_ROLLUP, source.at(first.at), "`from` needs a domain that rolls up")
                    .label("derives from nothing")
                    .related(place, "this domain does not roll up")
                    .help("add a clause to the domain: `rolls up most advanced lead`"),
            );
            return Vec::new();
        };
        let Some(from) = rollup.source else { return Vec::new() };
        // A source of one track needs no path; one of several pipelines does.
        let track = match self.model[from].tracks[..] {
            [track] => Some(track),
            _ => None,
        };
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            let Some(stage) = self.stage(source, name, track) else { continue };
            if self.model.domain_of(stage) == from {
                found.push(stage);
            } else {
                let message = format!(
                    "`{}` is not a stage of `{}`, which this domain rolls up from",
                    self.model.stage_path(stage),
                    self.model[from].ident.name
                );
                self.report(Diagnostic::new(&INVALID_ROLLUP, source.at(name.at), message).related(rollup.at, "here"));
            }
        }
        found
    }

    fn criteria(&mut self, source: Source, nodes: &[tree::Criterion], here: Here) -> Vec<Criterion> {
        nodes
            .iter()
            .map(|node| Criterion {
                kind: self.criterion(source, node, here),
                prose: node.prose.as_ref().map(|text| text.value.clone()),
                at: source.at(node.at),
            })
            .collect()
    }

    fn criterion(&mut self, source: Source, node: &tree::Criterion, here: Here) -> CriterionKind {
        match &node.kind {
            tree::CriterionKind::Condition(condition) => {
                CriterionKind::Condition(self.condition(source, condition, here))
            }
            tree::CriterionKind::Manual(text) => CriterionKind::Manual(text.value.clone()),
            tree::CriterionKind::Group(quantifier, inner) => {
                let criteria = self.criteria(source, inner, here);
                let all = criteria.len() as u32;
                let least = match quantifier {
                    Quantifier::Any => 1,
                    Quantifier::All => all,
                    Quantifier::AtLeast(count) => *count,
                };
                if (least == 0 || least > all) && !(all == 0 && *quantifier == Quantifier::All) {
                    let message = format!("{least} of {all} criteria can never be asked for");
                    self.report(
                        Diagnostic::new(&OUT_OF_RANGE, source.at(node.at), message)
                            .help("write a number from 1 to the number of criteria in the block"),
                    );
                }
                CriterionKind::AtLeast(least, criteria)
            }
        }
    }

    fn exit(&mut self, source: Source, node: &tree::Exit, here: Here) -> Exit {
        let target = node.target.as_ref().and_then(|name| match here.object {
            Some(object) => self.stage_on(source, name, object, here.track),
            None => self.stage(source, name, here.track),
        });
        Exit {
            kind: node.kind,
            target,
            when: node.when.as_ref().map(|when| self.condition(source, when, here)),
            reasons: node
                .reasons
                .iter()
                .map(|reason| Reason {
                    text: reason.text.value.clone(),
                    after: reason.after,
                    at: source.at(reason.text.at),
                })
                .collect(),
            at: source.at(node.at),
        }
    }

    fn sla(&mut self, source: Source, node: &tree::Sla, here: Here) -> Sla {
        Sla {
            within: node.within,
            when: node.when.as_ref().map(|when| self.condition(source, when, here)),
            at: source.at(node.at),
        }
    }

    /// A share in percent, 0 to 100.
    pub(super) fn share(&mut self, source: Source, number: tree::Number, what: &str) -> Option<f64> {
        if (0.0..=100.0).contains(&number.value) {
            return Some(number.value);
        }
        self.out_of_range(source, number.at, &format!("{what} lies between 0% and 100%"));
        None
    }

    fn out_of_range(&mut self, source: Source, at: At, message: &str) {
        self.error(&OUT_OF_RANGE, source.at(at), message);
    }

    pub(super) fn link_milestone(&mut self, source: Source, node: &tree::Milestone, at: Location) {
        let Some(id) = self.linked.milestones.pop_front().flatten() else { return };
        let object = node.object.as_ref().and_then(|name| self.object(source, name));
        let remarks = self.remarks(source, &node.remarks, at);
        let here = Here { object, track: None };
        let when = node.when.as_ref().map(|when| self.condition(source, when, here));
        let entity = self.model.milestones.get_mut(id);
        entity.object = object;
        entity.means = node.means.as_ref().map(|text| text.value.clone());
        entity.when = when;
        entity.ident.remarks = remarks;
    }
}
