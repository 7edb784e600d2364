/** `sfdx-project.json` against Salesforce's own JSON schema. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';

const SCHEMA = new URL('../node_modules/@salesforce/schemas/sfdx-project.schema.json', import.meta.url);
const validate = new Ajv({ allErrors: true, strict: false, logger: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

/** @param {import('../project/load.mjs').Project} project */
export function check(project) {
  const path = 'sfdx-project.json';
  if (!project.files.includes(path)) return project.report(path, 'is missing');
  const settings = JSON.parse(project.text(path));
  if (!validate(settings)) {
    for (const error of validate.errors) project.report(path, `${error.instancePath || '/'} ${error.message}`);
  }
  for (const { path: root } of settings.packageDirectories ?? []) {
    if (!existsSync(join(project.dir, root))) project.report(path, `names the folder ${root}, which is not there`);
  }
}
