//! Abbreviations that need no definition: a revenue team of any company reads them alike.

/// The playbook's own words, which the shared definitions are about.
const PLAYBOOK: &[&str] = &[
    "MQL", "SAL", "SQL", "SAO", // the roles of stages
    "ICP", "FTV", "GTM", "PLG", "POC", "POV", "CRM", "FAQ", "CSM", "SDR", "BDR",
];

/// Qualification methods that practitioners learn under these names.
const METHODS: &[&str] = &["BANT", "MEDDIC", "MEDD", "CHAMP", "SPIN", "SPICED", "GPCT", "ANUM", "NEAT", "FAINT"];

/// Words of business at large.
const BUSINESS: &[&str] = &[
    "CEO", "CFO", "CTO", "CIO", "COO", "CMO", "CRO", "CCO", "CPO", "CISO", "SVP", "EVP", // who signs
    "ARR", "MRR", "ACV", "TCV", "LTV", "CLV", "CAC", "NRR", "GRR", "NPS", "CSAT", "ROI", "TCO", "KPI", "OKR", "QBR",
    "EBR", // what is measured
    "SLA", "MSA", "NDA", "DPA", "SOW", "RFP", "RFI", "RFQ", "LOI", "MOU", "EULA", "GDPR", "CCPA", "SOC", "ISO",
    "HIPAA", // what is signed
    "SMB", "SME", "AMER", "EMEA", "APAC", "LATAM", "ANZ", "DACH", "USA", "USD", "EUR",
    "GBP", // how markets are cut
    "ABM", "CTA", "SEO", "SEM", "PPC", "UTM", "CPC", "CPL", "OOO", "VAT", "LLC", "INC", "LTD", "GMBH", // everyday
];

/// Words of software at large.
const TECHNICAL: &[&str] = &[
    "API", "SSO", "SAML", "SCIM", "UAT", "CSV", "PDF", "URL", "HTML", "JSON", "XML", "ERP", "CDP", "CMS", "MAP", "SDK",
    "FTP", "SFTP", "HTTP", "HTTPS", "VPN", "DNS", "AWS", "GCP", "SAAS", "PAAS", "IAAS", "UTC", "GMT", "EST", "PST",
    "CET",
];

/// Words that are written in capitals to be heard, and marks of unfinished text.
const EMPHASIS: &[&str] = &[
    "NOT", "AND", "BUT", "FOR", "THE", "ALL", "ANY", "ONLY", "MUST", "NEVER", "NONE", "ONE", "TWO", "BOTH", "EACH",
    "THIS", "THAT", "WHAT", "WHEN", "WHO", "HOW", "WHY", "YES", "NEW", "NOW", "CAN", "MAY", "WILL", "DONT", "FIRST",
    "LAST", "AFTER", "ALSO", "TBD", "TBC", "TODO", "FIXME", "NOTE", "WIP", "ASAP", "FYI", "AKA", "ETC", "LIVE", "OPEN",
    "WON", "LOST", "FREE", "HOT", "COLD", "WARM", "HIGH", "LOW", "READY", "DONE", "STAGE", "LEAD", "DEAL", "SALES",
];

/// Whether an abbreviation, in capitals, is general vocabulary.
pub(crate) fn is_general(word: &str) -> bool {
    [PLAYBOOK, METHODS, BUSINESS, TECHNICAL, EMPHASIS].iter().any(|list| list.contains(&word))
}

/// Small words that English text has and its neighbours lack; elsewhere capitals may mean anything.
pub(crate) const ENGLISH: &[&str] =
    &["the", "and", "with", "from", "who", "that", "this", "our", "their", "have", "are", "which", "they"];
