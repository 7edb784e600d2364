/**
 * A miniature Salesforce org: one project, records, users, a clock.
 *
 * What people do is one transaction each: it is saved as a whole or refused as a whole. The order of execution is that of the Apex Developer
 * Guide ("Triggers and Order of Execution", 66.0), without what no project here has: before-save flows, system checks, validation rules,
 * the save, after-save flows, scheduled paths.
 *
 * Decisions where the documentation is silent, each an option:
 * - `record: 'saved'`: in after-save flows `$Record` is the record as this save left it, though an earlier flow has since written to it;
 *   `'current'` reads it again for every flow. A project should not depend on it.
 * - `past: 'run'`: a scheduled path whose time has passed when it is scheduled runs as soon as the transaction is over; `'skip'` drops it.
 */
import { Refusal, Unsupported } from './errors.mjs';
import { FormulaError } from '../project/formula.mjs';
import { Interview } from './interview.mjs';
import { Schedule } from './schedule.mjs';
import { Store } from './store.mjs';
import { defaultsOf, derive, systemChecks } from './system.mjs';
import { kept, ofFormula } from './values.mjs';

/** Saves inside of saves. Source: Apex governor limits, maximum trigger depth. */
const DEPTH = 16;

/** An org with one project. */
export class Org {
  /**
   * @param plan what `blueprint` made of a project; orgs may share it
   * @param {{now?: string, record?: 'saved' | 'current', past?: 'run' | 'skip'}} [options]
   */
  constructor(plan, { now = '2026-01-05T09:00:00.000Z', record = 'saved', past = 'run' } = {}) {
    this.plan = plan;
    this.now = Date.parse(now);
    this.options = { record, past };
    this.store = new Store();
    this.schedule = new Schedule(this);
    this.actions = [];
    this.populate();
  }

  /** What every org has: a user, and what the project's metadata makes records of. */
  populate() {
    const add = (object, fields) => {
      const record = { id: this.store.newId(object), object, fields, deleted: false };
      this.store.add(record);
      return record;
    };
    const { project } = this.plan;
    this.user = add('User', { Name: 'Ada Admin', LastName: 'Admin', Username: 'ada@example.com', IsActive: true });
    for (const part of project.of('recordType')) {
      add('RecordType', { Name: part.root.get('label'), DeveloperName: part.name, SobjectType: part.object, IsActive: true });
    }
    for (const part of project.of('queue')) add('Group', { Name: part.root.get('name'), DeveloperName: part.name, Type: 'Queue' });
    for (const part of project.of('group')) add('Group', { Name: part.root.get('name'), DeveloperName: part.name, Type: 'Regular' });
    for (const part of project.of('notiftype')) {
      add('CustomNotificationType', { MasterLabel: part.root.get('masterLabel'), DeveloperName: part.name, CustomNotifTypeName: part.name });
    }
    this.store.commit();
  }

  // ------------------------------------------------------------------------------------------------- transactions

  /**
   * Does something as one transaction, and what is due right after it.
   * @param {(transaction: object) => void} act
   * @param {{bypass?: boolean}} [user] whether the user has the custom permissions
   * @returns {{refused?: string, trace: string[]}}
   */
  transact(act, { bypass = false } = {}) {
    const transaction = { bypass, depth: 0, trace: [] };
    const refused = this.attempt(act, transaction);
    this.schedule.run(this.now, transaction.trace);
    return { refused, trace: transaction.trace };
  }

  attempt(act, transaction) {
    const savepoint = this.store.savepoint();
    const actions = this.actions.length;
    try {
      act(transaction);
      this.store.commit();
      return undefined;
    } catch (error) {
      this.store.rollback(savepoint);
      this.actions.length = actions;
      if (!(error instanceof Refusal)) throw error;
      transaction.trace.push(`refused: ${error.message}`);
      return error.message;
    }
  }

  /** Moves the clock on, and runs what becomes due. */
  advance(to) {
    const until = Date.parse(to);
    if (!(until >= this.now)) throw new Unsupported(`the clock cannot go to ${to}`);
    const trace = [];
    this.schedule.run(until, trace);
    this.now = until;
    return { trace };
  }

  // ------------------------------------------------------------------------------------------------- reading

