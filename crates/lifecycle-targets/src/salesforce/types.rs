//! What neutral field types become.

/// A type of custom field with the attributes that Salesforce demands of it.
///
/// Source: the CustomField type of the WSDL; attributes by type: afv-library generating-custom-field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldType {
    /// The neutral name: `text`, `currency` …
    pub neutral: &'static str,
    /// The name in metadata.
    pub api_name: &'static str,
    /// Longest value.
    pub length: Option<u32>,
    /// Digits in all, and digits behind the point.
    pub digits: Option<(u32, u32)>,
    /// The value of new records, where one is demanded.
    pub default: Option<&'static str>,
    /// Whether metadata says whether a value is required. Checkboxes refuse it.
    pub can_be_required: bool,
    /// Lines shown, for boxes.
    pub visible_lines: Option<u32>,
}

const PLAIN: FieldType = FieldType {
    neutral: "",
    api_name: "",
    length: None,
    digits: None,
    default: None,
    can_be_required: true,
    visible_lines: None,
};

/// Any text: what an unknown type becomes, too.
pub const TEXT: FieldType = FieldType { neutral: "text", api_name: "Text", length: Some(255), ..PLAIN };

/// A text of several lines, for descriptions.
pub const LONG_TEXT: FieldType =
    FieldType { neutral: "", api_name: "LongTextArea", length: Some(32_768), visible_lines: Some(5), ..PLAIN };

/// A whole number: a rank, a count.
pub const COUNT: FieldType = FieldType { neutral: "", api_name: "Number", digits: Some((18, 0)), ..PLAIN };

/// A number of days, with parts of one.
pub const DAYS: FieldType = FieldType { neutral: "", api_name: "Number", digits: Some((18, 1)), ..PLAIN };

/// A reference to a record.
pub const LOOKUP: FieldType = FieldType { neutral: "", api_name: "Lookup", ..PLAIN };

/// The neutral types by name. `user` and `product` are lookups.
pub static FIELD_TYPES: &[FieldType] = &[
    TEXT,
    FieldType { neutral: "email", api_name: "Email", ..PLAIN },
    FieldType { neutral: "phone", api_name: "Phone", ..PLAIN },
    FieldType { neutral: "url", api_name: "Url", ..PLAIN },
    // 18 digits are the most; two behind the point hold scores and amounts alike.
    FieldType { neutral: "number", api_name: "Number", digits: Some((18, 2)), ..PLAIN },
    FieldType { neutral: "currency", api_name: "Currency", digits: Some((18, 2)), ..PLAIN },
    FieldType { neutral: "percent", api_name: "Percent", digits: Some((5, 2)), ..PLAIN },
    FieldType { neutral: "boolean", api_name: "Checkbox", default: Some("false"), can_be_required: false, ..PLAIN },
    FieldType { neutral: "date", api_name: "Date", ..PLAIN },
    FieldType { neutral: "datetime", api_name: "DateTime", ..PLAIN },
    FieldType { neutral: "picklist", api_name: "Picklist", ..PLAIN },
    FieldType { neutral: "multipicklist", api_name: "MultiselectPicklist", visible_lines: Some(4), ..PLAIN },
    FieldType { neutral: "user", ..LOOKUP },
    FieldType { neutral: "product", ..LOOKUP },
];

/// What a neutral type becomes; text, if there is no such type.
pub fn field_type(neutral: &str) -> FieldType {
    FIELD_TYPES.iter().find(|ty| ty.neutral == neutral).copied().unwrap_or(TEXT)
}
