/** The miniature org against published platform behaviour, on the fixture and on small variations of it. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { blueprint } from '../org/blueprint.mjs';
import { replay } from '../org/replay.mjs';
import { loadProject } from '../project/load.mjs';
import { at, fail, files, flow, holds, inFolder, is, node, to, xml } from './fixture.mjs';

const FLOWS = 'force-app/main/default/flows';
const RULES = 'force-app/main/default/objects/Contact/validationRules';

/** The plan of the fixture, with files added, or taken away with `undefined`. */
const planOf = (changed = {}) => inFolder(Object.fromEntries(Object.entries({ ...files(), ...changed }).filter(([, text]) => text !== undefined)), (dir) => blueprint(loadProject(dir, 'p')));

const runs = (plan, steps, rest = {}) => assert.equal(summary(replay(plan, { steps, ...rest })), undefined);
const summary = (found) => found && `step ${found.step + 1}: ${found.what}\n${found.trace.join('\n')}`;

const account = (as = 'a') => ({ op: 'insert', as, type: 'Account', values: { Name: 'Acme' } });
const contact = (as, values = {}) => ({ op: 'insert', as, type: 'Contact', values: { LastName: as, ...values } });
const update = (as, values, rest = {}) => ({ op: 'update', as, values, ...rest });
const NOW = '2026-01-05T09:00:00.000Z';
const in_ = (object) => ({ ref: object });

