/** All checks, by name, in the order in which they run. */
import { check as convert } from './convert.mjs';
import { check as fields } from './fields.mjs';
import { check as flows } from './flows.mjs';
import { check as formulas } from './formulas.mjs';
import { check as formulon } from './formulon.mjs';
import { check as names } from './names.mjs';
import { check as permissions } from './permissions.mjs';
import { check as records } from './records.mjs';
import { check as references } from './references.mjs';
import { check as reports } from './reports.mjs';
import { check as scanner } from './scanner.mjs';
import { check as schema } from './schema.mjs';
import { check as sfdx } from './sfdx.mjs';
import { check as sformula } from './sformula.mjs';
import { check as source } from './source.mjs';
import { check as unused } from './unused.mjs';
import { check as values } from './values.mjs';

export const CHECKS = { schema, sfdx, source, convert, names, fields, permissions, formulas, sformula, formulon, references, values, flows, scanner, records, reports, unused };
