/** Every page of a case is somewhere on the board, exactly once. */
import { expect, test } from 'vitest';
import type { CaseView } from '#shared/contract/case-view.ts';
import { neighbour, newestOf, placesOf } from './page-places.ts';

const page = (id: string, index: number, state = 'recognized') => ({ id, index, state });
const document = (id: string, pageIds: string[], slotId: string | null, duplicateOf: string | null = null) => ({
  id,
  pageIds,
  slotId,
  duplicateOf,
});
const places = placesOf({
  case: {
    pages: [page('p3', 2), page('p1', 0), page('p2', 1), page('p4', 3, 'stored'), page('p5', 4, 'failed')],
    documents: [document('d1', ['p2'], 'b'), document('d2', ['p1'], 'a'), document('d3', ['p3'], null, 'd2')],
  },
  item: { materials: [{ id: 'a' }, { id: 'b' }] },
} as unknown as CaseView);

test('pages stand in their slots, the rest is surplus or unread', () => {
  expect(places.bySlot.get('a')?.map((placed) => placed.page.id)).toEqual(['p1']);
  expect(places.surplus.map((placed) => [placed.page.id, placed.duplicate])).toEqual([
    ['p3', true],
    ['p5', false],
  ]);
  expect(places.unread.map((placed) => placed.page.id)).toEqual(['p4']);
});

test('pages of a document stand as they belong; separator sheets stand apart', () => {
  const sheet = { ...page('s1', 3), classification: { documentType: 'separator' } };
  const mixed = placesOf({
    case: {
      pages: [page('q3', 0), page('q1', 1), page('q2', 2), sheet, page('r1', 4)],
      documents: [document('e1', ['q1', 'q2', 'q3'], 'a'), document('e2', ['r1'], 'a')],
    },
    item: { materials: [{ id: 'a' }] },
  } as unknown as CaseView);
  expect(mixed.bySlot.get('a')?.map((placed) => placed.page.id)).toEqual(['q1', 'q2', 'q3', 'r1']);
  expect(mixed.separators.map((placed) => placed.page.id)).toEqual(['s1']);
  expect(mixed.surplus).toEqual([]);
});

test('arrow keys walk slot by slot and stop at the ends', () => {
  expect(places.inOrder.map((placed) => placed.page.id)).toEqual(['p3', 'p5', 'p1', 'p2', 'p4']);
  expect(neighbour(places, 'p3', -1)).toBe('p3');
  expect(neighbour(places, 'p5', 1)).toBe('p1');
  expect(neighbour(places, null, 1)).toBe('p3');
});

test('the newest readable page is the one to show', () => {
  expect(newestOf(places)?.page.id).toBe('p5');
});
