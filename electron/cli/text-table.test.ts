/** Columns stay straight beside Chinese text. */
import { expect, test } from 'vitest';
import { displayWidth, textTable } from './text-table.ts';

test('a Chinese character counts as two columns', () => {
  expect(displayWidth('身份证 A4')).toBe(9);
});

test('columns line up', () => {
  const lines = textTable(
    ['页', 'type'],
    [
      [1, '营业执照'],
      [12, 'blank'],
    ],
  ).split('\n');
  expect(lines).toEqual(['页  type', '--  --------', '1   营业执照', '12  blank']);
});
