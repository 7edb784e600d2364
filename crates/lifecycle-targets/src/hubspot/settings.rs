//! The settings of `target hubspot { … }`.

use crate::{OptionValues, TargetOption};

/// All settings.
pub static TARGET_OPTIONS: &[TargetOption] = &[
    TargetOption {
        key: "tier",
        values: OptionValues::OneOf(&["free", "starter", "professional", "enterprise"]),
        summary: "The edition of the portal. No API tells it; unless set, nothing is held back.",
        source: "OpenAPI accountInfo v3, GET /account-info/v3/details: no subscription among the answers (21 Aug 2026)",
    },
    TargetOption {
        key: "portal",
        values: OptionValues::Number { min: 1.0, max: 1e15 },
        summary: "The number of the one portal that this lifecycle is for, as a guard against applying it to another.",
        source: "OpenAPI accountInfo v3, GET /account-info/v3/details: portalId (21 Aug 2026)",
    },
    TargetOption {
        key: "native_sync",
        values: OptionValues::OneOf(&["off", "on"]),
        summary: "Whether HubSpot's own sync of lifecycle stages from companies to contacts stays on. No API tells or sets it.",
        source: "KB \"Manage how lifecycle stages sync between objects\", 19 Apr 2022",
    },
];

/// The edition of a portal, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Free tools.
    Free,
    /// Starter.
    Starter,
    /// Professional.
    Professional,
    /// Enterprise.
    Enterprise,
}

impl Tier {
    /// All editions.
    pub const ALL: [Tier; 4] = [Tier::Free, Tier::Starter, Tier::Professional, Tier::Enterprise];

    /// The least edition in which properties and their groups can be created (spec: all hubs FREE).
    pub const FOR_PROPERTIES: Tier = Tier::Free;

    /// The least edition with more than the one pipeline per object that every portal starts with (guide "Pipelines").
    pub const FOR_PIPELINES: Tier = Tier::Starter;

    /// The least edition with workflows (spec: automation PROFESSIONAL for every hub).
    pub const FOR_WORKFLOWS: Tier = Tier::Professional;

    /// The word of the setting and of the manifest.
    pub const fn name(self) -> &'static str {
        match self {
            Tier::Free => "free",
            Tier::Starter => "starter",
            Tier::Professional => "professional",
            Tier::Enterprise => "enterprise",
        }
    }

    /// The edition with this name.
    pub fn from_name(name: &str) -> Option<Tier> {
        Tier::ALL.into_iter().find(|tier| tier.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_are_the_words_of_the_setting() {
        let setting = TARGET_OPTIONS.iter().find(|option| option.key == "tier").unwrap();
        assert!(Tier::ALL.iter().all(|tier| setting.values.accepts(tier.name())));
        assert!(!setting.values.accepts("pro"));
        assert_eq!(Tier::from_name("starter"), Some(Tier::Starter));
    }
}
