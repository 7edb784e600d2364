//! Small lifecycles at random, as texts, so that they come the way every other one does.

use lifecycle_tests::mutate::Random;
use std::fmt::Write;

/// A random lifecycle, declaration by declaration, so that its automations can change places.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) head: String,
    pub(super) automations: Vec<String>,
}

impl Sample {
    pub(super) fn text(&self) -> String {
        format!("{}{}", self.head, self.automations.concat())
    }

    /// With these automations and no others.
    pub(super) fn only(&self, kept: &[usize]) -> Sample {
        let automations = kept.iter().map(|index| self.automations[*index].clone()).collect();
        Sample { head: self.head.clone(), automations }
    }

    /// With two automations in each other's places.
    pub(super) fn swapped(&self, one: usize, other: usize) -> String {
        let mut swapped = self.clone();
        swapped.automations.swap(one, other);
        swapped.text()
    }
}

/// What stands beside the contacts.
#[derive(Clone, Copy, PartialEq)]
enum Beside {
    Nothing,
    Deals,
    Companies,
}

struct Author {
    random: Random,
    stages: usize,
    beside: Beside,
    /// The derived stages.
    derived: Vec<String>,
    /// The two fields that matter.
    fields: [&'static str; 2],
}

/// The lifecycle of a seed.
pub(super) fn sample(seed: u64) -> Sample {
    let mut random = Random::new(seed * 2 + 1);
    let beside = match random.below(10) {
        0..5 => Beside::Nothing,
        5..8 => Beside::Deals,
        _ => Beside::Companies,
    };
    let stages = 2 + random.below(if beside == Beside::Nothing { 3 } else { 2 });
    let fields = *random.pick(&[["score", "flag"], ["score", "band"], ["flag", "band"]]).unwrap();
    Author { random, stages, beside, derived: Vec::new(), fields }.write()
}

impl Author {
    fn one(&mut self, words: &[&str]) -> String {
        (*self.random.pick(words).unwrap()).to_owned()
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.random.below(100) < percent
    }

    fn stage(&mut self) -> String {
        match self.random.below(6) {
            0 => "Gone".to_owned(),
            _ => self.step(),
        }
    }

    fn step(&mut self) -> String {
        format!("S{}", self.random.below(self.stages))
    }

    fn deal_stage(&mut self) -> String {
        self.one(&["P0", "P1", "Won", "Lost"])
    }

    fn company_stage(&mut self) -> String {
        let derived = self.derived.clone();
        self.random.pick(&derived).cloned().unwrap()
    }

    fn field(&mut self) -> &'static str {
        self.fields[self.random.below(2)]
    }

    fn value(&mut self, field: &str) -> String {
        match field {
            "score" => self.one(&["1", "3"]),
            "band" => self.one(&["A", "B"]),
            _ => self.one(&["true", "false"]),
        }
    }

    fn test(&mut self) -> String {
        let field = self.field();
        if self.chance(15) {
            return format!("contact.{field} is {}", self.one(&["known", "unknown"]));
        }
        match field {
            "score" => {
                format!("contact.score {} {}", self.one(&[">=", "<", "=", ">", "<="]), self.one(&["1", "2", "2"]))
            }
            "band" => format!("contact.band {} {}", self.one(&["is", "is", "is not"]), self.one(&["A", "B"])),
            _ => self.one(&["contact.flag", "not contact.flag", "contact.flag is false"]),
        }
    }

    fn atom(&mut self) -> String {
        match self.random.below(if self.beside == Beside::Deals { 8 } else { 6 }) {
            0 if !self.derived.is_empty() => {
                format!("company is {} company.{}", self.one(&["at", "at or beyond"]), self.company_stage())
            }
            0..4 => self.test(),
            4 => format!("contact is at lead.{}", self.stage()),
            // Nobody is before the first stage.
            5 if self.chance(30) => format!("contact is before lead.S{}", 1 + self.random.below(self.stages - 1)),
            5 => format!("contact is {} lead.{}", self.one(&["beyond", "at or beyond"]), self.step()),
            6 => format!("has deal at P.{}", self.deal_stage()),
            _ => format!("has deal {}", self.one(&["in P", "at or beyond P.P1", "before P.P1"])),
        }
    }

    fn condition(&mut self) -> String {
        match self.random.below(5) {
            0 => format!("{} and {}", self.atom(), self.atom()),
            1 => format!("({} or {})", self.atom(), self.atom()),
            _ => self.atom(),
        }
    }

    fn event(&mut self) -> String {
        let kinds = if self.beside == Beside::Deals { 9 } else { 6 };
        if !self.derived.is_empty() && self.chance(35) {
            return format!("company {} company.{}", self.one(&["enters", "enters", "leaves"]), self.company_stage());
        }
        match self.random.below(kinds) {
            0 => format!("contact enters lead.{}", self.stage()),
            1 => format!("contact leaves lead.{}", self.stage()),
            2 => format!("contact.{} changes", self.field()),
            3 | 4 => {
                let field = self.field();
                format!("contact.{field} becomes {}", self.value(field))
            }
            5 => format!("contact stays in lead.{} for 3 days", self.stage()),
            6 => "deal is created in P".to_owned(),
            7 => format!("deal enters P.{}", self.deal_stage()),
            _ => format!("deal leaves P.{}", self.deal_stage()),
        }
    }

