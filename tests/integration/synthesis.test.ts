/** Drawn pages tell the truth about themselves: every box lies on the page and holds the ink of its value. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawPage } from '../../models/synthesis/draw-page.ts';
import { browserMissing, findChromium } from '../../models/synthesis/browser.ts';
import { openRenderer } from '../../models/synthesis/render.ts';
import type { Renderer } from '../../models/synthesis/render.ts';
import { storyTemplates } from '../../models/synthesis/templates/index.ts';
import { noteSkipped } from '../skipped.ts';

const chromium = findChromium();
if (!chromium) noteSkipped(import.meta.filename, browserMissing);

describe.skipIf(!chromium)('drawPage', () => {
  let renderer: Renderer;
  beforeAll(async () => {
    renderer = await openRenderer();
  }, 240_000);
  afterAll(() => renderer.close());

  const pages = storyTemplates.flatMap((template) =>
    Array.from({ length: template.pages }, (_, index) => ({ id: template.id, page: index + 1 })),
  );
  test.each(pages)(
    '$id page $page: boxes lie on the page and hold ink',
    async ({ id, page }) => {
      const { jpeg, truth } = await drawPage(id, 11, { renderer, page, look: { dpi: 120, turnCw: 180 } });
      const { data, info } = await sharp(jpeg).greyscale().raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([truth.widthPx, truth.heightPx]);
      expect((await sharp(jpeg).metadata()).density).toBe(120);
      for (const { lineBoxes, key } of truth.fields) {
        for (const [x, y, width, height] of lineBoxes) {
          expect(x >= 0 && y >= 0 && x + width <= truth.widthPx && y + height <= truth.heightPx, key).toBe(true);
          let darkest = 255;
          for (let row = y; row < y + height; row += 1)
            for (let column = x; column < x + width; column += 1) darkest = Math.min(darkest, data[row * info.width + column] as number);
          expect(darkest, key).toBeLessThan(140);
        }
      }
    },
    240_000,
  );

  test('the same seed gives the same bytes', async () => {
    const draw = async (seed: number) => (await drawPage('power-of-attorney', seed, { renderer, look: { dpi: 75 } })).jpeg;
    expect((await draw(1)).equals(await draw(1))).toBe(true);
    expect((await draw(1)).equals(await draw(2))).toBe(false);
  }, 240_000);
});
