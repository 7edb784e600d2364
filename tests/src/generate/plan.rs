//! What a lifecycle will hold, decided before a line is written, so that any line may refer to anything.

use super::draw::Draw;
use super::fields::{self, Field, OBJECTS};
use super::vocabulary::{COMPANY, CUSTOMER, EXPANSION, LEAD, NEW_BUSINESS, PRODUCTS, REGIONS, RENEWAL, StageWords};
use std::collections::{BTreeMap, BTreeSet};

/// What to generate.
pub(super) struct Shape {
    /// About how many stages.
    pub(super) stages: usize,
    /// Fewest and most stages of one track.
    pub(super) track: (usize, usize),
    /// Fields of each object.
    pub(super) fields: usize,
    /// In so many of a hundred cases an optional item is written.
    pub(super) detail: usize,
    /// Whether there are comments.
    pub(super) comments: bool,
    /// The domains of one business unit.
    pub(super) kinds: Vec<Kind>,
    /// `forward_only` or `free`.
    pub(super) movement: &'static str,
}

/// The kinds of domains.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Lead,
    Sales,
    Customer,
    Company,
}

/// A planned stage.
pub(super) struct Stage {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) means: &'static str,
    /// What stands before `stage`, with its blank: `golden won `.
    pub(super) marks: &'static str,
    pub(super) probability: Option<usize>,
}

/// A planned track: the stages of a domain, or of one of its pipelines.
pub(super) struct Track {
    pub(super) object: &'static str,
    /// What stands before the dot: `lead`, `NewBusiness`.
    pub(super) path: String,
    pub(super) label: String,
    pub(super) pipeline: bool,
    /// Stages with a place in the order.
    pub(super) ranked: Vec<Stage>,
    /// Stages without one: lost, closed, hold, retired.
    pub(super) others: Vec<Stage>,
}

impl Track {
    /// The path of one of the ranked stages.
    pub(super) fn stage(&self, draw: &mut Draw) -> String {
        format!("{}.{}", self.path, draw.pick(&self.ranked).name)
    }

    /// The lost stage, if there is one.
    pub(super) fn lost(&self) -> Option<&Stage> {
        self.others.iter().find(|stage| stage.marks == "lost ")
    }
}

/// A planned domain.
pub(super) struct Domain {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) object: &'static str,
    pub(super) per_product: bool,
    /// The lead domain that a company domain derives from: its name and its track.
    pub(super) source: Option<(String, usize)>,
    /// Its tracks, by their index in the plan.
    pub(super) tracks: Vec<usize>,
}

/// Everything that can be referred to.
pub(super) struct Plan {
    pub(super) teams: Vec<String>,
    pub(super) fields: BTreeMap<&'static str, Vec<Field>>,
    pub(super) domains: Vec<Domain>,
    pub(super) tracks: Vec<Track>,
    taken: BTreeSet<String>,
}

impl Plan {
    /// Decides it all.
    pub(super) fn new(draw: &mut Draw, shape: &Shape) -> Plan {
        let mut plan = Plan {
            teams: ["Marketing", "Sales", "CS", "RevOps"].map(str::to_owned).to_vec(),
            fields: BTreeMap::new(),
            domains: Vec::new(),
            tracks: Vec::new(),
            taken: BTreeSet::new(),
        };
        for field in fields::plan(draw, OBJECTS, shape.fields) {
            plan.fields.entry(field.object).or_default().push(field);
        }
        let mut left = shape.stages;
        for unit in 0.. {
            let (id, label) = if unit == 0 { (String::new(), String::new()) } else { plan.unit(draw) };
            for &kind in &shape.kinds {
                if left > 0 {
                    left = left.saturating_sub(plan.domain(draw, shape, kind, (&id, &label), left));
                }
            }
            if left == 0 {
                return plan;
            }
        }
        plan
    }

    /// The name, made different from all earlier ones by a number behind it.
    pub(super) fn fresh(&mut self, base: &str, before_number: &str) -> String {
        let mut name = base.to_owned();
        for number in 2.. {
            if self.taken.insert(name.clone()) {
                break;
            }
            name = format!("{base}{before_number}{number}");
        }
        name
    }

    /// The identifier and the label of another business unit; it brings a team of its own.
    fn unit(&mut self, draw: &mut Draw) -> (String, String) {
        let (region, product) = (draw.pick(REGIONS), draw.pick(PRODUCTS));
        let id = self.fresh(&format!("_{}_{}", region.0, product.0), "_");
        let number = id.rsplit('_').next().filter(|last| last.parse::<u32>().is_ok());
        let label = [Some(region.1), Some(product.1), number].into_iter().flatten().collect::<Vec<_>>().join(" ");
        if self.teams.len() < 24 {
            self.teams.push(format!("Sales{}", camel(&id)));
        }
        (id, format!(", {label}"))
    }

