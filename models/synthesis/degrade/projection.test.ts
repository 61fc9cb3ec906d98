/** Corners go where they belong, and the inverse brings every point back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inverse, ontoCorners, project } from './projection.ts';
import type { SheetCorners } from './projection.ts';

const near = fc.double({ min: -20, max: 20, noNaN: true });
const corners = fc.tuple(near, near, near, near, near, near, near, near).map(([a, b, c, d, e, f, g, h]): SheetCorners => [
  [a, b],
  [300 + c, d],
  [300 + e, 400 + f],
  [g, 400 + h],
]);

test('the unit square lands on its corners', () => {
  fc.assert(
    fc.property(corners, (quad) => {
      const projection = ontoCorners(quad);
      (
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ] as const
      ).forEach(([u, v], index) => {
        const [x, y] = project(projection, u, v);
        expect(x).toBeCloseTo((quad[index] as readonly number[])[0] as number, 6);
        expect(y).toBeCloseTo((quad[index] as readonly number[])[1] as number, 6);
      });
    }),
  );
});

test('the inverse brings points back', () => {
  fc.assert(
    fc.property(corners, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (quad, u, v) => {
      const projection = ontoCorners(quad);
      const [backU, backV] = project(inverse(projection), ...project(projection, u, v));
      expect(backU).toBeCloseTo(u, 6);
      expect(backV).toBeCloseTo(v, 6);
    }),
  );
});
