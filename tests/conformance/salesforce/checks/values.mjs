/** Every picklist value that a formula, flow, path or record type names is in its value set: the platform would never match it. */
import { literalsOf } from '../project/literals.mjs';

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  for (const { file, where, field, value, compared } of literalsOf(project)) {
    const values = field.type === 'multipicklist' ? value.split(';') : [value];
    if (field.values && value !== '' && !values.every((each) => (compared ? field.known : field.values).includes(each))) {
      project.report(file, `${where}: ${field.name} has no value "${value}"`);
    }
  }
  for (const part of project.of('field')) {
    const set = part.root.one('valueSet')?.one('valueSetDefinition');
    if (set) lists(project, part, set.all('value'));
  }
  for (const part of project.of('globalValueSet')) lists(project, part, part.root.all('customValue'));
  for (const part of project.of('standardValueSet')) standard(project, part);
}

/** At most so many values in a restricted picklist. Source: sf-skills custom-field-generate. */
const MOST = 1000;

function lists(project, part, values) {
  if (values.length === 0) project.report(part.path, 'a picklist needs a value');
  if (values.length > MOST) project.report(part.path, `has ${values.length} values, more than ${MOST}`);
  if (values.filter((value) => value.get('default') === 'true').length > 1) project.report(part.path, 'has two default values');
}

function standard(project, part) {
  const report = (what) => project.report(part.path, what);
  const values = part.root.all('standardValue');
  lists(project, part, values);
  if (part.name === 'OpportunityStage') {
    for (const value of values) {
      const name = value.get('fullName');
      for (const needed of ['closed', 'forecastCategory', 'probability', 'won']) if (!value.one(needed)) report(`${name} needs <${needed}>`);
      const [closed, won, probability] = [value.get('closed') === 'true', value.get('won') === 'true', Number(value.get('probability'))];
      if (won && !closed) report(`${name} is won and not closed`);
      if (!(probability >= 0 && probability <= 100)) report(`${name} has a probability of ${probability}`);
    }
  }
  if (part.name === 'LeadStatus') {
    for (const value of values) if (!value.one('converted')) report(`${value.get('fullName')} needs <converted>`);
    if (!values.some((value) => value.get('converted') === 'true')) report('no value is converted, so that no lead could be converted');
    if (!values.some((value) => value.get('default') === 'true')) report('no value is the default');
  }
}
