/**
 * A small project, written by hand after published samples, that has one of everything: contacts with stages, a rule, flows of each kind of
 * trigger, a success plan, record types, paths, reports. Nothing is wrong with it, so whatever a test breaks in it is what is found.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

const escape = (text) => String(text).replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]);

function elements(value, indent) {
  return Object.entries(value).flatMap(([name, inside]) =>
    [inside].flat().map((each) =>
      typeof each === 'object' ? `${indent}<${name}>\n${elements(each, `${indent}    `)}${indent}</${name}>\n` : `${indent}<${name}>${escape(each)}</${name}>\n`,
    ),
  ).join('');
}

/** A metadata file of a type. */
export const xml = (type, value) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="${NAMESPACE}">\n${elements(value, '    ')}</${type}>\n`;

const MAIN = 'force-app/main/default';

const field = (object, name, rest) => [`${MAIN}/objects/${object}/fields/${name}.field-meta.xml`, xml('CustomField', { fullName: name, ...rest })];
const values = (...names) => names.map((name) => ({ fullName: name, default: false, label: name }));

/** A flow with what the builder always writes. `body` comes behind, sorted into place by name. */
export function flow({ label, order = 10, ...body }) {
  const head = {
    actionCalls: undefined, apiVersion: '66.0', assignments: undefined, customErrors: undefined, decisions: undefined,
    description: `${label}.`, environments: 'Default', formulas: undefined, interviewLabel: `${label} {!$Flow.CurrentDateTime}`, label, loops: undefined,
    processMetadataValues: ['BuilderType LightningFlowBuilder', 'CanvasMode AUTO_LAYOUT_CANVAS', 'OriginBuilderType LightningFlowBuilder'].map((pair) => {
      const [name, stringValue] = pair.split(' ');
      return { name, value: { stringValue } };
    }),
    processType: 'AutoLaunchedFlow', recordCreates: undefined, recordDeletes: undefined, recordLookups: undefined, recordUpdates: undefined, start: undefined, status: 'Draft',
    subflows: undefined, triggerOrder: order ?? undefined, variables: undefined,
  };
  const all = { ...head, ...body };
  return xml('Flow', Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));
}

export const at = { locationX: 0, locationY: 0 };
export const to = (targetReference) => ({ targetReference });
export const node = (name, rest) => ({ description: `${name}.`, name, label: name.replaceAll('_', ' '), ...at, ...rest });
/** Source of the error that shows what went wrong. */
export const fail = (name = 'Show_Fault') => node(name, { customErrorMessages: { errorMessage: 'It failed: {!$Flow.FaultMessage}', isFieldError: false } });
export const is = (field, operator, value) => ({ field, operator, value });
export const holds = (leftValueReference, operator, rightValue) => ({ leftValueReference, operator, rightValue });

const flowFile = (name) => `${MAIN}/flows/${name}.flow-meta.xml`;

const STAGES = ['Known', 'Engaged', 'MQL', 'Customer'];
const rank = `CASE(Stage__c, ${STAGES.map((stage, index) => `"${stage}", ${index + 1}`).join(', ')}, 0)`;

/** All files of the project: path → text. */
export function files() {
  return Object.fromEntries([
    ['sfdx-project.json', `${JSON.stringify({ packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '66.0' }, null, 2)}\n`],
    [`${MAIN}/globalValueSets/Stage.globalValueSet-meta.xml`, xml('GlobalValueSet', { customValue: values(...STAGES), masterLabel: 'Stage', sorted: false })],
    field('Contact', 'Stage__c', { label: 'Stage', trackHistory: true, type: 'Picklist', valueSet: { restricted: true, valueSetName: 'Stage' } }),
    [`${MAIN}/objects/Contact/Contact.object-meta.xml`, xml('CustomObject', { enableHistory: true })],
    field('Contact', 'Reason__c', { label: 'Reason', type: 'Picklist', valueSet: { restricted: true, valueSetDefinition: { sorted: false, value: values('Timing', 'Price') } } }),
    field('Contact', 'MQL_At__c', { label: 'MQL At', type: 'DateTime' }),
    field('Contact', 'Score__c', { label: 'Score', precision: 18, scale: 0, type: 'Number' }),
    field('Contact', 'Hand_Raised__c', { defaultValue: false, label: 'Hand Raised', type: 'Checkbox' }),
    field('Contact', 'Renewal__c', { label: 'Renewal', type: 'Date' }),
    field('Contact', 'Rank__c', { formula: rank, label: 'Rank', precision: 18, scale: 0, type: 'Number' }),
    field('Account', 'Stage__c', { label: 'Stage', type: 'Picklist', valueSet: { restricted: true, valueSetName: 'Stage' } }),
    field('Account', 'Note__c', { label: 'Note', length: 80, type: 'Text' }),
    [`${MAIN}/objects/Plan__c/Plan__c.object-meta.xml`, xml('CustomObject', {
      deploymentStatus: 'Deployed', enableHistory: false, enableReports: true, label: 'Plan', nameField: { label: 'Plan Name', type: 'Text' }, pluralLabel: 'Plans', sharingModel: 'ControlledByParent',
    })],
    field('Plan__c', 'Account__c', { label: 'Account', referenceTo: 'Account', relationshipLabel: 'Plans', relationshipName: 'Plans', relationshipOrder: 0, type: 'MasterDetail' }),
    field('Plan__c', 'Step__c', { label: 'Step', type: 'Picklist', valueSet: { restricted: true, valueSetDefinition: { sorted: false, value: values('Onboarding', 'Live') } } }),
    [`${MAIN}/tabs/Plan__c.tab-meta.xml`, xml('CustomTab', { customObject: true, motif: 'Custom20: Airplane' })],
    ...pipeline(),
    [`${MAIN}/customPermissions/Bypass.customPermission-meta.xml`, xml('CustomPermission', { description: 'Skips the rules.', isLicensed: false, label: 'Bypass' })],
    [`${MAIN}/objects/Contact/validationRules/Forward.validationRule-meta.xml`, xml('ValidationRule', {
      fullName: 'Forward', active: true, description: 'Forward only.',
      errorConditionFormula: `AND(NOT($Permission.Bypass), NOT(ISNEW()), ISCHANGED(Stage__c), ${rank} < CASE(PRIORVALUE(Stage__c), ${STAGES.map((stage, index) => `"${stage}", ${index + 1}`).join(', ')}, 0))`,
      errorDisplayField: 'Stage__c', errorMessage: 'A contact moves forward only.',
    })],
    [flowFile('Contact_Stamp'), stamp()],
    [flowFile('Contact_Roll_Up'), rollUp()],
    [flowFile('Contact_Remind'), remind()],
    [flowFile('Contact_Leave'), leave()],
    [flowFile('Opportunity_Won'), won()],
    ...grants(),
    ...reports(),
    ['manifest/package.xml', manifest()],
  ]);
}

function pipeline() {
  const stage = (fullName, probability, closed, isWon) => ({
    fullName, default: false, label: fullName, closed, forecastCategory: closed ? (isWon ? 'Closed' : 'Omitted') : 'Pipeline', probability, won: isWon,
  });
  return [
    [`${MAIN}/standardValueSets/OpportunityStage.standardValueSet-meta.xml`, xml('StandardValueSet', {
      sorted: false, standardValue: [stage('Open', 10, false, false), stage('Closed Won', 100, true, true), stage('Closed Lost', 0, true, false)],
    })],
    [`${MAIN}/objects/Opportunity/businessProcesses/New.businessProcess-meta.xml`, xml('BusinessProcess', {
      fullName: 'New', isActive: true, values: ['Open', 'Closed Won', 'Closed Lost'].map((fullName) => ({ fullName, default: false })),
    })],
    [`${MAIN}/objects/Opportunity/recordTypes/New.recordType-meta.xml`, xml('RecordType', {
      fullName: 'New', active: true, businessProcess: 'New', label: 'New', picklistValues: { picklist: 'Source__c', values: [{ fullName: 'Web', default: false }, { fullName: 'Event', default: false }] },
    })],
    field('Opportunity', 'Source__c', { label: 'Source', type: 'Picklist', valueSet: { restricted: true, valueSetDefinition: { sorted: false, value: values('Web', 'Event') } } }),
    [`${MAIN}/pathAssistants/New.pathAssistant-meta.xml`, xml('PathAssistant', {
      active: true, entityName: 'Opportunity', fieldName: 'StageName', masterLabel: 'New',
      pathAssistantSteps: { fieldNames: ['CloseDate', 'Source__c'], info: 'A deal.', picklistValueName: 'Open' }, recordTypeName: 'New',
    })],
    [`${MAIN}/settings/PathAssistant.settings-meta.xml`, xml('PathAssistantSettings', { pathAssistantEnabled: true })],
  ];
}

/** Before save: stamps the first time a contact is qualified. */
function stamp() {
  return flow({
    label: 'Contact Stamp',
    assignments: node('Stamp', { assignmentItems: { assignToReference: '$Record.MQL_At__c', operator: 'Assign', value: { elementReference: '$Flow.CurrentDateTime' } } }),
    start: {
      ...at, connector: to('Stamp'), filterFormula: 'AND(ISPICKVAL({!$Record.Stage__c}, "MQL"), ISBLANK({!$Record.MQL_At__c}))',
      object: 'Contact', recordTriggerType: 'CreateAndUpdate', triggerType: 'RecordBeforeSave',
    },
  });
}

/** After save: the account takes the stage of its most advanced contact. */
function rollUp() {
  return flow({
    label: 'Contact Roll Up',
    customErrors: fail(),
    decisions: node('Found', {
      defaultConnectorLabel: 'None',
      rules: { name: 'Someone', conditionLogic: 'and', conditions: holds('Get_Top', 'IsNull', { booleanValue: false }), connector: to('Write_Account'), label: 'Someone' },
    }),
    recordLookups: node('Get_Top', {
      assignNullValuesIfNoRecordsFound: false, connector: to('Found'), faultConnector: to('Show_Fault'), filterLogic: 'and',
      filters: is('AccountId', 'EqualTo', { elementReference: '$Record.AccountId' }), getFirstRecordOnly: true, object: 'Contact',
      queriedFields: ['Id', 'Stage__c'], sortField: 'Rank__c', sortOrder: 'Desc', storeOutputAutomatically: true,
    }),
    recordUpdates: node('Write_Account', {
      faultConnector: to('Show_Fault'), filterLogic: 'and', filters: is('Id', 'EqualTo', { elementReference: '$Record.AccountId' }),
      inputAssignments: { field: 'Stage__c', value: { elementReference: 'Get_Top.Stage__c' } }, object: 'Account',
    }),
    start: {
      ...at, connector: to('Get_Top'),
      filterFormula: 'AND(NOT(ISBLANK({!$Record.AccountId})), OR(ISNEW(), ISCHANGED({!$Record.Stage__c}), ISCHANGED({!$Record.AccountId})))',
      object: 'Contact', recordTriggerType: 'CreateAndUpdate', triggerType: 'RecordAfterSave',
    },
  });
}

/** Two days an MQL, and thirty days before the renewal. */
function remind() {
  const task = (name, subject) => node(name, {
    faultConnector: to('Show_Fault'),
    inputAssignments: [{ field: 'Subject', value: { stringValue: subject } }, { field: 'WhoId', value: { elementReference: '$Record.Id' } }], object: 'Task', storeOutputAutomatically: true,
  });
  return flow({
    label: 'Contact Remind', order: 20,
    customErrors: fail(),
    recordCreates: [task('Remind', 'Call {!$Record.LastName}'), task('Renew', 'Renewal')],
    start: {
      ...at, doesRequireRecordChangedToMeetCriteria: true, filterLogic: '1 OR (2 AND 3)',
      filters: [is('Stage__c', 'EqualTo', { stringValue: 'MQL' }), is('Stage__c', 'EqualTo', { stringValue: 'Customer' }), is('Renewal__c', 'IsNull', { booleanValue: false })],
      object: 'Contact', recordTriggerType: 'CreateAndUpdate',
      scheduledPaths: [
        { name: 'In_Two_Days', connector: to('Remind'), label: 'In two days', offsetNumber: 2, offsetUnit: 'Days', timeSource: 'RecordTriggerEvent' },
        { name: 'Before_Renewal', connector: to('Renew'), label: 'Before renewal', offsetNumber: -30, offsetUnit: 'Days', recordField: 'Renewal__c', timeSource: 'RecordField' },
      ],
      triggerType: 'RecordAfterSave',
    },
  });
}

/** Before a contact goes, the account forgets its stage if nobody else has one. */
function leave() {
  return flow({
    label: 'Contact Leave',
    customErrors: fail(),
    decisions: node('Last', {
      defaultConnectorLabel: 'Others',
      rules: { name: 'Nobody', conditionLogic: 'and', conditions: holds('Get_Others', 'IsNull', { booleanValue: true }), connector: to('Clear_Account'), label: 'Nobody' },
    }),
    recordLookups: node('Get_Others', {
      assignNullValuesIfNoRecordsFound: false, connector: to('Last'), faultConnector: to('Show_Fault'), filterLogic: 'and',
      filters: [is('AccountId', 'EqualTo', { elementReference: '$Record.AccountId' }), is('Id', 'NotEqualTo', { elementReference: '$Record.Id' })],
      getFirstRecordOnly: true, object: 'Contact', queriedFields: ['Id', 'LastName'], storeOutputAutomatically: true,
    }),
    recordUpdates: node('Clear_Account', {
      faultConnector: to('Show_Fault'), filterLogic: 'and', filters: is('Id', 'EqualTo', { elementReference: '$Record.AccountId' }),
      inputAssignments: { field: 'Note__c', value: { stringValue: 'Nobody left' } }, object: 'Account',
    }),
    start: {
      ...at, connector: to('Get_Others'), filterLogic: 'and', filters: is('AccountId', 'IsNull', { booleanValue: false }),
      object: 'Contact', recordTriggerType: 'Delete', triggerType: 'RecordBeforeDelete',
    },
  });
}

/** A won deal makes customers of all its contacts, and a plan. */
function won() {
  return flow({
    label: 'Opportunity Won',
    assignments: node('Collect', { assignmentItems: { assignToReference: 'Ids', operator: 'Add', value: { elementReference: 'Each.ContactId' } }, connector: to('Each') }),
    customErrors: fail(),
    loops: node('Each', { collectionReference: 'Get_Roles', iterationOrder: 'Asc', nextValueConnector: to('Collect'), noMoreValuesConnector: to('Make_Customers') }),
    recordCreates: node('Make_Plan', {
      faultConnector: to('Show_Fault'),
      inputAssignments: [
        { field: 'Name', value: { elementReference: '$Record.Name' } },
        { field: 'Account__c', value: { elementReference: '$Record.AccountId' } },
        { field: 'Step__c', value: { stringValue: 'Onboarding' } },
      ],
      object: 'Plan__c', storeOutputAutomatically: true,
    }),
    recordLookups: node('Get_Roles', {
      assignNullValuesIfNoRecordsFound: false, connector: to('Each'), faultConnector: to('Show_Fault'), filterLogic: 'and',
      filters: is('OpportunityId', 'EqualTo', { elementReference: '$Record.Id' }), getFirstRecordOnly: false, object: 'OpportunityContactRole',
      queriedFields: ['Id', 'ContactId'], storeOutputAutomatically: true,
    }),
    recordUpdates: node('Make_Customers', {
      connector: to('Make_Plan'), faultConnector: to('Show_Fault'), filterLogic: 'and', filters: is('Id', 'In', { elementReference: 'Ids' }),
      inputAssignments: { field: 'Stage__c', value: { stringValue: 'Customer' } }, object: 'Contact',
    }),
    start: {
      ...at, connector: to('Get_Roles'), doesRequireRecordChangedToMeetCriteria: true, filterLogic: 'and',
      filters: is('IsWon', 'EqualTo', { booleanValue: true }), object: 'Opportunity', recordTriggerType: 'CreateAndUpdate', triggerType: 'RecordAfterSave',
    },
    variables: { description: 'Who becomes a customer.', name: 'Ids', dataType: 'String', isCollection: true, isInput: false, isOutput: false },
  });
}

const GRANTED = ['Account.Note__c', 'Account.Stage__c', 'Contact.Hand_Raised__c', 'Contact.MQL_At__c', 'Contact.Reason__c', 'Contact.Renewal__c', 'Contact.Score__c', 'Contact.Stage__c', 'Opportunity.Source__c', 'Plan__c.Step__c'];

function grants() {
  const object = (name) => ({ allowCreate: true, allowDelete: true, allowEdit: true, allowRead: true, modifyAllRecords: false, object: name, viewAllRecords: false });
  return [
    [`${MAIN}/permissionsets/Everyone.permissionset-meta.xml`, xml('PermissionSet', {
      description: 'Sees everything.',
      fieldPermissions: [...GRANTED.map((name) => ({ editable: true, field: name, readable: true })), { editable: false, field: 'Contact.Rank__c', readable: true }],
      hasActivationRequired: false, label: 'Everyone', objectPermissions: ['Account', 'Plan__c'].map(object),
      recordTypeVisibilities: { recordType: 'Opportunity.New', visible: true }, tabSettings: { tab: 'Plan__c', visibility: 'Visible' },
    })],
    [`${MAIN}/permissionsets/Integration.permissionset-meta.xml`, xml('PermissionSet', {
      customPermissions: { enabled: true, name: 'Bypass' }, description: 'Skips the rules.', hasActivationRequired: false, label: 'Integration',
    })],
  ];
}

function reports() {
  const column = (name, table) => ({ checkedByDefault: true, field: name, table });
  return [
    [`${MAIN}/reportTypes/Contacts.reportType-meta.xml`, xml('ReportType', {
      baseObject: 'Account', category: 'accounts', deployed: true, description: 'Contacts.', join: { outerJoin: false, relationship: 'Contacts' }, label: 'Contacts',
      sections: [
        { columns: [column('Name', 'Account')], masterLabel: 'Accounts' },
        { columns: [column('Stage__c', 'Account.Contacts'), column('Score__c', 'Account.Contacts'), column('MQL_At__c', 'Account.Contacts')], masterLabel: 'Contacts' },
      ],
    })],
    [`${MAIN}/reports/Funnel.reportFolder-meta.xml`, xml('ReportFolder', { name: 'Funnel' })],
    [`${MAIN}/reports/Funnel/By_Stage.report-meta.xml`, xml('Report', {
      columns: [{ field: 'Account$Name' }, { aggregateTypes: 'Sum', field: 'Account.Contacts$Score__c' }],
      filter: { criteriaItems: { column: 'Account.Contacts$Stage__c', columnToColumn: false, isUnlocked: true, operator: 'equals', value: 'MQL,Customer' } },
      format: 'Summary', groupingsDown: { dateGranularity: 'Day', field: 'Account.Contacts$Stage__c', sortOrder: 'Asc' }, name: 'By Stage', reportType: 'Contacts__c',
      scope: 'organization', showDetails: true, timeFrameFilter: { dateColumn: 'Account.Contacts$MQL_At__c', interval: 'INTERVAL_CUSTOM' },
    })],
    [`${MAIN}/dashboards/Boards.dashboardFolder-meta.xml`, xml('DashboardFolder', { name: 'Boards' })],
    [`${MAIN}/dashboards/Boards/Funnel.dashboard-meta.xml`, xml('Dashboard', {
      backgroundEndColor: '#FFFFFF', backgroundFadeDirection: 'Diagonal', backgroundStartColor: '#FFFFFF',
      dashboardGridLayout: {
        dashboardGridComponents: {
          colSpan: 6, columnIndex: 0,
          dashboardComponent: { chartSummary: { axisBinding: 'y', column: 'RowCount' }, componentType: 'Bar', groupingColumn: 'Account.Contacts$Stage__c', report: 'Funnel/By_Stage' },
          rowIndex: 0, rowSpan: 8,
        },
        numberOfColumns: 12, rowHeight: 36,
      },
      dashboardType: 'LoggedInUser', isGridLayout: true, textColor: '#000000', title: 'Funnel', titleColor: '#000000', titleSize: 12,
    })],
  ];
}

function manifest() {
  const types = {
    BusinessProcess: ['Opportunity.New'],
    CustomField: ['Account.Note__c', 'Account.Stage__c', 'Contact.Hand_Raised__c', 'Contact.MQL_At__c', 'Contact.Rank__c', 'Contact.Reason__c', 'Contact.Renewal__c', 'Contact.Score__c', 'Contact.Stage__c', 'Opportunity.Source__c', 'Plan__c.Account__c', 'Plan__c.Step__c'],
    CustomObject: ['Contact', 'Plan__c'],
    CustomPermission: ['Bypass'],
    CustomTab: ['Plan__c'],
    Dashboard: ['Boards', 'Boards/Funnel'],
    Flow: ['Contact_Leave', 'Contact_Remind', 'Contact_Roll_Up', 'Contact_Stamp', 'Opportunity_Won'],
    GlobalValueSet: ['Stage'],
    PathAssistant: ['New'],
    PermissionSet: ['Everyone', 'Integration'],
    RecordType: ['Opportunity.New'],
    Report: ['Funnel', 'Funnel/By_Stage'],
    ReportType: ['Contacts'],
    Settings: ['PathAssistant'],
    StandardValueSet: ['OpportunityStage'],
    ValidationRule: ['Contact.Forward'],
  };
  return xml('Package', { types: Object.entries(types).map(([name, members]) => ({ members, name })), version: '66.0' });
}

/**
 * Writes a project into a folder of its own, for as long as something is done with it.
 * @template T
 * @param {Record<string, string>} all
 * @param {(dir: string) => T | Promise<T>} use
 * @returns {Promise<T>}
 */
export async function inFolder(all, use) {
  const dir = mkdtempSync(join(tmpdir(), 'lifecycle-project-'));
  try {
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    return await use(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
