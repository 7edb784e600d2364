/** A flow's file as plain objects, for the checks and for the org that runs it. */

/** The elements that a path goes through. */
export const ELEMENTS = [
  'actionCalls', 'assignments', 'collectionProcessors', 'customErrors', 'decisions', 'loops', 'recordCreates', 'recordDeletes',
  'recordLookups', 'recordRollbacks', 'recordUpdates', 'screens', 'steps', 'subflows', 'transforms', 'waits', 'apexPluginCalls',
];

/** What elements refer to. */
export const RESOURCES = ['constants', 'formulas', 'textTemplates', 'variables', 'choices', 'dynamicChoiceSets', 'stages'];

/** Types of values by the names that flows have for them. */
export const FLOW_TYPES = {
  String: 'text', Number: 'number', Currency: 'currency', Boolean: 'boolean', Date: 'date', DateTime: 'datetime', Picklist: 'picklist', Multipicklist: 'multipicklist',
};

/**
 * @param {import('./load.mjs').Part} part
 * @returns the flow; read once
 */
export function flowOf(part) {
  part.flow ??= read(part);
  return part.flow;
}

function read(part) {
  const { root } = part;
  const start = root.one('start');
  const flow = {
    name: part.name,
    path: part.path,
    label: root.get('label'),
    status: root.get('status'),
    processType: root.get('processType'),
    order: root.get('triggerOrder') === undefined ? undefined : Number(root.get('triggerOrder')),
    start: start && readStart(start),
    elements: new Map(),
    resources: new Map(),
    /** Every name that is declared, with repetitions. */
    names: [],
  };
  for (const kind of ELEMENTS) for (const node of root.all(kind)) add(flow, flow.elements, element(kind, node));
  for (const kind of RESOURCES) for (const node of root.all(kind)) add(flow, flow.resources, resource(kind, node));
  // Rules of decisions are names that references can use.
  for (const { rules = [] } of flow.elements.values()) for (const rule of rules) flow.names.push(rule.name);
  return flow;
}

function add(flow, table, item) {
  flow.names.push(item.name);
  table.set(item.name, item);
}

const connector = (node, name) => node.one(name)?.get('targetReference');
const flag = (node, name) => node.get(name) === 'true';

function readStart(node) {
  return {
    node,
    object: node.get('object'),
    triggerType: node.get('triggerType'),
    recordTriggerType: node.get('recordTriggerType'),
    filterLogic: node.get('filterLogic'),
    filters: node.all('filters').map(filter),
    filterFormula: node.get('filterFormula'),
    requiresChange: flag(node, 'doesRequireRecordChangedToMeetCriteria'),
    next: connector(node, 'connector'),
    schedule: node.one('schedule') && Object.fromEntries(node.one('schedule').children.map((child) => [child.name, child.text])),
    scheduledPaths: node.all('scheduledPaths').map((path) => ({
      name: path.get('name'),
      label: path.get('label'),
      offset: Number(path.get('offsetNumber') ?? 0),
      unit: path.get('offsetUnit'),
      timeSource: path.get('timeSource'),
      recordField: path.get('recordField'),
      pathType: path.get('pathType'),
      next: connector(path, 'connector'),
    })),
  };
}

/** @returns a filter on a record's field: `{ field, operator, value }`. */
function filter(node) {
  return { field: node.get('field'), operator: node.get('operator'), value: valueOf(node.one('value')) };
}

function condition(node) {
  return { left: node.get('leftValueReference'), operator: node.get('operator'), value: valueOf(node.one('rightValue')) };
}

/**
 * What an element of type FlowElementReferenceOrValue says.
 * @returns {{reference: string} | {literal: string | boolean | number | {date: string} | {datetime: string}} | {formula: string, type: string} | undefined}
 */
export function valueOf(node) {
  if (!node || node.children.length === 0) return undefined;
  const get = (name) => node.get(name);
  if (get('elementReference') !== undefined) return { reference: get('elementReference') };
  if (get('formulaExpression') !== undefined) return { formula: get('formulaExpression'), type: FLOW_TYPES[get('formulaDataType')] };
  if (get('stringValue') !== undefined) return { literal: get('stringValue'), type: 'text' };
  if (get('booleanValue') !== undefined) return { literal: get('booleanValue') === 'true', type: 'boolean' };
  if (get('numberValue') !== undefined) return { literal: Number(get('numberValue')), type: 'number' };
  if (get('dateValue') !== undefined) return { literal: get('dateValue').slice(0, 10), type: 'date' };
  if (get('dateTimeValue') !== undefined) return { literal: get('dateTimeValue'), type: 'datetime' };
  return { unknown: node.children.map((child) => child.name).join(' ') };
}

const assignments = (node, name) => node.all(name).map((item) => ({ field: item.get('field'), value: valueOf(item.one('value')) }));

