//! The second pass over domains: what stages and milestones mention.

use super::conditions::Here;
use super::former::Space;
use super::lookup::Wanted;
use super::{Resolver, Source};
use crate::entities::{Criterion, CriterionKind, Entry, Exit, Forecast, Reason, Role, Sla, Stage};
use crate::errors::{INVALID_ROLLUP, OUT_OF_RANGE};
use crate::model::{DomainId, StageId, TrackId};
use lifecycle_base::{Applicability, Diagnostic, Edit, Location};
use lifecycle_syntax::tree::{self, At, Quantifier};

impl Resolver {
    pub(super) fn link_domain(&mut self, source: Source, node: &tree::Domain, at: Location) {
        let Some(id) = self.linked.domains.pop_front().flatten() else { return };
        let name = self.model[id].ident.name.clone();
        let remarks = self.named_remarks(source, Space::Track, &name, &node.remarks, at);
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
                let name = self.model[entity].ident.name.clone();
                let at = source.at(pipeline.at);
                let remarks = self.named_remarks(source, Space::Track, &name, &pipeline.remarks, at);
                self.model.pipelines.get_mut(entity).ident.remarks = remarks;
            }
            self.link_stages(source, id, track, &pipeline.stages);
        }
    }

    fn link_stages(&mut self, source: Source, domain: DomainId, track: Option<TrackId>, nodes: &[tree::Stage]) {
        let here = Here { track, ..Here::on(self.model[domain].object) };
        for node in nodes {
            let Some(id) = self.linked.stages.pop_front().flatten() else { continue };
            let linked = self.link_stage(source, domain, id, node, Here { damaged: node.damaged, ..here });
            *self.model.stages.get_mut(id) = linked;
        }
    }

    fn link_stage(&mut self, source: Source, domain: DomainId, id: StageId, node: &tree::Stage, here: Here) -> Stage {
        // Taken apart in full, so that the compiler asks what a new item of the language means.
        #[rustfmt::skip]
        let tree::Stage {
            means, owners, counts_as, entry, exits, probability, forecast, slas, stale, evidence, untracked, from, remarks, at,
            golden: _, kind: _, name: _, label: _, exit_at: _, damaged: _,
        } = node;
        let mut stage = self.model[id].clone();
        let space = Space::Stage(stage.track);
        stage.ident.remarks = self.named_remarks(source, space, &stage.ident.name, remarks, source.at(*at));
        stage.means = means.as_ref().map(|text| text.value.clone());
        stage.owners = self.owners(source, owners);
        self.roles(source, counts_as, &mut stage.roles);
        stage.entry = entry.as_ref().map(|entry| Entry {
            auto: entry.auto.is_some(),
            criteria: self.criteria(source, &entry.criteria, here),
            at: source.at(entry.at),
        });
        stage.exits = exits.iter().map(|exit| self.exit(source, exit, here)).collect();
        stage.probability_at = probability.map(|number| source.at(number.at));
        stage.probability = probability.and_then(|number| self.share(source, number, "a probability"));
        stage.forecast = forecast.as_ref().and_then(|name| {
            let words = Forecast::ALL.into_iter().map(|forecast| (forecast.name(), forecast));
            self.word(source, name, "a forecast category", words)
        });
        stage.slas = slas.iter().map(|sla| self.sla(source, sla, here)).collect();
        stage.stale = *stale;
        stage.evidence = evidence.iter().map(|text| text.value.clone()).collect();
        stage.untracked = untracked.is_some();
        stage.from = self.sources(source, domain, from);
        stage
    }

    fn roles(&mut self, source: Source, names: &[tree::Name], roles: &mut Vec<Role>) {
        for name in names {
            let words = Role::ALL.into_iter().map(|role| (role.name(), role));
            if let Some(role) = self.word(source, name, "a role", words)
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
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            // The domain at hand is the source, so its stages need no path as long as their names differ.
            let stage = match name.text.contains('.') {
                true => self.stage(source, name, Wanted::default()),
                false => self.stage_in(source, from, &name.text, name.at),
            };
            let Some(stage) = stage else { continue };
            let at = source.at(name.at);
            if self.model.domain_of(stage) != from {
                self.not_of_source(stage, from, at, rollup.at);
            } else if let Some(first) = self.derived.get(&(domain, stage)).copied() {
                self.derived_twice(stage, at, first);
            } else {
                self.derived.insert((domain, stage), at);
                found.push(stage);
            }
        }
        found
    }

    fn not_of_source(&mut self, stage: StageId, from: DomainId, at: Location, rollup: Location) {
        let from = &self.model[from].ident.name;
        let message = format!("`{}` is not a stage of `{from}`", self.model.stage_path(stage));
        let found = Diagnostic::new(&INVALID_ROLLUP, at, message)
            .label("a stage of another domain")
            .related(rollup, format!("this domain derives from `{from}` alone"))
            .help(format!("name a stage of `{from}`"));
        self.report(found);
    }

    fn derived_twice(&mut self, stage: StageId, at: Location, first: Location) {
        let message = format!("`{}` is named twice, so it decides for neither", self.model.stage_path(stage));
        self.report(
            Diagnostic::new(&INVALID_ROLLUP, at, message)
                .label("named again here")
                .related(first, "first named here")
                .help("name each stage of the source in one derived stage only"),
        );
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
                if !here.damaged {
                    self.check_quantifier(source, node.at, *quantifier, all);
                }
                CriterionKind::AtLeast(least, criteria)
            }
        }
    }

    fn check_quantifier(&mut self, source: Source, at: At, quantifier: Quantifier, all: u32) {
        let words = match quantifier {
            Quantifier::Any => "any of".to_owned(),
            Quantifier::All => "all of".to_owned(),
            Quantifier::AtLeast(count) => format!("{count} of"),
        };
        let message = match quantifier {
            _ if all == 0 => format!("`{words}` holds no criteria"),
            Quantifier::AtLeast(0) => "`0 of` asks for nothing".to_owned(),
            Quantifier::AtLeast(count) if count > all => {
                let criteria = if all == 1 { "criterion" } else { "criteria" };
                format!("`{words}` can never hold: the block has {all} {criteria}")
            }
            _ => return,
        };
        let words_at = source.at(At::new(at.start, at.start + words.len() as u32));
        let help = match all {
            0 => "write the criteria between the braces, one a line".to_owned(),
            1 => "write the criterion without a group".to_owned(),
            _ => format!("write a number from 1 to {all}"),
        };
        let label = if all == 0 { "nothing to ask for" } else { "asks for this many" };
        self.report(Diagnostic::new(&OUT_OF_RANGE, words_at, message).label(label).help(help));
    }

    fn exit(&mut self, source: Source, node: &tree::Exit, here: Here) -> Exit {
        let target = node.target.as_ref().and_then(|name| self.stage_here(source, name, here));
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
        let at = source.at(number.at);
        let value = number.value;
        if !(0.0..=100.0).contains(&value) {
            self.report(
                Diagnostic::new(&OUT_OF_RANGE, at, format!("{what} lies between 0% and 100%"))
                    .label("outside of that")
                    .help("write a percentage such as `25%`"),
            );
            return None;
        }
        if !number.percent && value > 0.0 && value < 1.0 {
            let meant = (value * 10_000.0).round() / 100.0;
            self.report(
                Diagnostic::new(&OUT_OF_RANGE, at, format!("{what} is written in percent: `{value}` is less than 1%"))
                    .label(format!("did you mean `{meant}%`?"))
                    .help(format!("write `{meant}%`, or `{value}%` if it is really so small"))
                    .fix(
                        format!("write `{meant}%`"),
                        Applicability::Unsafe,
                        vec![Edit::replace(at, format!("{meant}%"))],
                    ),
            );
            return None;
        }
        Some(value)
    }

    pub(super) fn link_milestone(&mut self, source: Source, node: &tree::Milestone, at: Location) {
        let Some(id) = self.linked.milestones.pop_front().flatten() else { return };
        let object = node.object.as_ref().and_then(|name| self.declared_object(source, name));
        let name = self.model[id].ident.name.clone();
        let remarks = self.named_remarks(source, Space::Milestone, &name, &node.remarks, at);
        let here = Here::on(object);
        let when = node.when.as_ref().map(|when| self.condition(source, when, here));
        let entity = self.model.milestones.get_mut(id);
        entity.object = object;
        entity.means = node.means.as_ref().map(|text| text.value.clone());
        entity.when = when;
        entity.ident.remarks = remarks;
    }
}
