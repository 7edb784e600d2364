//! The settings of `target salesforce { … }`.

use crate::{OptionValues, TargetOption};

/// The API version that projects are written for when none is set: Spring '26.
pub const DEFAULT_API_VERSION: f64 = 66.0;

/// All settings.
pub static TARGET_OPTIONS: &[TargetOption] = &[
    TargetOption {
        key: "api_version",
        values: OptionValues::Number { min: 60.0, max: 99.0 },
        summary: "The Metadata API version the project is written for: 66.0 unless set. An org accepts every version up to its own.",
        source: "https://github.com/forcedotcom/wsdl: Metadata API version 66.0",
    },
    TargetOption {
        key: "flows",
        values: OptionValues::OneOf(&["draft", "active"]),
        summary: "Whether flows arrive as drafts, to be read and activated one by one (unless set), or active.",
        source: "Salesforce Help flow_distribute_deploy_active: production takes active flows only with Apex tests that cover them",
    },
    TargetOption {
        key: "people",
        values: OptionValues::OneOf(&["contact", "lead", "both"]),
        summary: "Where people are kept before they buy: as contacts (unless set), as leads, or as both with the same fields.",
        source: "Salesforce Help: leads are converted to contacts, accounts and opportunities",
    },
];
