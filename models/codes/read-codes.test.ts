/** Codes that were drawn are read back with their text and place: upright, turned, in a part of the page, none on plain text. */
import QRCode from 'qrcode';
import { expect, test } from 'vitest';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { PixelImage } from '../image/pixel-image.ts';
import { decodeImage } from '../image/decode.ts';
import { readCodes } from './read-codes.ts';

const paper = (widthPx: number, heightPx: number): PixelImage => ({
  widthPx,
  heightPx,
  channels: 1,
  data: new Uint8Array(widthPx * heightPx).fill(250),
});

function fill({ widthPx, data }: PixelImage, x: number, y: number, width: number, height: number): void {
  for (let row = y; row < y + height; row++) data.fill(15, row * widthPx + x, row * widthPx + x + width);
}

/** Draws `text` as a QR code with its top left module at (x, y). @returns its width in pixels */
function drawQr(image: PixelImage, text: string, x: number, y: number, modulePx: number): number {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) fill(image, x + column * modulePx, y + row * modulePx, modulePx, modulePx);
  return modules.size * modulePx;
}

function turned({ widthPx, heightPx, data }: PixelImage): PixelImage {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < heightPx; y++) for (let x = 0; x < widthPx; x++) out[x * heightPx + (heightPx - 1 - y)] = data[y * widthPx + x]!;
  return { widthPx: heightPx, heightPx: widthPx, channels: 1, data: out };
}

test('a QR code with Chinese text is read where it stands', async () => {
  const image = paper(700, 500);
  const size = drawQr(image, '租赁合同 第1份', 300, 120, 5);
  const codes = await readCodes(image);
  expect(codes.map(({ format, text }) => [format, text])).toEqual([['qr', '租赁合同 第1份']]);
  const [topLeft, , bottomRight] = codes[0]!.quad;
  expect(Math.hypot(topLeft[0] - 300, topLeft[1] - 120)).toBeLessThan(6);
  expect(Math.hypot(bottomRight[0] - 300 - size, bottomRight[1] - 120 - size)).toBeLessThan(6);
});

test('two codes come from top to bottom, and a turned page is read too', async () => {
  const image = paper(600, 700);
  drawQr(image, 'lower', 60, 420, 5);
  drawQr(image, 'upper', 350, 60, 5);
  expect((await readCodes(image)).map(({ text }) => text)).toEqual(['upper', 'lower']);
  expect((await readCodes(turned(image))).map(({ text }) => text).toSorted()).toEqual(['lower', 'upper']);
});

test('only the region is searched, and places stay those of the page', async () => {
  const image = paper(800, 600);
  drawQr(image, 'left', 40, 200, 5);
  drawQr(image, 'right', 520, 240, 5);
  const codes = await readCodes(image, { region: [450, 150, 350, 400] });
  expect(codes.map(({ text }) => text)).toEqual(['right']);
  expect(Math.hypot(codes[0]!.quad[0][0] - 520, codes[0]!.quad[0][1] - 240)).toBeLessThan(6);
});

test('a linear code is read and can be left out', async () => {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm'));
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
  const { symbol } = await writeBarcode('GX-2026-0042', { format: 'Code128' });
  const image = paper(700, 300);
  for (let x = 0; x < symbol.width; x++) if (symbol.data[x] === 0) fill(image, 60 + x * 3, 80, 3, 90);
  expect((await readCodes(image)).map(({ format, text }) => [format, text])).toEqual([['code-128', 'GX-2026-0042']]);
  expect(await readCodes(image, { only: ['qr'] })).toEqual([]);
});

test('a page of print has none', async () => {
  const page = await decodeImage(await readFile('tests/fixtures/documents/test-report/report-one-page-101-1.jpg'));
  expect(await readCodes(page)).toEqual([]);
});
