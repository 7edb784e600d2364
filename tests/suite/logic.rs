//! Reasoning over conditions against brute force: whatever it proves must hold for every record of a small world.
//!
//! The worlds are small enough to try all of: a contact with a few values for each field, a place in a track, and up to two deals. Where
//! the language leaves a meaning to the CRM (is an unknown field "not A"?), a proof must hold in every reading.

mod automations;
mod findings;

use lifecycle_driver::rules::logic::{Formula, Logic, Verdict, View};
use lifecycle_driver::{Analysed, OsFs, analyse, lone_text};
use lifecycle_model::{
    Comparison, Condition, ConditionKind, Criterion, CriterionKind, Date, FieldId, Model, Object, Position, StageId,
    Test, Tracks, Value,
};
use lifecycle_tests::mutate::Random;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The value of a field in a small world: a number, a choice, yes as 1, or a day.
type Cell = Option<f64>;

/// A record: its fields by name, and the name of the stage it is on.
#[derive(Clone, Debug, Default)]
struct Record {
    fields: BTreeMap<&'static str, Cell>,
    stage: Option<&'static str>,
}

#[derive(Clone, Debug)]
struct World {
    contact: Record,
    deals: Vec<Record>,
    today: f64,
    /// How the CRM reads "is not" and "is false" of an unknown field.
    lenient: bool,
}

/// The meaning of a condition, as plainly as it can be said.
struct Meaning<'m>(&'m Model, &'m World);

impl Meaning<'_> {
    fn criterion(&self, criterion: &Criterion) -> bool {
        match &criterion.kind {
            CriterionKind::Condition(condition) => self.holds(condition, &self.1.contact, Object::Contact),
            CriterionKind::AtLeast(count, parts) => {
                parts.iter().filter(|part| self.criterion(part)).count() >= *count as usize
            }
            CriterionKind::Manual(_) => unreachable!("people are not asked here"),
        }
    }

    fn holds(&self, condition: &Condition, record: &Record, object: Object) -> bool {
        match &condition.kind {
            ConditionKind::All(parts) => parts.iter().all(|part| self.holds(part, record, object)),
            ConditionKind::Any(parts) => parts.iter().any(|part| self.holds(part, record, object)),
            ConditionKind::Not(inner) => !self.holds(inner, record, object),
            ConditionKind::Test(field, test) if self.0[*field].object == object => self.test(*field, test, record),
            ConditionKind::Test(field, test) => self.1.deals.iter().any(|deal| self.test(*field, test, deal)),
            ConditionKind::Stands(of, position, stage) if *of == object => self.stands(*position, *stage, record),
            ConditionKind::Stands(_, position, stage) => {
                self.1.deals.iter().any(|deal| self.stands(*position, *stage, deal))
            }
            ConditionKind::Has { within, position, filter, .. } => self.1.deals.iter().any(|deal| {
                let inside = |tracks: &Tracks| match tracks {
                    Tracks::One(track) => self.0[*track].stages.iter().any(|stage| self.is_at(*stage, deal)),
                    Tracks::Domain(_) => unreachable!("only pipelines are asked for"),
                };
                within.iter().all(inside)
                    && position.iter().all(|(position, stage)| self.stands(*position, *stage, deal))
                    && filter.iter().all(|filter| self.holds(filter, deal, Object::Deal))
            }),
            ConditionKind::Unresolved => unreachable!("generated conditions resolve"),
        }
    }

    fn is_at(&self, stage: StageId, record: &Record) -> bool {
        record.stage == Some(self.0[stage].ident.name.as_str())
    }

    fn stands(&self, position: Position, stage: StageId, record: &Record) -> bool {
        let track = &self.0[self.0[stage].track];
        let on = track.stages.iter().find(|stage| self.is_at(**stage, record));
        let rank = on.and_then(|on| self.0[*on].rank);
        let there = self.0[stage].rank;
        match position {
            Position::At => on == Some(&stage),
            Position::Before => record.stage.is_none() || rank.is_some_and(|rank| Some(rank) < there),
            Position::Beyond => rank.is_some_and(|rank| there.is_some_and(|there| rank > there)),
            Position::AtOrBeyond => rank.is_some_and(|rank| there.is_some_and(|there| rank >= there)),
        }
    }

    fn test(&self, field: FieldId, test: &Test, record: &Record) -> bool {
        let cell = record.fields.get(self.0[field].ident.name.as_str()).copied().flatten();
        let number = |value: &Value| match value {
            Value::Number(number) => *number,
            Value::Boolean(yes) => f64::from(u8::from(*yes)),
            Value::Choice(_, index) => f64::from(*index),
            Value::Date(Date { day, .. }) => f64::from(*day),
            Value::Today => self.1.today,
            other => unreachable!("{other:?}"),
        };
        let lenient = || self.1.lenient && cell.is_none();
        match test {
            Test::IsTrue => cell == Some(1.0),
            Test::Known => cell.is_some(),
            Test::Unknown => cell.is_none(),
            Test::Compare(Comparison::NotEqual, value) => cell.map_or(lenient(), |cell| cell != number(value)),
            Test::Compare(Comparison::Equal, Value::Boolean(false)) => cell.map_or(lenient(), |cell| cell == 0.0),
            Test::Compare(comparison, value) => cell.is_some_and(|cell| match comparison {
                Comparison::Equal => cell == number(value),
                Comparison::Less => cell < number(value),
                Comparison::LessOrEqual => cell <= number(value),
                Comparison::Greater => cell > number(value),
                Comparison::GreaterOrEqual => cell >= number(value),
                Comparison::NotEqual => unreachable!(),
            }),
            Test::In(values) => cell.is_some_and(|cell| values.iter().any(|value| number(value) == cell)),
            Test::WithinLast(length) => {
                cell.is_some_and(|cell| cell <= self.1.today && cell > self.1.today - f64::from(length.count))
            }
            Test::OlderThan(length) => cell.is_some_and(|cell| cell < self.1.today - f64::from(length.count)),
            Test::Contains(_) => unreachable!("texts are not asked here"),
        }
    }
}

