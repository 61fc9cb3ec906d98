/** Chooses what the detection model looks at and how large: from the size of the text and the part of the page that carries ink. */
import type { Box } from '#shared/page.ts';
import { findComponents } from '../../image/components.ts';
import { sheetSidePx } from '../../image/resize.ts';
import type { InkMap } from '../engine.ts';

export type DetectionPlan = {
  /** Parts of the page in its pixels; neighbours overlap. */
  windows: Box[];
  /** Pixels that the model sees per pixel of the page, at most 1. */
  scale: number;
};

export type PlanLimits = {
  /** The finest text (a tenth of all marks is lower) shall be so high for the model, and ordinary text (a quarter is lower) so high. */
  finePx: number;
  ordinaryPx: number;
  /** Longer side of the whole page, of a strip that of its sheets, at the smallest and at the largest scale. */
  minSidePx: number;
  maxSidePx: number;
  /** Above so many pixels of the whole page, as the model sees it, text is made smaller, down to `minShare` of what is wanted. */
  pagePixels: number;
  /** Pixels of one window as the model sees it: bounds its memory. */
  windowPixels: number;
};

/** Measured: docs/decisions (OCR engine). */
export const planDefaults: PlanLimits = {
  finePx: 9.5,
  ordinaryPx: 12,
  minSidePx: 640,
  maxSidePx: 1920,
  pagePixels: 650_000,
  windowPixels: 800_000,
};

/** Text on a full page may be this share of the wanted height: what is lost there was not measurable, the time is. */
const minShare = 0.82;

type Mark = { left: number; top: number; right: number; bottom: number; height: number };

/** Fewer marks say nothing about the size of the text. */
const minMarks = 12;
/** The model wants some paper around the text. */
const marginShare = 0.012;
/** Ink further apart than two cells (of the reduced page) belongs to different groups. */
const cellPx = 16;
/** Marks lower than this share of the finest text are dust. */
const minFineShare = 0.6;
/** Joining may add a fifth to what is looked at: fewer, larger runs cost less than many small ones. */
const joinGain = 1.2;
/** Neighbouring windows share so many model pixels: more than a line is high. */
const overlapPx = 64;

/** @param ink `null` = unknown: the whole page at the standard size */
export function planDetection(
  page: { widthPx: number; heightPx: number },
  ink: InkMap | null,
  limits: PlanLimits = planDefaults,
): DetectionPlan {
  const marks = ink ? textMarks(ink) : [];
  const longSide = sheetSidePx(page);
  const bounded = (scale: number) => Math.min(1, Math.max(limits.minSidePx / longSide, Math.min(limits.maxSidePx / longSide, scale)));
  if (!ink || marks.length < minMarks) {
    const scale = bounded(960 / longSide);
    return { windows: split([0, 0, page.widthPx, page.heightPx], scale, limits.windowPixels), scale };
  }
  const fine = heightBelow(marks, 0.1) * ink.scale;
  const ordinary = heightBelow(marks, 0.25) * ink.scale;
  const wanted = Math.max(limits.finePx / fine, limits.ordinaryPx / ordinary);
  const boxes = inkBoxes(page, ink, marks, fine / ink.scale);
  const pixels = boxes.reduce((sum, box) => sum + area(box), 0) * wanted * wanted;
  const affordable = wanted * Math.max(minShare, Math.min(1, Math.sqrt(limits.pagePixels / pixels)));
  const scale = bounded(affordable);
  return { windows: boxes.flatMap((box) => split(box, scale, limits.windowPixels)), scale };
}

/** Marks of the size and shape of characters or their parts: no specks, rules and pictures. */
function textMarks({ mask, widthPx, heightPx }: InkMap): Mark[] {
  return findComponents(mask, widthPx, heightPx).flatMap(({ left, top, right, bottom, pixels }) => {
    const height = bottom - top + 1;
    const width = right - left + 1;
    return height >= 4 && height <= 60 && width <= height * 8 && pixels >= 8 ? [{ left, top, right, bottom, height }] : [];
  });
}

