/** Tests of turning images and points, and of the pictures made of a page. */
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Quad } from '#shared/page.ts';
import { cropImage } from './crop.ts';
import { drawPage } from './drawn-page.test-support.ts';
import type { PixelImage } from './pixel-image.ts';
import { renderPage } from './renditions.ts';
import { turnBetween, turnFreely, turnQuadWith, turnQuarters } from './turn.ts';

const dot = '<rect x="700" y="200" width="40" height="20" fill="#00f"/>';
const dotQuad: Quad = [
  [700, 200],
  [740, 200],
  [740, 220],
  [700, 220],
];
const pixel = ({ widthPx, data }: PixelImage, x: number, y: number) => [...data.subarray((y * widthPx + x) * 3, (y * widthPx + x) * 3 + 3)];

test.each([
  [90, 'quarters'],
  [180, 'quarters'],
  [270, 'quarters'],
  [7.3, 'freely'],
  [-12, 'freely'],
] as const)('a point turned by %f degrees lies on the same ink', async (degrees, how) => {
  const page = await drawPage({ lines: [], over: dot });
  const turned = how === 'quarters' ? await turnQuarters(page, degrees as 90) : await turnFreely(page, degrees);
  const quad = turnQuadWith(turnBetween(page, turned, degrees), dotQuad);
  const centre = quad.reduce(([sx, sy], [x, y]) => [sx + x / 4, sy + y / 4] as [number, number], [0, 0] as [number, number]);
  const [red, , blue] = pixel(turned, Math.round(centre[0]), Math.round(centre[1]));
  expect(blue! - red!).toBeGreaterThan(200);
  // The first corner is the one that was top left: just inside it there is ink, just outside paper.
  const towards = (share: number) =>
    [0, 1].map((axis) => Math.round(quad[0]![axis]! + (centre[axis]! - quad[0]![axis]!) * share)) as [number, number];
  expect(pixel(turned, ...towards(0.3))[0]).toBeLessThan(60);
  expect(pixel(turned, ...towards(-0.3))[0]).toBeGreaterThan(200);
});

test('nothing is lost by a small turn and the new corners are white', async () => {
  const page = await drawPage({ paper: '#808080', lines: [] });
  const turned = await turnFreely(page, 5);
  expect(turned.widthPx).toBeGreaterThan(page.widthPx);
  expect(pixel(turned, 1, 1)).toEqual([255, 255, 255]);
  const grey = turned.data.filter((value) => Math.abs(value - 128) < 3).length / 3;
  expect(grey / (page.widthPx * page.heightPx)).toBeGreaterThan(0.99);
});

test('crops what lies on the image', async () => {
  const page = await drawPage({ lines: [], over: dot });
  expect(cropImage(page, [700, 200, 40, 20])).toMatchObject({ widthPx: 40, heightPx: 20 });
  expect(pixel(cropImage(page, [700, 200, 40, 20]), 0, 0)).toEqual([0, 0, 255]);
  expect(cropImage(page, [990, 1390, 500, 500])).toMatchObject({ widthPx: 10, heightPx: 10 });
  expect(cropImage(page, [2000, 0, 10, 10])).toMatchObject({ widthPx: 0 });
});

test('renders the prepared page at its own size and a thumbnail', async () => {
  const { prepared, thumbnail } = await renderPage(await drawPage());
  expect(await sharp(prepared).metadata()).toMatchObject({ format: 'jpeg', width: 1000, height: 1400 });
  const small = await sharp(thumbnail).metadata();
  expect(small).toMatchObject({ format: 'jpeg', height: 320 });
  expect(thumbnail.byteLength).toBeLessThan(prepared.byteLength / 4);
});
