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
        "Dashboard" => &[
            "backgroundEndColor",
            "backgroundFadeDirection",
            "backgroundStartColor",
            "chartTheme",
            "colorPalette",
            "dashboardChartTheme",
            "dashboardColorPalette",
            "dashboardGridLayout",
            "dashboardType",
            "description",
            "isGridLayout",
            "textColor",
            "title",
            "titleColor",
            "titleSize",
        ],
        "DashboardFolder" | "ReportFolder" => &["folderShares", "name"],
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
        "Report" => &[
            "aggregates",
            "chart",
            "columns",
            "customDetailFormulas",
            "description",
            "filter",
            "format",
            "formattingRules",
            "groupingsAcross",
            "groupingsDown",
            "name",
            "reportType",
            "scope",
            "showDetails",
            "showGrandTotal",
            "showSubTotals",
            "timeFrameFilter",
        ],
        "ReportType" => &["baseObject", "category", "deployed", "description", "join", "label", "sections"],
        "StandardValueSet" => &["sorted", "standardValue"],
        "customValue" | "value" => &["fullName", "default", "isActive", "label"],
        "aggregates" => &[
            "acrossGroupingContext",
            "calculatedFormula",
            "datatype",
            "developerName",
            "downGroupingContext",
            "isActive",
            "isCrossBlock",
            "masterLabel",
            "scale",
        ],
        "chart" => &[
            "chartSummaries",
            "chartType",
            "enableHoverLabels",
            "expandOthers",
            "groupingColumn",
            "legendPosition",
            "location",
            "secondaryGroupingColumn",
            "showAxisLabels",
            "showPercentage",
            "showTotal",
            "showValues",
            "size",
            "summaryAxisRange",
        ],
        "chartSummaries" | "chartSummary" => &["aggregate", "axisBinding", "column"],
        // Of a report, and of a section of a report type.
        "columns" => &["aggregateTypes", "checkedByDefault", "field", "table"],
        "criteriaItems" => &["column", "columnToColumn", "isUnlocked", "operator", "value"],
        "customDetailFormulas" => &["calculatedFormula", "dataType", "developerName", "label", "scale"],
        "dashboardComponent" => &[
            "autoselectColumnsFromReport",
            "chartAxisRange",
            "chartSummary",
            "componentType",
            "decimalPrecision",
            "displayUnits",
            "drillEnabled",
            "drillToDetailEnabled",
            "enableHover",
            "expandOthers",
            "footer",
            "groupingColumn",
            "header",
            "indicatorBreakpoint1",
            "indicatorBreakpoint2",
            "indicatorHighColor",
            "indicatorLowColor",
            "indicatorMiddleColor",
            "legendPosition",
            "report",
            "showPercentage",
            "showRange",
            "showValues",
            "sortBy",
            "useReportChart",
        ],
        "dashboardGridComponents" => &["colSpan", "columnIndex", "dashboardComponent", "rowIndex", "rowSpan"],
        "dashboardGridLayout" => &["dashboardGridComponents", "numberOfColumns", "rowHeight"],
        "customPermissions" => &["enabled", "name"],
        "fieldPermissions" => &["editable", "field", "readable"],
        "filter" => &["criteriaItems"],
        "folderShares" => &["accessLevel", "sharedTo", "sharedToType"],
        "formattingRules" => &["aggregate", "columnName", "values"],
        "groupingsAcross" | "groupingsDown" => &["dateGranularity", "field", "sortOrder"],
        "join" => &["outerJoin", "relationship"],
        "mappingFields" => &["inputField", "outputField"],
        "nameField" => &["label", "type"],
        "objectMapping" => &["inputObject", "mappingFields", "outputObject"],
        "objectPermissions" => {
            &["allowCreate", "allowDelete", "allowEdit", "allowRead", "modifyAllRecords", "object", "viewAllRecords"]
        }
        "pathAssistantSteps" => &["fieldNames", "info", "picklistValueName"],
        "picklistValues" => &["picklist", "values"],
        "recordTypeVisibilities" => &["recordType", "visible"],
        "sections" => &["columns", "masterLabel"],
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
        "timeFrameFilter" => &["dateColumn", "interval"],
        "types" => &["members", "name"],
        "valueSet" => &["restricted", "valueSetDefinition", "valueSetName"],
        "valueSetDefinition" => &["sorted", "value"],
        // Of a sales process or record type, and of a formatting rule.
        "values" => &["fullName", "default", "backgroundColor", "rangeUpperBound"],
        _ => &[],
    }
}
