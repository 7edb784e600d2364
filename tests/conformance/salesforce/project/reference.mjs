/**
 * What the names in a flow stand for.
 *
 * A thing is `{ type }`, a record `{ type: 'record', object, only }` (`only`: the fields that were read), a list `{ type: 'list', of: thing }`.
 */
import { FLOW_TYPES, isRecordTriggered } from './flow.mjs';
import { fieldAt, objectsOf } from './fields.mjs';

const GLOBALS = {
  '$Flow.CurrentDate': 'date',
  '$Flow.CurrentDateTime': 'datetime',
  '$Flow.CurrentRecord': 'text',
  '$Flow.FaultMessage': 'text',
  '$Flow.InterviewGuid': 'text',
  '$Flow.InterviewStartTime': 'datetime',
  '$GlobalConstant.True': 'boolean',
  '$GlobalConstant.False': 'boolean',
  '$GlobalConstant.EmptyString': 'text',
};

/** Outputs of actions that people use. */
const ACTION_OUTPUTS = { createdId: 'text' };

/**
 * What a dotted name in a flow stands for.
 * @returns the thing, or undefined if there is none
 */
export function resolve(project, flow, name) {
  const objects = objectsOf(project);
  if (GLOBALS[name]) return { type: GLOBALS[name] };
  const [head, ...rest] = name.split('.');
  const thing = headOf(project, flow, head, rest);
  if (!thing || thing.done) return thing;
  return follow(objects, thing, rest);
}

function headOf(project, flow, head, rest) {
  const path = rest.join('.');
  switch (head) {
    case '$Record':
      return flow.start?.object && (isRecordTriggered(flow) || flow.start.triggerType === 'Scheduled')
        ? { type: 'record', object: flow.start.object }
        : undefined;
    case '$Record__Prior':
      // There is none before a delete, and nothing to compare with on a mere create.
      return isRecordTriggered(flow) && /Update/.test(flow.start.recordTriggerType) ? { type: 'record', object: flow.start.object } : undefined;
    case '$Permission':
      return project.of('customPermission').some((part) => part.name === path) ? { type: 'boolean', done: true } : undefined;
    case '$User':
      return { type: 'record', object: 'User' };
    case '$Profile':
      return { type: 'record', object: 'Profile' };
    case '$UserRole':
      return { type: 'record', object: 'UserRole' };
    case '$Organization':
      return { type: 'record', object: 'Organization' };
    default:
      return declared(project, flow, head);
  }
}

function declared(project, flow, name) {
  const resource = flow.resources.get(name);
  if (resource) {
    if (resource.kind === 'textTemplates') return { type: 'text' };
    const thing = resource.dataType === 'SObject' ? { type: 'record', object: resource.object } : { type: FLOW_TYPES[resource.dataType] };
    return resource.collection ? { type: 'list', of: thing } : thing;
  }
  const element = flow.elements.get(name);
  if (element) return output(project, flow, element);
  // The name of a decision's rule: whether it was taken.
  return flow.names.includes(name) ? { type: 'boolean' } : undefined;
}

function output(project, flow, element) {
  switch (element.kind) {
    case 'recordLookups': {
      if (!element.automatic) return undefined;
      const only = element.queried.length > 0 ? new Set([...element.queried, 'Id']) : undefined;
      const record = { type: 'record', object: element.object, only };
      return element.first ? record : { type: 'list', of: record };
    }
    case 'recordCreates':
      return element.automatic ? { type: 'id' } : undefined;
    case 'loops':
      return element.variable ? undefined : resolve(project, flow, element.collection)?.of;
    case 'collectionProcessors': {
      return resolve(project, flow, element.collection);
    }
    case 'actionCalls':
    case 'subflows':
      return element.automatic ? { type: 'outputs', element } : undefined;
    default:
      return undefined;
  }
}

function follow(objects, thing, path) {
  if (path.length === 0) return thing;
  if (thing.type === 'outputs') return { type: ACTION_OUTPUTS[path[0]] ?? 'any' };
  if (thing.type !== 'record') return undefined;
  if (thing.only && !path[0].endsWith('__r') && !thing.only.has(path[0]) && path.length === 1) return undefined;
  const field = fieldAt(objects, thing.object, path.join('.'));
  if (field) return { type: field.type, field, object: path.length === 1 ? thing.object : undefined };
  // A relationship by itself is a record.
  const last = path.at(-1);
  const before = path.length === 1 ? thing.object : undefined;
  const reference = before && [...(objects.get(before)?.values() ?? [])].find(({ relationship }) => relationship === last);
  return reference ? { type: 'record', object: reference.targets[0] } : undefined;
}

/** @returns {string[]} the names in `{!…}` of a text. */
export const merged = (text) => [...text.matchAll(/\{!([^}]+)\}/g)].map((match) => match[1].trim());
