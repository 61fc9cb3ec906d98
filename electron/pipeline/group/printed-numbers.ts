/** What a page prints about its place in a document: page number, page total, numbers of clauses. */

export type PageNumber = { number: number; total: number | null; printed: string };
/** 第一条 · 一、 · 1. */
type ClauseStyle = 'article' | 'enumeration' | 'dot';
/** `from` and `to` are the first and the last number of one style of counting. */
export type Clauses = { style: ClauseStyle; from: number; to: number };

/** No paper of a case has more pages; larger numbers are years, prices, house numbers. */
const maxPages = 99;
const dashes = '\\-－–—―‐‑−一~·•.。_';
const total = /第(\d{1,3})页[,，、/|]?[(（]?(?:共|总共|总)(\d{1,3})页/u;
const totalFirst = /共(\d{1,3})页[,，、/|]?第(\d{1,3})页/u;
const plain = /第(\d{1,3})页/u;
const fraction = /^(?:page)?(\d{1,3})(?:\/|of)(\d{1,3})$/iu;
const dashed = new RegExp(`^[${dashes}]{1,3}(\\d{1,3})[${dashes}]{1,3}$`, 'u');
const alone = /^(\d{1,2})$/u;

const compact = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

function checked(number: number, of: number | null, printed: string): PageNumber | null {
  if (number < 1 || number > maxPages || (of !== null && (of < number || of > maxPages))) return null;
  return { number, total: of, printed };
}

/** @param inFooter only there a number between dashes, or alone, is a page number */
export function readPageNumber(text: string, inFooter: boolean): PageNumber | null {
  const line = compact(text);
  const both = total.exec(line);
  if (both) return checked(Number(both[1]), Number(both[2]), both[0]);
  const reversed = totalFirst.exec(line);
  if (reversed) return checked(Number(reversed[2]), Number(reversed[1]), reversed[0]);
  const single = plain.exec(line);
  if (single && line.length <= 12) return checked(Number(single[1]), null, single[0]);
  if (!inFooter) return null;
  const parts = fraction.exec(line);
  if (parts) return checked(Number(parts[1]), Number(parts[2]), parts[0]);
  const marked = dashed.exec(line) ?? alone.exec(line);
  return marked ? checked(Number(marked[1]), null, marked[0]) : null;
}

const digits = '零一二三四五六七八九';

/** 一…九十九, also 〇 and digits; null for other words. */
export function chineseNumber(word: string): number | null {
  if (/^\d{1,3}$/.test(word)) return Number(word);
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/u.exec(word);
  if (!match || word === '') return null;
  const [, tens, ten, ones] = match;
  if (!ten) return ones === undefined && tens !== undefined ? digits.indexOf(tens) : null;
  return (tens ? digits.indexOf(tens) : 1) * 10 + (ones ? digits.indexOf(ones) : 0);
}

const styles: readonly [ClauseStyle, RegExp][] = [
  ['article', /^第([一二三四五六七八九十]{1,3}|\d{1,2})条/u],
  ['enumeration', /^([一二三四五六七八九十]{1,3})[、,，.．]/u],
  ['dot', /^(\d{1,2})[.．、](?!\d)/u],
];

/** Clauses that a line begins with; sub-points in brackets are none. */
function clauseOf(text: string): { style: ClauseStyle; number: number } | null {
  const line = compact(text);
  for (const [style, pattern] of styles) {
    const number = chineseNumber(pattern.exec(line)?.[1] ?? '');
    if (number !== null && number > 0) return { style, number };
  }
  return null;
}

/**
 * The counting that the page shows most often, at least twice (once for 第…条), as far as it rises: a number misread among
 * the others does not count. Null when there is none.
 */
export function readClauses(lines: readonly string[]): Clauses | null {
  const found = lines.flatMap((line) => clauseOf(line) ?? []);
  const counted = styles.map(([style]) => ({
    style,
    numbers: found.filter((clause) => clause.style === style).map(({ number }) => number),
  }));
  const enough = counted.filter(({ style, numbers }) => longestRise(numbers).length >= (style === 'article' ? 1 : 2));
  // 第…条 counts the clauses where both are used; the others are points inside one.
  const best = enough.find(({ style }) => style === 'article') ?? enough.toSorted((a, b) => b.numbers.length - a.numbers.length)[0];
  if (!best) return null;
  const rise = longestRise(best.numbers);
  return { style: best.style, from: rise[0]!, to: rise.at(-1)! };
}

/** The longest rising choice of the numbers in their order. */
function longestRise(numbers: readonly number[]): number[] {
  const ending: number[][] = [];
  for (const number of numbers) {
    const before = ending.filter((rise) => rise.at(-1)! < number).toSorted((a, b) => b.length - a.length)[0] ?? [];
    ending.push([...before, number]);
  }
  return ending.toSorted((a, b) => b.length - a.length)[0] ?? [];
}
