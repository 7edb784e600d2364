//! The arguments of the commands that talk to a portal.

use super::AnswerFormat;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What can be compared and changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Crm {
    /// A HubSpot portal
    Hubspot,
}

/// How to reach a portal.
#[derive(Args, Debug)]
pub(crate) struct Connection {
    /// Read the token from the first line of standard input, not from HUBSPOT_TOKEN
    #[arg(long)]
    pub(crate) token_stdin: bool,
    /// Where the ids that HubSpot gave are kept [default: hubspot-PORTAL.state.json]
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// Where the API is; HUBSPOT_BASE_URL says the same
    #[arg(long, hide = true, value_name = "URL")]
    pub(crate) base_url: Option<String>,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  lifecycle plan hubspot --portal 1234567                  what would change in this portal\n  lifecycle plan hubspot --portal 1234567 --out plan.json  the same, kept for `lifecycle apply`\n  lifecycle plan hubspot crm --save-reads export           keep what was read\n  lifecycle plan hubspot crm --offline export              compare with that, without a token\n\nNothing is changed. The token comes from HUBSPOT_TOKEN or, with --token-stdin, from standard input.\nExit codes: 0 the portal is what the lifecycle says, 2 it differs, 1 cannot plan."
)]
pub(crate) struct Plan {
    /// The CRM
    pub(crate) crm: Crm,
    /// A file or folder of the project
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// The number of the portal, unless `target hubspot` names it; a token for another one is refused
    #[arg(long, value_name = "ID")]
    pub(crate) portal: Option<u64>,
    /// Write the plan to a file, for `lifecycle apply`
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Compare with answers that were saved, and ask nobody
    #[arg(long, value_name = "DIR", conflicts_with_all = ["token_stdin", "base_url", "save_reads"])]
    pub(crate) offline: Option<PathBuf>,
    /// Save what is read, for --offline
    #[arg(long, value_name = "DIR")]
    pub(crate) save_reads: Option<PathBuf>,
    /// Create and rename lifecycle stages by the API, which nobody has shown to work, instead of by hand
    #[arg(long)]
    pub(crate) create_lifecycle_stages: bool,
    /// How to print the plan
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub(crate) format: AnswerFormat,
    #[command(flatten)]
    pub(crate) connection: Connection,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  lifecycle apply hubspot                                   what plan.json says, after asking\n  lifecycle apply hubspot plan.json --yes                   without asking\n  lifecycle apply hubspot --prune property/deals/old_score  and delete this field, which the plan leaves alone\n\nRefused if the portal is another one, or has changed since the plan was made. Interrupted? Run it again: it goes on\nwhere it was, and repeats nothing. The token comes from HUBSPOT_TOKEN or, with --token-stdin, from standard input.\nExit codes: 0 done, 1 something was refused or did not take, 2 cannot run."
)]
pub(crate) struct Apply {
    /// The CRM
    pub(crate) crm: Crm,
    /// The plan that `lifecycle plan --out` wrote
    #[arg(default_value = "plan.json", value_name = "PLAN")]
    pub(crate) plan: PathBuf,
    /// Do not ask
    #[arg(long)]
    pub(crate) yes: bool,
    /// Delete something that the plan leaves alone, by the name in brackets; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) prune: Vec<String>,
    #[command(flatten)]
    pub(crate) connection: Connection,
}
