/** Tests of the second opinion on numbers, with a played and with the real second reader. */
import { expect, test, vi } from 'vitest';
import type { Quad, TextLine } from '#shared/page.ts';
import { drawPage } from '../image/drawn-page.test-support.ts';
import type { PixelImage } from '../image/pixel-image.ts';
import { createDigitReader } from './digit-reader.ts';
import { createPpOcrEngine } from './pp-ocr/pp-ocr-engine.ts';
import { withSecondOpinion } from './second-opinion.ts';

const quad: Quad = [[0, 0], [180, 0], [180, 20], [0, 20]]; // prettier-ignore
const image: PixelImage = { widthPx: 180, heightPx: 20, channels: 1, data: new Uint8Array(3600) };
const line = (text: string, low: number[]): TextLine => ({
  text,
  quad,
  confidence: 0.9,
  characterConfidences: [...text].map((_, index) => (low.includes(index) ? 0.8 : 0.999)),
});
const play = (text: string) => ({ read: vi.fn().mockResolvedValue(text), close: vi.fn().mockResolvedValue(undefined) });

test('characters on which the readers disagree become doubtful, the others stay', async () => {
  const reader = play('45010519960519421X');
  const [changed] = await withSecondOpinion([line('450105199605194211', [17])], image, reader);
  expect(changed!.characterConfidences!.at(-1)).toBe(0.5);
  expect(changed!.characterConfidences!.slice(0, 17).every((value) => value > 0.99)).toBe(true);
  expect(changed!.confidence).toBeLessThan(0.99);
  expect(reader.close).toHaveBeenCalledOnce();
});

test('asks only about numbers, only about unsure ones, and believes no reading that resembles nothing', async () => {
  const reader = play('ZZZZ');
  const lines = [line('450105199605194211', []), line('南宁市江南区', [1]), line('12', [0]), line('电话13900001234', [5])];
  expect(await withSecondOpinion(lines, image, reader)).toEqual(lines);
  expect(reader.read).toHaveBeenCalledOnce();
  const [, part] = reader.read.mock.calls[0] as [PixelImage, Quad];
  expect(part[0][0]).toBeGreaterThan(20);
  expect(part[1][0]).toBe(180);
});

test('letters of a code are not disputed, its digits are', async () => {
  const text = '92450103MA5TE7XK2P';
  const [changed] = await withSecondOpinion([line(text, [0])], image, play('92450108114738X8218'.slice(0, 18)));
  expect(changed!.characterConfidences!.flatMap((value, index) => (value === 0.5 ? [text[index]] : []))).toContain('3');
  expect(changed!.characterConfidences![8]).toBeGreaterThan(0.9);
});

test('the real second reader reads a drawn number', async () => {
  const page = await drawPage({ lines: ['430111000202108'], widthPx: 700, heightPx: 200, fontPx: 34 });
  const engine = await createPpOcrEngine();
  const reader = createDigitReader();
  const [found] = await engine.findLines(page);
  expect(await reader.read(page, found!)).toBe('430111000202108');
  await reader.close();
  await engine.close();
}, 60_000);
