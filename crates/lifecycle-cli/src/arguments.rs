//! The arguments, as people type them.

mod portal;
mod records;

pub(crate) use portal::{Apply, Connection, Plan};
pub(crate) use records::{AnswerFormat, Simulate, Test, TestFormat, Why};

use crate::commands::reports::Report;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The compiler for go-to-market lifecycles.
#[derive(Debug, Parser)]
#[command(
    name = "lifecycle",
    version,
    about,
    long_about = "The compiler for go-to-market lifecycles.\n\nA `.lifecycle` file states the stages of the lead, sales, customer and company \
                  domains. This tool checks it for the known gotchas and compiles it to Salesforce metadata, HubSpot configuration and documents.",
    after_help = "Examples:\n  lifecycle init                          write a starter project into this folder\n  lifecycle check                         check the project in this folder\n  lifecycle compile --out build           compile it for its CRMs, and the documents\n  lifecycle explain activity-named-stage  what a rule finds, and why it matters\n\nExit codes: 0 clean, 1 findings, 2 cannot run."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Args, Debug)]
pub(crate) struct Global {
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) color: Colour,
    /// Print findings and results only, no summaries
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check lifecycles and report findings
    Check(Check),
    /// Check in a CI system and report as that system shows it
    Ci(Ci),
    /// Compile a lifecycle to Salesforce, HubSpot and documents
    Compile(Compile),
    /// Compare a portal with the lifecycle and say what would change
    Plan(Plan),
    /// Bring a portal to what a plan says
    Apply(Apply),
    /// Run the scenarios
    Test(Test),
    /// Tell why a record is not on a stage, and what it would take
    Why(Why),
    /// Send many records through the lifecycle and print the funnel
    Simulate(Simulate),
    /// Format lifecycles in the one style
    Fmt(Fmt),
    /// Print the page of a rule: what it finds, why it matters, how to fix it
    Explain(Explain),
    /// Write a starter project
    Init(Init),
    /// List every rule
    Rules(Rules),
    /// Print a completion script for a shell
    Completions(Completions),
}

/// Which findings count, and how much.
#[derive(Args, Debug, Default)]
pub(crate) struct LevelArguments {
    /// Switch a rule or group off
    #[arg(long, value_name = "RULE|GROUP")]
    pub(crate) allow: Vec<String>,
    /// Make a rule or group a warning
    #[arg(long, value_name = "RULE|GROUP")]
    pub(crate) warn: Vec<String>,
    /// Make a rule, a group or all `warnings` an error
    #[arg(long, value_name = "RULE|GROUP|warnings")]
    pub(crate) deny: Vec<String>,
    /// Report the findings of the baseline, too
    #[arg(long)]
    pub(crate) no_baseline: bool,
}

/// What to do about findings, besides reporting them.
#[derive(Args, Debug)]
#[command(group(ArgGroup::new("fixing").args(["fix", "diff"]).multiple(true)))]
pub(crate) struct FixArguments {
    /// Apply the safe fixes, and report what remains
    #[arg(long)]
    pub(crate) fix: bool,
    /// Write nothing; print what --fix would change, and exit 1 if anything would
    #[arg(long)]
    pub(crate) diff: bool,
    /// Apply fixes that may change what the lifecycle says, too
    #[arg(long, requires = "fixing")]
    pub(crate) unsafe_fixes: bool,
    /// Write all present findings into the baseline: from now on, only others are reported
    #[arg(long, conflicts_with_all = ["fixing", "changed_since", "no_baseline"])]
    pub(crate) write_baseline: bool,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  lifecycle check                        the project in this folder\n  lifecycle check sales.lifecycle        the project of this file\n  lifecycle check --deny warnings        fail on warnings too\n  lifecycle check --format json          for other tools\n  lifecycle check --gate sign-off        what is missing before all teams can sign, by team\n  lifecycle check --output junit=t.xml   a report in a file, too\n  cat a.lifecycle | lifecycle check -    standard input\n  lifecycle check --fix                  correct what can be corrected safely\n  lifecycle check --diff --unsafe-fixes  show what all fixes would change\n  lifecycle check --write-baseline       accept today's findings, report only new ones\n  lifecycle check --changed-since main   only what this branch touches\n\nExit codes: 0 clean, 1 findings at the deny level (with --diff: something would change), 2 cannot run."
)]
pub(crate) struct Check {
    /// Files or folders; `-` is standard input
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to print findings
    #[arg(long, default_value = "auto", value_name = "FORMAT", value_parser = format_name)]
    pub(crate) format: String,
    /// Ask whether the project passes a gate, and print what is missing by team
    #[arg(long, value_enum, value_name = "GATE", conflicts_with_all = ["fixing", "write_baseline", "changed_since"])]
    pub(crate) gate: Option<GateName>,
    /// Also write a report to a file; may be repeated
    #[arg(long, value_name = "FORMAT=FILE")]
    pub(crate) output: Vec<Report>,
    /// Report only findings in declarations that changed since the working tree left this branch, tag or commit
    #[arg(long, value_name = "REF")]
    pub(crate) changed_since: Option<String>,
    #[command(flatten)]
    pub(crate) fixes: FixArguments,
    #[command(flatten)]
    pub(crate) levels: LevelArguments,
}

