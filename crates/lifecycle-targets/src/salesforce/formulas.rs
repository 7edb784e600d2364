//! What formulas can say: functions with the types of their arguments, and how long a formula may be.
//!
//! Source, unless a line says otherwise: salesforce/formula-engine (the platform's own, in Java), the `Function…` and `Operator…`
//! classes with their `validate`; Formula.g4 and LexerRules.g4 for the syntax.

use super::limits::Limit;

/// What a formula or a field yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Yes or no. A checkbox always is one of the two.
    Boolean,
    /// A text.
    Text,
    /// A text of any length. In a formula it is a text, but formula fields and filters refuse it.
    LongText,
    /// A number.
    Number,
    /// A percentage. In a formula it is a number, its hundredth: 0.15 for 15%, in flow formulas too; filters take 15 (Salesforce Help
    /// 000380436).
    Percent,
    /// A day.
    Date,
    /// A moment, in GMT.
    DateTime,
    /// One value of a picklist: only ISPICKVAL, CASE, TEXT and ISBLANK of its TEXT take it (Salesforce Help, "Tips for Working with
    /// Picklist and Multi-Select Picklist Values in Formulas").
    Picklist,
    /// Several values of a picklist.
    MultiPicklist,
    /// The id of another record.
    Reference,
}

/// What a function yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yields {
    /// Always this.
    Always(Kind),
    /// What its argument at this place is.
    LikeArgument(usize),
}

/// A function.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// What each argument may be.
    pub takes: &'static [&'static [Kind]],
    /// Whether the last argument may be repeated.
    pub repeats: bool,
    /// What it yields.
    pub yields: Yields,
    /// Whether it asks about the change at hand, so that formula fields cannot use it.
    pub of_changes: bool,
}

const ANY: &[Kind] = &[
    Kind::Boolean,
    Kind::Text,
    Kind::Number,
    Kind::Date,
    Kind::DateTime,
    Kind::Picklist,
    Kind::MultiPicklist,
    Kind::Reference,
];
/// What IF chooses from: it takes no picklists.
const VALUE: &[Kind] = &[Kind::Boolean, Kind::Text, Kind::Number, Kind::Date, Kind::DateTime, Kind::Reference];
const BOOLEAN: &[Kind] = &[Kind::Boolean];
const TEXT_: &[Kind] = &[Kind::Text];
const NUMBER: &[Kind] = &[Kind::Number];
const DATES: &[Kind] = &[Kind::Date, Kind::DateTime];

