/** A stopped scanner always says which paper is missing, in pages for single-sided paper and in sheets for double-sided. */
import { expect, test } from 'vitest';
import { isScanning } from './is-scanning.ts';
import { notTakenText, pauseKind, pauseKinds } from './pause-kind.ts';

test('what a hand can mend has a picture of its own, the rest is "other"', () => {
  expect(pauseKind('device.paper-jam')).toBe('jam');
  expect(pauseKind('device.corrupt-page')).toBe('damaged');
  expect(pauseKind('device.removed')).toBe('connection');
  expect(pauseKind('device.protocol')).toBe('other');
  expect(pauseKind(undefined)).toBe('other');
  expect(new Set(pauseKinds).size).toBe(pauseKinds.length);
});

test('single-sided paper is counted in pages, double-sided paper in sheets with its page', () => {
  expect(notTakenText({ notTaken: { page: 7, sheet: 7 } })).toEqual({ key: 'page', page: 7, sheet: 7 });
  expect(notTakenText({ notTaken: { page: 7, sheet: 4 } })).toEqual({ key: 'sheet', page: 7, sheet: 4 });
  expect(notTakenText({ notTaken: null })).toBeNull();
});

test('a paused job and one that waits for paper are still under way', () => {
  const at = (phase: 'paused' | 'waiting-for-paper' | 'warming-up' | 'finished' | 'failed' | 'cancelled') =>
    isScanning({ phase } as Parameters<typeof isScanning>[0]);
  expect([at('paused'), at('waiting-for-paper'), at('warming-up')]).toEqual([true, true, true]);
  expect([at('finished'), at('failed'), at('cancelled'), isScanning(null)]).toEqual([false, false, false, false]);
});