/// The checkpoints of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GateName {
    /// A first version can be presented
    Kickoff,
    /// All teams can sign
    SignOff,
    /// It can be built in the CRM
    Build,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  lifecycle ci                       in a job of GitHub Actions or GitLab CI\n  lifecycle ci github crm            the same by name, for the folder crm\n  lifecycle ci --deny warnings       fail on warnings too\n\nOn GitHub Actions: annotations in the log, lifecycle.sarif, the summary of the job, and the outputs errors,\nwarnings, infos and sarif. On GitLab CI: gl-code-quality-report.json and lifecycle-junit.xml.\nRun it in the root of the repository, from where both count their paths. LIFECYCLE_PATH, LIFECYCLE_DENY,\nLIFECYCLE_WARN, LIFECYCLE_ALLOW and LIFECYCLE_CHANGED_ONLY=true say the same as the options.\n\nExit codes: 0 clean, 1 findings at the deny level, 2 cannot run."
)]
pub(crate) struct Ci {
    /// The system, if not the one that the environment tells
    pub(crate) system: Option<CiSystem>,
    /// Files or folders [default: .]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Report only findings in declarations that the pull or merge request touches
    #[arg(long)]
    pub(crate) changed_only: bool,
    /// The folder for the reports
    #[arg(long, default_value = ".", value_name = "DIR")]
    pub(crate) reports: PathBuf,
    #[command(flatten)]
    pub(crate) levels: LevelArguments,
}

/// A CI system that shows findings inline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CiSystem {
    /// GitHub Actions
    Github,
    /// GitLab CI
    Gitlab,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  lifecycle compile                              all targets of the project, into build/\n  lifecycle compile --target salesforce,docs     only these\n  lifecycle compile --check                      is the folder up to date? Prints a diff if not\n  lifecycle compile --current retrieved          keep the picklist values that the Salesforce org has already\n\nNothing is written while there are errors. Only files that an earlier run wrote are ever replaced or removed.\nExit codes: 0 done, 1 findings or differences, 2 cannot run."
)]
pub(crate) struct Compile {
    /// A file or folder of the project; `-` is standard input
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// Targets to compile for; all that the `lifecycle` block names, and docs, if left out
    #[arg(long, value_name = "TARGET", value_delimiter = ',')]
    pub(crate) target: Vec<String>,
    /// The folder to write into
    #[arg(long, default_value = "build", value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Write nothing; exit 1 with a diff when the folder is not what would be written
    #[arg(long)]
    pub(crate) check: bool,
    /// What the Salesforce org has: a project or retrieved metadata, whose picklist values are carried over
    #[arg(long, value_name = "DIR")]
    pub(crate) current: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) levels: LevelArguments,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  lifecycle fmt                      format every file below this folder\n  lifecycle fmt --check              exit 1 if a file is not formatted\n  lifecycle fmt --diff               show what would change\n  cat a.lifecycle | lifecycle fmt -  standard input to standard output\n\nExit codes: 0 done, 1 not formatted (--check, --diff) or not formattable, 2 cannot run."
)]
pub(crate) struct Fmt {
    /// Files or folders; `-` is standard input
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Write nothing; exit 1 if a file is not formatted
    #[arg(long)]
    pub(crate) check: bool,
    /// Write nothing; print what would change, and exit 1 if anything would
    #[arg(long)]
    pub(crate) diff: bool,
}

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  lifecycle explain missing-acceptance-stage")]
pub(crate) struct Explain {
    /// The rule, as findings show it in brackets
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  lifecycle init                       the smallest useful lifecycle\n  lifecycle init acme                  into the folder acme\n  lifecycle init --template standard   the standard B2B SaaS lifecycle of the playbook\n\nExisting files are never overwritten."
)]
pub(crate) struct Init {
    /// The folder to write into
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// What to start from
    #[arg(long, value_enum, default_value_t = Template::Minimal)]
    pub(crate) template: Template,
}

/// What a new project starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Template {
    /// The smallest useful lifecycle
    Minimal,
    /// The standard B2B SaaS lifecycle of the playbook
    Standard,
}

#[derive(Args, Debug)]
pub(crate) struct Rules {
    /// How to print the list
    #[arg(long, value_enum, default_value_t = RulesFormat::Text)]
    pub(crate) format: RulesFormat,
}

/// How to print the list of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RulesFormat {
    /// One line a rule
    Text,
    /// JSON
    Json,
    /// A Markdown table
    Markdown,
}

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  lifecycle completions bash > /etc/bash_completion.d/lifecycle")]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// `auto`, or a format of the renderer.
fn format_name(name: &str) -> Result<String, String> {
    if name == "auto" {
        return Ok(name.to_owned());
    }
    name.parse::<lifecycle_render::Format>().map(|_| name.to_owned()).map_err(|error| error.to_string())
}
