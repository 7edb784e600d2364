/**
 * What Salesforce's own deployment library (`@salesforce/source-deploy-retrieve`) makes of the project: it finds every file, and
 * needs exactly the manifest that we ship.
 */
import { join, relative } from 'node:path';
import { ComponentSet } from '@salesforce/source-deploy-retrieve';
import { readXml } from '../project/xml.mjs';

/** @param {import('../project/load.mjs').Project} project */
export async function check(project) {
  const settings = JSON.parse(project.text('sfdx-project.json'));
  const roots = settings.packageDirectories.map(({ path }) => path);
  const metadata = project.files.filter((file) => file.endsWith('-meta.xml'));
  for (const file of metadata) {
    if (!roots.some((root) => file.startsWith(`${root}/`))) project.report(file, 'lies in no package directory');
  }
  let set;
  try {
    set = componentsOf(project.dir, settings);
  } catch (error) {
    return project.report('sfdx-project.json', `source-deploy-retrieve refuses the project: ${error.message}`);
  }
  const found = new Set(set.getSourceComponents().toArray().flatMap(filesOf).map((path) => relative(project.dir, path)));
  for (const file of metadata) if (!found.has(file)) project.report(file, 'is no component to source-deploy-retrieve');
  await manifest(project, set, settings.sourceApiVersion);
}

/**
 * All components of a project, as the library finds them.
 * @param {string} dir
 * @param {object} settings what sfdx-project.json says
 */
export function componentsOf(dir, settings) {
  const set = ComponentSet.fromSource(settings.packageDirectories.map(({ path }) => join(dir, path)));
  // Without a version, the library asks the network for one.
  set.sourceApiVersion = settings.sourceApiVersion;
  set.apiVersion = settings.sourceApiVersion;
  return set;
}

const filesOf = (component) => [component.xml, ...component.getChildren().flatMap(filesOf)].filter(Boolean);

async function manifest(project, set, version) {
  const path = 'manifest/package.xml';
  if (!project.files.includes(path)) return project.report(path, 'is missing');
  const shipped = readXml(project.text(path));
  if (shipped.get('version') !== version) project.report(path, `names version ${shipped.get('version')}, and sfdx-project.json ${version}`);
  const lists = (of) => new Set(of.flatMap(({ name, members }) => members.map((member) => `${name} ${member.replace(/\/$/, '')}`)));
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
