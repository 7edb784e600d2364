//! Domains, pipelines and stages as text.

use super::conditions::condition;
use super::labels::{reasons, sentence};
use super::world::{Domain, Mark, Source, Stage, Track, World};
use crate::generate::draw::Draw;

/// A domain with all its stages.
pub(super) fn domain(world: &World, draw: &mut Draw, index: usize) -> String {
    let Domain { name, label, object, per_product, pipelines, source } = &world.domains[index];
    let mut text = format!("domain {name} \"{label}\" on {object}");
    if *per_product {
        text.push_str(" per product");
    }
    if let Some(Source { which, domain }) = source {
        text.push_str(&format!(" rolls up {which} advanced {}", world.domains[*domain].name));
    }
    text.push_str(" {\n");
    for track in world.tracks.iter().filter(|track| track.domain == index) {
        let stages = match source {
            Some(source) => derived(world, draw, track, source),
            None => track.stages.iter().enumerate().map(|(at, _)| stage(world, draw, track, at)).collect(),
        };
        if *pipelines {
            text.push_str(&format!("pipeline {} \"{}\" {{\n{stages}}}\n", track.path, track.label));
        } else {
            text.push_str(&stages);
        }
    }
    text + "}\n"
}

/// Each stage of the source in one of the derived ones, in the same order.
fn derived(world: &World, draw: &mut Draw, track: &Track, source: &Source) -> String {
    let from = world.tracks.iter().find(|other| other.domain == source.domain).expect("a source without pipelines");
    let names: Vec<&str> =
        from.stages.iter().filter(|stage| !stage.untracked && stage.mark.ranked()).map(|s| s.name.as_str()).collect();
    let mut text = String::new();
    let mut left = names.as_slice();
    for (at, stage) in track.stages.iter().enumerate() {
        if left.is_empty() {
            break;
        }
        let take = if at + 1 == track.stages.len() { left.len() } else { draw.between(1, 2).min(left.len()) };
        let (mine, rest) = left.split_at(take);
        left = rest;
        let means = sentence(draw, world.hostile);
        let from = mine.join(", ");
        text.push_str(&format!(
            "stage {} \"{}\" {{ means \"{means}\"  owner CS  from {from} }}\n",
            stage.name, stage.label
        ));
    }
    text
}

fn stage(world: &World, draw: &mut Draw, track: &Track, at: usize) -> String {
    let Stage { name, label, mark, untracked } = &track.stages[at];
    let mut items = vec![format!("means \"{}\"", sentence(draw, world.hostile)), owner(world, draw)];
    let open = matches!(mark, Mark::Open | Mark::Golden);
    if *untracked {
        items.push("untracked".to_owned());
    } else if mark.ranked() && world.maybe(draw) {
        items.push(entry(world, draw, track, at));
    }
    if track.object == "deal" && world.domains[track.domain].pipelines && open {
        // One weight for all pipelines that share a stage.
        items.push(format!("probability {}%", (at + 1) * 10));
        if world.maybe(draw) {
            items.push(format!("forecast {}", draw.pick(&["omitted", "pipeline", "best_case", "commit"])));
        }
    }
    if (open || *mark == Mark::Hold) && world.maybe(draw) {
        items.extend(exit(world, draw, track, at));
    }
    if open && !untracked && world.maybe(draw) {
        items.push(clock(world, draw, track));
    }
    if world.maybe(draw) {
        items.push(remark(world, draw));
    }
    format!("{}stage {name} \"{label}\" {{\n  {}\n}}\n", mark.words(), items.join("\n  "))
}

fn owner(world: &World, draw: &mut Draw) -> String {
    match world.queues.first() {
        Some(queue) if draw.chance(20) => format!("owner {queue}"),
        _ if draw.chance(10) => "owner Sales, CS".to_owned(),
        _ => format!("owner {}", draw.pick(&world.teams)),
    }
}

