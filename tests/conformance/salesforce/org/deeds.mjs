/** What each kind of element does; the name of the next element is what it gives back. */
import { Refusal, Unsupported } from './errors.mjs';
import { fromStored, toStored } from './values.mjs';

/** By kind of element. */
export const DEEDS = {
  decisions(interview, element) {
    for (const rule of element.rules) {
      if (!interview.conditions(rule.logic, rule.conditions) || (rule.requiresChange && interview.heldBefore(rule))) continue;
      interview.values.set(rule.name, true);
      interview.transaction.trace.push(`  ${interview.flow.name}.${element.name}: ${rule.name}`);
      return rule.next;
    }
    return element.next;
  },

  assignments(interview, element) {
    for (const { to, operator, value } of element.items) assign(interview, to, operator, interview.given(value));
    return element.next;
  },

  loops(interview, element) {
    const state = interview.loops.get(element.name) ?? begin(interview, element);
    if (state.index >= state.items.length) {
      interview.loops.delete(element.name);
      interview.values.delete(element.name);
      return element.next;
    }
    interview.loops.set(element.name, state);
    const item = state.items[state.index];
    state.index += 1;
    if (element.variable) interview.values.set(element.variable, item);
    else interview.values.set(element.name, item);
    return element.each;
  },

  recordLookups(interview, element) {
    const found = lookup(interview, element);
    const { org } = interview;
    if (element.automatic) interview.values.set(element.name, element.first ? found[0] ?? null : found);
    else if (element.output) {
      if (found.length > 0 || element.nullIfNone || !element.first) interview.values.set(element.output, element.first ? found[0] ?? null : found);
    } else {
      for (const { to, field } of element.outputs) {
        if (found.length > 0 || element.nullIfNone) interview.values.set(to, found.length > 0 ? org.read(found[0], field) : null);
      }
    }
    return element.next;
  },

  recordUpdates(interview, element) {
    const { org, transaction } = interview;
    const before = interview.flow.start?.triggerType === 'RecordBeforeSave';
    if (before && element.input !== '$Record') throw new Unsupported(`${element.name} writes another record before the save`);
    const values = Object.fromEntries((element.values ?? []).map(({ field, value }) => [field, interview.given(value)]));
    if (before) {
      for (const [field, value] of Object.entries(values)) org.assign(interview.record, field, value);
      return element.next;
    }
    const changes = element.input ? inputs(interview, element) : matching(interview, element).map((record) => ({ record, values: { ...values } }));
    if (element.input) for (const change of changes) Object.assign(change.values, values);
    if (changes.length > 0) org.update(changes, transaction);
    return element.next;
  },

  recordCreates(interview, element) {
    const { org, transaction } = interview;
    const items = element.input
      ? list(interview.value(element.input)).map((item) => ({ object: item.object, values: { ...item.fields }, item }))
      : [{ object: element.object, values: Object.fromEntries(element.values.map(({ field, value }) => [field, interview.given(value)])) }];
    if (items.length === 0) return element.next;
    const made = org.insert(items.map(({ object, values }) => ({ object, values })), transaction);
    items.forEach(({ item }, index) => item && Object.assign(item, { id: made[index].id }));
    if (element.automatic) interview.values.set(element.name, made[0].id);
    if (element.idTo) interview.values.set(element.idTo, made[0].id);
    return element.next;
  },

  recordDeletes(interview, element) {
    const { org, transaction } = interview;
    const records = element.input ? list(interview.value(element.input)).map(({ id }) => live(org, id)) : matching(interview, element);
    if (records.length > 0) org.delete(records, transaction);
    return element.next;
  },

  customErrors(interview, element) {
    const texts = element.messages.map(({ text }) => interview.merge(text));
    const refusal = new Refusal(`${interview.flow.name}.${element.name}: ${texts.join(' ')}`);
    throw refusal;
  },

  subflows(interview, element) {
    const outputs = interview.org.call(interview, element);
    if (element.automatic) interview.values.set(element.name, { outputs });
    for (const { name, to } of element.outputs) assign(interview, to, 'Assign', outputs[name] ?? null);
    return element.next;
  },

  actionCalls(interview, element) {
    const inputs = Object.fromEntries(element.inputs.map(({ name, value }) => [name, interview.given(value)]));
    interview.org.act({ type: element.type, action: element.action, inputs, flow: interview.flow.name, element: element.name }, interview.transaction);
    interview.values.set(element.name, { outputs: {} });
    return element.next;
  },

  collectionProcessors(interview, element) {
    const items = [...list(interview.value(element.collection))];
    if (element.type === 'SortCollectionProcessor') interview.values.set(element.name, sorted(interview, items, element));
    else if (element.type === 'FilterCollectionProcessor') interview.values.set(element.name, filtered(interview, items, element));
    else throw new Unsupported(`${element.type} is unknown here`);
    return element.next;
  },
};

const list = (value) => (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]);

function begin(interview, element) {
  const items = [...list(interview.value(element.collection))];
  return { items: element.order === 'Desc' ? items.reverse() : items, index: 0 };
}

