/** Tests of hull, smallest rectangle and quads. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { convexHull, minAreaRectangle, quadSize, rectangleQuad, turnQuad } from './geometry.ts';
import type { Point } from './geometry.ts';

test('the hull leaves out inner and collinear points', () => {
  const hull = convexHull([
    [0, 0],
    [2, 0],
    [4, 0],
    [4, 4],
    [0, 4],
    [2, 2],
  ]);
  expect(hull).toHaveLength(4);
});

test('finds the rectangle that points were taken from, at any angle', () => {
  const angle = fc.double({ min: -0.7, max: 0.7, noNaN: true });
  const side = fc.integer({ min: 20, max: 400 });
  fc.assert(
    fc.property(angle, side, fc.integer({ min: 5, max: 19 }), (turn, width, height) => {
      const corners = rectangleQuad({ cx: 300, cy: 200, width, height, angle: turn });
      const inner: Point[] = corners.map(([x, y]) => [300 + (x - 300) * 0.5, 200 + (y - 200) * 0.5]);
      const found = minAreaRectangle([...corners, ...inner]);
      expect(found.width).toBeCloseTo(width, 3);
      expect(found.height).toBeCloseTo(height, 3);
      expect(found.angle).toBeCloseTo(turn, 4);
      expect([found.cx, found.cy].map(Math.round)).toEqual([300, 200]);
    }),
  );
});

test('no rectangle is smaller than the hull needs', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }));
  fc.assert(
    fc.property(fc.array(point, { minLength: 3, maxLength: 30 }), (points) => {
      const { cx, cy, width, height, angle } = minAreaRectangle(points);
      for (const [x, y] of points) {
        const u = (x - cx) * Math.cos(angle) + (y - cy) * Math.sin(angle);
        const v = (y - cy) * Math.cos(angle) - (x - cx) * Math.sin(angle);
        expect(Math.abs(u)).toBeLessThanOrEqual(width / 2 + 1e-6);
        expect(Math.abs(v)).toBeLessThanOrEqual(height / 2 + 1e-6);
      }
    }),
  );
});

test('a quad read downwards starts at its top right corner', () => {
  const quad = rectangleQuad({ cx: 10, cy: 50, width: 20, height: 100, angle: 0 });
  const turned = turnQuad(quad, 1);
  expect(turned[0]).toEqual([20, 0]);
  expect(quadSize(turned)).toEqual({ width: 100, height: 20 });
  expect(turnQuad(turnQuad(quad, 2), 2)).toEqual(quad);
});
