/** Pages come into their order, and whatever they say, none is lost or doubled. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderPages } from './order-pages.ts';
import type { PageFeatures } from './page-features.ts';

type Told = Pick<PageFeatures, 'title' | 'pageNumber' | 'clauses' | 'closes' | 'continues'>;
const told = (change: Partial<Told> = {}): Told => ({
  title: null,
  pageNumber: null,
  clauses: null,
  closes: false,
  continues: false,
  ...change,
});
const numbered = (number: number, total: number | null = null) => told({ pageNumber: { number, total, printed: `第${number}页` } });
const clauses = (from: number, to: number, change: Partial<Told> = {}) => told({ clauses: { style: 'article', from, to }, ...change });
const title = told({ title: '房屋租赁合同' });

const anything = fc.array(
  fc.record({
    title: fc.option(fc.constantFrom('合同', '证明')),
    pageNumber: fc.option(fc.record({ number: fc.integer({ min: 1, max: 6 }), total: fc.constant(null), printed: fc.constant('') })),
    clauses: fc.option(fc.record({ style: fc.constant('article' as const), from: fc.integer({ min: 1, max: 9 }), to: fc.constant(20) })),
    closes: fc.boolean(),
    continues: fc.boolean(),
  }),
  { maxLength: 9 },
);

test('the order is a permutation of the pages', () => {
  fc.assert(
    fc.property(anything, (pages) => {
      const { order } = orderPages(pages);
      expect(order.toSorted((a, b) => a - b)).toEqual(pages.map((_, index) => index));
    }),
  );
});

test('whatever the order of scanning, numbered pages come into theirs', () => {
  const stacks = fc.integer({ min: 2, max: 12 }).chain((count) => {
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    return fc.shuffledSubarray(numbers, { minLength: count });
  });
  fc.assert(
    fc.property(stacks, (numbers) => {
      const { order, by } = orderPages(numbers.map((number) => numbered(number, numbers.length)));
      expect(order.map((position) => numbers[position])).toEqual(numbers.toSorted((a, b) => a - b));
      expect(by === null).toBe(numbers.every((number, index) => number === index + 1));
    }),
  );
});

test('clauses order pages without numbers; the title comes first, the signatures last', () => {
  const pages = [told({ closes: true }), clauses(9, 14), clauses(1, 8, { title: '合同' })];
  expect(orderPages(pages)).toEqual({ order: [2, 1, 0], by: 'clauses' });
});

test('the title page is page one though its number was not read', () => {
  expect(orderPages([numbered(3), numbered(2), title])).toEqual({ order: [2, 1, 0], by: 'page-number' });
});

test('a page without a number stays behind the one it was scanned after', () => {
  expect(orderPages([numbered(1), told(), numbered(2)]).order).toEqual([0, 1, 2]);
  expect(orderPages([numbered(3), told(), numbered(1)]).order).toEqual([2, 1, 0]);
});

test('clauses order the pages whose numbers were not read, as long as the numbers agree', () => {
  const both = (number: number, from: number) => ({ ...clauses(from, from + 5), pageNumber: numbered(number).pageNumber });
  expect(orderPages([clauses(1, 5, { title: '合同' }), both(2, 6), clauses(19, 24), clauses(12, 18), both(5, 25)]).order).toEqual([
    0, 1, 3, 2, 4,
  ]);
  // Points that count anew on each page say nothing against printed numbers.
  expect(orderPages([both(3, 1), both(2, 4), clauses(9, 12)]).by).toBe('page-number');
});

test('without any sign the order of scanning stands; a later page before its title page gives way', () => {
  expect(orderPages([told(), told(), told()])).toEqual({ order: [0, 1, 2], by: null });
  expect(orderPages([told({ continues: true }), title])).toEqual({ order: [1, 0], by: 'title' });
});

test('numbers that contradict each other change nothing', () => {
  expect(orderPages([numbered(2), numbered(2), numbered(1)])).toEqual({ order: [0, 1, 2], by: null });
});
