//! What is being done with a record, how it feels, and what says nothing.

use super::Entry;

/// What is being done with a record, in any part of the lifecycle.
pub(in crate::naming) const STATUSES: &[Entry] = &[
    (
        "more info required, info required, to be assigned, to be scheduled, to be reviewed, awaiting assignment",
        "someone must act",
    ),
    (
        "back burner, on the back burner, parking lot, tabled, pushed, pushed out, holding, put on hold",
        "nobody is on it for now",
    ),
    (
        "working, being worked, actively working, work in progress, wip, in work, in the works, worked",
        "someone is on it",
    ),
    (
        "in progress, in process, inprogress, under way, underway, ongoing, processing, being processed",
        "someone is on it",
    ),
    (
        "on hold, hold, paused, parked, shelved, deferred, postponed, delayed, suspended, frozen, on ice, snoozed",
        "nobody is on it for now",
    ),
    (
        "stalled, stuck, blocked, idle, dormant, stale, inactive, inert, sleeping, hibernating, asleep, limbo, in limbo, on pause",
        "nothing moves",
    ),
    (
        "not started, not yet started, not begun, to do, todo, queued, in queue, queue, backlog, inbox, triage",
        "nobody has begun",
    ),
    (
        "action required, action needed, needs attention, attention needed, attention required, needs action",
        "someone must act",
    ),
    (
        "need more info, needs info, info needed, more info needed, information needed, missing info, incomplete",
        "something is missing",
    ),
    ("nurture, nurturing, nurtured, in nurture, renurture, re nurture, drip nurture", "marketing keeps in touch"),
    ("unassigned, assigned, reassigned, not assigned, untouched, unworked, routed", "who is on it"),
];

/// What is being done with a lead or deal. After the sale these words have other uses: "Active", "New", "Open" tickets.
pub(in crate::naming) const SELLING_STATUSES: &[Entry] = &[
    ("bad data, incorrect data, unsure, undecided for now", "what the data or they allow"),
    ("silent, radio silence, lost contact, lost touch, rescheduled, reschedule", "nobody answers or comes"),
    (
        "new, unreviewed, unread, uncalled, brand new, just in, fresh, open, reopened, re opened, active, currently active",
        "not touched, not closed",
    ),
    (
        "recycle, recycled, recycling, returned to marketing, back to marketing, re engage, reengage, revisit",
        "comes round again",
    ),
    (
        "keep warm, keep in touch, stay in touch, keep in view, keep an eye on, monitor, monitoring, watching",
        "nothing is asked of anyone",
    ),
    (
        "attempting, attempting contact, attempting to contact, attempting to reach, trying to reach",
        "someone tries to reach them",
    ),
    (
        "contacted, attempted, attempted contact, attempted to contact, contact attempted, contacting, reaching out",
        "someone tried",
    ),
    (
        "not contacted, never contacted, not yet contacted, uncontacted, to be contacted, contact later",
        "nobody tried yet",
    ),
    (
        "no response, no answer, no reply, no contact, no activity, not responding, unresponsive, non responsive",
        "nobody answered",
    ),
    (
        "unreachable, not reachable, unable to contact, unable to reach, cannot reach, could not reach",
        "nobody answered",
    ),
    (
        "ghosted, ghosting, gone dark, went dark, going dark, gone quiet, gone silent, gone cold, went cold",
        "nobody answers any more",
    ),
    (
        "left voicemail, left message, left vm, lvm, voicemail left, wrong number, bad number, bounced",
        "the trace of one call",
    ),
    (
        "bad timing, wrong timing, not now, not ready, not ready yet, later, maybe later, future, long term",
        "a reason to wait",
    ),
    (
        "not interested, no interest, do not contact, do not call, dnc, opted out, unsubscribed, invalid, junk, spam",
        "what they or the data allow",
    ),
    ("draft, pending, waiting, awaiting, waiting room, in sequence, in cadence, enrolled in sequence", "it waits"),
    ("dead, archived, abandoned by rep, cleanup, clean up, to be cleaned, data cleanup", "work on the list"),
];

