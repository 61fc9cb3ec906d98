/** Finds the four corners of a paper that lies under the camera, for the frame drawn on the live picture; the exact cut is made later. */
import type { Quad } from '#shared/page.ts';
import { coverageOf, findEdgeLines } from './edge-lines.ts';
import type { EdgeLine } from './edge-lines.ts';
import { findEdgePoints } from './edge-points.ts';
import type { GreyFrame } from './grey-frame.ts';

/** Corners clockwise from the top left as it lies, in pixels of the given frame; `support`: share of the sides that lie on an edge. */
export type Outline = { quad: Quad; support: number };
type Point = readonly [number, number];

/** An identity card under a camera that covers A3 takes a thirtieth of the picture. */
const minAreaShare = 0.025;
/** The picture's own frame. */
const maxAreaShare = 0.985;
const minSupport = 0.72;
const minSideSupport = 0.5;
/** Opposite sides of a paper seen at an angle differ by less than this; neighbours meet at a right angle give or take this. */
const maxLean = Math.cos((Math.PI / 180) * 68);
const minSeparationShare = 0.12;
/** A corner may lie a little outside the picture. */
const outsideShare = 0.03;

export function findOutline(frame: GreyFrame): Outline | null {
  const lines = findEdgeLines(findEdgePoints(frame));
  const pairs = oppositePairs(lines, frame);
  let best: (Outline & { score: number }) | null = null;
  for (const [index, first] of pairs.entries())
    for (const second of pairs.slice(index + 1)) {
      if (Math.abs(cosBetween(first[0], second[0])) > maxLean || Math.abs(cosBetween(first[1], second[1])) > maxLean) continue;
      const found = outlineOf(first, second, frame);
      if (found && (!best || found.score > best.score)) best = found;
    }
  return best && { quad: best.quad, support: best.support };
}

const cosBetween = (a: EdgeLine, b: EdgeLine) => a.nx * b.nx + a.ny * b.ny;

/** Nearly parallel lines far enough apart to be opposite sides of one paper. */
function oppositePairs(lines: readonly EdgeLine[], { widthPx, heightPx }: GreyFrame): [EdgeLine, EdgeLine][] {
  const apart = Math.min(widthPx, heightPx) * minSeparationShare;
  return lines.flatMap((a, index) =>
    lines.slice(index + 1).flatMap((b): [EdgeLine, EdgeLine][] => {
      if (Math.abs(cosBetween(a, b)) < 0.87) return [];
      const separation = Math.abs((b.foot[0] - a.foot[0]) * a.nx + (b.foot[1] - a.foot[1]) * a.ny);
      return separation > apart ? [[a, b]] : [];
    }),
  );
}

function meet(a: EdgeLine, b: EdgeLine): Point {
  const determinant = a.nx * b.ny - a.ny * b.nx;
  return [(a.distance * b.ny - b.distance * a.ny) / determinant, (b.distance * a.nx - a.distance * b.nx) / determinant];
}

function outlineOf([a, c]: [EdgeLine, EdgeLine], [b, d]: [EdgeLine, EdgeLine], frame: GreyFrame): (Outline & { score: number }) | null {
  const { widthPx, heightPx } = frame;
  // Around the paper: a with b, b with c, c with d, d with a.
  const ring: Point[] = [meet(d, a), meet(a, b), meet(b, c), meet(c, d)];
  const [outX, outY] = [widthPx * outsideShare, heightPx * outsideShare];
  if (ring.some(([x, y]) => !(x > -outX && y > -outY && x < widthPx + outX && y < heightPx + outY))) return null;
  const area = signedArea(ring);
  const share = Math.abs(area) / (widthPx * heightPx);
  if (share < minAreaShare || share > maxAreaShare || !isConvex(ring)) return null;
  const centre = [0, 1].map((axis) => ring.reduce((sum, corner) => sum + corner[axis]! / 4, 0)) as [number, number];
  const sides = [a, b, c, d].map((line, index) => {
    const { brighter, darker } = coverageOf(line, ring[index]!, ring[(index + 1) % 4]!);
    const normalPointsIn = centre[0] * line.nx + centre[1] * line.ny > line.distance;
    return normalPointsIn ? { brightInside: brighter, darkInside: darker } : { brightInside: darker, darkInside: brighter };
  });
  // A paper is brighter than what it lies on all around, or darker all around: the rim of a table is neither.
  const supports = [sides.map(({ brightInside }) => brightInside), sides.map(({ darkInside }) => darkInside)]
    .filter((four) => Math.min(...four) >= minSideSupport)
    .map((four) => four.reduce((sum, one) => sum + one / 4, 0));
  const support = Math.max(0, ...supports);
  if (support < minSupport) return null;
  return { quad: fromTopLeft(area < 0 ? ring.reverse() : ring), support, score: support * support * Math.sqrt(share) };
}

/** Positive when the corners run clockwise on the screen. */
function signedArea(ring: readonly Point[]): number {
  return ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % 4]!;
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

function isConvex(ring: readonly Point[]): boolean {
  const turns = ring.map(([x, y], index) => {
    const [x1, y1] = ring[(index + 1) % 4]!;
    const [x2, y2] = ring[(index + 2) % 4]!;
    return Math.sign((x1 - x) * (y2 - y1) - (y1 - y) * (x2 - x1));
  });
  return turns.every((turn) => turn === turns[0] && turn !== 0);
}

/** Starts the ring at the corner nearest to the picture's top left. */
function fromTopLeft(ring: readonly Point[]): Quad {
  const start = ring.reduce((best, [x, y], index) => (x + y < ring[best]![0] + ring[best]![1] ? index : best), 0);
  return [0, 1, 2, 3].map((step) => [...ring[(start + step) % 4]!]) as Quad;
}
