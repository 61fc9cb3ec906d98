/** What counts as the same value on two papers, and what does not. */
import { expect, test } from 'vitest';
import { comparable, containsValue, likeness } from './same-value.ts';

test.each([
  ['南宁市民族大道１号５幢', '南宁市民族大道1#5栋'],
  ['南宁某某（广西）有限公司', '南宁某某(广西)有限公司'],
  ['阿依古丽•买买提', '阿依古丽·买买提'],
  ['11010519491231002x', '11010519491231002X'],
])('%s is %s', (left, right) => expect(comparable(left)).toBe(comparable(right)));

test('other houses are other values', () => expect(comparable('民族大道1号')).not.toBe(comparable('民族大道11号')));

test('an address contains the same one without its city', () => {
  expect(containsValue('广西壮族自治区南宁市江南区亭洪路120号1栋', '江南区亭洪路120号')).toBe(true);
  expect(containsValue('江南区亭洪路120号1栋', '南宁市江南区亭洪路120号1栋')).toBe(true);
  expect(containsValue('江南区亭洪路120号', '江南区亭洪路121号')).toBe(false);
  expect(containsValue('江南区亭洪路120号', '')).toBe(false);
});

test('one misread character of three leaves a likeness', () => {
  expect(likeness('黄玉梅', '黄王梅')).toBeCloseTo(2 / 3);
  expect(likeness('黄玉梅', '农春梅')).toBeCloseTo(1 / 3);
  expect(likeness('黄玉梅', '黄玉')).toBe(0);
});
