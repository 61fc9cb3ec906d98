/** Edges of a grey image: where brightness changes, how strongly, and in which direction. */
import type { Quad } from '#shared/page.ts';
import type { Point } from './projection.ts';

export type GreyImage = { widthPx: number; heightPx: number; grey: Uint8Array };

/** Per pixel: slope of brightness to the right and downwards, in levels per pixel (Sobel on a smoothed image). */
export type Gradient = { widthPx: number; heightPx: number; dx: Float32Array; dy: Float32Array; strength: Float32Array };

/** Every `factor` × `factor` pixels become one, their mean. */
export function shrinkGrey({ widthPx, heightPx, grey }: GreyImage, factor: number): GreyImage {
  if (factor <= 1) return { widthPx, heightPx, grey };
  const width = Math.max(1, Math.floor(widthPx / factor));
  const height = Math.max(1, Math.floor(heightPx / factor));
  const small = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let row = y * factor; row < (y + 1) * factor; row++)
        for (let at = row * widthPx + x * factor, end = at + factor; at < end; at++) sum += grey[at]!;
      small[y * width + x] = Math.round(sum / (factor * factor));
    }
  return { widthPx: width, heightPx: height, grey: small };
}

export function measureGradient({ widthPx, heightPx, grey }: GreyImage): Gradient {
  const dx = new Float32Array(grey.length);
  const dy = new Float32Array(grey.length);
  const strength = new Float32Array(grey.length);
  for (let y = 1; y < heightPx - 1; y++)
    for (let at = y * widthPx + 1, end = at + widthPx - 2; at < end; at++) {
      const above = at - widthPx;
      const below = at + widthPx;
      const falling = grey[below + 1]! - grey[above - 1]!;
      const rising = grey[above + 1]! - grey[below - 1]!;
      const right = (falling + rising + 2 * (grey[at + 1]! - grey[at - 1]!)) / 8;
      const down = (falling - rising + 2 * (grey[below]! - grey[above]!)) / 8;
      dx[at] = right;
      dy[at] = down;
      strength[at] = Math.sqrt(right * right + down * down);
    }
  return { widthPx, heightPx, dx, dy, strength };
}

/**
 * `x = px + t·ux`, `y = py + t·uy`; `slope` is against the rough side it was found from,
 * `support` the share of the side along which a clear edge lies on the line.
 */
export type Side = { px: number; py: number; ux: number; uy: number; slope: number; support: number };

export type SideSearch = {
  /** How far from the given line, in pixels, the edge is looked for. */
  reachPx: number;
  /** Weaker slopes are no edge, levels per pixel. */
  minStrength: number;
  /** Part of the side left out at each end: corners of cards are round. */
  endShare: number;
};

const samplesPerSide = 60;
/** An edge this far from the common line does not belong to it. */
const offLinePx = 1.1;

/** The edges found near a roughly known side: `t` along it, `offset` across it (to the right of its direction), in pixels. */
export type SideEdges = { from: Point; ux: number; uy: number; length: number; count: number; edges: { t: number; offset: number }[] };

export function findSideEdges(gradient: Gradient, from: Point, to: Point, { reachPx, minStrength, endShare }: SideSearch): SideEdges {
  const length = Math.max(1, Math.hypot(to[0] - from[0], to[1] - from[1]));
  const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const edges: { t: number; offset: number }[] = [];
  const count = Math.max(12, Math.min(samplesPerSide, Math.round(length / 2)));
  for (let index = 0; index < count; index++) {
    const t = length * (endShare + ((1 - 2 * endShare) * (index + 0.5)) / count);
    for (const offset of edgesAcross(gradient, from[0] + t * ux, from[1] + t * uy, [ux, uy], reachPx, minStrength))
      edges.push({ t, offset });
  }
  return { from, ux, uy, length, count, edges };
}

/** The line that most edges lie on, its slope against the rough side within `slopes`; null when there is none. */
export function fitSide({ from, ux, uy, length, count, edges }: SideEdges, slopes: { centre: number; reach: number }): Side | null {
  const line = bestLine(edges, length, slopes);
  if (!line) return null;
  const on = new Set(edges.filter(({ t, offset }) => Math.abs(offset - line.at - line.slope * t) <= offLinePx).map(({ t }) => t));
  const [px, py] = [from[0] - uy * line.at, from[1] + ux * line.at];
  const norm = Math.hypot(1, line.slope);
  return { px, py, ux: (ux - uy * line.slope) / norm, uy: (uy + ux * line.slope) / norm, slope: line.slope, support: on.size / count };
}

