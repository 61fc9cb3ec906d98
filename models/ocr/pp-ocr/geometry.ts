/** Plane geometry of text boxes: convex hull, smallest enclosing rectangle, and rectangles as quads. */
import type { Quad } from '#shared/page.ts';

export type Point = [number, number];

/** A rectangle turned by `angle` radians (clockwise on screen) around its centre; `width` runs along the angle. */
export type TurnedRectangle = { cx: number; cy: number; width: number; height: number; angle: number };

const cross = (o: Point, a: Point, b: Point) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);

/** Convex hull by monotone chain, without collinear points; fewer than three points come back as they are. */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (sorted.length < 3) return sorted;
  const chain = (ordered: readonly Point[]) => {
    const hull: Point[] = [];
    for (const point of ordered) {
      while (hull.length >= 2 && cross(hull[hull.length - 2]!, hull[hull.length - 1]!, point) <= 0) hull.pop();
      hull.push(point);
    }
    hull.pop();
    return hull;
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}

/** The smallest rectangle around the points: one side lies on an edge of the hull. */
export function minAreaRectangle(points: readonly Point[]): TurnedRectangle {
  const hull = convexHull(points);
  let best: TurnedRectangle | undefined;
  for (let index = 0; index < hull.length; index++) {
    const from = hull[index]!;
    const to = hull[(index + 1) % hull.length]!;
    const rectangle = boundsAlong(hull, Math.atan2(to[1] - from[1], to[0] - from[0]));
    if (!best || rectangle.width * rectangle.height < best.width * best.height) best = rectangle;
  }
  return upright(best ?? boundsAlong(hull, 0));
}

function boundsAlong(points: readonly Point[], angle: number): TurnedRectangle {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let minU = Infinity;
  let maxU = -Infinity;
  let minV = Infinity;
  let maxV = -Infinity;
  for (const [x, y] of points) {
    const u = x * cos + y * sin;
    const v = y * cos - x * sin;
    if (u < minU) minU = u;
    if (u > maxU) maxU = u;
    if (v < minV) minV = v;
    if (v > maxV) maxV = v;
  }
  const u = (minU + maxU) / 2;
  const v = (minV + maxV) / 2;
  return { cx: u * cos - v * sin, cy: u * sin + v * cos, width: maxU - minU, height: maxV - minV, angle };
}

/** The same rectangle with its angle within ±45°, so that `width` is what a reader calls width. */
function upright(rectangle: TurnedRectangle): TurnedRectangle {
  const quarter = Math.PI / 2;
  const turns = Math.round(rectangle.angle / quarter);
  const angle = rectangle.angle - turns * quarter;
  const swapped = turns % 2 !== 0;
  return {
    ...rectangle,
    angle,
    width: swapped ? rectangle.height : rectangle.width,
    height: swapped ? rectangle.width : rectangle.height,
  };
}

/** Corners clockwise from the top left. */
export function rectangleQuad({ cx, cy, width, height, angle }: TurnedRectangle): Quad {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const corner = (u: number, v: number): Point => [cx + u * cos - v * sin, cy + u * sin + v * cos];
  const u = width / 2;
  const v = height / 2;
  return [corner(-u, -v), corner(u, -v), corner(u, v), corner(-u, v)];
}

/** Length of the upper and lower edge (the larger), and of the left and right one. */
export function quadSize(quad: Quad): { width: number; height: number } {
  const [a, b, c, d] = quad;
  const length = (p: Point, q: Point) => Math.hypot(q[0] - p[0], q[1] - p[1]);
  return { width: Math.max(length(a, b), length(d, c)), height: Math.max(length(a, d), length(b, c)) };
}

/** The same quad read after `turns` quarter turns counter-clockwise of the paper: its corners start elsewhere. */
export function turnQuad(quad: Quad, turns: number): Quad {
  const at = (index: number) => quad[(index + turns + 8) % 4]!;
  return [at(0), at(1), at(2), at(3)];
}
