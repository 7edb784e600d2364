/**
 * What Salesforce's own deployment library (`@salesforce/source-deploy-retrieve`) makes of the project: it finds every file,
 * converts to the metadata format and back without a difference, and needs exactly the manifest that we ship.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { ComponentSet, MetadataConverter } from '@salesforce/source-deploy-retrieve';
import { readXml, writeXml } from '../project/xml.mjs';

/** @param {import('../project/load.mjs').Project} project */
export async function check(project) {
  const settings = JSON.parse(project.text('sfdx-project.json'));
  const roots = settings.packageDirectories.map(({ path }) => path);
  const metadata = project.files.filter((file) => file.endsWith('-meta.xml'));
  for (const file of metadata) {
    if (!roots.some((root) => file.startsWith(`${root}/`))) project.report(file, 'lies in no package directory');
  }
  const set = read(project, roots.map((root) => join(project.dir, root)), settings.sourceApiVersion);
  if (!set) return;
  const found = new Set(set.getSourceComponents().toArray().flatMap(filesOf).map((path) => relative(project.dir, path)));
  for (const file of metadata) if (!found.has(file)) project.report(file, 'is no component to source-deploy-retrieve');
  await manifest(project, set, settings.sourceApiVersion);
  await roundTrip(project, set, settings.sourceApiVersion, metadata);
}

function read(project, paths, version) {
  try {
    const set = ComponentSet.fromSource(paths);
    // Without a version, the library asks the network for one.
    set.sourceApiVersion = version;
    set.apiVersion = version;
    return set;
  } catch (error) {
    project.report('sfdx-project.json', `source-deploy-retrieve refuses the project: ${error.message}`);
    return undefined;
  }
}

const filesOf = (component) => [component.xml, ...component.getChildren().flatMap(filesOf)].filter(Boolean);

async function manifest(project, set, version) {
  const path = 'manifest/package.xml';
  if (!project.files.includes(path)) return project.report(path, 'is missing');
  const shipped = readXml(project.text(path));
  if (shipped.get('version') !== version) project.report(path, `names version ${shipped.get('version')}, and sfdx-project.json ${version}`);
  const lists = (of) => new Set(of.flatMap(({ name, members }) => members.map((member) => `${name} ${member}`)));
  const listed = lists(shipped.all('types').map((type) => ({ name: type.get('name'), members: type.texts('members') })));
  const types = (await set.getObject()).Package.types.map(({ name, members }) => ({ name, members: [members].flat() }));
  // An object that exists in every org is listed only if we bring its own file.
  const own = new Set(project.of('object').map((part) => part.name));
  const needed = [...lists(types)].filter((member) => {
    const [type, name] = member.split(/ (.*)/);
    return type !== 'CustomObject' || own.has(name);
  });
  for (const member of needed) if (!listed.has(member)) project.report(path, `does not list ${member}`);
  for (const member of listed) if (!needed.includes(member)) project.report(path, `lists ${member}, which the project does not have`);
}

async function roundTrip(project, set, version, metadata) {
  const folder = mkdtempSync(join(tmpdir(), 'lifecycle-sdr-'));
  try {
    const there = await convert(set, 'metadata', join(folder, 'metadata'));
    const back = ComponentSet.fromSource(there);
    back.sourceApiVersion = version;
    back.apiVersion = version;
    const again = await convert(back, 'source', join(folder, 'source'));
    compare(project, metadata, again);
  } catch (error) {
    project.report('sfdx-project.json', `source-deploy-retrieve cannot convert the project: ${error.message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function convert(set, format, outputDirectory) {
  await new MetadataConverter().convert(set, format, { type: 'directory', outputDirectory, genUniqueDir: false });
  return outputDirectory;
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