/// Words that may stand with a status and change nothing.
pub(in crate::naming) const DEGREES: &[Entry] = &[
    (
        "long, short, term, temporarily, currently, actively, still, now, again, back, very, really, just",
        "how much or how long",
    ),
    (
        "marketing, sales, sdr, bdr, ae, rep, team, general, internal, external, the, a, an, in, on, to, of, is, and",
        "whose",
    ),
    ("highly, hard, soft, high, low, strong, weak, slightly, mostly, quite, super, extremely, medium, mid", "how much"),
];

/// The beginning of a name that says for what or whom a record waits.
pub(in crate::naming) const WAITING: &[Entry] =
    &[("waiting on, waiting for, awaiting, waiting, pending, on hold for, blocked by", "someone or something")];

/// What a record waits for that is no milestone: someone's next word.
pub(in crate::naming) const NEXT_WORDS: &[Entry] = &[
    (
        "response, reply, feedback, answer, info, information, input, update, callback, call back, details, contact",
        "someone's next word",
    ),
    (
        "customer, client, prospect, lead, buyer, us, them, internal, vendor, partner, third party, rep, sales, marketing",
        "someone",
    ),
];

/// How likely the team thinks a deal is: a forecast category.
pub(in crate::naming) const FORECAST: &[Entry] = &[
    (
        "commit, committed forecast, best case, worst case, upside, downside, most likely, likely, unlikely, probable, possible",
        "a forecast category",
    ),
    (
        "probability, forecast, forecasted, forecasting, in forecast, omitted, weighted, long shot, longshot, slam dunk, sure thing",
        "a forecast category",
    ),
    (
        "high probability, low probability, medium probability, high confidence, low confidence, fifty fifty, 50 50",
        "a guess",
    ),
    (
        "likely to renew, unlikely to renew, likely to close, likely to churn, likely renewal, unlikely to close",
        "a guess",
    ),
    (
        "expected to close, expected to renew, expected to churn, will renew, will churn, will close, may churn",
        "a guess",
    ),
    ("might close, might renew, might churn, probably closing, should close, should renew, on the fence", "a guess"),
];

/// How the team feels about a record.
pub(in crate::naming) const SENTIMENT: &[Entry] = &[
    (
        "yellow flag, good feeling, bad feeling, high interest, low interest, medium interest, usage declining, declining, improving",
        "an opinion",
    ),
    (
        "trending up, trending down, trending, slipping, slipped, sliding, heating up, cooling off, cooling down",
        "a feeling of movement",
    ),
    (
        "slow moving, slow, excited, curious, thumbs up, thumbs down, likely churn, looking good, looking bad, looks good, feels good, gut feel, gut feeling, promising, exciting, interesting",
        "a feeling",
    ),
    ("hot, warm, lukewarm, cold, ice cold, red hot, warming, warming up, cooling, boiling", "a temperature"),
    (
        "rag, green, yellow, amber, red, orange, safe, healthy, unhealthy, thriving, struggling, watchlist, watch list",
        "a health colour",
    ),
    (
        "at risk, high risk, low risk, medium risk, no risk, churn risk, risk, risky, flight risk, danger, in danger, critical, red flag, red flags",
        "a worry",
    ),
    (
        "churning, about to churn, in jeopardy, in trouble, trouble, on track, off track, happy, unhappy, satisfied, dissatisfied",
        "a worry or a comfort",
    ),
    (
        "confident, not confident, strong, weak, serious, not serious, tire kicker, tyre kicker, solid, shaky, sentiment",
        "an opinion",
    ),
    (
        "priority, high priority, low priority, top priority, must win, must close, hail mary, stretch, hot lead, warm lead",
        "how much the team wants it",
    ),
];

/// Whose work never shows the buyer moving.
pub(in crate::naming) const OWN_PEOPLE: &[Entry] = &[
    ("manager, sales manager, management, leadership, vp, vp sales, cro, sales director", "our superiors"),
    (
        "deal desk, dealdesk, pricing committee, pricing desk, pricing team, pricing, deal, deal committee, discount",
        "our pricing",
    ),
    (
        "internal, inhouse, in house, business office, back office, head office, order processing, accounting, sales ops, salesops, revops, rev ops, order desk, order management",
        "ourselves",
    ),
    (
        "solution engineering, sales engineering, se, presales, pre sales, solutions team, bid desk, proposal desk",
        "our engineers",
    ),
    ("forecast, pipeline, margin, commission, credit committee, investment committee, bid committee", "our books"),
];

