/** A paper is taken once, after it has lain still, and the next paper is taken again. */
import { expect, test } from 'vitest';
import type { Quad } from '#shared/page.ts';
import { afterCapture, steadyStart, watchSteady } from './steady-capture.ts';
import type { Look, SteadyState } from './steady-capture.ts';

const quad: Quad = [
  [0.2, 0.1],
  [0.8, 0.1],
  [0.8, 0.9],
  [0.2, 0.9],
];
const shifted = (by: number): Quad => quad.map(([x, y]) => [x + by, y]) as Quad;

/** Feeds frames every 80 ms; the worker compares with what was taken two frames after it was told, as it does when it is busy. */
function watch(frames: readonly (Partial<Look> & { page?: number })[], from: SteadyState = steadyStart) {
  let state = from;
  let takenPage: number | null = null;
  let told = 0;
  const captures: number[] = [];
  const waiting: { at: number; page: number }[] = [];
  for (const [index, { page = 1, ...frame }] of frames.entries()) {
    while (waiting[0] && waiting[0].at <= index) {
      takenPage = waiting.shift()!.page;
      told++;
    }
    const sinceTaken = takenPage === null ? null : takenPage === page ? 0.001 : 0.05;
    const next = watchSteady(state, { at: index * 80, quad, motion: 0.0005, sinceTaken, takenCount: told, ...frame });
    state = next.state;
    if (next.capture) {
      captures.push(index);
      waiting.push({ at: index + 2, page });
    }
  }
  return { captures, state };
}
const still = (count: number, frame: Partial<Look> & { page?: number } = {}) => Array.from({ length: count }, () => frame);

test('one paper that lies still is taken once, after 0.8 seconds', () => {
  expect(watch(still(60)).captures).toEqual([10]);
});

test('progress rises while the picture is still and falls back when it moves', () => {
  const half = watch(still(6)).state;
  expect(half.phase).toBe('holding');
  expect(half.progress).toBeCloseTo(0.5, 1);
  expect(watch([...still(6), { motion: 0.03 }]).state).toMatchObject({ phase: 'moving', progress: 0 });
});

test('a paper that is pushed slowly is not still', () => {
  const creeping = Array.from({ length: 40 }, (_, index) => ({ quad: shifted(index * 0.004) }));
  expect(watch(creeping).captures).toEqual([]);
});

test('the next paper is taken, the same one put back is not', () => {
  const hand = still(5, { motion: 0.2, quad: null });
  expect(watch([...still(20), ...hand, ...still(20, { page: 2 })]).captures).toHaveLength(2);
  expect(watch([...still(20), ...hand, ...still(40)]).captures).toHaveLength(1);
});

test('an outline that is missed for a moment does not start the wait again, one that is gone does', () => {
  const flicker = Array.from({ length: 14 }, (_, index) => (index % 3 === 2 ? { quad: null } : {}));
  expect(watch(flicker).captures).toHaveLength(1);
  expect(watch([...still(6), ...still(8, { quad: null }), ...still(8)]).captures).toEqual([]);
  expect(watch(still(40, { quad: null })).state.phase).toBe('searching');
});

test('a page taken by hand is not taken again by itself', () => {
  const byHand = afterCapture(watch(still(4)).state);
  const looks: Look[] = Array.from({ length: 30 }, (_, index) => ({
    at: 1000 + index * 80,
    quad,
    motion: 0,
    sinceTaken: index < 3 ? null : 0.001,
    takenCount: index < 3 ? 0 : 1,
  }));
  let state = byHand;
  for (const look of looks) {
    const next = watchSteady(state, look);
    expect(next.capture).toBe(false);
    state = next.state;
  }
  expect(state.phase).toBe('taken');
});
