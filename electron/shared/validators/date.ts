/** Dates as Chinese papers write them, to ISO; 长期 and its synonyms stay 长期. */
import { isoDate } from './calendar.ts';
import { chineseSmallNumber, chineseYear } from './chinese-digits.ts';
import { compact, errorProblem } from './validator.ts';
import type { Validator } from './validator.ts';

const endless = /^(长期(有效)?|无固定期限|永续经营|永久|长期营业)$/;
const numeric = /^(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})[日号旦曰]?$/;
const joined = /^(\d{4})(\d{2})(\d{2})$/;
const spelled = /^(.{4})年(.{1,3})月(.{1,3})[日号旦曰]$/u;

/** Passports: 24 FEB 1989, older ones 24 2月/FEB 1989. */
const english = /^(\d{1,2}?)(?:\d{1,2}月\/?)?([A-Z]{3})(\d{4})$/;
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

type Parts = [year: number | null, month: number | null, day: number | null];

function partsOf(text: string): Parts | null {
  const digits = numeric.exec(text) ?? joined.exec(text);
  if (digits) return [Number(digits[1]), Number(digits[2]), Number(digits[3])];
  const named = english.exec(text.toUpperCase());
  if (named) return [Number(named[3]), months.indexOf(named[2] ?? '') + 1, Number(named[1])];
  const words = spelled.exec(text);
  if (!words) return null;
  const [, year = '', month = '', day = ''] = words;
  return [chineseYear(year), month === '元' ? 1 : chineseSmallNumber(month), chineseSmallNumber(day)];
}

/** ISO date or 长期; null when the text is no date or the calendar has no such day. */
export function parseDate(value: string): string | null {
  const text = compact(value)
    .replace(/[－—–―‐]/g, '-')
    .replace(/[。·]/g, '.');
  if (endless.test(text)) return '长期';
  const [year, month, day] = partsOf(text) ?? [null, null, null];
  return year === null || month === null || day === null ? null : isoDate(year, month, day);
}

export const date: Validator = {
  id: 'date',
  checkDigit: false,
  validate(value) {
    if (value.trim() === '') return { normalised: '', problems: [] };
    const normalised = parseDate(value);
    if (normalised !== null) return { normalised, problems: [] };
    const text = compact(value);
    return { normalised: text, problems: [errorProblem(partsOf(text) ? 'date.impossible' : 'date.unreadable')] };
  },
};
