//! XML as it is read back, and the order in which Salesforce writes it.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

/// An element as read back: its name, its text, its children.
#[derive(Clone, Debug, Default)]
pub struct Node {
    pub name: String,
    pub text: String,
    pub children: Vec<Node>,
}

impl Node {
    pub fn read(xml: &str) -> Node {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Node::default()];
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(start) => {
                    let name = start.name().as_ref().to_owned();
                    open.push(Node { name, ..Node::default() });
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
                Event::GeneralRef(name) => {
                    let text = unescape(&format!("&{};", &*name)).unwrap().into_owned();
                    open.last_mut().unwrap().text.push_str(&text);
                }
                Event::End(_) => {
                    let done = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(done);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "every element is closed");
        open.remove(0).children.remove(0)
    }

    pub fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.children.iter().find(|child| child.name == name).map(|child| child.text.as_str())
    }

    pub fn walk(&self, visit: &mut impl FnMut(&Node)) {
        visit(self);
        self.children.iter().for_each(|child| child.walk(visit));
    }
}

/// The order of `@salesforce/types` 1.9.0: elements of the base type first. Only what is written is listed; what is not listed
/// fails.
pub fn canonical_order(element: &str) -> &'static [&'static str] {
    match element {
        "ValidationRule" => {
            &["fullName", "active", "description", "errorConditionFormula", "errorDisplayField", "errorMessage"]
        }
        "BusinessProcess" => &["fullName", "description", "isActive", "values"],
        "CustomPermission" => &["description", "isLicensed", "label"],
        "CustomField" => &[
            "fullName",
            "defaultValue",
            "deleteConstraint",
            "description",
            "formula",
            "formulaTreatBlanksAs",
            "inlineHelpText",
            "label",
            "length",
            "precision",
            "referenceTo",
            "relationshipLabel",
            "relationshipName",
            "required",
            "scale",
            "trackHistory",
            "type",
            "valueSet",
            "visibleLines",
        ],
        "CustomObject" => &[
            "deploymentStatus",
            "description",
            "enableActivities",
            "enableBulkApi",
            "enableHistory",
            "enableReports",
            "enableSearch",
            "enableSharing",
            "enableStreamingApi",
            "label",
            "nameField",
            "pluralLabel",
            "sharingModel",
        ],
        "CustomTab" => &["customObject", "motif"],
        "GlobalValueSet" => &["customValue", "description", "masterLabel", "sorted"],
        "Package" => &["types", "version"],
        "PermissionSet" => &[
            "customPermissions",
            "description",
            "fieldPermissions",
            "hasActivationRequired",
            "label",
            "objectPermissions",
            "recordTypeVisibilities",
            "tabSettings",
        ],
        "LeadConvertSettings" => &["objectMapping"],
        "PathAssistant" => {
            &["active", "entityName", "fieldName", "masterLabel", "pathAssistantSteps", "recordTypeName"]
        }
        "PathAssistantSettings" => &["pathAssistantEnabled"],
        "RecordType" => &["fullName", "active", "businessProcess", "description", "label", "picklistValues"],
        "StandardValueSet" => &["sorted", "standardValue"],
        "customValue" | "value" => &["fullName", "default", "isActive", "label"],
        "customPermissions" => &["enabled", "name"],
        "fieldPermissions" => &["editable", "field", "readable"],
        "mappingFields" => &["inputField", "outputField"],
        "nameField" => &["label", "type"],
        "objectMapping" => &["inputObject", "mappingFields", "outputObject"],
        "objectPermissions" => {
            &["allowCreate", "allowDelete", "allowEdit", "allowRead", "modifyAllRecords", "object", "viewAllRecords"]
        }
        "pathAssistantSteps" => &["fieldNames", "info", "picklistValueName"],
        "picklistValues" => &["picklist", "values"],
        "recordTypeVisibilities" => &["recordType", "visible"],
        "standardValue" => &[
            "fullName",
            "default",
            "isActive",
            "label",
            "closed",
            "converted",
            "forecastCategory",
            "probability",
            "won",
        ],
        "tabSettings" => &["tab", "visibility"],
        "types" => &["members", "name"],
        "valueSet" => &["restricted", "valueSetDefinition", "valueSetName"],
        "valueSetDefinition" => &["sorted", "value"],
        "values" => &["fullName", "default"],
        _ => &[],
    }
}
