/** Rows of the mapping keep their order and their faults are named before saving. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MappingRule } from '#shared/mapping/mapping.ts';
import { missingTargets, moveRow, parseValueMap, printValueMap, rowProblems, sourceKey } from './mapping-rows.ts';

const rule = (target: string): MappingRule => ({ target, source: { kind: 'constant', value: '' }, transforms: [], required: false });

test('moving a row keeps all the others in order', () => {
  expect(moveRow(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moveRow(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  expect(moveRow(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
});

test('a bad path and the second of two equal paths are named', () => {
  expect(rowProblems([rule('a.b'), rule('a..b'), rule(''), rule('a.b')])).toEqual([null, 'bad-target', 'bad-target', 'duplicate-target']);
});

test('required targets without a rule are listed, the materials are not', () => {
  const targets = [
    { path: 'caseId', required: true },
    { path: 'materials', required: true },
    { path: 'note', required: false },
    { path: 'a', required: true },
  ];
  expect(missingTargets([rule('a')], targets)).toEqual(['caseId']);
});

test('a value map survives being written and read', () => {
  const word = fc.stringMatching(/^[男女是否A-Za-z0-9]{1,6}$/);
  fc.assert(
    fc.property(fc.dictionary(word, word, { noNullPrototype: true }), (values) => {
      expect(parseValueMap(printValueMap(values))).toEqual(values);
    }),
  );
});

test('half a line is no value', () => {
  expect(parseValueMap('男=1\n女\n=3\n\n其他=')).toEqual({ 男: '1', 其他: '' });
});

test('different sources have different keys', () => {
  expect(
    new Set([
      sourceKey({ kind: 'form', key: 'a' }),
      sourceKey({ kind: 'case', path: 'a' }),
      sourceKey({ kind: 'field', slotId: 'a', fieldKey: 'b' }),
    ]).size,
  ).toBe(3);
});
