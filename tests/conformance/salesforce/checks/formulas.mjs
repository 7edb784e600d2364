/**
 * Formulas read and type-checked by two independent libraries with the project's real field types: `sformula` (types) and `formulon` (syntax).
 */
import { ast } from 'formulon';
import sformula from 'sformula';
import { formulasOf } from '../project/formulas.mjs';

/** Salesforce's limits: characters of a formula; formula-engine, FormulaInfo.java (2024). */
export const MAX_LENGTH = 3900;

const boolean = { type: 'boolean' };
const same = { type: 'template', ref: 'T' };
const call = (returns, ...types) => ({ type: 'function', arguments: types.map((argument) => ({ argument, optional: false })), returns });

/** Functions that sformula does not know, since they ask about a change. They exist in validation rules and flow entry formulas only. */
const CHANGES = { ISNEW: call(boolean), ISCHANGED: call(boolean, { type: 'any' }), PRIORVALUE: call(same, same) };

const SFORMULA = {
  text: 'string', textarea: 'string', email: 'string', phone: 'string', url: 'string', id: 'id', reference: 'id', boolean: 'boolean',
  number: 'number', currency: 'currency', percent: 'percent', date: 'date', datetime: 'datetime', picklist: 'picklist',
  multipicklist: 'multipicklist', any: 'any',
};

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  for (const formula of formulasOf(project)) {
    const report = (what) => project.report(formula.file, `${formula.where}: ${what}`);
    if (formula.text.length > MAX_LENGTH) report(`the formula has ${formula.text.length} characters, more than ${MAX_LENGTH}`);
    if (formula.text.trim() === '') report('the formula is empty');
    const tree = ast(formula.plain);
    if (tree.type === 'error') {
      report(`formulon cannot read the formula: ${tree.message}`);
      continue;
    }
    arguments_(tree, formula, report);
    types(formula, report);
  }
}

/** What the functions about a change take: a field of the record itself. */
function arguments_(tree, formula, report) {
  const own = (name) => !name.replace(/^\$Record\./, '').includes('.');
  const visit = (node) => {
    if (node.type !== 'callExpression') return;
    if (node.id in { ischanged: 1, priorvalue: 1 }) {
      const [field] = node.arguments;
      if (field?.type !== 'identifier' || !own(field.name)) report(`${node.id.toUpperCase()} takes a field of the record itself`);
    }
    if (node.id in { ischanged: 1, priorvalue: 1, isnew: 1 } && !formula.changes) report(`${node.id.toUpperCase()} does not exist here`);
    node.arguments.forEach(visit);
  };
  visit(tree);
}

function types(formula, report) {
  const inputTypes = { ...(formula.changes ? CHANGES : {}) };
  for (const name of names(ast(formula.plain))) {
    const type = formula.typeOf(name);
    if (!type) return report(`${name} does not exist`);
    place(inputTypes, name.split('.'), type);
  }
  try {
    sformula.parseSync(formula.plain, { inputTypes, returnType: formula.returns === 'any' ? undefined : SFORMULA[formula.returns] });
  } catch (error) {
    report(`sformula refuses the formula: ${error.name}: ${error.message}`);
  }
}

/** @returns {string[]} every name that a formula's tree mentions. */
export function names(tree, found = []) {
  if (tree.type === 'identifier') found.push(tree.name);
  tree.arguments?.forEach((argument) => names(argument, found));
  return found;
}

function place(types, path, type) {
  const last = path.pop();
  for (const name of path) {
    types[name] ??= { type: 'object', properties: {} };
    types = types[name].properties;
  }
  types[last] = { type: SFORMULA[type] ?? 'any' };
}

