//! What a varied lifecycle holds, decided before a line is written, so that any line may refer to anything.

use super::labels::label;
use crate::generate::draw::Draw;

/// A declared field, or one that every CRM has.
pub(super) struct Field {
    pub(super) object: &'static str,
    pub(super) name: String,
    pub(super) ty: &'static str,
    /// The values of a picklist: name and label.
    pub(super) values: Vec<(String, String)>,
}

impl Field {
    pub(super) fn path(&self) -> String {
        format!("{}.{}", self.object, self.name)
    }

    pub(super) fn value<'a>(&'a self, draw: &mut Draw) -> &'a str {
        &draw.pick(&self.values).0
    }
}

/// How a stage stands in its track.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Open,
    Golden,
    Won,
    Lost,
    Closed,
    Hold,
    Retired,
}

impl Mark {
    /// What is written before `stage`.
    pub(super) fn words(self) -> &'static str {
        match self {
            Mark::Open => "",
            Mark::Golden => "golden ",
            Mark::Won => "won ",
            Mark::Lost => "lost ",
            Mark::Closed => "closed ",
            Mark::Hold => "hold ",
            Mark::Retired => "retired ",
        }
    }

    /// Whether it has a place in the order.
    pub(super) fn ranked(self) -> bool {
        matches!(self, Mark::Open | Mark::Golden | Mark::Won)
    }
}

/// A stage.
pub(super) struct Stage {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) mark: Mark,
    pub(super) untracked: bool,
}

/// A domain without pipelines, or a pipeline.
pub(super) struct Track {
    pub(super) object: &'static str,
    pub(super) domain: usize,
    /// What stands before the dot of a stage.
    pub(super) path: String,
    pub(super) label: String,
    pub(super) stages: Vec<Stage>,
}

impl Track {
    pub(super) fn ranked(&self) -> Vec<&Stage> {
        self.stages.iter().filter(|stage| stage.mark.ranked()).collect()
    }

    /// A stage that records can be in and that has a rank.
    pub(super) fn stage(&self, draw: &mut Draw) -> String {
        let kept: Vec<&Stage> = self.ranked().into_iter().filter(|stage| !stage.untracked).collect();
        format!("{}.{}", self.path, draw.pick(&kept).name)
    }

    /// Any stage that records can be moved to.
    pub(super) fn any(&self, draw: &mut Draw) -> String {
        let kept: Vec<&Stage> =
            self.stages.iter().filter(|stage| !stage.untracked && stage.mark != Mark::Retired).collect();
        format!("{}.{}", self.path, draw.pick(&kept).name)
    }
}

/// Whose most, or least, advanced record decides.
pub(super) struct Source {
    pub(super) which: &'static str,
    pub(super) domain: usize,
}

/// A domain.
pub(super) struct Domain {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) object: &'static str,
    pub(super) per_product: bool,
    pub(super) pipelines: bool,
    pub(super) source: Option<Source>,
}

/// The whole.
pub(super) struct World {
    /// So many of a hundred labels are hostile.
    pub(super) hostile: usize,
    /// So many of a hundred optional items are written.
    pub(super) detail: usize,
    pub(super) teams: Vec<&'static str>,
    pub(super) queues: Vec<&'static str>,
    pub(super) fields: Vec<Field>,
    pub(super) domains: Vec<Domain>,
    pub(super) tracks: Vec<Track>,
    labels: usize,
}

const OBJECTS: &[&str] = &["contact", "company", "deal", "ticket", "meeting"];

/// Fields that CRMs have by themselves, with the type that a declaration must say.
const STANDARD: &[(&str, &str, &str)] = &[
    ("contact", "email", "email"),
    ("contact", "phone", "phone"),
    ("contact", "last_name", "text"),
    ("deal", "amount", "currency"),
    ("deal", "close_date", "date"),
    ("company", "website", "url"),
];

const TYPES: &[&str] = &[
    "text",
    "number",
    "currency",
    "percent",
    "boolean",
    "date",
    "datetime",
    "email",
    "phone",
    "url",
    "picklist",
    "multipicklist",
    "user",
    "boolean",
    "date",
    "picklist",
];

impl World {
    pub(super) fn new(draw: &mut Draw) -> World {
        let mut world = World {
            hostile: *draw.pick(&[0, 10, 60]),
            detail: draw.between(1, 9) * 10,
            teams: vec!["Marketing", "Sales", "CS"],
            queues: if draw.chance(40) { vec!["Inbound"] } else { Vec::new() },
            fields: Vec::new(),
            domains: Vec::new(),
            tracks: Vec::new(),
            labels: 0,
        };
        world.plan_fields(draw);
        world.plan_people(draw);
        if draw.chance(75) {
            world.plan_deals(draw);
        }
        if draw.chance(60) {
            world.plan_tickets(draw);
        }
        world.plan_companies(draw);
        world
    }

    pub(super) fn label(&mut self, draw: &mut Draw) -> String {
        self.labels += 1;
        label(draw, self.hostile, self.labels)
    }

    pub(super) fn maybe(&self, draw: &mut Draw) -> bool {
        draw.chance(self.detail)
    }

