/**
 * Flow best practice: `@flow-scanner/lightning-flow-scanner-core`, all rules, the beta ones too, but for those named here.
 */
import { join } from 'node:path';
import scanner from '@flow-scanner/lightning-flow-scanner-core';

const { getRules, parse, scan } = scanner;

/** Rules that are off, each with the reason. */
const OFF = {
  // Draft is what we emit unless asked: an active flow in production needs test coverage, so the admin activates it.
  InactiveFlow: 'flows are delivered as drafts by default',
};

/** @returns {string[]} the rules that are on. */
export const ruleNames = () => getRules(undefined, { betaMode: true }).map((rule) => rule.name).filter((name) => !OFF[name]);

/** @param {import('../project/load.mjs').Project} project */
export async function check(project) {
  const parts = project.of('flow');
  if (parts.length === 0) return;
  const parsed = await parse(parts.map((part) => join(project.dir, part.path)));
  parsed.forEach(({ errorMessage }, index) => errorMessage && project.report(parts[index].path, `flow scanner: ${errorMessage}`));
  const rules = Object.fromEntries(ruleNames().map((name) => [name, { severity: 'error' }]));
  const results = scan(parsed, { rules, betaMode: true });
  results.forEach((result, index) => {
    for (const rule of result.ruleResults) {
      if (rule.errorMessage) project.report(parts[index].path, `flow scanner: ${rule.ruleName}: ${rule.errorMessage}`);
      for (const { name, type } of rule.details ?? []) project.report(parts[index].path, `flow scanner: ${rule.ruleName}: ${name ?? ''} ${type ?? ''}`);
    }
  });
}