/// Steps of a process inside the selling company, told by whose they are.
pub(in crate::naming) const OWN_STEPS: &[Entry] = &[
    (
        "review, check, approval, sign off, signoff, escalation, inspection, queue, committee, decision, huddle",
        "a step inside",
    ),
    (
        "desk, meeting, board, gate, audit, handoff, hand off, clearance, validation, qa, in progress, pending, needed",
        "a step inside",
    ),
];

/// Decisions that the seller takes alone.
pub(in crate::naming) const OWN_DECISIONS: &[Entry] = &[
    (
        "go no go, bid no bid, go no go decision, bid no bid decision, win loss review, win room, war room",
        "our decision",
    ),
    (
        "deal desk, pricing committee, deal review, pipeline review, forecast review, deal inspection, deal committee, credit committee, investment committee, bid committee",
        "our process",
    ),
];

/// Names that say nothing.
pub(in crate::naming) const VAGUE: &[Entry] = &[
    ("not defined, unsorted, unlabeled, to be sorted", "nobody has decided"),
    (
        "other, others, misc, miscellaneous, various, etc, everything else, rest, mixed bag, catch all, catchall",
        "whatever is left",
    ),
    (
        "tbd, tbc, tba, to be determined, to be defined, to be decided, to be confirmed, unknown, unclear, undefined",
        "nobody has decided",
    ),
    ("none, na, n a, not applicable, not set, unspecified, uncategorized, unclassified, empty, null", "nothing"),
    ("placeholder, default, dummy, sample stage, temporary, untitled", "left over"),
    (
        "pipeline, in pipeline, in the pipeline, funnel, in funnel, in the funnel, in play, in motion, on the board",
        "every record is",
    ),
    (
        "top of pipeline, tofu, mofu, bofu, top of funnel, middle of funnel, mid funnel, bottom of funnel, upper funnel, lower funnel",
        "a third of any funnel",
    ),
    (
        "database, crm, list, general, all, all leads, all deals, all contacts, records, next step, next steps, in system",
        "every record is",
    ),
    ("early, late, middle, midway, mid", "says only how late it is"),
];

/// Nouns that say no more than that there is a stage.
pub(in crate::naming) const CONTAINERS: &[Entry] = &[
    ("stage, step, phase, level, bucket, group, category, part, state, column, pool, slot, gate, milestone", "a box"),
    ("pipeline, pipeline stage, sales stage, lead stage, deal stage, funnel stage, status, section", "a box"),
];

/// What may stand before such a noun and adds nothing to it.
pub(in crate::naming) const CONTAINER_QUALITIES: &[Entry] = &[
    (
        "zero, early, mid, middle, late, final, first, second, third, fourth, fifth, last, initial, next, previous, new",
        "which box",
    ),
    (
        "other, advanced, later, beginning, starting, ending, intermediate, generic, general, default, sales, deal",
        "which box",
    ),
    (
        "one, two, three, four, five, six, seven, eight, nine, ten, i, ii, iii, iv, v, vi, vii, viii, ix, x, number, no",
        "which box",
    ),
];

/// The result of a deal.
pub(in crate::naming) const OUTCOMES: &[Entry] =
    &[("won, lost, closedwon, closedlost, closed won, closed lost, close won, close lost", "a deal ends so")];

/// What may stand with the result of a deal.
pub(in crate::naming) const OUTCOME_WORDS: &[Entry] = &[
    (
        "deal, deals, opp, opportunity, sale, sales, order, bid, business, contract, account, renewal, tender, proposal, rfp",
        "what ended",
    ),
    (
        "to, competitor, competition, competitors, the, price, on, budget, timing, no, decision, status, quo, due",
        "why it ended",
    ),
    ("closed, close, new, and, or, reason, not, lead, recently, previously, by, us, in, cw, cl", "how it ended"),
];
