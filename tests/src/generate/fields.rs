//! Objects and their fields, and conditions and values that fit the type of each field.

use super::draw::Draw;
use super::vocabulary::{ADJECTIVES, NOUNS, VALUES};
use std::collections::BTreeSet;

/// The objects that get fields.
pub(super) const OBJECTS: &[&str] = &["contact", "company", "deal", "ticket", "meeting"];

/// The types of fields, the more frequent ones more than once.
const TYPES: &[&str] = &[
    "date",
    "boolean",
    "number",
    "picklist",
    "text",
    "currency",
    "date",
    "boolean",
    "percent",
    "datetime",
    "email",
    "phone",
    "url",
    "multipicklist",
    "user",
    "number",
];

/// A declared field.
pub(super) struct Field {
    /// The object it belongs to.
    pub(super) object: &'static str,
    /// Its identifier.
    pub(super) name: String,
    /// Its type.
    pub(super) ty: &'static str,
    /// The values of a picklist.
    pub(super) values: &'static [&'static str],
}

impl Field {
    /// `contact.fit_score`.
    pub(super) fn path(&self) -> String {
        format!("{}.{}", self.object, self.name)
    }

    /// What people see; short where values stand behind it.
    fn label(&self) -> String {
        let words =
            if self.values.is_empty() { &self.name } else { self.name.split_once('_').map_or("", |(_, rest)| rest) };
        sentence_case(&words.replace('_', " "))
    }
}

/// Makes up so many fields for each of the objects.
pub(super) fn plan(draw: &mut Draw, objects: &[&'static str], count: usize) -> Vec<Field> {
    let mut fields = Vec::new();
    for &object in objects {
        let mut names = BTreeSet::new();
        for index in 0..count {
            let ty = TYPES[index % TYPES.len()];
            let base = format!("{}_{}_{}", draw.pick(ADJECTIVES), draw.pick(NOUNS), suffix(ty));
            let name = if names.contains(&base) { format!("{base}_{index}") } else { base };
            names.insert(name.clone());
            let values = if ty.ends_with("picklist") { *draw.pick(VALUES) } else { &[] };
            fields.push(Field { object, name, ty, values });
        }
    }
    fields
}

fn suffix(ty: &str) -> &'static str {
    match ty {
        "date" => "on",
        "datetime" => "at",
        "boolean" => "confirmed",
        "number" => "score",
        "currency" => "value",
        "percent" => "share",
        "picklist" => "level",
        "multipicklist" => "topics",
        "email" => "email",
        "phone" => "phone",
        "url" => "link",
        "user" => "owner",
        _ => "notes",
    }
}

/// `object contact { … }` with the fields of that object.
pub(super) fn object_text(draw: &mut Draw, object: &str, fields: &[Field], comments: bool) -> String {
    let mut text = format!("object {object} {{\n");
    for (index, group) in fields.chunks(12).enumerate() {
        if index > 0 {
            text.push('\n');
        }
        if comments && index > 0 {
            text.push_str("  // Since the last review of the data model.\n");
        }
        text.push_str(&rows(draw, group, index * 12));
    }
    let title = sentence_case(object);
    if matches!(object, "contact" | "company" | "ticket") {
        text.push_str(&format!("\n  status {object}_status \"{title} Status\" {{ New  Working  Waiting  Paused }}\n"));
    }
    if matches!(object, "contact" | "company") {
        text.push_str(&format!("\n  type {object}_type \"{title} Type\" {{ Buyer  Partner  Vendor  Press }}\n"));
    }
    text.push('}');
    text
}