const FIELDS: &str = "object contact {\n  field score number\n  field band picklist { A  B  C }\n  field flag boolean\n  field day date\n}\n\
                      domain place on contact { stage S0  stage S1  stage S2  lost stage Gone }\n\
                      domain sales on deal { pipeline P { stage P0  stage P1  lost stage Lost } }\n";

/// What a contact is asked in one kind of world.
const OWN: [&str; 15] = [
    "score >= N",
    "score < N",
    "score = N",
    "score is not N",
    "score is known",
    "score is unknown",
    "band is B",
    "band is not B",
    "band in (B, B)",
    "flag",
    "flag is false",
    "contact is at S",
    "contact is before R",
    "contact is beyond R",
    "contact is at or beyond R",
];
const DATED: [&str; 10] = [
    "day >= D",
    "day < D",
    "day = D",
    "day > today",
    "day <= today",
    "day is today",
    "day is known",
    "day within last K days",
    "day older than K days",
    "flag",
];
const RELATED: [&str; 12] = [
    "flag",
    "has deal",
    "has deal in P",
    "has deal at P.Q",
    "has deal before P.Q",
    "has deal at or beyond P.Q",
    "(has deal where amount > N)",
    "(has deal at P.Q where amount <= N)",
    "(has deal where amount = N)",
    "deal.amount > N",
    "deal.amount <= N",
    "deal is beyond P.Q",
];