describe('the fixture', () => {
  let plan;
  before(async () => {
    plan = await planOf();
  });

  test('before-save flows write the record that is saved', () =>
    runs(plan, [
      { ...contact('c', { Stage__c: 'Known' }), expect: { c: { MQL_At__c: null, Hand_Raised__c: false, Rank__c: 1, Name: 'c' } } },
      update('c', { Stage__c: 'MQL' }, { expect: { c: { MQL_At__c: NOW, Rank__c: 3 } } }),
      { op: 'clock', to: '2026-01-06T09:00:00.000Z' },
      update('c', { Stage__c: 'MQL', Score__c: 5 }, { expect: { c: { MQL_At__c: NOW } } }),
    ]));

  test('a validation rule refuses and leaves nothing behind; the permission skips it', () =>
    runs(plan, [
      contact('c', { Stage__c: 'MQL' }),
      update('c', { Stage__c: 'Known', Score__c: 9 }, { refused: true, expect: { c: { Stage__c: 'MQL', Score__c: null } } }),
      update('c', { Stage__c: 'Known' }, { bypass: true, expect: { c: { Stage__c: 'Known' } } }),
      { ...contact('d', { Stage__c: 'Gone' }), refused: true },
      { op: 'insert', as: 'e', type: 'Contact', values: {}, refused: true, count: { Contact: 1 } },
    ]));

  test('after-save flows write related records', () =>
    runs(plan, [
      account(),
      { ...contact('c', { AccountId: in_('a'), Stage__c: 'Engaged' }), expect: { a: { Stage__c: 'Engaged' } } },
      { ...contact('d', { AccountId: in_('a'), Stage__c: 'Known' }), expect: { a: { Stage__c: 'Engaged' } } },
      update('d', { Stage__c: 'Customer' }, { expect: { a: { Stage__c: 'Customer' } } }),
      // A filter formula with ISCHANGED: another field does not start the flow.
      update('a', { Stage__c: 'Known' }, { expect: { a: { Stage__c: 'Known' } } }),
      update('d', { Score__c: 3 }, { expect: { a: { Stage__c: 'Known' } } }),
    ]));

  test('a delete starts its flow, takes along what belongs to the record, and comes back without flows', () =>
    runs(plan, [
      account(),
      contact('c', { AccountId: in_('a'), Stage__c: 'Known' }),
      contact('d', { AccountId: in_('a') }),
      { op: 'delete', as: 'd', expect: { a: { Note__c: null }, d: null } },
      { op: 'delete', as: 'c', expect: { a: { Note__c: 'Nobody left' } } },
      update('a', { Note__c: null }),
      { op: 'undelete', as: 'c', expect: { a: { Note__c: null }, c: { Stage__c: 'Known', AccountId: in_('a') } } },
      // A cascade starts no flow of the contacts.
      { op: 'delete', as: 'a', expect: { c: null } },
      { op: 'undelete', as: 'a', expect: { c: { LastName: 'c' }, a: { Note__c: null } } },
    ]));

  test('loops, collections and nested saves', () =>
    runs(plan, [
      account(),
      contact('c', { AccountId: in_('a'), Stage__c: 'Known' }),
      contact('d', { AccountId: in_('a'), Stage__c: 'Customer' }),
      { op: 'insert', as: 'o', type: 'Opportunity', values: { Name: 'Deal', AccountId: in_('a'), StageName: 'Open', CloseDate: '2026-03-01', RecordTypeId: { recordType: 'New' } }, expect: { o: { Probability: 10, IsWon: false } } },
      { op: 'insert', as: 'r', type: 'OpportunityContactRole', values: { OpportunityId: in_('o'), ContactId: in_('c') } },
      { op: 'insert', as: 's', type: 'OpportunityContactRole', values: { OpportunityId: in_('o'), ContactId: in_('d') } },
      update('o', { StageName: 'Closed Won' }, { expect: { c: { Stage__c: 'Customer' }, a: { Stage__c: 'Customer' }, o: { Probability: 100, IsClosed: true } }, count: { Plan__c: 1 } }),
      { op: 'find', as: 'p', type: 'Plan__c', where: { Step__c: 'Onboarding' }, expect: { p: { Name: 'Deal', Account__c: in_('a') } } },
      // Only when the record is updated to meet the conditions.
      update('o', { NextStep: 'x' }, { count: { Plan__c: 1 } }),
      update('o', { StageName: 'Open' }),
      update('o', { StageName: 'Closed Won' }, { count: { Plan__c: 2 } }),
    ]));

  test('a fault without another path refuses the whole', () =>
    runs(plan, [
      contact('c', { Stage__c: 'Customer' }),
      // A plan cannot be without an account, so the flow faults, and its fault path shows an error.
      { op: 'insert', as: 'o', type: 'Opportunity', values: { Name: 'D', StageName: 'Closed Won', CloseDate: '2026-03-01' }, refused: true, count: { Opportunity: 0, Plan__c: 0 } },
    ]));

  test('scheduled paths wait, are dropped and moved', () =>
    runs(plan, [
      contact('c', { Stage__c: 'MQL' }),
      contact('d', { Stage__c: 'MQL' }),
      { op: 'clock', to: '2026-01-06T00:00:00.000Z', count: { Task: 0 } },
      update('d', { Stage__c: 'Customer' }),
      { op: 'clock', to: '2026-01-07T08:59:59.000Z', count: { Task: 0 } },
      { op: 'clock', to: '2026-01-07T09:00:00.000Z', count: { Task: 1 } },
      { op: 'find', as: 't', type: 'Task', expect: { t: { Subject: 'Call c', WhoId: in_('c') } } },
      update('d', { Renewal__c: '2026-06-01' }),
      update('d', { Renewal__c: '2026-07-01' }),
      // Meeting the conditions anew brought both paths back.
      { op: 'clock', to: '2026-05-31T00:00:00.000Z', count: { Task: 2 } },
      { op: 'clock', to: '2026-06-01T00:00:00.000Z', count: { Task: 3 } },
    ]));
});

test('flows of one moment run by order, then by name', async () => {
  const write = (label, order, value) => flow({
    label, order, assignments: node('Write', { assignmentItems: { assignToReference: '$Record.Department', operator: 'Add', value: { stringValue: value } } }),
    start: { ...at, connector: to('Write'), object: 'Contact', recordTriggerType: 'Create', triggerType: 'RecordBeforeSave' },
  });
  const plan = await planOf({
    [`${FLOWS}/C1.flow-meta.xml`]: write('C1', 5, 'c'), [`${FLOWS}/B1.flow-meta.xml`]: write('B1', 1001, 'b'), [`${FLOWS}/A2.flow-meta.xml`]: write('A2', 5, 'a'), [`${FLOWS}/N1.flow-meta.xml`]: write('N1', null, 'n'),
  });
  runs(plan, [{ ...contact('x'), expect: { x: { Department: 'acnb' } } }]);
});

