//! API names: how identifiers become them, and what Salesforce accepts.
//!
//! Names are case-insensitive in Salesforce: two that differ in case only are the same name.

use super::limits::{CUSTOM_NAME, Limit};
use std::fmt;

/// What follows the name of every custom object and field.
pub const CUSTOM_SUFFIX: &str = "__c";

/// Put in front of a name that would be a reserved word.
pub const RESERVED_PREFIX: &str = "GTM_";

/// Put in front of a name that would not start with a letter, as Salesforce itself does.
pub const LETTER_PREFIX: &str = "X";

/// Words that cannot be the API name of an object or field.
///
/// Source: forcedotcom afv-library, generating-custom-object.
pub const RESERVED: [&str; 12] =
    ["Date", "External", "From", "Group", "Limit", "Number", "Order", "Select", "Type", "User", "View", "Where"];

/// Why Salesforce refuses a name.
///
/// Source: Salesforce Help 000381913: a name starts with a letter, holds letters, digits and single underscores, and does not
/// end with an underscore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// There is none.
    Empty,
    /// It has more characters than this.
    TooLong(usize),
    /// It starts with a digit or an underscore.
    FirstNotLetter,
    /// It holds something other than letters, digits and underscores.
    Character(char),
    /// It holds two underscores in a row.
    DoubleUnderscore,
    /// It ends with an underscore.
    TrailingUnderscore,
}

impl fmt::Display for NameFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NameFault::Empty => f.write_str("the name is empty"),
            NameFault::TooLong(max) => write!(f, "the name is longer than {max} characters"),
            NameFault::FirstNotLetter => f.write_str("a name starts with a letter"),
            NameFault::Character(found) => {
                write!(f, "a name holds letters, digits and underscores only, and `{found}` is none of them")
            }
            NameFault::DoubleUnderscore => f.write_str("a name cannot hold two underscores in a row"),
            NameFault::TrailingUnderscore => f.write_str("a name cannot end with an underscore"),
        }
    }
}

/// Whether Salesforce accepts this as a developer name of at most so many characters; without `__c`.
///
/// # Errors
/// With the first thing that is wrong.
pub fn check_name(name: &str, limit: &Limit) -> Result<(), NameFault> {
    let Some(first) = name.chars().next() else { return Err(NameFault::Empty) };
    if let Some(strange) = name.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '_') {
        return Err(NameFault::Character(strange));
    }
    if !first.is_ascii_alphabetic() {
        return Err(NameFault::FirstNotLetter);
    }
    if name.contains("__") {
        return Err(NameFault::DoubleUnderscore);
    }
    if name.ends_with('_') {
        return Err(NameFault::TrailingUnderscore);
    }
    if !limit.allows(name) {
        return Err(NameFault::TooLong(limit.max));
    }
    Ok(())
}

/// Whether a name without `__c` is a reserved word.
pub fn is_reserved(name: &str) -> bool {
    RESERVED.iter().any(|word| word.eq_ignore_ascii_case(name))
}

