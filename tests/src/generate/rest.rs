//! Automations, scenarios, vocabulary, upkeep and the header as text.

use super::conditions::{condition, field, field_of};
use super::draw::Draw;
use super::fields::{date, sentence_case, value};
use super::plan::{Plan, Shape, Track};
use super::vocabulary::{ADJECTIVES, COMMENTS, NOUNS, TASKS};

/// `lifecycle "…" { … }`.
pub(super) fn header(shape: &Shape) -> String {
    let movement = shape.movement;
    format!(
        "lifecycle \"Generated GTM\" {{\n  company   \"Example, Inc.\"\n  owner     RevOps\n  crm       salesforce, \
         hubspot\n  movement  {movement}\n}}"
    )
}

/// `automation Name { … }`.
pub(super) fn automation(plan: &mut Plan, draw: &mut Draw) -> String {
    let words = format!("{} {}", draw.pick(ADJECTIVES), draw.pick(NOUNS));
    let name = plan.fresh(&words.split(' ').map(sentence_case).collect::<String>(), "Rule");
    let plan = &*plan;
    let track = moving(plan, draw);
    let (object, event) = event(plan, draw, track);
    let mut lines = vec![format!("automation {name} \"What follows from the {words}\" {{"), format!("  when {event}")];
    for _ in 0..draw.below(3) {
        lines.push(format!("  if   {}", condition(plan, draw, object, false)));
    }
    let count = draw.between(1, 3);
    lines.extend((0..count).map(|_| format!("  {}", action(plan, draw, object))));
    if draw.chance(10) {
        lines.push(format!("  note \"{}\"", draw.pick(COMMENTS)));
    }
    lines.push("}".to_owned());
    lines.join("\n")
}

/// An event, and the object it happens to.
fn event<'p>(plan: &'p Plan, draw: &mut Draw, track: &'p Track) -> (&'p str, String) {
    let object = track.object;
    let choice = field_of(plan, draw, object, &["boolean", "picklist"]);
    let day = field_of(plan, draw, object, &["date"]);
    let text = match (draw.below(7), choice, day) {
        (0, ..) if track.pipeline => format!("{object} is created in {}", track.path),
        (0, ..) => return ("meeting", "meeting is created".to_owned()),
        (1, ..) => format!("{object} leaves {}", track.stage(draw)),
        (2, ..) => format!("{object} stays in {} for {} business days", track.stage(draw), draw.between(2, 20)),
        (3, ..) => format!("{} changes", field(plan, draw, object).path()),
        (4, Some(choice), _) => format!("{} becomes {}", choice.path(), value(draw, choice)),
        (5, _, Some(day)) => {
            let side = *draw.pick(&["before", "after"]);
            format!("{} days {side} {}", draw.between(2, 12) * 10, day.path())
        }
        _ => format!("{object} enters {}", track.stage(draw)),
    };
    (object, text)
}

fn action(plan: &Plan, draw: &mut Draw, object: &str) -> String {
    let track = moving(plan, draw);
    match draw.below(8) {
        0 | 1 => format!("move {} to {}", track.object, track.stage(draw)),
        2 => format!("notify {} \"{}\"", draw.pick(&plan.teams), draw.pick(TASKS)),
        3 => format!("task {} \"{}\" due {} days", draw.pick(&plan.teams), draw.pick(TASKS), draw.between(2, 10)),
        4 if track.object != object => {
            let field = field(plan, draw, track.object);
            format!("create {} at {} with {} = {}", track.object, first(track), field.name, value(draw, field))
        }
        5 => format!("restart {} at {}", track.object, first(track)),
        _ => {
            let field = field(plan, draw, object);
            format!("set  {} = {}", field.path(), value(draw, field))
        }
    }
}

/// `scenario "…" { … }`.
pub(super) fn scenario(plan: &mut Plan, draw: &mut Draw) -> String {
    let title = format!("A record with {} {} moves on", draw.pick(ADJECTIVES), draw.pick(NOUNS));
    let title = plan.fresh(&title, ", part ");
    let plan = &*plan;
    let track = moving(plan, draw);
    let object = track.object;
    let rank = draw.below(track.ranked.len());
    let stage = format!("{}.{}", track.path, track.ranked[rank].name);
    let (given, changed) = (field(plan, draw, object), field(plan, draw, object));
    let covers = if draw.chance(6) { " covers multi_product" } else { "" };
    let mut lines = vec![
        format!("scenario \"{title}\"{covers} {{"),
        format!("  given  {object} at {stage} with {} = {}", given.name, value(draw, given)),
        format!("  when   {} = {}", changed.path(), value(draw, changed)),
        format!("  expect {object} is at or beyond {stage}"),
    ];
    if let Some(next) = track.ranked.get(rank + 1).filter(|_| draw.chance(60)) {
        lines.push(format!("  when   {object} enters {}.{}", track.path, next.name));
        lines.push(format!("  expect {object} at {}.{}", track.path, next.name));
    }
    lines.push("}".to_owned());
    lines.join("\n")
}

