/** Boxes land where the page shows them, whatever the zoom. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Box } from '#shared/page.ts';
import { cropBox, fitPage, padBox, placeBox, showBox, zoomAt } from './scale-box.ts';

const page = { width: 1654, height: 2339 };
const view = { width: 900, height: 860 };
const boxes = fc
  .record({
    x: fc.integer({ min: 0, max: 1600 }),
    y: fc.integer({ min: 0, max: 2300 }),
    w: fc.integer({ min: 1, max: 1654 }),
    h: fc.integer({ min: 1, max: 2339 }),
  })
  .map(({ x, y, w, h }): Box => [x, y, Math.min(w, page.width - x), Math.min(h, page.height - y)]);

test('a fitted page lies wholly inside the view and is centred', () => {
  const fitted = fitPage(page, view);
  const whole = placeBox([0, 0, page.width, page.height], fitted);
  expect(whole.top).toBeCloseTo(12);
  expect(whole.left).toBeCloseTo((view.width - whole.width) / 2);
  expect(whole.left + whole.width).toBeLessThanOrEqual(view.width);
});

test('zooming keeps the point under the pointer', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      fc.integer({ min: 0, max: 900 }),
      fc.integer({ min: 0, max: 860 }),
      (factor, x, y) => {
        const before = fitPage(page, view);
        const after = zoomAt(before, factor, { x, y });
        expect((x - after.x) / after.scale).toBeCloseTo((x - before.x) / before.scale, 4);
        expect((y - after.y) / after.scale).toBeCloseTo((y - before.y) / before.scale, 4);
      },
    ),
  );
});

test('the box that is shown is visible', () => {
  fc.assert(
    fc.property(boxes, (box) => {
      const placed = placeBox(box, showBox(box, page, view));
      const centre = { x: placed.left + placed.width / 2, y: placed.top + placed.height / 2 };
      expect(centre.x).toBeGreaterThanOrEqual(-0.5);
      expect(centre.x).toBeLessThanOrEqual(view.width + 0.5);
      expect(centre.y).toBeGreaterThanOrEqual(-0.5);
      expect(centre.y).toBeLessThanOrEqual(view.height + 0.5);
    }),
  );
});

test('a crop fits its window and never reaches outside the page', () => {
  fc.assert(
    fc.property(boxes, (box) => {
      const crop = cropBox(box, page, { width: 420, height: 56 });
      expect(crop.width).toBeLessThanOrEqual(420.001);
      expect(crop.height).toBeLessThanOrEqual(56.001);
      expect(crop.left).toBeLessThanOrEqual(0);
      expect(crop.width - crop.left).toBeLessThanOrEqual(crop.backgroundWidth + 0.01);
      expect(crop.height - crop.top).toBeLessThanOrEqual(crop.backgroundHeight + 0.01);
    }),
  );
});

test('padding stays on the page', () => {
  expect(padBox([0, 0, 100, 20], page)).toEqual([0, 0, 107, 27]);
});
