/** All checks, by name, in the order in which they run. */
import { check as schema } from './schema.mjs';
import { check as sfdx } from './sfdx.mjs';
import { check as source } from './source.mjs';

export const CHECKS = { schema, sfdx, source };
