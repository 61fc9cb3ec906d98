/** Key names match exactly their own combination. */
import { expect, test } from 'vitest';
import { matchesKey } from './match-key.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...held,
});

test('a modifier that is not asked for is not the same key', () => {
  expect(matchesKey(press('Enter', { ctrlKey: true }), 'Ctrl+Enter')).toBe(true);
  expect(matchesKey(press('Enter'), 'Ctrl+Enter')).toBe(false);
  expect(matchesKey(press('Enter', { ctrlKey: true }), 'Enter')).toBe(false);
  expect(matchesKey(press('F2', { metaKey: true }), 'F2')).toBe(false);
});

test('letters match with caps lock on', () => {
  expect(matchesKey(press('M'), 'm')).toBe(true);
});