fn entry(world: &World, draw: &mut Draw, track: &Track, at: usize) -> String {
    let auto = at > 0 && track.stages[at].mark != Mark::Won && draw.chance(30);
    let count = draw.between(1, 3);
    let mut lines: Vec<String> = (0..count).map(|_| criterion(world, draw, track)).collect();
    if !auto && draw.chance(15) {
        lines.push(format!("manual \"{}\"", sentence(draw, world.hostile)));
    }
    if world.maybe(draw) {
        let words = *draw.pick(&["any of", "all of", "2 of"]);
        let inner: Vec<String> = (0..3).map(|_| criterion(world, draw, track)).collect();
        lines.push(format!("{words} {{\n{}\n}}", inner.join("\n")));
    }
    format!("entry{} {{\n{}\n}}", if auto { " auto" } else { "" }, lines.join("\n"))
}

fn criterion(world: &World, draw: &mut Draw, track: &Track) -> String {
    let bare = draw.chance(70);
    let text = condition(world, draw, track.object, bare);
    if draw.chance(40) { format!("{text}  \"{}\"", sentence(draw, world.hostile)) } else { text }
}

/// Forward to one of the next, back for a reason, out for a reason.
fn exit(world: &World, draw: &mut Draw, track: &Track, at: usize) -> Option<String> {
    let ranked: Vec<usize> = (0..track.stages.len()).filter(|&other| track.stages[other].mark.ranked()).collect();
    let named = |wanted: &dyn Fn(usize) -> bool| -> Vec<&str> {
        ranked
            .iter()
            .filter(|&&other| wanted(other) && !track.stages[other].untracked)
            .map(|&other| track.stages[other].name.as_str())
            .collect()
    };
    let hold = track.stages[at].mark == Mark::Hold;
    let mut items = Vec::new();
    for name in named(&|other| other != at && (hold || other > at)).into_iter().take(2) {
        let when = if draw.chance(20) {
            format!(" when {}", condition(world, draw, track.object, true))
        } else {
            String::new()
        };
        items.push(format!("to {name}{when}"));
    }
    if let Some(name) = named(&|other| !hold && other < at).first().filter(|_| draw.chance(60)) {
        items.push(format!("recycle to {name} for {}", reason_list(draw, true)));
    }
    let outside = |stage: &&Stage| matches!(stage.mark, Mark::Lost | Mark::Closed);
    if let Some(lost) = track.stages.iter().find(outside).filter(|_| draw.chance(80)) {
        items.push(format!("drop to {} for {}", lost.name, reason_list(draw, false)));
    }
    (!items.is_empty()).then(|| format!("exit {{\n{}\n}}", items.join("\n")))
}

fn reason_list(draw: &mut Draw, back: bool) -> String {
    let one = |draw: &mut Draw, reason: &str| match back && draw.chance(40) {
        true => format!("\"{reason}\" after {} days", draw.between(2, 90)),
        false => format!("\"{reason}\""),
    };
    let reasons = reasons(draw);
    reasons.into_iter().map(|reason| one(draw, reason)).collect::<Vec<_>>().join(", ")
}

fn clock(world: &World, draw: &mut Draw, track: &Track) -> String {
    let unit = *draw.pick(&["hours", "days", "business days", "business hours", "weeks"]);
    match draw.below(3) {
        0 => format!("stale after {} days", draw.between(2, 40)),
        1 => format!(
            "sla {} {unit} when {}\n  sla 2 weeks",
            draw.between(2, 9),
            condition(world, draw, track.object, true)
        ),
        _ => format!("sla {} {unit}", draw.between(2, 9)),
    }
}

fn remark(world: &World, draw: &mut Draw) -> String {
    let words = sentence(draw, world.hostile);
    match draw.below(4) {
        0 => format!("note \"{words}\""),
        1 => format!("evidence \"{words}\""),
        2 => "assumed".to_owned(),
        _ => format!("confirmed by {} on 2026-03-{:02}", draw.pick(&world.teams), draw.between(1, 28)),
    }
}
