/** Page numbers and clause numbers as Chinese papers print them, and numbers that are none. */
import { expect, test } from 'vitest';
import { chineseNumber, readClauses, readPageNumber } from './printed-numbers.ts';

test.each([
  ['第2页 共5页', 2, 5],
  ['第 12 页，共 20 页', 12, 20],
  ['共5页第3页', 3, 5],
  ['报告编号：WS2026000123第2页共4页', 2, 4],
  ['第4页', 4, null],
  ['2/5', 2, 5],
  ['Page 3 of 7', 3, 7],
  ['- 2 -', 2, null],
  ['—3—', 3, null],
  ['一2一', 2, null],
  ['６', 6, null],
])('the foot %s is page %i of %s', (text, number, total) => {
  expect(readPageNumber(text, true)).toMatchObject({ number, total });
});

test.each(['第5页，共3页', '第0页', '2026', '第三条', '合同编号：ZL-2026-123', '12/2026', '共5页', '甲方'])(
  '%s is no page number',
  (text) => {
    expect(readPageNumber(text, true)).toBeNull();
  },
);

test('a number between dashes counts in the foot only', () => {
  expect(readPageNumber('- 2 -', false)).toBeNull();
  expect(readPageNumber('第2页 共5页', false)).toMatchObject({ number: 2 });
});

test('Chinese numbers up to 99', () => {
  expect(['一', '九', '十', '十一', '二十', '二十三', '九十九', '7'].map(chineseNumber)).toEqual([1, 9, 10, 11, 20, 23, 99, 7]);
  expect(['', '百', '十十', '零', '一二'].map(chineseNumber)).toEqual([null, null, null, null, null]);
});

test('clauses of a page: the style most used, from first to last, a misread one left out', () => {
  expect(readClauses(['第三条 租金', '每月一日支付', '第四条 押金', '第五条 违约'])).toEqual({ style: 'article', from: 3, to: 5 });
  expect(readClauses(['十、其他约定', '十一、转租', '千二、解除', '十三、续租'])).toEqual({ style: 'enumeration', from: 10, to: 13 });
  expect(readClauses(['9. 保密', '1. 交付', '10. 争议', '11. 送达'])).toEqual({ style: 'dot', from: 9, to: 11 });
  // Points inside a clause count from one again and do not hide the clauses.
  expect(readClauses(['第六条 验收', '1. 数量', '2. 质量', '第七条 付款'])).toEqual({ style: 'article', from: 6, to: 7 });
});

test('a single point, dates and amounts are no clauses', () => {
  expect(readClauses(['1. 本人承诺属实'])).toBeNull();
  expect(readClauses(['2026.11.20', '3.5万元', '（一）房屋', '(2) 押金'])).toBeNull();
});
