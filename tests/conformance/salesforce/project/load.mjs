/** A Salesforce DX project in a folder, read once for all checks. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { readXml } from './xml.mjs';

/**
 * @typedef {object} Part one metadata file
 * @property {string} path from the project's folder, with slashes
 * @property {string} type what it is: the part of its name before `-meta.xml`, such as `field` or `flow`
 * @property {string} name its developer name, decoded
 * @property {string | undefined} object the object whose folder it lies in
 * @property {string | undefined} folder the folder of reports and dashboards it lies in
 * @property {import('./xml.mjs').Node} root
 */

/** A project: its parts, and what could not be read. */
export class Project {
  constructor(name, dir) {
    this.name = name;
    this.dir = dir;
    /** @type {Part[]} */
    this.parts = [];
    this.files = [];
    this.findings = [];
  }

  /** @returns {Part[]} all parts of a type. */
  of(type) {
    return this.parts.filter((part) => part.type === type);
  }

  report(file, what) {
    this.findings.push({ project: this.name, file, what });
  }

  text(path) {
    return readFileSync(join(this.dir, path), 'utf8');
  }
}

function listFiles(dir, found = []) {
  for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) listFiles(path, found);
    else found.push(path);
  }
  return found;
}

/**
 * Reads the project in a folder.
 * @param {string} dir
 * @param {string} [name] what findings call it
 */
export function loadProject(dir, name = basename(dir)) {
  const project = new Project(name, dir);
  project.files = listFiles(dir).map((path) => relative(dir, path).split(sep).join('/'));
  for (const path of project.files) {
    const match = /([^/]+)\.([A-Za-z]+)-meta\.xml$/.exec(path);
    if (!match) continue;
    const text = project.text(path);
    if (!text.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n')) project.report(path, 'does not begin with the XML declaration');
    if (!text.endsWith('\n')) project.report(path, 'does not end with a line break');
    try {
      project.parts.push(part(path, match[2], decodeURIComponent(match[1]), readXml(text)));
    } catch (error) {
      project.report(path, `is not well-formed: ${error.message}`);
    }
  }
  return project;
}

function part(path, type, name, root) {
  return {
    path,
    type,
    name,
    object: /\/objects\/([^/]+)\//.exec(path)?.[1],
    folder: /\/(?:reports|dashboards)\/([^/]+)\/[^/]+$/.exec(path)?.[1],
    root,
  };
}
