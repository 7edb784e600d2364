//! Which findings count, and how much.

use crate::registry::{registry, rule};
use lifecycle_base::{
    Diagnostic, Group, OptionDefault, OptionValue, Rule, RuleOption, Severity, did_you_mean, list_words,
};
use std::collections::BTreeMap;
use std::fmt;

/// The level of a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Off.
    Allow,
    /// As the rule says itself.
    #[default]
    Default,
    /// A warning.
    Warn,
    /// An error: the run fails.
    Deny,
}

/// What a level applies to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// One rule.
    Rule(&'static str),
    /// All rules of a group.
    Group(Group),
    /// Every warning, whatever its rule.
    Warnings,
}

/// A name that is neither a rule nor a group, or a rule whose level is fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// The name.
    pub name: String,
    /// What to know about it.
    pub hint: Option<String>,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no rule or group `{}`", self.name)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "; {hint}"))
    }
}

impl std::error::Error for UnknownRule {}

impl Selector {
    /// Reads `activity-named-stage`, `naming` or `warnings`.
    ///
    /// # Errors
    /// When there is no such rule or group.
    pub fn parse(name: &str) -> Result<Self, UnknownRule> {
        if name == "warnings" {
            return Ok(Selector::Warnings);
        }
        if let Some(group) = Group::ALL.into_iter().find(|group| group.as_str() == name) {
            return Ok(Selector::Group(group));
        }
        if let Some(rule) = rule(name) {
            return Ok(Selector::Rule(rule.name));
        }
        let names = registry().iter().map(|rule| rule.name).chain(Group::ALL.iter().map(|group| group.as_str()));
        Err(UnknownRule { name: name.to_owned(), hint: did_you_mean(name, names) })
    }
}

/// An option that cannot be set so; its message says what can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionProblem(String);

impl fmt::Display for OptionProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for OptionProblem {}

/// The levels and options of one run: later settings win, and a setting for a rule wins over one for its group.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    rules: BTreeMap<&'static str, Level>,
    groups: BTreeMap<Group, Level>,
    options: BTreeMap<(&'static str, &'static str), OptionValue>,
    deny_warnings: bool,
    gate: bool,
}

impl Levels {
    /// Sets a level.
    pub fn set(&mut self, selector: &Selector, level: Level) {
        match selector {
            Selector::Rule(name) => {
                self.rules.insert(name, level);
            }
            Selector::Group(group) => {
                self.groups.insert(*group, level);
            }
            Selector::Warnings => self.deny_warnings = level == Level::Deny,
        }
    }

    /// The level of a rule. The language itself is not negotiable.
    pub fn of(&self, rule: &Rule) -> Level {
        if !rule.is_configurable() {
            return Level::Default;
        }
        let set = self.rules.get(rule.name).or_else(|| self.groups.get(&rule.group)).copied();
        set.unwrap_or(if rule.group.is_on() { Level::Default } else { Level::Allow })
    }

    /// The levels of a gate: only these rules, all of them errors, and those that can ask more ask everything. Options stay as the team
    /// has set them.
    #[must_use]
    pub fn for_gate(&self, rules: impl IntoIterator<Item = &'static str>) -> Self {
        let rules = rules.into_iter().map(|name| (name, Level::Deny)).collect();
        let groups = Group::ALL.into_iter().map(|group| (group, Level::Allow)).collect();
        Self { rules, groups, options: self.options.clone(), deny_warnings: false, gate: true }
    }

    /// Whether a gate is asked for.
    pub(crate) fn is_gate(&self) -> bool {
        self.gate
    }

    /// A finding with the severity its level gives it; `None` where its rule is switched off.
    pub fn judged(&self, mut finding: Diagnostic) -> Option<Diagnostic> {
        match self.of(finding.rule) {
            Level::Allow => return None,
            Level::Default => {}
            Level::Warn => finding.severity = Severity::Warning,
            Level::Deny => finding.severity = Severity::Error,
        }
        if self.deny_warnings && finding.severity == Severity::Warning {
            finding.severity = Severity::Error;
        }
        Some(finding)
    }

    /// Sets an option of a rule.
    ///
    /// # Errors
    /// When the rule has no such option, or the value is of another kind.
    pub fn set_option(&mut self, rule: &'static Rule, name: &str, value: OptionValue) -> Result<(), OptionProblem> {
        let Some(option) = rule.options.iter().find(|option| option.name == name) else {
            return Err(OptionProblem(no_such_option(rule, name)));
        };
        let problem = match (option.default, &value) {
            (OptionDefault::Number(_), OptionValue::Texts(_)) => "a whole number",
            (OptionDefault::Texts, OptionValue::Number(_)) => "a list of texts, such as [\"Discovery\"]",
            _ => {
                self.options.insert((rule.name, option.name), value);
                return Ok(());
            }
        };
        Err(OptionProblem(format!("`{name}` of `{}` is {problem}", rule.name)))
    }

    /// A number that a team may have set.
    pub(crate) fn number(&self, rule: &Rule, option: &RuleOption) -> u32 {
        match (self.options.get(&(rule.name, option.name)), option.default) {
            (Some(OptionValue::Number(number)), _) => *number,
            (_, OptionDefault::Number(number)) => number,
            (_, OptionDefault::Texts) => 0,
        }
    }

    /// Texts that a team may have set.
    pub(crate) fn texts(&self, rule: &Rule, option: &RuleOption) -> &[String] {
        match self.options.get(&(rule.name, option.name)) {
            Some(OptionValue::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// Whether warnings count as errors.
    pub fn denies_warnings(&self) -> bool {
        self.deny_warnings
    }
}

fn no_such_option(rule: &Rule, name: &str) -> String {
    let known = || rule.options.iter().map(|option| option.name);
    match did_you_mean(name, known()) {
        Some(question) => format!("`{}` has no option `{name}`; {question}", rule.name),
        None if rule.options.is_empty() => format!("`{}` has no options, only a level", rule.name),
        None => format!("`{}` has no option `{name}`; there is {}", rule.name, list_words(known())),
    }
}
