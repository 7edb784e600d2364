//! What is reached when a well-known activity is over.

/// Activities and verbs, and the milestones that end them: one where it is clear, several where a team must choose.
pub(in crate::naming) const MILESTONES: &[(&str, &str)] = &[
    ("qualify, qualification, requalify", "Qualified"),
    ("negotiate, negotiation, negotiations, bargain, haggle", "Negotiation Completed"),
    ("discover, discovery, explore", "Discovery Completed"),
    ("evaluate, assess", "Evaluation Completed"),
    ("validate, validation, verify", "Solution Validated"),
    ("present, presentation, pitch", "Presentation Completed"),
    ("demonstrate, demo", "Demo Completed"),
    ("propose", "Proposal Reviewed, Proposal Sent"),
    ("close, closing, sign", "Contract Signed, Terms Agreed"),
    ("contract, contracting", "Contract Signed"),
    ("scope, scoping", "Scope Agreed"),
    ("identify", "Need Identified, Decision Maker Identified"),
    ("develop, design, build, create", "Solution Agreed, Use Case Defined"),
    ("prospect, prospecting, research, source, sourcing", "Fit Confirmed, Decision Maker Identified"),
    (
        "outreach, cold outreach, follow up, email, sequence, cadence, attempt, connect, engage, chase",
        "Replied, Meeting Held",
    ),
    ("cold call, cold calling, call, voicemail, phone call", "Call Held, Interest Confirmed"),
    ("meeting, appointment, visit", "Meeting Held"),
    ("estimate, estimating, takeoff, price", "Estimate Accepted, Estimate Reviewed"),
    ("discuss, discussion, conversation, talk", "Need Confirmed, Interest Confirmed"),
    ("prove", "Value Proven"),
    ("convert", "Opportunity Created, Contract Signed"),
];
