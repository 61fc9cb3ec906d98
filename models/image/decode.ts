/** Turns the bytes of an image file into pixels: upright by EXIF, 8 bit, sRGB or grey, on white paper. */
import sharp from 'sharp';
import { AppError } from '#shared/errors.ts';
import { checkImageSize } from '#shared/image-limit.ts';
import { decodeBmp } from './bmp.ts';
import { fileFormat, isImageFormat } from './image-format.ts';
import type { ImageFormat } from './image-format.ts';
import type { PixelImage } from './pixel-image.ts';
import { fromSharp, sizeWithin, toSharp } from './resize.ts';

/** What the file says about itself. `pages` > 1 for a multi-page TIFF, of which the first page is given. */
export type DecodedImage = PixelImage & { format: ImageFormat; dpi: number | null; pages: number };

/** No character fits into less. */
const minSidePx = 16;
/** A4 at 600 dpi. Larger pages are reduced while they are read: recognition gains nothing, memory doubles. */
const maxWorkingPixels = 36_000_000;

// A cache would keep pages of earlier cases in memory.
sharp.cache(false);

/**
 * @param bytes JPEG, PNG, TIFF, WebP or BMP
 * @throws AppError `file.empty`, `file.unsupported` (no such image, or too small to carry text), `file.too-large`,
 *   `file.unreadable` (broken or cut off)
 */
export async function decodeImage(bytes: Uint8Array): Promise<DecodedImage> {
  if (bytes.byteLength === 0) throw new AppError('file.empty');
  const format = fileFormat(bytes);
  if (!isImageFormat(format)) throw new AppError('file.unsupported', { format });
  if (format === 'bmp') {
    const image = decodeBmp(bytes, checkSize);
    return { ...(await reduced(image)), format, dpi: image.dpi, pages: 1 };
  }
  return decodeWithSharp(bytes, format);
}

async function decodeWithSharp(bytes: Uint8Array, format: ImageFormat): Promise<DecodedImage> {
  try {
    // Cut-off files must fail: half a page that passes as a whole one is worse than an error.
    const pipeline = sharp(bytes, { failOn: 'error', limitInputPixels: false });
    const meta = await pipeline.metadata();
    const { width, height } = meta.autoOrient;
    checkSize(width, height);
    pipeline.autoOrient();
    if (meta.hasAlpha) pipeline.flatten({ background: '#ffffff' });
    const scale = workingScale(width, height);
    if (scale < 1) pipeline.resize(Math.round(width * scale), Math.round(height * scale), { fit: 'fill' });
    const image = await fromSharp(pipeline, channelsOf(meta));
    return { ...image, format, dpi: plausibleDpi(meta.density, scale), pages: meta.pages ?? 1 };
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('file.unreadable', { format }, error);
  }
}

/**
 * A small copy of a JPEG in half the time of the whole: the decoder leaves the fine detail out (scaled inverse DCT, as in libjpeg).
 * @returns null where the file is no JPEG, or not in order: `decodeImage` says what is wrong with it
 */
export async function decodeSmall(bytes: Uint8Array, longSidePx: number): Promise<{ image: PixelImage; scale: number } | null> {
  if (fileFormat(bytes) !== 'jpeg') return null;
  try {
    const pipeline = sharp(bytes, { failOn: 'error', limitInputPixels: false });
    const meta = await pipeline.metadata();
    const { width, height } = meta.autoOrient;
    checkSize(width, height);
    const working = workingScale(width, height);
    const whole = { widthPx: Math.round(width * working), heightPx: Math.round(height * working) };
    const { widthPx, heightPx, scale } = sizeWithin(whole, longSidePx);
    pipeline.autoOrient().resize(widthPx, heightPx, { fit: 'fill', kernel: 'linear' });
    return { image: await fromSharp(pipeline, channelsOf(meta)), scale };
  } catch {
    return null;
  }
}

const channelsOf = ({ space }: { space?: string }) => (space === 'b-w' || space === 'grey16' ? 1 : 3);

function checkSize(widthPx: number, heightPx: number): void {
  checkImageSize(widthPx, heightPx);
  if (Math.min(widthPx, heightPx) < minSidePx) throw new AppError('file.unsupported', { reason: 'too-small', widthPx, heightPx });
}

const workingScale = (widthPx: number, heightPx: number) => Math.min(1, Math.sqrt(maxWorkingPixels / (widthPx * heightPx)));

async function reduced(image: PixelImage): Promise<PixelImage> {
  const scale = workingScale(image.widthPx, image.heightPx);
  if (scale === 1) return image;
  return fromSharp(
    toSharp(image).resize(Math.round(image.widthPx * scale), Math.round(image.heightPx * scale), { fit: 'fill' }),
    image.channels,
  );
}

/** 72 and 96 are what programs write that do not know; a scanner gives 75 at least. */
function plausibleDpi(density: number | undefined, scale: number): number | null {
  if (density === undefined || density < 75 || density === 96 || density > 2400) return null;
  return Math.round(density * scale);
}
