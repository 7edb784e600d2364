/** What nothing uses is dead weight in an org. */
import { flowOf } from '../project/flow.mjs';
import { namesIn } from '../project/formula.mjs';
import { formulasOf, treeOf } from '../project/formulas.mjs';
import { referencesOf } from '../project/uses.mjs';

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  const dead = (part, what) => project.report(part.path, what);
  const roots = (type) => project.of(type).map((part) => part.root);
  const sets = new Set(roots('field').map((root) => root.one('valueSet')?.get('valueSetName')));
  for (const part of project.of('globalValueSet')) if (!sets.has(part.name)) dead(part, 'no field uses the value set');

  const permissions = permissionNames(project);
  for (const part of project.of('customPermission')) {
    if (!permissions.has(part.name)) dead(part, 'no formula or flow asks for the permission');
    if (!roots('permissionset').some((root) => root.all('customPermissions').some((node) => node.get('name') === part.name))) dead(part, 'no permission set grants the permission');
  }
  const processes = new Set(project.of('recordType').map((part) => `${part.object}.${part.root.get('businessProcess')}`));
  for (const part of project.of('businessProcess')) if (!processes.has(`${part.object}.${part.name}`)) dead(part, 'no record type uses the process');

  const reported = new Set(roots('report').map((root) => root.get('reportType')));
  for (const part of project.of('reportType')) if (!reported.has(`${part.name}__c`)) dead(part, 'no report uses the report type');

  const called = new Set(project.of('flow').flatMap((part) => [...flowOf(part).elements.values()].map((element) => element.flow)));
  for (const part of project.of('flow')) if (flowOf(part).start?.triggerType === undefined && !called.has(part.name)) dead(part, 'nothing starts or calls the flow');

  const texts = project.of('flow').map((part) => project.text(part.path)).join('\n');
  for (const part of project.of('notiftype')) if (!texts.includes(part.name)) dead(part, 'no flow sends the notification');

  const seen = new Set(roots('permissionset').flatMap((root) => root.all('recordTypeVisibilities').map((node) => node.get('recordType'))));
  for (const part of project.of('recordType')) {
    if (seen.size > 0 && !seen.has(`${part.object}.${part.name}`)) dead(part, 'no permission set shows the record type');
  }
}

function permissionNames(project) {
  const names = new Set();
  const add = (name) => name.startsWith('$Permission.') && names.add(name.slice('$Permission.'.length));
  for (const formula of formulasOf(project)) for (const name of namesIn(treeOf(formula))) add(name);
  for (const part of project.of('flow')) referencesOf(part).forEach(add);
  return names;
}
