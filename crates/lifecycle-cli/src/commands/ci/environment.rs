//! What a CI system says in environment variables, and what its configuration wants of us.
//!
//! `action.yml` and `ci/gitlab.yml` pass their inputs in the variables that begin with `LIFECYCLE_`: a variable cannot be mistaken for
//! an option, and no shell takes it apart.

use crate::arguments::{CiSystem, LevelArguments};
use std::path::PathBuf;

/// The variables that matter here.
#[derive(Debug, Default)]
pub(crate) struct Environment {
    /// The system, if it is one we know.
    pub(crate) system: Option<CiSystem>,
    /// GitHub: the file whose Markdown becomes the summary of the job.
    pub(crate) summary: Option<PathBuf>,
    /// GitHub: the file for the outputs of the step.
    pub(crate) outputs: Option<PathBuf>,
    /// Whether only what the change at hand touches is wanted.
    pub(crate) changed_only: bool,
    /// Where the branch of the pull or merge request left its target; `None` for other jobs.
    pub(crate) base: Option<String>,
    paths: Vec<PathBuf>,
    allow: Vec<String>,
    warn: Vec<String>,
    deny: Vec<String>,
}

impl Environment {
    /// Asks for each variable by name. One that is set but empty says nothing: that is how systems pass an input that is not given.
    pub(crate) fn read(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        let path = |name: &str| set(name).map(PathBuf::from);
        let names = |name: &str| {
            let value = set(name).unwrap_or_default();
            value.split(|c: char| c == ',' || c.is_whitespace()).filter(|n| !n.is_empty()).map(str::to_owned).collect()
        };
        let is_true = |name: &str| set(name).is_some_and(|value| value == "true");
        Self {
            system: match (is_true("GITHUB_ACTIONS"), is_true("GITLAB_CI")) {
                (true, _) => Some(CiSystem::Github),
                (false, true) => Some(CiSystem::Gitlab),
                (false, false) => None,
            },
            summary: path("GITHUB_STEP_SUMMARY"),
            outputs: path("GITHUB_OUTPUT"),
            changed_only: is_true("LIFECYCLE_CHANGED_ONLY"),
            // GitHub names a branch, of which a checkout has the remote one only; GitLab names the commit.
            base: set("GITHUB_BASE_REF")
                .map(|branch| format!("origin/{branch}"))
                .or(set("CI_MERGE_REQUEST_DIFF_BASE_SHA")),
            paths: set("LIFECYCLE_PATH").map_or_else(Vec::new, |text| text.lines().map(PathBuf::from).collect()),
            allow: names("LIFECYCLE_ALLOW"),
            warn: names("LIFECYCLE_WARN"),
            deny: names("LIFECYCLE_DENY"),
        }
    }

    /// The paths to check: those given, else those of the configuration, else this folder.
    pub(crate) fn paths(&self, given: &[PathBuf]) -> Vec<PathBuf> {
        match (given, self.paths.as_slice()) {
            ([], []) => vec![PathBuf::from(".")],
            ([], configured) => configured.to_vec(),
            (given, _) => given.to_vec(),
        }
    }

    /// The levels given and those of the configuration.
    pub(crate) fn levels(&self, given: &LevelArguments) -> LevelArguments {
        LevelArguments {
            allow: [given.allow.as_slice(), &self.allow].concat(),
            warn: [given.warn.as_slice(), &self.warn].concat(),
            deny: [given.deny.as_slice(), &self.deny].concat(),
            no_baseline: given.no_baseline,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        Environment::read(|name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_system_is_known_by_its_variable() {
        assert_eq!(environment(&[]).system, None);
        assert_eq!(environment(&[("GITHUB_ACTIONS", "")]).system, None);
        assert_eq!(environment(&[("GITHUB_ACTIONS", "true")]).system, Some(CiSystem::Github));
        assert_eq!(environment(&[("GITLAB_CI", "true")]).system, Some(CiSystem::Gitlab));
    }

    #[test]
    fn the_base_is_that_of_the_request() {
        assert_eq!(environment(&[("GITHUB_BASE_REF", "")]).base, None);
        assert_eq!(environment(&[("GITHUB_BASE_REF", "main")]).base.as_deref(), Some("origin/main"));
        assert_eq!(environment(&[("CI_MERGE_REQUEST_DIFF_BASE_SHA", "0a1b")]).base.as_deref(), Some("0a1b"));
        assert!(environment(&[("LIFECYCLE_CHANGED_ONLY", "true")]).changed_only);
    }

    #[test]
    fn inputs_are_lists_and_arguments_win() {
        let configured = environment(&[("LIFECYCLE_PATH", "a b\nc\n"), ("LIFECYCLE_DENY", " naming, warnings\n")]);
        assert_eq!(configured.paths(&[]), [PathBuf::from("a b"), PathBuf::from("c")]);
        assert_eq!(configured.paths(&[PathBuf::from("d")]), [PathBuf::from("d")]);
        let levels =
            configured.levels(&LevelArguments { deny: vec!["criteria".to_owned()], ..LevelArguments::default() });
        assert_eq!(levels.deny, ["criteria", "naming", "warnings"]);
        let nothing = environment(&[("LIFECYCLE_PATH", ""), ("LIFECYCLE_DENY", "")]);
        assert_eq!(nothing.paths(&[]), [PathBuf::from(".")]);
        assert!(nothing.levels(&LevelArguments::default()).deny.is_empty());
    }
}
