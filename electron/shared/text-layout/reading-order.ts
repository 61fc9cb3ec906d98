/** Sorts boxes the way a form is read: rows from top to bottom, within a row from left to right. */
import type { Quad } from '../page.ts';

type Placed<T> = { item: T; left: number; top: number; bottom: number };

/** Boxes share a row when they overlap by more than half of the lower one's height. */
export function sortInReadingOrder<T extends { quad: Quad }>(items: readonly T[]): T[] {
  const placed = items.map((item) => place(item)).sort((a, b) => a.top + a.bottom - (b.top + b.bottom));
  const rows: Placed<T>[][] = [];
  for (const box of placed) {
    const row = rows.findLast((candidate) => sharesRow(candidate, box));
    if (row) row.push(box);
    else rows.push([box]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.left - b.left).map(({ item }) => item));
}

/** Compared with the row's first box only: a chain of slightly lower boxes must not swallow the next row. */
function sharesRow<T>([first]: Placed<T>[], box: Placed<T>): boolean {
  const overlap = Math.min(first!.bottom, box.bottom) - Math.max(first!.top, box.top);
  return overlap > 0.5 * Math.min(first!.bottom - first!.top, box.bottom - box.top);
}

/** Top and bottom at the middle of the box, so that a slight slope does not lift its ends into other rows. */
function place<T extends { quad: Quad }>(item: T): Placed<T> {
  const [a, b, c, d] = item.quad;
  return {
    item,
    left: Math.min(a[0], b[0], c[0], d[0]),
    top: Math.min((a[1] + b[1]) / 2, (c[1] + d[1]) / 2),
    bottom: Math.max((a[1] + b[1]) / 2, (c[1] + d[1]) / 2),
  };
}
