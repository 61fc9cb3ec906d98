/** Reads QR codes and barcodes on a page image; the only door to ZXing, whose program file comes from its package. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { ReaderOptions, ReadResult } from 'zxing-wasm/reader';
import type { Box, Quad } from '#shared/page.ts';
import { greyValues } from '../image/analysis-image.ts';
import type { PixelImage } from '../image/pixel-image.ts';
import { resizeImage, resizePart } from '../image/resize.ts';

/** Kinds that papers and separator sheets carry. Short linear codes without a check digit are left out: ruled tables look like them. */
const formats = {
  QRCode: 'qr',
  MicroQRCode: 'qr',
  DataMatrix: 'data-matrix',
  PDF417: 'pdf417',
  Aztec: 'aztec',
  Code128: 'code-128',
  Code39: 'code-39',
  EAN13: 'ean-13',
} as const;
type CodeFormat = (typeof formats)[keyof typeof formats];

export type PageCode = {
  format: CodeFormat;
  /** Decoded text; GB 18030 and UTF-8 are told apart by the reader. */
  text: string;
  /** Corners in pixels of the image, clockwise from the code's own top left. */
  quad: Quad;
};

export type ReadCodesOptions = {
  /** Where to look, in pixels of the image; the whole image when absent. */
  region?: Box;
  /** Only these kinds; all when absent. */
  only?: readonly CodeFormat[];
  /** Slower search for small, faint or turned codes. */
  thorough?: boolean;
};

/** A4 at 200 dpi has 3.9 million pixels; a module of a licence's QR code is 3 px wide then. Larger images are reduced first. */
const maxPixels = 4_500_000;
/** A linear code must be seen in so many rows; a row of text may look like one. */
const minLineCount = 4;

let ready: Promise<void> | undefined;

async function loadReader(): Promise<void> {
  // Unless it is given its program, the package would fetch it from the network.
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength);
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
}

/** Codes on the page from top to bottom; none when there are none or they cannot be read. */
export async function readCodes(image: PixelImage, { region, only, thorough = false }: ReadCodesOptions = {}): Promise<PageCode[]> {
  await (ready ??= loadReader());
  const box = region ? clip(region, image) : ([0, 0, image.widthPx, image.heightPx] as const);
  const [left, top, width, height] = box;
  if (width < 8 || height < 8) return [];
  const scale = Math.min(1, Math.sqrt(maxPixels / (width * height)));
  const [widthPx, heightPx] = [Math.round(width * scale), Math.round(height * scale)];
  const part = region
    ? await resizePart(image, [left, top, width, height], widthPx, heightPx)
    : await resizeImage(image, widthPx, heightPx);
  const results = await readBarcodes(asImageData(part), readerOptions(only, thorough));
  return results
    .flatMap((result) => pageCode(result, (x, y) => [left + x / scale, top + y / scale]))
    .toSorted((a, b) => a.quad[0][1] - b.quad[0][1]);
}

function readerOptions(only: readonly CodeFormat[] | undefined, thorough: boolean): ReaderOptions {
  const wanted = (Object.keys(formats) as (keyof typeof formats)[]).filter((name) => !only || only.includes(formats[name]));
  return {
    formats: wanted,
    tryHarder: thorough,
    tryRotate: true,
    tryInvert: thorough,
    tryDownscale: true,
    tryDenoise: thorough,
    minLineCount,
    maxNumberOfSymbols: 16,
  };
}

function pageCode({ isValid, format, text, position }: ReadResult, onPage: (x: number, y: number) => [number, number]): PageCode[] {
  const name = (formats as Readonly<Record<string, CodeFormat | undefined>>)[format];
  if (!isValid || !name || text === '') return [];
  const corners = [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft];
  const quad = corners.map(({ x, y }) => onPage(x, y)) as Quad;
  return [{ format: name, text, quad }];
}

/** ZXing takes pixels as a browser's canvas gives them: four channels, of which it weighs the first three. */
type CanvasPixels = { data: Uint8ClampedArray; width: number; height: number };

function asImageData(image: PixelImage): CanvasPixels {
  const grey = greyValues(image);
  const data = new Uint8ClampedArray(grey.length * 4);
  const words = new Int32Array(data.buffer);
  for (let index = 0; index < grey.length; index++) words[index] = 0xff000000 | (grey[index]! * 0x010101);
  return { data, width: image.widthPx, height: image.heightPx };
}

function clip([x, y, width, height]: Box, { widthPx, heightPx }: PixelImage): Box {
  const left = Math.min(widthPx, Math.max(0, Math.floor(x)));
  const top = Math.min(heightPx, Math.max(0, Math.floor(y)));
  return [left, top, Math.min(widthPx, Math.ceil(x + width)) - left, Math.min(heightPx, Math.ceil(y + height)) - top];
}
