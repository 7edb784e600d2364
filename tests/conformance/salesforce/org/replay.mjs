/** Replays sequences of what people do, and compares what becomes of the records. The format is told in ../replay.mjs. */
import { Unsupported } from './errors.mjs';
import { Org } from './org.mjs';

/**
 * Runs one replay.
 * @param plan what `blueprint` made of its project
 * @returns {{step: number, what: string, trace: string[]} | undefined} the first difference
 */
export function replay(plan, { start, steps, options = {} }) {
  const org = new Org(plan, { ...(start ? { now: start } : {}), ...options });
  const aliases = new Map();
  for (const [index, step] of steps.entries()) {
    let outcome;
    try {
      outcome = act(org, aliases, step);
    } catch (error) {
      return { step: index, what: `${error.name}: ${error.message}`, trace: error instanceof Unsupported ? [] : [error.stack] };
    }
    const what = difference(org, aliases, step, outcome);
    if (what) return { step: index, what, trace: outcome.trace };
  }
  return undefined;
}

function act(org, aliases, step) {
  const record = () => {
    const id = aliases.get(step.as);
    if (!id) throw new Unsupported(`no record is called ${step.as}`);
    return org.store.get(id);
  };
  const values = () => Object.fromEntries(Object.entries(step.values ?? {}).map(([name, value]) => [name, plain(org, aliases, value)]));
  switch (step.op) {
    case 'insert': {
      let made;
      const outcome = org.transact((transaction) => {
        [made] = org.insert([{ object: step.type, values: values() }], transaction);
      }, step);
      if (!outcome.refused) aliases.set(step.as, made.id);
      return outcome;
    }
    case 'update':
      return org.transact((transaction) => org.update([{ record: record(), values: values() }], transaction), step);
    case 'delete':
      return org.transact((transaction) => org.delete([record()], transaction), step);
    case 'undelete':
      return org.transact((transaction) => org.undelete(record(), transaction), step);
    case 'clock':
      return org.advance(step.to);
    case 'find':
      return find(org, aliases, step);
    default:
      throw new Unsupported(`${step.op} is no step`);
  }
}

function plain(org, aliases, value) {
  if (value === null || typeof value !== 'object') return value;
  if (value.ref !== undefined) {
    if (!aliases.has(value.ref)) throw new Unsupported(`no record is called ${value.ref}`);
    return aliases.get(value.ref);
  }
  if (value.recordType !== undefined) {
    const found = [...org.store.of('RecordType')].find(({ fields }) => fields.DeveloperName === value.recordType);
    if (!found) throw new Unsupported(`there is no record type ${value.recordType}`);
    return found.id;
  }
  throw new Unsupported(`${JSON.stringify(value)} is no value`);
}

/** Calls a record by a name that a flow has made. */
function find(org, aliases, { as, type, where = {}, nth = 0 }) {
  const fits = (record) => Object.entries(where).every(([name, value]) => same(org.read(record, name), plain(org, aliases, value)));
  const known = new Set(aliases.values());
  const found = [...org.store.of(type)].filter((record) => !known.has(record.id) && fits(record));
  if (!found[nth]) return { trace: [], missing: `there is no ${type} with ${JSON.stringify(where)}` };
  aliases.set(as, found[nth].id);
  return { trace: [] };
}

const TIME = /^\d{4}-\d\d-\d\dT/;

function same(is, should) {
  if (typeof is === 'string' && typeof should === 'string' && TIME.test(is) && TIME.test(should)) return Date.parse(is) === Date.parse(should);
  return (is ?? null) === (should ?? null);
}

function difference(org, aliases, step, outcome) {
  if (outcome.missing) return outcome.missing;
  if (step.refused && !outcome.refused) return `should be refused${step.why ? ` (${step.why})` : ''}, and is accepted`;
  if (!step.refused && outcome.refused) return `should be accepted, and is refused: ${outcome.refused}`;
  for (const [alias, fields] of Object.entries(step.expect ?? {})) {
    const record = org.store.get(aliases.get(alias));
    if (!record) return `no record is called ${alias}`;
    if (fields === null || record.deleted) {
      if (fields !== null) return `${alias} is deleted`;
      if (!record.deleted) return `${alias} should be deleted`;
      continue;
    }
    for (const [name, value] of Object.entries(fields)) {
      const [is, should] = [org.read(record, name), plain(org, aliases, value)];
      if (!same(is, should)) return `${alias}.${name} should be ${JSON.stringify(should ?? null)}, and is ${JSON.stringify(is)}`;
    }
  }
  for (const [type, count] of Object.entries(step.count ?? {})) {
    const is = [...org.store.of(type)].length;
    if (is !== count) return `there should be ${count} ${type}, and there are ${is}`;
  }
  for (const { type, field, value, count } of step.counts ?? []) {
    const is = [...org.store.of(type)].filter((record) => same(org.read(record, field), plain(org, aliases, value))).length;
    if (is !== count) return `there should be ${count} ${type} with ${field} ${JSON.stringify(value)}, and there are ${is}`;
  }
  if (step.actions !== undefined && org.actions.length !== step.actions) return `there should have been ${step.actions} actions, and there were ${org.actions.length}`;
  return undefined;
}
