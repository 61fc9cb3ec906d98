/** The kiosk asks one thing per screen and always knows the way back. */
import { expect, test } from 'vitest';
import type { ServiceItem } from '#shared/service-item.ts';
import { canGoBack, kioskReducer, kioskStart } from './kiosk-flow.ts';
import type { KioskAction, KioskState } from './kiosk-flow.ts';

const item = {
  questions: [
    { id: 'agent', kind: 'boolean', defaultValue: false },
    { id: 'premises', kind: 'choice', defaultValue: 'rented' },
  ],
} as unknown as ServiceItem;
const run = (state: KioskState, ...actions: KioskAction[]) => actions.reduce(kioskReducer, state);

test('every question has its own screen and the last answer leads to the scanner', () => {
  const asked = run(kioskStart, { kind: 'choose', item });
  expect([asked.step, asked.question]).toEqual(['question', 0]);
  const second = run(asked, { kind: 'answer', value: true });
  expect([second.step, second.question]).toEqual(['question', 1]);
  const done = run(second, { kind: 'answer', value: 'owned' });
  expect(done.step).toBe('scan');
  expect(done.answers).toEqual({ agent: true, premises: 'owned' });
});

test('an item without questions goes straight to the scanner', () => {
  expect(run(kioskStart, { kind: 'choose', item: { questions: [] } as unknown as ServiceItem }).step).toBe('scan');
});

test('back from the scanner returns to the last question until the case is open', () => {
  const atScanner = run(kioskStart, { kind: 'choose', item }, { kind: 'answer', value: false }, { kind: 'answer', value: 'rented' });
  expect(canGoBack(atScanner)).toBe(true);
  expect(run(atScanner, { kind: 'back' })).toMatchObject({ step: 'question', question: 1 });
  const open = run(atScanner, { kind: 'opened', caseId: 'x' });
  expect(canGoBack(open)).toBe(false);
});

test('nothing leads back once the case is on its way', () => {
  for (const step of ['submitting', 'receipt', 'done'] as const) {
    const state = { ...kioskStart, step };
    expect(canGoBack(state)).toBe(false);
    expect(run(state, { kind: 'back' })).toBe(state);
  }
});

test('choosing another item forgets the answers to the first', () => {
  const first = run(kioskStart, { kind: 'choose', item }, { kind: 'answer', value: true });
  expect(run(first, { kind: 'choose', item }).answers).toEqual({ agent: false, premises: 'rented' });
});
