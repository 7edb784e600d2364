/**
 * Values as records hold them: texts, numbers, booleans, null; a date is `2026-03-02`, a datetime `2026-03-02T10:00:00.000Z`.
 * Formulas compute with days.
 */

/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** A stored value as formulas compute with it. */
export function fromStored(value, type) {
  if (value === null || value === undefined || value === '') return type === 'boolean' ? false : null;
  if (type === 'date') return Math.floor(Date.parse(String(value).slice(0, 10)) / DAY);
  if (type === 'datetime') return Date.parse(value) / DAY;
  // In every formula, of flows too, 20 % is 0.2; elsewhere it is 20 (help.salesforce.com 000380436).
  if (type === 'percent') return tidy(value / 100);
  return value;
}

/** A computed value as records store it. */
export function toStored(value, type) {
  if (value === null || value === undefined || value === '') return null;
  if (type === 'date') return new Date(Math.floor(value + 1e-9) * DAY).toISOString().slice(0, 10);
  if (type === 'datetime') return new Date(Math.round(value * DAY)).toISOString();
  return type === 'number' ? tidy(value) : value;
}

/** Binary fractions are ours, not the platform's. */
const tidy = (number) => Number(number.toPrecision(15));

/** The value of a formula as a field of its type keeps it: 0.2 is 20 %. */
export const ofFormula = (field, value) => (field.type === 'percent' && typeof value === 'number' ? tidy(value * 100) : value);

/** The same day so many months on; the last day of a month stays the last. */
export function addMonths(days, count) {
  const date = new Date(Math.round(days * DAY));
  const last = new Date(date.getTime() + DAY).getUTCMonth() !== date.getUTCMonth();
  const month = date.getUTCMonth() + Math.trunc(count);
  const lastOfTarget = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = last ? lastOfTarget : Math.min(date.getUTCDate(), lastOfTarget);
  const time = date.getTime() % DAY;
  return (Date.UTC(date.getUTCFullYear(), month, day) + (time < 0 ? time + DAY : time)) / DAY;
}

/**
 * The value that a field keeps of what is written to it.
 * @throws {Error} with the platform's code, when it refuses the value
 */
export function kept(field, value) {
  if (value === undefined || value === null || value === '') return field.type === 'boolean' ? false : null;
  const wrong = () => {
    throw new Error(`INVALID_TYPE: ${field.name} is ${field.type}, and cannot be ${JSON.stringify(value)}`);
  };
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : wrong();
    case 'number':
    case 'currency':
    case 'percent': {
      if (typeof value !== 'number') wrong();
      const factor = 10 ** (field.scale ?? 2);
      return field.custom ? (Math.sign(value) * Math.round(Math.abs(value) * factor + 1e-9)) / factor : value;
    }
    case 'date':
      if (!/^\d{4}-\d\d-\d\d/.test(value)) wrong();
      return value.slice(0, 10);
    case 'datetime':
      if (Number.isNaN(Date.parse(value))) wrong();
      return new Date(Math.floor(Date.parse(value) / 1000) * 1000).toISOString();
    default:
      if (typeof value !== 'string') wrong();
      if (field.length && [...value].length > field.length) throw new Error(`STRING_TOO_LONG: ${field.name}: ${value}`);
      return value;
  }
}
