//! The first pass: everything that has a name gets an id.

use super::names::TrackName;
use super::{Resolver, Source, ident};
use crate::entities::{Automation, Domain, Milestone, Owner, Pipeline, Role, Stage, Term, Track};
use crate::errors::{INVALID_ROLLUP, STAGES_BESIDE_PIPELINES, WRONG_OBJECT};
use crate::model::{AutomationId, DomainId, FieldId, MilestoneId, OwnerId, StageId, TermId, TrackId};
use lifecycle_base::{Diagnostic, Location};
use lifecycle_syntax::tree::{self, DeclarationKind, StageKind};
use std::collections::VecDeque;

/// Ids in the order in which the second pass meets their declarations; `None` for what could not be declared.
#[derive(Default)]
pub(super) struct Linked {
    pub(super) owners: VecDeque<Option<OwnerId>>,
    pub(super) fields: VecDeque<Option<FieldId>>,
    pub(super) domains: VecDeque<Option<DomainId>>,
    pub(super) stages: VecDeque<Option<StageId>>,
    pub(super) automations: VecDeque<Option<AutomationId>>,
    pub(super) milestones: VecDeque<Option<MilestoneId>>,
    pub(super) terms: VecDeque<Option<TermId>>,
}

impl Resolver {
    /// `lossy`: a syntax error may have cost it names.
    pub(super) fn declare(&mut self, source: Source, declaration: &tree::Declaration, lossy: bool) {
        let at = source.at(declaration.at);
        let damaged = declaration.damaged;
        match &declaration.kind {
            DeclarationKind::Owner(node) => {
                let id = self.declare_owner(source, node, at, damaged);
                self.linked.owners.push_back(id);
                if lossy && node.name.is_none() {
                    self.gaps.lose_everything();
                }
            }
            DeclarationKind::Object(node) => self.declare_object(source, node, lossy),
            DeclarationKind::Domain(node) => {
                let id = self.declare_domain(source, node, at, damaged);
                if lossy {
                    self.gaps.lose_stages(id);
                    self.gaps.lose_tracks();
                }
            }
            DeclarationKind::Milestone(node) => {
                let id = self.declare_milestone(source, node, at, damaged);
                self.linked.milestones.push_back(id);
            }
            DeclarationKind::Automation(node) => {
                let id = self.declare_automation(source, node, at, damaged);
                self.linked.automations.push_back(id);
            }
            DeclarationKind::Term(node) => {
                let id = self.declare_term(source, node, at, damaged);
                self.linked.terms.push_back(id);
            }
            _ => {}
        }
    }

    fn declare_owner(&mut self, source: Source, node: &tree::Owner, at: Location, damaged: bool) -> Option<OwnerId> {
        let name = node.name.as_ref()?;
        let ident = ident(source, name, node.label.as_ref(), at, damaged);
        if let Some(first) = self.names.owners.get(&name.text) {
            let first = self.model[*first].ident.name_at;
            self.duplicate("the team or queue", &name.text, ident.name_at, first);
            return None;
        }
        let approvers = node.approvers.iter().map(|text| text.value.clone()).collect();
        let id = self.model.owners.push(Owner { ident, kind: node.kind, approvers });
        self.names.owners.insert(name.text.clone(), id);
        Some(id)
    }

    fn declare_automation(
        &mut self,
        source: Source,
        node: &tree::Automation,
        at: Location,
        damaged: bool,
    ) -> Option<AutomationId> {
        let name = node.name.as_ref()?;
        let ident = ident(source, name, node.label.as_ref(), at, damaged);
        if let Some(first) = self.names.automations.get(&name.text) {
            let first = self.model[*first].ident.name_at;
            self.duplicate("the automation", &name.text, ident.name_at, first);
            return None;
        }
        let automation = Automation { ident, event: None, conditions: Vec::new(), actions: Vec::new() };
        let id = self.model.automations.push(automation);
        self.names.automations.insert(name.text.clone(), id);
        Some(id)
    }

