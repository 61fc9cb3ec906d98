/** Plane projections between images: made from corners or from a turn, inverted, chained, applied to points and boxes. */
import type { Quad } from '#shared/page.ts';

export type Point = readonly [number, number];
/** Row-major 3×3 matrix: (x, y, 1) ↦ (x', y', w), to be divided by w. */
export type Projection = readonly [number, number, number, number, number, number, number, number, number];

/** Takes the rectangle (0, 0)–(width, height) to the quad's corners in order. */
export function rectangleToQuad(width: number, height: number, [p0, p1, p2, p3]: Quad): Projection {
  const dx1 = p1[0] - p2[0];
  const dx2 = p3[0] - p2[0];
  const dx3 = p0[0] - p1[0] + p2[0] - p3[0];
  const dy1 = p1[1] - p2[1];
  const dy2 = p3[1] - p2[1];
  const dy3 = p0[1] - p1[1] + p2[1] - p3[1];
  const determinant = dx1 * dy2 - dx2 * dy1 || 1e-9;
  const g = (dx3 * dy2 - dx2 * dy3) / determinant;
  const h = (dx1 * dy3 - dx3 * dy1) / determinant;
  const [a, d] = [p1[0] - p0[0] + g * p1[0], p1[1] - p0[1] + g * p1[1]];
  const [b, e] = [p3[0] - p0[0] + h * p3[0], p3[1] - p0[1] + h * p3[1]];
  return [a / width, b / height, p0[0], d / width, e / height, p0[1], g / width, h / height, 1];
}

/** Turns clockwise around the centre of one canvas onto the centre of another. */
export function turnAround(
  from: { widthPx: number; heightPx: number },
  to: { widthPx: number; heightPx: number },
  degrees: number,
): Projection {
  // Quarter turns must be exact.
  const exact = degrees % 90 === 0;
  const round = (value: number) => (exact ? Math.round(value) : value);
  const cos = round(Math.cos((degrees * Math.PI) / 180));
  const sin = round(Math.sin((degrees * Math.PI) / 180));
  const [cx, cy] = [from.widthPx / 2, from.heightPx / 2];
  return [cos, -sin, to.widthPx / 2 - cx * cos + cy * sin, sin, cos, to.heightPx / 2 - cx * sin - cy * cos, 0, 0, 1];
}

export const shiftBy = (dx: number, dy: number): Projection => [1, 0, dx, 0, 1, dy, 0, 0, 1];

export function inverse([a, b, c, d, e, f, g, h, i]: Projection): Projection {
  const cofactors = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  const determinant = a * cofactors[0]! + b * cofactors[3]! + c * cofactors[6]!;
  return cofactors.map((value) => value / (determinant || 1e-12)) as unknown as Projection;
}

/** First `first`, then `second`. */
export function chain(first: Projection, second: Projection): Projection {
  const product: number[] = [];
  for (let row = 0; row < 9; row += 3)
    for (let column = 0; column < 3; column++)
      product.push(second[row]! * first[column]! + second[row + 1]! * first[column + 3]! + second[row + 2]! * first[column + 6]!);
  return product as unknown as Projection;
}

export function projectPoint([a, b, c, d, e, f, g, h, i]: Projection, [x, y]: Point): [number, number] {
  const w = g * x + h * y + i;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}

/** The order of the corners stays. */
export const projectQuad = (projection: Projection, quad: Quad): Quad => quad.map((corner) => projectPoint(projection, corner)) as Quad;
