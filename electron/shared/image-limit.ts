/** How large an image may be: one rule for what is stored and what is decoded, so that nothing is taken in that cannot be read. */
import { AppError } from './errors.ts';

/** Phones take photos of 200 million pixels, and A4 at 1200 dpi has 139; what claims more is a mistake or a decompression bomb. */
export const maxImagePixels = 210_000_000;
/** The JPEG renditions cannot be longer. */
const maxSidePx = 65_000;

/** @throws AppError `file.too-large` */
export function checkImageSize(widthPx: number, heightPx: number): void {
  if (widthPx * heightPx > maxImagePixels || Math.max(widthPx, heightPx) > maxSidePx)
    throw new AppError('file.too-large', { widthPx, heightPx, maxPixels: maxImagePixels, maxSidePx });
}
