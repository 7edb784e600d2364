//! What the README says of validation rules, and of what nothing enforces.

use super::{BYPASS, Rules};
use crate::salesforce::formula::survey::Survey;
use lifecycle_targets::salesforce::formulas::ACTIVE_RULES;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A part of the README; empty if there is nothing to say.
pub(in crate::salesforce) fn render(rules: &Rules, survey: &Survey) -> String {
    let mut text = String::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for rule in &rules.rules {
        *counts.entry(rule.object.plural_label).or_default() += 1;
    }
    if !counts.is_empty() {
        text.push_str(
            "\n## What is refused\n\n\
             Validation rules keep people and other systems from changing a stage against the lifecycle: without what the stage \
             asks for, backwards, back into the funnel by a way that there is not, or without a reason. What the automation does \
             it has judged itself, and rules let it pass.\n\n| Object | Rules |\n|---|---:|\n",
        );
        for (object, count) in &counts {
            let _ = writeln!(text, "| {object} | {count} |");
        }
        for (object, _) in counts.iter().filter(|(_, count)| **count > ACTIVE_RULES.max) {
            let _ = write!(
                text,
                "\n{object} have more rules than most editions of Salesforce take for one object: {}. Count those that the org has \
                 already, too, and ask Salesforce for more before the deployment.\n",
                ACTIVE_RULES.max
            );
        }
        let _ = write!(
            text,
            "\nWhoever has the custom permission `{BYPASS}` is never stopped: give it to those who load data, and take it back. \
             What a rule cannot see, because it lies on related records, the flow that runs before each save refuses.\n\n\
             Salesforce sees some things in its own way:\n\n\
             - A checkbox is always answered: one that nobody has touched says no. `is unknown` never holds for it.\n\
             - Business time is Monday to Friday from 9 to 17, in GMT: formulas know no other clock.\n\
             - Today is the day of the user who saves.\n"
        );
    }
    if survey.unseen.is_empty() && rules.too_long.is_empty() {
        return text;
    }
    text.push_str(
        "\n## What is not enforced\n\n\
         Nothing in Salesforce can see this. It is documented, and people have to see to it:\n\n",
    );
    for unseen in &survey.unseen {
        let words = unseen.words.replace('\n', " ");
        let _ = writeln!(text, "- `{}`: {words}, because {}.", unseen.declared, unseen.why);
    }
    for declared in &rules.too_long {
        let _ = writeln!(text, "- `{declared}`: a rule that is longer than a formula may be.");
    }
    text
}
