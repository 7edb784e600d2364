//! Conditions of every form that refer to what the plan holds.

use super::draw::Draw;
use super::fields::{Field, test};
use super::plan::{Plan, Track};

/// The longest condition, so that its line needs no break.
const LINE: usize = 80;

/// A condition on `object`; its fields stand alone inside its own domain, and behind the object elsewhere.
pub(super) fn condition(plan: &Plan, draw: &mut Draw, object: &str, bare: bool) -> String {
    let text = match draw.below(12) {
        0 | 1 => joined(plan, draw, object, bare, &["", " and ", ""]),
        2 | 3 => joined(plan, draw, object, bare, &["", " or ", ""]),
        4 => joined(plan, draw, object, bare, &["not (", " or ", ")"]),
        5 => joined(plan, draw, object, bare, &["(", " and ", ") or ", ""]),
        6 => joined(plan, draw, object, bare, &["", " and (", " or ", ")"]),
        _ => atom(plan, draw, object, bare),
    };
    if text.len() < LINE { text } else { short_atom(plan, draw, object, bare) }
}

/// Puts conditions between the words.
fn joined(plan: &Plan, draw: &mut Draw, object: &str, bare: bool, words: &[&str]) -> String {
    let mut text = String::new();
    for (index, word) in words.iter().enumerate() {
        text.push_str(word);
        if index + 1 < words.len() {
            let part = atom(plan, draw, object, bare);
            // `where` reaches as far as it can.
            text.push_str(&if part.contains(" where ") { format!("({part})") } else { part });
        }
    }
    text
}

/// A condition without `and` and `or` that fits on a line.
pub(super) fn short_atom(plan: &Plan, draw: &mut Draw, object: &str, bare: bool) -> String {
    loop {
        let text = atom(plan, draw, object, bare);
        if text.len() < LINE {
            return text;
        }
    }
}

fn atom(plan: &Plan, draw: &mut Draw, object: &str, bare: bool) -> String {
    let form = draw.below(10);
    match related(plan, draw, object) {
        Some(track) if form == 0 => has(plan, draw, track),
        Some(track) if form == 1 => {
            let position = *draw.pick(&["at", "before", "beyond", "at or beyond"]);
            format!("{} is {position} {}", track.object, track.stage(draw))
        }
        _ => {
            let field = field(plan, draw, object);
            let path = if bare { field.name.clone() } else { field.path() };
            test(draw, field, &path)
        }
    }
}

fn has(plan: &Plan, draw: &mut Draw, track: &Track) -> String {
    let object = track.object;
    let place = match draw.below(3) {
        0 if track.pipeline => format!(" in {}", track.path),
        1 => format!(" at {}", track.stage(draw)),
        _ => format!(" at or beyond {}", track.stage(draw)),
    };
    if !draw.chance(40) {
        return format!("has {object}{place}");
    }
    let field = field(plan, draw, object);
    format!("has {object}{place} where {}", test(draw, field, &field.path()))
}

/// One of the fields of an object.
pub(super) fn field<'p>(plan: &'p Plan, draw: &mut Draw, object: &str) -> &'p Field {
    draw.pick(&plan.fields[object])
}

/// One of the fields of an object that has one of the types, if there is any.
pub(super) fn field_of<'p>(plan: &'p Plan, draw: &mut Draw, object: &str, types: &[&str]) -> Option<&'p Field> {
    let fitting: Vec<&Field> = plan.fields[object].iter().filter(|field| types.contains(&field.ty)).collect();
    (!fitting.is_empty()).then(|| *draw.pick(&fitting))
}

/// A track of another object, if one of five tries finds it.
fn related<'p>(plan: &'p Plan, draw: &mut Draw, object: &str) -> Option<&'p Track> {
    (0..5).map(|_| draw.pick(&plan.tracks)).find(|track| track.object != object && track.object != "company")
}
