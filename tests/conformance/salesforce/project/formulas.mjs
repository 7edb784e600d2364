/** Every formula of a project, with what can be said in it. */
import { fieldAt, objectsOf } from './fields.mjs';
import { FormulaError, readFormula } from './formula.mjs';
import { FLOW_TYPES, flowOf, isRecordTriggered } from './flow.mjs';
import { resolve } from './reference.mjs';

/**
 * @typedef {object} Formula
 * @property {string} file
 * @property {import('./load.mjs').Part} [part] the flow it stands in
 * @property {string} where
 * @property {string} text as it stands
 * @property {string} plain without the braces of flows
 * @property {string} returns
 * @property {boolean} changes whether it may ask what a save changes
 * @property {(name: string) => string | undefined} typeOf the type of a name
 * @property {string} [object] the record's object
 */

/** @returns {Formula[]} */
export function formulasOf(project) {
  project.formulas ??= [...rules(project), ...fields(project), ...defaults(project), ...project.of('flow').flatMap((part) => flowFormulas(project, part))];
  return project.formulas;
}

const NOTHING = { type: 'literal', dataType: 'null', value: null };

/** @returns the formula's tree; nothing if it cannot be read, which is for the check of formulas to say. */
export function treeOf(formula) {
  try {
    return readFormula(formula.plain);
  } catch (error) {
    if (error instanceof FormulaError) return NOTHING;
    throw error;
  }
}

function rules(project) {
  return project.of('validationRule').map((part) => ({
    file: part.path,
    where: 'errorConditionFormula',
    text: part.root.get('errorConditionFormula') ?? '',
    plain: part.root.get('errorConditionFormula') ?? '',
    returns: 'boolean',
    changes: true,
    object: part.object,
    typeOf: onRecord(project, part.object),
  }));
}

function fields(project) {
  return project
    .of('field')
    .filter((part) => part.root.one('formula'))
    .map((part) => {
      const returns = objectsOf(project).get(part.object === 'Activity' ? 'Event' : part.object).get(part.name).type;
      const text = part.root.get('formula');
      return { file: part.path, where: 'formula', text, plain: text, returns, changes: false, object: part.object, typeOf: onRecord(project, part.object) };
    });
}

/** A default is a formula, except that of a checkbox and of a picklist. */
function defaults(project) {
  return project
    .of('field')
    .filter((part) => part.root.one('defaultValue') && part.root.get('type') !== 'Checkbox')
    .map((part) => {
      const returns = objectsOf(project).get(part.object === 'Activity' ? 'Event' : part.object).get(part.name).type;
      const text = part.root.get('defaultValue');
      return { file: part.path, where: 'defaultValue', text, plain: text, returns, changes: false, typeOf: onRecord(project, part.object) };
    });
}

function onRecord(project, object) {
  const objects = objectsOf(project);
  return (name) => {
    const [head, ...rest] = name.split('.');
    if (head === '$Permission') return project.of('customPermission').some((part) => part.name === rest.join('.')) ? 'boolean' : undefined;
    const global = { $User: 'User', $Profile: 'Profile', $UserRole: 'UserRole', $RecordType: 'RecordType', $Organization: 'Organization' }[head];
    return fieldAt(objects, global ?? object, global ? rest.join('.') : name)?.type;
  };
}

function flowFormulas(project, part) {
  const flow = flowOf(part);
  const typeOf = (name) => {
    const thing = resolve(project, flow, name);
    return thing?.type === 'record' || thing?.type === 'list' ? undefined : thing?.type;
  };
  const formula = (where, text, returns) => ({
    file: part.path,
    part,
    where,
    text,
    plain: text.replace(/\{!([^}]+)\}/g, '$1'),
    returns,
    changes: isRecordTriggered(flow),
    object: flow.start?.object,
    typeOf,
  });
  const found = [];
  if (flow.start?.filterFormula !== undefined) found.push(formula('start', flow.start.filterFormula, 'boolean'));
  for (const resource of flow.resources.values()) {
    if (resource.kind === 'formulas') found.push(formula(resource.name, resource.expression, FLOW_TYPES[resource.dataType]));
  }
  for (const node of part.root.walk()) {
    if (node.one('formulaExpression')) found.push(formula(node.name, node.get('formulaExpression'), FLOW_TYPES[node.get('formulaDataType')] ?? 'any'));
  }
  for (const element of flow.elements.values()) {
    if (element.kind === 'collectionProcessors' && element.formula) found.push(formula(element.name, element.formula, 'boolean'));
  }
  return found;
}
