/** Where a project uses the fields of objects: one list for the checks that ask whether they exist and whether they are of use. */
import { fieldAt, objectsOf } from './fields.mjs';
import { flowOf } from './flow.mjs';
import { namesIn } from './formula.mjs';
import { formulasOf, treeOf } from './formulas.mjs';
import { merged, resolve } from './reference.mjs';

/**
 * @typedef {object} Use
 * @property {string} file
 * @property {string} where
 * @property {string} object
 * @property {string} path the field, or the way to it over relationships
 * @property {string} kind reads, writes, shows or grants
 */

/** @returns {Use[]} what files say by object and field. References inside flows are in `referencesOf`. */
export function usesOf(project) {
  project.uses ??= [...flowUses(project), ...formulaUses(project), ...others(project)];
  return project.uses;
}

function* formulaUses(project) {
  for (const formula of formulasOf(project)) {
    for (const name of namesIn(treeOf(formula))) {
      if (name.startsWith('$Record.')) yield { file: formula.file, where: formula.where, object: formula.object, path: name.slice(8), kind: 'reads' };
      else if (!name.startsWith('$') && !formula.file.endsWith('.flow-meta.xml')) {
        yield { file: formula.file, where: formula.where, object: formula.object, path: name, kind: 'reads' };
      }
    }
  }
}

function* flowUses(project) {
  for (const part of project.of('flow')) {
    const flow = flowOf(part);
    const use = (where, object, path, kind) => ({ file: part.path, where, object, path, kind });
    for (const { field } of flow.start?.filters ?? []) yield use('start', flow.start.object, field, 'reads');
    for (const { recordField } of flow.start?.scheduledPaths ?? []) if (recordField) yield use('start', flow.start.object, recordField, 'reads');
    for (const element of flow.elements.values()) {
      const object = element.object ?? recordObject(project, flow, element.input);
      for (const { field } of element.filters ?? []) yield use(element.name, object, field, 'reads');
      for (const field of element.queried ?? []) yield use(element.name, object, field, 'reads');
      if (element.sortField) yield use(element.name, object, element.sortField, 'reads');
      if (element.kind === 'recordUpdates' || element.kind === 'recordCreates') {
        for (const { field } of element.values) yield use(element.name, object, field, 'writes');
      }
      for (const item of element.items ?? []) {
        const thing = resolve(project, flow, item.to);
        if (thing?.field && thing.object) yield use(element.name, thing.object, thing.field.name, 'writes');
      }
      for (const message of element.messages ?? []) if (message.onField) yield use(element.name, flow.start.object, message.field, 'shows');
    }
    for (const name of referencesOf(part)) {
      const thing = resolve(project, flow, name);
      if (thing?.field && thing.object) yield use('reference', thing.object, thing.field.name, 'reads');
    }
  }
}

function recordObject(project, flow, name) {
  if (!name) return undefined;
  const thing = resolve(project, flow, name);
  return (thing?.type === 'list' ? thing.of : thing)?.object;
}

/** @returns {string[]} every name that a flow's elements refer to, in values, conditions and texts. */
export function referencesOf(part) {
  const names = [];
  for (const node of part.root.walk()) {
    if (REFERENCES.has(node.name)) names.push(node.text);
    if (TEXTS.has(node.name)) names.push(...merged(node.text));
  }
  return names;
}

const REFERENCES = new Set(['elementReference', 'leftValueReference', 'assignToReference', 'collectionReference', 'inputReference', 'outputReference', 'assignRecordIdToReference', 'assignNextValueToReference']);
const TEXTS = new Set(['stringValue', 'text', 'errorMessage']);

function* others(project) {
  for (const part of project.parts) {
    const { root } = part;
    const use = (object, path, kind) => ({ file: part.path, where: root.name, object, path, kind });
    switch (part.type) {
      case 'pathAssistant':
        yield use(root.get('entityName'), root.get('fieldName'), 'shows');
        for (const step of root.all('pathAssistantSteps')) for (const field of step.texts('fieldNames')) yield use(root.get('entityName'), field, 'shows');
        break;
      case 'validationRule':
        if (root.one('errorDisplayField')) yield use(part.object, root.get('errorDisplayField'), 'shows');
        break;
      case 'recordType':
        for (const values of root.all('picklistValues')) yield use(part.object, values.get('picklist'), 'shows');
        break;
      case 'LeadConvertSetting':
        for (const mapping of root.all('objectMapping')) {
          for (const field of mapping.all('mappingFields')) {
            yield use(mapping.get('inputObject'), field.get('inputField'), 'reads');
            yield use(mapping.get('outputObject'), field.get('outputField'), 'writes');
          }
        }
        break;
      case 'reportType':
        for (const section of root.all('sections')) for (const column of section.all('columns')) yield use(tableObject(project, column.get('table')), columnPath(project, column), 'shows');
        break;
      default:
    }
  }
}

/**
 * The object at the end of a report type's table, such as `Account.Contacts` or `Success_Plan__c.Product__c`.
 * @returns {string | undefined}
 */
export function tableObject(project, table) {
  const [base, ...names] = (table ?? '').split('.');
  let object = objectsOf(project).has(base) ? base : undefined;
  for (const name of names) {
    object = childrenOf(project, object).get(name);
    if (!object) return undefined;
  }
  return object;
}

/**
 * The way to a report type's column as formulas write it: report types call a lookup by its relationship (`Owner`) or by the name of the
 * custom field (`Account__c.Region__c`).
 */
export function columnPath(project, column) {
  const names = column.get('field').split('.');
  const fields = objectsOf(project).get(tableObject(project, column.get('table')));
  const last = names.length === 1 && [...(fields?.values() ?? [])].find((field) => !field.custom && field.relationship === names[0]);
  if (last) return last.name;
  return names.map((name, index) => (index < names.length - 1 ? name.replace(/__c$/, '__r') : name)).join('.');
}

/** Child relationships of the platform that report types use. Source: Object Reference, child relationships, 66.0. */
const CHILDREN = {
  Account: { Contacts: 'Contact', Opportunities: 'Opportunity', Tasks: 'Task', Events: 'Event' },
  Contact: { OpportunityContactRoles: 'OpportunityContactRole', CampaignMembers: 'CampaignMember', Opportunities: 'Opportunity', Tasks: 'Task', Events: 'Event' },
  Lead: { CampaignMembers: 'CampaignMember', Tasks: 'Task', Events: 'Event' },
  Opportunity: { OpportunityContactRoles: 'OpportunityContactRole', OpportunityLineItems: 'OpportunityLineItem', OpportunityHistories: 'OpportunityHistory', Tasks: 'Task', Events: 'Event' },
  Campaign: { CampaignMembers: 'CampaignMember', Opportunities: 'Opportunity' },
  Product2: { PricebookEntries: 'PricebookEntry' },
};

function childrenOf(project, object) {
  const found = new Map(Object.entries(CHILDREN[object] ?? {}));
  for (const part of project.of('field')) {
    if (part.root.get('referenceTo') === object && part.root.get('relationshipName')) found.set(`${part.root.get('relationshipName')}__r`, part.object);
  }
  return found;
}

/** @returns whether a use finds a field; paths of several names count, too. */
export function exists(project, use) {
  return use.object !== undefined && fieldAt(objectsOf(project), use.object, use.path) !== undefined;
}
