/** What the samples of a taught type have in common: the title they bear and the words that are printed on all of them. */
import type { TaughtSample } from '#shared/taught-type.ts';
import { bestMatch } from '#shared/text-layout/fuzzy-match.ts';
import { isRead } from '#shared/text-layout/is-read.ts';
import { regionHead } from '#shared/validators/address.ts';

/** `top` as share of the print. */
type Row = { text: string; topPx: number; height: number; top: number };

/** A row is shared when this part of the samples has it, one misread character allowed in long ones. */
const minShare = 0.6;
/** Words are what nearly all have: what differs is filled in. */
const minWordShare = 0.8;
const maxTitles = 3;
const maxWords = 24;
const wholeWord = { least: 2, most: 14 } as const;
/** Shorter parts begin and end anywhere. */
const partOfRun = { least: 6, most: 14 } as const;
/** Shorter words stand inside of others by chance. */
const tellsInside = 4;
/** Per sample, on average. */
const maxTimes = 2.5;
/** Characters of a region's name; shorter ones are found in other words too. */
const leastPlace = 3;
/** Offices and papers that are named after a place are print. */
const namedAfterPlace = /(?:局|厅|委|会|院|所|站|中心|部|处|政府|证|书|表|册|单|章)$/u;
const titleZone = 0.4;
const largePrint = 1.2;
/** Values, not titles. */
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
  '身份证号码',
  '公民身份号码',
]);
const isCommon = (word: string): boolean => word.includes('有限公司') || [...common].some((each) => each.includes(word));

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 1;

const rowsCache = new WeakMap<TaughtSample, Row[]>();
const runsCache = new WeakMap<TaughtSample, string[]>();

function rowsOf(sample: TaughtSample): Row[] {
  const known = rowsCache.get(sample);
  if (known) return known;
  const boxes = sample.lines.filter(isRead).map(({ text, quad }) => {
    const ys = quad.map(([, y]) => y);
    return { text: plain(text), topPx: Math.min(...ys), height: Math.max(...ys) - Math.min(...ys) };
  });
  const tops = boxes.map(({ topPx }) => topPx);
  const [first, last] = [Math.min(...tops), Math.max(...tops)];
  const rows = boxes.map((row) => ({ ...row, top: (row.topPx - first) / Math.max(1, last - first) }));
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

/** Beside a title there is at most one thing; a row of a table has many. */
function standsAlone(row: Row, rows: readonly Row[]): boolean {
  const middle = row.topPx + row.height / 2;
  return rows.filter((other) => other !== row && other.topPx <= middle && middle <= other.topPx + other.height).length <= 1;
}

/** The title that a type goes by as long as nobody has written one; none from a single sample. */
export const ownTitle = (samples: readonly TaughtSample[]): string[] => (samples.length < 2 ? [] : sharedTitles(samples).slice(0, 1));

/** Large rows in the upper part that most samples have, the most frequent and longest first. */
export function sharedTitles(samples: readonly TaughtSample[]): string[] {
  const candidates = samples.flatMap((sample) => {
    const rows = rowsOf(sample);
    const height = median(rows.map((row) => row.height));
    const large = rows.filter((row) => row.top <= titleZone && row.height >= largePrint * height && standsAlone(row, rows));
    return large.map(({ text }) => text).filter((text) => text.length >= 3 && text.length <= 28 && !filledIn.test(text) && !isCommon(text));
  });
  const ranked = [...new Set(candidates)]
    .map((text) => ({ text, share: shareOf(samples, text) }))
    .filter(({ share }) => share >= minShare)
    .toSorted((a, b) => b.share - a.share || b.text.length - a.text.length);
  // Readings of one title that differ in a character count once, and of a title that was cut the longest.
  return ranked
    .filter(({ text }) => !ranked.some((other) => other.text.length > text.length && other.text.includes(text)))
    .filter(({ text }, index, whole) => whole.slice(0, index).every((other) => bestMatch(other.text, text) === null))
    .map(({ text }) => text)
    .slice(0, maxTitles);
}

/** The papers of one hall bear the same places, and yet they are filled in. */
function isPlace(run: string): boolean {
  if (namedAfterPlace.test(run)) return false;
  for (let start = 0; start + leastPlace <= run.length; start++) if (regionHead(run.slice(start)) >= leastPlace) return true;
  return false;
}

/** Runs of characters and letters: signs and figures are read too unlike each time, and often are values. */
function runsOf(sample: TaughtSample): string[] {
  const known = runsCache.get(sample);
  if (known) return known;
  const runs = rowsOf(sample)
    .flatMap(({ text }) => text.match(/[\p{Script=Han}\p{L}]+/gu) ?? [])
    .filter((run) => !isPlace(run));
  runsCache.set(sample, runs);
  return runs;
}

/** What may be a word of the print: whole short runs, and parts of runs that are long enough to mean something by themselves. */
function wordCandidates(runs: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const run of runs) {
    if (run.length >= wholeWord.least && run.length <= wholeWord.most) found.add(run);
    for (let length = partOfRun.least; length <= Math.min(partOfRun.most, run.length); length++)
      for (let start = 0; start + length <= run.length; start++) found.add(run.slice(start, start + length));
  }
  return found;
}

const timesOn = (sample: TaughtSample, word: string): number =>
  runsOf(sample).filter((run) => (word.length < tellsInside ? run === word : run.includes(word))).length;

/**
 * Words that are printed on nearly all samples, in the same spelling on most: whole runs first, longer ones instead of their parts.
 * What stands on a page again and again is a column's value. @param titles are not listed again
 */
export function sharedWords(samples: readonly TaughtSample[], titles: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const sample of samples) for (const word of wordCandidates(runsOf(sample))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const least = Math.max(2, Math.ceil(minShare * samples.length));
  const known = titles.map(plain);
  const shared = [...counts]
    .filter(([word, count]) => count >= least && /\p{Script=Han}{2}/u.test(word) && !isCommon(word))
    .filter(([word]) => !known.some((title) => title.includes(word) || word.includes(title)))
    .map(([word, count]) => ({ word, count, whole: samples.filter((sample) => runsOf(sample).includes(word)).length >= least }))
    .toSorted((a, b) => Number(b.whole) - Number(a.whole) || b.word.length - a.word.length || b.count - a.count)
    .map(({ word }) => word);
  const kept: string[] = [];
  for (const word of shared) {
    if (kept.length === maxWords) break;
    if (kept.some((longer) => overlaps(longer, word))) continue;
    const times = samples.reduce((sum, sample) => sum + timesOn(sample, word), 0);
    if (times <= maxTimes * samples.length && shareOf(samples, word) >= minWordShare) kept.push(word);
  }
  return kept;
}

/** One is part of the other, or ends with what the other begins with: parts of one printed text. */
function overlaps(left: string, right: string): boolean {
  if (left.includes(right) || right.includes(left)) return true;
  const most = Math.min(left.length, right.length) - 1;
  return Array.from({ length: Math.max(0, most - 1) }, (_, index) => index + 2).some(
    (size) => left.endsWith(right.slice(0, size)) || right.endsWith(left.slice(0, size)),
  );
}
