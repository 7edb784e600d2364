//! Everything that can be wrong with a text as text. The pages lie in `pages/`, one a rule.

use crate::tree::At;
use lifecycle_base::{Applicability, Diagnostic, Edit, FileId, FixKind, Group, Location, Rule, Severity, Span};

/// Declares a syntax rule whose page is `pages/<name>.md`.
macro_rules! rule {
    ($(#[$doc:meta])* $id:ident = $name:literal, fix: $fix:ident, $summary:literal) => {
        $(#[$doc])*
        pub static $id: Rule = Rule {
            name: $name,
            group: Group::Syntax,
            severity: Severity::Error,
            summary: $summary,
            page: include_str!(concat!("pages/", $name, ".md")),
            since: "0.1.0",
            fix: FixKind::$fix,
            options: &[],
        };
    };
}

rule!(/** A block whose `}` is missing. */
    UNCLOSED_BLOCK = "unclosed-block", fix: Always, "a `{` has no matching `}`");
rule!(/** A brace too many. */
    STRAY_BRACE = "stray-brace", fix: Always, "a `}` closes nothing, or a block too early");
rule!(/** A text whose closing quotes are missing. */
    UNCLOSED_TEXT = "unclosed-text", fix: Sometimes, "a text in quotes is never closed");
rule!(/** Something the language requires is not there. */
    MISSING_PART = "missing-part", fix: Sometimes, "a name, text, value or brace is missing");
rule!(/** Something stands where nothing is expected. */
    UNEXPECTED_TEXT = "unexpected-text", fix: Sometimes, "text stands where nothing is expected");
rule!(/** A word at the top of a file that declares nothing. */
    UNKNOWN_DECLARATION = "unknown-declaration", fix: Sometimes, "a file holds a word that declares nothing");
rule!(/** A word in a block that is no item of it. */
    UNKNOWN_ITEM = "unknown-item", fix: Sometimes, "a block holds a word that is no item of it");
rule!(/** An item that belongs into another block. */
    MISPLACED_ITEM = "misplaced-item", fix: None, "an item stands in the wrong kind of block");
rule!(/** An item that may stand only once. */
    REPEATED_ITEM = "repeated-item", fix: None, "an item that may stand only once is repeated");
rule!(/** A number, date or duration that is none. */
    INVALID_LITERAL = "invalid-literal", fix: Sometimes, "a number, date or duration cannot be read");
rule!(/** A `\` in a text that escapes nothing. */
    INVALID_ESCAPE = "invalid-escape", fix: Always, "a `\\` in a text escapes nothing");
rule!(/** A name with characters a CRM cannot use. */
    INVALID_NAME = "invalid-name", fix: Sometimes, "an identifier has characters that a CRM cannot use");
rule!(/** A habit of another language. */
    FOREIGN_SYNTAX = "foreign-syntax", fix: Sometimes, "a sign from another language, which this one spells otherwise");
rule!(/** Blocks or conditions nested deeper than anyone reads. */
    NESTING_TOO_DEEP = "nesting-too-deep", fix: None, "blocks or conditions are nested more than 128 deep");

/// Every syntax rule, for the registry.
pub static RULES: &[&Rule] = &[
    &UNCLOSED_BLOCK,
    &STRAY_BRACE,
    &UNCLOSED_TEXT,
    &MISSING_PART,
    &UNEXPECTED_TEXT,
    &UNKNOWN_DECLARATION,
    &UNKNOWN_ITEM,
    &MISPLACED_ITEM,
    &REPEATED_ITEM,
    &INVALID_LITERAL,
    &INVALID_ESCAPE,
    &INVALID_NAME,
    &FOREIGN_SYNTAX,
    &NESTING_TOO_DEEP,
];

/// A syntax error with places that count from the start of its piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The rule.
    pub rule: &'static Rule,
    /// What is wrong.
    pub message: String,
    /// The place.
    pub at: At,
    /// A few words at the place.
    pub label: String,
    /// A second place that explains it.
    pub related: Option<(At, String)>,
    /// What to do.
    pub help: Option<String>,
    /// A change that resolves it.
    pub fix: Option<SyntaxFix>,
}

/// A change of one place that resolves a syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxFix {
    /// What it does, as an instruction.
    pub title: String,
    /// What it replaces.
    pub at: At,
    /// By what.
    pub text: String,
    /// Whether what was meant is plain, or a guess by layout.
    pub applicability: Applicability,
}

impl SyntaxError {
    pub(crate) fn new(rule: &'static Rule, at: At, message: impl Into<String>) -> Self {
        Self { rule, message: message.into(), at, label: String::new(), related: None, help: None, fix: None }
    }

    pub(crate) fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    pub(crate) fn related(mut self, at: At, text: impl Into<String>) -> Self {
        self.related = Some((at, text.into()));
        self
    }

    /// Offers a change that says what was plainly meant.
    pub(crate) fn fix(mut self, title: impl Into<String>, at: At, text: impl Into<String>) -> Self {
        self.fix = Some(SyntaxFix { title: title.into(), at, text: text.into(), applicability: Applicability::Safe });
        self
    }

    /// Offers a change that may say something else than was meant: where a block ends, what a thing is to be called for ever.
    pub(crate) fn guess(self, title: impl Into<String>, at: At, text: impl Into<String>) -> Self {
        let mut error = self.fix(title, at, text);
        if let Some(fix) = &mut error.fix {
            fix.applicability = Applicability::Unsafe;
        }
        error
    }

    /// The finding, for a piece that starts at `start` in `file`.
    pub fn to_diagnostic(&self, file: FileId, start: u32) -> Diagnostic {
        let place = |at: At| Location::new(file, Span::new(start + at.start, start + at.end));
        let mut found = Diagnostic::new(self.rule, place(self.at), self.message.clone())
            .label(self.label.clone())
            .maybe_help(self.help.clone());
        if let Some((at, text)) = &self.related {
            found = found.related(place(*at), text.clone());
        }
        if let Some(fix) = &self.fix {
            let edit = Edit::replace(place(fix.at), fix.text.clone());
            found = found.fix(fix.title.clone(), fix.applicability, vec![edit]);
        }
        found
    }
}
