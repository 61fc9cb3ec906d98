/** Cuts an upright box out of an image, and puts it back. */
import type { Box } from '#shared/page.ts';
import type { PixelImage } from './pixel-image.ts';

/** The part of `box` that lies on the image, as a copy; its size may be 0. */
export function cropImage({ widthPx, heightPx, channels, data }: PixelImage, [x, y, width, height]: Box): PixelImage {
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  const right = Math.max(left, Math.min(widthPx, Math.ceil(x + width)));
  const bottom = Math.max(top, Math.min(heightPx, Math.ceil(y + height)));
  const rowBytes = (right - left) * channels;
  const cropped = new Uint8Array(rowBytes * (bottom - top));
  for (let row = top; row < bottom; row++) {
    const from = (row * widthPx + left) * channels;
    cropped.set(data.subarray(from, from + rowBytes), (row - top) * rowBytes);
  }
  return { widthPx: right - left, heightPx: bottom - top, channels, data: cropped };
}

/** Puts a part that `cropImage` cut out with the same box back to its place in `image`. */
export function pasteImage(image: PixelImage, part: PixelImage, [x, y]: Box): void {
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  const rowBytes = part.widthPx * part.channels;
  for (let row = 0; row < part.heightPx; row++)
    image.data.set(part.data.subarray(row * rowBytes, (row + 1) * rowBytes), ((top + row) * image.widthPx + left) * image.channels);
}
