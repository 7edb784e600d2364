//! Conditions of every form, and values that fit.

use super::world::{Field, World};
use crate::generate::draw::Draw;

/// A condition that may ask an object and whatever is related to it; with `bare`, its own fields stand alone.
pub(super) fn condition(world: &World, draw: &mut Draw, object: &str, bare: bool) -> String {
    let mut part = || atom(world, draw, object, bare);
    let (one, two, three) = (part(), part(), part());
    match draw.below(10) {
        0 => format!("{one} and {two}"),
        1 => format!("{one} or {two}"),
        2 => format!("not ({one} or {two})"),
        3 => format!("({one} and {two}) or {three}"),
        4 => format!("{one} and ({two} or {three})"),
        _ => one,
    }
}

/// One test, in brackets if it would swallow what follows.
pub(super) fn atom(world: &World, draw: &mut Draw, object: &str, bare: bool) -> String {
    match draw.below(8) {
        0 => has(world, draw, object).unwrap_or_else(|| test(world, draw, object, bare)),
        1 => position(world, draw, object).unwrap_or_else(|| test(world, draw, object, bare)),
        _ => test(world, draw, object, bare),
    }
}

fn position(world: &World, draw: &mut Draw, object: &str) -> Option<String> {
    let tracks = world.tracks_of(object);
    let track = draw.several(&tracks, 1).first().copied()?;
    let position = *draw.pick(&["at", "before", "beyond", "at or beyond"]);
    let stage = if position == "at" { track.any(draw) } else { track.stage(draw) };
    Some(format!("{object} is {position} {stage}"))
}

fn has(world: &World, draw: &mut Draw, object: &str) -> Option<String> {
    let others: Vec<_> =
        world.moving().into_iter().filter(|track| track.object != object && track.object != "company").collect();
    let track = draw.several(&others, 1).first().copied()?;
    let other = track.object;
    let place = match draw.below(4) {
        0 if world.domains[track.domain].pipelines => format!(" in {}", track.path),
        1 => format!(" at {}", track.any(draw)),
        2 => format!(" before {}", track.stage(draw)),
        _ => format!(" at or beyond {}", track.stage(draw)),
    };
    if draw.chance(30) {
        return Some(format!("(has {other}{place} where {})", test(world, draw, other, false)));
    }
    Some(format!("has {other}{place}"))
}

fn test(world: &World, draw: &mut Draw, object: &str, bare: bool) -> String {
    let fields = world.of(object);
    let field = *draw.pick(&fields);
    let path = if bare { field.name.clone() } else { field.path() };
    let sign = *draw.pick(&[">=", ">", "<=", "<", "=", "!="]);
    match (field.ty, draw.below(6)) {
        (_, 0) => format!("{path} is known"),
        (ty, 1) if ty != "boolean" => format!("{path} is unknown"),
        ("boolean", 2) => format!("not {path}"),
        ("boolean", 3) => format!("{path} = {}", draw.pick(&["true", "false"])),
        ("boolean", _) => path,
        ("number", _) => format!("{path} {sign} {}", draw.between(0, 50)),
        ("currency", _) => format!("{path} {sign} {}", draw.between(0, 20) * 500),
        ("percent", _) => format!("{path} {sign} {}%", draw.between(0, 20) * 5),
        ("date", 2) => format!("{path} within last {} days", draw.between(2, 60)),
        ("datetime", 2) => format!("{path} within last {} hours", draw.between(2, 72)),
        ("date" | "datetime", 3) => format!("{path} older than {} days", draw.between(2, 60)),
        ("date", _) => format!("{path} {sign} 2026-{:02}-15", draw.between(1, 12)),
        ("picklist", 2) => format!("{path} is not {}", field.value(draw)),
        ("picklist", 3) => format!("{path} in ({}, {})", field.values[0].0, field.values[1].0),
        ("picklist", _) => format!("{path} is {}", field.value(draw)),
        ("text", 2) => format!("{path} = \"agreed\""),
        ("text" | "email" | "url" | "phone", _) => {
            format!("{path} contains \"{}\"", draw.pick(&["a", "R&D", "<", "O'B"]))
        }
        _ => format!("{path} is known"),
    }
}

/// A value that a field can take.
pub(super) fn value(draw: &mut Draw, field: &Field) -> String {
    if draw.chance(8) && field.ty != "boolean" {
        return "null".to_owned();
    }
    match field.ty {
        "date" => (*draw.pick(&["today", "2026-05-04"])).to_owned(),
        "datetime" => "now".to_owned(),
        "boolean" => (*draw.pick(&["true", "false"])).to_owned(),
        "number" => draw.between(0, 60).to_string(),
        "currency" => (draw.between(0, 20) * 500).to_string(),
        "percent" => format!("{}%", draw.between(0, 20) * 5),
        "picklist" => field.value(draw).to_owned(),
        "email" => "\"ada@example.com\"".to_owned(),
        "phone" => "\"+1 555 0100\"".to_owned(),
        "url" => "\"https://example.com/?a=1&b=2\"".to_owned(),
        "multipicklist" | "user" => "null".to_owned(),
        _ => format!("\"{}\"", draw.pick(&["agreed", "R&D <x>", "O'Brien", "Grüße"])),
    }
}
