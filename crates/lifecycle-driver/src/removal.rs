//! Fixes that only take something away. A rule knows the place of an item and not the lines around it, so here, once for all rules and for
//! whoever applies the fix, a line goes with the last thing that stood on it.

use lifecycle_base::{Diagnostic, Edit, FileId, SourceDb};

/// As [`leave_no_blank_lines`], for the fixes of findings.
pub(crate) fn tidy_fixes(db: &SourceDb, findings: &mut [Diagnostic]) {
    let fixes = findings.iter_mut().flat_map(|finding| &mut finding.fixes);
    for fix in fixes.filter(|fix| fix.edits.iter().any(is_removal)) {
        leave_no_blank_lines(|file| db.get(file).map_or("", |source| source.text()), &mut fix.edits);
    }
}

/// Widens what edits remove to the whole of the lines on which nothing else stands. Behind something else, the blanks before it go, too,
/// so that none are left at the end of the line. Removals side by side become one.
pub(crate) fn leave_no_blank_lines<'t>(text_of: impl Fn(FileId) -> &'t str, edits: &mut Vec<Edit>) {
    edits.sort_by_key(|edit| edit.location);
    let beside = |first: &Edit, second: &Edit| {
        let between = first.location.span.end as usize..second.location.span.start as usize;
        let same_file = first.location.file == second.location.file;
        let blank = |between: &str| between.chars().all(is_blank);
        same_file
            && is_removal(first)
            && is_removal(second)
            && text_of(first.location.file).get(between).is_some_and(blank)
    };
    edits.dedup_by(|second, first| {
        let joined = beside(first, second);
        if joined {
            first.location.span.end = second.location.span.end;
        }
        joined
    });
    for edit in edits.iter_mut().filter(|edit| is_removal(edit)) {
        widen(text_of(edit.location.file), edit);
    }
}

fn is_removal(edit: &Edit) -> bool {
    edit.text.is_empty() && !edit.location.span.is_empty()
}

fn widen(text: &str, edit: &mut Edit) {
    let range = edit.location.span.range();
    let (Some(before), Some(removed), Some(behind)) =
        (text.get(..range.start), text.get(range.clone()), text.get(range.end..))
    else {
        return;
    };
    let rest = behind.trim_start_matches(is_blank);
    let (Some(line_end), false) = (line_end(rest), removed.ends_with('\n')) else { return };
    let head = before.trim_end_matches(is_blank);
    let is_whole_line = head.is_empty() || head.ends_with('\n');
    let blanks = (behind.len() - rest.len()) as u32;
    let span = &mut edit.location.span;
    span.start = head.len() as u32;
    span.end += blanks + if is_whole_line { line_end } else { 0 };
}

/// The length of the end of line with which a text begins; none if something else stands there.
fn line_end(text: &str) -> Option<u32> {
    let ends = [("\r\n", 2), ("\n", 1)].into_iter().find(|(end, _)| text.starts_with(end));
    ends.map(|(_, length)| length).or(text.is_empty().then_some(0))
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use lifecycle_base::{Location, Span, apply_edits};

    /// The text without the parts between brackets.
    fn without(marked: &str) -> String {
        let text = marked.replace(['[', ']'], "");
        let mut edits = Vec::new();
        let mut places = marked.match_indices(['[', ']']).enumerate().map(|(signs, (at, _))| (at - signs) as u32);
        while let (Some(start), Some(end)) = (places.next(), places.next()) {
            edits.push(Edit::delete(Location::new(FileId(0), Span::new(start, end))));
        }
        leave_no_blank_lines(|_| &text, &mut edits);
        apply_edits(FileId(0), &text, &edits).unwrap()
    }

    #[test]
    fn a_line_goes_with_the_last_thing_on_it() {
        assert_eq!(without("a {\n  [x]\n  b\n}"), "a {\n  b\n}");
        assert_eq!(without("a\r\n\t[x] \r\nb"), "a\r\nb");
        assert_eq!(without("a\n  [x\n  y]\nb"), "a\nb", "over several lines");
        assert_eq!(without("a\n[x]"), "a\n", "at the end of the file");
        assert_eq!(without("[x]\na"), "a");
        assert_eq!(without("a\n[x\n]\nb"), "a\n\nb", "it took its line already");
    }

    #[test]
    fn what_else_stands_there_stays() {
        assert_eq!(without("a\n  [x]  // why\nb"), "a\n    // why\nb");
        assert_eq!(without("a  [x] \nb"), "a\nb");
        assert_eq!(without("{ [x] }"), "{  }");
        assert_eq!(without("a\n  [x]  [y]\nb"), "a\nb", "both are gone");
        assert_eq!(without("a\n  [x] c [y]\nb"), "a\n   c\nb");
    }
}
