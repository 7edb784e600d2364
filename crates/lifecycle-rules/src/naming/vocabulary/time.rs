//! Time and shares in names.

use super::Entry;

/// Units in which a countdown counts. Minutes are left out: they are the length of a meeting.
pub(in crate::naming) const UNITS: &[Entry] = &[(
    "day, days, week, weeks, wk, wks, month, months, mo, mos, quarter, quarters, year, years, yr, yrs",
    "units of time",
)];

/// Numbers in words.
pub(in crate::naming) const NUMBERS: &[Entry] = &[
    ("one, two, three, four, five, six, seven, eight, nine, ten, twelve, fourteen, fifteen, eighteen", "numbers"),
    ("twenty, thirty, forty, forty five, fifty, sixty, seventy, seventy five, eighty, ninety, hundred", "numbers"),
    ("one hundred twenty, one hundred eighty, hundred twenty, hundred eighty, twenty four, thirty six", "numbers"),
];

/// Things that have a duration by contract: the number is a term of the thing, no countdown.
pub(in crate::naming) const WITH_A_TERM: &[Entry] = &[
    (
        "workshop, session, event, training, seminar, conference, visit, tour, assessment, audit, study, test, retreat",
        "lasts so long",
    ),
    (
        "trial, pilot, poc, pov, contract, term, terms, agreement, deal, subscription, license, licence, lease",
        "has a term",
    ),
    (
        "warranty, guarantee, plan, program, programme, commitment, membership, sprint, loan, mortgage, forecast",
        "has a term",
    ),
    (
        "roadmap, evaluation, proof, mandate, retainer, engagement, course, challenge, bootcamp, cohort, bond",
        "has a term",
    ),
];

/// Words that point to a day without counting.
pub(in crate::naming) const DUE: &[Entry] = &[
    ("closing soon, closing this month, ending soon, ends soon, renewing soon, renews soon", "near a day"),
    (
        "expiring, expiring soon, expires soon, expired, due soon, overdue, past due, coming due, due, soon",
        "near or past a day",
    ),
    (
        "upcoming, approaching, up for renewal, coming up, upcoming renewal, approaching renewal, renewal due",
        "near a day",
    ),
    ("end of month, end of quarter, end of year, month end, quarter end, year end, eom, eoq, eoy", "a day"),
    ("today, tomorrow, this week, now due", "a day"),
];

/// What may stand with them.
pub(in crate::naming) const DUE_WORDS: &[Entry] = &[(
    "renewal, renewals, contract, contracts, subscription, license, customer, account, deal, deals, term, in, is",
    "what is due",
)];

/// Words before a unit that place it from today: "Next Quarter".
pub(in crate::naming) const RELATIVE: &[Entry] =
    &[("next, this, last, coming, current, following, previous, later this", "counted from today")];

/// What happens to time itself: behind a duration it is no milestone.
pub(in crate::naming) const PASSING: &[Entry] = &[(
    "left, remaining, passed, elapsed, expired, overdue, out, away, over, reached, completed, prior, before, past",
    "time passes",
)];

/// Months and seasons whose names are nothing else, and halves of a year.
pub(in crate::naming) const CALENDAR: &[Entry] = &[
    ("january, february, april, june, july, august, september, october, november, december", "months"),
    ("jan, feb, apr, jun, jul, aug, sept, oct, nov, q1, q2, q3, q4, h1, h2", "months and quarters"),
];

/// What a calendar year may stand with and still be one.
pub(in crate::naming) const OF_A_YEAR: &[Entry] = &[(
    "renewal, renewals, pipeline, deal, deals, opportunity, opportunities, forecast, close, closing, target",
    "a year's",
)];

/// Words that a share of a task stands before.
pub(in crate::naming) const ALL_DONE: &[Entry] =
    &[("complete, completed, done, finished, through, there", "the whole of a task")];

/// Words for a part of a task.
pub(in crate::naming) const PARTLY: &[Entry] = &[(
    "half, halfway, half way, almost, nearly, partially, partly, mostly, third, thirds, quarter, three quarters",
    "a part",
)];

/// What has shares by contract: "30% Deposit Received" is no share of a task.
pub(in crate::naming) const MONEY: &[Entry] = &[
    (
        "deposit, discount, payment, prepayment, paid, upfront, up front, margin, fee, equity, commission, increase",
        "money",
    ),
    (
        "uplift, down, advance, invoice, balance, retainer, raise, funded, funding, off, stake, share, shares, pledge",
        "money",
    ),
];
