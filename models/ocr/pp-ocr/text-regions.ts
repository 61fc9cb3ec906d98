/** DB post-processing: from a map of text probabilities to turned rectangles, one per text line. */
import { minAreaRectangle } from './geometry.ts';
import type { Point, TurnedRectangle } from './geometry.ts';

export type ProbabilityMap = { width: number; height: number; data: Float32Array };

export type TextRegionOptions = {
  /** A pixel above this probability belongs to a line. */
  pixelThreshold: number;
  /** Mean probability inside the rectangle below which it is dropped. */
  boxThreshold: number;
  /** How far the shrunk kernel of the model grows back: area × ratio / perimeter. */
  unclipRatio: number;
  /** Smallest side of a kernel, in map pixels. */
  minSidePx: number;
};

/** What the PP-OCR detection models are trained and evaluated with. */
const textRegionDefaults: TextRegionOptions = { pixelThreshold: 0.3, boxThreshold: 0.6, unclipRatio: 1.5, minSidePx: 3 };

export type TextRegion = { rectangle: TurnedRectangle; score: number };

/** Rectangles in map pixels, in no particular order. */
export function findTextRegions(map: ProbabilityMap, options: Partial<TextRegionOptions> = {}): TextRegion[] {
  const { pixelThreshold, boxThreshold, unclipRatio, minSidePx } = { ...textRegionDefaults, ...options };
  const regions: TextRegion[] = [];
  for (const outline of componentOutlines(map, pixelThreshold)) {
    const kernel = minAreaRectangle(outline);
    if (Math.min(kernel.width, kernel.height) < minSidePx) continue;
    const score = meanInside(map, kernel);
    if (score >= boxThreshold) regions.push({ rectangle: unclip(kernel, unclipRatio), score });
    else regions.push(...splitStep(map, outline, { pixelThreshold, boxThreshold, unclipRatio, minSidePx }));
  }
  return regions;
}

/** What is shorter is no two lines that grew together. */
const minSplitWidthPx = 48;
/** Two parts must leave out so much of the whole rectangle, or it was no step between two lines. */
const maxPartsShare = 0.8;

/**
 * Where one line is printed into the end of another, both are one component in the shape of a step, whose rectangle is half
 * empty and falls below the threshold: it is cut upright where the two parts leave out most.
 */
function splitStep(
  map: ProbabilityMap,
  outline: readonly Point[],
  { boxThreshold, unclipRatio, minSidePx }: TextRegionOptions,
): TextRegion[] {
  const xs = outline.map(([x]) => x);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  if (right - left < minSplitWidthPx) return [];
  const cut = bestCut(columnExtents(outline, left, right));
  if (cut === null) return [];
  return [clipped(outline, left, left + cut), clipped(outline, left + cut, right)].flatMap((points) => {
    const kernel = minAreaRectangle(points);
    const score = meanInside(map, kernel);
    if (Math.min(kernel.width, kernel.height) < minSidePx || score < boxThreshold) return [];
    return [{ rectangle: unclip(kernel, unclipRatio), score }];
  });
}

type Extent = { top: number; bottom: number };

/** First and last row of the component in each column. An outline has four points per run: its ends above and below. */
function columnExtents(outline: readonly Point[], left: number, right: number): Extent[] {
  const extents = Array.from({ length: right - left }, (): Extent => ({ top: Infinity, bottom: -Infinity }));
  for (let run = 0; run < outline.length; run += 4) {
    const [[from, y], [to]] = [outline[run]!, outline[run + 1]!];
    for (let x = from; x < to; x++) {
      const extent = extents[x - left]!;
      extent.top = Math.min(extent.top, y);
      extent.bottom = Math.max(extent.bottom, y + 1);
    }
  }
  return extents;
}

/** The column before which to cut; null where no cut leaves out enough. */
function bestCut(extents: readonly Extent[]): number | null {
  const areas = (ordered: readonly Extent[]) => {
    let [top, bottom] = [Infinity, -Infinity];
    return ordered.map((extent, index) => {
      [top, bottom] = [Math.min(top, extent.top), Math.max(bottom, extent.bottom)];
      return (bottom - top) * (index + 1);
    });
  };
  const before = areas(extents);
  const after = areas(extents.toReversed()).reverse();
  let best = { cut: 0, area: before.at(-1)! * maxPartsShare };
  for (let cut = 1; cut < extents.length; cut++) {
    const area = before[cut - 1]! + after[cut]!;
    if (area < best.area) best = { cut, area };
  }
  return best.cut === 0 ? null : best.cut;
}

