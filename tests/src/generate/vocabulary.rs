//! The words that generated lifecycles are made of.

/// Identifier, label and definition of a stage.
pub(super) type StageWords = (&'static str, &'static str, &'static str);

/// Stages of a lead track, in order.
pub(super) const LEAD: &[StageWords] = &[
    ("KnownLead", "Known Lead", "Any contact in the database with an email, a phone or a name."),
    ("Subscribed", "Subscribed", "Asked for the newsletter or the release notes and confirmed the address."),
    ("MarketingEngaged", "Marketing Engaged Lead", "Engages with content but has not asked for contact with sales."),
    ("TrialStarted", "Trial Started", "Signed up for the free plan and logged in at least once."),
    ("TrialActivated", "Trial Activated", "Connected a source of data and saw a first result in the free plan."),
    ("ScoreReached", "Score Reached", "Fits the ICP and crossed the threshold of the scoring model."),
    ("MQL", "Marketing Qualified Lead", "The handoff point from Marketing to Sales: fits the ICP and shows intent."),
    ("Routed", "Routed", "Assigned to a person by territory, segment and language."),
    ("SAL", "Sales Accepted Lead", "Sales has received the MQL and agreed to work it. Not yet qualified."),
    ("Contacted", "First Contact Made", "A conversation took place by phone, in a meeting or in writing."),
    ("MeetingAgreed", "Meeting Agreed", "The contact accepted an invitation to a discovery call."),
    ("SQL", "Sales Qualified Lead", "Discovery call scheduled or completed. The point where pipeline is created."),
    ("Opportunity", "Opportunity", "Attached to an open deal that sales has accepted."),
    ("Customer", "Customer", "Belongs to a company that signed a contract."),
];

/// Stages of a new-business pipeline, in order.
pub(super) const NEW_BUSINESS: &[StageWords] = &[
    ("SQL", "Discovery Scheduled", "Stage 0. A discovery call is booked. The deal counts as created pipeline."),
    ("SAO", "Discovery Completed", "Discovery took place and the prospect meets the qualification criteria."),
    ("PainConfirmed", "Problem Confirmed", "The buyer confirmed the problem and what it costs in writing."),
    ("DemoCompleted", "Demo Completed", "The buying group saw the product with an example from its own work."),
    ("ChampionNamed", "Champion Named", "Someone inside sells for us and has shown it."),
    ("UseCaseDefined", "Use Case Defined", "The evaluation runs against an expected use case."),
    ("EvaluationPassed", "Evaluation Passed", "The buyer's own tests met the criteria agreed at the start."),
    ("BusinessCaseAgreed", "Business Case Agreed", "The economic buyer agreed to the numbers behind the decision."),
    ("ProposalSent", "Proposal Sent", "A proposal is with the buyer."),
    ("SecurityCleared", "Security Review Passed", "Information security and privacy have no open question."),
    ("TermsAgreed", "Terms Agreed", "Price, term and scope are agreed between both sides."),
    ("NegotiationCompleted", "Negotiation Completed", "Terms are agreed. Only the signature is missing."),
];

/// Stages of a renewal pipeline, in order.
pub(super) const RENEWAL: &[StageWords] = &[
    ("RenewalOpened", "Renewal Opened", "The renewal is on the calendar and has an owner."),
    ("UsageReviewed", "Usage Reviewed", "Usage against contract was gone through with the customer."),
    ("ReviewCompleted", "Review Completed", "Value delivered was reviewed with the customer."),
    ("StakeholdersConfirmed", "Stakeholders Confirmed", "Those who decide on the renewal are known and were met."),
    ("NeedsConfirmed", "Needs Confirmed", "What the customer wants from the next term is written down."),
    ("BudgetConfirmed", "Budget Confirmed", "The customer has planned the amount for the next term."),
    ("RenewalProposed", "Renewal Proposal Sent", "Renewal terms are with the customer."),
    ("ProcurementInvolved", "Procurement Involved", "Procurement opened the renewal on its side."),
    ("RedlinesReturned", "Redlines Returned", "Legal returned its comments on the renewal terms."),
    ("RenewalNegotiated", "Renewal Negotiated", "Renewal terms are agreed."),
];

/// Stages of an expansion pipeline, in order.
pub(super) const EXPANSION: &[StageWords] = &[
    ("ExpansionOpened", "Expansion Opened", "The customer has a need that a higher plan or more seats would meet."),
    ("TeamIdentified", "Further Team Identified", "A second team that could use the product is known by name."),
    (
        "ExpansionDiscovered",
        "Expansion Discovery Completed",
        "The need of the further team was talked through with it.",
    ),
    ("ExpansionDefined", "Expansion Use Case Defined", "The additional use and its expected value are written down."),
    ("PilotCompleted", "Pilot Completed", "The further team used the product for its own work for a month."),
    ("SponsorConfirmed", "Sponsor Confirmed", "The executive sponsor supports the expansion."),
    ("ExpansionProposed", "Expansion Proposal Sent", "Terms for the expansion are with the customer."),
    ("QuoteAccepted", "Quote Accepted", "The customer accepted the quote in the ordering system."),
    ("OrderFormReturned", "Order Form Returned", "The order form came back without open points."),
    ("ExpansionNegotiated", "Expansion Negotiated", "Terms for the expansion are agreed."),
];

/// Stages of a customer track, in order.
pub(super) const CUSTOMER: &[StageWords] = &[
    ("PreOnboarding", "Pre-Onboarding", "CS engagement before the deal closes: introduction, planning, preparation."),
    ("HandoverCompleted", "Handover Completed", "Sales told CS what was sold, to whom and why."),
    ("Onboarding", "Onboarding", "The customer met the CSM and success criteria are defined."),
    ("PlanAgreed", "Success Plan Agreed", "Milestones, owners and dates are agreed in writing."),
    ("Implementation", "Implementation", "Technical or process work to connect, integrate and set up the product."),
    ("DataMigrated", "Data Migrated", "All data that the first use case needs is in the product."),
    ("UsersTrained", "Users Trained", "Everyone who works with the product finished the training."),
    ("Launched", "Launched", "The first team works with the product every week."),
    ("EarlyAdoption", "Early Adoption", "First time to value is reached. The customer operates independently."),
    ("WideAdoption", "Wide Adoption", "More than half of the licensed users are active each week."),
    ("ValueProven", "Value Proven", "The result was measured and confirmed by the executive sponsor."),
    ("MatureAdoption", "Mature Adoption", "Fully proficient, getting maximum value. Churn risk is extremely low."),
    ("Advocacy", "Advocacy", "The customer speaks about the result in public or to prospects."),
];

/// Stages of a company track, in order.
pub(super) const COMPANY: &[StageWords] = &[
    ("Target", "Target Account", "Known to us, no one engaged yet."),
    ("Engaged", "Engaged Account", "Someone there engages with what we publish."),
    ("Prospect", "Prospect", "Someone there is being worked."),
    ("Client", "Client", "Signed a contract."),
];

/// Why records step back or leave.
pub(super) const REASONS: &[&str] = &[
    "Not ready",
    "No response",
    "Bad timing",
    "Not in ICP",
    "Competitor",
    "Bad data",
    "No budget",
    "No need",
    "No authority",
    "Priority changed",
    "Price",
    "Legal",
    "No decision",
    "Went out of business",
    "Technical blocker",
    "Merged with another record",
];

/// Sales regions.
pub(super) const REGIONS: &[(&str, &str)] = &[
    ("amer", "Americas"),
    ("emea", "EMEA"),
    ("apac", "APAC"),
    ("dach", "DACH"),
    ("nordics", "Nordics"),
    ("iberia", "Iberia"),
    ("latam", "LATAM"),
    ("anz", "Australia and New Zealand"),
    ("uki", "UK and Ireland"),
];

/// Products.
pub(super) const PRODUCTS: &[(&str, &str)] = &[
    ("core", "Core"),
    ("insights", "Insights"),
    ("connect", "Connect"),
    ("studio", "Studio"),
    ("guard", "Guard"),
    ("billing", "Billing"),
    ("edge", "Edge"),
];

/// First halves of names of fields and terms.
pub(super) const ADJECTIVES: &[&str] = &[
    "primary",
    "first",
    "latest",
    "expected",
    "agreed",
    "internal",
    "regional",
    "technical",
    "weekly",
    "annual",
    "shared",
    "planned",
    "executive",
    "partner",
    "renewal",
    "onboarding",
    "legal",
    "security",
    "product",
    "buyer",
];

/// Second halves of names of fields and terms.
pub(super) const NOUNS: &[&str] = &[
    "review",
    "budget",
    "usage",
    "contract",
    "champion",
    "workshop",
    "account",
    "proposal",
    "signal",
    "forecast",
    "health",
    "adoption",
    "integration",
    "training",
    "evaluation",
    "quota",
    "discount",
    "escalation",
    "handoff",
    "campaign",
];

/// Values of picklists.
pub(super) const VALUES: &[&[&str]] = &[
    &["Low", "Medium", "High"],
    &["SMB", "MidMarket", "Enterprise"],
    &["Open", "Scheduled", "Completed"],
    &["North", "South", "East", "West"],
    &["Direct", "Partner", "Reseller"],
    &["Monthly", "Quarterly", "Annual"],
    &["Green", "Amber", "Red"],
];

/// Tasks and messages.
pub(super) const TASKS: &[&str] = &[
    "Check the entry criteria with the owner of the record",
    "Call the contact and write down what was agreed",
    "Ask the champion for the next step on their side",
    "Look at the record before the weekly pipeline review",
    "Confirm the success criteria with the executive sponsor",
    "Prepare the review of the value delivered so far",
    "A record is waiting and its clock is running",
    "Complete the handover notes before the kickoff",
];

/// What comments say.
pub(super) const COMMENTS: &[&str] = &[
    "Agreed in the refinement meeting; the department leads want to see the numbers after one quarter.",
    "Was two stages before the reorganisation. Nobody could say where one ended.",
    "The clock starts with the first business hour after the record arrives.",
    "Reported every Monday, by segment and region.",
    "Ask RevOps before changing a criterion here: two dashboards read it.",
    "Not a status: what is being done right now lies in the status field.",
];
