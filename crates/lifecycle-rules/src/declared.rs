//! Which declaration a place lies in. Findings are named after their declaration, so that they can be followed while lines move.

use lifecycle_base::Location;
use lifecycle_model::{
    AutomationId, DomainId, FieldId, Ident, MilestoneId, Model, OwnerId, PipelineId, StageId, TermId,
};

/// Something that a source declares under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declared {
    /// A team or queue.
    Owner(OwnerId),
    /// A field, status or type.
    Field(FieldId),
    /// A domain.
    Domain(DomainId),
    /// A pipeline.
    Pipeline(PipelineId),
    /// A stage.
    Stage(StageId),
    /// A milestone.
    Milestone(MilestoneId),
    /// An automation.
    Automation(AutomationId),
    /// A term.
    Term(TermId),
    /// The scenario at this place of [`Model::scenarios`].
    Scenario(usize),
    /// The target at this place of [`Model::targets`].
    Target(usize),
}

impl Declared {
    /// What it is and its path in the language: `stage lead.MQL`, `field contact.email`, `scenario "A churned customer comes back"`. It
    /// names one declaration of the project, in whatever file that is.
    pub fn path(self, model: &Model) -> String {
        match self {
            Declared::Stage(id) => format!("stage {}", model.stage_path(id)),
            Declared::Field(id) => format!("field {}", model.field_path(id)),
            Declared::Scenario(index) => {
                format!("scenario {:?}", model.scenarios.get(index).map_or("", |scenario| scenario.title.as_str()))
            }
            Declared::Target(index) => {
                format!("target {}", model.targets.get(index).map_or("", |target| target.name.as_str()))
            }
            _ => format!("{} {}", self.kind(), self.ident(model).map_or("", |ident| ident.name.as_str())),
        }
    }

    /// The paths under former identifiers, its own and those of the pipeline or domain that a stage is named by, as [`Declared::path`]
    /// writes them.
    pub fn former_paths(self, model: &Model) -> Vec<String> {
        let Some(ident) = self.ident(model) else { return Vec::new() };
        let path = self.path(model);
        let stem = path.strip_suffix(ident.name.as_str()).unwrap_or_default();
        let mut stems = vec![stem.to_owned()];
        if let Declared::Stage(id) = self {
            let track = &model[model[id].track];
            let holder = track.pipeline.map_or(&model[track.domain].ident, |pipeline| &model[pipeline].ident);
            stems.extend(holder.remarks.was.iter().map(|former| format!("stage {former}.")));
        }
        let names = || std::iter::once(&ident.name).chain(&ident.remarks.was);
        let all = stems.iter().flat_map(|stem| names().map(move |name| format!("{stem}{name}")));
        all.filter(|former| *former != path).collect()
    }

    /// Its name, label and places; `None` for scenarios and targets.
    pub fn ident(self, model: &Model) -> Option<&Ident> {
        Some(match self {
            Declared::Owner(id) => &model[id].ident,
            Declared::Field(id) => &model[id].ident,
            Declared::Domain(id) => &model[id].ident,
            Declared::Pipeline(id) => &model[id].ident,
            Declared::Stage(id) => &model[id].ident,
            Declared::Milestone(id) => &model[id].ident,
            Declared::Automation(id) => &model[id].ident,
            Declared::Term(id) => &model[id].ident,
            Declared::Scenario(_) | Declared::Target(_) => return None,
        })
    }

    /// The teams and queues that own it, if it is something that can be owned.
    pub(crate) fn owners(self, model: &Model) -> Vec<OwnerId> {
        match self {
            Declared::Stage(id) => model[id].owners.clone(),
            Declared::Owner(id) => vec![id],
            _ => Vec::new(),
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Declared::Owner(_) => "owner",
            Declared::Field(_) => "field",
            Declared::Domain(_) => "domain",
            Declared::Pipeline(_) => "pipeline",
            Declared::Stage(_) => "stage",
            Declared::Milestone(_) => "milestone",
            Declared::Automation(_) => "automation",
            Declared::Term(_) => "term",
            Declared::Scenario(_) => "scenario",
            Declared::Target(_) => "target",
        }
    }
}

/// All declarations with the parts of the sources they take, outer ones before those they hold.
#[derive(Debug)]
pub struct Outline {
    /// By where they begin.
    declared: Vec<(Location, Declared)>,
    /// For each the one that holds it.
    outer: Vec<Option<usize>>,
}

impl Outline {
    /// The outline of a model.
    pub fn of(model: &Model) -> Self {
        let mut declared: Vec<(Location, Declared)> = Vec::new();
        declared.extend(model.owners.iter().map(|(id, it)| (it.ident.at, Declared::Owner(id))));
        let fields = model.fields.iter().filter(|(_, it)| it.declared);
        declared.extend(fields.map(|(id, it)| (it.ident.at, Declared::Field(id))));
        declared.extend(model.domains.iter().map(|(id, it)| (it.ident.at, Declared::Domain(id))));
        declared.extend(model.pipelines.iter().map(|(id, it)| (it.ident.at, Declared::Pipeline(id))));
        // Derived tracks without stages mirror those of their source, places and all.
        let own = model.stages.iter().filter(|(id, it)| {
            let domain = &model[model[it.track].domain].ident.at;
            domain.contains(it.ident.at) && model[it.track].stages.contains(id)
        });
        declared.extend(own.map(|(id, it)| (it.ident.at, Declared::Stage(id))));
        declared.extend(model.milestones.iter().map(|(id, it)| (it.ident.at, Declared::Milestone(id))));
        declared.extend(model.automations.iter().map(|(id, it)| (it.ident.at, Declared::Automation(id))));
        declared.extend(model.terms.iter().map(|(id, it)| (it.ident.at, Declared::Term(id))));
        declared.extend(model.scenarios.iter().enumerate().map(|(i, it)| (it.at, Declared::Scenario(i))));
        declared.extend(model.targets.iter().enumerate().map(|(i, it)| (it.at, Declared::Target(i))));
        declared.sort_by_key(|(at, _)| (at.file, at.span.start, std::cmp::Reverse(at.span.end)));
        let mut outer = Vec::with_capacity(declared.len());
        let mut open: Vec<(usize, Location)> = Vec::new();
        for (index, (at, _)) in declared.iter().enumerate() {
            while open.pop_if(|(_, around)| !around.contains(*at)).is_some() {}
            outer.push(open.last().map(|(index, _)| *index));
            open.push((index, *at));
        }
        Self { declared, outer }
    }

    /// The smallest declaration around a place.
    pub fn innermost(&self, place: Location) -> Option<Declared> {
        self.around(place).next().map(|(_, declared)| declared)
    }

    /// Every declaration around a place with the part of the source it takes, the smallest first.
    pub fn around(&self, place: Location) -> impl Iterator<Item = (Location, Declared)> + '_ {
        let behind =
            self.declared.partition_point(|(at, _)| (at.file, at.span.start) <= (place.file, place.span.start));
        let chain = std::iter::successors(behind.checked_sub(1), |index| self.outer.get(*index).copied().flatten());
        chain.filter_map(|index| self.declared.get(index).copied()).filter(move |(at, _)| at.contains(place))
    }

    /// All declarations with the parts of the sources they take.
    pub fn iter(&self) -> impl Iterator<Item = (Location, Declared)> + '_ {
        self.declared.iter().copied()
    }
}
