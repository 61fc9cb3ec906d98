/** Finds the bars of a Patch T (Kodak patch code) on a page: narrow, wide, narrow, wide, each apart by a narrow space. */
import type { Box } from '#shared/page.ts';

export type GreyImage = { widthPx: number; heightPx: number; grey: Uint8Array };

/**
 * Widths of bars and spaces in narrow bars (0.08 in; wide is 0.20 in; document-separation sheets of Kodak scanners, A-61599).
 * Read from the other side it is Patch 3, which nothing here uses: a sheet may be fed either way up.
 */
const pattern = [1, 1, 2.5, 1, 1, 1, 2.5] as const;
const patternUnits = pattern.reduce((sum, width) => sum + width, 0);
/** Copying and scanning make bars fatter or thinner by part of a narrow one. */
const tolerance = 0.42;
/** White before and after, in narrow bars. */
const quietUnits = 1.6;
/** Bars are at least 0.75 in long, nine narrow bars; some of it may be torn or dirty. */
const minLengthUnits = 7;
/** Below this a narrow bar is too thin to be told from a line. */
const minUnitPx = 2.5;
/** The whole symbol is 0.8 in: on a card it is half of its height, on A4 a fourteenth. More than this share is a drawing. */
const maxShare = 0.5;

type Run = { dark: boolean; start: number; length: number };
type Hit = { at: number; start: number; unit: number };

/** The box of the symbol in pixels of the image, or null. Bars may run along either side of the page. */
export function findPatchT(image: GreyImage): Box | null {
  const across = findAlongRows(image);
  if (across) return across;
  const turned = findAlongRows(transposed(image));
  return turned && [turned[1], turned[0], turned[3], turned[2]];
}

function findAlongRows(image: GreyImage): Box | null {
  const { widthPx, heightPx, grey } = image;
  if (!crossesBars(image)) return null;
  const open: { hits: Hit[] }[] = [];
  for (let y = 0; y < heightPx; y++) {
    const runs = runsOf(grey.subarray(y * widthPx, (y + 1) * widthPx));
    for (const hit of hitsIn(runs, widthPx, y)) {
      const column = open.find(({ hits }) => continues(hits.at(-1)!, hit));
      if (column) column.hits.push(hit);
      else open.push({ hits: [hit] });
    }
  }
  const columns = open.map(({ hits }) => ({ hits, unit: median(hits.map(({ unit }) => unit)) }));
  const found = columns
    .filter(({ hits, unit }) => hits.length >= minLengthUnits * unit)
    .toSorted((a, b) => b.hits.length - a.hits.length)[0];
  if (!found) return null;
  const [top, bottom] = [found.hits[0]!.at, found.hits.at(-1)!.at + 1];
  return [Math.round(median(found.hits.map(({ start }) => start))), top, Math.round(found.unit * patternUnits), bottom - top];
}

/** Most pages have no such bars: a few rows, closer than the shortest bars are long, tell that. */
function crossesBars({ widthPx, heightPx, grey }: GreyImage): boolean {
  const apart = Math.floor((minLengthUnits * minUnitPx) / 2);
  for (let y = 0; y < heightPx; y += apart)
    if (hitsIn(runsOf(grey.subarray(y * widthPx, (y + 1) * widthPx)), widthPx, y).length > 0) return true;
  return false;
}

/** The same bars on a row not far below, moved by no more than a skewed sheet moves them. */
function continues(last: Hit, hit: Hit): boolean {
  const gap = hit.at - last.at;
  return (
    gap > 0 && gap <= 1 + last.unit && Math.abs(hit.start - last.start) <= 1 + gap && Math.abs(hit.unit - last.unit) < 0.35 * last.unit
  );
}

function hitsIn(runs: readonly Run[], widthPx: number, at: number): Hit[] {
  const hits: Hit[] = [];
  for (let first = 0; first + pattern.length <= runs.length; first++) {
    if (!runs[first]!.dark) continue;
    const part = runs.slice(first, first + pattern.length);
    const last = part.at(-1)!;
    const unit = (last.start + last.length - part[0]!.start) / patternUnits;
    if (unit < minUnitPx || unit * patternUnits > widthPx * maxShare) continue;
    const quiet = quietUnits * unit;
    const before = runs[first - 1];
    const after = runs[first + pattern.length];
    if (!before || !after || before.length < quiet || after.length < quiet) continue;
    const widths = part.map(({ length }) => length / unit);
    const fits = (wanted: readonly number[]) => widths.every((width, index) => Math.abs(width - wanted[index]!) <= tolerance);
    if (fits(pattern) || fits(pattern.toReversed())) hits.push({ at, start: part[0]!.start, unit });
  }
  return hits;
}

/** Dark and light stretches of a row, split half way between its ends of brightness; none on a row without contrast. */
function runsOf(row: Uint8Array): Run[] {
  let [low, high] = [255, 0];
  for (const value of row) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (high - low < 90) return [];
  const threshold = (low + high) / 2;
  const runs: Run[] = [];
  for (let x = 0; x < row.length; x++) {
    const dark = row[x]! < threshold;
    const last = runs.at(-1);
    if (last && last.dark === dark) last.length++;
    else runs.push({ dark, start: x, length: 1 });
  }
  return runs;
}

function transposed({ widthPx, heightPx, grey }: GreyImage): GreyImage {
  const out = new Uint8Array(grey.length);
  for (let y = 0; y < heightPx; y++) for (let x = 0; x < widthPx; x++) out[x * heightPx + y] = grey[y * widthPx + x]!;
  return { widthPx: heightPx, heightPx: widthPx, grey: out };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