const READERS = {
  assignments: (node) => ({
    items: node.all('assignmentItems').map((item) => ({
      to: item.get('assignToReference'),
      operator: item.get('operator'),
      value: valueOf(item.one('value')),
    })),
  }),
  decisions: (node) => ({
    rules: node.all('rules').map((rule) => ({
      name: rule.get('name'),
      label: rule.get('label'),
      logic: rule.get('conditionLogic'),
      conditions: rule.all('conditions').map(condition),
      requiresChange: flag(rule, 'doesRequireRecordChangedToMeetCriteria'),
      next: connector(rule, 'connector'),
    })),
    next: connector(node, 'defaultConnector'),
  }),
  loops: (node) => ({
    collection: node.get('collectionReference'),
    order: node.get('iterationOrder'),
    variable: node.get('assignNextValueToReference'),
    each: connector(node, 'nextValueConnector'),
    next: connector(node, 'noMoreValuesConnector'),
  }),
  recordLookups: (node) => ({
    ...dml(node),
    first: flag(node, 'getFirstRecordOnly'),
    limit: valueOf(node.one('limit')),
    queried: node.texts('queriedFields'),
    sortField: node.get('sortField'),
    sortOrder: node.get('sortOrder'),
    automatic: flag(node, 'storeOutputAutomatically'),
    output: node.get('outputReference'),
    outputs: node.all('outputAssignments').map((item) => ({ to: item.get('assignToReference'), field: item.get('field') })),
    nullIfNone: flag(node, 'assignNullValuesIfNoRecordsFound'),
  }),
  recordUpdates: (node) => ({ ...dml(node), input: node.get('inputReference'), values: assignments(node, 'inputAssignments') }),
  recordCreates: (node) => ({
    ...dml(node),
    input: node.get('inputReference'),
    values: assignments(node, 'inputAssignments'),
    idTo: node.get('assignRecordIdToReference'),
    automatic: flag(node, 'storeOutputAutomatically'),
  }),
  recordDeletes: (node) => ({ ...dml(node), input: node.get('inputReference') }),
  subflows: (node) => ({
    flow: node.get('flowName'),
    inputs: node.all('inputAssignments').map((item) => ({ name: item.get('name'), value: valueOf(item.one('value')) })),
    outputs: node.all('outputAssignments').map((item) => ({ name: item.get('name'), to: item.get('assignToReference') })),
    automatic: flag(node, 'storeOutputAutomatically'),
  }),
  customErrors: (node) => ({
    messages: node.all('customErrorMessages').map((message) => ({
      text: message.get('errorMessage'),
      field: message.get('fieldSelection'),
      onField: flag(message, 'isFieldError'),
    })),
  }),
  actionCalls: (node) => ({
    action: node.get('actionName'),
    type: node.get('actionType'),
    inputs: node.all('inputParameters').map((item) => ({ name: item.get('name'), value: valueOf(item.one('value')) })),
    automatic: flag(node, 'storeOutputAutomatically'),
  }),
  collectionProcessors: (node) => ({
    type: node.get('collectionProcessorType'),
    collection: node.get('collectionReference'),
    variable: node.get('assignNextValueToReference'),
    logic: node.get('conditionLogic'),
    conditions: node.all('conditions').map(condition),
    formula: node.get('formula'),
    limit: node.get('limit') === undefined ? undefined : Number(node.get('limit')),
    sort: node.all('sortOptions').map((option) => ({
      field: option.get('sortField'),
      descending: option.get('sortOrder') === 'Desc',
      emptyFirst: !flag(option, 'doesPutEmptyStringAndNullFirst') ? false : true,
    })),
  }),
};

function dml(node) {
  return { object: node.get('object'), logic: node.get('filterLogic'), filters: node.all('filters').map(filter) };
}

function element(kind, node) {
  return {
    kind,
    name: node.get('name'),
    label: node.get('label'),
    node,
    next: connector(node, 'connector'),
    fault: connector(node, 'faultConnector'),
    ...READERS[kind]?.(node),
  };
}

function resource(kind, node) {
  return {
    kind,
    name: node.get('name'),
    node,
    dataType: node.get('dataType'),
    object: node.get('objectType'),
    collection: flag(node, 'isCollection'),
    isInput: flag(node, 'isInput'),
    isOutput: flag(node, 'isOutput'),
    value: valueOf(node.one('value')),
    expression: node.get('expression'),
    text: node.get('text'),
    scale: node.get('scale') === undefined ? undefined : Number(node.get('scale')),
  };
}

/** @returns {string[]} all elements to which an element leads, faults included. */
export function targetsOf(node) {
  const found = [];
  for (const inside of node.walk()) {
    if (/[cC]onnector$/.test(inside.name)) found.push(inside.get('targetReference'));
  }
  return found;
}

/** @returns {boolean} whether a record's change starts the flow. */
export const isRecordTriggered = (flow) => /^Record/.test(flow.start?.triggerType ?? '');
