/**
 * Scheduled paths and schedule-triggered flows: what happens when the clock moves.
 *
 * A path waits for a time counted from the event or from a field. While it waits, every save of its record asks again: who no longer meets
 * the entry conditions loses it, and a changed field moves it (help.salesforce.com, Scheduled Paths; confirmed by experiment in
 * salesforce.stackexchange.com, "Do scheduled paths get evaluated…"). When its time has come it is a transaction of its own, for the user
 * who changed the record, with the record as it is then.
 */
import { Unsupported } from './errors.mjs';
import { Interview } from './interview.mjs';
import { addMonths, DAY } from './values.mjs';

const UNITS = { Minutes: 60_000, Hours: 3_600_000, Days: DAY, Weeks: 7 * DAY };

/** What an org still has to do. */
export class Schedule {
  constructor(org) {
    this.org = org;
    this.jobs = new Map();
    this.sequence = 0;
    this.ranUntil = org.now;
  }

  /** Looks at a flow's paths after a save of its record. `starts`: whether the save is one that starts the flow. */
  consider(interview, starts, transaction) {
    const { flow, record } = interview;
    const meets = starts || this.org.meets(interview);
    for (const path of flow.start.scheduledPaths) {
      const key = `${flow.name} ${path.name} ${record.id}`;
      const waiting = this.jobs.get(key);
      if (!meets) {
        if (waiting) this.set(key, undefined);
      } else if (waiting && path.timeSource === 'RecordField') {
        const due = this.due(path, record);
        if (due !== waiting.due) this.set(key, due === undefined ? undefined : { ...waiting, due });
      } else if (starts && !waiting) {
        const due = this.due(path, record);
        const passed = due !== undefined && due <= this.org.now && path.pathType !== 'AsyncAfterCommit' && this.org.options.past === 'skip';
        if (due !== undefined && !passed) {
          this.sequence += 1;
          this.set(key, { due, flow, path, id: record.id, bypass: transaction.bypass, sequence: this.sequence });
        }
      }
    }
  }

  due(path, record) {
    if (path.pathType === 'AsyncAfterCommit') return this.org.now;
    let from = this.org.now;
    if (path.timeSource === 'RecordField') {
      const value = this.org.read(record, path.recordField);
      if (value === null) return undefined;
      from = Date.parse(value);
    }
    if (path.unit === 'Months') return addMonths(from / DAY, path.offset) * DAY;
    if (!UNITS[path.unit]) throw new Unsupported(`scheduled paths in ${path.unit} are unknown here`);
    return from + path.offset * UNITS[path.unit];
  }

  /** Changes a job so that a rollback takes it back. */
  set(key, job) {
    const before = this.jobs.get(key);
    const put = (value) => (value === undefined ? this.jobs.delete(key) : this.jobs.set(key, value));
    put(job);
    this.org.store.did(() => put(before));
  }

  /** Runs everything that is due until a time, in the order of time. */
  run(until, trace) {
    for (;;) {
      const job = this.nextJob(until);
      const tick = this.nextTick(until);
      if (!job && !tick) break;
      if (job && (!tick || job.due <= tick.time)) this.runJob(job, trace);
      else this.runTick(tick, trace);
    }
  }

  nextJob(until) {
    let first;
    for (const [key, job] of this.jobs) {
      if (job.due > until) continue;
      if (!first || job.due < first.due || (job.due === first.due && job.sequence < first.sequence)) first = { ...job, key };
    }
    return first;
  }

  runJob(job, trace) {
    const { org } = this;
    org.now = Math.max(org.now, job.due);
    this.jobs.delete(job.key);
    const record = org.store.live(job.id);
    if (!record) return;
    trace.push(`scheduled path ${job.flow.name}.${job.path.name} for ${record.object} ${record.id} at ${new Date(org.now).toISOString()}`);
    const copy = { id: record.id, object: record.object, fields: { ...record.fields } };
    this.alone(job.flow, { record: copy, prior: copy }, job.path.next, job.bypass, trace);
  }

  alone(flow, what, next, bypass, trace) {
    const transaction = { bypass, depth: 0, trace };
    this.org.attempt(() => new Interview(this.org, flow, { ...what, transaction }).run(next), transaction);
  }

  /** The next time at which a schedule-triggered flow starts. */
  nextTick(until) {
    let first;
    for (const flow of this.org.plan.scheduled) {
      const after = (this.ticked ??= new Map()).get(flow.name) ?? this.ranUntil;
      const time = next(flow, after);
      if (time !== undefined && time <= until && (!first || time < first.time)) first = { flow, time };
    }
    return first;
  }

  runTick({ flow, time }, trace) {
    const { org } = this;
    org.now = Math.max(org.now, time);
    this.ticked.set(flow.name, time);
    trace.push(`schedule ${flow.name} at ${new Date(time).toISOString()}`);
    if (!flow.start.object) return this.alone(flow, { record: null }, flow.start.next, false, trace);
    const transaction = { bypass: false, depth: 0, trace };
    const found = [...org.store.of(flow.start.object)].filter((record) => org.meets(new Interview(org, flow, { record, transaction })));
    for (const { id } of found) {
      const record = org.store.live(id);
      if (!record) continue;
      const copy = { id, object: record.object, fields: { ...record.fields } };
      this.alone(flow, { record: copy }, flow.start.next, false, trace);
    }
    return undefined;
  }
}

const STEPS = { Daily: DAY, Weekly: 7 * DAY, Hourly: 3_600_000, Weekdays: DAY };

/** The first start of a flow behind a time. */
function next(flow, after) {
  const { frequency, startDate, startTime } = flow.start.schedule ?? {};
  const first = Date.parse(`${startDate.slice(0, 10)}T${(startTime ?? '00:00:00').replace(/(\.\d+)?Z?$/, '')}Z`);
  if (Number.isNaN(first)) throw new Unsupported(`${flow.name} starts at no time`);
  if (frequency === 'Once') return first > after ? first : undefined;
  if (!STEPS[frequency]) throw new Unsupported(`${flow.name} starts ${frequency}, which is unknown here`);
  let time = first > after ? first : first + (Math.floor((after - first) / STEPS[frequency]) + 1) * STEPS[frequency];
  while (frequency === 'Weekdays' && [0, 6].includes(new Date(time).getUTCDay())) time += DAY;
  return time;
}
