/** Pieces of the shipped mappings: rules by source, codes of the standards, and what every item sends alike. */
import type { MappingRule, MappingSource, Transform } from '../mapping/mapping.ts';

const rule = (target: string, source: MappingSource, required: boolean, ...transforms: Transform[]): MappingRule => ({
  target,
  source,
  transforms,
  required,
});
export const fromForm = (target: string, key: string, ...transforms: Transform[]) =>
  rule(target, { kind: 'form', key }, false, ...transforms);
export const requiredFromForm = (target: string, key: string, ...transforms: Transform[]) =>
  rule(target, { kind: 'form', key }, true, ...transforms);
const fromCase = (target: string, path: string, ...transforms: Transform[]) => rule(target, { kind: 'case', path }, false, ...transforms);
const requiredFromCase = (target: string, path: string, ...transforms: Transform[]) =>
  rule(target, { kind: 'case', path }, true, ...transforms);
export const constant = (target: string, value: string) => rule(target, { kind: 'constant', value }, true);
export const valueMap = (values: Record<string, string>): Transform => ({ name: 'value-map', values, otherwise: null });

export const number: Transform = { name: 'number' };
export const boolean: Transform = { name: 'boolean' };
export const upper: Transform = { name: 'upper' };
/** GA/T 2000.156: resident identity card. */
export const residentIdentityCard = '111';
/** GB/T 2261.1. */
export const sexCode = valueMap({ 未知: '0', 男: '1', 女: '2', 未说明: '9' });

export const everyItem: MappingRule[] = [
  requiredFromCase('caseId', 'id'),
  fromCase('item.catalogCode', 'item.catalogCode'),
  requiredFromCase('item.taskCode', 'item.code'),
  fromCase('item.handlingItemCode', 'item.handlingItemCode'),
  requiredFromCase('item.name', 'item.name'),
  requiredFromCase('item.version', 'item.version', number),
  fromCase('situation', 'situation'),
  requiredFromCase('applicationType', 'face', valueMap({ counter: 'window', headless: 'window', kiosk: 'selfService' })),
  fromCase('acceptance.departmentName', 'item.departmentName'),
  fromCase('acceptance.departmentCode', 'item.departmentCode'),
  fromCase('acceptance.operator', 'createdBy.displayName'),
  requiredFromCase('review.reviewer', 'reviewer.displayName'),
  requiredFromCase('review.reviewedAt', 'reviewedAt'),
  fromCase('review.changedFields', 'changedFields'),
  requiredFromCase('timestamps.appliedAt', 'createdAt'),
];

/** ISO date → 20260307. */
export const plainDate: Transform = { name: 'date', pattern: 'YYYYMMDD' };
/** GA/T 2000.156: copy of a business licence. */
export const businessLicence = '822';

/** The agent of items with the shared agent fields. */
export const agent: MappingRule[] = [
  fromForm('agent.name', 'agentName'),
  constant('agent.idType', residentIdentityCard),
  fromForm('agent.idNumber', 'agentIdNumber', upper),
  fromForm('agent.phone', 'agentPhone'),
];

/** Form keys that go under the same name into `form`. */
export const sameName = (...keys: string[]): MappingRule[] => keys.map((key) => fromForm(`form.${key}`, key));
export const sameNameNumber = (...keys: string[]): MappingRule[] => keys.map((key) => fromForm(`form.${key}`, key, number));
export const sameNameBoolean = (...keys: string[]): MappingRule[] => keys.map((key) => fromForm(`form.${key}`, key, boolean));
