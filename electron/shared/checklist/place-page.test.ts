/** A person's placing of a page: it stands alone, or joins the document that is already there. */
import { expect, test } from 'vitest';
import type { CaseField, Document } from '../case.ts';
import { placePage, withoutPage } from './place-page.ts';
import { individualBusinessRegistration as item } from '../service-items/individual-business-registration.ts';

const field = (key: string, pageId: string): CaseField => ({
  key,
  value: 'x',
  raw: 'x',
  confidence: 1,
  status: 'review',
  problems: [],
  box: null,
  pageId,
  machineValue: 'x',
  reviewedBy: null,
  reviewedAt: null,
});
const document = (id: string, documentType: string, slotId: string | null, ...pageIds: string[]): Document => ({
  id,
  documentType,
  pageIds,
  slotId,
  placedBy: 'machine',
  duplicateOf: null,
  fields: pageIds.map((pageId) => field(`of-${pageId}`, pageId)),
});
const place = (documents: Document[], pageId: string, slotId: string | null) => placePage(documents, pageId, slotId, item, () => 'new');

test('a page of a type the slot takes becomes a document of its own there', () => {
  const placed = place([document('a', 'lease-contract', null, 'p1', 'p2')], 'p2', 'premises');
  expect(placed.map(({ id, slotId, pageIds, placedBy }) => [id, slotId, pageIds, placedBy])).toEqual([
    ['a', null, ['p1'], 'machine'],
    ['new', 'premises', ['p2'], 'person'],
  ]);
});

test('its fields go with it', () => {
  const placed = place([document('a', 'lease-contract', null, 'p1', 'p2')], 'p2', 'premises');
  expect(placed.map(({ fields }) => fields.map(({ key }) => key))).toEqual([['of-p1'], ['of-p2']]);
});

test('a page the slot would not take by itself joins the one document already there', () => {
  const placed = place([document('a', 'lease-contract', 'premises', 'p1'), document('b', 'other', null, 'p2')], 'p2', 'premises');
  expect(placed).toHaveLength(1);
  expect(placed[0]).toMatchObject({ id: 'a', pageIds: ['p1', 'p2'], placedBy: 'person' });
});

test('a page without any document can be placed too', () => {
  expect(place([], 'p9', 'premises')).toMatchObject([{ id: 'new', documentType: 'other', slotId: 'premises', pageIds: ['p9'] }]);
});

test('placing a lone page where it stands only makes it a person’s decision', () => {
  expect(place([document('a', 'lease-contract', 'premises', 'p1')], 'p1', 'premises')).toMatchObject([{ id: 'a', placedBy: 'person' }]);
});

test('a document that loses its last page goes away', () => {
  expect(withoutPage([document('a', 'other', null, 'p1'), document('b', 'other', null, 'p2')], 'p1').map(({ id }) => id)).toEqual(['b']);
});
