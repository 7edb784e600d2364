/** One run of a flow for one record. */
import { combine, OPERATORS } from './operators.mjs';
import { Refusal, Unsupported } from './errors.mjs';
import { DAY, toStored } from './values.mjs';
import { DEEDS } from './deeds.mjs';
import { FormulaError } from '../project/formula.mjs';

/** Elements that one interview may pass. */
const STEPS = 20_000;

/** A flow at work. `record` is what the flow calls $Record, `prior` what it was before. */
export class Interview {
  constructor(org, flow, { record, prior, isNew = false, transaction }) {
    Object.assign(this, { org, flow, record, prior, isNew, transaction });
    this.values = new Map();
    this.loops = new Map();
    this.written = new Set();
    this.fault = null;
  }

  /** Follows the connectors from an element to the end. */
  run(from) {
    let name = from;
    for (let step = 0; name !== undefined; step += 1) {
      if (step > STEPS) throw new Unsupported(`${this.flow.name} does not end`);
      const element = this.flow.elements.get(name);
      if (!element) throw new Unsupported(`${this.flow.name}: ${name} does not exist`);
      name = this.pass(element);
    }
  }

  pass(element) {
    const savepoint = this.org.store.savepoint();
    try {
      return DEEDS[element.kind](this, element);
    } catch (error) {
      if (!(error instanceof Refusal) || error.final || element.fault === undefined) throw error;
      this.org.store.rollback(savepoint);
      this.fault = error.message;
      this.transaction.trace.push(`  ${this.flow.name}.${element.name}: fault: ${error.message}`);
      return element.fault;
    }
  }

  /** What a reference stands for. */
  value(name) {
    const [head, ...rest] = name.split('.');
    switch (head) {
      case '$Record':
        return this.along(this.record, rest, name);
      case '$Record__Prior':
        return this.along(this.prior ?? null, rest, name);
      case '$Permission':
        return this.transaction.bypass;
      case '$GlobalConstant':
        return { True: true, False: false, EmptyString: '' }[rest[0]];
      case '$Flow':
        return this.global(rest[0]);
      case '$User':
        return this.along(this.org.user, rest, name);
      default:
        if (head.startsWith('$')) throw new Unsupported(`${name} is unknown here`);
        return this.along(this.own(head), rest, name);
    }
  }

  global(name) {
    if (name === 'CurrentDate') return toStored(this.org.now / DAY, 'date');
    if (name === 'CurrentDateTime') return toStored(this.org.now / DAY, 'datetime');
    if (name === 'FaultMessage') return this.fault;
    if (name === 'CurrentRecord') return this.record?.id ?? null;
    throw new Unsupported(`$Flow.${name} is unknown here`);
  }

  own(name) {
    if (this.values.has(name)) return this.values.get(name);
    const resource = this.flow.resources.get(name);
    if (resource) return this.resource(resource);
    const element = this.flow.elements.get(name);
    if (element) return null;
    if (this.flow.names.includes(name)) return false;
    throw new Unsupported(`${this.flow.name}: ${name} does not exist`);
  }

  resource(resource) {
    switch (resource.kind) {
      case 'formulas':
        return this.formula(resource.expression);
      case 'constants':
        return this.given(resource.value);
      case 'textTemplates':
        return this.merge(resource.text);
      case 'variables': {
        const value = resource.value !== undefined ? this.given(resource.value) : resource.collection ? [] : null;
        this.values.set(resource.name, value);
        return value;
      }
      default:
        throw new Unsupported(`${resource.kind} are unknown here`);
    }
  }

  /** Follows fields from a value: of nothing, every field is nothing. */
  along(value, path, name) {
    if (path.length === 0) return value;
    if (value === null || value === undefined) return null;
    if (value.outputs) return value.outputs[path[0]] ?? null;
    if (!value.object) throw new Unsupported(`${this.flow.name}: ${name} is no record`);
    if (path.length === 1 && value.only && !value.only.has(path[0])) throw new Unsupported(`${this.flow.name}: ${name} was not read`);
    return this.org.readPath(value, path);
  }

  /** What a FlowElementReferenceOrValue says. */
  given(value) {
    if (value === undefined) return null;
    if (value.reference !== undefined) return this.value(value.reference);
    if (value.formula !== undefined) return this.formula(value.formula);
    if (value.unknown !== undefined) throw new Unsupported(`values with ${value.unknown} are unknown here`);
    if (typeof value.literal === 'string' && value.type === 'text') return this.merge(value.literal);
    return value.literal;
  }

  merge(text) {
    if (!text.includes('{!')) return text;
    return text.replace(/\{!([^}]+)\}/g, (_, name) => this.value(name.trim()) ?? '');
  }

  formula(text) {
    try {
      return this.flow.compile(text).run(this.formulaContext());
    } catch (error) {
      if (error instanceof FormulaError) throw new Refusal(`${this.flow.name}: ${error.message}`);
      throw error;
    }
  }

  formulaContext() {
    const field = (name) => name.replace(/^\$Record\./, '');
    return {
      now: this.org.now,
      isNew: this.isNew,
      get: (name) => this.value(name),
      prior: (name) => this.org.read(this.prior, field(name)),
      changed: (name) => this.changed(field(name)),
    };
  }

  changed(field) {
    return this.prior ? this.org.read(this.record, field) !== this.org.read(this.prior, field) : false;
  }

  /** Whether the conditions of a rule, on references, hold. */
  conditions(logic, conditions) {
    return combine(logic, conditions.length, (index) => {
      const { left, operator, value } = conditions[index];
      if (operator === 'IsChanged') return this.changed(left.replace(/^\$Record\./, '')) === (this.given(value) === true);
      if (operator === 'WasVisited') return this.transaction.visited?.has(left) === (this.given(value) === true);
      return this.test(operator, this.value(left), this.given(value));
    });
  }

  /** Whether a rule's conditions held for the record as it was. */
  heldBefore(rule) {
    if (!this.prior) return false;
    const now = this.record;
    this.record = this.prior;
    try {
      return this.conditions(rule.logic, rule.conditions);
    } finally {
      this.record = now;
    }
  }

  test(operator, left, right) {
    const holds = OPERATORS[operator];
    if (!holds) throw new Unsupported(`${this.flow.name}: the operator ${operator} is unknown here`);
    return holds(left, right);
  }

  /** Whether a record passes filters. */
  passes(record, logic, filters, values = filters.map(({ value }) => this.given(value))) {
    return combine(logic, filters.length, (index) => {
      const { field, operator } = filters[index];
      if (operator === 'IsChanged') return this.changed(field) === (values[index] === true);
      return this.test(operator, this.org.readPath(record, field.split('.')), values[index]);
    });
  }
}