const fn function(name: &'static str, takes: &'static [&'static [Kind]], yields: Kind) -> Function {
    Function { name, takes, repeats: false, yields: Yields::Always(yields), of_changes: false }
}

/// The same day of another month; from the last day of a month, the last day of that month.
pub static ADDMONTHS: Function =
    Function { yields: Yields::LikeArgument(0), ..function("ADDMONTHS", &[DATES, NUMBER], Kind::Date) };
/// Whether a text contains another, in this case of letters.
pub static CONTAINS: Function = function("CONTAINS", &[TEXT_, TEXT_], Kind::Boolean);
/// A day from year, month and day.
pub static DATE: Function = function("DATE", &[NUMBER, NUMBER, NUMBER], Kind::Date);
/// Midnight in GMT of a day, or the moment that a text spells.
pub static DATETIMEVALUE: Function =
    function("DATETIMEVALUE", &[&[Kind::Date, Kind::DateTime, Kind::Text]], Kind::DateTime);
/// The day of a moment.
pub static DATEVALUE: Function = function("DATEVALUE", &[&[Kind::Date, Kind::DateTime, Kind::Text]], Kind::Date);
/// The day in its month.
pub static DAY: Function = function("DAY", &[&[Kind::Date]], Kind::Number);
/// The whole part of a number.
pub static FLOOR: Function = function("FLOOR", &[NUMBER], Kind::Number);
/// One of two values of one kind.
pub static IF: Function =
    Function { yields: Yields::LikeArgument(1), ..function("IF", &[BOOLEAN, VALUE, VALUE], Kind::Number) };
/// Whether a multi-select picklist has a value.
pub static INCLUDES: Function = function("INCLUDES", &[&[Kind::MultiPicklist], TEXT_], Kind::Boolean);
/// Whether there is no value. Never of a picklist itself, only of its text; a checkbox is refused.
pub static ISBLANK: Function = function(
    "ISBLANK",
    &[&[Kind::Text, Kind::Number, Kind::Date, Kind::DateTime, Kind::MultiPicklist, Kind::Reference]],
    Kind::Boolean,
);
/// Whether this save changes a field. Not on creation.
pub static ISCHANGED: Function = Function { of_changes: true, ..function("ISCHANGED", &[ANY], Kind::Boolean) };
/// Whether this save creates the record.
pub static ISNEW: Function = Function { of_changes: true, ..function("ISNEW", &[], Kind::Boolean) };
/// Whether a picklist has a value; `""` asks whether it has none.
pub static ISPICKVAL: Function = function("ISPICKVAL", &[&[Kind::Picklist], TEXT_], Kind::Boolean);
/// A text in small letters.
pub static LOWER: Function = function("LOWER", &[TEXT_], Kind::Text);
/// The greatest of several numbers.
pub static MAX: Function = Function { repeats: true, ..function("MAX", &[NUMBER], Kind::Number) };
/// The least of several numbers.
pub static MIN: Function = Function { repeats: true, ..function("MIN", &[NUMBER], Kind::Number) };
/// The rest of a division.
pub static MOD: Function = function("MOD", &[NUMBER, NUMBER], Kind::Number);
/// This moment.
pub static NOW: Function = function("NOW", &[], Kind::DateTime);
/// What a field held before this save; on creation, what it holds (Salesforce Help, PRIORVALUE).
pub static PRIORVALUE: Function =
    Function { yields: Yields::LikeArgument(0), of_changes: true, ..function("PRIORVALUE", &[ANY], Kind::Text) };
/// A value as text: of a picklist, its API name.
pub static TEXT: Function =
    function("TEXT", &[&[Kind::Picklist, Kind::Number, Kind::Date, Kind::DateTime]], Kind::Text);
/// The day that it is for the user who saves.
pub static TODAY: Function = function("TODAY", &[], Kind::Date);
/// A text without blanks around it.
pub static TRIM: Function = function("TRIM", &[TEXT_], Kind::Text);
/// The day of the week: 1 is Sunday.
pub static WEEKDAY: Function = function("WEEKDAY", &[&[Kind::Date]], Kind::Number);

/// The text of a formula.
pub const FORMULA: Limit =
    Limit { what: "formula", max: 3_900, source: "salesforce/formula-engine FormulaInfo.java: MAX_FORMULA_LENGTH" };

/// What a formula becomes in the database. Nobody outside of an org can measure it.
pub const COMPILED_FORMULA: Limit =
    Limit { what: "compiled formula", max: 5_000, source: "salesforce/formula-engine FormulaInfo.java: MAX_SQL_SIZE" };

/// The name of a validation rule.
pub const RULE_NAME: Limit =
    Limit { what: "validation rule name", max: 40, source: "afv-library generating-validation-rule; counted" };

/// What people read when a validation rule keeps them from saving.
pub const RULE_MESSAGE: Limit =
    Limit { what: "validation rule message", max: 255, source: "Salesforce Help, Validation Rules Fields; counted" };

/// The description of a validation rule.
pub const RULE_DESCRIPTION: Limit =
    Limit { what: "validation rule description", max: 255, source: "Salesforce Help, Validation Rules Fields" };

/// The active validation rules of one object, in all editions but the greatest, which take 500.
pub const ACTIVE_RULES: Limit =
    Limit { what: "active validation rules of an object", max: 100, source: "unconfirmed: blogs on limits by edition" };

/// What leads from a record to the user who owns it. Where a queue can own records, the path says that a user is meant.
///
/// Source: Salesforce Help, "Tips for Building Formulas" on `Owner:User`.
pub fn owner_relation(object: &super::objects::SObject) -> &'static str {
    match object.api_name {
        "Contact" | "Account" | "Opportunity" => "Owner",
        _ => "Owner:User",
    }
}

/// What leads from a record to the one that a field refers to: `Product__c` → `Product__r`, `AccountId` → `Account`.
pub fn relation(field: &str, object: &super::objects::SObject) -> String {
    match (field, field.strip_suffix(super::names::CUSTOM_SUFFIX), field.strip_suffix("Id")) {
        ("OwnerId", ..) => owner_relation(object).to_owned(),
        (_, Some(custom), _) => format!("{custom}__r"),
        (_, _, Some(standard)) => standard.to_owned(),
        _ => field.to_owned(),
    }
}