test('a rule sees what before-save flows wrote, and a nested refusal ends at the fault path', async () => {
  const plan = await planOf({
    [`${RULES}/Low.validationRule-meta.xml`]: xml('ValidationRule', { fullName: 'Low', active: true, errorConditionFormula: 'Score__c > 100', errorMessage: 'Too high.' }),
    [`${FLOWS}/Double.flow-meta.xml`]: flow({
      label: 'Double',
      assignments: node('Write', { assignmentItems: { assignToReference: '$Record.Score__c', operator: 'Add', value: { elementReference: '$Record.Score__c' } } }),
      start: { ...at, connector: to('Write'), filterLogic: 'and', filters: is('Score__c', 'IsNull', { booleanValue: false }), object: 'Contact', recordTriggerType: 'Create', triggerType: 'RecordBeforeSave' },
    }),
    [`${FLOWS}/Spread.flow-meta.xml`]: flow({
      label: 'Spread',
      recordUpdates: [
        node('Raise', { faultConnector: to('Note'), filterLogic: 'and', filters: is('AccountId', 'EqualTo', { elementReference: '$Record.Id' }), inputAssignments: { field: 'Score__c', value: { numberValue: 500 } }, object: 'Contact' }),
        node('Note', { faultConnector: to('Show_Fault'), filterLogic: 'and', filters: is('Id', 'EqualTo', { elementReference: '$Record.Id' }), inputAssignments: { field: 'Note__c', value: { stringValue: 'Fault: {!$Flow.FaultMessage}' } }, object: 'Account' }),
      ],
      customErrors: fail(),
      start: { ...at, connector: to('Raise'), filterLogic: 'and', filters: is('Site', 'EqualTo', { stringValue: 'go' }), object: 'Account', doesRequireRecordChangedToMeetCriteria: true, recordTriggerType: 'Update', triggerType: 'RecordAfterSave' },
    }),
  });
  runs(plan, [
    account(),
    { ...contact('c', { Score__c: 60, AccountId: in_('a') }), refused: true },
    { ...contact('c', { Score__c: 50, AccountId: in_('a') }), expect: { c: { Score__c: 100 } } },
    update('a', { Site: 'go' }, { expect: { c: { Score__c: 100 }, a: { Note__c: 'Fault: FIELD_CUSTOM_VALIDATION_EXCEPTION: Low: Too high.' } } }),
  ]);
});

test('flows that start each other without end are stopped', async () => {
  const plan = await planOf({
    [`${FLOWS}/Again.flow-meta.xml`]: flow({
      label: 'Again', customErrors: fail(),
      formulas: { description: 'One more.', name: 'More', dataType: 'Number', expression: '{!$Record.NumberOfEmployees} + 1', scale: 0 },
      recordUpdates: node('Count', { faultConnector: to('Show_Fault'), filterLogic: 'and', filters: is('Id', 'EqualTo', { elementReference: '$Record.Id' }), inputAssignments: { field: 'NumberOfEmployees', value: { elementReference: 'More' } }, object: 'Account' }),
      start: { ...at, connector: to('Count'), filterLogic: 'and', filters: is('NumberOfEmployees', 'GreaterThan', { numberValue: 0 }), object: 'Account', recordTriggerType: 'CreateAndUpdate', triggerType: 'RecordAfterSave' },
    }),
  });
  runs(plan, [account(), update('a', { NumberOfEmployees: 1 }, { refused: true, expect: { a: { NumberOfEmployees: null } } })]);
});

test('a schedule starts a flow for each record that passes', async () => {
  const plan = await planOf({
    [`${FLOWS}/Nightly.flow-meta.xml`]: flow({
      label: 'Nightly', customErrors: fail(),
      recordUpdates: node('Write', { faultConnector: to('Show_Fault'), filterLogic: 'and', filters: is('Id', 'EqualTo', { elementReference: '$Record.Id' }), inputAssignments: { field: 'Stage__c', value: { stringValue: 'Engaged' } }, object: 'Contact' }),
      start: { ...at, connector: to('Write'), filterLogic: 'and', filters: is('Stage__c', 'EqualTo', { stringValue: 'Known' }), object: 'Contact', schedule: { frequency: 'Daily', startDate: '2026-01-01', startTime: '02:00:00.000Z' }, triggerType: 'Scheduled' },
    }),
  });
  runs(plan, [
    contact('c', { Stage__c: 'Known' }), contact('d', { Stage__c: 'MQL' }),
    { op: 'clock', to: '2026-01-06T01:59:00.000Z', expect: { c: { Stage__c: 'Known' } } },
    { op: 'clock', to: '2026-01-06T02:00:00.000Z', expect: { c: { Stage__c: 'Engaged' }, d: { Stage__c: 'MQL' } } },
  ]);
});

