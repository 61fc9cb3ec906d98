/** Rows from quads, whatever the order of the lines, also on a tilted page. */
import { expect, test } from 'vitest';
import type { TextLine } from '../page.ts';
import { bestMatch, editDistance, findWord } from './fuzzy-match.ts';
import { layOutRows } from './rows.ts';

const line = (text: string, x: number, y: number, width = text.length * 20, tilt = 0): TextLine => ({
  text,
  confidence: 0.9,
  quad: [
    [x, y + x * tilt],
    [x + width, y + (x + width) * tilt],
    [x + width, y + 20 + (x + width) * tilt],
    [x, y + 20 + x * tilt],
  ],
});

test('label and value apart make one row; the next line another', () => {
  const rows = layOutRows([line('张三', 200, 12), line('姓　名', 100, 10), line('住址', 100, 50)]);
  expect(rows.map(({ text }) => text)).toEqual(['姓名张三', '住址']);
  expect(rows[0]?.cells[2]?.x0).toBeCloseTo(200);
});

test('a tilted page keeps its rows', () => {
  const lines = [
    line('名称', 100, 100, 40, 0.05),
    line('南宁某某有限公司成立', 300, 100, 400, 0.05),
    line('类型', 100, 140, 40, 0.05),
    line('有限责任公司自然人独资', 300, 140, 440, 0.05),
  ];
  expect(layOutRows(lines).map(({ text }) => text)).toEqual(['名称南宁某某有限公司成立', '类型有限责任公司自然人独资']);
});

test('full-width signs become half width, what was printed is kept', () => {
  const [row] = layOutRows([line('面积：１２㎡', 0, 0)]);
  expect(row?.text).toBe('面积:12m2');
  expect(row?.cells.map(({ printed }) => printed).join('')).toBe('面积：１２㎡');
});

test('character confidences stay with their characters', () => {
  const [row] = layOutRows([{ ...line('甲 乙', 0, 0), characterConfidences: [0.1, 0.5, 0.9] }]);
  expect(row?.cells.map(({ confidence }) => confidence)).toEqual([0.1, 0.9]);
});

test('a vertical line gives its characters to the rows it crosses', () => {
  const vertical: TextLine = {
    text: '名类',
    confidence: 0.9,
    quad: [
      [100, 100],
      [120, 100],
      [120, 180],
      [100, 180],
    ],
  };
  const rows = layOutRows([vertical, line('称南宁某店', 150, 110), line('型个体工商户', 150, 150)]);
  expect(rows.map(({ text }) => text)).toEqual(['名称南宁某店', '类型个体工商户']);
});

test('a character that two boxes share is kept once', () => {
  const first = { ...line('出生2006', 0, 0, 80), characterConfidences: [0.9, 0.9, 0.9, 0.9, 0.9, 0.9] };
  const second = { ...line('5年10月2日', 66, 0, 120), characterConfidences: [0.4, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9] };
  expect(layOutRows([first, second])[0]?.text).toBe('出生2006年10月2日');
});

test('words are found with a wrong character when they are long enough', () => {
  expect(bestMatch('统一杜会信用代码9145', '统一社会信用代码')).toEqual({ start: 0, end: 8, wrong: 1 });
  expect(bestMatch('姓吉张三', '姓名')).toBeNull();
  expect(findWord('甲方甲方', '甲方')).toHaveLength(2);
  expect(editDistance('营业执照', '营业执贝召')).toBe(2);
});
