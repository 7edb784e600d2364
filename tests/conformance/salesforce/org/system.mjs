/** What the platform itself does to a record: defaults, derived fields, checks that every org has. */
import { Refusal } from './errors.mjs';
import { DAY, ofFormula, toStored } from './values.mjs';

/** Defaults of value sets that a project need not bring. */
const STANDARD_DEFAULTS = { 'Lead.Status': 'Open - Not Contacted', 'Task.Status': 'Not Started', 'Task.Priority': 'Normal' };

/** Default values of fields that a new record does not name. */
export function defaultsOf(org, working, given) {
  for (const field of org.plan.objects.get(working.object).values()) {
    if (field.name in given) continue;
    if (field.type === 'boolean') {
      if (field.writable) working.fields[field.name] = field.defaultValue === 'true';
    } else if (field.defaultFormula) {
      working.fields[field.name] = org.keep(field, ofFormula(field, org.evaluate(field.defaultFormula, working, {})));
    } else if (field.defaultValue !== undefined && (field.type === 'picklist' || field.type === 'multipicklist')) {
      working.fields[field.name] = field.defaultValue;
    } else if (STANDARD_DEFAULTS[`${working.object}.${field.name}`]) {
      working.fields[field.name] = STANDARD_DEFAULTS[`${working.object}.${field.name}`];
    }
  }
  if (!('OwnerId' in given) && org.plan.objects.get(working.object).has('OwnerId')) working.fields.OwnerId = org.user.id;
  const name = org.plan.objects.get(working.object).get('Name');
  if (name && !name.writable && working.object.endsWith('__c')) working.fields.Name = `${working.object}-${working.id}`;
}

/** Fields that follow from others. Undefined: the field is as it is stored. */
export function derive(org, record, name) {
  switch (`${record.object}.${name}`) {
    case 'Contact.Name':
    case 'Lead.Name':
      return [record.fields.FirstName, record.fields.LastName].filter(Boolean).join(' ') || null;
    case 'Opportunity.IsClosed':
      return stage(org, record)?.get('closed') === 'true';
    case 'Opportunity.IsWon':
      return stage(org, record)?.get('won') === 'true';
    case 'Opportunity.ForecastCategory':
      return stage(org, record)?.get('forecastCategory') ?? null;
    case 'Event.AccountId':
    case 'Task.AccountId':
      return accountOf(org, record.fields);
    case 'Event.ActivityDate':
      return record.fields.ActivityDate ?? record.fields.StartDateTime?.slice(0, 10) ?? null;
    default:
      return undefined;
  }
}

/** The account of what an activity is about, or else of the contact it is with. Source: Object Reference, Event, AccountId. */
function accountOf(org, { WhatId, WhoId }) {
  const about = org.store.live(WhatId);
  if (about?.object === 'Account') return about.id;
  return about?.fields.AccountId ?? org.store.live(WhoId)?.fields.AccountId ?? null;
}

function stage(org, record) {
  return org.plan.objects.get('Opportunity').get('StageName').standardValues?.find((value) => value.get('fullName') === record.fields.StageName);
}

/** Values of a picklist that a record's type has; all of them when it says nothing. */
function valuesFor(org, record, field) {
  const type = org.store.get(record.fields.RecordTypeId)?.fields.DeveloperName;
  const part = type && org.plan.recordTypes.find((other) => other.object === record.object && other.name === type);
  const list = part?.root.all('picklistValues').find((values) => values.get('picklist') === field.name);
  return list ? list.all('values').map((value) => decodeURIComponent(value.get('fullName'))) : field.values;
}

/**
 * What the platform checks itself, once when the values come in and once behind the before-save flows.
 * @param draft `{ working, prior, given, isNew, early }`
 */
export function systemChecks(org, { working, prior, given, isNew, early = false }) {
  const fields = org.plan.objects.get(working.object);
  for (const [name, value] of Object.entries(working.fields)) {
    const field = fields.get(name);
    if (!field?.restricted || value === null || value === prior?.fields[name]) continue;
    const values = valuesFor(org, working, field);
    for (const each of field.type === 'multipicklist' ? value.split(';') : [value]) {
      if (!values.includes(each)) throw new Refusal(`INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: ${name}: ${value}`);
    }
  }
  if (working.object === 'Opportunity') opportunity(org, working, prior, given);
  if (early) return;
  for (const field of fields.values()) {
    if (!field.required || !field.writable || (working.fields[field.name] ?? null) !== null) continue;
    throw new Refusal(`REQUIRED_FIELD_MISSING: ${working.object}.${field.name}`);
  }
  for (const field of fields.values()) {
    const id = field.type === 'reference' ? working.fields[field.name] : undefined;
    if (id && (isNew || id !== prior?.fields[field.name])) refers(org, working, field, id);
  }
}

function refers(org, working, field, id) {
  const target = org.store.live(id);
  if (!target) throw new Refusal(`INVALID_CROSS_REFERENCE_KEY: ${working.object}.${field.name}: ${id}`);
  if (field.targets[0] !== '*' && !field.targets.includes(target.object)) throw new Refusal(`FIELD_INTEGRITY_EXCEPTION: ${field.name} cannot be a ${target.object}`);
}

/** A new stage brings its probability and forecast category, unless they are given. */
function opportunity(org, working, prior, given) {
  const fields = working.fields;
  if (fields.StageName === prior?.fields.StageName || fields.StageName === working.stageSeen) return;
  working.stageSeen = fields.StageName;
  const value = stage(org, working);
  if (value && !('Probability' in given)) fields.Probability = Number(value.get('probability'));
  if (value && !('ForecastCategoryName' in given)) fields.ForecastCategoryName = value.get('forecastCategory');
  fields.LastStageChangeDate = toStored(org.now / DAY, 'datetime');
}
