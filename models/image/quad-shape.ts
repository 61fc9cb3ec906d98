/** Measures of a quad: sides, area, angles, and how high the flat rectangle is that it shows in perspective. */
import type { Quad } from '#shared/page.ts';
import type { Point } from './projection.ts';

const length = (a: Point, b: Point) => Math.hypot(b[0] - a[0], b[1] - a[1]);

/** Mean length of the upper and lower side, and of the left and right one. */
export function quadSides([a, b, c, d]: Quad): { width: number; height: number } {
  return { width: (length(a, b) + length(d, c)) / 2, height: (length(a, d) + length(b, c)) / 2 };
}

export function quadArea(quad: Quad): number {
  let sum = 0;
  for (let index = 0; index < 4; index++) {
    const [a, b] = [quad[index]!, quad[(index + 1) % 4]!];
    sum += a[0] * b[1] - b[0] * a[1];
  }
  return Math.abs(sum) / 2;
}

/** Degrees by which the corner that deviates most is off a right angle. */
export function cornerDeviation(quad: Quad): number {
  let worst = 0;
  for (let index = 0; index < 4; index++) {
    const [p, q, r] = [quad[(index + 3) % 4]!, quad[index]!, quad[(index + 1) % 4]!];
    const dot = (p[0] - q[0]) * (r[0] - q[0]) + (p[1] - q[1]) * (r[1] - q[1]);
    const angle = (Math.acos(dot / (length(p, q) * length(r, q) || 1)) * 180) / Math.PI;
    worst = Math.max(worst, Math.abs(angle - 90));
  }
  return worst;
}

/** All corners turn the same way. */
export function isConvex(quad: Quad): boolean {
  return [0, 1, 2, 3].every((index) => {
    const [p, q, r] = [quad[index]!, quad[(index + 1) % 4]!, quad[(index + 2) % 4]!];
    return (q[0] - p[0]) * (r[1] - q[1]) - (q[1] - p[1]) * (r[0] - q[0]) > 0;
  });
}

export const scaleQuad = (quad: Quad, factor: number): Quad => quad.map(([x, y]) => [x * factor, y * factor]) as Quad;

export function isInside(quad: Quad, [x, y]: Point): boolean {
  return [0, 1, 2, 3].every((index) => {
    const [p, q] = [quad[index]!, quad[(index + 1) % 4]!];
    return (q[0] - p[0]) * (y - p[1]) - (q[1] - p[1]) * (x - p[0]) >= 0;
  });
}

/**
 * Width ÷ height of the rectangle that a camera with square pixels and its axis in the picture's middle sees as `quad`
 * (Zhang and He, Whiteboard scanning and image enhancement, 2007, section 4); plain side lengths when the view is too
 * straight for that to be stable.
 */
export function flatRatio(quad: Quad, widthPx: number, heightPx: number): number {
  const { width, height } = quadSides(quad);
  const plain = width / Math.max(1, height);
  const [m1, m2, m4, m3] = quad.map(([x, y]) => [x - widthPx / 2, y - heightPx / 2, 1] as const);
  const k2 = triple(m1!, m4!, m3!) / triple(m2!, m4!, m3!);
  const k3 = triple(m1!, m4!, m2!) / triple(m3!, m4!, m2!);
  const n2 = [0, 1, 2].map((axis) => k2 * m2![axis]! - m1![axis]!);
  const n3 = [0, 1, 2].map((axis) => k3 * m3![axis]! - m1![axis]!);
  const focal2 = -(n2[0]! * n3[0]! + n2[1]! * n3[1]!) / (n2[2]! * n3[2]!);
  const side = Math.max(widthPx, heightPx);
  // Phones and document cameras lie between 0.5 and 2 times the longer side; other values come from nearly parallel sides.
  if (!Number.isFinite(focal2) || focal2 < (side * 0.5) ** 2 || focal2 > (side * 2) ** 2) return plain;
  const norm = (n: readonly number[]) => Math.hypot(n[0]!, n[1]!, n[2]! * Math.sqrt(focal2));
  return norm(n2) / norm(n3);
}

type Ray = readonly [number, number, number];
const triple = (a: Ray, b: Ray, c: Ray) =>
  (a[1] * b[2] - a[2] * b[1]) * c[0] + (a[2] * b[0] - a[0] * b[2]) * c[1] + (a[0] * b[1] - a[1] * b[0]) * c[2];
