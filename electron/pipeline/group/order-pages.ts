/** Puts the pages of one document into their order: by printed page numbers, then by the numbers of clauses, else as scanned. */
import type { PageFeatures } from './page-features.ts';

export type PageOrder = {
  /** Positions in the input, in document order; each exactly once. */
  order: number[];
  /** What the order was told from; null when it is the order of scanning. */
  by: 'page-number' | 'clauses' | 'title' | null;
};

type Ordered = Pick<PageFeatures, 'title' | 'pageNumber' | 'clauses' | 'closes' | 'continues'>;

const distinct = (values: readonly number[]): boolean => new Set(values).size === values.length;
const isSorted = (values: readonly number[]): boolean => values.every((value, index) => index === 0 || values[index - 1]! <= value);

/** @param pages in the order of scanning */
export function orderPages(pages: readonly Ordered[]): PageOrder {
  const asScanned = pages.map((_, index) => index);
  if (pages.length < 2) return { order: asScanned, by: null };
  // The page with the title is page 1 unless another one says so of itself.
  const titled = pages.some(({ pageNumber }) => pageNumber?.number === 1) ? null : 1;
  const numbers = pages.map(({ pageNumber, title }) => pageNumber?.number ?? (title === null ? null : titled));
  const clauses = pages.map(clauseKey);
  const byAllClauses = numbers.includes(null) ? completeKeys(clauses, numbers) : null;
  if (byAllClauses) return sorted(byAllClauses, 'clauses');
  const byNumber = placeKnown(numbers, pages);
  if (byNumber) return sorted(byNumber, 'page-number');
  const byClause = placeKnown(clauses, pages);
  if (byClause) return sorted(byClause, 'clauses');
  const first = pages.findIndex(({ title }) => title !== null);
  const head = first >= 0 ? first : pages.findIndex(({ continues }) => !continues);
  // Only a page that certainly is not the first may give way to one that is.
  const misplaced = head > 0 && pages.slice(0, head).every(({ continues }) => continues);
  if (misplaced) return sorted(reversedTail(pages, head), 'title');
  return { order: asScanned, by: null };
}

function clauseKey({ clauses, title, closes }: Ordered): number | null {
  if (clauses) return clauses.from;
  if (title !== null) return 0;
  return closes ? Infinity : null;
}

/** Clauses tell more than page numbers when all pages have some, no two the same, and the numbers that were read agree. */
function completeKeys(clauses: readonly (number | null)[], numbers: readonly (number | null)[]): number[] | null {
  const keys = clauses.filter((key) => key !== null);
  if (keys.length < clauses.length || !distinct(keys)) return null;
  const known = numbers.map((number, index) => ({ number, key: keys[index]! })).filter(({ number }) => number !== null);
  const inOrder = known.toSorted((a, b) => a.key - b.key).map(({ number }) => number ?? 0);
  return isSorted(inOrder) ? keys : null;
}

/**
 * Keys that order all pages: those known, and for the rest a place right after the page scanned before them (right before
 * it in a stack laid in backwards). Null when fewer than two are known or two are the same.
 */
function placeKnown(keys: readonly (number | null)[], pages: readonly Ordered[]): number[] | null {
  const known = keys.filter((key) => key !== null);
  if (known.length < 2 || !distinct(known)) return null;
  if (pages.some(({ title }, index) => title !== null && keys[index] !== null && keys[index]! > Math.min(...known))) return null;
  const backwards = isSorted(known.toReversed());
  const step = backwards ? -0.001 : 0.001;
  let last = backwards ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER;
  return keys.map((key) => (last = key ?? last + step));
}

/** A first page that was scanned last heads a stack laid in backwards; one from the middle only moves to the front. */
function reversedTail(pages: readonly Ordered[], head: number): number[] {
  const backwards = head === pages.length - 1;
  return pages.map((_, index) => (backwards ? -index : index === head ? -1 : index));
}

function sorted(keys: readonly number[], by: PageOrder['by']): PageOrder {
  const order = keys.map((_, index) => index).toSorted((a, b) => keys[a]! - keys[b]! || a - b);
  return { order, by: isSorted(order) ? null : by };
}
