//! `lifecycle completions`.

use crate::arguments::{Arguments, Completions};
use crate::exit::{Exit, Outcome};
use clap::CommandFactory;
use std::io;

pub(crate) fn run(arguments: &Completions) -> Outcome {
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "lifecycle", &mut io::stdout());
    Ok(Exit::Clean)
}
