//! Small lifecycles that use the whole language, for what is emitted: every kind of object, track, criterion, event and action, every
//! setting, and labels that no file format expects.
//!
//! They are well-typed, so that every one compiles; they are not wise. They know no target beyond the settings that the language has.

mod conditions;
mod labels;
mod rest;
mod stages;
mod world;

use super::draw::Draw;
use world::World;

/// The lifecycle of a seed.
pub fn varied(seed: u64) -> String {
    let draw = &mut Draw::new(seed.wrapping_mul(0x0005_DEEC_E66D).wrapping_add(11));
    let mut world = World::new(draw);
    let mut text = rest::header(&world, draw);
    for object in ["contact", "company", "deal", "ticket", "meeting"] {
        text.push_str(&rest::object(&mut world, draw, object));
    }
    for index in 0..world.domains.len() {
        text.push_str(&stages::domain(&world, draw, index));
    }
    for number in 0..draw.below(3) {
        text.push_str(&rest::milestone(&world, draw, number));
    }
    for number in 0..draw.below(7) {
        text.push_str(&rest::automation(&world, draw, number));
    }
    text + &rest::closing(&world, draw)
}