fn atom(random: &mut Random, atoms: &[&str]) -> String {
    let mut text = (*random.pick(atoms).unwrap()).to_owned();
    for (letter, words) in [
        ("N", &["1", "2", "3"][..]),
        ("B", &["A", "B", "C"]),
        ("S", &["place.S0", "place.S1", "place.S2", "place.Gone"]),
        ("R", &["place.S0", "place.S1", "place.S2"]),
        ("D", &["2026-01-02", "2026-01-03", "2026-01-04"]),
        ("K", &["1", "2"]),
        ("Q", &["P0", "P1"]),
    ] {
        let words: Vec<&str> = words.to_vec();
        let stands_alone = |text: &str, at: usize| {
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            !letter(text[..at].chars().next_back()) && !letter(text[at + 1..].chars().next())
        };
        let mut from = 0;
        while let Some(found) = text[from..].find(letter).map(|at| from + at) {
            from = found + 1;
            // The pipeline `P` and the values of the band are no places to fill.
            if stands_alone(&text, found) && !words.contains(&letter) || letter == "B" && stands_alone(&text, found) {
                let word = random.pick(&words).unwrap();
                text.replace_range(found..=found, word);
                from = found + word.len();
            }
        }
    }
    text
}

fn condition(random: &mut Random, atoms: &[&str], depth: usize) -> String {
    match random.below(if depth == 0 { 1 } else { 5 }) {
        3 => format!("not ({})", condition(random, atoms, depth - 1)),
        kind @ (1 | 2 | 4) => {
            let word = if kind == 1 { "and" } else { "or" };
            format!("({} {word} {})", condition(random, atoms, depth - 1), condition(random, atoms, depth - 1))
        }
        _ => atom(random, atoms),
    }
}

/// Stages with three random criteria each.
fn text(seed: u64, atoms: &[&str], cases: usize) -> String {
    let mut random = Random::new(seed);
    let mut text = format!("{FIELDS}domain cases on contact {{\n");
    for case in 0..cases {
        writeln!(text, "  stage Case{case} {{\n    entry {{").unwrap();
        for _ in 0..2 {
            writeln!(text, "      {}", condition(&mut random, atoms, 2)).unwrap();
        }
        let (first, second, third) =
            (atom(&mut random, atoms), condition(&mut random, atoms, 1), atom(&mut random, atoms));
        match random.below(3) {
            0 => writeln!(text, "      2 of {{\n        {first}\n        {second}\n        {third}\n      }}"),
            _ => writeln!(text, "      {first}"),
        }
        .unwrap();
        text.push_str("    }\n  }\n");
    }
    text.push_str("}\n");
    text
}

