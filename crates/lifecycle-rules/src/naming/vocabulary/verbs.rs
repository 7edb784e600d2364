//! Verbs of people who sell, serve, teach, build or hire. Their -ing and -ed forms follow by the rules of English.

use super::Entry;

/// Verbs that in names are nothing else: at the beginning of a name they tell someone what to do.
pub(in crate::naming) const VERBS: &[Entry] = &[
    (
        "solve, consider, advance, address, transition, deepen, broaden, accelerate, generate, quantify",
        "get on with it",
    ),
    ("qualify, requalify, prequalify, disqualify, vet", "find out whether they fit"),
    (
        "identify, id, find, uncover, understand, learn, determine, diagnose, ascertain",
        "get to know a need or a person",
    ),
    ("discover, explore, investigate, examine, analyze, analyse", "look into something"),
    ("demonstrate, showcase, educate, teach, explain, inform, advise", "let someone know"),
    ("develop, build, create, formulate, define, refine, finalize, finalise, configure, customize", "make something"),
    ("evaluate, assess, validate, verify, prove, compare, appraise, inspect, confirm, clarify", "judge something"),
    (
        "present, propose, recommend, suggest, submit, send, resend, deliver, provide, give, issue",
        "put in front of them",
    ),
    ("negotiate, renegotiate, haggle, bargain, resolve, overcome, settle, agree, align, reconcile", "come to terms"),
    ("prepare, arrange, organize, organise, coordinate, prioritize, collect, gather, compile, assemble", "get ready"),
    ("convince, persuade, influence, motivate, impress, engage, reengage, reactivate", "win a person over"),
    ("convert, scale, ramp, expand, grow, retain, renew", "make more of a customer"),
    (
        "sign, countersign, close, conclude, secure, obtain, get, receive, achieve, earn, acquire, gain, seek",
        "bring something about",
    ),
    ("connect, reach, reach out, call back, ask, invite, meet, greet", "talk to people"),
    ("attempt, try, pursue, chase, canvass, cultivate, solicit, warm up", "seek people out"),
    ("reschedule, book, schedule, assign, route, allocate, distribute, escalate", "give it a time or a person"),
    ("discuss, speak, respond, brainstorm, strategize, debrief, converse, listen, consult", "speak about it"),
    ("onboard, implement, deploy, install, integrate, migrate, activate, provision", "set it up"),
    ("recruit, hire, enroll, enrol, admit, reject", "staffing and education"),
    ("fundraise, steward, pledge, donate", "fundraising"),
    ("underwrite, insure, reimburse", "money"),
    ("produce, manufacture, fabricate, dispatch, procure", "manufacturing"),
    ("maintain, repair, replace, restore, manage, supervise, oversee, administer", "keep it going"),
    ("write, redline, revise, edit, rewrite", "texts"),
    ("calculate, reprice, quantify", "numbers"),
    ("remind, nudge, notify", "tell them once more"),
    ("associate, attach, register, add, update, remove, clean, enrich", "work on the record"),
    ("make, bring, keep, begin, conduct, perform, execute, complete, finish", "general doing"),
    ("verbalize, sell, resell, cross sell, crosssell, endorse", "speak for it"),
    ("approve, authorize, authorise, accept, decline, decide, select, choose, buy", "the buyer's deeds"),
];

/// Verbs that are as often nouns: a name may begin with one and mean the thing.
pub(in crate::naming) const NOUN_VERBS: &[Entry] = &[
    ("share, push, pull", "move something"),
    ("demo, pitch, tour, visit, view, show, host, train", "show it"),
    (
        "document, file, record, draft, craft, link, forward, merge, enter, service, stock, ship, source, shortlist, monitor",
        "work on it",
    ),
    (
        "size, cost, bill, fund, finance, lend, pay, purchase, upgrade, bid, tender, commit, approach, court, hunt, prospect",
        "money and sales",
    ),
    (
        "champion, sponsor, coach, guide, talk, chat, dial, phone, ring, ping, alert, thank, delight, probe, run, win, do, put, take",
        "people",
    ),
    ("upsell, adopt, churn, follow up, bring in", "words with a life of their own"),
    ("call, email, mail, text, message, contact, interview, screen, survey, poll", "talk to people"),
    ("review, audit, check, test, trial, pilot, study, research, scope, map, model, score, benchmark", "look into it"),
    (
        "quote, offer, order, contract, invoice, estimate, budget, price, discount, deposit, lease",
        "documents and money",
    ),
    ("plan, design, process, work, track, target, launch, start, kick off, onramp, hand over, hand off", "work on it"),
    ("lead, need, want, request, answer, question, support, help, partner, network", "people and needs"),
    ("nurture, hold, pause, stall, park, wait, await, trend, slip", "states"),
];

