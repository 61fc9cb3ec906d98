/** Tests of DB post-processing on drawn probability maps. */
import { expect, test } from 'vitest';
import { findTextRegions, unclip } from './text-regions.ts';
import type { ProbabilityMap } from './text-regions.ts';
import type { TurnedRectangle } from './geometry.ts';

/** A map that is `value` inside the rectangles and 0 elsewhere. */
function drawMap(width: number, height: number, rectangles: readonly TurnedRectangle[], value = 0.9): ProbabilityMap {
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (const { cx, cy, width: w, height: h, angle } of rectangles) {
        const dx = x + 0.5 - cx;
        const dy = y + 0.5 - cy;
        const u = dx * Math.cos(angle) + dy * Math.sin(angle);
        const v = dy * Math.cos(angle) - dx * Math.sin(angle);
        if (Math.abs(u) <= w / 2 && Math.abs(v) <= h / 2) data[y * width + x] = value;
      }
  return { width, height, data };
}

const line: TurnedRectangle = { cx: 150, cy: 60, width: 200, height: 12, angle: 0 };

test.each([-12, -3, 0, 5, 15])('finds a line tilted by %i degrees and grows it back', (degrees) => {
  const drawn = { ...line, angle: (degrees * Math.PI) / 180 };
  const [region, ...rest] = findTextRegions(drawMap(300, 120, [drawn]));
  expect(rest).toHaveLength(0);
  const grown = unclip(drawn, 1.5);
  expect(region!.score).toBeGreaterThan(0.8);
  expect((region!.rectangle.angle * 180) / Math.PI).toBeCloseTo(degrees, 0);
  expect(Math.abs(region!.rectangle.width - grown.width)).toBeLessThan(5);
  expect(Math.abs(region!.rectangle.height - grown.height)).toBeLessThan(4);
  expect(Math.abs(region!.rectangle.cx - 150)).toBeLessThan(1.5);
});

test('keeps lines apart that do not touch, and joins what touches diagonally', () => {
  const apart = drawMap(300, 120, [line, { ...line, cy: 90 }]);
  expect(findTextRegions(apart)).toHaveLength(2);
  const stairs = drawMap(100, 100, [
    { cx: 25, cy: 25, width: 30, height: 10, angle: 0 },
    { cx: 55, cy: 35, width: 30, height: 10, angle: 0 },
  ]);
  expect(findTextRegions(stairs, { boxThreshold: 0.1 })).toHaveLength(1);
});

test('joins branches that meet only further down', () => {
  const data = new Float32Array(40 * 40);
  for (let y = 5; y < 35; y++) for (const x of [5, 6, 7, 30, 31, 32]) data[y * 40 + x] = 1;
  for (let x = 5; x < 33; x++) for (const y of [32, 33, 34]) data[y * 40 + x] = 1;
  expect(findTextRegions({ width: 40, height: 40, data }, { boxThreshold: 0 })).toHaveLength(1);
});

test('two lines that grew together at their ends come apart', () => {
  const step = drawMap(400, 120, [
    { cx: 110, cy: 60, width: 160, height: 26, angle: 0 },
    { cx: 270, cy: 42, width: 200, height: 10, angle: 0 },
  ]);
  const found = findTextRegions(step).sort((a, b) => a.rectangle.cx - b.rectangle.cx);
  expect(found).toHaveLength(2);
  expect(Math.abs(found[1]!.rectangle.cy - 42)).toBeLessThan(2);
  expect(Math.abs(found[1]!.rectangle.cx - 280)).toBeLessThan(12);
  expect(found[1]!.rectangle.height).toBeLessThan(30);
  // A component that is no step stays dropped.
  expect(findTextRegions(drawMap(400, 120, [{ cx: 200, cy: 60, width: 300, height: 12, angle: 0 }], 0.4))).toHaveLength(0);
});

test('drops specks and boxes of low probability', () => {
  expect(findTextRegions(drawMap(100, 50, [{ cx: 20, cy: 20, width: 2, height: 2, angle: 0 }]))).toHaveLength(0);
  expect(findTextRegions(drawMap(300, 120, [line], 0.45))).toHaveLength(0);
  expect(findTextRegions(drawMap(300, 120, [], 1))).toHaveLength(0);
});

test('unclip grows by area × ratio / perimeter on each side', () => {
  const grown = unclip({ cx: 0, cy: 0, width: 100, height: 20, angle: 0.1 }, 1.5);
  const distance = (100 * 20 * 1.5) / 240;
  expect(grown).toEqual({ cx: 0, cy: 0, width: 100 + 2 * distance, height: 20 + 2 * distance, angle: 0.1 });
});
