/** The table of standard fields against the describe results that jsforce ships: same names, same basic types. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { STANDARD } from '../project/fields.mjs';

const DECLARATIONS = new URL('../node_modules/@jsforce/jsforce-node/lib/types/standard-schema.d.ts', import.meta.url);

/**
 * Not in the org from which those results come: record types, contact details of leads and activity types that its user may not
 * see, features that are off there, what newer releases brought; and what few objects lack of the fields that all others have.
 */
const NOT_THERE = `
  Account Site, Account AccountNumber, Account Sic, Account TickerSymbol, Account Rating, Account Ownership,
  Account RecordTypeId, Contact RecordTypeId, Lead RecordTypeId, Opportunity RecordTypeId,
  Lead Fax, Lead MobilePhone, Lead HasOptedOutOfEmail, Lead HasOptedOutOfFax, Lead DoNotCall,
  Opportunity ExpectedRevenue, Opportunity TotalOpportunityQuantity, Opportunity IsPrivate, Opportunity LastStageChangeDate, Opportunity ContactId,
  Event Type, Task Type, Task CompletedDateTime, CustomNotificationType,
  OpportunityHistory LastModifiedDate, OpportunityHistory LastModifiedById, User IsDeleted, Profile IsDeleted, UserRole IsDeleted,
  UserRole CreatedDate, UserRole CreatedById, RecordType IsDeleted, Group IsDeleted, Period IsDeleted, Period CreatedDate,
  Period LastModifiedDate, Period CreatedById, Period LastModifiedById, Organization IsDeleted
`.trim().split(/,\s+/);

function described(text) {
  const objects = new Map();
  for (const [, name, body] of text.matchAll(/^type Fields\$(\w+) = \{\n([^]*?)^\};$/gm)) {
    objects.set(name, new Map([...body.matchAll(/^ {4}(\w+): (\w+)/gm)].map((match) => [match[1], match[2]])));
  }
  return objects;
}

const BASIC = { boolean: 'boolean', number: 'number', currency: 'number', percent: 'number', date: 'DateString', datetime: 'DateString', address: 'Address' };

test('standard fields exist with these types', () => {
  const objects = described(readFileSync(DECLARATIONS, 'utf8'));
  const missing = [];
  for (const [object, fields] of STANDARD) {
    if (!objects.has(object)) {
      missing.push(object);
      continue;
    }
    for (const { name, type } of fields.values()) {
      const there = objects.get(object).get(name);
      if (there) assert.equal(there, BASIC[type] ?? 'string', `${object}.${name}`);
      else missing.push(`${object} ${name}`);
    }
  }
  assert.deepEqual(missing.sort(), [...NOT_THERE].sort());
});
