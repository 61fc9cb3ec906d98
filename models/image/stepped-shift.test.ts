/** Tests of straightening without resampling. */
import { expect, test } from 'vitest';
import { levelledCanvas, levelPage, ontoLevelled } from './level-page.ts';
import type { PixelImage } from './pixel-image.ts';
import { inverse, projectPoint } from './projection.ts';
import { canStep } from './stepped-shift.ts';

/** Every pixel has its own value, as far as bytes go. */
function numbered(widthPx: number, heightPx: number, channels: 1 | 3): PixelImage {
  return { widthPx, heightPx, channels, data: Uint8Array.from({ length: widthPx * heightPx * channels }, (_, at) => (at * 31) % 254) };
}

test.each([
  [1.3, 1],
  [-0.4, 3],
] as const)('each pixel of a page levelled by %f degrees is the one it lay on (%i channels)', async (skewDegrees, channels) => {
  const page = numbered(2900, 60, channels);
  const levelling = { rotationCw: 0, skewDegrees, canvas: levelledCanvas(page, 0, skewDegrees) } as const;
  const toPage = inverse(ontoLevelled(page, levelling));
  expect(canStep(page, toPage)).toBe(true);
  const { widthPx, heightPx, data } = await levelPage(page, levelling);
  expect([widthPx, heightPx]).toEqual([levelling.canvas.widthPx, levelling.canvas.heightPx]);
  let wrong = 0;
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const [column, row] = projectPoint(toPage, [x + 0.5, y + 0.5]).map(Math.floor) as [number, number];
      const inside = column >= 0 && row >= 0 && column < page.widthPx && row < page.heightPx;
      const wanted = inside ? page.data[(row * page.widthPx + column) * channels] : 255;
      if (data[(y * widthPx + x) * channels] !== wanted) wrong++;
    }
  // Sums of fractions may fall to the other side of a whole number.
  expect(wrong).toBeLessThan(10);
});

test('coarse and steep pages are resampled', () => {
  const steps = (page: PixelImage, skewDegrees: number) =>
    canStep(page, inverse(ontoLevelled(page, { rotationCw: 0, skewDegrees, canvas: levelledCanvas(page, 0, skewDegrees) })));
  expect(steps(numbered(3000, 20, 1), 1)).toBe(true);
  expect(steps(numbered(3000, 20, 1), 2.5)).toBe(false);
  expect(steps(numbered(1600, 20, 1), 1)).toBe(false);
});
