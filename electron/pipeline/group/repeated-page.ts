/** Tells whether a page is a second scan of another one: the same bytes, or the same look and the same words at the same places. */
import { fingerprintDistance } from '#shared/fingerprint-distance.ts';
import type { GroupPage } from './group-page.ts';

export type Repeat = 'repeats-scan' | 'repeats-look';

/** Of 256 bits; two scans of one sheet differ in 4 to 20. Other pages may too: only the text decides then. */
const maxBits = 32;
/** Share of lines that stand at the same place with nearly the same words. */
const minSameLines = 0.75;
/** Pages with less text are told by their look alone only when it is nearly the same. */
const minLines = 3;
const sameLookBits = 10;
/** How far two scans may shift a line, as share of the page's height and width. */
const shift = { down: 0.025, across: 0.08 } as const;
/** Share of pairs of characters that make two readings the same line. */
const minSharedPairs = 0.6;
/** Numbers and dates of so many digits name persons, papers, periods. */
const longNumber = /\d(?:[.\-/]?\d){5,}/g;

type PlacedLine = { pairs: ReadonlySet<string>; left: number; middle: number };
type Print = { lines: PlacedLine[]; numbers: Set<string> };

const prints = new WeakMap<GroupPage, Print>();

const pairsOf = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));

function printOf(page: GroupPage): Print {
  const known = prints.get(page);
  if (known) return known;
  const { widthPx = 1, heightPx = 1 } = page.page.preparation ?? page.page;
  const rows = (page.lines ?? []).map(({ text, quad }) => ({
    text,
    left: Math.min(...quad.map(([x]) => x)) / widthPx,
    middle: quad.reduce((sum, [, y]) => sum + y, 0) / 4 / heightPx,
  }));
  const plain = rows
    .map((row) => ({ ...row, text: row.text.normalize('NFKC').replace(/\s+/g, '') }))
    .filter(({ text }) => text.length >= 3);
  const print = {
    lines: plain.map(({ text, left, middle }) => ({ pairs: pairsOf(text), left, middle })),
    numbers: new Set(plain.flatMap(({ text }) => text.match(longNumber) ?? [])),
  };
  prints.set(page, print);
  return print;
}

function sameLine(one: PlacedLine, other: PlacedLine): boolean {
  if (Math.abs(one.middle - other.middle) > shift.down || Math.abs(one.left - other.left) > shift.across) return false;
  const common = [...one.pairs].filter((pair) => other.pairs.has(pair)).length;
  return (2 * common) / (one.pairs.size + other.pairs.size) >= minSharedPairs;
}

/** Share of the lines of the fuller page that stand on the other at the same place. */
function sharedLines(left: Print, right: Print): number {
  const [fewer, more] = left.lines.length <= right.lines.length ? [left, right] : [right, left];
  const found = more.lines.filter((line) => fewer.lines.some((other) => sameLine(line, other))).length;
  return found / Math.max(1, more.lines.length);
}

/** Most long numbers of the poorer page stand on the other too; one misread digit of several may differ. */
function numbersAgree(left: Print, right: Print): boolean {
  const [fewer, more] = left.numbers.size <= right.numbers.size ? [left, right] : [right, left];
  if (fewer.numbers.size === 0) return more.numbers.size <= 1;
  const common = [...fewer.numbers].filter((number) => [...more.numbers].some((other) => nearlySame(number, other))).length;
  return common / fewer.numbers.size >= 0.75;
}

function nearlySame(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.length !== other.length || one.length < 15) return false;
  return [...one].filter((digit, index) => digit !== other[index]).length <= 1;
}

/** Null when the pages are different ones. Pages of one filled-in template differ in their numbers. */
export function repeatOf(left: GroupPage, right: GroupPage): Repeat | null {
  if (left.page.sha256 === right.page.sha256) return 'repeats-scan';
  const [one, other] = [left.page.preparation?.fingerprint, right.page.preparation?.fingerprint];
  if (!one || !other) return null;
  const bits = fingerprintDistance(one, other);
  if (bits > maxBits) return null;
  const [a, b] = [printOf(left), printOf(right)];
  const alike = sharedLines(a, b) >= minSameLines && numbersAgree(a, b);
  if (Math.max(a.lines.length, b.lines.length) < minLines) return bits <= sameLookBits && alike ? 'repeats-look' : null;
  return alike ? 'repeats-look' : null;
}
