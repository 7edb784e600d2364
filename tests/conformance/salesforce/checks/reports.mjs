/**
 * Report types, reports and dashboards fit together.
 *
 * Source: /work/shared/design/salesforce.md §9 (Metadata API guide samples, sf-skills, counted in real reports).
 */
import { fieldAt, objectsOf } from '../project/fields.mjs';
import { columnPath, tableObject } from '../project/uses.mjs';

/** Columns that a report makes itself. */
const OWN = /^(RowCount|CDF\d+|FORMULA\d+|BucketField_\w+)$/;

/** Components of a dashboard. */
const COMPONENTS = 20;

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  for (const part of project.of('reportType')) reportType(project, part);
  for (const part of project.of('report')) report(project, part);
  for (const part of project.of('dashboard')) dashboard(project, part);
  for (const [type, of] of [['reportFolder', 'report'], ['dashboardFolder', 'dashboard']]) {
    const folders = new Set(project.of(type).map((part) => part.name));
    for (const part of project.of(of)) if (!folders.has(part.folder)) project.report(part.path, `the folder ${part.folder} is not described`);
    for (const part of project.of(type)) if (!project.of(of).some((other) => other.folder === part.name)) project.report(part.path, 'nothing lies in the folder');
  }
}

function reportType(project, part) {
  const say = (what) => project.report(part.path, what);
  const { root } = part;
  const base = root.get('baseObject');
  if (!objectsOf(project).has(base)) say(`${base} does not exist`);
  const tables = [base];
  let outer = false;
  for (let join = root.one('join'); join; join = join.one('join')) {
    const table = `${tables.at(-1)}.${join.get('relationship')}`;
    if (!tableObject(project, table)) say(`there is no relationship ${table}`);
    if (join.get('outerJoin') === 'true') outer = true;
    else if (outer) say('an inner join stands behind an outer one');
    tables.push(table);
  }
  if (tables.length > 4) say(`joins ${tables.length} objects, more than 4`);
  const shown = new Set();
  const seen = new Set();
  for (const section of root.all('sections')) {
    for (const column of section.all('columns')) {
      const [table, field] = [column.get('table'), column.get('field')];
      if (!tables.includes(table)) say(`the table ${table} is not joined`);
      if (seen.has(`${table}$${field}`)) say(`${table}.${field} stands twice`);
      seen.add(`${table}$${field}`);
      shown.add(table);
    }
  }
  for (const table of tables) if (!shown.has(table)) say(`no column shows ${table}`);
}

/** The columns of a report type, by the name that reports use, with what they show. */
function columnsOf(project, name) {
  const part = project.of('reportType').find((other) => `${other.name}__c` === name);
  if (!part) return undefined;
  const columns = new Map();
  for (const section of part.root.all('sections')) {
    for (const column of section.all('columns')) {
      const [table, field] = [column.get('table'), column.get('field')];
      columns.set(`${table}$${field}`, fieldAt(objectsOf(project), tableObject(project, table), columnPath(project, column)));
    }
  }
  return columns;
}

function report(project, part) {
  const say = (what) => project.report(part.path, what);
  const { root } = part;
  const type = root.get('reportType');
  const known = columnsOf(project, type);
  if (!known) {
    return say(type.endsWith('__c') ? `the report type ${type} does not exist` : `${type} is a report type of the platform: its columns cannot be checked here`);
  }
  const own = new Set([...root.all('customDetailFormulas'), ...root.all('buckets')].map((formula) => formula.get('developerName')));
  const fits = (column, where) => {
    if (column !== undefined && !known.has(column) && !OWN.test(column) && !own.has(column)) say(`${where}: ${type} has no column ${column}`);
  };
  const columns = root.all('columns').map((column) => column.get('field'));
  columns.forEach((column) => fits(column, 'columns'));
  for (const column of new Set(columns)) if (columns.filter((other) => other === column).length > 1) say(`the column ${column} stands twice`);
  const groups = [...root.all('groupingsDown'), ...root.all('groupingsAcross')].map((group) => group.get('field'));
  for (const group of groups) {
    fits(group, 'groupings');
    if (columns.includes(group)) say(`${group} is a grouping and a column`);
  }
  fits(root.get('timeFrameFilter', 'dateColumn'), 'timeFrameFilter');
  fits(root.get('sortColumn'), 'sortColumn');
  const date = known.get(root.get('timeFrameFilter', 'dateColumn'));
  if (date && !['date', 'datetime'].includes(date.type)) say(`timeFrameFilter: ${root.get('timeFrameFilter', 'dateColumn')} is no date`);
  for (const item of root.one('filter')?.all('criteriaItems') ?? []) {
    fits(item.get('column'), 'filter');
    values(known.get(item.get('column')), item, say);
  }
  shape(root, groups, known, say);
  formulas(root, say);
}

