/** The evaluator against formulon, where both have an opinion, and against Salesforce's own engine, where blanks are concerned. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ast, parse } from 'formulon';
import { FormulaError, readFormula } from '../project/formula.mjs';
import { compile } from '../org/formula.mjs';

const FIELDS = {
  N: ['number', 7.5], M: ['number', -3], Z: ['number', null], S: ['text', 'Hello R&D'], E: ['text', null], D: ['date', '2026-02-28'], D0: ['date', null],
  T: ['datetime', '2026-02-28T10:30:00.000Z'], B: ['boolean', true], P: ['picklist', 'MQL'], P0: ['picklist', null], L: ['multipicklist', 'a;b'], Q: ['percent', 20],
};
const PRIOR = { P: 'SAL', N: 7.5 };

const evaluate = (text, isNew = false) => compile(text, (name) => FIELDS[name]?.[0]).run({
  now: Date.parse('2026-03-02T12:00:00Z'), isNew, get: (name) => FIELDS[name][1], prior: (name) => PRIOR[name] ?? FIELDS[name][1],
  changed: (name) => name in PRIOR && PRIOR[name] !== FIELDS[name][1],
});

const literals = Object.fromEntries(Object.entries(FIELDS).map(([name, [type, value]]) => {
  const as = { boolean: 'checkbox', picklist: 'picklist', multipicklist: 'multipicklist' }[type] ?? type;
  if (value === null) return [name, { type: 'literal', dataType: 'null', value: null }];
  const options = { number: { length: 8, scale: 2 }, text: { length: 80 }, picklist: { values: ['MQL', 'SAL'] } }[type] ?? {};
  return [name, { type: 'literal', dataType: as, value: type === 'date' || type === 'datetime' ? new Date(value) : type === 'multipicklist' ? value.split(';') : value, options }];
}));

test('formulon and the evaluator agree', () => {
  const formulas = [
    'N + 2 * M', '(N - M) / 2', 'N > M', 'N = 7.5', 'N <> 7.5', 'N <= M', 'NOT(B)', 'AND(B, N > 0, M > 0)', 'OR(M > 0, N > 0)', 'B && N > 0 || M > 0', 'IF(B, "yes", "no")',
    'IF(M > 0, 1, 2)', 'ISPICKVAL(P, "MQL")', 'ISPICKVAL(P, "SAL")', 'CASE(P, "SAL", 4, "MQL", 3, 0)', 'CASE(N, 1, "a", 7.5, "b", "c")', 'TEXT(P)', 'ISBLANK(S)', 'ISBLANK(E)', 'ISBLANK(D0)',
    'CONTAINS(S, "R&D")', 'CONTAINS(S, "r&d")', 'BEGINS(S, "Hell")', 'LEN(S)', 'UPPER(S)', 'LEFT(S, 3)', 'RIGHT(S, 3)', 'MID(S, 2, 3)', 'SUBSTITUTE(S, "l", "L")', 'FIND("R", S)', 'S & "!"', 'TRIM("  x ")',
    'YEAR(D)', 'MONTH(D)', 'DAY(D)', 'WEEKDAY(D)', 'D + 3', 'D - DATE(2026, 2, 1)', 'D > DATE(2026, 1, 1)', 'DATEVALUE(T) = D', 'YEAR(D + 5)', 'ROUND(N, 0)', 'FLOOR(N)', 'CEILING(N)', 'ABS(M)', 'MAX(N, M, 3)',
    'MIN(N, M)', 'MOD(N, 2)', 'INCLUDES(L, "a")', 'INCLUDES(L, "c")', 'TRUE', 'S = "Hello R&D"', 'BLANKVALUE(E, "none")', 'BLANKVALUE(S, "none")', '2 ^ 3', 'SQRT(9)',
  ];
  for (const formula of formulas) {
    const there = parse(formula, literals);
    assert.notEqual(there.type, 'error', `${formula}: ${there.message}`);
    const value = there.value instanceof Date ? there.value.toISOString().slice(0, 10) : there.value;
    const here = evaluate(formula);
    assert.equal(typeof here === 'number' ? Number(here.toFixed(9)) : here, typeof value === 'number' || (typeof here === 'number') ? Number(Number(value).toFixed(9)) : value, formula);
  }
});

test('blanks are neither true nor false', () => {
  for (const [formula, value] of [
    ['Z > 5', null], ['NOT(Z > 5)', null], ['Z = 5', null], ['Z <> 5', null], ['AND(TRUE, Z > 5)', false], ['OR(Z > 5, FALSE)', false], ['NOT(AND(TRUE, Z > 5))', true], ['IF(Z > 5, 1, 2)', 2],
    ['E = "x"', false], ['E <> "x"', true], ['E = ""', true], ['S & E', 'Hello R&D'], ['Z + 1', null], ['D0 - D', null], ['CONTAINS(E, "x")', null], ['ISPICKVAL(P0, "")', true], ['ISPICKVAL(P0, "x")', false],
    ['CASE(P0, "a", 1, 0)', 0], ['CASE(TEXT(P0), "", 1, 0)', 1], ['LEN(E)', 0], ['D0 < TODAY()', null], ['ISBLANK(P0)', true], ['MAX(N, Z)', null],
  ]) assert.equal(evaluate(formula), value, formula);
});

test('changes', () => {
  assert.equal(evaluate('ISCHANGED(P)'), true);
  assert.equal(evaluate('ISCHANGED(N)'), false);
  assert.equal(evaluate('ISCHANGED(P)', true), false);
  assert.equal(evaluate('ISPICKVAL(PRIORVALUE(P), "SAL")'), true);
  assert.equal(evaluate('ISPICKVAL(PRIORVALUE(P), "MQL")', true), true, 'on insert the prior value is the current one');
  assert.equal(evaluate('ISNEW()'), false);
});

test('a percent is a fraction', () => {
  assert.equal(evaluate('Q = 0.2'), true);
  assert.equal(evaluate('Q * 10'), 2);
});

test('time', () => {
  assert.equal(evaluate('TODAY()'), '2026-03-02');
  assert.equal(evaluate('NOW()'), '2026-03-02T12:00:00.000Z');
  assert.equal(evaluate('NOW() - T > 2'), true);
  assert.equal(evaluate('T + 0.5'), '2026-02-28T22:30:00.000Z');
  assert.equal(evaluate('ADDMONTHS(D, 1)'), '2026-03-31');
  assert.equal(evaluate('ADDMONTHS(DATE(2026, 1, 30), 1)'), '2026-02-28');
  assert.equal(evaluate('DATEVALUE(NOW()) - D'), 2);
});

test('both readers see the same', () => {
  const bare = (node) => (node.type === 'callExpression' ? [node.id, ...node.arguments.map(bare)] : node.name ?? node.value);
  for (const formula of ['A && B || C && NOT(D)', 'A + B * C - D / E', 'A = B', 'A <> "x \\"y\\" & z"', 'A <= B && C >= 2.5', 'IF(A, CASE(B, 1, "x", "y"), $Record.C__r.D__c)', '(A || B) && C', 'TRUE', 'A ^ 2 > 3', '/* why */ A']) {
    const there = ast(formula);
    if (there.type !== 'error') assert.deepEqual(bare(readFormula(formula)), bare(there), formula);
  }
  assert.deepEqual(bare(readFormula('NOT A && !B')), ['and', ['not', 'A'], ['not', 'B']]);
  assert.deepEqual(bare(readFormula('-A - -1')), ['subtract', ['subtract', 0, 'A'], ['subtract', 0, 1]]);
  for (const wrong of ['A +', 'AND(A', 'A)', '"open', 'A B', '#']) assert.throws(() => readFormula(wrong), FormulaError, wrong);
});
