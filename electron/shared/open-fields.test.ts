/** Which doubtful fields cost a person a look. */
import { expect, test } from 'vitest';
import type { Case, CaseField, Document } from './case.ts';
import { openFields } from './open-fields.ts';
import { individualBusinessRegistration as item } from './service-items/individual-business-registration.ts';

const field = (change: Partial<CaseField>): CaseField => ({
  key: 'name',
  value: '韦小青',
  raw: '韦小青',
  confidence: 0.7,
  status: 'review',
  problems: [],
  box: null,
  pageId: null,
  machineValue: '韦小青',
  reviewedBy: null,
  reviewedAt: null,
  ...change,
});
const open = (fields: CaseField[], change: Partial<Document> = {}): string[] => {
  const document: Document = {
    id: 'd',
    documentType: 'id-card',
    pageIds: ['p'],
    slotId: 'operator-id',
    placedBy: 'machine',
    duplicateOf: null,
    fields,
    ...change,
  };
  return openFields(item, { documents: [document] } as Case).map((entry) => entry.field.key);
};

test('a doubtful value is open until somebody looked at it', () => {
  expect(open([field({})])).toEqual(['name']);
  expect(open([field({ reviewedBy: 'clerk' })])).toEqual([]);
  expect(open([field({ status: 'accepted' })])).toEqual([]);
});

test('an empty value is open only where the form or a cross rule needs it', () => {
  expect(open([field({ value: '' })])).toEqual(['name']);
  expect(open([field({ key: 'issuingAuthority', value: '' })])).toEqual([]);
});

test('papers that are not submitted cost no look', () => {
  expect(open([field({})], { slotId: null })).toEqual([]);
  expect(open([field({})], { duplicateOf: 'other' })).toEqual([]);
});

test('an item may ask for more confidence than the machine has, for values of its form', () => {
  const sure = field({ status: 'accepted', confidence: 0.97 });
  const document: Document = {
    id: 'd',
    documentType: 'id-card',
    pageIds: ['p'],
    slotId: 'operator-id',
    placedBy: 'machine',
    duplicateOf: null,
    fields: [sure, field({ key: 'issuingAuthority', status: 'accepted', confidence: 0.97 })],
  };
  const openWith = (bars: Partial<typeof item>) =>
    openFields({ ...item, ...bars }, { documents: [document] } as Case).map((entry) => entry.field.key);
  expect(openWith({})).toEqual([]);
  expect(openWith({ minConfidence: 0.98 })).toEqual(['name']);
  const formFields = item.formFields.map((one) => (one.key === 'operatorName' ? { ...one, minConfidence: 0.9 } : one));
  expect(openWith({ minConfidence: 0.98, formFields })).toEqual([]);
});
