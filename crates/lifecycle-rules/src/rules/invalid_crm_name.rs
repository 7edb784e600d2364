//! A name written `as` a CRM's that the CRM would refuse.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_targets::hubspot::{self, is_property_name};
use lifecycle_targets::salesforce::names::given_name;

rule! {
    "invalid-crm-name", "invalid_crm_name.md", Names, Error, fix: None,
    "a field is written `as` a name that the CRM refuses"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    for field in model.fields.values() {
        for (crm, name, at) in &field.mappings {
            let refused = match crm.as_str() {
                "salesforce" => salesforce(name),
                "hubspot" => hubspot(field.object.name(), name),
                _ => None,
            };
            if let Some((who, why, help)) = refused {
                let message = format!("{who} refuses the name `{name}` of `{}`: {why}", field.ident.name);
                cx.report(Diagnostic::new(&RULE, *at, message).label("refused").help(help));
            }
        }
    }
}

/// Who refuses a name, why, and what to write.
type Refused = Option<(&'static str, String, String)>;

fn salesforce(name: &str) -> Refused {
    let fault = given_name(name).err()?;
    let help =
        "write the API name: `Contract_Signed_Date__c` for a custom field, `CloseDate` for one of Salesforce's own";
    Some(("Salesforce", fault.to_string(), help.to_owned()))
}

fn hubspot(object: &str, name: &str) -> Refused {
    if is_property_name(name) {
        return None;
    }
    let path = hubspot::object(object).map_or("", |facts| facts.path);
    let why = format!(
        "an internal name holds lower-case letters, digits and underscores, starts with a letter, and has {} characters at most",
        hubspot::MAX_PROPERTY_NAME
    );
    let help = format!("write the internal name, not the label; it may be `{}`", hubspot::property_name(path, name));
    Some(("HubSpot", why, help))
}
