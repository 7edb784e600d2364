/**
 * Flow best practice: `@flow-scanner/lightning-flow-scanner-core`, all rules, the beta ones too, but for those named here.
 */
import { join } from 'node:path';
import scanner from '@flow-scanner/lightning-flow-scanner-core';
import { flowOf } from '../project/flow.mjs';

const { getRules, parse, scan } = scanner;

/** Rules that are off, each with the reason. */
const OFF = {
  // Draft is what we emit unless asked: an active flow in production needs test coverage, so the admin activates it.
  InactiveFlow: 'flows are delivered as drafts by default',
};

/** Findings that do not apply: by rule, the flows and elements that are exempt. */
const EXEMPT = {
  // The scanner sees a list of fields only where there are two or more.
  GetRecordAllFields: (flow, name) => flow.elements.get(name)?.queried.length > 0,
  // The order is that of record-triggered flows; one that a schedule starts has none (Metadata API guide, Flow, triggerOrder).
  TriggerOrder: (flow) => flow.start?.triggerType === 'Scheduled',
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
      const exempt = (name) => EXEMPT[rule.ruleName]?.(flowOf(parts[index]), name);
      if (rule.errorMessage) project.report(parts[index].path, `flow scanner: ${rule.ruleName}: ${rule.errorMessage}`);
      for (const { name, type } of rule.details ?? []) if (!exempt(name)) project.report(parts[index].path, `flow scanner: ${rule.ruleName}: ${name ?? ''} ${type ?? ''}`);
    }
  });
}
