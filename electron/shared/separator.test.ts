/** The code on a separator sheet comes back as it was written; other codes are none. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSeparatorText, separatorText } from './separator.ts';

test('whatever an item and a material are called, the sheet says it again', () => {
  const name = fc.option(fc.string({ minLength: 1, unit: 'grapheme' }), { nil: null });
  fc.assert(
    fc.property(name, name, (itemCode, materialId) => {
      expect(readSeparatorText(separatorText(itemCode, materialId))).toEqual({ itemCode, materialId });
    }),
  );
});

test('codes of other origin are no separators', () => {
  for (const text of [
    'https://gsxt.example/91450105MA5LGWR60G',
    'INTAKE-SEPARATOR/1/one',
    'INTAKE-SEPARATOR/2/a/b',
    'INTAKE-SEPARATOR/1/%/b',
    '',
  ])
    expect(readSeparatorText(text)).toBeNull();
});
