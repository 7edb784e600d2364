/**
 * Salesforce formulas, compiled once to functions. The meaning, above all of blanks, is that of Salesforce's own
 * open formula engine (github salesforce/formula-engine, commands/*.java, 2026-02): comparisons with a blank are neither true nor false,
 * AND, OR and IF take that for false, NOT hands it on, and texts that are blank are empty.
 *
 * Inside, a date is a number of days since 1970 and a datetime the same with a fraction, in UTC, which is the org's time zone.
 */
import { FormulaError, readFormula } from '../project/formula.mjs';
import { addMonths, DAY, fromStored, toStored } from './values.mjs';

/** What a formula asks of its surroundings when it is compiled: `typeOf(name)`. When it runs: `get(name)`, `prior(name)`, `changed(name)`, `isNew`, `now`. */

const TEXTS = new Set(['text', 'textarea', 'email', 'phone', 'url', 'id', 'reference', 'picklist', 'multipicklist', 'null']);
const kindOf = (type) => (TEXTS.has(type) ? 'text' : type === 'currency' || type === 'percent' ? 'number' : type);

/**
 * Compiles a formula.
 * @param {string} text without the braces of flows
 * @param {(name: string) => string | undefined} typeOf
 * @returns {{type: string, run: (context: object) => unknown}} `run` gives a value as records hold it
 */
export function compile(text, typeOf) {
  const { type, run } = expression(readFormula(text), typeOf);
  return { type, run: (context) => toStored(run(context), type) };
}

function expression(node, typeOf) {
  if (node.type === 'literal') return literal(node);
  if (node.type === 'identifier') return identifier(node.name, typeOf);
  if (node.type !== 'callExpression') throw new FormulaError(`formulas with ${node.type} are unknown here`);
  const change = CHANGES[node.id];
  if (change) return change(node.arguments, typeOf);
  const operands = node.arguments.map((argument) => expression(argument, typeOf));
  const make = FUNCTIONS[node.id];
  if (!make) throw new FormulaError(`the function ${node.id} is unknown here`);
  return make(operands);
}

function literal(node) {
  if (node.dataType === 'null') return { type: 'null', run: () => null };
  if (node.dataType === 'checkbox') return { type: 'boolean', run: () => node.value };
  if (node.dataType === 'text') {
    const value = node.value === '' ? null : node.value;
    return { type: 'text', run: () => value };
  }
  const value = Number(node.value);
  return { type: node.dataType, run: () => value };
}

function identifier(name, typeOf) {
  const type = typeOf(name);
  if (!type) throw new FormulaError(`${name} does not exist`);
  return { type: kindOf(type), run: (context) => fromStored(context.get(name), type) };
}

const own = (argument) => {
  if (argument?.type !== 'identifier') throw new FormulaError('only a field of the record can have changed');
  return argument.name;
};

/** What asks about the save itself. On insert nothing has changed, and the prior value is the current one. */
const CHANGES = {
  isnew: () => ({ type: 'boolean', run: (context) => context.isNew }),
  ischanged: ([argument]) => {
    const name = own(argument);
    return { type: 'boolean', run: (context) => !context.isNew && context.changed(name) };
  },
  priorvalue: ([argument], typeOf) => {
    const name = own(argument);
    const type = typeOf(name);
    if (!type) throw new FormulaError(`${name} does not exist`);
    return { type: kindOf(type), run: (context) => fromStored(context.isNew ? context.get(name) : context.prior(name), type) };
  },
};

const blank = (value) => value === null || value === undefined;

function compare(test) {
  return ([left, right]) => ({
    type: 'boolean',
    run: (context) => {
      const [one, other] = [left.run(context), right.run(context)];
      return blank(one) || blank(other) ? null : test(one, other);
    },
  });
}

function equality(negate) {
  return ([left, right]) => {
    const texts = left.type === 'text' && right.type === 'text';
    return {
      type: 'boolean',
      run: (context) => {
        const [one, other] = [left.run(context), right.run(context)];
        if (texts) return ((one ?? '') === (other ?? '')) !== negate;
        return blank(one) || blank(other) ? null : (one === other) !== negate;
      },
    };
  };
}

