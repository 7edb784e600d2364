//! `object`: the fields, statuses and types of a CRM object.

use super::{At, Name, Remarks, Text};

/// `object contact { … }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// The neutral object name: contact, lead, company, deal, ticket or meeting.
    pub name: Option<Name>,
    /// Fields, statuses and types in source order.
    pub fields: Vec<Field>,
    /// Notes and the like.
    pub remarks: Remarks,
}

/// Which of the three dimensions a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// `field`: a property of the record.
    Field,
    /// `status`: what is being done now.
    Status,
    /// `type`: what the record is.
    Type,
}

impl FieldKind {
    /// The keyword.
    pub const fn keyword(self) -> &'static str {
        match self {
            FieldKind::Field => "field",
            FieldKind::Status => "status",
            FieldKind::Type => "type",
        }
    }
}

/// `field name type "Label" as salesforce "X"`, `status name "Label" { … }` or `type name "Label" { … }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The dimension.
    pub kind: FieldKind,
    /// The identifier.
    pub name: Option<Name>,
    /// The type; `None` for statuses and types, which are picklists, and where it is missing.
    pub ty: Option<TypeRef>,
    /// The label, if written.
    pub label: Option<Text>,
    /// The values of a picklist, a status or a type.
    pub choices: Vec<Choice>,
    /// The block that holds the values, if written.
    pub choices_at: Option<At>,
    /// `as salesforce "X", hubspot "y"`.
    pub mappings: Vec<Mapping>,
    /// Notes and the like, written behind the field on its line.
    pub remarks: Remarks,
    /// The whole item.
    pub at: At,
    /// Whether a syntax error cost it something.
    pub damaged: bool,
}

/// The name of a type as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef {
    /// `text`, `number`, `picklist` …
    pub name: Name,
}

/// A picklist value: `MidMarket "Mid-Market" was Mid`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The identifier.
    pub name: Name,
    /// The label, if written.
    pub label: Option<Text>,
    /// Former identifiers.
    pub was: Vec<Name>,
}

/// One CRM's own name for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// `salesforce` or `hubspot`.
    pub target: Name,
    /// The API name there.
    pub api_name: Text,
}
