/** How a sheet in doubt is called: a page of the glass, one sheet, or several that the device says went through. */
import type { SheetDoubt } from '#shared/case.ts';

export type DoubtKey = 'platen' | 'one' | 'several';

export function doubtText({ source, sheet, sheetsThrough }: SheetDoubt): { key: DoubtKey; sheet: number; last: number; count: number } {
  const count = sheetsThrough ?? 1;
  return { key: source === 'platen' ? 'platen' : count > 1 ? 'several' : 'one', sheet, last: sheet + count - 1, count };
}
