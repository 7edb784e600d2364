//! Fields that every CRM has, so that a source may use them without declaring them.
//!
//! The names are neutral; each target maps them to its own (`close_date` → `CloseDate`, `closedate`).

use crate::entities::{Object, Type};

/// Object, name, type and label of a standard field.
pub(crate) type StandardField = (Object, &'static str, Type, &'static str);

/// The standard fields, by object.
pub(crate) const STANDARD_FIELDS: &[StandardField] = &[
    (Object::Contact, "email", Type::Email, "Email"),
    (Object::Contact, "phone", Type::Phone, "Phone"),
    (Object::Contact, "first_name", Type::Text, "First name"),
    (Object::Contact, "last_name", Type::Text, "Last name"),
    (Object::Contact, "title", Type::Text, "Job title"),
    (Object::Contact, "owner", Type::User, "Owner"),
    (Object::Contact, "created_on", Type::DateTime, "Created on"),
    (Object::Lead, "email", Type::Email, "Email"),
    (Object::Lead, "phone", Type::Phone, "Phone"),
    (Object::Lead, "first_name", Type::Text, "First name"),
    (Object::Lead, "last_name", Type::Text, "Last name"),
    (Object::Lead, "title", Type::Text, "Job title"),
    (Object::Lead, "owner", Type::User, "Owner"),
    (Object::Lead, "created_on", Type::DateTime, "Created on"),
    (Object::Company, "name", Type::Text, "Name"),
    (Object::Company, "website", Type::Url, "Website"),
    (Object::Company, "phone", Type::Phone, "Phone"),
    (Object::Company, "industry", Type::Text, "Industry"),
    (Object::Company, "owner", Type::User, "Owner"),
    (Object::Company, "created_on", Type::DateTime, "Created on"),
    (Object::Deal, "name", Type::Text, "Name"),
    (Object::Deal, "amount", Type::Currency, "Amount"),
    (Object::Deal, "close_date", Type::Date, "Close date"),
    (Object::Deal, "description", Type::Text, "Description"),
    (Object::Deal, "owner", Type::User, "Owner"),
    (Object::Deal, "created_on", Type::DateTime, "Created on"),
    (Object::Ticket, "subject", Type::Text, "Subject"),
    (Object::Ticket, "description", Type::Text, "Description"),
    (Object::Ticket, "owner", Type::User, "Owner"),
    (Object::Ticket, "created_on", Type::DateTime, "Created on"),
    (Object::Meeting, "subject", Type::Text, "Subject"),
    (Object::Meeting, "owner", Type::User, "Owner"),
    (Object::Meeting, "starts_on", Type::DateTime, "Starts on"),
    (Object::Meeting, "created_on", Type::DateTime, "Created on"),
];
