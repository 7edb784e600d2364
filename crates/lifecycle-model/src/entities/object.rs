//! Objects, their fields and the types of these.

use super::Ident;
use lifecycle_base::Location;
use lifecycle_syntax::tree::FieldKind;
use smol_str::SmolStr;

/// A CRM object under its neutral name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Object {
    /// A person.
    Contact,
    /// A person not yet qualified, where the CRM keeps them apart (Salesforce).
    Lead,
    /// An organisation.
    Company,
    /// An opportunity.
    Deal,
    /// A record of the success team.
    Ticket,
    /// A meeting.
    Meeting,
}

impl Object {
    /// All objects.
    pub const ALL: [Object; 6] =
        [Object::Contact, Object::Lead, Object::Company, Object::Deal, Object::Ticket, Object::Meeting];

    /// The neutral name, as written in the language.
    pub const fn name(self) -> &'static str {
        match self {
            Object::Contact => "contact",
            Object::Lead => "lead",
            Object::Company => "company",
            Object::Deal => "deal",
            Object::Ticket => "ticket",
            Object::Meeting => "meeting",
        }
    }

    /// The object with this neutral name.
    pub fn from_name(name: &str) -> Option<Object> {
        Object::ALL.into_iter().find(|object| object.name() == name)
    }
}

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Any text.
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
    /// A number.
    Number,
    /// An amount of money.
    Currency,
    /// A share, 0 to 100.
    Percent,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
    /// A moment.
    DateTime,
    /// One of several values.
    Picklist,
    /// Any of several values.
    MultiPicklist,
    /// A user of the CRM.
    User,
    /// A product, for domains `per product`.
    Product,
    /// Unknown, since the source is wrong; fits everything, so that one mistake is reported once.
    Error,
}

impl Type {
    /// The types a source can name.
    pub const NAMED: [Type; 13] = [
        Type::Text,
        Type::Number,
        Type::Currency,
        Type::Percent,
        Type::Boolean,
        Type::Date,
        Type::DateTime,
        Type::Email,
        Type::Phone,
        Type::Url,
        Type::Picklist,
        Type::MultiPicklist,
        Type::User,
    ];

    /// The word of the language.
    pub const fn name(self) -> &'static str {
        match self {
            Type::Text => "text",
            Type::Email => "email",
            Type::Phone => "phone",
            Type::Url => "url",
            Type::Number => "number",
            Type::Currency => "currency",
            Type::Percent => "percent",
            Type::Boolean => "boolean",
            Type::Date => "date",
            Type::DateTime => "datetime",
            Type::Picklist => "picklist",
            Type::MultiPicklist => "multipicklist",
            Type::User => "user",
            Type::Product => "product",
            Type::Error => "unknown",
        }
    }

    /// Whether values are texts.
    pub const fn is_text(self) -> bool {
        matches!(self, Type::Text | Type::Email | Type::Phone | Type::Url | Type::Product | Type::User)
    }

    /// Whether values are numbers.
    pub const fn is_number(self) -> bool {
        matches!(self, Type::Number | Type::Currency | Type::Percent)
    }

    /// Whether values are days or moments.
    pub const fn is_date(self) -> bool {
        matches!(self, Type::Date | Type::DateTime)
    }

    /// Whether values come from a list.
    pub const fn has_choices(self) -> bool {
        matches!(self, Type::Picklist | Type::MultiPicklist)
    }
}

/// A field, status or type of an object; declared, or standard in every CRM.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name, label and places. For a standard field that is not declared, the places are those of nothing: check `declared`.
    pub ident: Ident,
    /// The object.
    pub object: Object,
    /// Field, status or type.
    pub kind: FieldKind,
    /// Its type.
    pub ty: Type,
    /// The values of a picklist in order.
    pub choices: Vec<Choice>,
    /// CRMs and the field's own API names there.
    pub mappings: Vec<(SmolStr, SmolStr, Location)>,
    /// Whether every CRM has it under its own name, so that it need not be created.
    pub standard: bool,
    /// Whether the source declares it.
    pub declared: bool,
}

/// A value of a picklist.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The identifier.
    pub name: SmolStr,
    /// What people see.
    pub label: SmolStr,
    /// Former identifiers.
    pub was: Vec<SmolStr>,
    /// Where the identifier stands.
    pub name_at: Location,
    /// Where the label stands, or the identifier.
    pub label_at: Location,
}
