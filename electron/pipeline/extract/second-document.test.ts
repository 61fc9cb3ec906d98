/** Two papers on one page: what was read may belong to either, so nothing of it passes. */
import { expect, test } from 'vitest';
import type { TextLine } from '#shared/page.ts';
import { plainPreparation } from '../../../tests/fixtures/plain-preparation.ts';
import { printedLine } from '../../../tests/fixtures/printed-line.ts';
import { extractFields } from '../extract.ts';

const one = { name: '韦建国', number: '450103199003070012' };
const other = { name: '覃秀兰', number: '450102198506010029' };

const line = (text: string, x: number, y: number): TextLine => printedLine(text, x, y, 0.998);

const card = ({ name, number }: typeof one, y: number): TextLine[] => [
  line(`姓名${name}`, 100, y),
  line('性别男民族汉', 100, y + 50),
  line(`公民身份号码${number}`, 100, y + 150),
];
const read = (lines: TextLine[]) =>
  extractFields({ documentType: 'id-card', side: 'portrait', lines, preparation: plainPreparation(1000, 1400), today: '2026-11-20' });

test('cards of two people on one page: every field goes to a person', () => {
  const fields = read([...card(one, 100), ...card(other, 700)]);
  expect(fields.length).toBeGreaterThan(1);
  for (const { status, problems } of fields) {
    expect(status).toBe('review');
    expect(problems.map(({ code }) => code)).toContain('page.second-document');
  }
});

test.each([
  ['the same card twice', [...card(one, 100), ...card(one, 700)]],
  ['a card and a number whose check digit does not hold', [...card(one, 100), line('450102198506010020', 100, 700)]],
])('%s is one paper', (_, lines) => {
  const number = read(lines).find(({ key }) => key === 'idNumber');
  expect(number).toMatchObject({ value: one.number, status: 'accepted', problems: [] });
});
