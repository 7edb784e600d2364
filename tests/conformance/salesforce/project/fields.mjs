/** The objects of a project and their fields: those of the platform, and those that the project brings. */
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} type text textarea email phone url id boolean number currency percent date datetime picklist multipicklist reference address
 * @property {boolean} custom
 * @property {boolean} required by the platform or the metadata, on every save
 * @property {boolean} writable by people
 * @property {string[]} [targets] the objects a reference may point to; `*` is any
 * @property {string} [relationship] the name that leads along a reference
 * @property {string[]} [values] a picklist's active values
 * @property {string[]} [known] these and those that only old records have
 * @property {boolean} [restricted] whether other values are refused
 * @property {string} [formula]
 * @property {number} [length]
 * @property {number} [scale]
 * @property {string} [defaultValue]
 * @property {string} kind the metadata type for custom fields: Text, Checkbox …
 * @property {import('./load.mjs').Part} [part]
 */

/** The platform's own objects: name → fields by name. */
export const STANDARD = readStandard(readFileSync(new URL('./standard.txt', import.meta.url), 'utf8'));

function readStandard(text) {
  const objects = new Map();
  let fields;
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [head, ...names] = line.split(/ +/);
    if (names.length === 0) {
      fields = new Map(objects.get('*') ?? []);
      objects.set(head, fields);
    } else {
      for (const written of names) {
        const field = standardField(head, written);
        fields.set(field.name, field);
      }
    }
  }
  const everywhere = objects.get('*');
  objects.delete('*');
  return Object.assign(objects, { everywhere });
}

function standardField(type, written) {
  const [name, target] = written.replace(/[!-]$/, '').split(':');
  const field = { name, type, kind: type, custom: false, required: written.endsWith('!'), writable: !written.endsWith('-') };
  if (target) Object.assign(field, { targets: target === 'User' && name === 'OwnerId' ? ['User', 'Group'] : [target], relationship: name.replace(/Id$/, '') });
  if (type === 'text') field.length = 255;
  return field;
}

const TYPES = {
  Text: 'text', TextArea: 'textarea', LongTextArea: 'textarea', Html: 'textarea', EncryptedText: 'text', AutoNumber: 'text',
  Checkbox: 'boolean', Number: 'number', Currency: 'currency', Percent: 'percent', Date: 'date', DateTime: 'datetime',
  Email: 'email', Phone: 'phone', Url: 'url', Picklist: 'picklist', MultiselectPicklist: 'multipicklist',
  Lookup: 'reference', MasterDetail: 'reference', Summary: 'number',
};

/** The field that a file describes. */
function customField(part, project) {
  const { root, name } = part;
  const kind = root.get('type');
  const type = TYPES[kind];
  const field = {
    name,
    type,
    kind,
    part,
    custom: name.endsWith('__c'),
    required: root.get('required') === 'true' || kind === 'MasterDetail',
    writable: !root.one('formula') && kind !== 'Summary' && kind !== 'AutoNumber',
    length: Number(root.get('length')) || undefined,
    scale: Number(root.get('scale') ?? 0),
    formula: root.get('formula'),
    defaultValue: root.get('defaultValue'),
  };
  if (type === 'reference') {
    Object.assign(field, { targets: [root.get('referenceTo')], relationship: name.replace(/__c$/, '__r'), childRelationship: root.get('relationshipName') });
  }
  const set = root.one('valueSet');
  if (set) {
    const global = set.get('valueSetName');
    const values = global
      ? project.parts.find((other) => other.type === 'globalValueSet' && other.name === global)?.root.all('customValue')
      : set.one('valueSetDefinition')?.all('value');
    Object.assign(field, {
      restricted: set.get('restricted') === 'true',
      valueSet: global,
      values: (values ?? []).filter((value) => value.get('isActive') !== 'false').map((value) => value.get('fullName')),
      known: (values ?? []).map((value) => value.get('fullName')),
      defaultValue: (values ?? []).find((value) => value.get('default') === 'true')?.get('fullName'),
    });
  }
  return field;
}

/**
 * All objects that the project can name, with all their fields.
 * @returns {Map<string, Map<string, Field>>}
 */
export function objectsOf(project) {
  if (project.objects) return project.objects;
  const objects = new Map([...STANDARD].map(([name, fields]) => [name, new Map(fields)]));
  for (const part of project.of('object')) objects.set(part.name, customObject(part, project));
  for (const part of project.of('field')) {
    const field = customField(part, project);
    // Events and tasks share their custom fields.
    for (const object of part.object === 'Activity' ? ['Event', 'Task'] : [part.object]) {
      if (!objects.has(object)) objects.set(object, new Map(STANDARD.everywhere));
      // A file for a standard field says how it is tracked, not what it is.
      if (field.custom) objects.get(object).set(field.name, field);
    }
  }
  standardValues(project, objects);
  project.objects = objects;
  return objects;
}

function customObject(part, project) {
  if (!part.name.endsWith('__c')) return new Map(STANDARD.get(part.name) ?? STANDARD.everywhere);
  const fields = new Map(STANDARD.everywhere);
  const auto = part.root.get('nameField', 'type') === 'AutoNumber';
  const add = (written, type) => fields.set(standardField(type, written).name, standardField(type, written));
  add(auto ? 'Name-' : 'Name!', 'text');
  const detail = project.of('field').some((field) => field.object === part.name && field.root.get('type') === 'MasterDetail');
  if (!detail) add('OwnerId:User', 'reference');
  if (project.of('recordType').some((type) => type.object === part.name)) add('RecordTypeId:RecordType', 'reference');
  return fields;
}

const STANDARD_SETS = { OpportunityStage: ['Opportunity', 'StageName'], LeadStatus: ['Lead', 'Status'], AccountType: ['Account', 'Type'] };

function standardValues(project, objects) {
  for (const part of project.of('standardValueSet')) {
    const [object, name] = STANDARD_SETS[part.name] ?? [];
    if (!object) continue;
    const all = part.root.all('standardValue');
    const values = all.filter((value) => value.get('isActive') !== 'false');
    const fields = objects.get(object);
    fields.set(name, {
      ...fields.get(name),
      values: values.map((value) => value.get('fullName')),
      known: all.map((value) => value.get('fullName')),
      standardValues: all,
      defaultValue: values.find((value) => value.get('default') === 'true')?.get('fullName'),
    });
  }
}

/**
 * Follows a path such as `Account.Owner.Name` or `Plan__r.Stage__c` from an object.
 * @returns {Field | undefined} the field at its end; `{ type: 'any' }` behind a reference to any object.
 */
export function fieldAt(objects, object, path) {
  const names = path.split('.');
  const last = names.pop();
  for (const name of names) {
    const reference = [...(objects.get(object)?.values() ?? [])].find((field) => field.relationship === name);
    if (!reference) return undefined;
    if (reference.targets[0] === '*') return { name: last, type: 'any', kind: 'any', custom: false };
    object = reference.targets[0];
  }
  return objects.get(object)?.get(last);
}
