/** A call stays until it is answered, and says for a moment who goes. */
import { expect, test } from 'vitest';
import { shownCalls, waitedSeconds } from './shown-calls.ts';

const start = Date.parse('2026-01-12T02:00:00.000Z');
const open = { id: 'a', calledAt: '2026-01-12T02:00:00.000Z', answeredBy: null, answeredAt: null };
const answered = { ...open, id: 'b', answeredBy: '李四', answeredAt: '2026-01-12T02:00:30.000Z' };

test('an open call is shown however old, an answered one for fifteen seconds', () => {
  expect(shownCalls([open, answered], start + 40_000).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(shownCalls([open, answered], start + 3_600_000).map(({ id }) => id)).toEqual(['a']);
});

test('waiting is counted from the call, never below zero', () => {
  expect(waitedSeconds(open, start + 42_400)).toBe(42);
  expect(waitedSeconds(open, start - 1_000)).toBe(0);
});
