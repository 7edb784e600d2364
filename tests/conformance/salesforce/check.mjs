/**
 * Checks Salesforce DX projects: `node check.mjs [--only CHECK,… | --without CHECK,…] DIR…`.
 *
 * Prints one line a finding, `project: file: what`, and exits 1 if there is any.
 */
import { resolve } from 'node:path';
import { loadProject } from './project/load.mjs';
import { CHECKS } from './checks/index.mjs';

const words = process.argv.slice(2);
const listed = /^--(only|without)$/.test(words[0]) ? words.splice(0, 2) : ['--without', ''];
const only = Object.keys(CHECKS).filter((name) => listed[1].split(',').includes(name) === (listed[0] === '--only'));
if (words.length === 0 || only.length === 0) {
  console.error('usage: node check.mjs [--only CHECK,… | --without CHECK,…] DIR…');
  process.exit(2);
}

let count = 0;
const spent = {};
for (const dir of words) {
  const project = loadProject(resolve(dir));
  for (const name of only) {
    const start = performance.now();
    await CHECKS[name](project);
    spent[name] = (spent[name] ?? 0) + performance.now() - start;
  }
  for (const { project: of, file, what } of project.findings) console.log(`${of}: ${file}: ${what}`);
  count += project.findings.length;
}
if (process.env.TIMES) for (const [name, time] of Object.entries(spent)) console.error(`${name}: ${Math.round(time)} ms`);
console.log(`${words.length} projects, ${count} findings`);
process.exit(count === 0 ? 0 : 1);
