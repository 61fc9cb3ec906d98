/** One spelling per value. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('the order of keys makes no difference, and the text is JSON of the same value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(turned)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('nested keys are sorted and undefined members left out', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: undefined, A: '中' })).toBe('{"A":"中","b":[{"c":null,"d":1}]}');
});
