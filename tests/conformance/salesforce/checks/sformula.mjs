/** The types of formulas, by `sformula`, with the project's real field types. */
import sformula from 'sformula';
import { formulasOf, treeOf } from '../project/formulas.mjs';
import { namesIn } from '../project/formula.mjs';

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

/** sformula wants `'` escaped inside of `"…"`, which Salesforce does not. */
const readable = (text) => text.replace(/"(?:[^"\\]|\\[^])*"/g, (quoted) => quoted.replace(/(?<!\\)'/g, "\\'"));

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  const seen = new Set();
  for (const formula of formulasOf(project)) {
    const key = `${formula.object} ${formula.returns} ${formula.plain}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const inputTypes = { ...(formula.changes ? CHANGES : {}) };
    for (const name of namesIn(treeOf(formula))) place(inputTypes, name.split('.'), formula.typeOf(name));
    try {
      sformula.parseSync(readable(formula.plain), { inputTypes, returnType: formula.returns === 'any' ? undefined : SFORMULA[formula.returns] });
    } catch (error) {
      project.report(formula.file, `${formula.where}: sformula refuses the formula: ${error.name}: ${error.message}`);
    }
  }
}

function place(types, path, type) {
  const last = path.pop();
  for (const name of path) {
    types[name] ??= { type: 'object', properties: {} };
    types = types[name].properties;
  }
  types[last] = { type: SFORMULA[type] ?? 'any' };
}

