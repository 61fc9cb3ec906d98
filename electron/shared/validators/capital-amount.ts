/** Amounts in capital characters (大写金额) or digits, parsed to cents: the same amount may be written in several ways. */
import { compact, errorProblem } from './validator.ts';
import type { Validator } from './validator.ts';

const digits: Readonly<Record<string, number>> = Object.fromEntries(
  ['零〇○', '壹一弌', '贰二貳两弍', '叁三叄参', '肆四', '伍五', '陆六陸', '柒七', '捌八', '玖九'].flatMap((forms, digit) =>
    [...forms].map((char) => [char, digit]),
  ),
);
const units: Readonly<Record<string, number>> = { 拾: 10, 十: 10, 佰: 100, 百: 100, 仟: 1000, 千: 1000 };

/** Value below ten thousand; units must fall from left to right. Null when the order is wrong. */
function parseSection(text: string): number | null {
  let total = 0;
  let lowestUnit = 10_000;
  let pending: number | null = null;
  let zeroSeen = false;
  for (const char of text) {
    const digit = digits[char];
    const unit = units[char];
    if (digit === 0) {
      if (pending !== null) return null;
      zeroSeen = true;
    } else if (digit !== undefined) {
      if (pending !== null) return null;
      pending = digit;
    } else if (unit !== undefined) {
      // 拾 may stand alone for 壹拾 at the start.
      const factor = pending ?? (unit === 10 && total === 0 ? 1 : null);
      if (factor === null || unit >= lowestUnit) return null;
      total += factor * unit;
      lowestUnit = unit;
      pending = null;
      zeroSeen = false;
    } else return null;
  }
  if (pending === null) return total;
  // 壹仟伍 is said for 1500 as well: without 零 the ones must follow the tens.
  return lowestUnit > 10 && lowestUnit < 10_000 && !zeroSeen ? null : total + pending;
}

/** Whole yuan; 亿 and 万 at most once each, in this order. */
function parseInteger(text: string): number | null {
  const match = /^(?:([^亿万]+)亿)?(?:([^亿万]+)万)?([^亿万]*)$/u.exec(text);
  if (!match || text === '') return null;
  const [high = null, middle = null, low = null] = [match[1], match[2], match[3]].map((part) => (part ? parseSection(part) : 0));
  if (high === null || middle === null || low === null) return null;
  // 壹万伍 is said for 15 000 as well.
  if ((high > 0 || middle > 0) && low > 0 && low < 10 && !/^[零〇○]/u.test(match[3] ?? '')) return null;
  return high * 100_000_000 + middle * 10_000 + low;
}

/** 角 and 分 after 元. */
function parseFraction(text: string): number | null {
  const match = /^(?:零?([^零角分整正]?)角)?(?:零?([^零角分整正]?)分)?(?:[整正])?$/u.exec(text);
  if (!match) return null;
  const [tens = null, ones = null] = [match[1], match[2]].map((char) => (char === undefined ? 0 : (digits[char] ?? null)));
  return tens === null || ones === null ? null : tens * 10 + ones;
}

/** Cents of an amount in capitals; null when it is not written by the rules of the central bank. */
export function parseCapitalAmount(value: string): number | null {
  const text = compact(value)
    .replace(/^(人民币|RMB|[¥￥]|[:：(（])*/u, '')
    .replace(/[)）]$/u, '');
  const match = /^(.*?)[元圆](.*)$/u.exec(text);
  if (!match) return null;
  const yuan = parseInteger(match[1] ?? '');
  const cents = parseFraction(match[2] ?? '');
  return yuan === null || cents === null ? null : yuan * 100 + cents;
}

const multipliers: Readonly<Record<string, number>> = { '': 1, 万: 10_000, 亿: 100_000_000 };

/** Cents of an amount in digits: `￥2,500.00元`, `10万元`; null when it is none. */
function parseDigitAmount(value: string): number | null {
  const text = compact(value)
    .replace(/^(人民币|[¥Yy]|[:：])+/u, '')
    .replace(/[,，]/g, '');
  const match = /^(-?\d+(?:\.\d+)?)([万亿]?)(?:元|圆)?(?:人民币)?[整正]?$/u.exec(text);
  return match ? Math.round(Number(match[1]) * (multipliers[match[2] ?? ''] ?? 1) * 100) : null;
}

/** `2500.00` */
const centsToDecimal = (cents: number): string => (cents / 100).toFixed(2);

export const amount: Validator = {
  id: 'amount',
  checkDigit: false,
  validate(value) {
    if (value.trim() === '') return { normalised: '', problems: [] };
    const cents = parseDigitAmount(value) ?? parseCapitalAmount(value);
    if (cents === null) return { normalised: compact(value), problems: [errorProblem('amount.unreadable')] };
    return { normalised: centsToDecimal(cents), problems: [] };
  },
};
