//! The arguments of the commands that run records through the lifecycle.

use super::LevelArguments;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  lifecycle test                        run every scenario of the project\n  lifecycle test --filter churn         only those with this in their title\n  lifecycle test --verbose              tell every step of those that pass, too\n  lifecycle test --coverage             what no scenario exercises\n  lifecycle test --format junit         for CI systems\n\nEvery scenario starts on Monday, 5 January 2026, 9:00.\nExit codes: 0 all pass, 1 one fails, 2 cannot run."
)]
pub(crate) struct Test {
    /// A file or folder of the project; `-` is standard input
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// Only scenarios with this text in their title
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// Tell every step, not only of scenarios that fail
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// Say what no scenario exercises
    #[arg(long)]
    pub(crate) coverage: bool,
    /// How to print results
    #[arg(long, value_enum, default_value_t = TestFormat::Text)]
    pub(crate) format: TestFormat,
    #[command(flatten)]
    pub(crate) levels: LevelArguments,
}

/// How to print the results of scenarios.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestFormat {
    /// For people
    Text,
    /// JSON
    Json,
    /// JUnit XML
    Junit,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  lifecycle why --record ada.json               why this record did not advance, and what it would take\n  lifecycle why --record ada.json --to MQL      for one stage\n  crm export 42 | lifecycle why --record -      from standard input\n\nA record is JSON:\n  {\"object\": \"contact\", \"fields\": {\"fit_score\": 45}, \"stages\": {\"lead\": \"MarketingEngaged\"},\n   \"related\": [{\"object\": \"deal\", \"stages\": {\"sales\": \"NewBusiness.SAO\"}}], \"today\": \"2026-03-10\"}\nObjects, fields and stages go by identifier, by label or by their name in the CRM.\n\nExit codes: 0 it may enter, 1 something is missing, 2 cannot run."
)]
pub(crate) struct Why {
    /// A file or folder of the project; `-` is standard input
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// The record, as JSON; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) record: PathBuf,
    /// The stage it should be on; if left out, all that are ahead of it
    #[arg(long, value_name = "STAGE")]
    pub(crate) to: Option<String>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub(crate) format: AnswerFormat,
}

/// How to print an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// For people
    Text,
    /// JSON
    Json,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  lifecycle simulate                              1000 accounts, drawn from the boundaries of the criteria\n  lifecycle simulate --count 50000 --seed 7       more of them, and others\n  lifecycle simulate --records leads.csv          those of a file\n  lifecycle simulate --trace - --quiet            everything that happens, as JSON lines\n  lifecycle simulate --recycle 20 --days 365      what if sales sent more back?\n\nA file has a column for each field: `contact.fit_score`, or bare names for the object that the lifecycle\nbegins with; `id`; `at`, the moment from which a row is so; and the stage under the name of its domain.\nFurther rows with the same `id` say what changes later.\n\nThe same seed gives the same run. Shares are percent of the times that somebody looks after a record.\nExit codes: 0 done, 1 some runs never came to rest, 2 cannot run."
)]
pub(crate) struct Simulate {
    /// A file or folder of the project; `-` is standard input
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// A CSV file of records; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "count")]
    pub(crate) records: Option<PathBuf>,
    /// How many accounts to draw
    #[arg(long, default_value_t = 1000, value_name = "N")]
    pub(crate) count: usize,
    /// What all chance comes from
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    pub(crate) seed: u64,
    /// The first day
    #[arg(long, default_value = "2026-01-05", value_name = "DATE")]
    pub(crate) start: String,
    /// How many days
    #[arg(long, default_value_t = 730, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=36500))]
    pub(crate) days: u32,
    #[command(flatten)]
    pub(crate) people: People,
    /// Write everything that happens to a file, as JSON lines; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) trace: Option<PathBuf>,
    /// How to print the funnel
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub(crate) format: AnswerFormat,
}

/// How the people of a simulation behave.
#[derive(Args, Debug)]
pub(crate) struct People {
    /// How often they do what it takes to advance a record
    #[arg(long, default_value_t = 45, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=100))]
    pub(crate) advance: u32,
    /// How often they send one back
    #[arg(long, default_value_t = 5, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=100))]
    pub(crate) recycle: u32,
    /// How often they let one go
    #[arg(long, default_value_t = 8, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=100))]
    pub(crate) drop: u32,
    /// How often they put one on hold
    #[arg(long, default_value_t = 2, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=100))]
    pub(crate) hold: u32,
    /// Days from one time that somebody looks after a record to the next, on the average
    #[arg(long, default_value_t = 4, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(0..=3650))]
    pub(crate) pace: u32,
    /// Days from one change in the world to the next, on the average; 0 for none
    #[arg(long, default_value_t = 12, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(0..=3650))]
    pub(crate) signals: u32,
}