/// The words of an identifier: split at underscores and at capitals, as labels are.
pub fn words(identifier: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = '_';
    let mut chars = identifier.chars().peekable();
    while let Some(c) = chars.next() {
        let starts_word = c.is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || before.is_ascii_digit()
                || chars.peek().is_some_and(char::is_ascii_lowercase));
        if !c.is_ascii_alphanumeric() || starts_word {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_ascii_alphanumeric()) {
            word.push(c);
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The developer name of an identifier, of any length: `fit_score` → `Fit_Score`, `MarketingEngaged` → `Marketing_Engaged`.
pub fn developer_name(identifier: &str) -> String {
    let name = words(identifier).iter().map(|word| capitalized(word)).collect::<Vec<_>>().join("_");
    if is_reserved(&name) {
        format!("{RESERVED_PREFIX}{name}")
    } else if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        format!("{LETTER_PREFIX}{name}")
    }
}

/// The name, or one that fits: its start and four hexadecimal digits of the whole, so that two long names stay two names.
pub fn fit(name: String, limit: &Limit) -> String {
    if limit.allows(&name) {
        return name;
    }
    let kept: String = name.chars().take(limit.max.saturating_sub(5)).collect();
    format!("{}_{:04X}", kept.trim_end_matches('_'), checksum(&name))
}

/// The API name of the custom field or object for an identifier: `fit_score` → `Fit_Score__c`.
pub fn custom_name(identifier: &str) -> String {
    fit(developer_name(identifier), &CUSTOM_NAME) + CUSTOM_SUFFIX
}

/// The identifier whose names the lifecycle field of a domain or pipeline has: `lead` → `lead_lifecycle`.
pub fn lifecycle_identifier(track: &str) -> String {
    match words(track).last() {
        Some(last) if last.eq_ignore_ascii_case("lifecycle") => track.to_owned(),
        _ => format!("{track}_lifecycle"),
    }
}

/// A field name that a source gives itself, with `as salesforce "…"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenName<'n> {
    /// A custom field to create: `Contract_Signed_Date__c`.
    Custom(&'n str),
    /// A field that every org has: `CloseDate`.
    Standard(&'n str),
    /// A field of an installed package: `acme__Score__c`.
    Packaged(&'n str),
}

/// Reads a field name that a source gives.
///
/// # Errors
/// When Salesforce would refuse it.
pub fn given_name(name: &str) -> Result<GivenName<'_>, NameFault> {
    let Some(base) = name.strip_suffix(CUSTOM_SUFFIX) else {
        return check_name(name, &CUSTOM_NAME).map(|()| GivenName::Standard(name));
    };
    match base.split_once("__") {
        Some((package, field)) => {
            check_name(package, &CUSTOM_NAME)?;
            check_name(field, &CUSTOM_NAME).map(|()| GivenName::Packaged(name))
        }
        None => check_name(base, &CUSTOM_NAME).map(|()| GivenName::Custom(name)),
    }
}

/// The API name of a field, and whether it must be created. In order: the name that the source gives, if Salesforce accepts it; the
/// field that the object has by itself; the identifier's.
pub fn field_name(identifier: &str, given: Option<&str>, own: Option<&str>) -> (String, bool) {
    match (given.and_then(|name| given_name(name).ok()), own) {
        (Some(GivenName::Custom(name)), _) => (name.to_owned(), true),
        (Some(GivenName::Standard(name) | GivenName::Packaged(name)), _) => (name.to_owned(), false),
        (None, Some(own)) => (own.to_owned(), false),
        (None, None) => (custom_name(identifier), true),
    }
}

/// A picklist value as sales processes and record types name it: signs are written as `%2F`.
///
/// Source: counted (record types: 812 such values with signs, 11 without encoding).
pub fn url_encoded(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for c in value.chars() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, ' ' | '-' | '_') {
            let _ = fmt::Write::write_fmt(&mut encoded, format_args!("%{:02X}", u32::from(c)));
        } else {
            encoded.push(c);
        }
    }
    encoded
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

/// FNV-1a, folded to 16 bits: short, and the same on every machine.
pub fn checksum(text: &str) -> u32 {
    let hash = fingerprint(text);
    (hash >> 16) ^ (hash & 0xffff)
}

/// FNV-1a.
pub fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_identifiers() {
        for (identifier, name) in [
            ("fit_score", "Fit_Score__c"),
            ("MarketingEngaged", "Marketing_Engaged__c"),
            ("MQL", "MQL__c"),
            ("MQLAccepted", "MQL_Accepted__c"),
            ("Closed_Won", "Closed_Won__c"),
            ("csm_introduced_on", "Csm_Introduced_On__c"),
            ("a__b_", "A_B__c"),
            ("_2nd_demo", "X2nd_Demo__c"),
            ("Q1Score", "Q1_Score__c"),
            ("größe", "Gr_E__c"),
            ("type", "GTM_Type__c"),
            ("order", "GTM_Order__c"),
            ("order_type", "Order_Type__c"),
            ("", "X__c"),
        ] {
            assert_eq!(custom_name(identifier), name, "{identifier}");
        }
    }

    #[test]
    fn every_name_is_accepted() {
        let long = "a_very_long_identifier_".repeat(9);
        for identifier in ["fit_score", "_", "", "x__", "9", "é", "Where", &long, &long[1..]] {
            let name = custom_name(identifier);
            let base = name.strip_suffix(CUSTOM_SUFFIX).unwrap();
            assert_eq!(check_name(base, &CUSTOM_NAME), Ok(()), "{identifier} → {name}");
            assert!(!is_reserved(base), "{identifier} → {name}");
        }
        assert_ne!(custom_name(&format!("{long}one")), custom_name(&format!("{long}two")));
        assert_eq!(custom_name(&"ab".repeat(20)).len(), 43);
    }

    #[test]
    fn faults_are_found() {
        for (name, fault) in [
            ("", NameFault::Empty),
            ("9lives", NameFault::FirstNotLetter),
            ("_a", NameFault::FirstNotLetter),
            ("a__b", NameFault::DoubleUnderscore),
            ("a_", NameFault::TrailingUnderscore),
            ("a b", NameFault::Character(' ')),
            ("../../etc", NameFault::Character('.')),
            (&"a".repeat(41), NameFault::TooLong(40)),
        ] {
            assert_eq!(check_name(name, &CUSTOM_NAME), Err(fault), "{name}");
        }
        assert_eq!(check_name(&"a".repeat(40), &CUSTOM_NAME), Ok(()));
    }

    #[test]
    fn given_names_say_where_the_field_comes_from() {
        assert_eq!(given_name("Contract_Signed_Date__c"), Ok(GivenName::Custom("Contract_Signed_Date__c")));
        assert_eq!(given_name("CloseDate"), Ok(GivenName::Standard("CloseDate")));
        assert_eq!(given_name("acme__Score__c"), Ok(GivenName::Packaged("acme__Score__c")));
        assert_eq!(given_name("a__b__d__c"), Err(NameFault::DoubleUnderscore));
        assert_eq!(given_name("My Field__c"), Err(NameFault::Character(' ')));
        assert_eq!(given_name("../up__c"), Err(NameFault::Character('.')));
        assert_eq!(given_name("__c"), Err(NameFault::Empty));
    }

    #[test]
    fn fields_take_the_given_name_before_their_own() {
        assert_eq!(field_name("score", Some("Fit__c"), None), ("Fit__c".to_owned(), true));
        assert_eq!(field_name("score", Some("acme__Fit__c"), None), ("acme__Fit__c".to_owned(), false));
        assert_eq!(field_name("score", Some("My Fit__c"), None), ("Score__c".to_owned(), true));
        assert_eq!(field_name("email", None, Some("Email")), ("Email".to_owned(), false));
        assert_eq!(field_name("score", None, None), ("Score__c".to_owned(), true));
    }

    #[test]
    fn signs_in_values_are_encoded() {
        assert_eq!(url_encoded("Proposal/Price Quote"), "Proposal%2FPrice Quote");
        assert_eq!(url_encoded("Größe (50%)"), "Größe %2850%25%29");
        assert_eq!(url_encoded("Pre-Live_2"), "Pre-Live_2");
    }

    #[test]
    fn lifecycle_fields_are_named_after_their_track() {
        assert_eq!(custom_name(&lifecycle_identifier("lead")), "Lead_Lifecycle__c");
        assert_eq!(custom_name(&lifecycle_identifier("PartnerLifecycle")), "Partner_Lifecycle__c");
        assert_eq!(custom_name(&lifecycle_identifier("lifecycle")), "Lifecycle__c");
    }
}
