//! `lifecycle explain`.

use crate::arguments::Explain;
use crate::exit::{Exit, Failure, Outcome};
use crate::streams::Streams;
use lifecycle_base::did_you_mean;
use lifecycle_driver::rules::{registry, rule};

pub(crate) fn run(arguments: &Explain, streams: &Streams) -> Outcome {
    let name = arguments.rule.trim_matches(['[', ']']);
    let Some(rule) = rule(name) else {
        let hint = did_you_mean(name, registry().iter().map(|rule| rule.name));
        let hint = hint.unwrap_or_else(|| "`lifecycle rules` lists them all".to_owned());
        return Err(Failure(format!("there is no rule `{name}`; {hint}")));
    };
    streams.print(rule.page.trim_end())?;
    let off = if rule.group.is_on() { "" } else { ", off unless asked for" };
    streams.print(&format!(
        "\n\n---\nGroup: {}. Severity: {}{off}. Fix: {}. Since {}.\n",
        rule.group,
        rule.severity,
        rule.fix.as_str(),
        rule.since
    ))?;
    Ok(Exit::Clean)
}