/// `term Name { … }`.
pub(super) fn term(plan: &mut Plan, draw: &mut Draw) -> String {
    let (first, second) = (*draw.pick(ADJECTIVES), *draw.pick(NOUNS));
    let name = plan.fresh(&format!("{}{}Term", sentence_case(first), sentence_case(second)), "");
    let label = format!("{} {}", sentence_case(first), second);
    let means =
        format!("What the teams agreed to call the {first} {second}, whoever reports it and wherever it is kept.");
    format!("term {name} \"{label}\" {{\n  means \"{means}\"\n  confirmed by RevOps on {}\n}}", date(draw))
}

/// `faq "…" { … }`.
pub(super) fn faq(plan: &mut Plan, draw: &mut Draw) -> String {
    let (label, other, means, place) = {
        let track = moving(plan, draw);
        let (one, two) = (draw.pick(&track.ranked), draw.pick(&track.ranked));
        (one.label, two.label, one.means, track.path.clone())
    };
    let question = if label == other {
        format!("When exactly is a record at {label} in {place}?")
    } else {
        format!("How do {label} and {other} differ in {place}?")
    };
    let question = plan.fresh(&question, " Question ");
    if draw.chance(30) {
        return format!(
            "faq \"{question}\" {{\n  answer \"\"\"\n    {means}\n    {}\n    \"\"\"\n}}",
            draw.pick(COMMENTS)
        );
    }
    format!("faq \"{question}\" {{\n  answer \"{means}\"\n}}")
}

/// `milestone Name on OBJECT { … }`.
pub(super) fn milestone(plan: &mut Plan, draw: &mut Draw) -> String {
    let noun = *draw.pick(NOUNS);
    let name = plan.fresh(&format!("{}Reached", sentence_case(noun)), "");
    let plan = &*plan;
    let object = moving(plan, draw).object;
    let when = condition(plan, draw, object, false);
    format!(
        "milestone {name} \"{} reached\" on {object} {{\n  means \"The first day on which the {noun} was complete.\"\n  \
         when {when}\n}}",
        sentence_case(noun)
    )
}

/// `maintain … { … }`.
pub(super) fn maintain(plan: &mut Plan, draw: &mut Draw) -> String {
    let cadence = *draw.pick(&["monthly", "quarterly", "yearly"]);
    let title = plan.fresh(&format!("Look at the {} {}", draw.pick(ADJECTIVES), draw.pick(NOUNS)), " ");
    format!("maintain {cadence} \"{title}\" {{\n  check \"{}.\"\n}}", draw.pick(TASKS))
}

/// `measure { … }`.
pub(super) fn measure(plan: &Plan, draw: &mut Draw) -> String {
    let mut lines =
        vec!["measure {".to_owned(), "  metrics   production, conversion, time_in_stage, drop_off".to_owned()];
    if let Some(field) = field_of(plan, draw, "company", &["picklist"]) {
        lines.push(format!("  segment   by {}", field.path()));
    }
    for track in plan.tracks.iter().filter(|track| track.ranked.len() > 1).take(12) {
        let (from, to) = (track.ranked[0].name, track.ranked[1].name);
        lines.push(format!("  baseline  {0}.{from} to {0}.{to} {1}%", track.path, draw.between(10, 80)));
    }
    lines.push("  alert     conversion falls 5 points".to_owned());
    lines.push("  alert     time_in_stage rises 20%".to_owned());
    lines.push("  alert     drop_off reason above 30%".to_owned());
    lines.push("}".to_owned());
    lines.join("\n")
}

/// A track that records move along, rather than one derived from another.
fn moving<'p>(plan: &'p Plan, draw: &mut Draw) -> &'p Track {
    loop {
        let track = draw.pick(&plan.tracks);
        if track.object != "company" {
            return track;
        }
    }
}

fn first(track: &Track) -> String {
    format!("{}.{}", track.path, track.ranked[0].name)
}
