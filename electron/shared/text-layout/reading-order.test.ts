/** Tests of the reading order. */
import { expect, test } from 'vitest';
import type { Quad } from '../page.ts';
import { sortInReadingOrder } from './reading-order.ts';

const box = (name: string, x: number, y: number, width = 80, height = 20, slope = 0) => ({
  name,
  quad: [
    [x, y],
    [x + width, y + width * slope],
    [x + width, y + height + width * slope],
    [x, y + height],
  ] as Quad,
});
const order = (...boxes: ReturnType<typeof box>[]) => sortInReadingOrder(boxes).map(({ name }) => name);

test('rows from top to bottom, within a row from left to right', () => {
  expect(order(box('d', 200, 52), box('b', 200, 4), box('c', 0, 50), box('a', 0, 8))).toEqual(['a', 'b', 'c', 'd']);
});

test('a staircase of slightly lower boxes does not become one row', () => {
  expect(order(box('c', 0, 24), box('b', 100, 12), box('a', 200, 0))).toEqual(['a', 'b', 'c']);
});

test('a slight slope does not lift the ends of a line into other rows', () => {
  expect(order(box('b', 0, 30, 800, 20, 0.01), box('a', 0, 0, 800, 20, 0.01), box('c', 0, 60, 800, 20, 0.01))).toEqual(['a', 'b', 'c']);
});
