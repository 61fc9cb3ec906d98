/** Tells whether a page is a second scan of another one: the same bytes, or the same look and the same words and numbers. */
import { fingerprintDistance } from '#shared/fingerprint-distance.ts';
import type { GroupPage } from './drafts.ts';

export type Repeat = 'repeats-scan' | 'repeats-look';

/** Of 256 bits; two scans of one sheet differ in 4 to 20, pages of one template in 30 and more. */
const maxBits = 30;
/** Share of pairs of characters that both pages have. */
const minSharedPairs = 0.8;
/** Pages with less text are told by their look alone only when it is nearly the same. */
const minPairs = 24;
const sameLookBits = 10;
/** Numbers of so many digits name persons, papers, telephones. */
const longNumber = /\d{6,}/g;

type Print = { pairs: Map<string, number>; count: number; numbers: Set<string> };

const prints = new WeakMap<GroupPage, Print>();

function printOf(page: GroupPage): Print {
  const known = prints.get(page);
  if (known) return known;
  const texts = page.lines?.map(({ text }) => text) ?? page.lineTexts ?? [];
  const text = texts.join('').normalize('NFKC').replace(/\s+/g, '');
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < text.length; at++) pairs.set(text.slice(at, at + 2), (pairs.get(text.slice(at, at + 2)) ?? 0) + 1);
  const print = { pairs, count: Math.max(0, text.length - 1), numbers: new Set(text.match(longNumber) ?? []) };
  prints.set(page, print);
  return print;
}

function sharedPairs(left: Print, right: Print): number {
  let common = 0;
  for (const [pair, count] of left.pairs) common += Math.min(count, right.pairs.get(pair) ?? 0);
  return (2 * common) / Math.max(1, left.count + right.count);
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
  if (Math.max(a.count, b.count) < minPairs) return bits <= sameLookBits && sharedPairs(a, b) >= minSharedPairs / 2 ? 'repeats-look' : null;
  return sharedPairs(a, b) >= minSharedPairs && numbersAgree(a, b) ? 'repeats-look' : null;
}