    /// Adds a domain and says how many stages it has.
    fn domain(&mut self, draw: &mut Draw, shape: &Shape, kind: Kind, unit: (&str, &str), left: usize) -> usize {
        let (id, unit_label) = unit;
        let (name, label, object) = match kind {
            Kind::Lead => ("lead", "Lead lifecycle", "contact"),
            Kind::Sales => ("sales", "Sales", "deal"),
            Kind::Customer => ("customer", "Customer lifecycle", "ticket"),
            Kind::Company => ("company", "Company lifecycle", "company"),
        };
        let source_name = format!("lead{id}");
        let source = self.tracks.iter().position(|track| kind == Kind::Company && track.path == source_name);
        if kind == Kind::Company && source.is_none() {
            return 0;
        }
        let first = self.tracks.len();
        let path = format!("{name}{id}");
        let label = format!("{label}{unit_label}");
        match kind {
            Kind::Sales => self.pipelines(draw, shape, unit, left),
            Kind::Lead => self.tracks.push(track(draw, shape, object, &path, LEAD, &LEAD_ENDS, left)),
            Kind::Customer => self.tracks.push(track(draw, shape, object, &path, CUSTOMER, &CUSTOMER_ENDS, left)),
            Kind::Company => {
                let count = source.map_or(0, |index| self.tracks[index].ranked.len()).min(COMPANY.len());
                let ranked = COMPANY[..count].iter().map(|words| stage(words, "", None)).collect();
                self.tracks.push(Track {
                    object,
                    path: path.clone(),
                    label: String::new(),
                    pipeline: false,
                    ranked,
                    others: Vec::new(),
                });
            }
        }
        let tracks: Vec<usize> = (first..self.tracks.len()).collect();
        let count = self.tracks[first..].iter().map(|track| track.ranked.len() + track.others.len()).sum();
        let per_product = kind == Kind::Customer && draw.chance(50);
        let source = source.map(|index| (source_name, index));
        self.domains.push(Domain { name: path, label, object, per_product, source, tracks });
        count
    }

    fn pipelines(&mut self, draw: &mut Draw, shape: &Shape, unit: (&str, &str), mut left: usize) {
        let all: [(&str, &str, &[StageWords], &Ends); 3] = [
            ("NewBusiness", "New Business", NEW_BUSINESS, &NEW_BUSINESS_ENDS),
            ("Renewal", "Renewal", RENEWAL, &RENEWAL_ENDS),
            ("Expansion", "Expansion", EXPANSION, &EXPANSION_ENDS),
        ];
        for (name, label, words, ends) in all {
            if left == 0 {
                return;
            }
            let path = format!("{}{name}", camel(unit.0));
            let mut made = track(draw, shape, "deal", &path, words, ends, left);
            made.pipeline = true;
            made.label = format!("{label}{}", unit.1);
            left = left.saturating_sub(made.ranked.len() + made.others.len());
            self.tracks.push(made);
        }
    }
}

/// The stages that may end a track or interrupt it, with the marks before `stage`.
type Ends = [(StageWords, &'static str); 3];

const LEAD_ENDS: Ends = [
    (("Disqualified", "Disqualified", "Will not buy: outside the ICP, a competitor, or not a real person."), "lost "),
    (("Duplicate", "Duplicate", "Another record is kept for the same person."), "closed "),
    (("OldInquiry", "Inquiry (old)", "Records from before the lifecycle was agreed."), "retired "),
];
const CUSTOMER_ENDS: Ends = [
    (("CustomerLost", "Churned", "The contract ended without a renewal."), "lost "),
    (("OnHold", "On Hold", "Paused by the customer. Clocks stop."), "hold "),
    (("Transferred", "Transferred", "Another team or partner serves this customer."), "closed "),
];
const NEW_BUSINESS_ENDS: Ends = [
    (("ClosedWon", "Closed Won", "The prospect agreed to terms and signed a contract."), "golden won "),
    (("ClosedLost", "Closed Lost", "The prospect decided not to buy."), "lost "),
    (("DealPaused", "Paused", "The buyer froze the project and named a date."), "hold "),
];
const RENEWAL_ENDS: Ends = [
    (("Renewed", "Renewed", "The customer signed the renewal."), "won "),
    (("Churned", "Churned", "The customer decided not to renew."), "lost "),
    (("Merged", "Merged", "Continued in the contract of another company."), "closed "),
];
const EXPANSION_ENDS: Ends = [
    (("Expanded", "Expanded", "The customer signed the expansion."), "won "),
    (("NotExpanded", "Not Expanded", "The customer decided against the expansion."), "lost "),
    (("Postponed", "Postponed", "The customer planned the expansion for another year."), "hold "),
];

/// A track of about as many stages as the shape asks for, never fewer than two.
fn track(
    draw: &mut Draw,
    shape: &Shape,
    object: &'static str,
    path: &str,
    words: &'static [StageWords],
    ends: &'static Ends,
    left: usize,
) -> Track {
    let count = draw.between(shape.track.0, shape.track.1).min(left).max(2);
    let end_count = if count < 4 { 1 } else { draw.between(2, 3) };
    let chosen = draw.several(words, count - end_count);
    let rank = |chosen: &StageWords| words.iter().position(|words| words.0 == chosen.0).unwrap_or_default();
    let probability = |rank: usize| (object == "deal").then(|| (rank + 1) * 90 / words.len());
    let mut ranked: Vec<Stage> = chosen
        .into_iter()
        .map(|words| {
            stage(words, if matches!(words.0, "EarlyAdoption") { "golden " } else { "" }, probability(rank(words)))
        })
        .collect();
    let mut others = Vec::new();
    for (words, marks) in &ends[..end_count] {
        let end = stage(words, marks, None);
        if marks.contains("won") { ranked.push(end) } else { others.push(end) }
    }
    for stage in &mut ranked {
        if object == "contact" && stage.name == "SQL" {
            stage.marks = "golden ";
        }
    }
    Track { object, path: path.to_owned(), label: String::new(), pipeline: false, ranked, others }
}

fn stage(words: &StageWords, marks: &'static str, probability: Option<usize>) -> Stage {
    Stage { name: words.0, label: words.1, means: words.2, marks, probability }
}

/// `_emea_core` → `EmeaCore`.
fn camel(id: &str) -> String {
    id.split('_').map(fields::sentence_case).collect()
}