  /** The value of a record's field; formulas are computed. */
  read(record, name) {
    if (name === 'Id') return record.id ?? null;
    const field = this.plan.objects.get(record.object)?.get(name);
    if (!field) throw new Unsupported(`${record.object} has no field ${name}`);
    const formula = this.plan.formulas.get(`${record.object}.${name}`);
    if (formula) return ofFormula(field, this.evaluate(formula, record, { isNew: false }));
    const derived = derive(this, record, name);
    if (derived !== undefined) return derived;
    return record.fields[name] ?? (field.type === 'boolean' ? false : null);
  }

  /** Follows relationships from a record to a field. */
  readPath(record, path) {
    let at = record;
    for (const name of path.slice(0, -1)) {
      const reference = this.reference(at.object, name);
      at = this.store.live(at.fields[reference.name]);
      if (!at) return null;
    }
    const last = path.at(-1);
    if (path.length > 1 || this.plan.objects.get(at.object)?.has(last) || last === 'Id') return this.read(at, last);
    return this.store.live(at.fields[this.reference(at.object, last).name]) ?? null;
  }

  reference(object, relationship) {
    const found = [...(this.plan.objects.get(object)?.values() ?? [])].find((field) => field.relationship === relationship);
    if (!found) throw new Unsupported(`${object} has no relationship ${relationship}`);
    return found;
  }

  /** A formula over a record: of a field, a rule, a default. */
  evaluate(formula, record, { prior, isNew = false, bypass = false }) {
    return formula({
      now: this.now,
      isNew,
      get: (name) => {
        if (name.startsWith('$Permission.')) return bypass;
        if (name.startsWith('$User.')) return this.readPath(this.user, name.slice(6).split('.'));
        if (name.startsWith('$RecordType.')) return this.readPath(record, ['RecordType', name.slice(12)]);
        if (name.startsWith('$')) throw new Unsupported(`${name} is unknown here`);
        return this.readPath(record, name.split('.'));
      },
      prior: (name) => this.read(prior, name),
      changed: (name) => this.read(record, name) !== this.read(prior, name),
    });
  }

  /** A record as a query gives it: with the fields asked for, or all of them. */
  copy(record, queried = []) {
    const names = queried.length > 0 ? queried : [...this.plan.objects.get(record.object).keys()].filter((name) => name !== 'Id');
    const fields = {};
    for (const name of names) fields[name] = this.read(record, name);
    return { id: record.id, object: record.object, fields, only: new Set(['Id', ...names]) };
  }

  /** Writes a field of a record that is not saved yet. */
  assign(record, name, value) {
    const field = this.plan.objects.get(record.object)?.get(name);
    if (name === 'Id') {
      record.id = value;
      return;
    }
    if (!field) throw new Unsupported(`${record.object} has no field ${name}`);
    if (!field.writable) throw new Unsupported(`${record.object}.${name} cannot be written`);
    record.fields[name] = this.keep(field, value);
    record.set?.add(name);
    record.only?.add(name);
  }

  keep(field, value) {
    try {
      return kept(field, value);
    } catch (error) {
      throw new Refusal(error.message);
    }
  }

  // ------------------------------------------------------------------------------------------------- saving

  /** @returns the new records */
  insert(items, transaction) {
    const changes = items.map(({ object, values }) => {
      if (!this.plan.objects.has(object)) throw new Unsupported(`${object} does not exist`);
      return { record: { id: this.store.newId(object), object, fields: {}, deleted: false }, values, isNew: true };
    });
    this.save(changes, transaction);
    return changes.map(({ record }) => record);
  }

  update(changes, transaction) {
    const ids = new Set(changes.map(({ record }) => record.id));
    if (ids.size < changes.length) throw new Refusal('DUPLICATE_VALUE: a record stands twice in one update');
    this.save(changes.map((change) => ({ ...change, isNew: false })), transaction);
  }

  /** The order of execution, for records of one or several objects. */
  save(changes, transaction) {
    if (transaction.depth >= DEPTH) throw new Refusal('maximum trigger depth exceeded: flows start each other without end');
    const deeper = { ...transaction, depth: transaction.depth + 1 };
    const byObject = Map.groupBy ? Map.groupBy(changes, ({ record }) => record.object) : groupBy(changes, ({ record }) => record.object);
    for (const [object, group] of byObject) this.saveGroup(object, group, deeper);
  }

