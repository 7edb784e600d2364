//! The items of a text, flat and in order, so that two readings of nearly the same text can be compared item by item.

use lifecycle_syntax::tree::{At, Declaration, DeclarationKind, Domain, Field, Name, Object, Pipeline, Stage, Text};
use lifecycle_syntax::{ParsedPiece, Piece, parse};
use std::ops::Range;

/// One stage, field, automation, team … or the header of a block that holds such items.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is and how it is called: `stage MQL`.
    pub title: String,
    /// The headers around it, outermost first: `domain lead`.
    pub path: Vec<String>,
    /// What it says. Comparing it ignores places.
    pub meaning: Meaning,
    /// Where it stands in the file.
    pub at: Range<usize>,
    /// Whether a syntax error cost it something.
    pub damaged: bool,
}

/// What an item says.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A declaration without items of its own, or the header of one.
    Declaration(Box<Declaration>),
    /// The header of a pipeline.
    Pipeline(Pipeline),
    /// A stage.
    Stage(Box<Stage>),
    /// A field, status or type.
    Field(Field),
}

impl Item {
    /// The same item with the same content. Where it stands may have changed.
    pub fn says_the_same(&self, other: &Item) -> bool {
        self.title == other.title && self.meaning == other.meaning
    }
}

/// Reads a text and lists its items.
pub fn items(text: &str) -> Vec<Item> {
    survey(&parse(text))
}

/// Lists the items of a reading.
pub fn survey(pieces: &[(Piece, ParsedPiece)]) -> Vec<Item> {
    let mut found = Survey { found: Vec::new(), start: 0, path: Vec::new() };
    for (piece, parsed) in pieces {
        found.start = piece.start;
        for declaration in &parsed.declarations {
            found.declaration(declaration);
        }
    }
    found.found
}

struct Survey {
    found: Vec<Item>,
    start: u32,
    path: Vec<String>,
}

impl Survey {
    fn add(&mut self, title: &str, meaning: Meaning, at: At, damaged: bool) {
        let at = (self.start + at.start) as usize..(self.start + at.end) as usize;
        self.found.push(Item { title: title.to_owned(), path: self.path.clone(), meaning, at, damaged });
    }

    fn declaration(&mut self, declaration: &Declaration) {
        let title = title(&declaration.kind);
        match &declaration.kind {
            DeclarationKind::Domain(domain) => {
                let header = Domain { stages: Vec::new(), pipelines: Vec::new(), ..domain.clone() };
                self.header(declaration, &title, DeclarationKind::Domain(header), named(&domain.name, &domain.label));
                self.stages(&domain.stages);
                domain.pipelines.iter().for_each(|pipeline| self.pipeline(pipeline));
            }
            DeclarationKind::Object(object) => {
                let header = Object { fields: Vec::new(), ..object.clone() };
                self.header(declaration, &title, DeclarationKind::Object(header), named(&object.name, &None));
                for field in &object.fields {
                    let title = format!("{} {}", field.kind.keyword(), word(&field.name));
                    self.add(&title, Meaning::Field(field.clone()), field.at, field.damaged);
                }
            }
            _ => {
                let meaning = Meaning::Declaration(Box::new(declaration.clone()));
                self.add(&title, meaning, declaration.at, declaration.damaged);
                return;
            }
        }
        self.path.clear();
    }

    /// The header of a block is an item by itself: it ends where the name does, and errors inside are not its own.
    fn header(&mut self, whole: &Declaration, title: &str, kind: DeclarationKind, end: Option<At>) {
        let at = At::new(whole.at.start, end.map_or(whole.at.start, |at| at.end));
        let meaning = Meaning::Declaration(Box::new(Declaration { kind, at, damaged: false }));
        self.add(title, meaning, at, whole.damaged);
        self.path.push(title.to_owned());
    }

    fn pipeline(&mut self, pipeline: &Pipeline) {
        let title = format!("pipeline {}", word(&pipeline.name));
        let end = named(&pipeline.name, &pipeline.label).map_or(pipeline.at.start, |at| at.end);
        let header = Pipeline { stages: Vec::new(), damaged: false, ..pipeline.clone() };
        self.add(&title, Meaning::Pipeline(header), At::new(pipeline.at.start, end), pipeline.damaged);
        self.path.push(title);
        self.stages(&pipeline.stages);
        self.path.pop();
    }

    fn stages(&mut self, stages: &[Stage]) {
        for stage in stages {
            let title = format!("stage {}", word(&stage.name));
            self.add(&title, Meaning::Stage(Box::new(stage.clone())), stage.at, stage.damaged);
        }
    }
}

fn named(name: &Option<Name>, label: &Option<Text>) -> Option<At> {
    label.as_ref().map(|label| label.at).or(name.as_ref().map(|name| name.at))
}

fn word(name: &Option<Name>) -> &str {
    name.as_ref().map_or("?", Name::as_str)
}

fn title(kind: &DeclarationKind) -> String {
    let text = |text: &Option<Text>| text.as_ref().map_or("?".to_owned(), |text| format!("{:?}", text.value));
    match kind {
        DeclarationKind::Lifecycle(node) => format!("lifecycle {}", text(&node.title)),
        DeclarationKind::Owner(node) => format!("{} {}", format!("{:?}", node.kind).to_lowercase(), word(&node.name)),
        DeclarationKind::Object(node) => format!("object {}", word(&node.name)),
        DeclarationKind::Domain(node) => format!("domain {}", word(&node.name)),
        DeclarationKind::Milestone(node) => format!("milestone {}", word(&node.name)),
        DeclarationKind::Automation(node) => format!("automation {}", word(&node.name)),
        DeclarationKind::Term(node) => format!("term {}", word(&node.name)),
        DeclarationKind::Faq(node) => format!("faq {}", text(&node.question)),
        DeclarationKind::Measure(_) => "measure".to_owned(),
        DeclarationKind::Maintain(node) => format!("maintain {}", text(&node.title)),
        DeclarationKind::Scenario(node) => format!("scenario {}", text(&node.title)),
        DeclarationKind::Target(node) => format!("target {}", word(&node.name)),
    }
}
