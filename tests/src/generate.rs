//! Lifecycles of any size, for benches, properties and fuzzing.
//!
//! Every text is valid: it parses, and every name in it is declared. It is not wise: criteria and automations are drawn at
//! random, so findings are expected. The same arguments give the same bytes everywhere.

mod conditions;
mod draw;
mod fields;
mod plan;
mod rest;
mod stages;
mod varied;
mod vocabulary;

use draw::Draw;
use plan::{Kind, Plan, Shape};
pub use varied::varied;

/// The bytes of a text for each of its stages.
const BYTES_PER_STAGE: usize = 590;

/// The whole text of a lifecycle with about so many stages: 168 are about 98 KB, 1,680 about 1 MB, 16,800 about 10 MB.
pub fn lifecycle(stages: usize, seed: u64) -> String {
    join(&large(stages, seed))
}

/// The declarations of [`lifecycle`], in the same order, split over exactly so many files: paths and texts.
pub fn project(stages: usize, files: usize, seed: u64) -> Vec<(String, String)> {
    let declarations = large(stages, seed);
    let total: usize = declarations.iter().map(String::len).sum();
    let mut parts: Vec<Vec<String>> = vec![Vec::new(); files.max(1)];
    let (mut before, count) = (0, parts.len());
    for declaration in declarations {
        let length = declaration.len();
        parts[before * count / total].push(declaration);
        before += length;
    }
    let name = |index: usize| format!("part_{:04}.lifecycle", index + 1);
    parts.iter().enumerate().map(|(index, part)| (name(index), join(part))).collect()
}

/// A small lifecycle of 3 to 40 stages that uses a random part of the language.
pub fn small(seed: u64) -> String {
    let draw = &mut Draw::new(seed);
    let mut kinds = match draw.below(4) {
        0 => vec![Kind::Lead],
        1 => vec![Kind::Lead, Kind::Sales],
        2 => vec![Kind::Sales, Kind::Customer],
        _ => vec![Kind::Lead, Kind::Sales, Kind::Customer],
    };
    if kinds.contains(&Kind::Lead) && draw.chance(40) {
        kinds.push(Kind::Company);
    }
    let shape = Shape {
        stages: draw.between(3, 36),
        track: (2, draw.between(4, 9)),
        fields: draw.between(1, 18),
        detail: draw.between(0, 9) * 10,
        comments: draw.chance(50),
        kinds,
        movement: if draw.chance(80) { "forward_only" } else { "free" },
    };
    let mut plan = Plan::new(draw, &shape);
    let extras = draw.below(14);
    let mut texts = Texts::of(&plan, &shape, draw);
    for _ in 0..extras {
        texts.add_one(&mut plan, draw);
    }
    if draw.chance(50) {
        texts.closing.clear();
    }
    join(&texts.into_declarations(shape.comments))
}

/// The smallest text with a track of stages: about 1 KB.
pub fn tiny(seed: u64) -> String {
    let draw = &mut Draw::new(seed);
    let kinds = vec![Kind::Lead];
    let shape =
        Shape { stages: 3, track: (2, 3), fields: 1, detail: 0, comments: false, kinds, movement: "forward_only" };
    let plan = Plan::new(draw, &shape);
    let mut texts = Texts::of(&plan, &shape, draw);
    texts.closing.clear();
    join(&texts.into_declarations(false))
}

fn large(stages: usize, seed: u64) -> Vec<String> {
    let draw = &mut Draw::new(seed);
    let shape = Shape {
        stages,
        track: (8, 14),
        fields: 12 + (stages / 12).min(150),
        detail: 35,
        comments: true,
        kinds: vec![Kind::Lead, Kind::Sales, Kind::Customer, Kind::Company],
        movement: "forward_only",
    };
    let mut plan = Plan::new(draw, &shape);
    let mut texts = Texts::of(&plan, &shape, draw);
    let mut length: usize = texts.opening.iter().chain(&texts.closing).map(|text| text.len() + 2).sum();
    while length < stages * BYTES_PER_STAGE {
        length += texts.add_one(&mut plan, draw);
    }
    texts.into_declarations(true)
}

/// Declarations, in the order in which people read them.
#[derive(Default)]
struct Texts {
    opening: Vec<String>,
    milestones: Vec<String>,
    automations: Vec<String>,
    vocabulary: Vec<String>,
    upkeep: Vec<String>,
    scenarios: Vec<String>,
    closing: Vec<String>,
}

impl Texts {
    /// The declarations that follow from the plan alone.
    fn of(plan: &Plan, shape: &Shape, draw: &mut Draw) -> Texts {
        let mut texts = Texts { opening: vec![rest::header(shape)], ..Texts::default() };
        texts.opening.extend(plan.teams.iter().map(|team| format!("team {team} {{ approver \"VP {team}\" }}")));
        for (&object, of_object) in &plan.fields {
            texts.opening.push(fields::object_text(draw, object, of_object, shape.comments));
        }
        for domain in &plan.domains {
            texts.opening.push(stages::domain_text(plan, shape, draw, domain));
        }
        texts.closing.push(rest::measure(plan, draw));
        texts.closing.push("target salesforce {\n  api_version  66.0\n  people       contact\n}".to_owned());
        texts.closing.push("target hubspot {\n  tier enterprise\n}".to_owned());
        texts
    }

    /// Adds one of the declarations of which there may be any number, and says how long it is.
    fn add_one(&mut self, plan: &mut Plan, draw: &mut Draw) -> usize {
        let (section, text) = match draw.below(20) {
            0..8 => (&mut self.automations, rest::automation(plan, draw)),
            8..13 => (&mut self.scenarios, rest::scenario(plan, draw)),
            13..16 => (&mut self.vocabulary, rest::term(plan, draw)),
            16..18 => (&mut self.vocabulary, rest::faq(plan, draw)),
            18 => (&mut self.milestones, rest::milestone(plan, draw)),
            _ => (&mut self.upkeep, rest::maintain(plan, draw)),
        };
        let length = text.len() + 2;
        section.push(text);
        length
    }

    /// All of them in order, with a heading above the first of each section.
    fn into_declarations(self, comments: bool) -> Vec<String> {
        let sections = [
            ("", self.opening),
            ("dated facts", self.milestones),
            ("automation", self.automations),
            ("shared vocabulary", self.vocabulary),
            ("upkeep", self.upkeep),
            ("proof on sample records", self.scenarios),
            ("measurement and targets", self.closing),
        ];
        let mut all = Vec::new();
        for (title, mut section) in sections {
            if let Some(first) = section.first_mut().filter(|_| comments && !title.is_empty()) {
                *first =
                    format!("// ---------------------------------------------------------------- {title}\n\n{first}");
            }
            all.append(&mut section);
        }
        all
    }
}

fn join(declarations: &[String]) -> String {
    if declarations.is_empty() { String::new() } else { declarations.join("\n\n") + "\n" }
}

#[cfg(test)]
mod tests;
