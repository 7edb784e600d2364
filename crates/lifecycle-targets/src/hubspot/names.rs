//! Internal names: from identifiers, so that a label can change without touching data.

use super::{LONGEST_STAGE_PROPERTY_PREFIX, MAX_PIPELINE_ID, MAX_PROPERTY_NAME, is_default_property};
use std::collections::BTreeSet;

/// Whether a text can be a property's internal name: `^[a-z][a-z0-9_]*$`, at most [`MAX_PROPERTY_NAME`] characters.
/// No page of HubSpot says so; all 2,655 names of the real exports fit, and public programs check it (data).
pub fn is_property_name(name: &str) -> bool {
    name.len() <= MAX_PROPERTY_NAME
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// The internal name of a property that the identifier stands for on the object with this path.
/// Names that HubSpot brings along get `custom_` in front: the field is another one than HubSpot's.
///
/// `FirstHandRaise` → `first_hand_raise`, `fit_score` → `fit_score`, `hs_x` → `custom_hs_x`.
pub fn property_name(object_path: &str, identifier: &str) -> String {
    let plain = snake(identifier);
    let name = if is_default_property(object_path, &plain) { format!("custom_{plain}") } else { plain };
    shorten(&name, MAX_PROPERTY_NAME)
}

/// The id of a pipeline with this identifier, at most [`MAX_PIPELINE_ID`] characters. `default` and `0` are HubSpot's own.
pub fn pipeline_id(identifier: &str) -> String {
    let plain = snake(identifier);
    let id = if plain == "default" { "custom_default".to_owned() } else { plain };
    shorten(&id, MAX_PIPELINE_ID)
}

/// The id of a stage: `new_business__closed_won`. Two underscores, which no part contains, keep pipeline and stage apart.
/// Short enough that every property HubSpot makes for the stage stays within [`MAX_PROPERTY_NAME`].
pub fn stage_id(pipeline_id: &str, identifier: &str) -> String {
    let longest = MAX_PROPERTY_NAME - LONGEST_STAGE_PROPERTY_PREFIX.len();
    shorten(&format!("{pipeline_id}__{}", snake(identifier)), longest)
}

/// What the property for a domain's stages is named after, where the domain is neither the lifecycle stage nor a pipeline:
/// `poc` → `poc_lifecycle`.
pub fn lifecycle_identifier(domain: &str) -> String {
    let plain = domain.to_ascii_lowercase();
    if plain.ends_with("lifecycle") { domain.to_owned() } else { format!("{domain}_lifecycle") }
}

/// What the property for the reasons to leave or step back is named after: `lead_drop_reason`, `lead_recycle_reason`.
pub fn reason_identifier(domain: &str, recycle: bool) -> String {
    format!("{domain}_{}_reason", if recycle { "recycle" } else { "drop" })
}

/// Names already given. What would be a second one gets a mark of its identifier, so that it stays the same as others come and go.
#[derive(Clone, Debug, Default)]
pub struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// Keeps a name from being given: it was chosen in the source.
    pub fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// Takes a name made of `identifier`, at most `longest` characters, or the next free one like it.
    pub fn take(&mut self, name: String, identifier: &str, longest: usize) -> String {
        let mut mark = identifier.to_owned();
        let mut free = name.clone();
        while !self.taken.insert(free.clone()) {
            free = marked(&name, &mark, longest);
            mark.push('\'');
        }
        free
    }
}

/// Lower case with underscores, starting with a letter: `SQLStage2` → `sql_stage2`.
fn snake(identifier: &str) -> String {
    let chars: Vec<char> = identifier.chars().collect();
    let mut out = String::with_capacity(identifier.len() + 4);
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or('_');
        let next_is_small = chars.get(i + 1).is_some_and(char::is_ascii_lowercase);
        let starts_word = c.is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || before.is_ascii_digit()
                || (before.is_ascii_uppercase() && next_is_small));
        if (starts_word || !c.is_ascii_alphanumeric()) && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
        if c.is_ascii_alphanumeric() && (!out.is_empty() || c.is_ascii_alphabetic()) {
            out.push(c.to_ascii_lowercase());
        }
    }
    let plain = out.trim_end_matches('_');
    if plain.is_empty() { marked("name", identifier, MAX_PROPERTY_NAME) } else { plain.to_owned() }
}