    fn action(&mut self) -> String {
        let kinds = if self.beside == Beside::Deals { 9 } else { 7 };
        match self.random.below(kinds) {
            0..3 => format!("move contact to lead.{}", self.stage()),
            3 => format!("restart contact at lead.{}", self.stage()),
            4..7 => {
                let field = self.field();
                let value = if self.chance(15) { "null".to_owned() } else { self.value(field) };
                format!("set contact.{field} = {value}")
            }
            7 => format!("create deal at P.{}", self.one(&["P0", "P1"])),
            _ => format!("move deal to P.{}", self.deal_stage()),
        }
    }

    fn entry(&mut self) -> String {
        let criteria: Vec<String> = (0..1 + self.random.below(2)).map(|_| self.condition()).collect();
        let auto = if self.chance(35) { " auto" } else { "" };
        format!("entry{auto} {{\n{}\n}}", criteria.join("\n"))
    }

    fn exits(&mut self, own: &str) -> String {
        let mut exits = String::from("exit {");
        for _ in 0..1 + self.random.below(2) {
            let to = self.stage();
            if to == own {
                continue;
            }
            let kind = self.one(&["to", "to", "recycle to"]);
            let kind = if to == "Gone" { "drop to".to_owned() } else { kind };
            let reason = if kind == "to" { "" } else { " for \"x\"" };
            let when = if kind == "to" && self.chance(25) { format!(" when {}", self.atom()) } else { String::new() };
            write!(exits, " {kind} {to}{when}{reason} ").unwrap();
        }
        exits.push('}');
        if exits == "exit {}" { String::new() } else { exits }
    }

    fn write(mut self) -> Sample {
        let movement = self.one(&["forward_only", "forward_only", "free"]);
        let skip = self.one(&["allowed", "filled", "forbidden"]);
        let mut head = format!("lifecycle \"L\" {{ company \"C\"  movement {movement}  skip {skip} }}\nteam Sales\n");
        head.push_str(
            "object contact {\n  field score number\n  field band picklist { A  B }\n  field flag boolean\n}\n",
        );
        head.push_str("domain lead on contact {\n");
        let golden = 1 + self.random.below(self.stages - 1);
        for index in 0..self.stages {
            let name = format!("S{index}");
            let entry = if index > 0 && self.chance(60) { self.entry() } else { String::new() };
            let exits = if self.chance(50) { self.exits(&name) } else { String::new() };
            let mark = if index == golden { "golden " } else { "" };
            writeln!(head, "  {mark}stage {name} {{ owner Sales {entry} {exits} }}").unwrap();
        }
        head.push_str("  lost stage Gone { owner Sales }\n}\n");
        match self.beside {
            Beside::Nothing => {}
            Beside::Deals => self.deals(&mut head),
            Beside::Companies => self.companies(&mut head),
        }
        let automations = (0..1 + self.random.below(4)).map(|index| self.automation(index)).collect();
        Sample { head, automations }
    }

    fn deals(&mut self, head: &mut String) {
        let entry = if self.chance(40) { format!("entry {{ {} }}", self.test()) } else { String::new() };
        writeln!(
            head,
            "domain sales on deal {{ pipeline P {{\n  stage P0 {{ owner Sales }}\n  stage P1 {{ owner Sales {entry} }}\n  won stage Won {{ owner Sales }}\n  lost stage Lost {{ owner Sales }}\n}} }}"
        )
        .unwrap();
    }

    /// Each source stage in one of two derived ones, or in none.
    fn companies(&mut self, head: &mut String) {
        let mut from = [Vec::new(), Vec::new()];
        for stage in (0..self.stages).map(|index| format!("S{index}")).chain(["Gone".to_owned()]) {
            match self.random.below(5) {
                0 => {}
                kind => from[kind % 2].push(stage),
            }
        }
        let stages: Vec<String> = ["Low", "High"]
            .iter()
            .zip(from)
            .filter(|(_, from)| !from.is_empty())
            .map(|(name, from)| format!("  stage {name} {{ from {} }}\n", from.join(", ")))
            .collect();
        self.derived = stages.iter().filter_map(|stage| stage.split_whitespace().nth(1)).map(str::to_owned).collect();
        let which = self.one(&["most", "least"]);
        writeln!(head, "domain company on company rolls up {which} advanced lead {{\n{}}}", stages.concat()).unwrap();
    }

    /// Every automation tells that it ran, before anything else.
    fn automation(&mut self, index: usize) -> String {
        let mut text = format!("automation A{index} {{\n  when {}\n", self.event());
        for _ in 0..self.random.below(3) {
            writeln!(text, "  if {}", self.condition()).unwrap();
        }
        writeln!(text, "  notify Sales \"A{index}\"").unwrap();
        for _ in 0..1 + self.random.below(2) {
            writeln!(text, "  {}", self.action()).unwrap();
        }
        text.push_str("}\n");
        text
    }
}
