/** Strict XML: what is not well-formed is an error, as it is for the platform. */
import { SaxesParser } from 'saxes';

/** An element. `text` is its own text, without that of its children. */
export class Node {
  constructor(name, attributes) {
    this.name = name;
    this.attributes = attributes;
    this.children = [];
    this.text = '';
  }

  /** @returns {Node[]} all children of a name. */
  all(name) {
    return this.children.filter((child) => child.name === name);
  }

  /** @returns {Node | undefined} the first child of a name. */
  one(name) {
    return this.children.find((child) => child.name === name);
  }

  /** @returns {string | undefined} the text at the end of a path of names. */
  get(...path) {
    let node = this;
    for (const name of path) {
      node = node.one(name);
      if (!node) return undefined;
    }
    return node.text;
  }

  /** @returns {string[]} the texts of all children of a name. */
  texts(name) {
    return this.all(name).map((child) => child.text);
  }

  /** Every element below, and this one. */
  *walk() {
    yield this;
    for (const child of this.children) yield* child.walk();
  }
}

/**
 * Reads a document.
 * @param {string} text
 * @returns {Node} the root; throws when the text is not well-formed.
 */
export function readXml(text) {
  let root;
  const open = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const node = new Node(name, attributes);
    if (open.length > 0) open.at(-1).children.push(node);
    else root = node;
    open.push(node);
  });
  parser.on('text', (part) => {
    if (open.length > 0) open.at(-1).text += part;
  });
  parser.on('cdata', (part) => {
    open.at(-1).text += part;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  return root;
}

/** Writes a tree as the platform does. What was read and is written is the same to every reader. */
export function writeXml(root) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, '')}`;
}

function element(node, indent) {
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escape(value)}"`).join('');
  if (node.children.length === 0) return `${indent}<${node.name}${attributes}>${escape(node.text)}</${node.name}>\n`;
  const inside = node.children.map((child) => element(child, `${indent}    `)).join('');
  return `${indent}<${node.name}${attributes}>\n${inside}${indent}</${node.name}>\n`;
}

function escape(text) {
  return text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' })[sign]);
}
