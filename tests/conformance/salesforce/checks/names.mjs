/** Names, labels and descriptions: their form and their lengths. */
import { flowOf } from '../project/flow.mjs';

/**
 * Longest texts by type: developer name, label, description, as [name, label, description].
 * Source: /work/shared/design/salesforce.md §0 (help 000381913, afv-library, sf-skills; counted in real metadata). A description of a
 * custom field, flow, rule or permission set: limits of the Setup pages, 1,000 or 255.
 */
const LIMITS = {
  field: [40, 40, 1000],
  object: [40, 40, 1000],
  validationRule: [40, undefined, 255],
  recordType: [80, 80, 255],
  businessProcess: [80, undefined, 255],
  flow: [80, 255, 1000],
  permissionset: [80, 80, 255],
  customPermission: [80, 80, 255],
  globalValueSet: [40, 80, 255],
  report: [40, 40, 255],
  reportFolder: [40, 40, undefined],
  dashboardFolder: [40, 40, undefined],
  dashboard: [40, 80, 255],
  reportType: [40, 50, 255],
  pathAssistant: [80, 80, undefined],
  notiftype: [80, 80, 255],
  tab: [40, undefined, 1000],
  quickAction: [40, 80, 255],
};

/** Words that no developer name may be. Source: afv-library generating-custom-object. */
const RESERVED = new Set(['select', 'from', 'where', 'limit', 'order', 'group', 'user', 'external', 'view', 'type', 'date', 'number']);

const NAME = /^[A-Za-z](_?[A-Za-z0-9])*$/;
/** Names that may hold blanks and signs: they are labels, too. */
const FREE = new Set(['businessProcess', 'standardValueSet', 'settings']);

const LABELS = { customPermission: 'label', globalValueSet: 'masterLabel', pathAssistant: 'masterLabel', notiftype: 'masterLabel', report: 'name', dashboard: 'title', reportFolder: 'name', dashboardFolder: 'name' };

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  for (const part of project.parts) {
    const report = (what) => project.report(part.path, what);
    names(part, report);
    texts(part, report);
    if (part.root.get('fullName') !== undefined && part.root.get('fullName') !== part.name) {
      report(`the file is called ${part.name}, and what is in it ${part.root.get('fullName')}`);
    }
  }
  twice(project);
  relationships(project);
  for (const part of project.of('flow')) elements(project, part);
}

function names(part, report) {
  const standard = part.type === 'field' && !part.name.endsWith('__c');
  const [limit] = LIMITS[part.type] ?? [];
  const bare = part.name.replace(/__c$/, '');
  if (limit && bare.length > limit) report(`the name ${bare} has ${bare.length} characters, more than ${limit}`);
  if (!FREE.has(part.type) && !NAME.test(bare)) report(`${bare} is no developer name`);
  if (!standard && part.type !== 'object' && RESERVED.has(part.name.toLowerCase())) report(`${part.name} is a reserved word`);
  if (part.type === 'object' && RESERVED.has(bare.toLowerCase()) && part.name.endsWith('__c')) report(`${bare} is a reserved word`);
}

function texts(part, report) {
  const [, label, description] = LIMITS[part.type] ?? [];
  const limit = (name, most) => {
    const text = part.root.get(name);
    if (most && text !== undefined && [...text].length > most) report(`<${name}> has ${[...text].length} characters, more than ${most}`);
    if (text !== undefined && text.trim() === '') report(`<${name}> is empty`);
  };
  limit(LABELS[part.type] ?? 'label', label);
  limit('description', description);
  limit('pluralLabel', 40);
  limit('inlineHelpText', 510);
  limit('errorMessage', 255);
  for (const node of part.root.walk()) {
    if (['customValue', 'value', 'standardValue'].includes(node.name)) {
      for (const text of [...node.texts('fullName'), ...node.texts('label')]) {
        if ([...text].length > 255) report(`the value "${text.slice(0, 40)}…" has more than 255 characters`);
        if (text !== text.trim() || text === '') report(`the value "${text}" is empty or begins or ends with a blank`);
      }
    }
  }
}

/** Two parts of one name, and two values of one name, whatever their case. */
function twice(project) {
  const seen = new Set();
  for (const part of project.parts) {
    const key = [part.type, part.object, part.folder, part.name].join('/').toLowerCase();
    if (seen.has(key)) project.report(part.path, `there are two of this name`);
    seen.add(key);
    for (const node of part.root.walk()) {
      for (const kind of ['customValue', 'standardValue', 'value', 'values']) {
        const names = node.all(kind).map((value) => value.get('fullName')?.toLowerCase()).filter(Boolean);
        for (const name of new Set(names)) if (names.filter((other) => other === name).length > 1) project.report(part.path, `the value ${name} stands twice`);
      }
    }
  }
}

function relationships(project) {
  const seen = new Set();
  for (const part of project.of('field')) {
    const { root } = part;
    if (!root.one('referenceTo') || !root.one('relationshipName')) continue;
    const name = root.get('relationshipName');
    const key = `${root.get('referenceTo')}.${name}`.toLowerCase();
    if (name.length > 40 || !NAME.test(name)) project.report(part.path, `${name} is no relationship name`);
    if (seen.has(key)) project.report(part.path, `${root.get('referenceTo')} has two child relationships ${name}`);
    seen.add(key);
  }
}

function elements(project, part) {
  const flow = flowOf(part);
  const seen = new Set();
  for (const name of [...flow.names, ...(flow.start?.scheduledPaths ?? []).map((path) => path.name).filter(Boolean)]) {
    if (!NAME.test(name ?? '') || name.length > 80) project.report(part.path, `${name} is no name of a flow element`);
    if (seen.has(name?.toLowerCase())) project.report(part.path, `two elements are called ${name}`);
    seen.add(name?.toLowerCase());
  }
  for (const { label, name } of flow.elements.values()) {
    if (label !== undefined && [...label].length > 255) project.report(part.path, `the label of ${name} has more than 255 characters`);
  }
}
