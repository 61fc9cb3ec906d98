/** A second reader for numbers: Tesseract with digits only, on the crop of one line. */
import type { Quad } from '#shared/page.ts';
import type { PixelImage } from '../image/pixel-image.ts';
import { toSharp } from '../image/resize.ts';
import { quadSize } from './pp-ocr/geometry.ts';
import { cropLine } from './pp-ocr/line-crop.ts';
import { openLineReader } from './tesseract.ts';
import type { LineReader } from './tesseract.ts';

export type DigitReader = {
  /** The digits in the quad, without white space; letters come out as digits or not at all. Empty when nothing was read. */
  read(image: PixelImage, quad: Quad): Promise<string>;
  /** Gives its memory back; the next reading starts it again. */
  close(): Promise<void>;
};

/** With all capitals allowed it takes 2 for Z and 5 for S; the X ends ID numbers. */
const alphabet = '0123456789X';
/** A line's box is about a third higher than its characters; from 36 to 68 pixels no difference was measured. */
const standardLineHeightPx = 56;
const marginPx = 12;

/** Starts at the first reading. */
export function createDigitReader(lineHeightPx = standardLineHeightPx): DigitReader {
  let starting: Promise<LineReader> | undefined;
  return {
    async read(image, quad) {
      const reader = await (starting ??= openLineReader(alphabet));
      return (await reader.read(await linePicture(image, quad, lineHeightPx))).replace(/\s/g, '');
    },
    async close() {
      const reader = await starting?.catch(() => undefined);
      starting = undefined;
      await reader?.close();
    },
  };
}

/** The line upright and level as a grey picture with some paper around it. */
async function linePicture(image: PixelImage, quad: Quad, lineHeightPx: number): Promise<Buffer> {
  const { width, height } = quadSize(quad);
  const widthPx = Math.max(16, Math.min(4000, Math.round((lineHeightPx * width) / Math.max(1, height))));
  const { data } = cropLine(image, quad, { width: widthPx, height: lineHeightPx });
  const plane = widthPx * lineHeightPx;
  const grey = Uint8Array.from({ length: plane }, (_, at) =>
    Math.round(((data[at]! + data[at + plane]! + data[at + 2 * plane]!) / 3 + 1) * 127.5),
  );
  return toSharp({ widthPx, heightPx: lineHeightPx, channels: 1, data: grey })
    .normalise()
    .extend({ top: marginPx, bottom: marginPx, left: marginPx, right: marginPx, background: '#ffffff' })
    .png({ compressionLevel: 1 })
    .toBuffer();
}
