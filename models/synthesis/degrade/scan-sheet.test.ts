/** The degradation is a function of its input, and truth boxes follow the ink through skew and turn. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Rotation } from '#shared/page.ts';
import type { PixelImage } from '../../image/pixel-image.ts';
import { createRandom } from '../random.ts';
import type { BoxMm } from '../render.ts';
import { scanBox } from './glass.ts';
import { drawScanLook } from './scan-look.ts';
import { scanSheet } from './scan-sheet.ts';

const paper = { widthMm: 60, heightMm: 90 };
const printDpi = 150;
const mark: BoxMm = [12, 20, 18, 6];

function printWithMark(): PixelImage {
  const widthPx = Math.round((paper.widthMm / 25.4) * printDpi);
  const heightPx = Math.round((paper.heightMm / 25.4) * printDpi);
  const data = new Uint8Array(widthPx * heightPx * 3).fill(255);
  const [x, y, width, height] = mark.map((length) => Math.round((length / 25.4) * printDpi)) as BoxMm;
  for (let row = y; row < y + height; row += 1) data.fill(0, (row * widthPx + x) * 3, (row * widthPx + x + width) * 3);
  return { widthPx, heightPx, channels: 3, data };
}

const sheet = { paper, image: printWithMark(), printDpi, pen: null, back: null };
const digest = (image: PixelImage) => createHash('sha256').update(image.data).digest('hex');

test.each([true, false])('gives the same pixels for the same seed and others for another (photocopy: %s)', (copied) => {
  const scan = (seed: number) => scanSheet({ ...sheet, copied }, drawScanLook(createRandom(seed), { dpi: 100 }), createRandom(seed));
  expect(digest(scan(3))).toBe(digest(scan(3)));
  expect(digest(scan(3))).not.toBe(digest(scan(4)));
});

/** Bounds of pixels darker than half. */
function inkBounds({ widthPx, heightPx, data }: PixelImage): [number, number, number, number] {
  let [left, top, right, bottom] = [widthPx, heightPx, 0, 0];
  for (let y = 0; y < heightPx; y += 1)
    for (let x = 0; x < widthPx; x += 1)
      if ((data[(y * widthPx + x) * 3 + 1] as number) < 110) {
        left = Math.min(left, x);
        top = Math.min(top, y);
        right = Math.max(right, x + 1);
        bottom = Math.max(bottom, y + 1);
      }
  return [left, top, right, bottom];
}

const turns: Rotation[] = [0, 90, 180, 270];
test.each(turns.flatMap((turnCw) => [-3, 0, 2.4].map((skewDegrees) => ({ turnCw, skewDegrees }))))(
  'finds the ink in its box at turn $turnCw and skew $skewDegrees',
  ({ turnCw, skewDegrees }) => {
    const look = drawScanLook(createRandom(5), { dpi: 120, turnCw, skewDegrees, shiftMm: [1, -0.5] });
    const scan = scanSheet({ ...sheet, copied: false }, look, createRandom(5));
    const [x, y, width, height] = scanBox(mark, paper, look);
    const ink = inkBounds(scan);
    for (const [index, edge] of [x, y, x + width, y + height].entries())
      expect(Math.abs(edge - (ink[index] as number))).toBeLessThanOrEqual(2);
  },
);

test('paper is never pure white and never dark', () => {
  const look = drawScanLook(createRandom(9), { dpi: 100, skewDegrees: 0, shiftMm: [0, 0] });
  const { data } = scanSheet({ ...sheet, copied: false }, look, createRandom(9));
  const paperLevels = [...data].filter((level) => level > 128);
  const mean = paperLevels.reduce((sum, level) => sum + level, 0) / paperLevels.length;
  expect(mean).toBeGreaterThan(205);
  expect(mean).toBeLessThan(252);
});
