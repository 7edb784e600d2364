/** Sales processes, record types and paths fit together and to the stages. */
import { objectsOf } from '../project/fields.mjs';

/** Objects whose record types need a process, with the value set of their stages. */
const PROCESSES = { Opportunity: ['OpportunityStage', 'StageName'], Lead: ['LeadStatus', 'Status'], Case: ['CaseStatus', 'Status'], Solution: ['SolutionStatus', 'Status'] };

/** Key fields of a step of a path. Source: counted, §6. */
const KEY_FIELDS = 5;

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  const objects = objectsOf(project);
  for (const part of project.of('businessProcess')) process(project, part);
  for (const part of project.of('recordType')) recordType(project, part, objects);
  const seen = new Set();
  for (const part of project.of('pathAssistant')) path(project, part, objects, seen);
  if (project.of('pathAssistant').length > 0 && !project.of('settings').some((part) => part.name === 'PathAssistant' && part.root.get('pathAssistantEnabled') === 'true')) {
    project.report('settings', 'there are paths, and PathAssistant.settings does not switch them on');
  }
}

function process(project, part) {
  const [set] = PROCESSES[part.object] ?? [];
  if (!set) return project.report(part.path, `${part.object} has no processes`);
  const standard = project.of('standardValueSet').find((other) => other.name === set);
  const values = part.root.all('values').map((value) => decodeURIComponent(value.get('fullName')));
  const known = standard?.root.all('standardValue').map((value) => value.get('fullName'));
  for (const value of values) if (known && !known.includes(value)) project.report(part.path, `${set} has no value "${value}"`);
  if (part.root.all('values').filter((value) => value.get('default') === 'true').length > 1) project.report(part.path, 'has two default values');
  if (set === 'LeadStatus' && standard && !standard.root.all('standardValue').some((value) => value.get('converted') === 'true' && values.includes(value.get('fullName')))) {
    project.report(part.path, 'has no converted value');
  }
}

function recordType(project, part, objects) {
  const report = (what) => project.report(part.path, what);
  const process = part.root.get('businessProcess');
  if (PROCESSES[part.object]) {
    if (!process) report('Required field is missing: businessProcess');
    else if (!project.of('businessProcess').some((other) => other.object === part.object && other.name === process)) report(`the process ${process} does not exist`);
  } else if (process) {
    report(`record types of ${part.object} have no process`);
  }
  const lists = new Map(part.root.all('picklistValues').map((list) => [list.get('picklist'), list]));
  if (lists.has(PROCESSES[part.object]?.[1])) report(`${PROCESSES[part.object][1]} is listed, and belongs to the process`);
  for (const field of objects.get(part.object)?.values() ?? []) {
    if (!field.custom || !['picklist', 'multipicklist'].includes(field.type) || field.formula) continue;
    const list = lists.get(field.name);
    // A type may have fewer values than the field, but not none.
    if (!list || list.all('values').length === 0) {
      report(`${field.name} is not listed, so that it has no values here`);
      continue;
    }
    if (list.all('values').filter((value) => value.get('default') === 'true').length > 1) report(`${field.name} has two default values`);
  }
}

function path(project, part, objects, seen) {
  const { root } = part;
  const report = (what) => project.report(part.path, what);
  const [entity, field, type] = ['entityName', 'fieldName', 'recordTypeName'].map((name) => root.get(name));
  const key = `${entity} ${type}`;
  if (seen.has(key)) report(`there is another path for ${entity} and ${type}`);
  seen.add(key);
  if (!['picklist'].includes(objects.get(entity)?.get(field)?.type)) report(`${entity}.${field} is no picklist`);
  const own = project.of('recordType').find((other) => other.object === entity && other.name === type);
  if (type !== '__MASTER__' && !own) report(`the record type ${type} does not exist`);
  const process = own && project.of('businessProcess').find((other) => other.object === entity && other.name === own.root.get('businessProcess'));
  const values = process?.root.all('values').map((value) => decodeURIComponent(value.get('fullName')));
  const steps = root.all('pathAssistantSteps');
  const names = steps.map((step) => step.get('picklistValueName'));
  for (const step of steps) {
    const name = step.get('picklistValueName');
    if (names.filter((other) => other === name).length > 1) report(`the step ${name} stands twice`);
    if (values && !values.includes(name)) report(`the step ${name} is not in the process of ${type}`);
    const keys = step.texts('fieldNames');
    if (keys.length > KEY_FIELDS) report(`the step ${name} has ${keys.length} key fields, more than ${KEY_FIELDS}`);
    if (new Set(keys).size < keys.length) report(`the step ${name} names a field twice`);
    if (!step.get('info')?.trim() && keys.length === 0) report(`the step ${name} says nothing`);
  }
}
