//! ReportType: which columns reports can have.

use super::line::{account_lookup, in_reports};
use super::report::Report;
use crate::salesforce::project::{Component, Package};
use crate::salesforce::schema::{CustomField, Part, Schema};
use crate::xml::Element;
use lifecycle_model::{Model, Object};
use lifecycle_targets::salesforce::limits::REPORT_TYPE_LABEL;
use lifecycle_targets::salesforce::objects::{ACCOUNT, ALL, CONTACT, LEAD, OPPORTUNITY, SObject, STAGE_FIELD};
use std::collections::BTreeSet;

/// The report type of an object.
pub(super) fn type_name(object: &SObject) -> String {
    format!("Lifecycle_{}", object.plural_label.replace(' ', "_"))
}

/// How campaigns refer to the records of an object.
pub(super) struct CampaignLink {
    pub(super) type_name: &'static str,
    label: &'static str,
    relationship: &'static str,
    /// The lookup in between, if there is one.
    lookup: Option<&'static str>,
    object: &'static SObject,
}

impl CampaignLink {
    fn table(&self) -> String {
        format!("Campaign.{}", self.relationship)
    }

    fn field(&self, field: &str) -> String {
        self.lookup.map_or_else(|| field.to_owned(), |lookup| format!("{lookup}.{field}"))
    }

    /// A column of the record.
    pub(super) fn column(&self, field: &str) -> String {
        format!("{}${}", self.table(), self.field(field))
    }
}

/// People are members of campaigns; a deal has the campaign that it came from.
pub(super) fn campaign_link(object: &SObject) -> Option<CampaignLink> {
    match object.api_name {
        "Contact" => Some(CampaignLink {
            type_name: "Lifecycle_Campaigns_with_Contacts",
            label: "Lifecycle: Campaigns with Contacts",
            relationship: "CampaignMembers",
            lookup: Some("Contact"),
            object: &CONTACT,
        }),
        "Lead" => Some(CampaignLink {
            type_name: "Lifecycle_Campaigns_with_Leads",
            label: "Lifecycle: Campaigns with Leads",
            relationship: "CampaignMembers",
            lookup: Some("Lead"),
            object: &LEAD,
        }),
        "Opportunity" => Some(CampaignLink {
            type_name: "Lifecycle_Campaigns_with_Opportunities",
            label: "Lifecycle: Campaigns with Opportunities",
            relationship: "Opportunities",
            lookup: None,
            object: &OPPORTUNITY,
        }),
        _ => None,
    }
}

/// The types that reports use: one for each object, and one for each kind of campaign.
pub(super) fn emit_types(model: &Model, schema: &Schema, reports: &[Report]) -> Vec<Component> {
    let used: BTreeSet<&str> = reports.iter().map(|report| report.source.as_str()).collect();
    let of_objects = ALL.into_iter().filter(|object| used.contains(type_name(object).as_str()));
    let links = ALL.into_iter().filter_map(campaign_link).filter(|link| used.contains(link.type_name));
    let mut components: Vec<Component> = of_objects.map(|object| of_object(model, schema, object)).collect();
    components.extend(links.map(|link| of_campaigns(schema, &link)));
    components
}

fn of_object(model: &Model, schema: &Schema, object: &'static SObject) -> Component {
    let table = object.api_name;
    let own = |part: fn(Part) -> bool| -> Vec<String> {
        fields_of(schema, object).filter(|field| part(field.part)).map(|field| field.name.clone()).collect()
    };
    let mut basics: Vec<String> = standard_columns(object).iter().map(|name| (*name).to_owned()).collect();
    basics.extend(own(|part| !matches!(part, Part::Kept)));
    let about_account = account_lookup(object).map(|lookup| company_columns(model, schema, lookup)).unwrap_or_default();
    let sections = [
        (object.plural_label.to_owned(), basics),
        ("Stages and dates".to_owned(), own(|part| part == Part::Kept)),
        (ACCOUNT.label.to_owned(), about_account),
    ];
    let sections = sections.into_iter().filter(|(_, fields)| !fields.is_empty());
    let description = format!("{} with everything that the lifecycle keeps about them.", object.plural_label);
    let category = match table {
        "Account" | "Contact" => "accounts",
        "Lead" => "leads",
        "Opportunity" => "opportunities",
        _ => "other",
    };
    let root = Element::new("ReportType")
        .with_text("baseObject", table)
        .with_text("category", category)
        .with_text("deployed", true)
        .with_text("description", description)
        .with_text("label", REPORT_TYPE_LABEL.shorten(&format!("Lifecycle: {}", object.plural_label)))
        .with_all(sections.map(|(label, fields)| section(&label, table, fields)));
    file(&type_name(object), root)
}

fn of_campaigns(schema: &Schema, link: &CampaignLink) -> Component {
    let campaign = ["Name", "ActualCost", "Type", "StartDate"].map(str::to_owned);
    let entered = fields_of(schema, link.object).filter(|field| matches!(field.part, Part::Stage | Part::Kept));
    let columns = std::iter::once("Name").chain(entered.map(|field| field.name.as_str()));
    let columns: Vec<String> = columns.map(|field| link.field(field)).collect();
    let join = Element::new("join").with_text("outerJoin", false).with_text("relationship", link.relationship);
    let root = Element::new("ReportType")
        .with_text("baseObject", "Campaign")
        .with_text("category", "campaigns")
        .with_text("deployed", true)
        .with_text("description", "What campaigns cost, and which stages their records have entered.")
        .with(join)
        .with_text("label", REPORT_TYPE_LABEL.shorten(link.label))
        .with(section("Campaigns", "Campaign", campaign.to_vec()))
        .with(section(link.object.plural_label, &link.table(), columns));
    file(link.type_name, root)
}

fn file(name: &str, root: Element) -> Component {
    Component {
        package: Package::ForceApp,
        kind: "ReportType",
        member: name.to_owned(),
        path: format!("reportTypes/{name}.reportType-meta.xml"),
        root,
        origin: None,
    }
}

fn fields_of<'s>(schema: &'s Schema, object: &'static SObject) -> impl Iterator<Item = &'s CustomField> {
    schema.fields.iter().filter(move |field| field.object == object && field.package == Package::ForceApp)
}

/// What every record of an object has.
fn standard_columns(object: &SObject) -> &'static [&'static str] {
    match object.api_name {
        "Contact" => &["Name", "Account", "Owner", "CreatedDate", "LastModifiedDate"],
        "Lead" => &["Name", "Company", "Owner", "CreatedDate", "LastModifiedDate"],
        "Opportunity" => {
            &["Name", "Account", STAGE_FIELD, "Amount", "CloseDate", "Owner", "CreatedDate", "LastModifiedDate"]
        }
        _ => &["Name", "Owner", "CreatedDate", "LastModifiedDate"],
    }
}

/// What is cut by, of the company.
fn company_columns(model: &Model, schema: &Schema, lookup: &str) -> Vec<String> {
    let segments = model.measure.segments.iter().map(|(id, _)| *id).filter(|id| model[*id].object == Object::Company);
    segments.filter_map(|id| Some(format!("{lookup}.{}", in_reports(schema.field(id, &ACCOUNT)?)))).collect()
}

fn section(label: &str, table: &str, fields: Vec<String>) -> Element {
    let columns = fields.iter().map(|field| {
        Element::new("columns")
            .with_text("checkedByDefault", field == "Name")
            .with_text("field", field)
            .with_text("table", table)
    });
    Element::new("sections").with_all(columns).with_text("masterLabel", label)
}
