//! Sets of points on a line: numbers, days, the values of a picklist, places in an order.

use smallvec::{SmallVec, smallvec};
use std::cmp::Ordering;

/// A gap between points: just before a value, or just after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cut {
    at: f64,
    after: bool,
}

/// What lies between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Nothing lies between 1 and 2.
    Whole,
    /// Every fraction.
    Real,
}

impl Cut {
    pub(super) fn before(value: f64) -> Self {
        // Adding zero makes the negative zero a plain one.
        Cut { at: value + 0.0, after: false }
    }

    pub(super) fn after(value: f64, line: Line) -> Self {
        match line {
            Line::Whole => Cut::before(value + 1.0),
            Line::Real => Cut { after: true, ..Cut::before(value) },
        }
    }

    const START: Cut = Cut { at: f64::NEG_INFINITY, after: false };
    const END: Cut = Cut { at: f64::INFINITY, after: true };

    fn cmp(self, other: Cut) -> Ordering {
        self.at.total_cmp(&other.at).then(self.after.cmp(&other.after))
    }
}

/// What lies between two cuts, if anything does.
fn span(from: Cut, to: Cut) -> Option<(Cut, Cut)> {
    (from.cmp(to) == Ordering::Less).then_some((from, to))
}

/// A set of points.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Set {
    /// In order, none empty, none touching the next.
    spans: Spans,
}

/// Nearly every set is one span.
type Spans = SmallVec<[(Cut, Cut); 1]>;

impl Set {
    pub(super) fn all() -> Self {
        Set { spans: smallvec![(Cut::START, Cut::END)] }
    }

    pub(super) fn none() -> Self {
        Set { spans: Spans::new() }
    }

    /// The points from one cut to another.
    pub(super) fn between(from: Cut, to: Cut) -> Self {
        Set { spans: span(from, to).into_iter().collect() }
    }

    pub(super) fn from(cut: Cut) -> Self {
        Set::between(cut, Cut::END)
    }

    pub(super) fn up_to(cut: Cut) -> Self {
        Set::between(Cut::START, cut)
    }

    pub(super) fn point(value: f64, line: Line) -> Self {
        Set::between(Cut::before(value), Cut::after(value, line))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    pub(super) fn complement(&self) -> Self {
        let mut spans = Spans::new();
        let mut from = Cut::START;
        for (start, end) in &self.spans {
            spans.extend(span(from, *start));
            from = *end;
        }
        spans.extend(span(from, Cut::END));
        Set { spans }
    }

    pub(crate) fn intersect(&self, other: &Self) -> Self {
        let mut spans = Spans::new();
        let (mut mine, mut theirs) = (self.spans.iter().peekable(), other.spans.iter().peekable());
        while let (Some((a, b)), Some((c, d))) = (mine.peek(), theirs.peek()) {
            let from = if a.cmp(*c) == Ordering::Less { *c } else { *a };
            let (to, mine_ends) = if b.cmp(*d) == Ordering::Less { (*b, true) } else { (*d, false) };
            spans.extend(span(from, to));
            if mine_ends {
                mine.next();
            } else {
                theirs.next();
            }
        }
        Set { spans }
    }

    pub(super) fn union(&self, other: &Self) -> Self {
        self.complement().intersect(&other.complement()).complement()
    }

    /// One set of many points, in time that grows with their number.
    pub(super) fn points(mut values: Vec<f64>, line: Line) -> Self {
        values.sort_by(f64::total_cmp);
        values.dedup();
        let mut spans = Spans::new();
        for value in values {
            let (from, to) = (Cut::before(value), Cut::after(value, line));
            match spans.last_mut() {
                Some((_, end)) if end.cmp(from) != Ordering::Less => *end = to,
                _ => spans.push((from, to)),
            }
        }
        Set { spans }
    }
}
