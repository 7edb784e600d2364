/**
 * Checks Salesforce DX projects: `node check.mjs [--only CHECK,… | --without CHECK,…] DIR…`, on all cores.
 *
 * Prints one line a finding, `project: file: what`, and exits 1 if there is any. With TIMES=1 it tells what each check took.
 */
import { availableParallelism } from 'node:os';
import { basename, resolve } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { CHECKS } from './checks/index.mjs';
import { loadProject } from './project/load.mjs';

/** Checks some projects, and says what it found and how long it took. */
async function run(dirs, only) {
  const found = [];
  const spent = {};
  for (const dir of dirs) {
    const project = loadProject(resolve(dir), basename(dir));
    for (const name of only) {
      const start = performance.now();
      await CHECKS[name](project);
      spent[name] = (spent[name] ?? 0) + performance.now() - start;
    }
    found.push(...project.findings);
  }
  return { found, spent };
}

function selected(words) {
  const listed = /^--(only|without)$/.test(words[0]) ? words.splice(0, 2) : ['--without', ''];
  return Object.keys(CHECKS).filter((name) => listed[1].split(',').includes(name) === (listed[0] === '--only'));
}

async function main() {
  const words = process.argv.slice(2);
  const only = selected(words);
  if (words.length === 0 || only.length === 0) {
    console.error('usage: node check.mjs [--only CHECK,… | --without CHECK,…] DIR…');
    process.exit(2);
  }
  const count = Math.min(availableParallelism(), words.length);
  const shares = Array.from({ length: count }, (_, share) => words.filter((_, index) => index % count === share));
  const results = await Promise.all(shares.map((dirs) => new Promise((done, fail) => {
    new Worker(new URL(import.meta.url), { workerData: { dirs, only } }).on('message', done).on('error', fail);
  })));
  const place = new Map(words.map((dir, index) => [basename(dir), index]));
  const found = results.flatMap((result) => result.found).sort((one, other) => place.get(one.project) - place.get(other.project));
  for (const { project, file, what } of found) console.log(`${project}: ${file}: ${what}`);
  if (process.env.TIMES) {
    for (const name of only) console.error(`${name}: ${Math.round(results.reduce((sum, { spent }) => sum + (spent[name] ?? 0), 0))} ms`);
  }
  console.log(`${words.length} projects, ${found.length} findings`);
  process.exit(found.length === 0 ? 0 : 1);
}

if (isMainThread) await main();
else parentPort.postMessage(await run(workerData.dirs, workerData.only));
