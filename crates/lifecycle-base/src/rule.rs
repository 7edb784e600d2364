//! Metadata of everything the product can complain about.

use std::fmt;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never fails a run by itself.
    Info,
    /// A gotcha: compiles, but will cost the team later.
    Warning,
    /// The text does not mean anything definite: nothing is compiled from it.
    Error,
}

impl Severity {
    /// The word people read: `error`, `warning` or `info`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The family a rule belongs to; levels may be set for a whole group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The text itself: braces, quotes, misplaced words.
    Syntax,
    /// Names that do not resolve, repeat, or have the wrong type.
    Names,
    /// Entry and exit criteria.
    Criteria,
    /// How stages and statuses are called.
    Naming,
    /// What a lifecycle is made of.
    Structure,
    /// Automation rules.
    Automation,
    /// What teams have confirmed.
    Agreement,
    /// Limits and conflicts of Salesforce.
    Salesforce,
    /// Limits and conflicts of HubSpot.
    Hubspot,
    /// The project manifest `lifecycle.toml` and the files of a project.
    Project,
    /// What experts disagree about: off unless a team asks for it.
    Pedantic,
}

impl Group {
    /// Every group, in the order people read them.
    pub const ALL: [Group; 11] = [
        Group::Project,
        Group::Syntax,
        Group::Names,
        Group::Criteria,
        Group::Naming,
        Group::Structure,
        Group::Automation,
        Group::Agreement,
        Group::Salesforce,
        Group::Hubspot,
        Group::Pedantic,
    ];

    /// The name used in configuration and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Group::Syntax => "syntax",
            Group::Names => "names",
            Group::Criteria => "criteria",
            Group::Naming => "naming",
            Group::Structure => "structure",
            Group::Automation => "automation",
            Group::Agreement => "agreement",
            Group::Salesforce => "salesforce",
            Group::Hubspot => "hubspot",
            Group::Project => "project",
            Group::Pedantic => "pedantic",
        }
    }

    /// Whether the rules of the group report anything before a team has given them a level.
    pub const fn is_on(self) -> bool {
        !matches!(self, Group::Pedantic)
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether findings of a rule come with a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// Never.
    None,
    /// Where one can be derived.
    Sometimes,
    /// Always.
    Always,
}

impl FixKind {
    /// The word people read: `none`, `sometimes` or `always`.
    pub const fn as_str(self) -> &'static str {
        match self {
            FixKind::None => "none",
            FixKind::Sometimes => "sometimes",
            FixKind::Always => "always",
        }
    }
}

/// The value of an option of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionValue {
    /// A number, such as a limit.
    Number(u32),
    /// Texts, such as names to accept.
    Texts(Vec<String>),
}

/// Something a team can set about a rule in `lifecycle.toml`.
#[derive(Clone, Copy, Debug)]
pub struct RuleOption {
    /// Its key, in kebab case.
    pub name: &'static str,
    /// Its value unless it is set.
    pub default: OptionDefault,
    /// What it is, in one line without a final full stop.
    pub summary: &'static str,
}

/// The value of an option that is not set, which also says what can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionDefault {
    /// A number.
    Number(u32),
    /// A list of texts, empty unless set.
    Texts,
}

/// Everything fixed about one kind of finding. The static's address is never compared: the name is the identity.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case name, reads after "allow", stable for ever.
    pub name: &'static str,
    /// The family.
    pub group: Group,
    /// The severity unless configuration says otherwise.
    pub severity: Severity,
    /// One line for lists.
    pub summary: &'static str,
    /// The page `lifecycle explain` prints: Markdown whose `lifecycle,fail` and `lifecycle,ok` examples run as tests.
    pub page: &'static str,
    /// The version that introduced it.
    pub since: &'static str,
    /// Whether it offers fixes.
    pub fix: FixKind,
    /// What a team can set about it.
    pub options: &'static [RuleOption],
}

impl Rule {
    /// Where the rule's page lives on the web. The host is reserved for documentation (RFC 2606) until the project
    /// has a public home; this is the one place to change.
    pub fn url(&self) -> String {
        format!("https://lifecycle.example/rules/{}", self.name)
    }

    /// Whether configuration may change the severity, or a source accept a finding. What stops compilation is not negotiable.
    pub fn is_configurable(&self) -> bool {
        self.severity < Severity::Error
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}
