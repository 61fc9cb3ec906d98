/** Finds the longest straight edges of an image, nearly level and nearly upright ones (Hough transform with removal). */
import { findComponents } from './components.ts';
import type { Gradient } from './edges.ts';

/** `across = offset + slope · (along − middle)`: along x for level lines, along y for upright ones. */
export type StraightLine = {
  level: boolean;
  offset: number;
  slope: number;
  /** Half the width (level) or height (upright) of the image. */
  middle: number;
  /** `covered[i]` = how many of the first `i` steps along the line lie on an edge. */
  covered: Uint16Array;
};

export type LineSearch = {
  /** Steepest slope against level or upright. */
  maxSlope: number;
  /** Edges weaker than this many times the typical (median) slope of the image are grain. */
  noiseFactor: number;
  /** Nor are those below, in levels per pixel. */
  minStrength: number;
  /** Shorter lines are not looked for, pixels on an edge. */
  minPixels: number;
  maxLines: number;
};

type EdgePixel = { along: number; across: number };

/** At most `maxLines` of each kind, longest first. */
export function findStraightLines(gradient: Gradient, search: LineSearch): { level: StraightLine[]; upright: StraightLine[] } {
  const threshold = Math.max(search.minStrength, search.noiseFactor * medianOf(gradient.strength));
  const { level, upright } = edgePixels(gradient, threshold);
  return {
    level: strongestLines(level, true, gradient.widthPx, gradient.heightPx, search),
    upright: strongestLines(upright, false, gradient.heightPx, gradient.widthPx, search),
  };
}

/** Share of the steps from `from` to `to` (along the line) that lie on an edge. */
export function coverage({ covered }: StraightLine, from: number, to: number): number {
  const last = covered.length - 1;
  const start = Math.max(0, Math.min(last, Math.round(Math.min(from, to))));
  const end = Math.max(0, Math.min(last, Math.round(Math.max(from, to))));
  return end === start ? 0 : (covered[end]! - covered[start]!) / (end - start);
}

/** Where a level and an upright line meet, as `[x, y]`. */
export function meet(level: StraightLine, upright: StraightLine): [number, number] {
  const y = level.offset + level.slope * (upright.offset - level.middle - upright.slope * upright.middle);
  const exactY = y / (1 - level.slope * upright.slope);
  return [upright.offset + upright.slope * (exactY - upright.middle), exactY];
}

function medianOf(strength: Float32Array): number {
  const sample: number[] = [];
  for (let at = 0; at < strength.length; at += 37) sample.push(strength[at]!);
  return sample.sort((a, b) => a - b)[sample.length >> 1] ?? 0;
}

/** Chains shorter than this are strokes of characters or grain. */
const minChainPx = 7;

/** Pixels at which the slope across the edge is largest, where they form chains. */
function edgePixels({ widthPx, heightPx, dx, dy, strength }: Gradient, threshold: number): { level: EdgePixel[]; upright: EdgePixel[] } {
  const level = new Uint8Array(strength.length);
  const upright = new Uint8Array(strength.length);
  for (let y = 2; y < heightPx - 2; y++)
    for (let at = y * widthPx + 2, end = (y + 1) * widthPx - 2; at < end; at++) {
      const value = strength[at]!;
      if (value < threshold) continue;
      const isLevel = Math.abs(dy[at]!) > Math.abs(dx[at]!);
      const step = isLevel ? widthPx : 1;
      if (value < strength[at - step]! || value <= strength[at + step]!) continue;
      (isLevel ? level : upright)[at] = 1;
    }
  return {
    level: chained(level, widthPx, heightPx, true).map((at) => ({ along: at % widthPx, across: Math.floor(at / widthPx) })),
    upright: chained(upright, widthPx, heightPx, false).map((at) => ({ along: Math.floor(at / widthPx), across: at % widthPx })),
  };
}

function chained(mask: Uint8Array, width: number, height: number, level: boolean): number[] {
  const labels = new Int32Array(mask.length);
  const extents = findComponents(mask, width, height, labels).map(
    ({ left, right, top, bottom }) => (level ? right - left : bottom - top) + 1,
  );
  const kept: number[] = [];
  for (let at = 0; at < mask.length; at++) if (mask[at] && extents[labels[at]! - 1]! >= minChainPx) kept.push(at);
  return kept;
}

const slopeStep = 0.01;
/** Edge pixels this near to a line lie on it. */
const nearPx = 1.5;

