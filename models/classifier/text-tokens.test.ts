/** Hashed text: fixed values that shipped weights depend on, what counts as the same text, headlines, lengths of the vector. */
import { expect, test } from 'vitest';
import { bodyBuckets, hashText, plainText, textBuckets, textTokens, textVector } from './text-tokens.ts';

test('the hash is FNV-1a; other values would make the shipped weights meaningless', () => {
  expect(hashText('')).toBe(0x811c9dc5);
  expect(hashText('a')).toBe(0xe40c292c);
  expect(hashText('营业执照')).toBe(645266948);
});

test('width, case, marks, white space and the digits of numbers say nothing', () => {
  expect(plainText('统一社会信用代码： 91330106MA5PPJUF0A')).toBe('统一社会信用代码00000000ma0ppjuf0a');
  expect(plainText('ＡＢ　（副　本）')).toBe('ab副本');
});

test('tokens of a small page', () => {
  expect(textTokens([{ text: '身份证', height: 10 }])).toEqual([6773, 11467, 11868]);
  expect(textTokens([])).toEqual([]);
});

test('only lines that stand higher than the middle one are headlines', () => {
  const line = { text: '本合同一式两份', height: 10 };
  const plain = textTokens([line, line, { text: '租赁合同', height: 10 }]);
  const titled = textTokens([line, line, { text: '租赁合同', height: 20 }]);
  expect(plain.some((token) => token >= bodyBuckets)).toBe(false);
  expect(titled.filter((token) => token < bodyBuckets)).toEqual(plain);
  expect(titled.filter((token) => token >= bodyBuckets)).toHaveLength(4);
});

test('both parts of the vector have length 1, however much text there is', () => {
  const vector = textVector(
    textTokens([
      { text: '房屋租赁合同出租方承租方', height: 30 },
      { text: '甲方', height: 10 },
      { text: '乙方', height: 10 },
    ]),
  );
  const length = (part: Float32Array) => Math.hypot(...part);
  expect(vector).toHaveLength(textBuckets);
  expect(length(vector.subarray(0, bodyBuckets))).toBeCloseTo(1, 5);
  expect(length(vector.subarray(bodyBuckets))).toBeCloseTo(1, 5);
  expect(Math.hypot(...textVector([]))).toBe(0);
});