function values(field, item, say) {
  if (!field?.values || !['equals', 'notEqual', 'includes', 'excludes'].includes(item.get('operator'))) return;
  const listed = [...(item.get('value') ?? '').matchAll(/"([^"]*)"|([^,]+)/g)].map((match) => match[1] ?? match[2]);
  for (const value of listed) if (!field.values.includes(value)) say(`filter: ${field.name} has no value "${value}"`);
}

function shape(root, groups, known, say) {
  const format = root.get('format');
  const [down, across] = [root.all('groupingsDown').length, root.all('groupingsAcross').length];
  if (format === 'Tabular' && (groups.length > 0 || root.one('chart') || root.one('aggregates'))) say('a tabular report has no groupings, charts or summary formulas');
  if (format === 'Summary' && (down === 0 || down > 3 || across > 0)) say('a summary report has one to three groupings down');
  if (format === 'Matrix' && (down === 0 || across === 0 || down > 2 || across > 2)) say('a matrix report has one or two groupings down and across');
  if (!root.one('filter') && !root.one('timeFrameFilter') && root.get('scope') === undefined) say('a report needs a scope');
  const chart = root.one('chart');
  if (chart && !groups.includes(chart.get('groupingColumn'))) say(`the chart groups by ${chart.get('groupingColumn')}, and the report does not`);
  for (const column of root.all('columns')) {
    const field = known.get(column.get('field'));
    if (field && column.one('aggregateTypes') && !['number', 'currency', 'percent', 'boolean'].includes(field.type)) say(`${column.get('field')} cannot be summed up: it is ${field.type}`);
  }
}

/** Formulas of reports have names of their own kind, so they are only read for their form. */
function formulas(root, say) {
  for (const node of [...root.all('aggregates'), ...root.all('customDetailFormulas')]) {
    const text = node.get('calculatedFormula');
    if (text.length > 3900) say(`the formula of ${node.get('developerName')} is too long`);
    const bare = text.replace(/"([^"\\]|\\.)*"/g, '""');
    let depth = 0;
    for (const sign of bare) if (sign === '(') depth += 1; else if (sign === ')' && (depth -= 1) < 0) break;
    if (depth !== 0 || /[^\w\s$.:,"'()+\-*/^<>=!&|]/.test(bare)) say(`the formula of ${node.get('developerName')} cannot be read: ${text}`);
  }
  if (root.all('customDetailFormulas').length > 1) say('a report has at most one row-level formula');
  if (root.all('aggregates').length > 5) say('a report has at most five summary formulas');
}

function dashboard(project, part) {
  const say = (what) => project.report(part.path, what);
  const { root } = part;
  const cells = root.one('dashboardGridLayout')?.all('dashboardGridComponents') ?? [];
  if (cells.length === 0) say('shows nothing');
  if (cells.length > COMPONENTS) say(`has ${cells.length} components, more than ${COMPONENTS}`);
  const columns = Number(root.get('dashboardGridLayout', 'numberOfColumns'));
  const taken = new Set();
  for (const cell of cells) {
    const at = (name) => Number(cell.get(name));
    if (at('columnIndex') + at('colSpan') > columns) say(`a component reaches over the edge, at column ${at('columnIndex')}`);
    for (let row = at('rowIndex'); row < at('rowIndex') + at('rowSpan'); row += 1) {
      for (let column = at('columnIndex'); column < at('columnIndex') + at('colSpan'); column += 1) {
        if (taken.has(`${row} ${column}`)) say(`two components lie at row ${row}, column ${column}`);
        taken.add(`${row} ${column}`);
      }
    }
    component(project, cell.one('dashboardComponent'), say);
  }
  if (root.get('dashboardType') === 'SpecifiedUser') say('runs as a user that the org may not have');
}

function component(project, node, say) {
  const name = node.get('report');
  const found = project.of('report').find((part) => `${part.folder}/${part.name}` === name);
  if (!found) return say(`the report ${name} does not exist`);
  const groups = [...found.root.all('groupingsDown'), ...found.root.all('groupingsAcross')].map((group) => group.get('field'));
  for (const group of node.texts('groupingColumn')) if (!groups.includes(group)) say(`${name} is not grouped by ${group}`);
  const shown = [...found.root.all('columns'), ...found.root.all('groupingsDown')].map((column) => column.get('field'));
  for (const summary of node.all('chartSummary')) {
    const column = summary.get('column');
    if (!shown.includes(column) && !OWN.test(column)) say(`${name} does not show ${column}`);
  }
  if (found.root.get('format') === 'Tabular' && !['FlexTable', 'Table'].includes(node.get('componentType')) && found.root.one('rowLimit') === undefined) say(`${name} is tabular: a dashboard shows it with a row limit only`);
}
