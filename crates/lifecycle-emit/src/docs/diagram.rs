//! The diagram of a domain: stages in order, golden ones marked, ways back and out dashed, handoffs labelled.

use super::mermaid::{id, lines, text};
use crate::words;
use lifecycle_model::{Domain, DomainId, Exit, ExitKind, Model, OwnerId, Stage, StageId, StageKind, TrackId};
use std::collections::BTreeMap;

/// A fenced Mermaid flowchart.
pub(super) fn render(model: &Model, domain_id: DomainId) -> String {
    let domain = &model[domain_id];
    let mut diagram = Diagram { model, out: String::from("```mermaid\nflowchart LR\n"), classes: BTreeMap::new() };
    for track in &domain.tracks {
        diagram.nodes(*track);
    }
    for track in &domain.tracks {
        if domain.rollup.is_some() {
            diagram.derived_edges(*track);
        } else {
            diagram.edges(*track);
        }
    }
    diagram.finish(domain)
}

struct Diagram<'m> {
    model: &'m Model,
    out: String,
    classes: BTreeMap<Class, Vec<String>>,
}

/// How a node looks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Golden,
    Outside,
    Untracked,
}

impl Class {
    const fn name(self) -> &'static str {
        match self {
            Class::Golden => "golden",
            Class::Outside => "outside",
            Class::Untracked => "untracked",
        }
    }

    const fn style(self) -> &'static str {
        match self {
            Class::Golden => "fill:#ffd54f,stroke:#8d6e00,stroke-width:3px,color:#000000",
            Class::Outside => "fill:#eceff1,stroke:#90a4ae,color:#37474f",
            Class::Untracked => "fill:#ffffff,stroke:#90a4ae,stroke-dasharray:4 4,color:#37474f",
        }
    }
}

impl Diagram<'_> {
    fn line(&mut self, indent: usize, text: &str) {
        self.out.push_str(&"  ".repeat(indent));
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn id(&self, stage: StageId) -> String {
        let stage = &self.model[stage];
        id(self.model.track_name(stage.track), &stage.ident.name)
    }

    fn nodes(&mut self, track: TrackId) {
        let pipeline = self.model[track].pipeline.is_some();
        if pipeline {
            let label = text(self.model.track_label(track));
            self.line(1, &format!("subgraph t_{}[\"{label}\"]", self.model.track_name(track)));
        }
        for stage_id in &self.model[track].stages {
            let stage = &self.model[*stage_id];
            let (open, close) = match stage.kind {
                StageKind::Open | StageKind::Hold => ("[", "]"),
                StageKind::Won => ("([", "])"),
                StageKind::Lost | StageKind::Closed | StageKind::Retired => ("[/", "/]"),
            };
            let node = format!("{}{open}\"{}\"{close}", self.id(*stage_id), self.label(stage));
            self.line(1 + usize::from(pipeline), &node);
            let class = match stage.kind {
                _ if stage.golden => Some(Class::Golden),
                _ if stage.untracked => Some(Class::Untracked),
                StageKind::Open | StageKind::Won => None,
                _ => Some(Class::Outside),
            };
            if let Some(class) = class {
                let id = self.id(*stage_id);
                self.classes.entry(class).or_default().push(id);
            }
        }
        if pipeline {
            self.line(1, "end");
        }
    }

    fn label(&self, stage: &Stage) -> String {
        let star = if stage.golden { "★ " } else { "" };
        let mut texts = vec![format!("{star}{}", text(&stage.ident.label))];
        let from: Vec<String> = stage.from.iter().map(|id| text(&self.model[*id].ident.label)).collect();
        match from.as_slice() {
            [] => {}
            [same] if *same == text(&stage.ident.label) => {}
            _ => texts.push(format!("from {}", words::list(&from, "or"))),
        }
        lines(&texts)
    }

    fn edges(&mut self, track: TrackId) {
        for from in &self.model[track].stages {
            // Exits of one kind to one stage under the same condition differ in their reasons only: one arrow.
            let mut drawn: Vec<String> = Vec::new();
            for exit in &self.model[*from].exits {
                let Some(to) = exit.target else { continue };
                let edge = format!("{} {} {}", self.id(*from), self.arrow(*from, to, exit), self.id(to));
                if !drawn.contains(&edge) {
                    self.line(1, &edge);
                    drawn.push(edge);
                }
            }
        }
    }

    fn arrow(&self, from: StageId, to: StageId, exit: &Exit) -> String {
        let (line, way) = match exit.kind {
            ExitKind::To => ("-->", self.handoff(from, to)),
            ExitKind::Recycle => ("-.->", Some("recycle".to_owned())),
            ExitKind::Drop => ("-.->", Some("drop".to_owned())),
        };
        let object = self.model.object_of(from);
        let when = exit.when.as_ref().map(|when| format!("if {}", text(&words::condition(self.model, object, when))));
        let label: Vec<String> = way.into_iter().chain(when).collect();
        if label.is_empty() { line.to_owned() } else { format!("{line}|\"{}\"|", lines(&label)) }
    }

    /// Derived stages have no exits: the order of what they derive from is theirs.
    fn derived_edges(&mut self, track: TrackId) {
        let ranked: Vec<StageId> = self.model.ranked_stages(track).map(|(id, _)| id).collect();
        for pair in ranked.windows(2) {
            if let [from, to] = pair {
                self.line(1, &format!("{} --> {}", self.id(*from), self.id(*to)));
            }
        }
    }

    /// "Marketing to Sales", when nobody who owned the record before owns it after.
    fn handoff(&self, from: StageId, to: StageId) -> Option<String> {
        let (before, after) = (&self.model[from].owners, &self.model[to].owners);
        let changes = !before.is_empty() && !after.is_empty() && before.iter().all(|owner| !after.contains(owner));
        changes.then(|| format!("{} to {}", self.owners(before), self.owners(after)))
    }

    fn owners(&self, owners: &[OwnerId]) -> String {
        let labels: Vec<String> = owners.iter().map(|id| text(&self.model[*id].ident.label)).collect();
        words::list(&labels, "and")
    }

    fn finish(mut self, domain: &Domain) -> String {
        if domain.tracks.iter().all(|track| self.model[*track].stages.is_empty()) {
            self.line(1, "empty[\"No stages yet\"]");
        }
        for (class, ids) in std::mem::take(&mut self.classes) {
            self.line(1, &format!("classDef {} {}", class.name(), class.style()));
            self.line(1, &format!("class {} {}", ids.join(","), class.name()));
        }
        self.out + "```\n"
    }
}
