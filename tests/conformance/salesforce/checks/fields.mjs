/**
 * What each kind of field needs and cannot have.
 *
 * Source: /work/shared/design/salesforce.md §2 (afv-library generating-custom-field, with the deployment's own error texts).
 */
import { objectsOf } from '../project/fields.mjs';

const range = (least, most) => (text) => Number.isInteger(Number(text)) && Number(text) >= least && Number(text) <= most;
const present = () => true;

const NEEDS = {
  Text: { length: range(1, 255) },
  TextArea: {},
  LongTextArea: { length: range(256, 131072), visibleLines: range(2, 50) },
  Html: { length: range(256, 131072), visibleLines: range(10, 50) },
  Number: { precision: range(1, 18), scale: range(0, 17) },
  Currency: { precision: range(1, 18), scale: range(0, 17) },
  Percent: { precision: range(1, 18), scale: range(0, 17) },
  Checkbox: { defaultValue: (text) => text === 'true' || text === 'false' },
  Date: {},
  DateTime: {},
  Email: {},
  Phone: {},
  Url: {},
  Picklist: { valueSet: present },
  MultiselectPicklist: { valueSet: present, visibleLines: range(3, 10) },
  Lookup: { referenceTo: present, relationshipName: present },
  MasterDetail: { referenceTo: present, relationshipName: present, relationshipOrder: range(0, 1) },
  AutoNumber: { displayFormat: (text) => text.includes('{0}') },
  Summary: { summaryForeignKey: present, summaryOperation: present },
};

/** What a kind cannot have. A formula has the needs of its result only in part: no length, no default. */
const NEVER = {
  MasterDetail: ['required', 'deleteConstraint', 'lookupFilter', 'defaultValue'],
  Lookup: ['relationshipOrder', 'defaultValue'],
  Summary: ['precision', 'scale', 'required', 'length'],
  Checkbox: ['required', 'length'],
  LongTextArea: ['unique', 'externalId', 'required', 'defaultValue'],
  MultiselectPicklist: ['unique', 'externalId'],
  Date: ['length', 'precision', 'unique'],
  DateTime: ['length', 'precision', 'unique'],
  Picklist: ['length', 'precision', 'defaultValue'],
};

/** At most so many fields of an object whose history is kept. Source: forcedotcom/cli issue 3549. */
const TRACKED = 20;

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  const objects = objectsOf(project);
  const tracked = new Map();
  for (const part of project.of('field')) {
    const report = (what) => project.report(part.path, what);
    if (part.name.endsWith('__c')) custom(part, report);
    else if (!objects.get(part.object)?.has(part.name)) report(`${part.object} has no field ${part.name}`);
    if (part.root.get('trackHistory') === 'true') tracked.set(part.object, (tracked.get(part.object) ?? 0) + 1);
    references(project, part, objects, report);
  }
  for (const [object, count] of tracked) history(project, object, count);
  for (const part of project.of('object')) if (part.name.endsWith('__c')) own(project, part);
}

function custom(part, report) {
  const { root } = part;
  const kind = root.get('type');
  const formula = root.one('formula') !== undefined;
  if (!root.one('label')) report('has no label');
  if (!NEEDS[kind]) return report(`${kind} is no kind of field that a project brings`);
  for (const [name, fits] of Object.entries(NEEDS[kind])) {
    if (formula && ['length', 'visibleLines', 'defaultValue', 'valueSet'].includes(name)) continue;
    const there = root.one(name);
    if (!there) report(`a ${kind} field needs <${name}>`);
    else if (!fits(there.text)) report(`<${name}> cannot be "${there.text}" for a ${kind} field`);
  }
  if (['Number', 'Currency', 'Percent'].includes(kind) && Number(root.get('precision')) < Number(root.get('scale'))) report('<scale> is more than <precision>');
  for (const name of [...(NEVER[kind] ?? []), ...(formula ? ['length', 'unique', 'required', 'trackHistory'] : [])]) {
    const there = root.one(name);
    if (there && there.text !== 'false') report(`a ${formula ? 'formula' : kind} field cannot have <${name}>`);
  }
  const set = root.one('valueSet');
  if (set && (set.one('valueSetName') === undefined) === (set.one('valueSetDefinition') === undefined)) report('a value set is either named or defined');
  if (set?.get('valueSetName')?.endsWith('__gvs')) report('a value set is named without __gvs');
}

function references(project, part, objects, report) {
  const target = part.root.get('referenceTo');
  if (target && !objects.has(target)) report(`refers to ${target}, which does not exist`);
  const set = part.root.one('valueSet')?.get('valueSetName');
  if (set && !project.of('globalValueSet').some((other) => other.name === set)) report(`uses the value set ${set}, which does not exist`);
  const key = part.root.get('summaryForeignKey');
  if (key) {
    const [child, field] = key.split('.');
    if (objects.get(child)?.get(field)?.kind !== 'MasterDetail') report(`${key} is no master-detail field`);
  }
}

function history(project, object, count) {
  const path = `objects/${object}`;
  if (count > TRACKED) project.report(path, `the history of ${count} fields is kept, more than ${TRACKED}`);
  const own = project.of('object').find((part) => part.name === object);
  if (own?.root.get('enableHistory') !== 'true') project.report(path, 'keeps the history of fields, and <enableHistory> is not on');
}

function own(project, part) {
  const { root } = part;
  for (const name of ['label', 'pluralLabel', 'deploymentStatus', 'sharingModel', 'nameField']) {
    if (!root.one(name)) project.report(part.path, `a custom object needs <${name}>`);
  }
  if (root.one('fullName')) project.report(part.path, 'a custom object has no <fullName>');
  if (root.one('fields')) project.report(part.path, 'fields inside an object are lost by the deployment');
  const details = project.of('field').filter((field) => field.object === part.name && field.root.get('type') === 'MasterDetail');
  if (details.length > 2) project.report(part.path, 'an object has at most two master-detail fields');
  if ((details.length > 0) !== (root.get('sharingModel') === 'ControlledByParent')) {
    project.report(part.path, `<sharingModel> ${root.get('sharingModel')} does not fit ${details.length} master-detail fields`);
  }
}
