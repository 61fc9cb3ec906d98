/** Tests of the prepare step with the real text finder on drawn scans. */
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawPage, sealSvg } from '../../models/image/drawn-page.test-support.ts';
import type { DrawnPage } from '../../models/image/drawn-page.test-support.ts';
import { inverse, rectangleToQuad } from '../../models/image/projection.ts';
import { toSharp } from '../../models/image/resize.ts';
import { warpImage } from '../../models/image/warp.ts';
import type { Quad } from '#shared/page.ts';
import type { OcrEngine, TextFinder } from '../../models/ocr/engine.ts';
import { createPpOcrEngine } from '../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import { prepare } from './prepare.ts';
import { readPage } from './read.ts';

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

test('what looks like a dark frame stays where text stands on it', async () => {
  const dark = { top: 0, left: 0, right: 0, bottom: 420, background: '#141414' };
  const number = (text: string) =>
    Buffer.from(
      `<svg width="1000" height="420"><text x="120" y="240" font-size="30" font-family="DejaVu Sans" fill="#aaa">${text}</text></svg>`,
    );
  const draw = async (text: string) => {
    const extended = await sharp(await scan({ lines: ['Lease contract 2026'] }))
      .extend(dark)
      .toBuffer();
    return sharp(extended)
      .composite([{ input: number(text), top: 1400, left: 0 }])
      .jpeg()
      .toBuffer();
  };
  const card = await prepare(await draw('136'), options());
  expect(card.preparation.crop).toBeUndefined();
  expect((await readPage(card, engine)).map(({ text }) => text.replace(/\s/g, '')).join()).toContain('136');
  const framed = await prepare(await draw(''), options());
  expect(framed.preparation.crop?.[3]).toBeCloseTo(1400, -1);
}, 60_000);

test('a page photographed at an angle comes out flat, and so again from its stored preparation', async () => {
  const page = await drawPage({});
  const corners: Quad = [
    [170, 140],
    [1010, 190],
    [1090, 1420],
    [110, 1380],
  ];
  const dark = { ...page, data: page.data.map((value) => 255 - value) };
  const seen = warpImage(dark, inverse(rectangleToQuad(1000, 1400, corners)), 1200, 1600);
  const photo = await toSharp({ ...seen, data: seen.data.map((value) => 255 - value) })
    .linear(0.85, 30)
    .jpeg({ quality: 90 })
    .toBuffer();
  const first = await prepare(photo, options());
  const { outline, rotationCw } = first.preparation;
  expect(rotationCw).toBe(0);
  for (const [index, corner] of corners.entries())
    expect(Math.hypot(outline!.quad[index]![0] - corner[0], outline!.quad[index]![1] - corner[1])).toBeLessThan(8);
  // Lines that fell apart towards the bottom are level and as far left as each other.
  const starts = first.quads!.map(([corner]) => corner[0]).sort((a, b) => a - b);
  expect(starts[Math.floor(starts.length * 0.9)]! - starts[0]!).toBeLessThan(first.image.widthPx * 0.02);
  const second = await prepare(photo, { ...options(), done: first.preparation });
  expect(Buffer.compare(second.image.data, first.image.data)).toBe(0);
}, 60_000);

test('cards on a sheet are told with their own reading direction', async () => {
  const lines = [60, 100, 140, 215].map((top) => `<text x="24" y="${top}" font-size="19">Name Zhang San 1990 No 12</text>`).join('');
  const card = (transform: string) =>
    `<g transform="${transform}" font-family="DejaVu Sans, Liberation Sans, sans-serif"><rect width="404" height="255" rx="15" fill="#f2f2f2" stroke="#999" stroke-width="1.5"/>${lines}</g>`;
  const over = card('translate(280 230)') + card('translate(700 1100) rotate(180)');
  const more = `<g font-family="DejaVu Sans" font-size="24">${[60, 100].map((y) => `<text x="100" y="${y}">Copy of both sides, the same as the original</text>`).join('')}</g>`;
  const { preparation } = await prepare(await scan({ widthPx: 992, heightPx: 1403, lines: [], over: over + more }), options());
  expect(preparation.cards).toHaveLength(2);
  const firsts = preparation.cards!.map(({ quad }) => quad[0]).sort((a, b) => a[1] - b[1]);
  expect(Math.hypot(firsts[0]![0] - 280, firsts[0]![1] - 230)).toBeLessThan(12);
  expect(Math.hypot(firsts[1]![0] - 700, firsts[1]![1] - 1100)).toBeLessThan(12);
}, 60_000);

test('the device knows the resolution better than the file', async () => {
  expect((await prepare(await scan({ lines: [] }), { ...options(), dpi: 300 })).preparation.dpi).toBe(300);
}, 60_000);
