/**
 * Replays sequences in a miniature Salesforce: `node replay.mjs [--all] FILE…`. Prints the first difference of each replay and exits 1 if
 * there is any; stops after 20 unless `--all` is said.
 *
 * FILE holds one replay a line, each a JSON object:
 *
 *     {"project": DIR, "name"?: TEXT, "start"?: TIME, "options"?: {"record"?: …, "past"?: …}, "steps": [STEP, …]}
 *
 * `project` is the folder of a Salesforce DX project, from FILE's own folder if it is relative. `start` is the time at the beginning
 * (2026-01-05T09:00:00.000Z if it is left out; the org's time zone is UTC). `options` are those of org/org.mjs. Every replay has an org of
 * its own. A step is one transaction of a person, or the clock:
 *
 *     {"op": "insert",   "as": ALIAS, "type": "Contact", "values": {FIELD: VALUE, …}}   ALIAS is the record's name from here on
 *     {"op": "update",   "as": ALIAS, "values": {FIELD: VALUE, …}}                      null clears a field
 *     {"op": "delete",   "as": ALIAS}
 *     {"op": "undelete", "as": ALIAS}
 *     {"op": "clock",    "to": TIME}                                                    runs what becomes due, in order
 *     {"op": "find",     "as": ALIAS, "type": TYPE, "where"?: {FIELD: VALUE}, "nth"?: 0}  names a record that a flow has made: the nth
 *                                                                                       of those without an alias, oldest first
 *
 * Each may also have
 *
 *     "bypass": true          the person has every custom permission ($Permission.X is true)
 *     "why": TEXT             why it must be refused, for people
 *     "refused": true         the platform must refuse it, for whatever reason, and nothing has changed; without, it must accept it
 *     "expect": {ALIAS: {FIELD: VALUE, …}, …}    what records hold behind the step; {ALIAS: null} is a deleted one
 *     "count": {TYPE: NUMBER, …}                 how many records there are
 *     "counts": [{"type": TYPE, "field": FIELD, "value": VALUE, "count": NUMBER}, …]   how many of them hold a value
 *     "actions": NUMBER       how many actions (notifications, posts …) flows have called since the beginning
 *
 * FIELD is an API name: `Lead_Lifecycle__c`, `AccountId`, `StageName`. VALUE is text, number, boolean or null; a date "2026-03-02"; a
 * datetime "2026-03-02T10:00:00.000Z"; a multi-select picklist "A;B"; {"ref": ALIAS} the id of a record; {"recordType": "New_Business"} the
 * id of a record type. Fields that the platform requires (LastName, Company, Name, StageName, CloseDate) must be given on insert.
 *
 * Salesforce runs no flow and no rule on undelete, and none for records that are deleted with another. Flows run as if they were active,
 * except obsolete ones.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { blueprint } from './org/blueprint.mjs';
import { replay } from './org/replay.mjs';
import { loadProject } from './project/load.mjs';

const words = process.argv.slice(2);
const most = words[0] === '--all' && words.shift() ? Infinity : 20;
if (words.length === 0) {
  console.error('usage: node replay.mjs [--all] FILE…');
  process.exit(2);
}

const plans = new Map();

function planOf(dir) {
  if (!plans.has(dir)) plans.set(dir, blueprint(loadProject(dir)));
  return plans.get(dir);
}

let [count, different] = [0, 0];
for (const file of words) {
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || different >= most) continue;
    const one = JSON.parse(line);
    count += 1;
    const found = replay(planOf(resolve(dirname(file), one.project)), one);
    if (found) {
      different += 1;
      console.log(`${file}:${index + 1}: ${one.name ?? one.project}: step ${found.step + 1}: ${found.what}`);
      console.log(`    ${JSON.stringify(one.steps[found.step])}`);
      for (const each of found.trace) console.log(`    | ${each}`);
    }
  }
}
console.log(`${count} replays, ${different} different`);
process.exit(different === 0 ? 0 : 1);