    fn declare_milestone(
        &mut self,
        source: Source,
        node: &tree::Milestone,
        at: Location,
        damaged: bool,
    ) -> Option<MilestoneId> {
        let name = node.name.as_ref()?;
        let ident = ident(source, name, node.label.as_ref(), at, damaged);
        if let Some(first) = self.names.milestones.get(&name.text) {
            let first = self.model[*first].ident.name_at;
            self.duplicate("the milestone", &name.text, ident.name_at, first);
            return None;
        }
        let id = self.model.milestones.push(Milestone { ident, object: None, means: None, when: None });
        self.names.milestones.insert(name.text.clone(), id);
        Some(id)
    }

    fn declare_term(&mut self, source: Source, node: &tree::Term, at: Location, damaged: bool) -> Option<TermId> {
        let name = node.name.as_ref()?;
        let ident = ident(source, name, node.label.as_ref(), at, damaged);
        if let Some(first) = self.names.terms.get(&name.text) {
            let first = self.model[*first].ident.name_at;
            self.duplicate("the term", &name.text, ident.name_at, first);
            return None;
        }
        let id = self.model.terms.push(Term { ident, means: None });
        self.names.terms.insert(name.text.clone(), id);
        Some(id)
    }

    fn declare_domain(&mut self, source: Source, node: &tree::Domain, at: Location, damaged: bool) -> DomainId {
        let unnamed = tree::Name { text: "".into(), at: tree::At::default() };
        let name = node.name.as_ref().unwrap_or(&unnamed);
        let ident = ident(source, name, node.label.as_ref(), at, damaged);
        let first = self.first_track(&name.text).filter(|_| node.name.is_some());
        if let Some(first) = first {
            self.duplicate_track(&name.text, ident.name_at, first);
        }
        let name_at = ident.name_at;
        let object = node.object.as_ref().and_then(|object| self.declared_object(source, object));
        let id = self.model.domains.push(Domain {
            ident,
            object,
            per_product: node.per_product.is_some(),
            rollup: None,
            tracks: Vec::new(),
        });
        self.linked.domains.push_back(Some(id));
        if first.is_none() && node.name.is_some() {
            self.names.tracks.insert(name.text.clone(), TrackName::Domain(id));
        }
        if let Some(rollup) = &node.rollup {
            self.rollups.push((id, source, rollup.clone()));
        }
        if let Some(per) = node.per_product {
            self.per_product.push((id, source.at(per)));
        }
        if !node.stages.is_empty() || node.pipelines.is_empty() {
            let track = self.declare_track(id, None);
            self.declare_stages(source, track, &node.stages);
        }
        if !damaged {
            self.check_shape(source, node, name_at, object);
        }
        for pipeline in &node.pipelines {
            self.declare_pipeline(source, id, pipeline);
        }
        id
    }

    fn duplicate_track(&mut self, name: &str, second: Location, first: Location) {
        let help =
            "a stage is named by either, `lead.MQL` or `NewBusiness.SAO`; remove one, or give it another identifier";
        self.duplicate_with("the domain or pipeline", name, second, first, help);
    }

    /// Pipelines stand alone, only on objects that have them, and never in a derived domain.
    fn check_shape(&mut self, source: Source, node: &tree::Domain, name_at: Location, object: Option<crate::Object>) {
        use crate::entities::Object;
        let Some(pipeline) = node.pipelines.first() else { return };
        let place = pipeline.name.as_ref().map_or(source.at(pipeline.at), |name| source.at(name.at));
        if let Some(stage) = node.stages.first() {
            self.report(
                Diagnostic::new(&STAGES_BESIDE_PIPELINES, place, "a domain has either stages or pipelines, not both")
                    .label("a pipeline of the same domain")
                    .related(
                        source.at(stage.name.as_ref().map_or(stage.at, |name| name.at)),
                        "a stage outside of a pipeline",
                    )
                    .help("put the stages into a pipeline of their own, or make them a domain"),
            );
        }
        if let Some(rollup) = &node.rollup {
            let message = "a derived domain is one track: it has no pipelines";
            self.report(
                Diagnostic::new(&INVALID_ROLLUP, place, message)
                    .label("a pipeline of a derived domain")
                    .related(source.at(rollup.at), "the domain derives from others")
                    .help("put the stages directly into the domain, or remove `rolls up …`"),
            );
            return;
        }
        if let Some(object) = object.filter(|object| !matches!(object, Object::Deal | Object::Ticket)) {
            self.report(
                Diagnostic::new(&WRONG_OBJECT, place, format!("a {} has no pipelines", object.name()))
                    .label("only deals and tickets move along pipelines")
                    .related(name_at, format!("this domain is on {}", object.name()))
                    .help("put the stages directly into the domain, or make it a domain on deal or ticket"),
            );
        }
    }

