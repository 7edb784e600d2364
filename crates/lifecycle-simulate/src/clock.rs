//! What is due when: a queue of moments, and the hours in which people work.

use crate::random::Random;
use lifecycle_interpreter::{Moment, RecordId};
use lifecycle_model::{AutomationId, DomainId, FieldId, StageId};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

const MINUTES_A_DAY: i64 = 24 * 60;

/// Something that comes to pass at its moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    /// What a file says of that moment, by its place.
    Fact(usize),
    /// The world goes on around the account.
    Signal,
    /// Somebody looks after a record in a domain.
    Work(RecordId, DomainId),
    /// A record has stayed for so long, if it still does since that moment.
    Stay(RecordId, StageId, AutomationId, Moment),
    /// A date is near, or so long ago, if the field still says that moment.
    Date(RecordId, FieldId, AutomationId, Moment),
    /// What was sent back at that moment comes up again.
    BringUp(RecordId, StageId, Moment),
    /// Somebody should have acted on what entered at that moment.
    Breach(RecordId, StageId, Moment),
    /// Perhaps nobody has touched what entered at that moment.
    Stale(RecordId, StageId, Moment),
}

/// What is due, the first first; of what is due at one moment, what was put in first.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    queue: BinaryHeap<Reverse<(Moment, u64, Due)>>,
    put: u64,
}

impl Clock {
    /// Puts something in.
    pub(crate) fn put(&mut self, at: Moment, due: Due) {
        self.put += 1;
        self.queue.push(Reverse((at, self.put, due)));
    }

    /// Takes what is due next, unless that is later than `end`.
    pub(crate) fn next(&mut self, end: Moment) -> Option<(Moment, Due)> {
        let Reverse((at, ..)) = self.queue.peek()?;
        if *at > end {
            return None;
        }
        self.queue.pop().map(|Reverse((at, _, due))| (at, due))
    }
}

/// A moment in working hours some days after another; `mean` days on the average.
pub(crate) fn some_days_later(now: Moment, mean: u32, random: &mut Random) -> Moment {
    let days = random.below(2 * mean as usize + 1) as i64;
    let mut day = now.day() + days;
    // Saturday and Sunday; 1970-01-01 was a Thursday.
    while (day + 3).rem_euclid(7) >= 5 {
        day += 1;
    }
    let at = Moment(day * MINUTES_A_DAY + 9 * 60 + random.below(8 * 60) as i64);
    if at > now { at } else { Moment(now.0 + 1 + random.below(120) as i64) }
}
