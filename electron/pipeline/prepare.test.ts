/** Tests of the prepare step with the real text finder on drawn scans. */
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawPage, sealSvg } from '../../models/image/drawn-page.test-support.ts';
import type { DrawnPage } from '../../models/image/drawn-page.test-support.ts';
import { toSharp } from '../../models/image/resize.ts';
import type { OcrEngine, TextFinder } from '../../models/ocr/engine.ts';
import { createPpOcrEngine } from '../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import { prepare } from './prepare.ts';
import { readPage } from './recognize.ts';

let engine: OcrEngine & TextFinder;
beforeAll(async () => void (engine = await createPpOcrEngine()));
afterAll(() => engine.close());

const scan = async (page: DrawnPage, turn = 0, density = 200) =>
  toSharp(await drawPage(page))
    .rotate(turn)
    .withMetadata({ density })
    .jpeg({ quality: 90 })
    .toBuffer();
const options = () => ({ dpi: null, finder: engine });

test.each([
  [0, 0],
  [0, 2.4],
  [90, -1.5],
  [180, 3],
  [270, 0.8],
])(
  'levels a page turned by %i and tilted clockwise by %f degrees, and reads it',
  async (turn, clockwiseDegrees) => {
    const page = await prepare(await scan({ clockwiseDegrees, over: sealSvg(700, 1100, 110) }, turn), options());
    const { preparation } = page;
    expect(preparation.rotationCw).toBe((360 - turn) % 360);
    expect(Math.abs(preparation.skewDegrees - clockwiseDegrees)).toBeLessThan(0.2);
    expect(preparation).toMatchObject({
      widthPx: page.image.widthPx,
      heightPx: page.image.heightPx,
      dpi: 200,
      blank: false,
      qualityProblems: [],
    });
    const [seal, ...rest] = preparation.seals;
    expect(rest).toHaveLength(0);
    const centre = { x: seal!.box[0] + seal!.box[2] / 2, y: seal!.box[1] + seal!.box[3] / 2 };
    const middle = { x: preparation.widthPx / 2, y: preparation.heightPx / 2 };
    expect(Math.hypot(centre.x - middle.x - 200, centre.y - middle.y - 400)).toBeLessThan(15);
    const lines = await readPage(page, engine);
    expect(lines[0]!.text.replace(/\s/g, '')).toContain('Leasecontract2026');
    // The boxes lie on the prepared page: level and in its margins.
    for (const { quad } of lines.slice(0, 10)) expect(Math.abs(quad[1][1] - quad[0][1])).toBeLessThan(12);
  },
  120_000,
);

test('flags an empty sheet without reading it', async () => {
  const page = await prepare(await scan({ lines: [] }), options());
  expect(page.preparation).toMatchObject({ blank: true, rotationCw: 0, skewDegrees: 0, seals: [] });
  expect(await readPage(page, { ...engine, read: () => Promise.reject(new Error('must not be asked')) })).toEqual([]);
}, 60_000);

test('an earlier result is applied again, exactly', async () => {
  const framed = await sharp(await scan({ clockwiseDegrees: 1.2 }, 180))
    .extend({ top: 80, left: 40, right: 60, bottom: 50, background: '#050505' })
    .jpeg()
    .toBuffer();
  const first = await prepare(framed, options());
  const second = await prepare(framed, { ...options(), done: first.preparation });
  expect(second.preparation).toBe(first.preparation);
  expect(second.image).toMatchObject({ widthPx: first.image.widthPx, heightPx: first.image.heightPx });
  expect(Buffer.compare(second.image.data, first.image.data)).toBe(0);
}, 60_000);

test('the device knows the resolution better than the file', async () => {
  expect((await prepare(await scan({ lines: [] }), { ...options(), dpi: 300 })).preparation.dpi).toBe(300);
}, 60_000);