function arithmetic(compute, typeOf) {
  return ([left, right]) => ({
    type: typeOf(left.type, right.type),
    run: (context) => {
      const [one, other] = [left.run(context), right.run(context)];
      return blank(one) || blank(other) ? null : compute(one, other);
    },
  });
}

const timed = (type) => type === 'date' || type === 'datetime';
const sum = (left, right) => (timed(left) ? left : timed(right) ? right : 'number');

const add = (operands) => {
  if (operands.every(({ type }) => type === 'text')) {
    return { type: 'text', run: (context) => operands.map(({ run }) => run(context) ?? '').join('') || null };
  }
  return arithmetic((a, b) => a + b, sum)(operands);
};

/** A function of values of which none may be blank. */
function strict(type, compute) {
  return (operands) => ({
    type,
    run: (context) => {
      const values = operands.map(({ run }) => run(context));
      return values.some(blank) ? null : compute(...values);
    },
  });
}

/** A function of texts, which are empty when they are blank. */
function ofText(type, compute) {
  return (operands) => ({
    type,
    run: (context) => {
      const result = compute(...operands.map((operand) => (operand.type === 'text' ? operand.run(context) ?? '' : operand.run(context))));
      return result === '' ? null : result;
    },
  });
}

/** CONTAINS and BEGINS: everything contains the empty text, and nothing is known of a blank one. */
function search(test) {
  return ([text, part]) => ({
    type: 'boolean',
    run: (context) => {
      const [whole, sub] = [text.run(context), part.run(context)];
      return blank(sub) ? true : blank(whole) ? null : test(whole, sub);
    },
  });
}

const unless = (test) => ([value, other]) => ({ type: value.type === 'null' ? other.type : value.type, run: (context) => (test(value.run(context)) ? other.run(context) : value.run(context)) });

const utc = (days) => new Date(Math.round(days * DAY));
const calendar = (read) => strict('number', (days) => read(utc(days)));

/** Away from zero at a half, as the platform rounds. */
const round = (number, digits) => {
  const factor = 10 ** digits;
  return (Math.sign(number) * Math.round(Math.abs(number) * factor + 1e-9)) / factor;
};

function caseOf(operands) {
  const [subject, ...rest] = operands;
  const otherwise = rest.pop();
  const pairs = [];
  for (let index = 0; index < rest.length; index += 2) pairs.push([rest[index], rest[index + 1]]);
  const results = [...pairs.map(([, result]) => result), otherwise];
  return {
    type: results.find(({ type }) => type !== 'null')?.type ?? 'null',
    run: (context) => {
      const value = subject.run(context);
      for (const [test, result] of pairs) {
        const against = test.run(context);
        // A blank equals a blank case only among texts.
        if (subject.type === 'text' ? (value ?? '') === (against ?? '') : !blank(value) && value === against) return result.run(context);
      }
      return otherwise.run(context);
    },
  };
}