  saveGroup(object, changes, transaction) {
    const drafts = changes.map((change) => this.draft(change, transaction));
    this.flows(object, 'RecordBeforeSave', drafts, transaction);
    for (const draft of drafts) {
      systemChecks(this, draft);
      this.validate(object, draft, transaction);
    }
    for (const { record, working, isNew } of drafts) {
      if (isNew) this.store.add(record);
      this.store.write(record, working.fields);
    }
    for (const draft of drafts) draft.saved = { ...draft.working, fields: { ...draft.working.fields } };
    this.flows(object, 'RecordAfterSave', drafts, transaction);
  }

  draft({ record, values, isNew }, transaction) {
    const stamp = new Date(this.now).toISOString();
    const working = { id: record.id, object: record.object, fields: { ...record.fields }, deleted: false };
    if (isNew) {
      Object.assign(working.fields, { CreatedDate: stamp, CreatedById: this.user.id });
      defaultsOf(this, working, values);
    }
    const prior = isNew ? undefined : { id: record.id, object: record.object, fields: { ...record.fields } };
    for (const [name, value] of Object.entries(values)) this.assign(working, name, value);
    systemChecks(this, { working, prior, given: values, isNew, early: true });
    Object.assign(working.fields, { LastModifiedDate: stamp, LastModifiedById: this.user.id, SystemModstamp: stamp });
    transaction.trace.push(`${isNew ? 'insert' : 'update'} ${record.object} ${record.id} ${JSON.stringify(values)}`);
    return { record, working, prior, isNew, given: values };
  }

  validate(object, { working, prior, isNew }, transaction) {
    const errors = [];
    for (const rule of this.plan.rules.get(object) ?? []) {
      try {
        if (this.evaluate(rule.run, working, { prior, isNew, bypass: transaction.bypass }) === true) errors.push(`${rule.name}: ${rule.message}`);
      } catch (error) {
        if (!(error instanceof FormulaError)) throw error;
        errors.push(`${rule.name}: ${error.message}`);
      }
    }
    if (errors.length > 0) throw new Refusal(`FIELD_CUSTOM_VALIDATION_EXCEPTION: ${errors.join('; ')}`);
  }

  /** All flows of an object and a moment, each for every record before the next. */
  flows(object, triggerType, drafts, transaction) {
    for (const flow of this.plan.flows.get(`${object} ${triggerType}`) ?? []) {
      for (const draft of drafts) this.flow(flow, draft, triggerType, transaction);
    }
  }

  flow(flow, draft, triggerType, transaction) {
    const { isNew, prior } = draft;
    if (!/Create/.test(flow.start.recordTriggerType) && isNew) return;
    if (!/Update/.test(flow.start.recordTriggerType) && !isNew) return;
    const live = this.store.live(draft.record.id);
    if (triggerType === 'RecordAfterSave' && !live) return;
    const record = triggerType === 'RecordBeforeSave' ? draft.working : snapshot(this.options.record === 'current' ? live : draft.saved);
    const interview = new Interview(this, flow, { record, prior, isNew, transaction });
    const starts = this.starts(interview);
    if (flow.start.scheduledPaths.length > 0) this.schedule.consider(interview, starts, transaction);
    if (!starts || flow.start.next === undefined) return;
    transaction.trace.push(` flow ${flow.name} for ${record.object} ${record.id}`);
    interview.run(flow.start.next);
  }

  /** Whether a flow starts for a record: its conditions hold, and did not before if that is asked. */
  starts(interview) {
    const { start } = interview.flow;
    if (!this.meets(interview)) return false;
    if (!start.requiresChange || interview.isNew || !interview.prior) return true;
    const before = new Interview(this, interview.flow, { record: interview.prior, prior: interview.prior, transaction: interview.transaction });
    return !this.meets(before);
  }

  /** Whether a record meets a flow's entry conditions. */
  meets(interview) {
    const { start } = interview.flow;
    if (start.filterFormula !== undefined) return interview.formula(start.filterFormula) === true;
    return interview.passes(interview.record, start.filterLogic, start.filters);
  }

