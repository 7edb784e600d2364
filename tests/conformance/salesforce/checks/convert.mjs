/** Through the metadata format and back, as a deployment and a retrieval go, without a difference. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { MetadataConverter } from '@salesforce/source-deploy-retrieve';
import { readXml, writeXml } from '../project/xml.mjs';
import { componentsOf } from './source.mjs';

/** @param {import('../project/load.mjs').Project} project */
export async function check(project) {
  const settings = JSON.parse(project.text('sfdx-project.json'));
  const folder = mkdtempSync(join(tmpdir(), 'lifecycle-sdr-'));
  try {
    await convert(componentsOf(project.dir, settings), 'metadata', join(folder, 'metadata'));
    const there = componentsOf(folder, { ...settings, packageDirectories: [{ path: 'metadata' }] });
    await convert(there, 'source', join(folder, 'source'));
    compare(project, project.files.filter((file) => file.endsWith('-meta.xml')), join(folder, 'source'));
  } catch (error) {
    project.report('sfdx-project.json', `source-deploy-retrieve cannot convert the project: ${error.message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function convert(set, format, outputDirectory) {
  await new MetadataConverter().convert(set, format, { type: 'directory', outputDirectory, genUniqueDir: false });
}

function compare(project, metadata, dir) {
  const inside = (path) => path.replace(/^.*?main\/default\//, '');
  const before = new Map(metadata.map((file) => [inside(file), { file, path: resolve(project.dir, file) }]));
  const after = new Map(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .map((path) => [inside(relative(dir, path)), path]),
  );
  const tree = (path) => writeXml(trimmed(readXml(readFileSync(path, 'utf8'))));
  for (const [name, { file, path }] of before) {
    if (!after.has(name)) project.report(file, 'is lost on the way to the metadata format and back');
    else if (tree(path) !== tree(after.get(name))) project.report(file, 'comes back changed from the metadata format');
  }
  for (const [name, path] of after) {
    // The library writes an empty file for an object of which it has only children.
    const empty = name.endsWith('.object-meta.xml') && readXml(readFileSync(path, 'utf8')).children.length === 0;
    if (!before.has(name) && !empty) project.report(name, 'appears on the way to the metadata format and back');
  }
}

function trimmed(node) {
  if (node.children.length > 0) node.text = '';
  node.children.forEach(trimmed);
  return node;
}
