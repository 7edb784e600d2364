/**
 * Permission sets: every custom field can be seen by somebody, nothing is granted that does not exist or cannot be granted.
 *
 * Source: /work/shared/design/salesforce.md §8 (`You cannot deploy to a required field`; afv-library).
 */
import { objectsOf } from '../project/fields.mjs';

/** Objects for which a permission set cannot grant anything. Source: Metadata API guide, PermissionSet, objectPermissions. */
const WITHOUT_GRANT = new Set(['OpportunityContactRole', 'Event', 'Task', 'Activity', 'User', 'OpportunityHistory', 'CampaignMember', 'OpportunityLineItem']);

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  const granted = new Set();
  for (const part of project.of('permissionset')) {
    const set = grants(project, part);
    for (const name of set) granted.add(name);
  }
  for (const part of project.of('field').filter((field) => field.name.endsWith('__c'))) {
    for (const object of part.object === 'Activity' ? ['Event', 'Task'] : [part.object]) {
      const name = `${object}.${part.name}`;
      if (!exempt(part) && !granted.has(name)) project.report(part.path, `nobody sees ${name}: no permission set grants it`);
    }
  }
}

const exempt = (part) => part.root.get('required') === 'true' || part.root.get('type') === 'MasterDetail';

function grants(project, part) {
  const report = (what) => project.report(part.path, what);
  const objects = objectsOf(project);
  const seen = new Set();
  const readable = new Set();
  once(part, 'fieldPermissions', 'field', report);
  once(part, 'objectPermissions', 'object', report);
  for (const node of part.root.all('objectPermissions')) {
    const object = node.get('object');
    const can = (name) => node.get(name) === 'true';
    if (!objects.has(object)) report(`${object} does not exist`);
    if (WITHOUT_GRANT.has(object)) report(`${object} cannot be granted by itself`);
    if (can('allowRead')) readable.add(object);
    for (const [more, less] of [['allowCreate', 'allowRead'], ['allowEdit', 'allowRead'], ['allowDelete', 'allowEdit'], ['viewAllRecords', 'allowRead'], ['modifyAllRecords', 'viewAllRecords'], ['modifyAllRecords', 'allowDelete']]) {
      if (can(more) && !can(less)) report(`${object}: ${more} needs ${less}`);
    }
  }
  parents(project, readable, report);
  for (const node of part.root.all('fieldPermissions')) {
    const name = node.get('field');
    const [object, field] = name.split('.');
    const there = objects.get(object)?.get(field);
    if (!there) report(`${name} does not exist`);
    else if (there.required) report(`${name} is required, so that it cannot be granted`);
    else if (field === 'Name') report(`${name} cannot be granted`);
    else if (!there.writable && node.get('editable') === 'true') report(`${name} cannot be edited`);
    if (node.get('editable') === 'true' && node.get('readable') !== 'true') report(`${name} is editable, but not readable`);
    if (node.get('readable') === 'true') seen.add(name);
  }
  others(project, part, report);
  return seen;
}

/** Records can be read only with those they belong to. */
function parents(project, readable, report) {
  for (const field of project.of('field')) {
    if (field.root.get('type') !== 'MasterDetail' || !readable.has(field.object)) continue;
    const parent = field.root.get('referenceTo');
    if (!readable.has(parent)) report(`${field.object} is readable, and ${parent}, to which it belongs, is not`);
  }
  for (const child of ['Contact', 'Opportunity']) {
    if (readable.has(child) && !readable.has('Account')) report(`${child} is readable, and Account is not`);
  }
}

const ELSEWHERE = [
  ['customPermissions', 'name', 'customPermission', (name) => name],
  ['recordTypeVisibilities', 'recordType', 'recordType', (name) => name.split('.')[1]],
  ['tabSettings', 'tab', 'tab', (name) => name],
];

function others(project, part, report) {
  for (const [list, name, type, developerName] of ELSEWHERE) {
    once(part, list, name, report);
    for (const node of part.root.all(list)) {
      const of = node.get(name);
      const found = project.of(type).some((other) => other.name === developerName(of) && (type !== 'recordType' || `${other.object}.${other.name}` === of));
      if (!found && !of.startsWith('standard-')) report(`${of} does not exist`);
    }
  }
}

function once(part, list, name, report) {
  const names = part.root.all(list).map((node) => node.get(name));
  for (const each of new Set(names)) if (names.filter((other) => other === each).length > 1) report(`${each} stands twice in <${list}>`);
}