fn shorten(name: &str, longest: usize) -> String {
    if name.len() <= longest { name.to_owned() } else { marked(name, name, longest) }
}

/// A name with eight digits that only depend on `identifier` behind it.
fn marked(name: &str, identifier: &str, longest: usize) -> String {
    let kept: String = name.chars().take(longest.saturating_sub(9)).collect();
    format!("{}_{:08x}", kept.trim_end_matches('_'), fnv1a(identifier))
}

/// The FNV-1a hash, 32 bits: the same everywhere and for ever.
fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_become_names() {
        for (identifier, name) in [
            ("fit_score", "fit_score"),
            ("FirstHandRaise", "first_hand_raise"),
            ("MQL", "mql"),
            ("SQLStage2Won", "sql_stage2_won"),
            ("POCAgreed", "poc_agreed"),
            ("Days120", "days120"),
            ("__odd__Name_", "odd_name"),
            ("hs_score", "custom_hs_score"),
            ("lifecyclestage", "custom_lifecyclestage"),
        ] {
            assert_eq!(property_name("contacts", identifier), name);
        }
        assert_eq!(property_name("tickets", "lifecyclestage"), "lifecyclestage");
        assert_eq!(pipeline_id("NewBusiness"), "new_business");
        assert_eq!(pipeline_id("default"), "custom_default");
        assert_eq!(stage_id("new_business", "ClosedWon"), "new_business__closed_won");
    }

    #[test]
    fn lifecycles_and_reasons_are_named_after_their_domain() {
        assert_eq!(lifecycle_identifier("poc"), "poc_lifecycle");
        assert_eq!(lifecycle_identifier("PartnerLifecycle"), "PartnerLifecycle");
        assert_eq!(reason_identifier("lead", false), "lead_drop_reason");
        assert_eq!(reason_identifier("lead", true), "lead_recycle_reason");
    }

    #[test]
    fn names_are_valid_whatever_the_identifier() {
        let long = "VeryLong".repeat(40);
        for identifier in ["_", "___", "_9", "a", "Z", "hs_", "HS_X", "Ünder", "", "name\n", &long] {
            let property = property_name("contacts", identifier);
            assert!(is_property_name(&property), "{identifier:?} → {property}");
            assert!(!property.starts_with("hs_"), "{identifier:?} → {property}");
            let pipeline = pipeline_id(identifier);
            assert!(is_property_name(&pipeline) && pipeline.len() <= MAX_PIPELINE_ID, "{identifier:?} → {pipeline}");
            let stage = stage_id(&pipeline, identifier);
            assert!(is_property_name(&format!("{LONGEST_STAGE_PROPERTY_PREFIX}{stage}")), "{identifier:?} → {stage}");
        }
    }

    #[test]
    fn long_names_that_differ_at_the_end_stay_apart() {
        let long = "a".repeat(200);
        let names = [format!("{long}b"), format!("{long}c")].map(|id| property_name("deals", &id));
        assert_ne!(names[0], names[1]);
        assert_eq!(names[0].len(), MAX_PROPERTY_NAME);
    }

    #[test]
    fn second_holders_of_a_name_get_a_mark() {
        let mut names = Names::default();
        let mut take = |identifier: &str| names.take(property_name("deals", identifier), identifier, 20);
        assert_eq!(take("fit_score"), "fit_score");
        let second = take("FitScore");
        assert!(second.starts_with("fit_score_") && second.len() == 18, "{second}");
        assert_ne!(take("FIT_score"), second);
    }

    #[test]
    fn hash_is_the_published_one() {
        assert_eq!(fnv1a(""), 0x811c_9dc5);
        assert_eq!(fnv1a("a"), 0xe40c_292c);
        assert_eq!(fnv1a("foobar"), 0xbf9c_f968);
    }
}
