/** Where a project names a value of a picklist. */
import { fieldAt, objectsOf } from './fields.mjs';
import { flowOf } from './flow.mjs';
import { formulasOf, treeOf } from './formulas.mjs';
import { resolve } from './reference.mjs';

/**
 * @typedef {object} Literal
 * @property {string} file
 * @property {string} where
 * @property {import('./fields.mjs').Field} field
 * @property {string} value
 * @property {boolean} [compared] with what a record holds, which may be a value that is no longer active
 */

/** @returns {Literal[]} */
export function literalsOf(project) {
  return [...inFormulas(project), ...inFlows(project), ...elsewhere(project)];
}

const isPicklist = (field) => field && (field.type === 'picklist' || field.type === 'multipicklist');

function* inFormulas(project) {
  const objects = objectsOf(project);
  for (const formula of formulasOf(project)) {
    const flow = formula.file.endsWith('.flow-meta.xml') ? flowOf(formula.part) : undefined;
    const fieldOf = (node) => {
      if (node?.type === 'callExpression' && (node.id === 'priorvalue' || node.id === 'text')) return fieldOf(node.arguments[0]);
      if (node?.type !== 'identifier') return undefined;
      const field = flow ? resolve(project, flow, node.name)?.field : fieldAt(objects, formula.object, node.name);
      return isPicklist(field) ? field : undefined;
    };
    for (const [field, value] of compared(treeOf(formula), fieldOf)) yield { file: formula.file, where: formula.where, field, value, compared: true };
  }
}

function* compared(node, fieldOf) {
  if (node.type !== 'callExpression') return;
  const [first, second] = node.arguments;
  const text = (argument) => (argument?.type === 'literal' && argument.dataType === 'text' ? [argument.value] : []);
  if (['ispickval', 'includes'].includes(node.id)) for (const value of text(second)) if (fieldOf(first)) yield [fieldOf(first), value];
  if (['equal', 'unequal'].includes(node.id)) {
    for (const [one, other] of [[first, second], [second, first]]) for (const value of text(other)) if (fieldOf(one)) yield [fieldOf(one), value];
  }
  if (node.id === 'case' && fieldOf(first)) {
    for (let index = 1; index + 1 < node.arguments.length; index += 2) for (const value of text(node.arguments[index])) yield [fieldOf(first), value];
  }
  for (const argument of node.arguments) yield* compared(argument, fieldOf);
}

function* inFlows(project) {
  const objects = objectsOf(project);
  for (const part of project.of('flow')) {
    const flow = flowOf(part);
    const literal = (where, field, value, compared = true) =>
      literalValues(project, flow, value).filter(() => isPicklist(field)).map((text) => ({ file: part.path, where, field, value: text, compared }));
    for (const filter of flow.start?.filters ?? []) yield* literal('start', objects.get(flow.start.object)?.get(filter.field), comparing(filter));
    for (const element of flow.elements.values()) {
      const thing = element.input ? resolve(project, flow, element.input) : undefined;
      const fields = objects.get(element.object ?? (thing?.of ?? thing)?.object);
      for (const filter of element.filters ?? []) yield* literal(element.name, fields?.get(filter.field), comparing(filter));
      if (element.values) for (const { field, value } of element.values) yield* literal(element.name, fields?.get(field), value, false);
      for (const item of element.items ?? []) yield* literal(element.name, resolve(project, flow, item.to)?.field, item.value, false);
      for (const condition of [...(element.conditions ?? []), ...(element.rules ?? []).flatMap((rule) => rule.conditions)]) {
        yield* literal(element.name, condition.left && resolve(project, flow, condition.left)?.field, comparing(condition));
      }
    }
  }
}

/** Operators that compare with a whole value. */
const WHOLE = new Set(['EqualTo', 'NotEqualTo']);
const comparing = ({ operator, value }) => (WHOLE.has(operator) ? value : undefined);

function literalValues(project, flow, value) {
  if (typeof value?.literal === 'string' && value.type === 'text' && !value.literal.includes('{!')) return [value.literal];
  const constant = value?.reference ? flow.resources.get(value.reference) : undefined;
  return constant?.kind === 'constants' && typeof constant.value?.literal === 'string' ? [constant.value.literal] : [];
}

function* elsewhere(project) {
  const objects = objectsOf(project);
  for (const part of project.of('pathAssistant')) {
    const field = objects.get(part.root.get('entityName'))?.get(part.root.get('fieldName'));
    for (const step of part.root.all('pathAssistantSteps')) {
      if (field) yield { file: part.path, where: 'pathAssistantSteps', field, value: step.get('picklistValueName') };
    }
  }
  for (const part of project.of('recordType')) {
    for (const list of part.root.all('picklistValues')) {
      const field = objects.get(part.object)?.get(list.get('picklist'));
      for (const value of list.all('values')) if (field) yield { file: part.path, where: 'picklistValues', field, value: decodeURIComponent(value.get('fullName')) };
    }
  }
}