/// Those that with a thing behind them are verbs: "Review Proposal", "Run POC", "Set Meeting".
pub(in crate::naming) const TRANSITIVE: &[Entry] = &[(
    "share, check, review, draft, run, start, set, hold, host, handle, visit, launch, show",
    "one does it to a paper, a meeting or a trial",
)];

/// Past participles that do not end in -ed, with their verb.
pub(in crate::naming) const IRREGULAR: &[(&str, &str)] = &[
    ("send", "sent"),
    ("resend", "resent"),
    ("win", "won"),
    ("hold", "held"),
    ("meet", "met"),
    ("do", "done"),
    ("make", "made"),
    ("give", "given"),
    ("pay", "paid"),
    ("sell", "sold"),
    ("resell", "resold"),
    ("show", "shown"),
    ("prove", "proven"),
    ("take", "taken"),
    ("begin", "begun"),
    ("choose", "chosen"),
    ("write", "written"),
    ("rewrite", "rewritten"),
    ("build", "built"),
    ("find", "found"),
    ("bring", "brought"),
    ("understand", "understood"),
    ("get", "got"),
    ("keep", "kept"),
    ("lend", "lent"),
    ("lead", "led"),
    ("teach", "taught"),
    ("buy", "bought"),
    ("oversee", "overseen"),
    ("underwrite", "underwritten"),
    ("put", "put"),
    ("bid", "bid"),
    ("run", "run"),
    ("cost", "cost"),
    ("ring", "rung"),
    ("overcome", "overcome"),
];

/// Words of a participle's force that belong to no verb above: what they are said of is so.
pub(in crate::naming) const REACHED: &[Entry] = &[
    ("complete, completed, done, finished, ready, final, over, through", "nothing is left to do"),
    ("live, active, operational, in place, in use, in production, up and running", "it works"),
    ("lost, gone, known, shown, set, met, signed off, handed over, handed off", "past participles of rarer verbs"),
    (
        "agreed, ok, okay, approved, cleared, passed, out, under contract, in hand, on board, onboard",
        "the word says it is settled",
    ),
    ("led, made, seen, heard, cut, closed, sealed, inked, live with, realized, realised", "settled, too"),
    ("successful, successfully, positive", "a result"),
];

/// Participles and -ing words that only qualify what follows: "Guided Demo" is a demo still.
pub(in crate::naming) const QUALIFYING: &[Entry] = &[
    ("guided, detailed, advanced, tailored, customized, customised, personalized, personalised", "a manner"),
    ("extended, expanded, dedicated, focused, targeted, recorded, structured, combined, limited", "a kind"),
    (
        "led, based, related, required, hosted, facilitated, assisted, automated, unscheduled, continued",
        "a circumstance",
    ),
    ("paid, unpaid, united, mixed, hired, live, in depth, high level, proposed, final, initial", "a kind"),
];

/// Words in -ing that are things, teams or adjectives; what they stand with decides.
pub(in crate::naming) const NOT_A_GERUND: &[Entry] = &[
    ("marketing, pricing, training, onboarding, meeting, offering, funding, financing", "things and teams"),
    ("billing, housing, clothing, banking, engineering, manufacturing, advertising, licensing, staffing", "trades"),
    ("catering, consulting, accounting, gaming, printing, shipping, farming, roofing, plumbing, flooring", "trades"),
    ("existing, ongoing, upcoming, incoming, outgoing, remaining, outstanding, leading, missing", "adjectives"),
    (
        "paying, returning, recurring, buying, founding, managing, operating, purchasing, referring",
        "adjectives of people",
    ),
    ("morning, evening, string, spring, king, thing, ring, wing, during, nothing, something, everything", "no verbs"),
    ("finding, findings, setting, listing, beginning, opening, ruling, standing, understanding, wedding", "things"),
    ("rating, ranking, standing, saving, savings, warning, drawing, landing, hosting, filing", "things"),
    (
        "pending, declining, improving, running, waiting, awaiting, working, nurturing, attempting, trending, slipping, churning",
        "judged as states",
    ),
];
