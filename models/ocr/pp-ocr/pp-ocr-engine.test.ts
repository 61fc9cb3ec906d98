/** Tests of the engine with its real models on drawn pages. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rotation } from '#shared/page.ts';
import { drawPage } from '../../image/drawn-page.test-support.ts';
import { turnQuarters } from '../../image/turn.ts';
import type { OcrEngine, TextFinder } from '../engine.ts';
import { createPpOcrEngine } from './pp-ocr-engine.ts';

let engine: OcrEngine & TextFinder;
beforeAll(async () => void (engine = await createPpOcrEngine()));
afterAll(() => engine.close());

const lines = ['License No 92450103MA5TE', 'Date 2026-03-18', 'Total 4600.00 CNY', 'Phone 0771-4006846', 'Room 305 Building 12'];
const page = () => drawPage({ lines, widthPx: 700, heightPx: 500, fontPx: 30 });
const plain = (text: string) => text.replace(/\s/g, '');

test('reads drawn lines in order, with a probability for each character and a quad around them', async () => {
  const read = await engine.read(await page());
  expect(read.map(({ text }) => plain(text))).toEqual(lines.map(plain));
  for (const { text, confidence, characterConfidences, quad } of read) {
    expect(confidence).toBeGreaterThan(0.8);
    expect(characterConfidences).toHaveLength([...text].length);
    expect(Math.abs(quad[0][0] - 130)).toBeLessThan(20);
    expect(quad[3][1] - quad[0][1]).toBeGreaterThan(20);
  }
}, 60_000);

test('reads only the regions asked for', async () => {
  const read = await engine.read(await page(), { regions: [[120, 190, 400, 44]] });
  expect(read.map(({ text }) => plain(text))).toEqual([plain(lines[1]!)]);
}, 60_000);

test.each<Rotation>([0, 90, 180, 270])(
  'knows how to turn a page that lies turned by %i degrees',
  async (turned) => {
    const image = await turnQuarters(await page(), turned);
    const { rotationCw, confidence } = await engine.findReadingTurn(image, await engine.findLines(image));
    expect(rotationCw).toBe((360 - turned) % 360);
    expect(confidence).toBeGreaterThan(0.5);
  },
  60_000,
);

test('finds no turn without text and stops when cancelled', async () => {
  const empty = await drawPage({ lines: [] });
  expect(await engine.read(empty)).toEqual([]);
  expect(await engine.findReadingTurn(empty, [])).toEqual({ rotationCw: 0, confidence: 0 });
  await expect(engine.read(await page(), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
}, 60_000);
