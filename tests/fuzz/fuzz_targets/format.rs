//! Formatting keeps the meaning, and a formatted text is formatted.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lifecycle_fmt::{Proof, format};

fuzz_target!(|text: &str| {
    let once = format(text);
    assert_eq!(once.proof, Proof::Sound);
    assert_eq!(format(&once.text).text, once.text);
});
