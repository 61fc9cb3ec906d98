/** Tests of what the detection model is shown. */
import { expect, test } from 'vitest';
import type { InkMap } from '../engine.ts';
import { planDetection, planDefaults } from './detection-plan.ts';

const page = { widthPx: 2480, heightPx: 3508 };

/** Rows of square marks on a page reduced to a quarter. */
function ink(blocks: readonly { left: number; top: number; columns: number; rows: number; side: number }[]): InkMap {
  const [widthPx, heightPx] = [620, 877];
  const mask = new Uint8Array(widthPx * heightPx);
  for (const { left, top, columns, rows, side } of blocks)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        for (let y = 0; y < side; y++) {
          const at = (top + row * side * 2 + y) * widthPx + left + column * side * 2;
          mask.fill(1, at, at + side);
        }
  return { mask, widthPx, heightPx, scale: 4 };
}
const card = { left: 100, top: 100, columns: 10, rows: 5, side: 7 };
const pixels = (plan: ReturnType<typeof planDetection>) => plan.windows.reduce((sum, [, , w, h]) => sum + w * h, 0) * plan.scale ** 2;

test('small text is shown larger than large text, and only where it stands', () => {
  const small = planDetection(page, ink([card]));
  const large = planDetection(page, ink([{ left: 60, top: 60, columns: 15, rows: 20, side: 16 }]));
  expect(small.scale).toBeGreaterThan(large.scale * 1.5);
  expect(small.windows).toHaveLength(1);
  const [x, y, width, height] = small.windows[0]!;
  expect([x < 400, y < 400, x + width > 4 * (100 + 19 * 7), y + height > 4 * (100 + 9 * 7)]).toEqual([true, true, true, true]);
  expect(pixels(small)).toBeLessThan(200_000);
});

test('what lies far apart is looked at apart; a speck of dust is not looked at', () => {
  const plan = planDetection(page, ink([card, { ...card, left: 400, top: 650 }, { left: 20, top: 850, columns: 1, rows: 1, side: 2 }]));
  expect(plan.windows).toHaveLength(2);
});

test('a full page of fine print is cut into overlapping windows that bound the memory', () => {
  const plan = planDetection(page, ink([{ left: 30, top: 30, columns: 55, rows: 80, side: 5 }]));
  expect(plan.windows.length).toBeGreaterThan(1);
  for (const [, , width, height] of plan.windows) expect(width * height * plan.scale ** 2).toBeLessThan(planDefaults.windowPixels * 1.2);
  const [first, second] = plan.windows;
  expect(first![1] + first![3]).toBeGreaterThan(second![1]);
});

test('without ink to measure the whole page is shown at the standard size', () => {
  for (const none of [null, ink([])]) {
    const { windows, scale } = planDetection(page, none);
    expect([windows, scale * 3508]).toEqual([[[0, 0, 2480, 3508]], 960]);
  }
});
