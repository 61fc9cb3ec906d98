/** The states of a case: every move leads somewhere known, and only open cases change here. */
import { expect, test } from 'vitest';
import { caseMoves, caseStates, isOpen, moveCase } from './case.ts';
import type { Case } from './case.ts';

const inState = (state: Case['state']) => ({ state }) as Case;

test('every move leads to a known state', () => {
  for (const targets of Object.values(caseMoves)) for (const target of targets) expect(caseStates).toContain(target);
});

test('every state can be reached from a draft', () => {
  const reached = new Set<string>(['draft']);
  for (const state of reached) for (const next of caseMoves[state as Case['state']]) reached.add(next);
  expect([...reached].sort()).toEqual([...caseStates].sort());
});

test('nothing is submitted that nobody confirmed', () => {
  const before = caseStates.filter((state) => caseMoves[state].includes('submitting'));
  expect(before).toEqual(['ready', 'submit_failed']);
});

test('an illegal move is a coded error', () => {
  expect(() => moveCase(inState('draft'), 'submitting')).toThrow(expect.objectContaining({ code: 'case.illegal-move' }));
});

test('what the approval system holds is closed here until it asks for a correction', () => {
  expect(caseStates.filter(isOpen)).toEqual([
    'draft',
    'scanned',
    'recognized',
    'in_review',
    'returned_on_spot',
    'ready',
    'submit_failed',
    'correction_required',
  ]);
});
