/** The small picture of a page: fixed size, wide pages turned upright, nothing stretched. */
import { expect, test } from 'vitest';
import { pagePicture, pictureHeightPx, pictureWidthPx } from './page-picture.ts';

/** White, its left third black. */
function page(widthPx: number, heightPx: number) {
  const data = new Uint8Array(widthPx * heightPx).fill(255);
  for (let y = 0; y < heightPx; y++) data.fill(0, y * widthPx, y * widthPx + Math.floor(widthPx / 3));
  return { widthPx, heightPx, channels: 1 as const, data };
}

const at = (data: Uint8Array, x: number, y: number) => data[(y * pictureWidthPx + x) * 3];

test('a tall page stands in the middle, grey around it', async () => {
  const { data, turned, longToShort } = await pagePicture(page(200, 400));
  expect(data).toHaveLength(pictureWidthPx * pictureHeightPx * 3);
  expect([turned, longToShort]).toEqual([false, 2]);
  expect([at(data, 10, 160), at(data, 50, 160), at(data, 190, 160), at(data, 230, 160)]).toEqual([128, 0, 255, 128]);
});

test('a wide page is turned clockwise: its left side comes to lie on top', async () => {
  const { data, turned } = await pagePicture(page(640, 480));
  expect(turned).toBe(true);
  expect([at(data, 120, 20), at(data, 120, 300)]).toEqual([0, 255]);
});
