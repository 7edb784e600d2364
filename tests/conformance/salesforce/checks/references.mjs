/** Every field that a file names exists, on the object it is named for. */
import { objectsOf } from '../project/fields.mjs';
import { usesOf, exists } from '../project/uses.mjs';

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  for (const use of usesOf(project)) {
    // What a formula names is checked with its types.
    if (!exists(project, use)) project.report(use.file, `${use.where}: ${use.object ?? 'an unknown object'} has no field ${use.path}`);
  }
  writes(project);
}

/** Flows write only what can be written. */
function writes(project) {
  const objects = objectsOf(project);
  for (const use of usesOf(project)) {
    const field = objects.get(use.object)?.get(use.path);
    if (use.kind === 'writes' && field && !field.writable) project.report(use.file, `${use.where}: ${use.object}.${use.path} cannot be written`);
  }
}
