//! Which fixes are applied together.

use lifecycle_base::{Applicability, Diagnostic, Edit, FileId, Fix, Group};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// A fix, and the finding it resolves. Two are the same if they do the same about the same thing, wherever it stands by now.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) rule: &'static str,
    pub(super) message: String,
    pub(super) subject: String,
    pub(super) is_syntax: bool,
    /// Whether what it resolves stops compilation.
    pub(super) stops: bool,
    pub(super) fix: Fix,
}

impl Chosen {
    fn key(&self) -> (&str, &str, &str, &str) {
        (self.rule, &self.message, &self.subject, &self.fix.title)
    }
}

impl PartialEq for Chosen {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Chosen {}

impl PartialOrd for Chosen {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Chosen {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// The first fix of a finding that is at most so unsafe. One for a person to choose or complete is never taken.
pub(super) fn first_fix(finding: &Diagnostic, most: Applicability) -> Option<&Fix> {
    let most = most.min(Applicability::Unsafe);
    finding.fixes.iter().find(|fix| fix.applicability <= most)
}

/// Fixes that can be applied together: those of the syntax if there are any, else all.
pub(super) fn choose(findings: &[Diagnostic], most: Applicability, refused: &BTreeSet<Chosen>) -> Vec<Chosen> {
    let candidate = |finding: &Diagnostic| {
        let chosen = Chosen {
            rule: finding.rule.name,
            message: finding.message.clone(),
            subject: finding.subject.clone(),
            is_syntax: finding.rule.group == Group::Syntax,
            stops: !finding.rule.is_configurable(),
            fix: first_fix(finding, most)?.clone(),
        };
        (!refused.contains(&chosen)).then_some(chosen)
    };
    let mut chosen: Vec<Chosen> = findings.iter().filter_map(candidate).collect();
    if chosen.iter().any(|chosen| chosen.is_syntax) {
        chosen.retain(|chosen| chosen.is_syntax);
    }
    let mut taken = Taken::default();
    chosen.retain(|chosen| taken.take(&chosen.fix.edits));
    chosen
}

/// The places that fixes change.
#[derive(Default)]
struct Taken(BTreeSet<(FileId, u32, u32)>);

impl Taken {
    /// Takes the places of all edits if they are free.
    fn take(&mut self, edits: &[Edit]) -> bool {
        let places = edits.iter().map(|edit| (edit.location.file, edit.location.span.start, edit.location.span.end));
        let free = places.clone().all(|place| self.is_free(place));
        if free {
            self.0.extend(places);
        }
        free
    }

    /// Whether no taken place shares a byte with this one. An insertion keeps its distance: beside a change its order would be a guess.
    fn is_free(&self, (file, start, end): (FileId, u32, u32)) -> bool {
        let near = self.0.range(..=(file, end, u32::MAX)).rev();
        let mut near = near.take_while(|taken| taken.0 == file && taken.2 >= start);
        !near.any(|(_, from, to)| {
            let touch = from == to || start == end;
            if touch { true } else { *from < end && start < *to }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lifecycle_base::{Location, Span};

    #[test]
    fn places_are_taken_once() {
        let edit = |start, end| [Edit::replace(Location::new(FileId(0), Span::new(start, end)), "x")];
        let mut taken = Taken::default();
        assert!(taken.take(&edit(10, 20)));
        assert!(taken.take(&edit(20, 30)), "side by side");
        assert!(!taken.take(&edit(15, 16)) && !taken.take(&edit(5, 11)) && !taken.take(&edit(5, 40)));
        assert!(!taken.take(&edit(30, 30)) && !taken.take(&edit(10, 10)), "insertions keep their distance");
        assert!(taken.take(&edit(31, 31)) && !taken.take(&edit(31, 31)));
    }
}
