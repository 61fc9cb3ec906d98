/** Tests of turning images and points, and of the pictures made of a page. */
import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Quad } from '#shared/page.ts';
import { cropImage, pasteImage } from './crop.ts';
import { drawPage } from './drawn-page.test-support.ts';
import { levelBox, levelledCanvas, levelPage, levelQuad } from './level-page.ts';
import type { Levelling } from './level-page.ts';
import type { PixelImage } from './pixel-image.ts';
import { chain, inverse, projectPoint, rectangleToQuad, shiftBy } from './projection.ts';
import { renderPage } from './renditions.ts';
import { fromSharp, toSharp } from './resize.ts';

const dot = '<rect x="700" y="200" width="40" height="20" fill="#00f"/>';
const dotQuad: Quad = [
  [700, 200],
  [740, 200],
  [740, 220],
  [700, 220],
];
const pixel = ({ widthPx, data }: PixelImage, x: number, y: number) => [...data.subarray((y * widthPx + x) * 3, (y * widthPx + x) * 3 + 3)];

/** Centre of a quad. */
const centreOf = (quad: Quad) => [0, 1].map((axis) => quad.reduce((sum, corner) => sum + corner[axis]! / 4, 0)) as [number, number];
const levellingOf = (page: PixelImage, rotationCw: 0 | 90 | 180 | 270, skewDegrees: number): Levelling => ({
  rotationCw,
  skewDegrees,
  canvas: levelledCanvas(page, rotationCw, skewDegrees),
});

test.each([
  [90, 0],
  [180, 0],
  [270, 0],
  [0, -7.3],
  [0, 12],
  [90, 3],
  [270, -20],
] as const)('a point turned by %i and straightened by %f degrees lies on the same ink, also when cropped', async (rotation, skew) => {
  const page = await drawPage({ lines: [], over: dot });
  const levelling = levellingOf(page, rotation, skew);
  const crop: [number, number, number, number] = [30, 50, levelling.canvas.widthPx - 80, levelling.canvas.heightPx - 90];
  for (const applied of [levelling, { ...levelling, crop }]) {
    const levelled = await levelPage(page, applied);
    const centre = centreOf(levelQuad(dotQuad, page, applied));
    const [red, , blue] = pixel(levelled, Math.round(centre[0]), Math.round(centre[1]));
    expect(blue! - red!).toBeGreaterThan(200);
    const box = levelBox([700, 200, 40, 20], page, applied);
    expect(Math.hypot(box[0] + box[2] / 2 - centre[0], box[1] + box[3] / 2 - centre[1])).toBeLessThan(1.5);
  }
});

test('nothing is lost by straightening and the new corners are white', async () => {
  const page = await drawPage({ paper: '#808080', lines: [] });
  const levelled = await levelPage(page, levellingOf(page, 0, -5));
  expect(levelled.widthPx).toBeGreaterThan(page.widthPx);
  expect(pixel(levelled, 1, 1)).toEqual([255, 255, 255]);
  const grey = levelled.data.filter((value) => Math.abs(value - 128) < 3).length / 3;
  expect(grey / (page.widthPx * page.heightPx)).toBeGreaterThan(0.99);
});

test('grey pages are straightened like colour pages', async () => {
  const colour = await drawPage({ ink: '#000' });
  const grey = await fromSharp(toSharp(colour), 1);
  const levelling = levellingOf(colour, 0, 2.5);
  const [one, other] = [await levelPage(colour, levelling), await levelPage(grey, levelling)];
  let worst = 0;
  for (let at = 0; at < other.data.length; at += 101) worst = Math.max(worst, Math.abs(other.data[at]! - one.data[at * 3 + 1]!));
  expect(worst).toBeLessThanOrEqual(6);
});

test('projections undo each other and chain in order', () => {
  const coordinate = fc.integer({ min: 0, max: 900 });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 8, maxLength: 8 }), coordinate, coordinate, (jitter, x, y) => {
      const corners = [0, 0, 1000, 0, 1000, 700, 0, 700].map((value, index) => value + jitter[index]!);
      const quad = [0, 2, 4, 6].map((index) => [corners[index], corners[index + 1]]) as Quad;
      const onto = rectangleToQuad(1000, 700, quad);
      const moved = chain(onto, shiftBy(5, -9));
      const back = projectPoint(inverse(moved), projectPoint(moved, [x, y]));
      expect(Math.hypot(back[0] - x, back[1] - y)).toBeLessThan(1e-4);
      const corner = projectPoint(moved, [1000, 700]);
      expect(Math.hypot(corner[0] - quad[2][0] - 5, corner[1] - quad[2][1] + 9)).toBeLessThan(1e-6);
    }),
  );
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

test('what is cut out and put back leaves the image as it was, also across its edge', async () => {
  const page = await drawPage({ lines: [], over: dot });
  const before = page.data.slice();
  const box: [number, number, number, number] = [690.4, 190.7, 900, 40];
  const part = cropImage(page, box);
  for (let row = 190; row < 231; row++) page.data.fill(9, (row * page.widthPx + 690) * 3, (row + 1) * page.widthPx * 3);
  expect(page.data).not.toEqual(before);
  pasteImage(page, part, box);
  expect(Buffer.compare(page.data, before)).toBe(0);
});