function live(org, id) {
  const record = id === undefined || id === null ? undefined : org.store.live(id);
  if (!record) throw new Refusal(`ENTITY_IS_DELETED or MISSING_ID: there is no record ${id}`);
  return record;
}

function matching(interview, element) {
  if (element.filters.length === 0) throw new Unsupported(`${interview.flow.name}.${element.name} has no filters`);
  const values = element.filters.map(({ value }) => interview.given(value));
  const { store } = interview.org;
  // Nearly every filter names an id or a parent: no need to look at all records then.
  const byId = simple(element) && element.filters.findIndex(({ field, operator }) => field === 'Id' && operator === 'EqualTo');
  const candidates = byId !== false && byId >= 0 ? [store.live(values[byId])].filter((record) => record?.object === element.object) : store.of(element.object);
  return [...candidates].filter((record) => interview.passes(record, element.logic, element.filters, values));
}

const simple = (element) => element.logic === 'and' || element.logic === undefined;

function lookup(interview, element) {
  const { org } = interview;
  let records = matching(interview, element);
  if (element.sortField) {
    if (!org.plan.objects.get(element.object)?.has(element.sortField)) throw new Unsupported(`${element.sortField} does not exist`);
    records = sortBy(records, (record) => org.read(record, element.sortField), element.sortOrder === 'Desc');
  }
  const limit = element.limit ? interview.given(element.limit) : Infinity;
  records = records.slice(0, element.first ? 1 : limit);
  return records.map((record) => org.copy(record, element.queried));
}

/** Ascending puts blanks first, descending last, as queries do. */
function sortBy(items, key, descending) {
  const compare = (one, other) => {
    if (one === other) return 0;
    if (one === null) return -1;
    if (other === null) return 1;
    return one < other ? -1 : 1;
  };
  return [...items].sort((one, other) => compare(key(one), key(other)) * (descending ? -1 : 1));
}

function inputs(interview, element) {
  const { org } = interview;
  return list(interview.value(element.input)).map((item) => {
    const record = live(org, item.id);
    const own = item === interview.record ? interview.written : undefined;
    const fields = Object.entries(item.fields).filter(([name]) => {
      const field = org.plan.objects.get(item.object).get(name);
      return field?.writable && (own ? own.has(name) : item.only === undefined || item.only.has(name) || item.set?.has(name));
    });
    return { record, values: Object.fromEntries(fields) };
  });
}

function filtered(interview, items, element) {
  return items.filter((item) => {
    interview.values.set(element.variable, item);
    return element.formula ? interview.formula(element.formula) === true : interview.conditions(element.logic, element.conditions);
  });
}

function sorted(interview, items, element) {
  let result = items;
  for (const { field, descending } of [...element.sort].reverse()) {
    result = sortBy(result, (item) => (field ? interview.org.read(item, field) : item), descending);
  }
  return result.slice(0, element.limit ?? Infinity);
}

/** Writes to a variable, a field of a record variable, or a field of $Record. */
function assign(interview, to, operator, value) {
  const [head, ...rest] = to.split('.');
  if (rest.length > 1) throw new Unsupported(`${to} cannot be assigned`);
  const before = operator === 'Assign' || operator === 'AssignCount' ? undefined : interview.value(to);
  const result = OPERATIONS[operator];
  if (!result) throw new Unsupported(`the operator ${operator} is unknown here`);
  const computed = result(before, value, interview);
  if (rest.length === 0) {
    if (head === '$Record') throw new Unsupported('$Record cannot be assigned');
    interview.values.set(head, computed);
    return;
  }
  const record = head === '$Record' ? interview.record : ownRecord(interview, head);
  interview.org.assign(record, rest[0], computed);
  if (head === '$Record') interview.written.add(rest[0]);
}

function ownRecord(interview, head) {
  let record = interview.own(head);
  if (record === null) {
    const resource = interview.flow.resources.get(head);
    if (resource?.dataType !== 'SObject') throw new Refusal(`${head} is no record`);
    record = { object: resource.object, fields: {} };
    interview.values.set(head, record);
  }
  record.set ??= new Set();
  return record;
}

const OPERATIONS = {
  Assign: (_, value) => value,
  Add(before, value, interview) {
    if (Array.isArray(before)) return [...before, ...list(value)];
    if (before === null || value === null) return typeof before === 'string' || typeof value === 'string' ? `${before ?? ''}${value ?? ''}` : (before ?? 0) + (value ?? 0);
    if (typeof before === 'string' && typeof value === 'number') return later(before, value);
    if (typeof before !== typeof value) throw new Unsupported(`${interview.flow.name}: cannot add ${value} to ${before}`);
    return before + value;
  },
  Subtract(before, value) {
    if (typeof before === 'string' && typeof value === 'number') return later(before, -value);
    return (before ?? 0) - (value ?? 0);
  },
  AddAtStart: (before, value) => [...list(value), ...list(before)],
  AddItem: (before, value) => [...list(before), value],
  RemoveAll: (before, value) => list(before).filter((item) => !list(value).includes(item)),
  AssignCount: (_, value) => list(value).length,
};

function later(stored, days) {
  const type = stored.includes('T') ? 'datetime' : 'date';
  return toStored(fromStored(stored, type) + days, type);
}