const FUNCTIONS = {
  and: (operands) => ({ type: 'boolean', run: (context) => operands.every(({ run }) => run(context) === true) }),
  or: (operands) => ({ type: 'boolean', run: (context) => operands.some(({ run }) => run(context) === true) }),
  not: strict('boolean', (value) => !value),
  if: ([test, then, otherwise]) => ({
    type: then.type === 'null' ? otherwise.type : then.type,
    run: (context) => (test.run(context) === true ? then : otherwise).run(context),
  }),
  case: caseOf,
  equal: equality(false),
  unequal: equality(true),
  lessThan: compare((a, b) => a < b),
  lessThanOrEqual: compare((a, b) => a <= b),
  greaterThan: compare((a, b) => a > b),
  greaterThanOrEqual: compare((a, b) => a >= b),
  add,
  subtract: arithmetic((a, b) => a - b, (left, right) => (timed(left) && !timed(right) ? left : 'number')),
  multiply: arithmetic((a, b) => a * b, () => 'number'),
  divide: arithmetic((a, b) => {
    if (b === 0) throw new FormulaError('division by zero');
    return a / b;
  }, () => 'number'),
  exponentiate: arithmetic((a, b) => a ** b, () => 'number'),
  concat: ofText('text', (...texts) => texts.join('')),
  isblank: ([value]) => ({ type: 'boolean', run: (context) => blank(value.run(context)) }),
  isnull: ([value]) => ({ type: 'boolean', run: (context) => blank(value.run(context)) && value.type !== 'text' }),
  blankvalue: unless(blank),
  nullvalue: unless(blank),
  ispickval: ([field, value]) => ({ type: 'boolean', run: (context) => (field.run(context) ?? '') === (value.run(context) ?? '') }),
  includes: ([field, value]) => ({ type: 'boolean', run: (context) => (field.run(context) ?? '').split(';').includes(value.run(context) ?? '') }),
  text: ([value]) => ({ type: 'text', run: (context) => asText(value.run(context), value.type) }),
  value: strict('number', (text) => {
    if (!/^\s*-?[\d.]+\s*$/.test(text)) throw new FormulaError(`${text} is no number`);
    return Number(text);
  }),
  contains: search((text, part) => text.includes(part)),
  begins: search((text, part) => text.startsWith(part)),
  left: ofText('text', (text, count) => text.slice(0, count)),
  right: ofText('text', (text, count) => (count > 0 ? text.slice(-count) : '')),
  mid: ofText('text', (text, start, count) => text.slice(start - 1, start - 1 + count)),
  len: ofText('number', (text) => text.length),
  upper: ofText('text', (text) => text.toUpperCase()),
  lower: ofText('text', (text) => text.toLowerCase()),
  trim: ofText('text', (text) => text.trim()),
  substitute: ofText('text', (text, old, by) => (old === '' ? text : text.replaceAll(old, by))),
  find: ofText('number', (part, text, start = 1) => (part === '' || text === '' ? 0 : text.indexOf(part, start - 1) + 1)),
  br: () => ({ type: 'text', run: () => '\n' }),
  regex: ofText('boolean', (text, pattern) => new RegExp(`^(?:${pattern})$`, 'u').test(text)),
  today: () => ({ type: 'date', run: (context) => Math.floor(context.now / DAY) }),
  now: () => ({ type: 'datetime', run: (context) => context.now / DAY }),
  date: strict('date', (year, month, day) => {
    const days = Date.UTC(year, month - 1, day) / DAY;
    if (utc(days).getUTCDate() !== day) throw new FormulaError(`there is no ${year}-${month}-${day}`);
    return days;
  }),
  datevalue: strict('date', (value) => Math.floor(typeof value === 'string' ? fromStored(value, 'date') : value + 1e-9)),
  datetimevalue: strict('datetime', (value) => (typeof value === 'string' ? fromStored(value, 'datetime') : value)),
  year: calendar((date) => date.getUTCFullYear()),
  month: calendar((date) => date.getUTCMonth() + 1),
  day: calendar((date) => date.getUTCDate()),
  hour: calendar((date) => date.getUTCHours()),
  minute: calendar((date) => date.getUTCMinutes()),
  second: calendar((date) => date.getUTCSeconds()),
  weekday: calendar((date) => date.getUTCDay() + 1),
  addmonths: ([date, months]) => strict(date.type, (days, count) => addMonths(days, count))([date, months]),
  abs: strict('number', Math.abs),
  ceiling: strict('number', (number) => Math.sign(number) * Math.ceil(Math.abs(number) - 1e-12)),
  floor: strict('number', (number) => Math.sign(number) * Math.floor(Math.abs(number) + 1e-12)),
  mceiling: strict('number', Math.ceil),
  mfloor: strict('number', Math.floor),
  round: strict('number', round),
  trunc: strict('number', (number, digits = 0) => Math.trunc(number * 10 ** digits) / 10 ** digits),
  mod: strict('number', (number, by) => number % by),
  max: strict('number', Math.max),
  min: strict('number', Math.min),
  sqrt: strict('number', Math.sqrt),
};

function asText(value, type) {
  if (blank(value)) return null;
  if (type === 'number') return String(value);
  if (type === 'datetime') return toStored(value, 'datetime').replace('T', ' ').replace(/\.\d+Z$/, 'Z');
  return type === 'date' ? toStored(value, 'date') : String(value);
}
