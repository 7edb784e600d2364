//! Everything but the stages: header, objects, automations, dated facts, words, measurement and targets.

use super::conditions::{condition, value};
use super::labels::sentence;
use super::world::{Track, World};
use crate::generate::draw::Draw;

/// The header and those who own stages.
pub(super) fn header(world: &World, draw: &mut Draw) -> String {
    let movement = *draw.pick(&["forward_only", "forward_only", "free"]);
    let skip = *draw.pick(&["allowed", "filled", "forbidden"]);
    let name = sentence(draw, world.hostile);
    let mut text = format!(
        "lifecycle \"{name}\" {{\n  company \"R&D <GmbH>\"\n  owner Sales\n  crm salesforce, hubspot\n  movement {movement}\n  \
         skip {skip}\n}}\n"
    );
    for team in &world.teams {
        text.push_str(&format!("team {team} {{ approver \"VP of {team} & more\" }}\n"));
    }
    for queue in &world.queues {
        text.push_str(&format!("queue {queue} \"Inbound <queue>\"\n"));
    }
    text
}

/// An object with its fields, its status and its type.
pub(super) fn object(world: &mut World, draw: &mut Draw, object: &str) -> String {
    let (one, two) = (world.label(draw), world.label(draw));
    let mut text = format!("object {object} {{\n");
    for number in 0..world.fields.len() {
        if world.fields[number].object != object {
            continue;
        }
        let label = world.label(draw);
        let field = &world.fields[number];
        let standard = !field.name.starts_with('f') || field.name.starts_with("first");
        let label = if standard { String::new() } else { format!(" \"{label}\"") };
        let choices: Vec<String> = field.values.iter().map(|(name, label)| format!("{name} \"{label}\"")).collect();
        let choices = if choices.is_empty() { String::new() } else { format!(" {{ {} }}", choices.join("  ")) };
        let external = match draw.chance(5) && !standard {
            true => format!(" as salesforce \"Own_{number}__c\", hubspot \"own_{number}\""),
            false => String::new(),
        };
        text.push_str(&format!("  field {} {}{label}{choices}{external}\n", field.name, field.ty));
    }
    if world.maybe(draw) {
        text.push_str(&format!("  status {object}_state \"{one}\" {{ New  Working \"In <work>\"  Waiting }}\n"));
    }
    if world.maybe(draw) {
        text.push_str(&format!("  type {object}_kind \"{two}\" {{ Buyer  Partner \"Partner & Co\"  Press }}\n"));
    }
    text + "}\n"
}

/// An automation: an event, conditions, actions.
pub(super) fn automation(world: &World, draw: &mut Draw, number: usize) -> String {
    let tracks = world.moving();
    let track = *draw.pick(&tracks);
    let (object, event) = event(world, draw, track);
    let mut text =
        format!("automation A{number} \"{} ({number})\" {{\n  when {event}\n", sentence(draw, world.hostile));
    for _ in 0..draw.below(3) {
        text.push_str(&format!("  if {}\n", condition(world, draw, object, false)));
    }
    for _ in 0..draw.between(1, 3) {
        text.push_str(&format!("  {}\n", action(world, draw, object)));
    }
    text + "}\n"
}

fn event<'a>(world: &'a World, draw: &mut Draw, track: &'a Track) -> (&'a str, String) {
    let object = track.object;
    let fields = world.of(object);
    let of_type = |types: &[&str]| fields.iter().find(|field| types.contains(&field.ty)).copied();
    let duration = format!("{} {}", draw.between(2, 30), draw.pick(&["days", "hours", "weeks", "business days"]));
    let text = match draw.below(9) {
        0 if world.domains[track.domain].pipelines => format!("{object} is created in {}", track.path),
        0 => format!("{object} is created"),
        1 => return ("meeting", "meeting is created".to_owned()),
        2 => format!("{object} leaves {}", track.any(draw)),
        3 => format!("{object} stays in {} for {duration}", track.stage(draw)),
        4 => format!("{} changes", draw.pick(&fields).path()),
        5 => match of_type(&["picklist"]) {
            Some(field) => format!("{} becomes {}", field.path(), field.value(draw)),
            None => format!("{object} enters {}", track.stage(draw)),
        },
        6 => match of_type(&["boolean"]) {
            Some(field) => format!("{} becomes {}", field.path(), draw.pick(&["true", "false"])),
            None => format!("{object} enters {}", track.stage(draw)),
        },
        7 => match of_type(&["date", "datetime"]) {
            Some(field) => {
                format!("{} days {} {}", draw.between(2, 120), draw.pick(&["before", "after"]), field.path())
            }
            None => format!("{object} leaves {}", track.stage(draw)),
        },
        _ => format!("{object} enters {}", track.any(draw)),
    };
    (object, text)
}

