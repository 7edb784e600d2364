/** Flows: elements are connected, names mean something, and the platform's rules for each kind of trigger are kept. */
import { ELEMENTS, flowOf, isRecordTriggered, targetsOf } from '../project/flow.mjs';
import { objectsOf } from '../project/fields.mjs';
import { resolve } from '../project/reference.mjs';
import { referencesOf } from '../project/uses.mjs';

const WRITES = ['recordCreates', 'recordUpdates', 'recordDeletes'];

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  const names = new Set(project.of('flow').map((part) => part.name));
  const orders = new Map();
  for (const part of project.of('flow')) {
    const flow = flowOf(part);
    const report = (what) => project.report(part.path, what);
    connected(flow, report);
    for (const name of referencesOf(part)) if (!resolve(project, flow, name)) report(`${name} does not exist`);
    resources(flow, part, report);
    trigger(project, flow, report);
    filters(flow, report);
    for (const element of flow.elements.values()) one(project, flow, element, names, report);
    if (isRecordTriggered(flow) && flow.order !== undefined) {
      if (!(flow.order >= 1 && flow.order <= 2000)) report(`<triggerOrder> is ${flow.order}: it goes from 1 to 2000`);
      const key = [flow.start.object, flow.start.triggerType, flow.start.recordTriggerType, flow.order].join(' ');
      orders.set(key, [...(orders.get(key) ?? []), flow]);
    }
  }
}

function connected(flow, report) {
  const reached = new Set();
  const follow = (target) => {
    const element = flow.elements.get(target);
    if (!element) return report(`a connector leads to ${target}, which does not exist`);
    if (reached.has(target)) return undefined;
    reached.add(target);
    targetsOf(element.node).forEach(follow);
    return undefined;
  };
  const first = flow.start ? targetsOf(flow.start.node) : [];
  if (first.length === 0) report('the start leads nowhere');
  first.forEach(follow);
  for (const name of flow.elements.keys()) if (!reached.has(name)) report(`nothing leads to ${name}`);
}

function resources(flow, part, report) {
  const names = new Set([...referencesOf(part), ...formulaNames(part)].map((name) => name.split('.')[0]));
  for (const [name, resource] of flow.resources) {
    if (!names.has(name) && !resource.isInput && !resource.isOutput) report(`nothing uses ${name}`);
  }
}

function formulaNames(part) {
  const names = [];
  for (const node of part.root.walk()) {
    if (['expression', 'filterFormula', 'formulaExpression', 'formula'].includes(node.name)) {
      names.push(...[...node.text.matchAll(/\{!([^}]+)\}/g)].map((match) => match[1]));
    }
  }
  return names;
}

function trigger(project, flow, report) {
  const { start } = flow;
  if (!start || !isRecordTriggered(flow)) return;
  const objects = objectsOf(project);
  if (!objects.has(start.object)) report(`starts on ${start.object}, which does not exist`);
  if (flow.processType !== 'AutoLaunchedFlow') report(`a record-triggered flow is an AutoLaunchedFlow, not ${flow.processType}`);
  if ((start.triggerType === 'RecordBeforeDelete') !== (start.recordTriggerType === 'Delete')) report(`${start.triggerType} does not fit ${start.recordTriggerType}`);
  if (start.filterFormula !== undefined && start.filters.length > 0) report('has both entry conditions and an entry formula');
  const conditions = start.filterFormula !== undefined || start.filters.length > 0;
  if (start.requiresChange && !conditions) report('only when a record is updated to meet the conditions, but there are none');
  if (start.requiresChange && !/Update/.test(start.recordTriggerType)) report('only when a record is updated to meet the conditions, but no update starts it');
  if (start.recordTriggerType === 'Create' && start.filters.some(({ operator }) => operator === 'IsChanged')) report('IsChanged cannot be asked on create');
  if (start.scheduledPaths.length > 0) scheduled(flow, objects, conditions, report);
  if (start.triggerType === 'RecordBeforeSave') beforeSave(flow, report);
}

/** Source: salesforce.md §5; the platform refuses scheduled paths that could run at every update. */
function scheduled(flow, objects, conditions, report) {
  const { start } = flow;
  if (start.triggerType !== 'RecordAfterSave') report('scheduled paths need a flow that runs after save');
  const updates = /Update/.test(start.recordTriggerType);
  for (const path of start.scheduledPaths) {
    if (path.pathType === 'AsyncAfterCommit') continue;
    if (updates && conditions && !start.requiresChange && start.filterFormula === undefined) {
      report(`scheduled path ${path.name} needs "only when a record is updated to meet the condition requirements"`);
    }
    if (!path.name || !path.label) report('a scheduled path needs a name and a label');
    if (!['RecordTriggerEvent', 'RecordField'].includes(path.timeSource)) report(`scheduled path ${path.name} has no source of time`);
    if (path.timeSource === 'RecordField' && !['date', 'datetime'].includes(objects.get(start.object)?.get(path.recordField)?.type)) {
      report(`scheduled path ${path.name} waits for ${path.recordField}, which is no date`);
    }
    if (path.timeSource === 'RecordTriggerEvent' && path.offset < 0) report(`scheduled path ${path.name} lies before the event that starts it`);
    if (!['Minutes', 'Hours', 'Days', 'Weeks', 'Months'].includes(path.unit)) report(`scheduled path ${path.name} has no unit of time`);
  }
}

