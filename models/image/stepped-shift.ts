/** Straightens a finely scanned page that stands almost straight: runs of pixels are copied to their rows, none is resampled. */
import type { PixelImage } from './pixel-image.ts';
import type { Projection } from './projection.ts';

/** A4 at about 240 dpi: a step of one pixel in a stroke is a tenth of a millimetre there. */
const minSidePx = 2800;
/** Steeper pages would step every few pixels. */
const maxSlope = 0.03;

/** @param toSource takes a point of the result to a point of `image`, without change of scale */
export function canStep({ widthPx, heightPx }: PixelImage, [a, , , d, , , g, h]: Projection): boolean {
  return Math.max(widthPx, heightPx) >= minSidePx && Math.abs(d) <= maxSlope && a > 0 && g === 0 && h === 0;
}

/** Rows `from` to `to` of `result`: each pixel is the one of `image` in which its centre lies; outside it is white. */
export function shiftRows(image: PixelImage, toSource: Projection, result: PixelImage, from: number, to: number): void {
  const [a, b, c, d, e, f] = toSource;
  const { widthPx } = result;
  const run: Run = { image, from: bufferOf(image), to: bufferOf(result) };
  for (let y = from; y < to; y++) {
    const rowX = a * 0.5 + b * (y + 0.5) + c;
    const rowY = d * 0.5 + e * (y + 0.5) + f;
    for (let x = 0; x < widthPx;) {
      const shift = Math.floor(rowX + a * x) - x;
      const row = Math.floor(rowY + d * x);
      const end = Math.min(widthPx, nextStep(rowX, a - 1, x, shift), nextStep(rowY, d, x, row));
      copyRun(run, x, end, shift, row, y * widthPx);
      x = end;
    }
  }
}

/** Copies short runs faster than typed arrays do. */
const bufferOf = ({ data }: PixelImage) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);

/** The first whole step after `at` at which `start + slope * step` has another whole part than `whole`. */
function nextStep(start: number, slope: number, at: number, whole: number): number {
  if (slope === 0) return Infinity;
  const limit = ((slope > 0 ? whole + 1 : whole) - start) / slope;
  return Math.max(at + 1, slope > 0 ? Math.ceil(limit) : Math.floor(limit) + 1);
}

type Run = { image: PixelImage; from: Buffer; to: Buffer };

/** `rowStart` = pixels of the result before its row. */
function copyRun({ image, from, to }: Run, x: number, end: number, shift: number, row: number, rowStart: number): void {
  const { channels } = image;
  const inside = row >= 0 && row < image.heightPx;
  const first = inside ? Math.max(x, Math.min(end, -shift)) : end;
  const last = Math.max(first, Math.min(end, image.widthPx - shift));
  if (first > x) to.fill(255, (rowStart + x) * channels, (rowStart + first) * channels);
  const source = row * image.widthPx + shift;
  if (last > first) from.copy(to, (rowStart + first) * channels, (source + first) * channels, (source + last) * channels);
  if (end > last) to.fill(255, (rowStart + last) * channels, (rowStart + end) * channels);
}
