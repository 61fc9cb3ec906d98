/** What the samples of a taught type have in common: the title they bear and the words that are printed on all of them. */
import type { TaughtSample } from '#shared/taught-type.ts';
import { bestMatch } from '#shared/text-layout/fuzzy-match.ts';

type Row = { text: string; height: number; top: number };

/** A row is shared when this part of the samples has it, one misread character allowed in long ones. */
const minShare = 0.6;
/** Words are what nearly all have: what differs is filled in. */
const minWordShare = 0.8;
const maxTitles = 3;
const maxWords = 24;
const titleZone = 0.4;
const largePrint = 1.2;
/** Values, not print. */
const filledIn = /\d{3,}|\d{4}年|^\d+$/u;
/** Words that stand on all kinds of papers tell nothing. */
const common = new Set([
  '姓名',
  '日期',
  '地址',
  '签名',
  '盖章',
  '电话',
  '备注',
  '编号',
  '单位',
  '年月日',
  '签字',
  '性别',
  '名称',
  '住址',
  '联系电话',
]);

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 1;

const rowsCache = new WeakMap<TaughtSample, Row[]>();

/** Lines with their height in pixels and their top as share of the print. */
function rowsOf(sample: TaughtSample): Row[] {
  const known = rowsCache.get(sample);
  if (known) return known;
  const boxes = sample.lines.map(({ text, quad }) => {
    const ys = quad.map(([, y]) => y);
    return { text: plain(text), top: Math.min(...ys), height: Math.max(...ys) - Math.min(...ys) };
  });
  const [first, last] = [Math.min(...boxes.map(({ top }) => top)), Math.max(...boxes.map(({ top }) => top))];
  const rows = boxes.map((row) => ({ ...row, top: (row.top - first) / Math.max(1, last - first) }));
  rowsCache.set(sample, rows);
  return rows;
}

function standsOn(rows: readonly Row[], text: string): boolean {
  return rows.some((row) => {
    return row.text.includes(text) || (text.length >= 5 && bestMatch(row.text, text) !== null);
  });
}

function shareOf(samples: readonly TaughtSample[], text: string): number {
  return samples.filter((sample) => standsOn(rowsOf(sample), text)).length / Math.max(1, samples.length);
}

/** Large rows in the upper part that most samples have, the most frequent and longest first. */
export function sharedTitles(samples: readonly TaughtSample[]): string[] {
  const candidates = samples.flatMap((sample) => {
    const rows = rowsOf(sample);
    const height = median(rows.map((row) => row.height));
    const large = rows.filter((row) => row.top <= titleZone && row.height >= largePrint * height);
    return large.map(({ text }) => text).filter((text) => text.length >= 3 && text.length <= 28 && !filledIn.test(text));
  });
  const ranked = [...new Set(candidates)]
    .map((text) => ({ text, share: shareOf(samples, text) }))
    .filter(({ share }) => share >= minShare)
    .toSorted((a, b) => b.share - a.share || b.text.length - a.text.length);
  // Readings of one title that differ in a character count once.
  return ranked
    .filter(({ text }, index) => ranked.slice(0, index).every((other) => bestMatch(other.text, text) === null))
    .map(({ text }) => text)
    .slice(0, maxTitles);
}

/** Printed words: labels before a colon and short rows that nearly all samples have. @param titles are not listed again */
export function sharedWords(samples: readonly TaughtSample[], titles: readonly string[]): string[] {
  const candidates = samples.flatMap((sample) =>
    rowsOf(sample).flatMap(({ text }) => {
      const [label = ''] = text.split(/[:：]/u);
      return label.length >= 2 && label.length <= 14 && !filledIn.test(label) ? [label] : [];
    }),
  );
  const known = titles.map(plain);
  const shared = [...new Set(candidates)]
    .filter((word) => !common.has(word) && !known.some((title) => title.includes(word) || word.includes(title)))
    .map((word) => ({ word, share: shareOf(samples, word) }))
    .filter(({ share }) => share >= minWordShare)
    .toSorted((a, b) => b.share - a.share || b.word.length - a.word.length);
  return shared
    .filter(({ word }, index) => shared.slice(0, index).every((other) => !other.word.includes(word)))
    .map(({ word }) => word)
    .slice(0, maxWords);
}
