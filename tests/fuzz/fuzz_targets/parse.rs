//! Parsing never fails, whatever the text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let pieces = lifecycle_syntax::parse(text);
    let end = pieces.last().map_or(0, |(piece, _)| piece.end as usize);
    assert_eq!(end, text.len(), "pieces cover the text");
});
