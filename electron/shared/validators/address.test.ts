/** Addresses: whole from region to house, and what the border of a cell before them is read as. */
import { expect, test } from 'vitest';
import { address, isWholeAddress, regionHead } from './address.ts';

test.each([
  ['广西南宁市青秀区样例路12号3栋502室', true],
  ['四川省成都市武侯区白沙东路154号313号商铺', true],
  ['安徽省合肥市蜀山区马山村', true],
  ['样例路12号', false],
  ['广西南宁市青秀区样例路1', false],
])('%s is whole: %s', (value, whole) => expect(isWholeAddress(value)).toBe(whole));

test.each([
  ['口四川省成都市武侯区白沙东路154号', '四川省成都市武侯区白沙东路154号'],
  ['1广西南宁市青秀区样例路12号', '广西南宁市青秀区样例路12号'],
  ['口岸路12号', '口岸路12号'],
  ['日照市东港区样例路1号', '日照市东港区样例路1号'],
])('%s is %s', (value, normal) => expect(address.validate(value)).toEqual({ normalised: normal, problems: [] }));

test.each([
  ['广西南宁市青秀区样例路12号', '广西南宁市青秀区'],
  ['广西壮族自治区南宁市样例路12号', '广西壮族自治区南宁市'],
  ['内蒙古自治区呼和浩特市新城区科园路', '内蒙古自治区呼和浩特市新城区'],
  ['样例路12号', ''],
])('%s names the regions %s', (value, head) => expect(value.slice(0, regionHead(value))).toBe(head));
