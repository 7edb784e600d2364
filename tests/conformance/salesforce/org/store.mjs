/** Records in memory, with a journal, so that a transaction or a part of it can be taken back. */

const PREFIX = { Account: '001', Contact: '003', Opportunity: '006', Lead: '00Q', User: '005', Event: '00U', Task: '00T', RecordType: '012', Group: '00G' };

/** All records of an org. */
export class Store {
  constructor() {
    this.records = new Map();
    this.byObject = new Map();
    this.journal = [];
    this.counter = 0;
  }

  /** @returns a new id, in the form of the platform's */
  newId(object) {
    this.counter += 1;
    return `${PREFIX[object] ?? 'a00'}${String(this.counter).padStart(12, '0')}AAA`;
  }

  get(id) {
    return this.records.get(id);
  }

  /** @returns the live record of an id */
  live(id) {
    const record = this.records.get(id);
    return record && !record.deleted ? record : undefined;
  }

  /** Live records of an object, in the order in which they were made. */
  *of(object) {
    for (const id of this.byObject.get(object) ?? []) {
      const record = this.records.get(id);
      if (!record.deleted) yield record;
    }
  }

  add(record) {
    this.records.set(record.id, record);
    if (!this.byObject.has(record.object)) this.byObject.set(record.object, new Set());
    this.byObject.get(record.object).add(record.id);
    this.did(() => {
      this.records.delete(record.id);
      this.byObject.get(record.object).delete(record.id);
    });
  }

  /** Replaces what a record holds. */
  write(record, fields) {
    const before = record.fields;
    record.fields = fields;
    this.did(() => {
      record.fields = before;
    });
  }

  mark(record, deleted) {
    const before = record.deleted;
    record.deleted = deleted;
    this.did(() => {
      record.deleted = before;
    });
  }

  /** Remembers how to take something back. */
  did(undo) {
    this.journal.push(undo);
  }

  savepoint() {
    return this.journal.length;
  }

  rollback(savepoint) {
    while (this.journal.length > savepoint) this.journal.pop()();
  }

  commit() {
    this.journal.length = 0;
  }
}
