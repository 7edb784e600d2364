//! Whether fixes did what they promised, and nothing else.

use super::choose::Chosen;
use crate::analyse::Analysed;
use lifecycle_base::{Diagnostic, Group};
use std::collections::BTreeMap;

/// Whether fixes have left more errors than they promise, lost a comment, or not resolved what they are for.
pub(super) fn is_harm(before: &Analysed, after: &Analysed, chosen: &[Chosen]) -> bool {
    let promised = |of: fn(&Chosen) -> bool| chosen.iter().filter(|chosen| of(chosen)).count();
    let syntax = promised(|chosen| chosen.is_syntax);
    if count(after, is_syntax) + syntax > count(before, is_syntax) {
        return true;
    }
    // A declaration that is whole again may show errors that its damage has hidden.
    let hidden_before = syntax > 0;
    let stops = promised(|chosen| chosen.stops && !chosen.is_syntax);
    if !hidden_before && count(after, stops_compilation) + stops > count(before, stops_compilation) {
        return true;
    }
    !resolved(before, after, chosen) || !keeps_comments(before, after)
}

fn count(found: &Analysed, of: fn(&Diagnostic) -> bool) -> usize {
    found.findings.iter().filter(|finding| of(finding)).count()
}

fn is_syntax(finding: &Diagnostic) -> bool {
    finding.rule.group == Group::Syntax
}

fn stops_compilation(finding: &Diagnostic) -> bool {
    !finding.rule.is_configurable() && !is_syntax(finding)
}

/// Whether there are fewer findings of each kind by as many as were fixed. Those of the syntax are counted all together.
fn resolved(before: &Analysed, after: &Analysed, chosen: &[Chosen]) -> bool {
    type Kind<'d> = (&'d str, &'d str, &'d str);
    let mut left: BTreeMap<Kind<'_>, i64> = BTreeMap::new();
    for chosen in chosen.iter().filter(|chosen| !chosen.is_syntax) {
        *left.entry((chosen.rule, &chosen.message, &chosen.subject)).or_default() -= 1;
    }
    for (found, sign) in [(before, 1), (after, -1)] {
        for finding in &found.findings {
            let kind = (finding.rule.name, finding.message.as_str(), finding.subject.as_str());
            if let Some(left) = left.get_mut(&kind) {
                *left += sign;
            }
        }
    }
    left.values().all(|left| *left >= 0)
}

/// Whether every comment is still there, as often as before.
fn keeps_comments(before: &Analysed, after: &Analysed) -> bool {
    let mut balance: BTreeMap<&str, i64> = BTreeMap::new();
    for (found, sign) in [(before, -1), (after, 1)] {
        for comment in comments(found) {
            *balance.entry(comment).or_default() += sign;
        }
    }
    balance.values().all(|balance| *balance >= 0)
}

/// The texts of all comments.
fn comments(found: &Analysed) -> impl Iterator<Item = &str> {
    found.files.iter().flat_map(|file| {
        let text: &str = found.db.get(file.id).map_or("", |source| source.text());
        file.pieces.iter().flat_map(move |(start, piece)| {
            let range = move |at: &lifecycle_syntax::tree::At| (start + at.start) as usize..(start + at.end) as usize;
            piece.comments.iter().filter_map(move |at| text.get(range(at))).map(str::trim_end)
        })
    })
}