/** Offsets along the normal (-uy, ux) at which the slope across the side peaks; the three strongest. */
function edgesAcross(
  { widthPx, heightPx, dx, dy }: Gradient,
  x: number,
  y: number,
  [ux, uy]: Point,
  reachPx: number,
  minStrength: number,
): number[] {
  const values = new Array<number>(2 * reachPx + 3).fill(0);
  let any = false;
  for (let index = 0; index < values.length; index++) {
    const offset = index - reachPx - 1;
    const column = Math.round(x - uy * offset);
    const row = Math.round(y + ux * offset);
    if (column <= 0 || row <= 0 || column >= widthPx - 1 || row >= heightPx - 1) continue;
    const at = row * widthPx + column;
    const across = Math.abs(ux * dy[at]! - uy * dx[at]!);
    if (across <= Math.abs(ux * dx[at]! + uy * dy[at]!) * 1.5) continue;
    values[index] = across;
    if (across >= minStrength) any = true;
  }
  if (!any) return [];
  const peaks: { offset: number; value: number }[] = [];
  for (let index = 1; index < values.length - 1; index++) {
    const value = values[index]!;
    if (value < minStrength || value < values[index - 1]! || value <= values[index + 1]!) continue;
    const [left, right] = [values[index - 1]!, values[index + 1]!];
    peaks.push({ offset: index - 1 - reachPx + (right - left) / (2 * (2 * value - left - right) || 1), value });
  }
  return peaks
    .sort((a, b) => b.value - a.value)
    .slice(0, 3)
    .map(({ offset }) => offset);
}

/** The line (offset = at + slope·t) that most edges lie on: for each slope, the offsets are counted; then least squares. */
function bestLine(
  found: readonly { t: number; offset: number }[],
  length: number,
  { centre, reach }: { centre: number; reach: number },
): { at: number; slope: number } | null {
  const step = 0.8 / length;
  const steps = Math.ceil(reach / step);
  const along = Float64Array.from(found, ({ t }) => t);
  const across = Float64Array.from(found, ({ offset }) => offset);
  let best = { at: 0, slope: 0, votes: 0 };
  for (let index = -steps; index <= steps; index++) {
    const slope = centre + index * step;
    const { at, votes } = mostCommonOffset(along, across, slope);
    if (votes > best.votes) best = { at, slope, votes };
  }
  return best.votes < 6 ? null : leastSquares(found, best, { centre, reach });
}

/** Offsets from -64 to 64. */
const offsetRange = 64;
const offsetBins = new Uint16Array(4 * offsetRange);

/** Offsets at t = 0 in bins of half a pixel; the window of `2 · offLinePx` that holds most. */
function mostCommonOffset(along: Float64Array, across: Float64Array, slope: number): { at: number; votes: number } {
  let [first, last] = [offsetBins.length, -1];
  for (let index = 0; index < along.length; index++) {
    const bin = Math.round((across[index]! - slope * along[index]! + offsetRange) * 2);
    if (bin < 0 || bin >= offsetBins.length) continue;
    offsetBins[bin]!++;
    if (bin < first) first = bin;
    if (bin > last) last = bin;
  }
  const reach = Math.round(offLinePx * 2);
  let best = { at: 0, votes: 0 };
  for (let bin = Math.max(reach, first - reach), end = Math.min(offsetBins.length - reach, last + reach + 1); bin < end; bin++) {
    let votes = 0;
    for (let near = bin - reach; near <= bin + reach; near++) votes += offsetBins[near]!;
    if (votes > best.votes) best = { at: bin / 2 - offsetRange, votes };
  }
  // Only what was counted is emptied for the next slope.
  if (last >= 0) offsetBins.fill(0, first, last + 1);
  return best;
}

/** Stays within the slopes that were asked for. */
function leastSquares(
  found: readonly { t: number; offset: number }[],
  { at, slope }: { at: number; slope: number },
  slopes: { centre: number; reach: number },
) {
  const on = found.filter(({ t, offset }) => Math.abs(offset - at - slope * t) <= offLinePx);
  const mean = (value: (edge: { t: number; offset: number }) => number) => on.reduce((sum, edge) => sum + value(edge), 0) / on.length;
  const [t0, offset0] = [mean(({ t }) => t), mean(({ offset }) => offset)];
  const [tt, to] = [mean(({ t }) => (t - t0) ** 2), mean(({ t, offset }) => (t - t0) * (offset - offset0))];
  const fitted = Math.max(slopes.centre - slopes.reach, Math.min(slopes.centre + slopes.reach, to / Math.max(1e-6, tt)));
  return { at: offset0 - fitted * t0, slope: fitted };
}

/** Corners where neighbouring sides meet, each corner between the side before it and the one after; null when two are parallel. */
export function quadOfSides(sides: readonly [Side, Side, Side, Side]): Quad | null {
  const corners: [number, number][] = [];
  for (let index = 0; index < 4; index++) {
    const [p, q] = [sides[(index + 3) % 4]!, sides[index]!];
    const determinant = p.ux * q.uy - p.uy * q.ux;
    if (Math.abs(determinant) < 0.2) return null;
    const t = ((q.px - p.px) * q.uy - (q.py - p.py) * q.ux) / determinant;
    corners.push([p.px + t * p.ux, p.py + t * p.uy]);
  }
  return corners as unknown as Quad;
}