    pub(super) fn of<'a>(&'a self, object: &str) -> Vec<&'a Field> {
        self.fields.iter().filter(|field| field.object == object).collect()
    }

    pub(super) fn tracks_of(&self, object: &str) -> Vec<&Track> {
        self.moving().into_iter().filter(|track| track.object == object).collect()
    }

    /// The tracks along which records move, rather than follow others.
    pub(super) fn moving(&self) -> Vec<&Track> {
        self.tracks.iter().filter(|track| self.domains[track.domain].source.is_none()).collect()
    }

    fn plan_fields(&mut self, draw: &mut Draw) {
        for &(object, name, ty) in STANDARD {
            if object == "contact" || draw.chance(60) {
                self.fields.push(Field { object, name: name.to_owned(), ty, values: Vec::new() });
            }
        }
        for &object in OBJECTS {
            for number in 0..draw.between(2, 7) {
                let ty = *draw.pick(TYPES);
                let mut values = Vec::new();
                if ty.ends_with("picklist") {
                    for value in 0..draw.between(2, 5) {
                        values.push((format!("V{value}"), self.label(draw)));
                    }
                }
                self.fields.push(Field { object, name: format!("f{number}_{ty}"), ty, values });
            }
        }
    }

    fn plan_people(&mut self, draw: &mut Draw) {
        let lead = self.add(draw, "lead", "contact", false);
        self.track(draw, lead, "lead".to_owned(), "contact");
        if draw.chance(25) {
            let partner = self.add(draw, "partner", "contact", false);
            self.track(draw, partner, "partner".to_owned(), "contact");
        }
    }

    fn plan_deals(&mut self, draw: &mut Draw) {
        let sales = self.add(draw, "sales", "deal", false);
        self.domains[sales].pipelines = true;
        for number in 0..draw.between(1, 4) {
            self.track(draw, sales, format!("Deals{number}"), "deal");
        }
        if draw.chance(30) {
            let poc = self.add(draw, "poc", "deal", false);
            self.track(draw, poc, "poc".to_owned(), "deal");
        }
    }

    fn plan_tickets(&mut self, draw: &mut Draw) {
        let per_product = draw.chance(40);
        let customer = self.add(draw, "customer", "ticket", per_product);
        if draw.chance(35) {
            self.domains[customer].pipelines = true;
            for number in 0..draw.between(1, 2) {
                self.track(draw, customer, format!("Care{number}"), "ticket");
            }
        } else {
            self.track(draw, customer, "customer".to_owned(), "ticket");
        }
    }

    /// On companies: derived from their people or journeys, and sometimes a track of their own.
    fn plan_companies(&mut self, draw: &mut Draw) {
        let plain = |domain: &Domain| !domain.pipelines && domain.object != "deal";
        let sources: Vec<usize> = (0..self.domains.len()).filter(|&index| plain(&self.domains[index])).collect();
        if draw.chance(65) {
            let source = *draw.pick(&sources);
            let company = self.add(draw, "company", "company", false);
            let mirror = draw.chance(25);
            let which = if draw.chance(75) { "most" } else { "least" };
            self.domains[company].source = Some(Source { which, domain: source });
            // Without stages of its own, it takes over those of its source.
            if !mirror {
                self.track(draw, company, "company".to_owned(), "company");
            }
        }
        if draw.chance(25) {
            let program = self.add(draw, "program", "company", false);
            self.track(draw, program, "program".to_owned(), "company");
        }
    }

    fn add(&mut self, draw: &mut Draw, name: &str, object: &'static str, per_product: bool) -> usize {
        let label = self.label(draw);
        let name = name.to_owned();
        self.domains.push(Domain { name, label, object, per_product, pipelines: false, source: None });
        self.domains.len() - 1
    }

    fn track(&mut self, draw: &mut Draw, domain: usize, path: String, object: &'static str) {
        let derived = self.domains[domain].source.is_some();
        let number = self.tracks.len();
        let mut marks = vec![Mark::Open; draw.between(2, 5)];
        if !derived {
            if draw.chance(60) {
                let last = marks.len() - 1;
                marks[last] = Mark::Golden;
            }
            if object == "deal" && self.domains[domain].pipelines {
                marks.extend([Mark::Won, Mark::Lost]);
            } else if draw.chance(70) {
                marks.push(Mark::Lost);
            }
            marks.extend([Mark::Closed, Mark::Hold, Mark::Retired].into_iter().filter(|_| draw.chance(20)));
        }
        let untracked = !derived && object == "contact" && draw.chance(25);
        let stages = marks.iter().enumerate().map(|(index, &mark)| {
            // Some names are those of other tracks: pipelines share stages.
            let name = if draw.chance(15) { format!("Shared{index}") } else { format!("S{number}x{index}") };
            let label = if name.starts_with("Shared") { format!("Shared {index}") } else { self.label(draw) };
            Stage { name, label, mark, untracked: untracked && index == 0 && marks.len() > 2 }
        });
        let stages = stages.collect();
        let label = self.label(draw);
        self.tracks.push(Track { object, domain, path, label, stages });
    }
}
