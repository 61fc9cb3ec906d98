/** Values over several lines: whole where lines follow each other without ink beyond their ends, a gap, a shift or a change of width. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Field, LineCheck, TextLine } from '#shared/page.ts';
import { extractFields } from '../extract.ts';
import { plainPreparation } from '../../../tests/fixtures/plain-preparation.ts';

const preparation = plainPreparation(1000, 1000);

/** @param em width of a character in pixels; lines are 28 px high and their boxes a little wider than the text */
function line(text: string, x: number, y: number, em = 20): TextLine {
  const width = [...text].reduce((sum, char) => sum + (char.charCodeAt(0) < 128 ? 0.52 : 1) * em, 8);
  return {
    text,
    confidence: 0.998,
    quad: [
      [x, y],
      [x + width, y],
      [x + width, y + 28],
      [x, y + 28],
    ],
  };
}

const first = '广西南宁市青秀区样例路';
const second = '12号样例花园3栋2单元502号房';
type Change = { second?: Partial<{ x: number; y: number; em: number; text: string }>; checks?: LineCheck[] | null };

function address({ second: { x = 200, y = 240, em = 20, text = second } = {}, checks = [] }: Change = {}): Field | undefined {
  const lines = [
    line('住址', 100, 200),
    line(first, 200, 200),
    line(text, x, y, em),
    line('证号', 100, 400),
    line('450103199003070020', 200, 400),
  ];
  const input = { documentType: 'driving-licence', side: null, lines, preparation, today: '2026-11-20' };
  return extractFields({ ...input, ...(checks ? { lineChecks: checks } : {}) }).find(({ key }) => key === 'address');
}

test('lines that follow each other at one margin, in one width, are whole and pass', () => {
  expect(address()).toMatchObject({ value: first + second, status: 'accepted' });
});

test.each([
  ['nobody looked beyond the lines', { checks: null }],
  ['ink goes on after the first line', { checks: [{ line: 1, start: false, end: true }] }],
  ['ink stands before the second line', { checks: [{ line: 2, start: true, end: false }] }],
  ['the second line begins further right', { second: { x: 226 } }],
  ['the second line is wider than its characters', { second: { em: 22 } }],
] as const)('a person looks where %s', (_name, change) => {
  expect(address(change as Change)).toMatchObject({ value: first + second, status: 'review' });
});

test('ink beyond lines of other fields does not matter', () => {
  expect(address({ checks: [{ line: 4, start: true, end: true }] })?.status).toBe('accepted');
});

test('whichever character of the second line is lost, the value does not pass when its line keeps its width', () =>
  fc.assert(
    fc.property(fc.nat(second.length - 1), (at) => {
      const text = second.slice(0, at) + second.slice(at + 1);
      const lost = /[\u0020-\u007e]/.test(second[at]!) ? 0.52 : 1;
      const whole = [...second].reduce((sum, char) => sum + (char.charCodeAt(0) < 128 ? 0.52 : 1), 0);
      const em = (20 * whole) / (whole - lost);
      // Half a character among twelve is within what typefaces differ by.
      fc.pre(lost === 1);
      expect(address({ second: { text, em } })?.status).toBe('review');
    }),
  ));

/** The name of a company in one line, with what the pixels say of it. */
function name(text: string, check?: Omit<LineCheck, 'line' | 'start' | 'end'>): Field | undefined {
  const lines = [line('名称', 100, 200), line(text, 200, 200), line('类型', 100, 260), line('有限责任公司', 200, 260)];
  const checks: LineCheck[] = check ? [{ line: 1, start: false, end: false, ...check }] : [];
  const input = { documentType: 'business-licence', side: null, lines, preparation, lineChecks: checks, today: '2026-11-20' };
  return extractFields(input).find(({ key }) => key === 'name');
}

test('a line that shows more characters than were read goes to a person', () => {
  expect(name('南宁样例商贸有限公司')?.status).toBe('accepted');
  expect(name('南宁样例商贸有限公司', { slots: { count: 11, pieces: 1, last: true } })?.status).toBe('review');
  expect(name('南宁样例商贸有限公司', { slots: { count: 10, pieces: 2, last: true } })?.status).toBe('accepted');
});