    pub(super) fn first_track(&self, name: &str) -> Option<Location> {
        self.names.tracks.get(name).map(|found| match found {
            TrackName::Domain(id) => self.model[*id].ident.name_at,
            TrackName::Pipeline(id) => self.model[*id].ident.name_at,
        })
    }

    fn declare_track(&mut self, domain: DomainId, pipeline: Option<crate::PipelineId>) -> TrackId {
        let track = self.model.tracks.push(Track { domain, pipeline, stages: Vec::new() });
        self.model.domains.get_mut(domain).tracks.push(track);
        track
    }

    fn declare_pipeline(&mut self, source: Source, domain: DomainId, node: &tree::Pipeline) {
        let unnamed = tree::Name { text: "".into(), at: node.at };
        let name = node.name.as_ref().unwrap_or(&unnamed);
        let ident = ident(source, name, node.label.as_ref(), source.at(node.at), node.damaged);
        let first = self.first_track(&name.text).filter(|_| node.name.is_some());
        if let Some(first) = first {
            self.duplicate_track(&name.text, ident.name_at, first);
        }
        let id = self.model.pipelines.next_id();
        let track = self.declare_track(domain, Some(id));
        self.model.pipelines.push(Pipeline { ident, domain, track });
        if first.is_none() && node.name.is_some() {
            self.names.tracks.insert(name.text.clone(), TrackName::Pipeline(id));
        }
        self.declare_stages(source, track, &node.stages);
    }

    fn declare_stages(&mut self, source: Source, track: TrackId, nodes: &[tree::Stage]) {
        let mut rank = 0;
        for node in nodes {
            let id = self.declare_stage(source, track, node, &mut rank);
            self.linked.stages.push_back(id);
        }
    }

    fn declare_stage(&mut self, source: Source, track: TrackId, node: &tree::Stage, rank: &mut u32) -> Option<StageId> {
        let name = node.name.as_ref()?;
        let ident = ident(source, name, node.label.as_ref(), source.at(node.at), node.damaged);
        if let Some(first) = self.names.stages.get(&(track, name.text.clone())) {
            let first = self.model[*first].ident.name_at;
            self.duplicate("the stage", &name.text, ident.name_at, first);
            return None;
        }
        let stage = new_stage(ident, track, node.kind, node.golden.is_some(), rank);
        Some(self.push_stage(stage))
    }

    pub(super) fn push_stage(&mut self, stage: Stage) -> StageId {
        let (track, name) = (stage.track, stage.ident.name.clone());
        let id = self.model.stages.push(stage);
        self.names.stages.insert((track, name), id);
        self.model.tracks.get_mut(track).stages.push(id);
        id
    }
}

/// A stage that so far only has its identity.
pub(super) fn new_stage(
    ident: crate::entities::Ident,
    track: TrackId,
    kind: StageKind,
    golden: bool,
    next_rank: &mut u32,
) -> Stage {
    let rank = kind.is_ranked().then(|| {
        *next_rank += 1;
        *next_rank - 1
    });
    let roles = own_role(&ident.name).into_iter().collect();
    Stage {
        ident,
        track,
        kind,
        rank,
        golden,
        means: None,
        owners: Vec::new(),
        roles,
        entry: None,
        exits: Vec::new(),
        probability: None,
        probability_at: None,
        forecast: None,
        slas: Vec::new(),
        stale: None,
        evidence: Vec::new(),
        untracked: false,
        from: Vec::new(),
    }
}

/// A stage named exactly like a role has it without saying so. Case and underscores do not count.
fn own_role(name: &str) -> Option<Role> {
    fn letters(text: &str) -> impl Iterator<Item = u8> {
        text.bytes().filter(|b| *b != b'_').map(|b| b.to_ascii_lowercase())
    }
    Role::ALL.into_iter().find(|role| letters(role.name()).eq(letters(name)))
}