  /** A flow called by another, in the same transaction. */
  call(caller, element) {
    const flow = this.plan.byName.get(element.flow);
    if (!flow) throw new Unsupported(`the flow ${element.flow} does not exist`);
    const inner = new Interview(this, flow, { record: null, transaction: caller.transaction });
    for (const { name, value } of element.inputs) inner.values.set(name, caller.given(value));
    inner.run(flow.start.next);
    const outputs = {};
    for (const resource of flow.resources.values()) if (resource.isOutput) outputs[resource.name] = inner.own(resource.name);
    return outputs;
  }

  /** An action of the platform is written down; nothing in this org reacts to it. */
  act(action, transaction) {
    transaction.trace.push(`  action ${action.type} ${JSON.stringify(action.inputs)}`);
    this.actions.push(action);
  }

  // ------------------------------------------------------------------------------------------------- deleting

  /** Deletes records, and with them what cannot be without them: only the records themselves start flows. */
  delete(records, transaction) {
    if (transaction.depth >= DEPTH) throw new Refusal('maximum trigger depth exceeded');
    const deeper = { ...transaction, depth: transaction.depth + 1 };
    for (const record of records) {
      transaction.trace.push(`delete ${record.object} ${record.id}`);
      for (const flow of this.plan.flows.get(`${record.object} RecordBeforeDelete`) ?? []) {
        const interview = new Interview(this, flow, { record: snapshot(record), transaction: deeper });
        if (this.starts(interview)) {
          transaction.trace.push(` flow ${flow.name} for ${record.object} ${record.id}`);
          interview.run(flow.start.next);
        }
      }
    }
    const group = { cleared: [] };
    for (const record of records) this.remove(record, group);
  }

  remove(record, group) {
    if (record.deleted) return;
    this.store.mark(record, group);
    for (const { object, field } of this.referrers(record.object)) {
      for (const other of [...this.store.of(object)]) {
        if (other.fields[field.name] !== record.id) continue;
        if (belongs(object, field)) this.remove(other, group);
        else {
          group.cleared.push({ other, field: field.name, id: record.id });
          this.store.write(other, { ...other.fields, [field.name]: null });
        }
      }
    }
  }

  referrers(target) {
    this.plan.referrers ??= new Map();
    if (!this.plan.referrers.has(target)) {
      const found = [];
      for (const [object, fields] of this.plan.objects) {
        for (const field of fields.values()) {
          if (field.type === 'reference' && (field.targets[0] === '*' || field.targets.includes(target)) && !field.name.endsWith('ById')) found.push({ object, field });
        }
      }
      this.plan.referrers.set(target, found);
    }
    return this.plan.referrers.get(target);
  }

  /** Brings a record back, with what was deleted with it. No flow and no rule runs. */
  undelete(record, transaction) {
    const group = record.deleted;
    if (!group) throw new Refusal('UNDELETE_FAILED: the record is not in the recycle bin');
    transaction.trace.push(`undelete ${record.object} ${record.id}`);
    for (const other of this.store.records.values()) if (other.deleted === group) this.store.mark(other, false);
    for (const { other, field, id } of group.cleared) {
      if (other.fields[field] === null) this.store.write(other, { ...other.fields, [field]: id });
    }
  }
}


const snapshot = (record) => ({ id: record.id, object: record.object, fields: { ...record.fields } });

/** What is deleted with the record it refers to. Source: Object Reference, cascade delete of each object. */
function belongs(object, field) {
  if (field.kind === 'MasterDetail') return true;
  return ['Contact.AccountId', 'Opportunity.AccountId', 'OpportunityContactRole.OpportunityId', 'OpportunityContactRole.ContactId', 'OpportunityLineItem.OpportunityId', 'CampaignMember.ContactId', 'CampaignMember.LeadId', 'CampaignMember.CampaignId', 'Event.WhoId', 'Task.WhoId', 'Event.WhatId', 'Task.WhatId'].includes(`${object}.${field.name}`);
}

function groupBy(items, key) {
  const groups = new Map();
  for (const item of items) {
    const of = key(item);
    if (!groups.has(of)) groups.set(of, []);
    groups.get(of).push(item);
  }
  return groups;
}
