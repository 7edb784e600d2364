//! Nouns for things people do, and nouns that are results.

use super::Entry;

/// Nouns for things people do. A stage named so says what happens during it, not what has been reached.
pub(in crate::naming) const ACTIVITIES: &[Entry] = &[
    ("overview, capabilities overview, value engineering, health check", "shown, done, or only planned?"),
    (
        "demo, demonstration, presentation, pitch, walkthrough, walk through, showcase, tour, roadshow, road show",
        "shown or not?",
    ),
    (
        "call, phone call, video call, cold call, voicemail, phone screen, callback, dial, zoom",
        "made, held or only planned?",
    ),
    (
        "meeting, appointment, visit, site visit, lunch, dinner, breakfast, coffee, coffee chat, chat, sit down",
        "booked or held?",
    ),
    (
        "conversation, discussion, dialogue, dialog, talk, talks, consultation, consult, huddle, sync, catch up",
        "held or not?",
    ),
    (
        "workshop, session, briefing, debrief, briefing call, deep dive, whiteboarding, seminar, webinar, lunch and learn",
        "held or not?",
    ),
    (
        "introduction, intro, check in, checkin, touchpoint, touch point, touch, touch base, standup, roundtable",
        "held or not?",
    ),
    ("interview, screen, screening, audition, casting, assessment center", "a conversation, held or not"),
    (
        "viewing, showing, open house, inspection, home inspection, appraisal, site survey, walkaround, test drive",
        "an appointment",
    ),
    ("tasting, fitting, measure, measurement, takeoff, take off, site walk", "an appointment of a trade"),
    (
        "discovery, rediscovery, needs discovery, fact finding, fact find, exploration, investigation",
        "work on finding out, not its result",
    ),
    ("qualification, prequalification, requalification, disqualification", "the work of qualifying, not its result"),
    (
        "analysis, research, study, diagnosis, diagnostic, due diligence, diligence, search, examination, exam",
        "work on finding out",
    ),
    (
        "validation, verification, assessment, audit, testing, inspection, evaluation call, benchmarking",
        "judged or not?",
    ),
    (
        "outreach, prospecting, cold outreach, canvassing, door knocking, networking, mailing, cold calling, cold emailing",
        "attempts to reach someone",
    ),
    ("follow up, followup, following up, chaser, reminder, nudge, check back, circle back, re engagement", "a task"),
    (
        "attempt, contact attempt, call attempt, email, e mail, text, sms, message, sequence, cadence, drip",
        "a message, answered or not",
    ),
    (
        "scoping, scope call, sizing, estimating, estimation, solutioning, brainstorm, brainstorming, ideation",
        "work on a solution",
    ),
    (
        "preparation, prep, creation, development, drafting, writing, authoring, compilation, gathering, planning",
        "work of the seller",
    ),
    (
        "design, prototyping, modeling, modelling, mapping, configuration, customization, engineering review",
        "work of the seller",
    ),
    (
        "submission, resubmission, contracting, redlining, paperwork, documentation, data entry, admin",
        "paper being moved",
    ),
    (
        "handling, objection handling, management, coordination, alignment, collaboration, facilitation",
        "work on people",
    ),
    (
        "sourcing, headhunting, recruiting, sampling, permitting, renegotiation, underwriting, interviewing, onsite, reference check, background check, credit check, check, checks",
        "work before a decision",
    ),
    ("cultivation, solicitation, stewardship, ask, fundraising, canvass", "work of a fundraiser"),
    ("qbr, ebr, mbr, business review, quarterly business review, executive business review", "a meeting"),
    (
        "kickoff, kick off, kick off call, kickoff call, kickoff meeting, handoff, hand off, handover, hand over",
        "a meeting or a step",
    ),
    ("upselling, cross selling, cross sell conversation, closing call, negotiation call, bidding", "work on a sale"),
    ("objections, warm up, education, nurture call, referral call, reference call, escalation", "work on people"),
];

/// Nouns that are judged as an activity only with a word before them: alone they are stages of the playbook.
pub(in crate::naming) const ACTIVITIES_OF: &[Entry] = &[(
    "review, negotiation",
    "`Review` and `Negotiation` are stages of the playbook; `Security Review` and `Price Negotiation` are work",
)];

/// Nouns for what has been agreed, decided or got: a milestone as much as a past tense is.
pub(in crate::naming) const RESULTS: &[Entry] = &[
    (
        "completion, selection, confirmation, election, option, notification, activation, consideration, registration",
        "what comes out of it",
    ),
    (
        "agreement, verbal, commitment, commit, handshake, consent, acceptance, buy in, go ahead, green light, sign off",
        "they said yes",
    ),
    (
        "win, award, selection, decision, approval, yes, mandate, nod, vendor of choice, finalist, frontrunner",
        "they decided",
    ),
    (
        "order, po, purchase order, purchase, payment, deposit, down payment, signature, countersignature, loi",
        "they acted",
    ),
    (
        "letter of intent, memorandum of understanding, mou, nda, msa, sow, statement of work, term sheet",
        "a paper that binds",
    ),
    ("permit, license, licence, certificate, guarantee, warranty, policy, permission, escrow", "a paper one gets"),
    (
        "request, demo request, enquiry, inquiry, rfp, rfi, rfq, application, registration, signup, sign up, referral",
        "the buyer's deed",
    ),
    (
        "response, reply, answer, download, booking, reservation, enrolment, enrollment, attendance, donation, gift",
        "the buyer's deed",
    ),
    (
        "interest, intent, fit, match, budget, need, pain, use case, business case, champion, sponsor",
        "something that is there",
    ),
    (
        "proof of concept, poc, pov, proof of value, pilot, trial, sandbox, beta, prototype, sample",
        "a phase of the buyer's evaluation",
    ),
    ("escrow, closing date, settlement, closing disclosure", "a step of a purchase"),
];

/// Nouns that a word in -ing only qualifies: a "Sourcing Event" is an event.
pub(in crate::naming) const COMPOUNDS: &[Entry] = &[
    (
        "event, period, process, committee, team, partner, page, fee, window, list, house, room, center, officer",
        "has purposes of its own",
    ),
    (
        "permit, agreement, license, licence, policy, order, permission, standard, certificate, requirement",
        "a paper with a purpose",
    ),
];

/// Papers that pass between seller and buyer.
pub(in crate::naming) const DOCUMENTS: &[Entry] = &[
    (
        "proposal, quote, quotation, offer, bid, tender, estimate, pricing, price quote, order form, rfp response",
        "what the seller offers",
    ),
    (
        "contract, agreement, terms, msa, sow, nda, paperwork, statement of work, docusign, engagement letter",
        "what both sign",
    ),
    (
        "recommendation, business case, presentation, deck, brochure, catalog, sample, info, information, material",
        "what informs",
    ),
    (
        "invoice, invite, invitation, email, message, link, survey, questionnaire, mockup, candidate, cv, resume",
        "what is sent",
    ),
];
