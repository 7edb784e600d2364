/** The fixture is clean, and every check finds what it is there for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHECKS } from '../checks/index.mjs';
import { loadProject } from '../project/load.mjs';
import { files, inFolder } from './fixture.mjs';

export async function findings(all, names = Object.keys(CHECKS)) {
  return inFolder(all, async (dir) => {
    const project = loadProject(dir, 'p');
    for (const name of names) await CHECKS[name](project);
    return project.findings.map(({ file, what }) => `${file.replace(/^.*\//, '')}: ${what}`);
  });
}

test('nothing is wrong with the fixture', async () => {
  assert.deepEqual(await findings(files()), []);
});
