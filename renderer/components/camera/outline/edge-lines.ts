/** The longest straight edges of a picture at any angle (Hough transform; every edge point votes near its own direction). */
import type { EdgeMap, EdgePoint } from './edge-points.ts';

/**
 * Points with `x·nx + y·ny = distance`. `brighter[i]`: how many of the first `i` steps along the line lie on an edge whose
 * bright side is the normal's; `darker[i]`: the same for the other side. Step `i` is at `t = i − half` along (−ny, nx)
 * from the line's foot, the point nearest to the middle of the picture.
 */
export type EdgeLine = {
  nx: number;
  ny: number;
  distance: number;
  foot: readonly [number, number];
  half: number;
  brighter: Uint16Array;
  darker: Uint16Array;
};

const angleBins = 90;
/** A point votes for directions within this many bins (of 2°) of its own. */
const voteReach = 4;
const maxLines = 26;
/** Shorter edges are no side of a paper, as share of the picture's shorter side. */
const minLengthShare = 0.13;

export function findEdgeLines(map: EdgeMap): EdgeLine[] {
  const { widthPx, heightPx, points } = map;
  const votes = new Votes(Math.ceil(Math.hypot(widthPx, heightPx)));
  for (const point of points) votes.cast(point, 1);
  const minVotes = Math.min(widthPx, heightPx) * minLengthShare;
  const lines: EdgeLine[] = [];
  let left = points;
  while (lines.length < maxLines) {
    const rough = votes.most();
    if (rough.votes < minVotes) break;
    const fitted = fitLine(left, rough);
    lines.push(measureLine(map, fitted));
    const rest: EdgePoint[] = [];
    for (const point of left) {
      if (isOn(point, fitted, 2.2) || isOn(point, rough, 1)) votes.cast(point, -1);
      else rest.push(point);
    }
    if (rest.length === left.length) break;
    left = rest;
  }
  return lines;
}

const cosines = Float64Array.from({ length: angleBins }, (_, bin) => Math.cos((bin * Math.PI) / angleBins));
const sines = Float64Array.from({ length: angleBins }, (_, bin) => Math.sin((bin * Math.PI) / angleBins));

/** Votes per direction and distance from the origin; the best of each direction is kept until a vote changes there. */
class Votes {
  readonly #reach: number;
  readonly #breadth: number;
  readonly #counts: Uint16Array;
  readonly #best = Array.from({ length: angleBins }, () => ({ distance: 0, votes: 0 }));
  readonly #stale = new Uint8Array(angleBins).fill(1);

  constructor(reach: number) {
    this.#reach = reach;
    this.#breadth = 2 * reach + 1;
    this.#counts = new Uint16Array(angleBins * this.#breadth);
  }

  cast({ x, y, nx, ny }: EdgePoint, weight: 1 | -1): void {
    const own = Math.round((Math.atan2(ny, nx) * angleBins) / Math.PI);
    for (let bin = own - voteReach; bin <= own + voteReach; bin++) {
      const wrapped = ((bin % angleBins) + angleBins) % angleBins;
      const distance = Math.round(x * cosines[wrapped]! + y * sines[wrapped]!) + this.#reach;
      this.#counts[wrapped * this.#breadth + distance]! += weight;
      this.#stale[wrapped] = 1;
    }
  }