/// Fields in columns; `first` is the number of the first of them in its object.
fn rows(draw: &mut Draw, fields: &[Field], first: usize) -> String {
    let widest = |length: fn(&Field) -> usize| fields.iter().map(length).max().unwrap_or_default();
    let name_width = widest(|field| field.name.len());
    let type_width = widest(|field| field.ty.len());
    let label_width = widest(|field| if field.values.is_empty() { 0 } else { field.label().len() + 2 });
    let mut text = String::new();
    for (number, field) in (first..).zip(fields) {
        let label = format!("\"{}\"", field.label());
        text.push_str(&format!("  field {:name_width$}  {:type_width$}  ", field.name, field.ty));
        if !field.values.is_empty() {
            text.push_str(&format!("{label:label_width$} {{ {} }}", field.values.join("  ")));
        } else if draw.chance(8) {
            text.push_str(&format!("{label} as hubspot \"{}_{}\"", field.object, number));
        } else {
            text.push_str(&label);
        }
        text.push('\n');
    }
    text
}

/// `first usage score` → `First usage score`.
pub(super) fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A condition on one field, read by `path`.
pub(super) fn test(draw: &mut Draw, field: &Field, path: &str) -> String {
    let form = draw.below(6);
    let sign = *draw.pick(&[">=", ">", "<=", "<", "=", "!="]);
    match (field.ty, form) {
        (_, 0) => format!("{path} is known"),
        ("email" | "phone" | "url" | "user" | "multipicklist", 1) => format!("{path} is unknown"),
        ("email", _) => format!("{path} contains \"@example\""),
        ("url", _) => format!("{path} contains \"https\""),
        ("phone" | "user" | "multipicklist", _) => format!("{path} is known"),
        ("boolean", 1) => format!("not {path}"),
        ("boolean", 2) => format!("{path} = true"),
        ("boolean", _) => path.to_owned(),
        ("number", _) => format!("{path} {sign} {}", draw.between(1, 100)),
        ("currency", _) => format!("{path} {sign} {}", draw.between(1, 200) * 500),
        ("percent", _) => format!("{path} {sign} {}%", draw.between(1, 20) * 5),
        ("date", 1 | 2) => format!("{path} within last {} days", draw.between(2, 12) * 10),
        ("datetime", 1 | 2) => format!("{path} within last {} hours", draw.between(2, 72)),
        ("date" | "datetime", 3) => format!("{path} older than {} months", draw.between(2, 12)),
        ("date", 4) => format!("{path} {sign} {}", date(draw)),
        ("date" | "datetime", _) => format!("{path} is known"),
        ("picklist", 1) => format!("{path} is not {}", draw.pick(field.values)),
        ("picklist", 2 | 3) => format!("{path} in ({}, {})", field.values[0], field.values[1]),
        ("picklist", _) => format!("{path} is {}", draw.pick(field.values)),
        (_, 1) => format!("{path} is unknown"),
        (_, 2) => format!("{path} = \"agreed\""),
        _ => format!("{path} contains \"{}\"", draw.pick(NOUNS)),
    }
}

/// A value that the field can take.
pub(super) fn value(draw: &mut Draw, field: &Field) -> String {
    match field.ty {
        "date" if draw.chance(50) => "today".to_owned(),
        "date" => date(draw),
        "datetime" => "now".to_owned(),
        "boolean" => (*draw.pick(&["true", "false"])).to_owned(),
        "number" => draw.between(1, 100).to_string(),
        "currency" => (draw.between(1, 200) * 500).to_string(),
        "percent" => format!("{}%", draw.between(1, 20) * 5),
        "picklist" => (*draw.pick(field.values)).to_owned(),
        "email" => "\"ada@example.com\"".to_owned(),
        "phone" => "\"+1 555 0100\"".to_owned(),
        "url" => "\"https://example.com\"".to_owned(),
        "multipicklist" | "user" => "null".to_owned(),
        _ => format!("\"{} {}\"", draw.pick(ADJECTIVES), draw.pick(NOUNS)),
    }
}

/// A day in 2026.
pub(super) fn date(draw: &mut Draw) -> String {
    format!("2026-{:02}-{:02}", draw.between(1, 12), draw.between(1, 28))
}
