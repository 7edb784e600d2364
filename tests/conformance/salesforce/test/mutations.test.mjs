/** Every check finds what it is there for: one edit of a clean project each, and what must be said about it. A check that cannot fail proves nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHECKS } from '../checks/index.mjs';
import { ruleNames } from '../checks/scanner.mjs';
import { loadProject } from '../project/load.mjs';
import { files, inFolder } from './fixture.mjs';

/** An edit: the end of a path, what to replace there (a text or a pattern) and by what. Several are applied in order. */
const edit = (...words) => (all) => {
  for (let index = 0; index < words.length; index += 3) {
    const [end, from, by] = words.slice(index, index + 3);
    const path = Object.keys(all).find((each) => each.includes(end));
    assert.ok(path, `no file ${end}`);
    const text = all[path].replace(from, by);
    assert.notEqual(text, all[path], `nothing to replace in ${end}: ${from}`);
    all[path] = text;
  }
};
const remove = (end) => (all) => {
  const path = Object.keys(all).find((each) => each.includes(end));
  assert.ok(path, `no file ${end}`);
  delete all[path];
};
const rename = (end, from, by) => (all) => {
  const path = Object.keys(all).find((each) => each.includes(end));
  all[path.replace(from, by)] = all[path];
  delete all[path];
};
const both = (...edits) => (all) => edits.forEach((each) => each(all));

const FORWARD = 'Forward.validationRule';
const long = (count) => 'x'.repeat(count);