/** The runs of an outline between two columns. */
function clipped(outline: readonly Point[], left: number, right: number): Point[] {
  const points: Point[] = [];
  for (let run = 0; run < outline.length; run += 4) {
    const y = outline[run]![1];
    const [from, to] = [Math.max(left, outline[run]![0]), Math.min(right, outline[run + 1]![0])];
    if (from < to) points.push([from, y], [to, y], [from, y + 1], [to, y + 1]);
  }
  return points;
}

/** A rectangle grown on all sides by area × ratio / perimeter. */
export function unclip(rectangle: TurnedRectangle, ratio: number): TurnedRectangle {
  const { width, height } = rectangle;
  const distance = (width * height * ratio) / (2 * (width + height));
  return { ...rectangle, width: width + 2 * distance, height: height + 2 * distance };
}

/** A run of pixels above the threshold in one row, linked to the runs it touches in the row above. */
type Runs = { row: Int32Array; from: Int32Array; to: Int32Array; parent: Int32Array; count: number };

/** For each 8-connected component the outer corners of its row runs: enough for a convex hull, far fewer than its pixels. */
function componentOutlines(map: ProbabilityMap, threshold: number): Point[][] {
  const runs = linkRuns(map, threshold);
  const outlines = new Map<number, Point[]>();
  for (let run = 0; run < runs.count; run++) {
    const root = rootOf(runs.parent, run);
    let outline = outlines.get(root);
    if (!outline) outlines.set(root, (outline = []));
    const y = runs.row[run]!;
    const from = runs.from[run]!;
    const to = runs.to[run]!;
    outline.push([from, y], [to, y], [from, y + 1], [to, y + 1]);
  }
  return [...outlines.values()];
}

function linkRuns({ width, height, data }: ProbabilityMap, threshold: number): Runs {
  const capacity = height * (Math.floor(width / 2) + 1);
  const runs: Runs = {
    row: new Int32Array(capacity),
    from: new Int32Array(capacity),
    to: new Int32Array(capacity),
    parent: new Int32Array(capacity),
    count: 0,
  };
  let above = 0;
  for (let y = 0; y < height; y++) {
    const rowStart = runs.count;
    for (let x = 0, offset = y * width; x < width; x++) {
      if (data[offset + x]! <= threshold) continue;
      const from = x;
      while (x < width && data[offset + x]! > threshold) x++;
      const run = runs.count++;
      runs.row[run] = y;
      runs.from[run] = from;
      runs.to[run] = x;
      runs.parent[run] = run;
    }
    joinRows(runs, above, rowStart);
    above = rowStart;
  }
  return runs;
}

/** Joins runs that touch, also diagonally: the two rows are walked side by side. */
function joinRows(runs: Runs, above: number, current: number): void {
  let upper = above;
  let lower = current;
  while (upper < current && lower < runs.count) {
    if (runs.from[upper]! <= runs.to[lower]! && runs.from[lower]! <= runs.to[upper]!) {
      const a = rootOf(runs.parent, upper);
      const b = rootOf(runs.parent, lower);
      if (a !== b) runs.parent[Math.max(a, b)] = Math.min(a, b);
    }
    if (runs.to[upper]! < runs.to[lower]!) upper++;
    else lower++;
  }
}

function rootOf(parent: Int32Array, run: number): number {
  let root = run;
  while (parent[root] !== root) root = parent[root]!;
  while (parent[run] !== root) {
    const next = parent[run]!;
    parent[run] = root;
    run = next;
  }
  return root;
}

/** Mean probability over the pixels whose centre lies in the rectangle. */
function meanInside(map: ProbabilityMap, { cx, cy, width, height, angle }: TurnedRectangle): number {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const reachX = (Math.abs(width * cos) + Math.abs(height * sin)) / 2;
  const reachY = (Math.abs(width * sin) + Math.abs(height * cos)) / 2;
  let sum = 0;
  let count = 0;
  const lastY = Math.min(map.height - 1, Math.floor(cy + reachY));
  const lastX = Math.min(map.width - 1, Math.floor(cx + reachX));
  for (let y = Math.max(0, Math.floor(cy - reachY)); y <= lastY; y++) {
    const dy = y + 0.5 - cy;
    for (let x = Math.max(0, Math.floor(cx - reachX)); x <= lastX; x++) {
      const dx = x + 0.5 - cx;
      if (Math.abs(dx * cos + dy * sin) > width / 2 || Math.abs(dy * cos - dx * sin) > height / 2) continue;
      sum += map.data[y * map.width + x]!;
      count++;
    }
  }
  return count ? sum / count : 0;
}
