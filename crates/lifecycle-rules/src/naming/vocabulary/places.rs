//! Places in the lifecycle: what the playbook recommends, what every funnel has, and what comes after the sale.

use super::Entry;

/// Stage names of the playbook before the customer lifecycle, as [`Reading::key`](crate::naming::Reading::key) writes them.
pub(in crate::naming) const RECOMMENDED: &[Entry] = &[
    ("evaluation / use case, evaluation, use case, proposal / negotiation, proposal, negotiation", "sales stages"),
    ("poc entry, operational steps, value assessment", "stages of a proof of concept"),
    ("open renewal, review", "renewal stages"),
];

/// Those of its names that are nothing but a place in the funnel.
pub(in crate::naming) const RECOMMENDED_PLACES: &[Entry] = &[
    ("anonymous visitor, known lead, marketing engaged, marketing engaged lead", "lead stages"),
    (
        "mql, sal, sql, sao, marketing qualified, marketing qualified lead, sales accepted lead, sales qualified lead",
        "lead stages",
    ),
    (
        "sales accepted, sales qualified, sales accepted opportunity, sales accepted opp, opportunity, customer",
        "lead and sales stages",
    ),
];

/// Stage names of the playbook's customer lifecycle: right there, and out of place in a pipeline that sells.
pub(in crate::naming) const RECOMMENDED_AFTER_SALE: &[Entry] = &[(
    "pre onboarding, onboarding, implementation, early adoption, mature adoption, first time to value",
    "customer stages",
)];

/// Names that every funnel uses for a place in it, even where someone lists them as a status: the status is the mistake then.
pub(in crate::naming) const POSITIONS: &[Entry] = &[
    (
        "visitor, subscriber, lead, raw lead, prospect, suspect, inquiry, enquiry, hand raiser, evangelist, advocate, promoter",
        "lead stages",
    ),
    ("mql, pql, aql, tql, eql, iql, hiql, mel, mqa, product qualified lead, information qualified lead", "lead stages"),
    (
        "marketing qualified account, automation qualified lead, teleprospecting qualified lead, telequalified lead",
        "lead stages",
    ),
    (
        "sal, sql, sao, sqo, qualified opportunity, sales qualified opportunity, opportunity, target account",
        "sales stages",
    ),
    (
        "marketing accepted lead, mal, sales ready lead, product qualified, product qualified account, pqa",
        "lead stages",
    ),
    ("customer, client, first time customer, repeat customer", "after the sale"),
    (
        "onboarding, pre onboarding, implementation, adoption, early adoption, mature adoption, go live",
        "customer stages",
    ),
];

/// Phases after the sale: in a pipeline that sells they belong to another team and another record.
pub(in crate::naming) const SUCCESS: &[Entry] = &[
    (
        "client handover, customer handover, client handoff, customer handoff, customer live, client live",
        "what follows the sale",
    ),
    (
        "onboarding, pre onboarding, customer onboarding, client onboarding, user onboarding, onboarded",
        "customer success",
    ),
    (
        "implementation, implementing, go live, gone live, went live, golive, rollout, roll out, deployment, deployed",
        "setting it up",
    ),
    ("adoption, early adoption, mature adoption, product adoption, user adoption, activation, hypercare", "using it"),
    (
        "customer success, cs, csm, cs kickoff, customer kickoff, onboarding kickoff, implementation kickoff, project kickoff",
        "customer success",
    ),
    (
        "user training, customer training, end user training, admin training, go live support, post go live",
        "learning it",
    ),
    (
        "first time to value, time to value, value realization, value realisation, customer health, health score",
        "value",
    ),
    (
        "project delivery, post sale, post sales, aftercare, after sales, account management, renewal management",
        "after the sale",
    ),
];

/// Phases that come after the sale, but may mean something else before it: only their place shows it.
pub(in crate::naming) const MAYBE_SUCCESS: &[Entry] = &[
    (
        "kickoff, kick off, kickoff call, kick off call, kickoff meeting, handover, hand over, handoff, hand off, training, live, health check, configuration, setup",
        "or a meeting before it",
    ),
    (
        "data migration, migration, integration, provisioning, installation, delivery, support, qbr, ebr, renewal",
        "or a part of an evaluation",
    ),
    (
        "uat, user acceptance testing, testing, welcome, welcome call, expansion, advocacy, retention, enablement",
        "or a part of an evaluation",
    ),
];

/// What may stand with a phase after the sale and changes nothing.
pub(in crate::naming) const SUCCESS_WORDS: &[Entry] = &[
    (
        "customer, client, user, users, product, project, technical, team, new, full, initial, full, cs, csm, phase, stage",
        "whose",
    ),
    (
        "call, meeting, session, handover, handoff, hand over, hand off, kickoff, kick off, support, training, to, and, in, the",
        "how",
    ),
    (
        "started, completed, complete, done, live, progress, in progress, started, begun, finished, successful, pending, scheduled",
        "how far",
    ),
    (
        "1, 2, 3, successfully, achieved, team, post, software, system, platform, services, solution, setup, with",
        "what",
    ),
];

/// Ends of being a customer.
pub(in crate::naming) const ENDINGS: &[Entry] = &[
    (
        "churned, churn, cancelled, canceled, terminated, offboarded, not renewed, non renewed, contract ended",
        "the relation ended",
    ),
    (
        "churned customer, lost customer, customer lost, customer churned, churned client, lost client, cancelled customer",
        "the relation ended",
    ),
    (
        "left, departed, discontinued, deactivated, contract terminated, subscription cancelled, subscription canceled",
        "the relation ended",
    ),
];
