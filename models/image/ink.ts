/** Separates ink from paper by local contrast, and says whether a page is empty. */
import type { AnalysisImage } from './analysis-image.ts';
import { findComponents } from './components.ts';
import type { Component } from './components.ts';

export type Ink = {
  /** 1 where there is ink. */
  mask: Uint8Array;
  /** Typical brightness of the paper, 0..255. */
  paper: number;
  /** Share of the page area that carries ink, specks not counted. */
  coverage: number;
  blank: boolean;
};

const blockBits = 5;
const blockPx = 1 << blockBits;
/** Ink is darker than this share of the paper around it: bleed-through of the other side stays above. */
const inkShare = 0.72;
/** Specks of dust and noise are smaller; a full stop of body text is about this large at analysis size. */
const minMarkPixels = 6;
/** A page number alone covers about 0.0002 of an A4 page. */
const blankCoverage = 0.00012;
/** The outermost part holds shadows of the scanner's edge and punch holes. */
const marginShare = 0.025;

/** Pale print is counted down to this share of the paper's brightness, but only where it is crisp: bleed-through is soft. */
const paleShare = 0.89;
/** Brightness that a crisp edge gains over two pixels, as share of the paper's. */
const crispShare = 0.08;
/** White print on a grey or coloured ground is brighter than the ground by this many levels. */
const lightStep = 28;
/** Punch holes: 5 to 8 mm wide, 12 mm from the edge (ISO 838); as shares of the longer side, with room for torn ones. */
const hole = { minSide: 0.012, maxSide: 0.034, fromEdge: 0.085, minFill: 0.68 };

export function measureInk(image: AnalysisImage): Ink {
  const { widthPx, heightPx } = image;
  const { levels, columns } = paperLevels(image);
  const { mask, faint } = markInk(image, levels, columns);
  const marks = findMarks(mask, widthPx, heightPx);
  const area = Math.max(1, widthPx * heightPx);
  const coverage = marks / area;
  const paper = [...levels].sort((a, b) => a - b)[levels.length >> 1] ?? 255;
  if (coverage >= blankCoverage) return { mask, paper, coverage, blank: false };
  const pale = findMarks(faint, widthPx, heightPx) / area;
  return pale >= blankCoverage ? { mask: faint, paper, coverage: pale, blank: false } : { mask, paper, coverage, blank: true };
}

/** `mask`: ink darker than the paper around it; `faint`: that and pale or white print. The outermost part is left out. */
function markInk(
  { widthPx, heightPx, grey }: AnalysisImage,
  levels: Float32Array,
  columns: number,
): { mask: Uint8Array; faint: Uint8Array } {
  const mask = new Uint8Array(grey.length);
  const faint = new Uint8Array(grey.length);
  const marginX = Math.max(2, Math.round(widthPx * marginShare));
  const marginY = Math.max(2, Math.round(heightPx * marginShare));
  for (let y = marginY; y < heightPx - marginY; y++)
    for (let column = 0, row = Math.floor(y / blockPx) * columns; column < columns; column++) {
      const level = levels[row + column]!;
      const from = y * widthPx + Math.max(marginX, column * blockPx);
      const to = y * widthPx + Math.min(widthPx - marginX, (column + 1) * blockPx);
      for (let at = from; at < to; at++) {
        const value = grey[at]!;
        if (value < level * inkShare) mask[at] = faint[at] = 1;
        else if ((value < level * paleShare || value > level + lightStep) && isCrisp(grey, at, widthPx, level * crispShare)) faint[at] = 1;
      }
    }
  return { mask, faint };
}

function isCrisp(grey: Uint8Array, at: number, widthPx: number, step: number): boolean {
  const value = grey[at]!;
  const away = (other: number) => Math.abs(grey[other]! - value) >= step || Math.abs(grey[2 * at - other]! - value) >= step;
  return away(at - 2) || away(at - 2 * widthPx);
}

/** Pixels of all marks but specks and punch holes; both leave the mask. */
function findMarks(mask: Uint8Array, widthPx: number, heightPx: number): number {
  const labels = new Int32Array(mask.length);
  let pixels = 0;
  for (const component of findComponents(mask, widthPx, heightPx, labels)) {
    if (component.pixels < minMarkPixels) continue;
    if (isPunchHole(component, widthPx, heightPx)) erase(mask, labels, component, widthPx);
    else pixels += component.pixels;
  }
  return pixels;
}

function isPunchHole({ left, right, top, bottom, pixels }: Component, widthPx: number, heightPx: number): boolean {
  const [width, height] = [right - left + 1, bottom - top + 1];
  const long = Math.max(widthPx, heightPx);
  if (Math.max(width, height) > long * hole.maxSide || Math.min(width, height) < long * hole.minSide) return false;
  if (Math.min(width, height) < Math.max(width, height) * 0.72 || pixels < width * height * hole.minFill) return false;
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return Math.min(x, y, widthPx - x, heightPx - y) < long * hole.fromEdge;
}

function erase(mask: Uint8Array, labels: Int32Array, { left, right, top, bottom, label }: Component, widthPx: number): void {
  for (let y = top; y <= bottom; y++)
    for (let at = y * widthPx + left; at <= y * widthPx + right; at++) if (labels[at] === label) mask[at] = 0;
}

/** Brightness of the paper per block: the 80th percentile of the block and its neighbours, at least half of the page's. */
function paperLevels({ widthPx, heightPx, grey }: AnalysisImage): { levels: Float32Array; columns: number } {
  const columns = Math.ceil(widthPx / blockPx);
  const rows = Math.ceil(heightPx / blockPx);
  const counts = new Uint16Array(columns * rows * 256);
  // Every second pixel of every second row tells as much.
  for (let y = 0; y < heightPx; y += 2) {
    const blockRow = (y >> blockBits) * columns;
    for (let x = 0; x < widthPx; x += 2) counts[((blockRow + (x >> blockBits)) << 8) + grey[y * widthPx + x]!]!++;
  }
  const whole = new Uint32Array(256);
  for (let at = 0; at < counts.length; at++) whole[at & 255]! += counts[at]!;
  const pageLevel = percentile(whole, 0.8);
  const levels = new Float32Array(columns * rows);
  const around = new Uint32Array(256);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      around.fill(0);
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++)
          for (let value = 0, at = (y * columns + x) << 8; value < 256; value++) around[value]! += counts[at + value]!;
      // A block inside a black area has no paper of its own.
      levels[row * columns + column] = Math.max(percentile(around, 0.8), pageLevel / 2);
    }
  return { levels, columns };
}

/** The value below which `share` of the counts lie. */
export function percentile(histogram: Uint32Array, share: number): number {
  let total = 0;
  for (let value = 0; value < histogram.length; value++) total += histogram[value]!;
  let seen = 0;
  for (let value = 0; value < histogram.length; value++) {
    seen += histogram[value]!;
    if (seen >= total * share && seen > 0) return value;
  }
  return histogram.length - 1;
}