/** Before a save, only the record itself may be written, and nothing else may happen. */
function beforeSave(flow, report) {
  for (const element of flow.elements.values()) {
    const own = element.kind === 'recordUpdates' && element.input === '$Record';
    if (['recordCreates', 'recordDeletes', 'actionCalls', 'subflows', 'recordUpdates'].includes(element.kind) && !own) {
      report(`${element.name} cannot happen before the record is saved`);
    }
  }
}

/** The logic of filters names each of them: `1 AND (2 OR 3)`. */
function filters(flow, report) {
  const all = [[flow.start?.node, 'start', 'filters', 'filterLogic']];
  for (const element of flow.elements.values()) {
    all.push([element.node, element.name, 'filters', 'filterLogic']);
    for (const rule of element.node.all('rules')) all.push([rule, `${element.name} ${rule.get('name')}`, 'conditions', 'conditionLogic']);
  }
  for (const [node, where, list, name] of all) {
    if (!node) continue;
    const count = node.all(list).length;
    const logic = node.get(name);
    if (logic === undefined) {
      if (count > 0) report(`${where} has ${list} and no <${name}>`);
      continue;
    }
    if (!logicFits(logic, count)) report(`${where}: <${name}> is "${logic}", with ${count} ${list}`);
  }
}

function logicFits(logic, count) {
  if (logic === 'and' || logic === 'or') return true;
  if (!/^[\d\s()]*(AND|OR|NOT|[\d\s()])*$/i.test(logic)) return false;
  const numbers = [...logic.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  return new Set(numbers).size === count && numbers.every((number) => number >= 1 && number <= count);
}

/** Actions of the platform itself. Others are components that the org may not have. */
const ACTIONS = new Set(['customNotificationAction', 'chatterPost', 'emailSimple', 'quickAction', 'submit', 'emailAlert']);

function one(project, flow, element, names, report) {
  const { kind, name } = element;
  const objects = objectsOf(project);
  if (!ELEMENTS.includes(kind)) report(`${name} is of an unknown kind`);
  if (element.object && !objects.has(element.object)) report(`${name}: ${element.object} does not exist`);
  if (WRITES.includes(kind) && kind !== 'recordCreates' && !element.input && element.filters.length === 0) report(`${name} would touch every ${element.object}`);
  if (kind === 'recordLookups' && element.filters.length === 0) report(`${name} would read every ${element.object}`);
  if (element.input && element.object) report(`${name} has both a record and an object`);
  if (kind === 'subflows' && !names.has(element.flow)) report(`${name}: the flow ${element.flow} does not exist`);
  if (kind === 'actionCalls' && !ACTIONS.has(element.type)) report(`${name}: ${element.type} is no action that every org has`);
  if (kind === 'recordLookups' && element.sortField && !element.sortOrder) report(`${name} sorts in no order`);
  if (kind === 'decisions' && element.rules.length === 0) report(`${name} decides nothing`);
  if (canFail(flow, element) && element.fault === undefined) report(`${name} has no path for a fault`);
  for (const message of element.messages ?? []) {
    if (!message.text?.trim()) report(`${name} shows no text`);
    if (message.onField && !message.field) report(`${name} shows its text on no field`);
  }
  if (kind === 'recordCreates' && !element.input) required(objects, element, report);
}

/** What can fail and has to say so: not what writes the record before its save, nor what is itself the answer to a fault. */
function canFail(flow, { kind, input, name }) {
  if (![...WRITES, 'recordLookups', 'actionCalls'].includes(kind)) return false;
  if (kind === 'recordUpdates' && input === '$Record' && flow.start?.triggerType === 'RecordBeforeSave') return false;
  return ![...flow.elements.values()].some((other) => other.fault === name);
}

/** Fields that a new record must have. */
function required(objects, element, report) {
  const given = new Set(element.values.map(({ field }) => field));
  for (const field of objects.get(element.object)?.values() ?? []) {
    if (field.required && field.writable && !given.has(field.name) && field.defaultValue === undefined && !DEFAULTED.has(`${element.object}.${field.name}`)) {
      report(`${element.name} creates a ${element.object} without ${field.name}`);
    }
  }
}

/** Required fields that the platform fills with a value set's default. */
const DEFAULTED = new Set(['Lead.Status', 'Task.Status', 'Task.Priority']);