  most(): Line & { votes: number } {
    let most = 0;
    for (let bin = 0; bin < angleBins; bin++) {
      if (this.#stale[bin]) this.#best[bin] = this.#mostOf(bin);
      if (this.#best[bin]!.votes > this.#best[most]!.votes) most = bin;
    }
    return { nx: cosines[most]!, ny: sines[most]!, ...this.#best[most]! };
  }

  /** Two neighbouring distances together, since edges fall between pixels. */
  #mostOf(bin: number): { distance: number; votes: number } {
    this.#stale[bin] = 0;
    const counts = this.#counts.subarray(bin * this.#breadth, (bin + 1) * this.#breadth);
    let best = { at: 0, votes: 0 };
    for (let at = 0; at < counts.length - 1; at++) {
      const votes = counts[at]! + counts[at + 1]!;
      if (votes > best.votes) best = { at: counts[at]! >= counts[at + 1]! ? at : at + 1, votes };
    }
    return { distance: best.at - this.#reach, votes: best.votes };
  }
}

type Line = { nx: number; ny: number; distance: number };
/** Cosine of 20°: points whose own direction is further off belong to another edge. */
const alongside = 0.94;

function isOn({ x, y, nx, ny }: EdgePoint, line: Line, nearPx: number): boolean {
  return Math.abs(x * line.nx + y * line.ny - line.distance) <= nearPx && Math.abs(nx * line.nx + ny * line.ny) >= alongside;
}

/** Least squares across the line, on nearer points each time. */
function fitLine(points: readonly EdgePoint[], rough: Line): Line {
  let line = rough;
  for (const nearPx of [3, 2, 1.3]) {
    let [n, st, so, stt, sto] = [0, 0, 0, 0, 0];
    for (const point of points) {
      if (!isOn(point, line, nearPx)) continue;
      const t = point.y * line.nx - point.x * line.ny;
      const off = point.x * line.nx + point.y * line.ny - line.distance;
      n++;
      st += t;
      so += off;
      stt += t * t;
      sto += t * off;
    }
    const determinant = n * stt - st * st;
    if (n < 6 || determinant < 1e-6) break;
    const slope = (n * sto - st * so) / determinant;
    const at = (so - slope * st) / n;
    // off = at + slope·t turns the normal by −slope.
    const norm = Math.hypot(1, slope);
    const [nx, ny] = [(line.nx + slope * line.ny) / norm, (line.ny - slope * line.nx) / norm];
    line = { nx, ny, distance: (line.distance + at) / norm };
  }
  return line;
}

/** Walks the line through the picture and counts where it lies on an edge, either way round. */
function measureLine({ widthPx, heightPx, dx, dy, threshold }: EdgeMap, { nx, ny, distance }: Line): EdgeLine {
  const half = Math.ceil(Math.hypot(widthPx, heightPx) / 2) + 2;
  const toMiddle = distance - (nx * widthPx) / 2 - (ny * heightPx) / 2;
  const foot = [widthPx / 2 + nx * toMiddle, heightPx / 2 + ny * toMiddle] as const;
  const brighter = new Uint16Array(2 * half + 2);
  const darker = new Uint16Array(2 * half + 2);
  for (let step = 0; step <= 2 * half; step++) {
    const t = step - half;
    const slope = steepestAcross({ widthPx, heightPx, dx, dy }, foot[0] - ny * t, foot[1] + nx * t, nx, ny);
    brighter[step + 1] = brighter[step]! + (slope >= threshold ? 1 : 0);
    darker[step + 1] = darker[step]! + (slope <= -threshold ? 1 : 0);
  }
  return { nx, ny, distance, foot, half, brighter, darker };
}

type Slopes = Pick<EdgeMap, 'widthPx' | 'heightPx' | 'dx' | 'dy'>;

/** Slope along the normal at a point or one pixel to either side: lines are straight, lenses are not quite. */
function steepestAcross({ widthPx, heightPx, dx, dy }: Slopes, x: number, y: number, nx: number, ny: number): number {
  let best = 0;
  for (let side = -1; side <= 1; side++) {
    const column = Math.round(x + nx * side);
    const row = Math.round(y + ny * side);
    if (column < 1 || row < 1 || column >= widthPx - 1 || row >= heightPx - 1) continue;
    const at = row * widthPx + column;
    const across = dx[at]! * nx + dy[at]! * ny;
    // Where the edge runs another way it is no part of this line.
    if (Math.abs(across) > Math.abs(best) && Math.abs(across) > 0.8 * Math.hypot(dx[at]!, dy[at]!)) best = across;
  }
  return best;
}

/** Shares of the way from `from` to `to` (points on the line) that lie on an edge: bright on the normal's side, and on the other. */
export function coverageOf({ nx, ny, foot, half, brighter, darker }: EdgeLine, from: readonly number[], to: readonly number[]) {
  const stepOf = ([x, y]: readonly number[]) =>
    Math.max(0, Math.min(2 * half + 1, Math.round((y! - foot[1]) * nx - (x! - foot[0]) * ny + half)));
  const [start, end] = [stepOf(from), stepOf(to)].sort((a, b) => a - b) as [number, number];
  const length = Math.max(1, end - start);
  return { brighter: (brighter[end]! - brighter[start]!) / length, darker: (darker[end]! - darker[start]!) / length };
}