function strongestLines(
  pixels: EdgePixel[],
  level: boolean,
  length: number,
  breadth: number,
  { maxSlope, minPixels, maxLines }: LineSearch,
): StraightLine[] {
  const slopes = Math.ceil(maxSlope / slopeStep);
  const middle = length / 2;
  const reach = Math.ceil(middle * maxSlope) + 2;
  const rows = breadth + 2 * reach;
  const votes = new Int32Array((2 * slopes + 1) * rows);
  const vote = ({ along, across }: EdgePixel, weight: number) => {
    for (let bin = -slopes; bin <= slopes; bin++)
      votes[(bin + slopes) * rows + Math.round(across - bin * slopeStep * (along - middle)) + reach]! += weight;
  };
  for (const pixel of pixels) vote(pixel, 1);
  const lines: StraightLine[] = [];
  let rest = pixels;
  while (lines.length < maxLines) {
    const peak = highest(votes, rows);
    if (peak.votes < minPixels) break;
    const rough = { offset: (peak.at % rows) - reach, slope: (Math.floor(peak.at / rows) - slopes) * slopeStep };
    const { runs, off, removed } = settle(rest, rough, middle, minPixels * 0.6);
    for (const pixel of removed) vote(pixel, -1);
    if (removed.length === 0) break;
    rest = off;
    for (const { line, on } of runs) lines.push({ level, middle, ...line, covered: coveredSteps(on, length) });
  }
  return lines;
}

/** Two neighbouring offsets together, since edges fall between pixels. */
function highest(votes: Int32Array, rows: number): { at: number; votes: number } {
  let best = { at: 0, votes: 0 };
  for (let at = 0; at < votes.length - 1; at++) {
    const sum = votes[at]! + votes[at + 1]!;
    if (sum > best.votes && (at + 1) % rows !== 0) best = { at: votes[at]! >= votes[at + 1]! ? at : at + 1, votes: sum };
  }
  return best;
}

type Line = { offset: number; slope: number };
/** A longer gap ends a run: the sides of two cards, one below the other, are two lines though one may pass along both. */
const maxGapPx = 14;

/** The pixels near a rough line, in runs along it, each run with the line that fits it; all of them leave the search. */
function settle(pixels: readonly EdgePixel[], rough: Line, middle: number, minRun: number) {
  const band: EdgePixel[] = [];
  const off: EdgePixel[] = [];
  for (const pixel of pixels) (distance(pixel, rough, middle) <= 3.5 ? band : off).push(pixel);
  band.sort((a, b) => a.along - b.along);
  const runs: { line: Line; on: EdgePixel[] }[] = [];
  const removed = new Set<EdgePixel>(band.filter((pixel) => distance(pixel, rough, middle) <= nearPx));
  for (let start = 0, end = 1; end <= band.length; end++) {
    if (end < band.length && band[end]!.along - band[end - 1]!.along <= maxGapPx) continue;
    const line = fitLine(band.slice(start, end), rough, middle);
    const on = band.slice(start, end).filter((pixel) => distance(pixel, line, middle) <= nearPx);
    if (on.length >= minRun) {
      runs.push({ line, on });
      for (const pixel of on) removed.add(pixel);
    }
    start = end;
  }
  for (const pixel of band) if (!removed.has(pixel)) off.push(pixel);
  return { runs, removed: [...removed], off };
}

const distance = ({ along, across }: EdgePixel, { offset, slope }: Line, middle: number) =>
  Math.abs(across - offset - slope * (along - middle));

/** Least squares, on fewer and nearer pixels each time. */
function fitLine(pixels: readonly EdgePixel[], rough: Line, middle: number): Line {
  let line = rough;
  for (const near of [3.5, 2.2, nearPx]) {
    let [n, sa, so, saa, sao] = [0, 0, 0, 0, 0];
    for (const pixel of pixels) {
      if (distance(pixel, line, middle) > near) continue;
      const a = pixel.along - middle;
      n++;
      sa += a;
      so += pixel.across;
      saa += a * a;
      sao += a * pixel.across;
    }
    const determinant = n * saa - sa * sa;
    if (determinant < 1e-6) break;
    const slope = (n * sao - sa * so) / determinant;
    line = { offset: (so - slope * sa) / n, slope };
  }
  return line;
}

function coveredSteps(pixels: readonly EdgePixel[], length: number): Uint16Array {
  const hit = new Uint8Array(length);
  for (const { along } of pixels) hit[along] = 1;
  const covered = new Uint16Array(length + 1);
  for (let step = 0; step < length; step++) {
    // A gap of one pixel is a rounding, not a gap.
    const bridged = hit[step] || (hit[step - 1] && hit[step + 1]);
    covered[step + 1] = covered[step]! + (bridged ? 1 : 0);
  }
  return covered;
}
