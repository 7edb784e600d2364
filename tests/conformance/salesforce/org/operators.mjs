/**
 * The operators of flows' conditions and filters.
 *
 * Source: help.salesforce.com, flow_ref_operators_condition and flow_ref_operators_filter (2026). One that is not here is an error.
 */

const blank = (value) => value === null || value === undefined || value === '';

/** Dates compare with datetimes at the day's beginning, in the org's time zone, which is UTC. */
function ordered(left, right) {
  const isTime = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
  const isDay = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
  if (isTime(left) && isDay(right)) return [left, `${right}T00:00:00.000Z`];
  if (isDay(left) && isTime(right)) return [`${left}T00:00:00.000Z`, right];
  return [left, right];
}

function equal(left, right) {
  if (blank(left) || blank(right)) return blank(left) && blank(right);
  const [one, other] = ordered(left, right);
  if (typeof one === 'string' && typeof other === 'string' && one !== other && one.toLowerCase() === other.toLowerCase()) {
    // Queries do not tell them apart, formulas do: whoever relies on either is in for a surprise.
    throw new Error(`"${one}" and "${other}" differ in nothing but case`);
  }
  return one === other;
}

function compare(test) {
  return (left, right) => {
    if (blank(left) || blank(right)) return false;
    const [one, other] = ordered(left, right);
    if (typeof one !== typeof other) throw new Error(`cannot compare ${JSON.stringify(left)} with ${JSON.stringify(right)}`);
    return test(one, other);
  };
}

const texts = (test) => (left, right) => !blank(left) && !blank(right) && test(String(left).toLowerCase(), String(right).toLowerCase());
const among = (left, list) => (list ?? []).some((value) => equal(left, value));
const flagged = (test) => (left, right) => test(left) === (right === true || right === 'true');

/** By name: what holds between two values. */
export const OPERATORS = {
  EqualTo: equal,
  NotEqualTo: (left, right) => !equal(left, right),
  GreaterThan: compare((a, b) => a > b),
  GreaterThanOrEqualTo: compare((a, b) => a >= b),
  LessThan: compare((a, b) => a < b),
  LessThanOrEqualTo: compare((a, b) => a <= b),
  StartsWith: texts((a, b) => a.startsWith(b)),
  EndsWith: texts((a, b) => a.endsWith(b)),
  Contains: (left, right) => (Array.isArray(left) ? among(right, left) : texts((a, b) => a.includes(b))(left, right)),
  In: (left, right) => among(left, right),
  NotIn: (left, right) => !among(left, right),
  IsNull: flagged((value) => value === null || value === undefined || value === ''),
  IsBlank: flagged((value) => blank(value) || (typeof value === 'string' && value.trim() === '')),
  IsEmpty: flagged((value) => blank(value) || (Array.isArray(value) && value.length === 0)),
};

/**
 * Whether conditions hold together: `and`, `or`, or a logic such as `1 AND (2 OR NOT 3)`.
 * @param {string | undefined} logic
 * @param {number} count
 * @param {(index: number) => boolean} holds
 */
export function combine(logic, count, holds) {
  const all = Array.from({ length: count }, (_, index) => index);
  if (logic === undefined || logic === 'and') return all.every(holds);
  if (logic === 'or') return all.some(holds);
  return compiled(logic)(holds);
}

const logics = new Map();

function compiled(logic) {
  if (!logics.has(logic)) logics.set(logic, parse(logic));
  return logics.get(logic);
}

/** OR binds less than AND, as the platform demands brackets where it would matter. */
function parse(logic) {
  const tokens = logic.match(/\(|\)|\d+|[A-Za-z]+/g) ?? [];
  const take = (word) => tokens[0]?.toUpperCase() === word && tokens.shift();
  const list = (word, part, join) => {
    const parts = [part()];
    while (take(word)) parts.push(part());
    return parts.length === 1 ? parts[0] : join(parts);
  };
  const one = () => {
    if (take('NOT')) {
      const inner = one();
      return (holds) => !inner(holds);
    }
    if (take('(')) {
      const inner = either();
      if (!take(')')) throw new Error(`a bracket is open in ${logic}`);
      return inner;
    }
    const index = Number(tokens.shift()) - 1;
    if (!Number.isInteger(index)) throw new Error(`cannot read the logic ${logic}`);
    return (holds) => holds(index);
  };
  const both = () => list('AND', one, (parts) => (holds) => parts.every((part) => part(holds)));
  const either = () => list('OR', both, (parts) => (holds) => parts.some((part) => part(holds)));
  const whole = either();
  if (tokens.length > 0) throw new Error(`cannot read the logic ${logic}`);
  return whole;
}