fn record(fields: &[(&'static str, Cell)], stage: Option<&'static str>) -> Record {
    Record { fields: fields.iter().copied().collect(), stage }
}

fn world(contact: Record, deals: Vec<Record>, today: f64) -> [World; 2] {
    [true, false].map(|lenient| World { contact: contact.clone(), deals: deals.clone(), today, lenient })
}

const FLAGS: [Cell; 3] = [None, Some(0.0), Some(1.0)];

fn own_worlds() -> Vec<World> {
    let mut all = Vec::new();
    for score in [None, Some(0.5), Some(1.0), Some(1.5), Some(2.0), Some(2.5), Some(3.0), Some(9.0)] {
        for band in [None, Some(0.0), Some(1.0), Some(2.0)] {
            for flag in FLAGS {
                for stage in [None, Some("S0"), Some("S1"), Some("S2"), Some("Gone")] {
                    all.extend(world(record(&[("score", score), ("band", band), ("flag", flag)], stage), vec![], 0.0));
                }
            }
        }
    }
    all
}

fn dated_worlds() -> Vec<World> {
    let mut all = Vec::new();
    for today in 0..8 {
        for day in 0..9 {
            for flag in FLAGS {
                let day = (day > 0).then_some(f64::from(day));
                all.extend(world(record(&[("day", day), ("flag", flag)], None), vec![], f64::from(today)));
            }
        }
    }
    all
}

fn related_worlds() -> Vec<World> {
    let mut deals = Vec::new();
    for amount in [None, Some(0.5), Some(1.0), Some(1.5), Some(2.0), Some(2.5), Some(3.0), Some(4.0)] {
        for stage in [None, Some("P0"), Some("P1"), Some("Lost")] {
            deals.push(record(&[("amount", amount)], stage));
        }
    }
    let mut sets: Vec<Vec<Record>> = vec![vec![]];
    for (index, deal) in deals.iter().enumerate() {
        sets.push(vec![deal.clone()]);
        sets.extend(deals[index + 1..].iter().map(|other| vec![deal.clone(), other.clone()]));
    }
    let with_flags = sets.iter().flat_map(|set| FLAGS.map(|flag| (set.clone(), flag)));
    with_flags.flat_map(|(set, flag)| world(record(&[("flag", flag)], None), set, 0.0)).collect()
}

/// Every verdict on every case against every world. Returns how many contradictions and consequences there are, and how many were found.
fn compare(atoms: &[&str], worlds: &[World], seed: u64, cases: usize) -> [usize; 4] {
    let text = text(seed, atoms, cases);
    let found: Analysed = analyse(&OsFs, &lone_text("cases.lifecycle", text.clone()), &Default::default());
    let model = &found.model;
    let logic = Logic::new(model);
    let mut counts = [0; 4];
    let stages = model.stages.values().filter(|stage| stage.ident.name.starts_with("Case"));
    for stage in stages {
        let criteria = &stage.entry.as_ref().unwrap().criteria;
        assert_eq!(criteria.len(), 3, "{:#?}\n{text}", found.findings);
        let view = View::From(Object::Contact);
        let formulas: Vec<Formula<'_>> = criteria.iter().map(|criterion| logic.criterion(view, criterion)).collect();
        let parts: Vec<&Formula<'_>> = formulas.iter().collect();
        // For each world, which criteria hold there.
        let holds: Vec<[bool; 3]> = worlds
            .iter()
            .map(|world| std::array::from_fn(|index| Meaning(model, world).criterion(&criteria[index])))
            .collect();
        let name = &stage.ident.name;
        let never = !holds.iter().any(|holds| holds.iter().all(|part| *part));
        let verdict = logic.solve(&parts);
        assert_ne!(verdict, Verdict::Undecided, "{name}\n{text}");
        assert!(never || verdict == Verdict::Perhaps, "{name} can hold\n{text}");
        counts[0] += usize::from(never);
        counts[1] += usize::from(verdict == Verdict::Never);
        let core = logic.core(&parts);
        assert_eq!(core.is_empty(), verdict == Verdict::Perhaps, "{name}");
        let core_holds = holds.iter().any(|holds| core.iter().all(|index| holds[*index]));
        assert!(core.is_empty() || !core_holds, "{name}: {core:?}");
        let follows = !holds.iter().any(|holds| holds[0] && holds[1] && !holds[2]);
        let implied = logic.implies(&parts[..2], parts[2]);
        assert!(follows || !implied, "the last criterion of {name} does not follow\n{text}");
        counts[2] += usize::from(follows);
        counts[3] += usize::from(implied);
    }
    counts
}

#[test]
fn what_is_proved_of_one_record_holds_in_every_world() {
    let [never, proved, follows, implied] = compare(&OWN, &own_worlds(), 11, 1_500);
    // Fields and places are read exactly, but for what CRMs read differently.
    assert!(never - proved <= 3 && follows - implied <= 3, "{never} {proved} {follows} {implied}");
    assert!(never > 200 && follows > 200, "{never} {follows}");
}

#[test]
fn what_is_proved_of_dates_holds_on_every_day() {
    let [never, proved, follows, implied] = compare(&DATED, &dated_worlds(), 12, 1_500);
    // Nothing is known of today: what needs both the calendar and the day is left open.
    assert!(proved * 2 > never && implied * 2 > follows, "{never} {proved} {follows} {implied}");
}

#[test]
fn what_is_proved_of_related_records_holds_with_any_of_them() {
    let [never, proved, follows, implied] = compare(&RELATED, &related_worlds(), 13, 400);
    assert!(proved * 2 > never && implied * 2 > follows, "{never} {proved} {follows} {implied}");
}
