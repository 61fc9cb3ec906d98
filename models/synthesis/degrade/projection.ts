/** Plane projections: from pixels of a picture to places of a sheet that lies in it at an angle. */

export type Corner = readonly [number, number];
/** Top left, top right, bottom right, bottom left of the sheet, in pixels of the picture. */
export type SheetCorners = readonly [Corner, Corner, Corner, Corner];
/** Row-major 3×3. */
export type Projection = readonly number[];

/** @returns the projection of the unit square (u right, v down) onto the corners */
export function ontoCorners([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]: SheetCorners): Projection {
  const dx1 = x1 - x2;
  const dx2 = x3 - x2;
  const dy1 = y1 - y2;
  const dy2 = y3 - y2;
  const sx = x0 - x1 + x2 - x3;
  const sy = y0 - y1 + y2 - y3;
  const denominator = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / denominator;
  const h = (dx1 * sy - sx * dy1) / denominator;
  return [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h, 1];
}

/** @returns the inverse, up to a factor, which projections do not notice */
export function inverse([a, b, c, d, e, f, g, h, i]: Projection): Projection {
  const m = [a, b, c, d, e, f, g, h, i] as [number, number, number, number, number, number, number, number, number];
  return [
    m[4] * m[8] - m[5] * m[7],
    m[2] * m[7] - m[1] * m[8],
    m[1] * m[5] - m[2] * m[4],
    m[5] * m[6] - m[3] * m[8],
    m[0] * m[8] - m[2] * m[6],
    m[2] * m[3] - m[0] * m[5],
    m[3] * m[7] - m[4] * m[6],
    m[1] * m[6] - m[0] * m[7],
    m[0] * m[4] - m[1] * m[3],
  ];
}

export function project(projection: Projection, x: number, y: number): [number, number] {
  const [a, b, c, d, e, f, g, h, i] = projection as [number, number, number, number, number, number, number, number, number];
  const w = g * x + h * y + i;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}