/** The height below which marks make up `share` of all heights. */
function heightBelow(marks: readonly Mark[], share: number): number {
  const heights = marks.map(({ height }) => height).sort((a, b) => a - b);
  const whole = heights.reduce((sum, height) => sum + height, 0);
  let seen = 0;
  for (const height of heights) if ((seen += height) >= whole * share) return height;
  return heights.at(-1)!;
}

/** Boxes around the groups of ink, in page pixels: what lies far apart is looked at apart, what overlaps together. */
function inkBoxes(page: { widthPx: number; heightPx: number }, ink: InkMap, marks: readonly Mark[], fineHeight: number): Box[] {
  const columns = Math.ceil(ink.widthPx / cellPx);
  const rows = Math.ceil(ink.heightPx / cellPx);
  const cells = grown(coarse(ink, columns, rows), columns, rows);
  const labels = new Int32Array(cells.length);
  const groups = findComponents(cells, columns, rows, labels);
  // A speck of dust alone is no text.
  const sized = marks.filter(({ height }) => height >= fineHeight * minFineShare);
  const withText = new Set(sized.map(({ left, top }) => labels[Math.floor(top / cellPx) * columns + Math.floor(left / cellPx)]));
  const margin = sheetSidePx(ink) * marginShare;
  const boxes = groups
    .filter(({ label }) => withText.has(label))
    .map((group) => {
      // Grown by one cell on each side, of which only the margin is wanted.
      const left = Math.max(0, (group.left + 1) * cellPx - margin) * ink.scale;
      const top = Math.max(0, (group.top + 1) * cellPx - margin) * ink.scale;
      const right = Math.min(page.widthPx, (group.right * cellPx + margin) * ink.scale);
      const bottom = Math.min(page.heightPx, (group.bottom * cellPx + margin) * ink.scale);
      return [left, top, Math.max(1, right - left), Math.max(1, bottom - top)] satisfies Box;
    });
  return joined(boxes);
}

/** One cell for each square of pixels: 1 = it holds ink. */
function coarse({ mask, widthPx, heightPx }: InkMap, columns: number, rows: number): Uint8Array {
  const cells = new Uint8Array(columns * rows);
  for (let y = 0; y < heightPx; y++) {
    const cellRow = Math.floor(y / cellPx) * columns;
    for (let column = 0; column < columns; column++) {
      if (cells[cellRow + column]) continue;
      const from = y * widthPx + column * cellPx;
      const to = Math.min(from + cellPx, (y + 1) * widthPx);
      for (let at = from; at < to; at++) if (mask[at]) cells[cellRow + column] = 1;
    }
  }
  return cells;
}

/** Each cell and its eight neighbours. */
function grown(cells: Uint8Array, columns: number, rows: number): Uint8Array {
  const result = new Uint8Array(cells.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      if (!cells[row * columns + column]) continue;
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) result[y * columns + x] = 1;
    }
  return result;
}

/** Boxes are joined while that adds little to look at; those left do not overlap much. */
function joined(boxes: readonly Box[]): Box[] {
  const rest = [...boxes];
  for (let index = 0; index < rest.length; index++)
    for (let other = index + 1; other < rest.length; other++) {
      const union = around(rest[index]!, rest[other]!);
      if (area(union) > (area(rest[index]!) + area(rest[other]!)) * joinGain) continue;
      rest[index] = union;
      rest.splice(other, 1);
      other = index;
    }
  return rest;
}

const area = ([, , width, height]: Box) => width * height;

function around([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): Box {
  const x = Math.min(ax, bx);
  const y = Math.min(ay, by);
  return [x, y, Math.max(ax + aw, bx + bw) - x, Math.max(ay + ah, by + bh) - y];
}

/** Bands across the longer side, each within the limit. */
function split([x, y, width, height]: Box, scale: number, windowPixels: number): Box[] {
  const count = Math.ceil((width * height * scale * scale) / windowPixels);
  if (count <= 1) return [[x, y, width, height]];
  const overlap = overlapPx / scale;
  const tall = height >= width;
  const long = tall ? height : width;
  const step = (long - overlap) / count;
  return Array.from({ length: count }, (_, index): Box => {
    const start = index * step;
    return tall ? [x, y + start, width, step + overlap] : [x + start, y, step + overlap, height];
  });
}
