/** Comparison forms of addresses and company names: what is one and the same, what is not, and that applying them twice changes nothing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparable, containsValue } from '../same-value.ts';
import { comparableAddress } from './comparable-address.ts';
import { comparableCompany } from './comparable-company.ts';

test.each([
  ['南宁市青秀区样例路１２号３幢５０２房', '南宁市青秀区样例路12#3栋502室'],
  ['样例路8号1层03号商铺', '样例路8号一楼3铺'],
  ['样例路8号3号楼二单元1101', '样例路8号3栋2单元1101'],
  ['样例路8号B座十二层', '样例路8号B栋12楼'],
  ['样例路8号第二十层', '样例路8号20层'],
  ['样例路8号（样例大厦）5号房', '样例路8号样例大厦5室'],
])('%s is the address %s', (left, right) => expect(comparableAddress(left)).toBe(comparableAddress(right)));

test.each([
  ['五一路10号', '51路10号'],
  ['样例路8号3楼', '样例路8号3号楼'],
  ['样例路1号', '样例路11号'],
  ['样例路8号2单元', '样例路8号2栋'],
])('%s is not the address %s', (left, right) => expect(comparableAddress(left)).not.toBe(comparableAddress(right)));

test.each([
  ['样例路12号', '样例路12号3栋502室', true],
  ['广西壮族自治区南宁市青秀区样例路12号三楼', '青秀区样例路12号3层', true],
  ['青秀区样例路12号11栋', '青秀区样例路12号1', false],
  ['青秀区样例路112号', '样例路12号', false],
])('%s and %s: one names the other: %s', (left, right, expected) =>
  expect(containsValue(left, right, comparableAddress) || containsValue(right, left, comparableAddress)).toBe(expected),
);

test.each([
  ['南宁样例（广西）有限责任公司', '南宁样例(广西)有限公司'],
  ['青秀区样例米粉店（个体工商户）', '青秀区样例米粉店'],
])('%s is the company %s', (left, right) => expect(comparableCompany(left)).toBe(comparableCompany(right)));

/** Strings in which the rules have something to do. */
const addressLike = fc
  .array(
    fc.oneof(fc.constantFrom(...'号楼栋幢座层铺房室商面门位间第零一二三十#（）。路0123AB '), fc.string({ unit: 'grapheme', maxLength: 2 })),
    {
      maxLength: 14,
    },
  )
  .map((parts) => parts.join(''));

test.each([
  ['text', comparable],
  ['address', comparableAddress],
  ['company', comparableCompany],
])('the form of a %s is its own form', (_, normal) =>
  fc.assert(
    fc.property(addressLike, (value) => normal(normal(value)) === normal(value)),
    { numRuns: 400, examples: [['A˘'], ['A(\u0306)']] },
  ),
);