fn action(world: &World, draw: &mut Draw, object: &str) -> String {
    let tracks = world.moving();
    let track = *draw.pick(&tracks);
    let words = sentence(draw, world.hostile);
    match draw.below(9) {
        0..3 => format!("move {} to {}", track.object, track.any(draw)),
        3 => format!("restart {} at {}", track.object, track.stage(draw)),
        4 if track.object != "company" => {
            let fields = world.of(track.object);
            let field = *draw.pick(&fields);
            format!("create {} at {} with {} = {}", track.object, track.stage(draw), field.name, value(draw, field))
        }
        5 => format!("notify {} \"{words}\"", draw.pick(&world.teams)),
        6 => format!(
            "task {} \"{words}\" due {} {}",
            draw.pick(&world.teams),
            draw.between(2, 9),
            draw.pick(&["days", "business days"])
        ),
        _ => {
            let about = if draw.chance(60) { object } else { track.object };
            let fields = world.of(about);
            let field = *draw.pick(&fields);
            format!("set {} = {}", field.path(), value(draw, field))
        }
    }
}

/// A dated fact.
pub(super) fn milestone(world: &World, draw: &mut Draw, number: usize) -> String {
    let object = draw.pick(&world.moving()).object;
    let (means, when) = (sentence(draw, world.hostile), condition(world, draw, object, false));
    format!(
        "milestone M{number} \"Milestone & more {number}\" on {object} {{\n  means \"{means}\"\n  when {when}\n}}\n"
    )
}

/// Words, measurement and upkeep.
pub(super) fn closing(world: &World, draw: &mut Draw) -> String {
    let mut text = String::new();
    if draw.chance(50) {
        let words = sentence(draw, world.hostile);
        text.push_str(&format!(
            "term Word \"A <word>\" {{ means \"{words}\" }}\nfaq \"Why & how?\" {{ answer \"{words}\" }}\n"
        ));
        text.push_str(&format!("maintain quarterly \"Look at it\" {{ check \"{words}\" }}\n"));
    }
    if draw.chance(60) {
        text.push_str("measure {\n  metrics production, conversion, time_in_stage, drop_off, cost_to_enter\n");
        let picklists: Vec<_> =
            world.fields.iter().filter(|field| field.ty == "picklist" && field.object != "meeting").collect();
        if let Some(field) = picklists.first() {
            text.push_str(&format!("  segment by {}\n", field.path()));
        }
        for track in world.moving() {
            let kept: Vec<_> = track.ranked().into_iter().filter(|stage| !stage.untracked).collect();
            if let [one, two, ..] = kept.as_slice() {
                text.push_str(&format!("  baseline {0}.{1} to {0}.{2} 25%\n", track.path, one.name, two.name));
            }
        }
        text.push_str(
            "  alert conversion falls 5 points\n  alert production falls 20%\n  alert drop_off reason above 30%\n}\n",
        );
    }
    let people = *draw.pick(&["contact", "contact", "lead", "both"]);
    let version = *draw.pick(&["60.0", "66.0", "66.0"]);
    text.push_str(&format!("target salesforce {{\n  api_version {version}\n  people {people}\n}}\n"));
    let tier = *draw.pick(&["professional", "enterprise"]);
    text.push_str(&format!("target hubspot {{\n  tier {tier}\n}}\n"));
    text
}
