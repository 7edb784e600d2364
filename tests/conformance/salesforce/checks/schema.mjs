/**
 * Every element, its place and its form, against the types that Salesforce generates from its own WSDL (`@salesforce/types`).
 *
 * The order of a type's properties there is the canonical order: those of the base type first.
 */
import { readFileSync } from 'node:fs';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
const DECLARATIONS = new URL('../node_modules/@salesforce/types/lib/metadata.d.ts', import.meta.url);

/** What the declarations leave open: lists that must not be empty, and elements that every file of a type has. */
const NEEDED = {
  StandardValueSet: ['standardValue'],
  GlobalValueSet: ['customValue'],
  BusinessProcess: ['values'],
  CustomObject: [],
  Report: ['columns', 'format', 'name', 'reportType'],
  ReportType: ['sections', 'baseObject', 'category', 'label'],
  ReportTypeSection: ['columns', 'masterLabel'],
  PathAssistant: ['entityName', 'fieldName', 'masterLabel', 'recordTypeName'],
  ValidationRule: ['active', 'errorConditionFormula', 'errorMessage'],
  RecordType: ['active', 'label'],
  PermissionSet: ['label'],
  Flow: ['label', 'processType', 'start', 'status', 'apiVersion', 'description'],
  FlowDecision: ['name', 'label', 'rules', 'defaultConnectorLabel'],
  FlowRule: ['name', 'label', 'conditionLogic', 'conditions'],
  FlowAssignment: ['name', 'label', 'assignmentItems'],
  FlowRecordLookup: ['name', 'label', 'object'],
  FlowRecordUpdate: ['name', 'label'],
  FlowRecordCreate: ['name', 'label'],
  FlowRecordDelete: ['name', 'label'],
  FlowLoop: ['name', 'label', 'collectionReference'],
  FlowActionCall: ['name', 'label', 'actionName', 'actionType'],
  FlowCustomError: ['name', 'label', 'customErrorMessages'],
  FlowFormula: ['name', 'dataType', 'expression'],
  FlowVariable: ['name', 'dataType'],
  CustomTab: [],
};

let cached;

/** @returns {{types: Map<string, {name: string, type: string, optional: boolean, many: boolean}[]>, enums: Map<string, Set<string>>}} */
export function schema() {
  cached ??= read(readFileSync(DECLARATIONS, 'utf8'));
  return cached;
}

function read(text) {
  const enums = new Map();
  const own = new Map();
  for (const [, name, body] of text.matchAll(/^export type (\w+) = ((?:'[^']*'(?: \| )?)+);$/gm)) {
    enums.set(name, new Set([...body.matchAll(/'([^']*)'/g)].map((match) => match[1])));
  }
  for (const [, name, base, body = ''] of text.matchAll(/^export type (\w+) = (?:(\w+) & )?\{(?:\n([^]*?)^)?\};$/gm)) {
    const fields = [...body.matchAll(/^ {4}(\w+)(\??): (\w+)(\[\])?;$/gm)].map(([, field, optional, type, many]) => ({
      name: field,
      type,
      optional: optional === '?',
      many: many !== undefined,
    }));
    own.set(name, { base, fields });
  }
  for (const [, name, base] of text.matchAll(/^export type (\w+) = (\w+);$/gm)) {
    if (base !== 'string' && base !== 'unknown') own.set(name, { base, fields: [] });
  }
  const types = new Map();
  const flatten = (name) => {
    const { base, fields } = own.get(name);
    return [...(base ? flatten(base) : []), ...fields];
  };
  for (const name of own.keys()) types.set(name, flatten(name));
  return { types, enums };
}

const FORMS = {
  boolean: /^(true|false)$/,
  number: /^-?\d+(\.\d+)?$/,
  Date: /^(-?\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?|\d\d:\d\d:\d\d(\.\d+)?Z?)$/,
};

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  for (const part of project.parts) {
    const report = (what) => project.report(part.path, what);
    if (part.root.attributes.xmlns !== NAMESPACE) report(`the namespace is not ${NAMESPACE}`);
    if (!schema().types.has(part.root.name)) {
      report(`<${part.root.name}> is no metadata type`);
      continue;
    }
    element(part.root, part.root.name, part.root.name, report);
  }
}

function element(node, type, trail, report) {
  const { types, enums } = schema();
  const fields = types.get(type);
  if (!fields) return value(node, type, enums.get(type), trail, report);
  if (node.text.trim() !== '') report(`${trail} has text between its elements`);
  let last = -1;
  const seen = new Set();
  node.children.forEach((child, index) => {
    const place = fields.findIndex((field) => field.name === child.name);
    const inside = `${trail}/${child.name}`;
    if (place < 0) return report(`${inside}: ${type} has no such element`);
    if (seen.has(child.name)) {
      if (!fields[place].many) report(`${inside} stands twice, but may stand once`);
      else if (node.children[index - 1].name !== child.name) report(`${inside} is not beside the others of its name`);
    } else if (place < last) {
      report(`${inside} is out of order: it belongs before <${node.children[index - 1].name}>`);
    }
    seen.add(child.name);
    last = Math.max(last, place);
    element(child, fields[place].type, inside, report);
  });
  for (const field of fields) {
    const needed = (!field.optional && !field.many) || NEEDED[type]?.includes(field.name);
    if (needed && !seen.has(field.name)) report(`${trail} lacks <${field.name}>`);
  }
}

function value(node, type, values, trail, report) {
  if (node.children.length > 0) return report(`${trail} should hold a text, and holds <${node.children[0].name}>`);
  if (Object.keys(node.attributes).some((name) => name !== 'xsi:type')) report(`${trail} has attributes`);
  if (values && !values.has(node.text)) report(`${trail} is "${node.text}", which is none of ${type}: ${[...values].slice(0, 12).join(', ')}`);
  if (FORMS[type] && !FORMS[type].test(node.text)) report(`${trail} is "${node.text}", which is no ${type}`);
  if (node.text === '' && type !== 'string') report(`${trail} is empty`);
}
