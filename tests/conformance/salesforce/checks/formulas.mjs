/** Formulas: what they name exists, they fit, they ask for a change only where there is one. Their types are for `sformula.mjs`. */
import { compile } from '../org/formula.mjs';
import { FormulaError, namesIn, readFormula } from '../project/formula.mjs';
import { formulasOf } from '../project/formulas.mjs';

/** Salesforce's limits: characters of a formula; formula-engine, FormulaInfo.java (2024). */
export const MAX_LENGTH = 3900;

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  for (const formula of formulasOf(project)) {
    const report = (what) => project.report(formula.file, `${formula.where}: ${what}`);
    if (formula.text.length > MAX_LENGTH) report(`the formula has ${formula.text.length} characters, more than ${MAX_LENGTH}`);
    if (formula.text.trim() === '') report('the formula is empty');
    try {
      const tree = readFormula(formula.plain);
      changes(tree, formula, report);
      const missing = [...new Set(namesIn(tree))].filter((name) => !formula.typeOf(name));
      for (const name of missing) report(`${name} does not exist`);
      if (missing.length === 0) compile(formula.plain, formula.typeOf);
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      report(`cannot read the formula: ${error.message}`);
    }
  }
}

/** What the functions about a change take: a field of the record itself. */
function changes(tree, formula, report) {
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