test('a percent is a fraction in formulas only, and an activity belongs to the account of whom it is with', async () => {
  const objects = 'force-app/main/default/objects';
  const plan = await planOf({
    [`${objects}/Contact/fields/Share__c.field-meta.xml`]: xml('CustomField', { fullName: 'Share__c', label: 'Share', precision: 18, scale: 2, type: 'Percent' }),
    [`${objects}/Contact/fields/Half__c.field-meta.xml`]: xml('CustomField', { fullName: 'Half__c', formula: 'Share__c / 2', label: 'Half', precision: 18, scale: 2, type: 'Percent' }),
    [`${RULES}/Low.validationRule-meta.xml`]: xml('ValidationRule', { fullName: 'Low', active: true, errorConditionFormula: 'Share__c > 0.5', errorMessage: 'Too high.' }),
  });
  runs(plan, [
    account(),
    { ...contact('c', { Share__c: 20, AccountId: in_('a') }), expect: { c: { Share__c: 20, Half__c: 10 } } },
    update('c', { Share__c: 51 }, { refused: true }),
    { op: 'insert', as: 'e', type: 'Event', values: { WhoId: in_('c') }, expect: { e: { AccountId: in_('a') } } },
  ]);
});

test('what the org does not know is an error', async () => {
  const odd = (operator) => planOf({
    [`${FLOWS}/Odd.flow-meta.xml`]: flow({
      label: 'Odd',
      decisions: node('Ask', { defaultConnectorLabel: 'No', rules: { name: 'Yes', conditionLogic: 'and', conditions: holds('$Record.LastName', operator, { stringValue: 'x' }), label: 'Yes' } }),
      start: { ...at, connector: to('Ask'), object: 'Contact', recordTriggerType: 'Create', triggerType: 'RecordAfterSave' },
    }),
  });
  assert.match(replay(await odd('IsToday'), { steps: [contact('c')] }).what, /IsToday is unknown/);
  assert.match(replay(await odd('EqualTo'), { steps: [contact('X')] }).what, /nothing but case/);
  assert.match(replay(await planOf(), { steps: [contact('c', { Nope__c: 1 })] }).what, /no field Nope__c/);
  await assert.rejects(planOf({ [`${FLOWS}/Screen.flow-meta.xml`]: flow({ label: 'S', screens: node('Show', { allowBack: true }), start: { ...at, connector: to('Show') } }) }), /screens are unknown/);
});

test('$Record in a later flow is as the save left it, unless the org is told otherwise', async () => {
  const write = (label, order, from, target) => flow({
    label, order, customErrors: fail(),
    recordUpdates: node('Write', { faultConnector: to('Show_Fault'), filterLogic: 'and', filters: is('Id', 'EqualTo', { elementReference: '$Record.Id' }), inputAssignments: { field: target, value: from }, object: 'Account' }),
    start: { ...at, connector: to('Write'), object: 'Account', recordTriggerType: 'Create', triggerType: 'RecordAfterSave' },
  });
  const plan = await planOf({
    [`${FLOWS}/One.flow-meta.xml`]: write('One', 1, { stringValue: 'written' }, 'Note__c'),
    [`${FLOWS}/Two.flow-meta.xml`]: write('Two', 2, { elementReference: '$Record.Note__c' }, 'Site'),
  });
  runs(plan, [{ ...account(), expect: { a: { Note__c: 'written', Site: null } } }]);
  runs(plan, [{ ...account(), expect: { a: { Note__c: 'written', Site: 'written' } } }], { options: { record: 'current' } });
});
