/** A project as an org runs it: rules and flows by object, formulas compiled once. */
import { fieldAt, objectsOf } from '../project/fields.mjs';
import { flowOf } from '../project/flow.mjs';
import { resolve } from '../project/reference.mjs';
import { Unsupported } from './errors.mjs';
import { compile } from './formula.mjs';

const GLOBALS = { $User: 'User', $Profile: 'Profile', $UserRole: 'UserRole', $RecordType: 'RecordType', $Organization: 'Organization' };

/** @returns the type of a name in a formula of an object's record. */
function typeOnRecord(project, object) {
  const objects = objectsOf(project);
  return (name) => {
    const [head, ...rest] = name.split('.');
    if (head === '$Permission') return project.of('customPermission').some((part) => part.name === rest.join('.')) ? 'boolean' : undefined;
    return fieldAt(objects, GLOBALS[head] ?? object, GLOBALS[head] ? rest.join('.') : name)?.type;
  };
}

/** @param {import('../project/load.mjs').Project} project */
export function blueprint(project) {
  if (project.findings.length > 0) throw new Error(`the project cannot be read: ${JSON.stringify(project.findings[0])}`);
  const objects = objectsOf(project);
  const plan = { project, objects, rules: new Map(), flows: new Map(), formulas: new Map(), recordTypes: project.of('recordType'), scheduled: [] };
  for (const part of project.of('validationRule')) {
    if (part.root.get('active') !== 'true') continue;
    const { run } = compile(part.root.get('errorConditionFormula'), typeOnRecord(project, part.object));
    push(plan.rules, part.object, { name: part.name, run, message: part.root.get('errorMessage') });
  }
  for (const [object, fields] of objects) {
    for (const field of fields.values()) {
      if (field.kind === 'Summary') throw new Unsupported(`${object}.${field.name}: roll-up summaries are unknown here`);
      if (field.formula !== undefined) plan.formulas.set(`${object}.${field.name}`, compile(field.formula, typeOnRecord(project, object)).run);
      if (field.custom && field.defaultValue !== undefined && !['boolean', 'picklist', 'multipicklist'].includes(field.type)) {
        field.defaultFormula = compile(field.defaultValue, typeOnRecord(project, object)).run;
      }
    }
  }
  for (const part of project.of('flow')) {
    const flow = flowOf(part);
    if (flow.status === 'Obsolete') continue;
    prepare(project, flow);
    const { start } = flow;
    if (start.triggerType === 'Scheduled') plan.scheduled.push(flow);
    else if (start.triggerType) push(plan.flows, `${start.object} ${start.triggerType}`, flow);
    plan.byName ??= new Map();
    plan.byName.set(flow.name, flow);
  }
  for (const flows of plan.flows.values()) flows.sort(byOrder);
  plan.scheduled.sort(byOrder);
  return plan;
}

function push(map, key, value) {
  if (!map.has(key)) map.set(key, []);
  map.get(key).push(value);
}

/** Up to 1,000 first, then those without an order, then the rest; by name among equals. Source: Flow Trigger Explorer, help (2026). */
function byOrder(one, other) {
  const place = (flow) => flow.order ?? 1000.5;
  return place(one) - place(other) || (one.name < other.name ? -1 : 1);
}

const KNOWN = new Set(['actionCalls', 'assignments', 'collectionProcessors', 'customErrors', 'decisions', 'loops', 'recordCreates', 'recordDeletes', 'recordLookups', 'recordUpdates', 'subflows']);
const TRIGGERS = new Set(['RecordBeforeSave', 'RecordAfterSave', 'RecordBeforeDelete', 'Scheduled', undefined]);

function prepare(project, flow) {
  if (!flow.start) throw new Unsupported(`${flow.name} has no start`);
  if (!TRIGGERS.has(flow.start.triggerType)) throw new Unsupported(`${flow.name}: ${flow.start.triggerType} is unknown here`);
  for (const element of flow.elements.values()) if (!KNOWN.has(element.kind)) throw new Unsupported(`${flow.name}: ${element.kind} are unknown here`);
  flow.compiled = new Map();
  flow.compile = (text) => {
    if (!flow.compiled.has(text)) flow.compiled.set(text, compile(text.replace(/\{!([^}]+)\}/g, '$1'), (name) => resolve(project, flow, name)?.type));
    return flow.compiled.get(text);
  };
  if (flow.start.filterFormula !== undefined) flow.compile(flow.start.filterFormula);
  for (const resource of flow.resources.values()) if (resource.kind === 'formulas') flow.compile(resource.expression);
}
