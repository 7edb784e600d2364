/**
 * Reads formulas into trees: literals, identifiers and calls, in the shape of `formulon`'s, which reads nested brackets in exponential time.
 * The grammar is that of Salesforce's formula engine (Formula.g4): `NOT x` without brackets, `&`, `&&` and comments included. The check
 * `formulon` and the tests hold both readers against each other.
 */

/** A formula that cannot be read. */
export class FormulaError extends Error {}

const trees = new Map();

/**
 * @param {string} text a formula without the braces of flows
 * @returns the tree; throws a FormulaError
 */
export function readFormula(text) {
  if (!trees.has(text)) {
    if (trees.size > 20_000) trees.clear();
    trees.set(text, new Reader(text).whole());
  }
  return trees.get(text);
}

/** Every name in a tree. */
export function* namesIn(tree) {
  if (tree.type === 'identifier') yield tree.name;
  for (const argument of tree.arguments ?? []) yield* namesIn(argument);
}

const TOKEN = /\s+|\/\*[^]*?\*\/|("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')|(\d+(?:\.\d+)?|\.\d+)|([$A-Za-z_][\w$]*(?:\.[$A-Za-z_][\w$]*)*)|(&&|\|\||<>|!=|==|<=|>=|[-+*/^&=<>!(),])/y;

function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new FormulaError(`cannot read ${JSON.stringify(text.slice(at, at + 20))}`);
    const [, string, number, name, sign] = match;
    if (string !== undefined) found.push({ kind: 'text', value: string.slice(1, -1).replace(/\\([^])/g, (_, after) => ({ n: '\n', r: '\r', t: '\t' })[after] ?? after) });
    else if (number !== undefined) found.push({ kind: 'number', value: Number(number) });
    else if (name !== undefined) found.push({ kind: 'name', value: name });
    else if (sign !== undefined) found.push({ kind: sign });
  }
  return found;
}

/** From the operators that bind least to those that bind most. */
const LEVELS = [
  { '||': 'or' },
  { '&&': 'and' },
  { '=': 'equal', '==': 'equal', '<>': 'unequal', '!=': 'unequal' },
  { '<': 'lessThan', '<=': 'lessThanOrEqual', '>': 'greaterThan', '>=': 'greaterThanOrEqual' },
  { '+': 'add', '-': 'subtract', '&': 'add' },
  { '*': 'multiply', '/': 'divide' },
  { '^': 'exponentiate' },
];

const call = (id, ...of) => ({ type: 'callExpression', id, arguments: of });
const literal = (dataType, value) => ({ type: 'literal', dataType, value });
const WORDS = { true: literal('checkbox', true), false: literal('checkbox', false), null: literal('null', null) };

class Reader {
  constructor(text) {
    this.tokens = tokens(text);
    this.at = 0;
  }

  whole() {
    const tree = this.level(0);
    if (this.at < this.tokens.length) throw new FormulaError(`${this.shown()} is not expected`);
    return tree;
  }

  shown() {
    const token = this.tokens[this.at];
    return token === undefined ? 'the end' : String(token.value ?? token.kind);
  }

  take(kind) {
    if (this.tokens[this.at]?.kind !== kind) return undefined;
    this.at += 1;
    return this.tokens[this.at - 1];
  }

  level(depth) {
    if (depth === LEVELS.length) return this.unary();
    let left = this.level(depth + 1);
    for (;;) {
      const id = LEVELS[depth][this.tokens[this.at]?.kind];
      if (!id) return left;
      this.at += 1;
      left = call(id, left, this.level(depth + 1));
    }
  }

  unary() {
    if (this.take('-')) return call('subtract', literal('number', 0), this.unary());
    if (this.take('+')) return this.unary();
    if (this.take('!')) return call('not', this.unary());
    return this.primary();
  }

  primary() {
    const text = this.take('text');
    if (text) return literal('text', text.value);
    const number = this.take('number');
    if (number) return literal('number', number.value);
    if (this.take('(')) {
      const inner = this.level(0);
      if (!this.take(')')) throw new FormulaError(`${this.shown()} stands where a bracket should close`);
      return inner;
    }
    const name = this.take('name');
    if (!name) throw new FormulaError(`${this.shown()} is not expected`);
    const word = name.value.toLowerCase();
    if (this.take('(')) return call(word, ...this.list());
    if (word === 'not') return call('not', this.unary());
    return WORDS[word] ?? { type: 'identifier', name: name.value };
  }

  list() {
    const found = [];
    if (this.take(')')) return found;
    do found.push(this.level(0));
    while (this.take(','));
    if (!this.take(')')) throw new FormulaError(`${this.shown()} stands where a bracket should close`);
    return found;
  }
}
