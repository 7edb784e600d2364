//! Prints a generated lifecycle: `cargo run --release -p lifecycle-tests --bin generate -- STAGES [SEED]`.
#![allow(clippy::disallowed_methods)]

use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut numbers = std::env::args().skip(1).map(|argument| argument.parse::<u64>());
    let (Some(Ok(stages)), seed) = (numbers.next(), numbers.next().and_then(Result::ok).unwrap_or(1)) else {
        eprintln!("usage: generate STAGES [SEED]; 168 stages are about 100 KB");
        std::process::exit(2);
    };
    std::io::stdout().lock().write_all(lifecycle_tests::generate::lifecycle(stages as usize, seed).as_bytes())
}
