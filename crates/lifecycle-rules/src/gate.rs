//! Gates: the playbook's checkpoints as conditions that must hold before a project goes on.
//!
//! A condition is a list of rules that find nothing. What a rule finds is what is missing, and the finding knows whom to ask. A gate
//! looks at the sources alone: levels of the manifest and baselines do not open it, an `allow` with its reason in the source does.

use crate::levels::Levels;
use lifecycle_base::{Diagnostic, Severity};
use lifecycle_model::{Date, Model};

/// A checkpoint of the playbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// 1a is complete: there is a first version to present, everything in it assumed.
    Kickoff,
    /// 1d, strategic sign-off.
    SignOff,
    /// 2a–2d: the signed architecture can be built in the CRM.
    Build,
}

impl Gate {
    /// All gates in the order of a project.
    pub const ALL: [Gate; 3] = [Gate::Kickoff, Gate::SignOff, Gate::Build];

    /// The word on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Gate::Kickoff => "kickoff",
            Gate::SignOff => "sign-off",
            Gate::Build => "build",
        }
    }

    /// The gate with this word.
    pub fn from_name(name: &str) -> Option<Gate> {
        Gate::ALL.into_iter().find(|gate| gate.as_str() == name)
    }

    fn requirements(self) -> Vec<&'static Requirement> {
        match self {
            Gate::Kickoff => KICKOFF.iter().collect(),
            Gate::SignOff => SIGN_OFF.iter().collect(),
            // What is built has been signed.
            Gate::Build => SIGN_OFF.iter().chain(BUILD).collect(),
        }
    }
}

/// What has to hold, and the rules that find nothing then.
struct Requirement {
    title: &'static str,
    rules: &'static [&'static str],
}

/// Architect Prep, "v0 Architecture includes".
const KICKOFF: &[Requirement] = &[
    Requirement { title: "All four domains have stages", rules: &["missing-domain"] },
    Requirement { title: "Every stage has a definition", rules: &["missing-definition"] },
    Requirement { title: "Every stage says when a record enters", rules: &["missing-entry-criteria"] },
    Requirement { title: "Every stage says where a record goes next", rules: &["missing-exit"] },
    Requirement { title: "The golden stages are identified", rules: &["missing-golden-stage"] },
    Requirement {
        title: "Every stage has an owner, and every owner someone who approves",
        rules: &["missing-owner", "missing-approver"],
    },
];

/// 1d, "Validation Checkpoint".
const SIGN_OFF: &[Requirement] = &[
    Requirement {
        title: "Every stage has a definition, entry criteria, a way out and an owner",
        rules: &["missing-definition", "missing-entry-criteria", "missing-exit", "missing-owner", "missing-approver"],
    },
    Requirement {
        title: "The golden stages are there, with criteria, and confirmed by every team that owns a side of them",
        rules: &["missing-golden-stage", "golden-without-criteria", "unconfirmed-golden-stage"],
    },
    Requirement { title: "Every term is confirmed", rules: &["unconfirmed-term"] },
    Requirement {
        title: "Status is kept apart from lifecycle",
        rules: &[
            "missing-status",
            "status-named-stage",
            "stage-named-status",
            "overlapping-lifecycles",
            "company-mixes-concepts",
        ],
    },
    Requirement { title: "The metrics are chosen", rules: &["missing-metrics"] },
    Requirement { title: "Scenarios cover the three edge cases", rules: &["edge-case-uncovered"] },
];

/// 2a to 2d: what the configuration spec and the testing checklist need.
const BUILD: &[Requirement] = &[
    Requirement { title: "The CRM is chosen", rules: &["missing-crm"] },
    Requirement {
        title: "Every deal stage has its probability",
        rules: &["probability-missing", "probability-at-end", "probability-not-rising"],
    },
    Requirement { title: "Records leave with a reason", rules: &["missing-drop-reasons"] },
    Requirement { title: "The company lifecycle is derived", rules: &["rollup-without-source"] },
    Requirement {
        title: "No automation moves records back, fights another, or runs against the criteria",
        rules: &[
            "backward-move",
            "automation-loop",
            "conflicting-writes",
            "self-blocking-move",
            "order-dependent-automation",
            "impossible-criteria",
        ],
    },
    Requirement {
        title: "The CRM can hold what is built",
        rules: &[
            "hubspot-name-collision",
            "hubspot-native-sync",
            "hubspot-tier-too-low",
            "salesforce-shared-stage-probability",
        ],
    },
];

/// A condition of a gate and what is missing for it.
#[derive(Clone, Debug)]
pub struct Condition {
    /// What has to hold, as a sentence without a full stop.
    pub title: &'static str,
    /// What is missing, with the teams to ask; all are errors. Empty when the condition holds.
    pub missing: Vec<Diagnostic>,
}

/// How a project stands before a gate.
#[derive(Clone, Debug)]
pub struct GateReport {
    /// The gate.
    pub gate: Gate,
    /// Its conditions in order.
    pub conditions: Vec<Condition>,
}

impl GateReport {
    /// Whether every condition holds.
    pub fn is_open(&self) -> bool {
        self.conditions.iter().all(|condition| condition.missing.is_empty())
    }

    /// How many conditions hold.
    pub fn holding(&self) -> usize {
        self.conditions.iter().filter(|condition| condition.missing.is_empty()).count()
    }
}

/// Asks a gate. `language` are the findings of project, syntax and model: a project that does not compile passes none. Of `levels` only the
/// options count.
pub fn ask(gate: Gate, model: &Model, language: Vec<Diagnostic>, levels: &Levels, today: Option<Date>) -> GateReport {
    let requirements = gate.requirements();
    let rules = requirements.iter().flat_map(|requirement| requirement.rules.iter().copied());
    let found = crate::check(model, language, &levels.for_gate(rules), today);
    let (broken, mut found): (Vec<_>, Vec<_>) = found
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error)
        .partition(|finding| !finding.rule.is_configurable());
    let mut conditions = vec![Condition { title: "The lifecycle compiles", missing: broken }];
    conditions.extend(requirements.iter().map(|requirement| {
        let (missing, rest) =
            std::mem::take(&mut found).into_iter().partition(|finding| requirement.rules.contains(&finding.rule.name));
        found = rest;
        Condition { title: requirement.title, missing }
    }));
    GateReport { gate, conditions }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule;

    #[test]
    fn gates_ask_rules_that_exist_once_each() {
        for gate in Gate::ALL {
            let rules: Vec<&str> =
                gate.requirements().iter().flat_map(|requirement| requirement.rules).copied().collect();
            for (place, name) in rules.iter().enumerate() {
                assert!(rule(name).is_some_and(lifecycle_base::Rule::is_configurable), "{name}");
                assert!(!rules[..place].contains(name), "{name} stands in two conditions of {}", gate.as_str());
            }
        }
    }
}
