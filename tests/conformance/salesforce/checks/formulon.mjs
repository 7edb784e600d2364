/** The same formulas through a second library, `formulon`, which reads them independently: it must see what we see. */
import { ast } from 'formulon';
import { formulasOf, treeOf } from '../project/formulas.mjs';
import { namesIn } from '../project/formula.mjs';

/** formulon does not know that a sign in a text may be escaped. */
const readable = (text) => text.replace(/"(?:[^"\\]|\\[^])*"/g, (quoted) => quoted.replace(/\\[^]/g, '_'));

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  const seen = new Set();
  for (const formula of formulasOf(project)) {
    if (seen.has(formula.plain)) continue;
    seen.add(formula.plain);
    const tree = ast(readable(formula.plain));
    const report = (what) => project.report(formula.file, `${formula.where}: ${what}`);
    if (tree.type === 'error') report(`formulon cannot read the formula: ${tree.message}`);
    else if ([...namesIn(tree)].join() !== [...namesIn(treeOf(formula))].join()) report('formulon reads other names in the formula');
  }
}