/** By check: what is done, and what is found. */
const MUTATIONS = {
  schema: [
    [edit('Stage__c.field', '<label>', '<lable>', 'Stage__c.field', '</label>', '</lable>'), /no such element/],
    [edit('Score__c.field', '<label>Score</label>\n    <precision>18</precision>', '<precision>18</precision>\n    <label>Score</label>'), /out of order/],
    [edit('Opportunity_Won', /(<filters>[^]*?<\/filters>)([^]*?)(<object>)/, '$1$2<filters><field>Name</field></filters>$3'), /not beside the others|out of order/],
    [edit('Stage__c.field', '<type>Picklist</type>', '<type>Pickliste</type>'), /none of FieldType/],
    [edit(FORWARD, '<active>true</active>', '<active>yes</active>'), /no boolean/],
    [edit('Score__c.field', '<scale>0</scale>', '<scale>none</scale>'), /no number/],
    [edit(FORWARD, /<errorMessage>.*<\/errorMessage>\n/, ''), /lacks <errorMessage>/],
    [edit('Contact_Stamp', /<label>Contact Stamp<\/label>/, ''), /lacks <label>/],
    [edit('Contact_Stamp', '<label>Contact Stamp</label>', '<label>One</label><label>Two</label>'), /stands twice/],
    [edit('Contact_Stamp', 'xmlns="http://soap.sforce.com/2006/04/metadata"', 'xmlns="http://example.com"'), /namespace/],
    [edit('Contact_Stamp', '<status>', 'loose words <status>'), /text between/],
    [edit(FORWARD, /ValidationRule/g, 'ValidityRule'), /no metadata type/],
  ],
  sfdx: [
    [edit('sfdx-project.json', '"packageDirectories"', '"packageFolders"'), /must NOT have additional|must have required/],
    [edit('sfdx-project.json', '"path": "force-app"', '"path": "forceapp"'), /not there/],
    [remove('sfdx-project.json'), /is missing/],
  ],
  source: [
    [edit('package.xml', '<members>Contact_Remind</members>', ''), /does not list Flow Contact_Remind/],
    [edit('package.xml', '<members>Contact_Remind</members>', '<members>Contact_Remind</members><members>Gone</members>'), /lists Flow Gone/],
    [edit('package.xml', '<version>66.0</version>', '<version>60.0</version>'), /names version 60.0/],
    [remove('package.xml'), /is missing/],
    [rename('Stage__c.field', 'force-app/', 'elsewhere/'), /in no package directory/],
    [rename('Contact_Stamp', '.flow-', '.flux-'), /is no component|refuses/],
  ],
  convert: [
    [edit('Plan__c.object', '<enableReports>', '<fields><fullName>Lost__c</fullName><label>Lost</label><type>Date</type></fields><enableReports>'), /changed|lost|appears|cannot convert/],
  ],
  names: [
    [edit('Contact.object', '<enableHistory>', `<label>${long(41)}</label><enableHistory>`), /more than 40/],
    [rename('Score__c.field', 'Score__c', 'Score___c'), /no developer name/],
    [rename('Score__c.field', 'Score__c', `${long(41)}__c`), /more than 40/],
    [rename('Score__c.field', 'Score__c', 'Points__c'), /the file is called Points__c/],
    [rename('Contact_Stamp', 'Contact_Stamp', `C${long(80)}`), /more than 80/],
    [rename('Everyone.permissionset', 'Everyone', 'User'), /reserved word/],
    [edit(FORWARD, 'A contact moves forward only.', long(256)), /<errorMessage> has 256/],
    [edit('Score__c.field', '<label>Score</label>', `<label>Score</label><inlineHelpText>${long(511)}</inlineHelpText>`), /inlineHelpText/],
    [edit('Score__c.field', '<label>Score</label>', '<label> </label>'), /<label> is empty/],
    [edit('Stage.globalValueSet', '<fullName>Known</fullName>', `<fullName>${long(256)}</fullName>`), /more than 255/],
    [edit('Stage.globalValueSet', '<fullName>Known</fullName>', '<fullName>mql</fullName>'), /mql stands twice/],
    [edit('Stage.globalValueSet', '<fullName>Known</fullName>', '<fullName>Known </fullName>'), /ends with a blank/],
    [(all) => { all['force-app/main/default/objects/Plan__c/fields/Second__c.field-meta.xml'] = all['force-app/main/default/objects/Plan__c/fields/Account__c.field-meta.xml'].replace('Account__c', 'Second__c'); }, /two child relationships/],
    [edit('Account__c.field', '<relationshipName>Plans', '<relationshipName>1Plans'), /no relationship name/],
    [edit('Contact_Leave', /Clear_Account/g, 'Get_Others'), /two elements are called Get_Others/],
    [edit('Contact_Leave', /Clear_Account/g, 'Clear__Account'), /no name of a flow element/],
    [(all) => { all['force-app/main/default/flows/contact_stamp.flow-meta.xml'] = all['force-app/main/default/flows/Contact_Stamp.flow-meta.xml']; }, /two of this name/],
  ],
  fields: [
    [edit('Note__c.field', /<length>80<\/length>\n/, ''), /needs <length>/],
    [edit('Note__c.field', '<length>80', '<length>256'), /cannot be "256"/],
    [edit('Note__c.field', /<label>Note<\/label>\n/, ''), /has no label/],
    [edit('Hand_Raised__c.field', /<defaultValue>false<\/defaultValue>\n/, ''), /needs <defaultValue>/],
    [edit('Account__c.field', '<type>', '<required>true</required><type>'), /cannot have <required>/],
    [edit('Rank__c.field', '<type>', '<trackHistory>true</trackHistory><type>'), /cannot have <trackHistory>/],
    [edit('Score__c.field', '<type>Number', '<type>Hierarchy'), /no kind of field/],
    [edit('Score__c.field', '<scale>0', '<scale>17', 'Score__c.field', '<precision>18', '<precision>3'), /more than <precision>/],
    [edit('Stage__c.field', '<valueSetName>Stage', '<valueSetName>Stage__gvs'), /without __gvs/],
    [edit('Stage__c.field', '<valueSetName>Stage', '<valueSetName>Stadium'), /which does not exist/],
    [edit('Account__c.field', '<referenceTo>Account', '<referenceTo>Akkount__c'), /does not exist/],
    [edit('Contact.object', 'true', 'false'), /<enableHistory> is not on/],
    [(all) => { for (let index = 0; index < 20; index += 1) all[`force-app/main/default/objects/Contact/fields/H${index}__c.field-meta.xml`] = all['force-app/main/default/objects/Contact/fields/Stage__c.field-meta.xml'].replace('Stage__c', `H${index}__c`); }, /more than 20/],
    [edit('Plan__c.object', '<pluralLabel>Plans</pluralLabel>', ''), /needs <pluralLabel>/],
    [edit('Plan__c.object', 'ControlledByParent', 'ReadWrite'), /does not fit 1 master-detail/],
    [(all) => { all['force-app/main/default/objects/Contact/fields/Shoe.field-meta.xml'] = all['force-app/main/default/objects/Contact/fields/Stage__c.field-meta.xml'].replace('Stage__c', 'Shoe'); }, /has no field Shoe/],
  ],
  permissions: [
    [edit('Everyone', /<fieldPermissions>\s*<editable>true<\/editable>\s*<field>Contact.Score__c[^]*?<\/fieldPermissions>/, ''), /nobody sees Contact.Score__c/],
    [edit('Everyone', 'Contact.Score__c', 'Contact.Skore__c'), /Contact.Skore__c does not exist/],
    [edit('Everyone', '<field>Contact.Score__c', '<field>Plan__c.Account__c'), /is required/],
    [edit('Everyone', '<field>Contact.Score__c', '<field>Account.Name'), /is required|cannot be granted/],
    [edit('Everyone', '<editable>false</editable>', '<editable>true</editable>'), /Contact.Rank__c cannot be edited/],
    [edit('Everyone', '<readable>true</readable>', '<readable>false</readable>'), /editable, but not readable/],
    [edit('Everyone', '<allowRead>true', '<allowRead>false'), /needs allowRead/],
    [edit('Everyone', /<objectPermissions>[^]*?<\/objectPermissions>/, ''), /Account, to which it belongs/],
    [edit('Everyone', 'Opportunity.New', 'Opportunity.Old'), /Opportunity.Old does not exist/],
    [edit('Everyone', '<tab>Plan__c', '<tab>Plans__c'), /Plans__c does not exist/],
    [edit('Integration', '<name>Bypass', '<name>Bypath'), /Bypath does not exist/],
    [edit('Everyone', 'Contact.Score__c', 'Contact.Stage__c'), /stands twice/],
    [edit('Everyone', '<object>Account', '<object>Event'), /cannot be granted by itself/],
    [edit('Everyone', '<object>Account', '<object>Akkount'), /Akkount does not exist/],
  ],
  formulas: [
    [edit(FORWARD, 'ISCHANGED(Stage__c)', 'ISCHANGED(Stadium__c)'), /Stadium__c does not exist/],
    [edit(FORWARD, 'ISCHANGED(Stage__c)', 'ISCHANGED(Account.Stage__c)'), /field of the record itself/],
    [edit(FORWARD, 'ISCHANGED(Stage__c)', 'ISCHANGED(Stage__c'), /cannot read/],
    [edit(FORWARD, '$Permission.Bypass', '$Permission.Bypath'), /Bypath does not exist/],
    [edit(FORWARD, 'ISCHANGED(Stage__c)', `Score__c = 1 ${'|| Score__c = 1 '.repeat(300)}`), /more than 3900/],
    [edit('Rank__c.field', 'CASE(Stage__c', 'IF(ISNEW(), 1, 0) + CASE(Stage__c'), /ISNEW\(\) does not exist here|does not exist here/],
    [edit('Contact_Stamp', '{!$Record.MQL_At__c}', '{!$Record.SQL_At__c}'), /SQL_At__c does not exist/],
  ],
  sformula: [
    [edit(FORWARD, 'ISCHANGED(Stage__c)', 'Stage__c = "MQL"'), /sformula refuses/],
    [edit(FORWARD, 'ISCHANGED(Stage__c)', 'Score__c'), /sformula refuses/],
    [edit('Rank__c.field', /<formula>.*<\/formula>/, '<formula>TEXT(Stage__c)</formula>'), /sformula refuses/],
    [edit('Contact_Stamp', 'ISBLANK({!$Record.MQL_At__c})', '{!$Record.MQL_At__c} &gt; TODAY()'), /sformula refuses/],
    [edit('Renewal__c.field', '<label>', '<defaultValue>"soon"</defaultValue><label>'), /sformula refuses/],
  ],
  formulon: [
    [edit(FORWARD, 'ISCHANGED(Stage__c)', 'ISCHANGED(Stage__c'), /cannot read/],
  ],
  references: [
    [edit('Contact_Roll_Up', '<field>AccountId', '<field>AkkountId'), /no field AkkountId/],
    [edit('Contact_Roll_Up', '<queriedFields>Stage__c', '<queriedFields>Stadium__c'), /no field Stadium__c/],
    [edit('Contact_Roll_Up', '<sortField>Rank__c', '<sortField>Range__c'), /no field Range__c/],
    [edit('Contact_Remind', '<recordField>Renewal__c', '<recordField>Renew__c'), /no field Renew__c/],
    [edit('Contact_Remind', '<field>Subject', '<field>Objekt'), /Task has no field Objekt/],
    [edit('New.pathAssistant', '<fieldNames>Source__c', '<fieldNames>Sauce__c'), /no field Sauce__c/],
    [edit('New.recordType', '<picklist>Source__c', '<picklist>Sauce__c'), /no field Sauce__c/],
    [edit('Contacts.reportType', '<field>Score__c', '<field>Skore__c'), /no field Skore__c/],
    [edit(FORWARD, '<errorDisplayField>Stage__c', '<errorDisplayField>Stadium__c'), /no field Stadium__c/],
    [edit('Opportunity_Won', '<field>Step__c', '<field>CreatedDate'), /cannot be written/],
    [remove('MQL_At__c.field'), /no field|MQL_At__c/],
  ],
  values: [
    [edit(FORWARD, '"MQL", 3', '"MQK", 3'), /no value "MQK"/],
    [edit('Contact_Stamp', '"MQL"', '"MQK"'), /no value "MQK"/],
    [edit('Contact_Remind', '<stringValue>MQL', '<stringValue>MQK'), /no value "MQK"/],
    [edit('Opportunity_Won', '<stringValue>Onboarding', '<stringValue>Offboarding'), /no value "Offboarding"/],
    [edit('New.pathAssistant', '<picklistValueName>Open', '<picklistValueName>Opened'), /no value "Opened"/],
    [edit('New.recordType', '<fullName>Web', '<fullName>Net'), /no value "Net"/],
    [edit('OpportunityStage', /<probability>10<\/probability>/, ''), /needs <probability>/],
    [edit('OpportunityStage', '<probability>10<', '<probability>110<'), /a probability of 110/],
    [edit('OpportunityStage', /<closed>true<\/closed>([^]*?)<won>true/, '<closed>false</closed>$1<won>true'), /won and not closed/],
    [edit('Stage.globalValueSet', /<customValue>[^]*<\/customValue>/, ''), /needs a value|no value/],
    [edit('Reason__c.field', /<default>false/g, '<default>true'), /two default values/],
  ],
  flows: [
    [edit('Contact_Roll_Up', '<targetReference>Found', '<targetReference>Founded'), /leads to Founded, which does not exist/],
    [edit('Contact_Leave', /<connector>\s*<targetReference>Clear_Account<\/targetReference>\s*<\/connector>/, ''), /nothing leads to Clear_Account/],
    [edit('Contact_Stamp', /<connector>[^]*?<\/connector>/, ''), /the start leads nowhere/],
    [edit('Contact_Roll_Up', 'Get_Top.Stage__c', 'Get_Top.Rank__c'), /Get_Top.Rank__c does not exist/],
    [edit('Contact_Remind', '$Record.LastName', '$Record.FamilyName'), /FamilyName does not exist/],
    [edit('Contact_Roll_Up', '<leftValueReference>Get_Top', '<leftValueReference>Get_Tip'), /Get_Tip does not exist/],
    [edit('Contact_Roll_Up', '<filterLogic>and</filterLogic>\n        <filters>', '<filters>'), /no <filterLogic>/],
    [edit('Contact_Remind', '1 OR (2 AND 3)', '1 OR 2'), /with 3 filters/],
    [edit('Contact_Remind', '<doesRequireRecordChangedToMeetCriteria>true', '<doesRequireRecordChangedToMeetCriteria>false'), /only when a record is updated to meet/],
    [edit('Contact_Remind', '<offsetUnit>Days', '<offsetUnit>Fortnights'), /no unit of time/],
    [edit('Contact_Remind', '<recordField>Renewal__c', '<recordField>LastName'), /which is no date/],
    [edit('Contact_Remind', '<offsetNumber>2', '<offsetNumber>-2'), /before the event/],
    [edit('Contact_Remind', 'RecordAfterSave', 'RecordBeforeSave'), /need a flow that runs after save/],
    [edit('Contact_Roll_Up', 'RecordAfterSave', 'RecordBeforeSave'), /cannot happen before the record is saved/],
    [edit('Contact_Leave', 'RecordBeforeDelete', 'RecordAfterSave'), /does not fit Delete/],
    [edit('Contact_Roll_Up', /<faultConnector>[^]*?<\/faultConnector>/, ''), /no path for a fault/],
    [edit('Contact_Roll_Up', /(<name>Write_Account[^]*?)<filterLogic>[^]*?<\/filters>/, '$1'), /would touch every Account/],
    [edit('Contact_Roll_Up', /<filterLogic>[^]*?<\/filters>/, ''), /would read every Contact/],
    [edit('Opportunity_Won', /<inputAssignments>\s*<field>Account__c[^]*?<\/inputAssignments>/, ''), /creates a Plan__c without Account__c/],
    [edit('Contact_Stamp', '<triggerOrder>10', '<triggerOrder>2001'), /goes from 1 to 2000/],
    [edit('Contact_Stamp', '<object>Contact', '<object>Kontakt'), /starts on Kontakt/],
    [edit('Opportunity_Won', /<\/variables>/, '</variables><variables><description>x</description><name>Idle</name><dataType>String</dataType></variables>'), /nothing uses Idle/],
    [edit('Contact_Roll_Up', 'It failed: {!$Flow.FaultMessage}', ' '), /shows no text/],
  ],
  scanner: [
    [edit('Contact_Stamp', /<description>Contact Stamp.<\/description>/, ''), /FlowDescription/],
    [edit('Contact_Roll_Up', /<faultConnector>[^]*?<\/faultConnector>/, ''), /MissingFaultPath/],
    [edit('Contact_Stamp', /<triggerOrder>10<\/triggerOrder>/, ''), /TriggerOrder/],
    [edit('Contact_Leave', /<queriedFields>.*<\/queriedFields>/g, ''), /GetRecordAllFields/],
    [edit('Contact_Stamp', 'AUTO_LAYOUT_CANVAS', 'FREE_FORM_CANVAS'), /AutoLayout/],
    [edit('Contact_Remind', '<stringValue>Renewal', '<stringValue>003000000000001AAA'), /HardcodedId/],
    [edit('Contact_Leave', /<connector>\s*<targetReference>Clear_Account<\/targetReference>\s*<\/connector>/, ''), /UnconnectedElement/],
    [edit('Opportunity_Won', '<targetReference>Make_Customers', '<targetReference>Make_Plan', 'Opportunity_Won', /(<name>Collect[^]*?)<targetReference>Each/, '$1<targetReference>Make_Customers', 'Opportunity_Won', /(<name>Make_Customers[^]*?)<targetReference>Make_Plan/, '$1<targetReference>Each'), /DMLStatementInLoop/],
    [edit('Contact_Roll_Up', /<decisions>[^]*?<\/decisions>/, '', 'Contact_Roll_Up', '<targetReference>Found', '<targetReference>Write_Account', 'Contact_Roll_Up', /<faultConnector>[^]*?<\/faultConnector>/, '', 'Contact_Roll_Up', 'RecordsFound>false', 'RecordsFound>true'), /MissingNullHandler/],
    [edit('Contact_Leave', /<description>Clear_Account.<\/description>/, ''), /MissingMetadataDescription/],
  ],
  records: [
    [edit('New.recordType', /<businessProcess>New<\/businessProcess>/, ''), /missing: businessProcess/],
    [edit('New.recordType', '<businessProcess>New', '<businessProcess>Old'), /process Old does not exist/],
    [edit('New.recordType', /<picklistValues>[^]*<\/picklistValues>/, ''), /Source__c is not listed/],
    [edit('New.recordType', /<values>[^]*<\/values>/, ''), /Source__c is not listed/],
    [edit('New.recordType', '<picklist>Source__c', '<picklist>StageName'), /belongs to the process/],
    [edit('New.businessProcess', '<fullName>Open', '<fullName>Opened'), /no value "Opened"/],
    [edit('New.pathAssistant', '<recordTypeName>New', '<recordTypeName>Old'), /record type Old does not exist/],
    [edit('New.pathAssistant', '<fieldName>StageName', '<fieldName>Amount'), /no picklist/],
    [edit('New.pathAssistant', '<fieldNames>CloseDate</fieldNames>', '<fieldNames>CloseDate</fieldNames>'.repeat(6)), /more than 5|names a field twice/],
    [edit('New.businessProcess', /<values>\s*<fullName>Open[^]*?<\/values>/, ''), /not in the process of New/],
    [edit('PathAssistant.settings', 'true', 'false'), /does not switch them on/],
    [(all) => { all['force-app/main/default/pathAssistants/Again.pathAssistant-meta.xml'] = all['force-app/main/default/pathAssistants/New.pathAssistant-meta.xml']; }, /another path/],
  ],
  reports: [
    [edit('By_Stage', 'Account$Name', 'Account$Site'), /no column Account\$Site/],
    [edit('By_Stage', '<column>Account.Contacts$Stage__c', '<column>Account.Contacts$Email'), /no column Account.Contacts\$Email/],
    [edit('By_Stage', '<reportType>Contacts__c', '<reportType>Contacts'), /cannot be checked/],
    [edit('By_Stage', '<reportType>Contacts__c', '<reportType>Kontakte__c'), /does not exist/],
    [edit('By_Stage', '<field>Account$Name', '<field>Account.Contacts$Stage__c'), /a grouping and a column/],
    [edit('By_Stage', 'MQL,Customer', 'MQL,Kunde'), /no value "Kunde"/],
    [edit('By_Stage', '<format>Summary', '<format>Tabular'), /tabular report/],
    [edit('By_Stage', '<dateColumn>Account.Contacts$MQL_At__c', '<dateColumn>Account.Contacts$Score__c'), /is no date/],
    [edit('By_Stage', '<field>Account.Contacts$Score__c', '<field>Account.Contacts$MQL_At__c'), /cannot be summed up/],
    [edit('Contacts.reportType', '<relationship>Contacts', '<relationship>Kontakte'), /no relationship Account.Kontakte/],
    [edit('Contacts.reportType', /<table>Account.Contacts/g, '<table>Account.Opportunities'), /is not joined/],
    [edit('Contacts.reportType', '<baseObject>Account', '<baseObject>Konto'), /Konto does not exist/],
    [edit('Funnel.dashboard-', '<report>Funnel/By_Stage', '<report>Funnel/By_Step'), /By_Step does not exist/],
    [edit('Funnel.dashboard-', '<groupingColumn>Account.Contacts$Stage__c', '<groupingColumn>Account$Name'), /is not grouped by/],
    [edit('Funnel.dashboard-', '<colSpan>6', '<colSpan>13'), /over the edge/],
    [edit('Funnel.dashboard-', 'LoggedInUser', 'SpecifiedUser'), /runs as a user/],
    [edit('Funnel.dashboard-', '<column>RowCount', '<column>Account$Site'), /does not show/],
    [remove('Funnel.reportFolder'), /folder Funnel is not described/],
  ],
  unused: [
    [both(remove('Contact/fields/Stage__c.field'), remove('Account/fields/Stage__c.field'), remove('Rank__c'), remove(FORWARD)), /no field uses the value set/],
    [edit(FORWARD, 'NOT($Permission.Bypass), ', ''), /no formula or flow asks/],
    [edit('Integration', /<customPermissions>[^]*<\/customPermissions>/, ''), /no permission set grants/],
    [remove('New.recordType'), /no record type uses the process/],
    [remove('By_Stage'), /no report uses/],
    [edit('Contact_Stamp', /<start>[^]*<\/start>/, '<start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>Stamp</targetReference></connector></start>'), /nothing starts or calls/],
    [edit('Everyone', '<recordType>Opportunity.New', '<recordType>Opportunity.Other'), /no permission set shows/],
  ],
};

test('every check has something to find', () => assert.deepEqual(Object.keys(MUTATIONS).sort(), Object.keys(CHECKS).sort()));

test('the scanner runs all of its rules but one', () => assert.equal(ruleNames().length, 23));

for (const [name, mutations] of Object.entries(MUTATIONS)) {
  test(`${name} finds what is wrong`, async () => {
    for (const [index, [mutate, expected]] of mutations.entries()) {
      const all = files();
      mutate(all);
      await inFolder(all, async (dir) => {
        const project = loadProject(dir, 'p');
        await CHECKS[name](project);
        const found = project.findings.map(({ what }) => what);
        assert.ok(found.some((what) => expected.test(what)), `mutation ${index + 1} of ${name}: ${expected} is not among ${JSON.stringify(found, null, 1)}`);
      });
    }
  });
}
