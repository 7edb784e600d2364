//! The `lifecycle` command: arguments, exit codes, streams. Everything else is the driver's and the renderer's.
#![allow(clippy::disallowed_methods)] // the process, its streams and its clock belong here

mod arguments;
mod commands;
mod exit;
mod streams;
mod today;

use arguments::{Arguments, Command};
use clap::Parser;
use exit::Exit;
use streams::Streams;

/// Runs the command and ends the process.
pub fn run() -> ! {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| exit::misunderstood(&error));
    let streams = Streams::new(&arguments.global);
    let exit = match arguments.command {
        Command::Check(arguments) => commands::check::run(&arguments, &streams),
        Command::Ci(arguments) => commands::ci::run(&arguments, &streams),
        Command::Compile(arguments) => commands::compile::run(&arguments, &streams),
        Command::Plan(arguments) => commands::plan::run(&arguments, &streams),
        Command::Apply(arguments) => commands::apply::run(&arguments, &streams),
        Command::Why(arguments) => commands::why::run(&arguments, &streams),
        Command::Simulate(arguments) => commands::simulate::run(&arguments, &streams),
        Command::Fmt(arguments) => commands::fmt::run(&arguments, &streams),
        Command::Explain(arguments) => commands::explain::run(&arguments, &streams),
        Command::Init(arguments) => commands::init::run(&arguments, &streams),
        Command::Test(arguments) => commands::test::run(&arguments, &streams),
        Command::Rules(arguments) => commands::rules::run(&arguments, &streams),
        Command::Completions(arguments) => commands::completions::run(&arguments),
    };
    // Leaving at once skips freeing a model that nobody will look at again.
    std::process::exit(match exit {
        Ok(exit) => exit.code(),
        Err(failure) => {
            streams.failure(&failure);
            Exit::CannotRun.code()
        }
    });
}
