/** Any file that holds scanned pages → one image per page. Used for the spool, for uploaded files and by the command line. */
import sharp, { type Metadata } from 'sharp';
import { AppError, isAppError } from '#shared/errors.ts';
import { checkImageSize, maxImagePixels } from '#shared/image-limit.ts';
import { readJpeg, withTrueHeight } from '../jpeg.ts';
import { decodeBitmap } from './bitmap.ts';
import { isWhole } from '../end-marker.ts';
import { detectFormat, MAX_FILE_BYTES, refusalOf, type FileFormat } from '../file-format.ts';
import { tiffPages } from '../tiff.ts';
import { splitOfd } from './ofd/ofd-pages.ts';
import { splitPdf } from './pdf-pages.ts';
import type { PageImage } from './page-image.ts';

/** Cameras and editors write 72 when they know nothing; no scanner goes below 75. */
const LEAST_TRUE_DPI = 75;

/**
 * Images with one page, and PDF pages that are one embedded JPEG, come out byte for byte as they went in (a JPEG with an unknown height
 * in its header but for that height);
 * other pages of PDF and OFD files become JPEG at 300 dpi; pages of a multi-page TIFF, and bitmaps, become PNG.
 * Pages before a damaged one are yielded before the error is thrown.
 * @throws AppError `file.empty`, `file.unsupported`, `file.heic`, `file.unreadable`, `file.too-large`, `file.encrypted`, `file.not-drawn`
 */
export async function* splitPages(bytes: Uint8Array): AsyncGenerator<PageImage> {
  if (bytes.byteLength === 0) throw new AppError('file.empty');
  if (bytes.byteLength > MAX_FILE_BYTES) throw new AppError('file.too-large', { maxBytes: MAX_FILE_BYTES });
  const format = detectFormat(bytes);
  if (format === null) throw new AppError(refusalOf(bytes));
  if (!isWhole(bytes, format)) throw new AppError('file.unreadable', { reason: 'cut-short' });
  try {
    if (format === 'pdf') yield* splitPdf(bytes);
    else if (format === 'ofd') yield* splitOfd(bytes);
    else if (format === 'bmp') yield await bitmapPage(bytes);
    else yield* imagePages(format === 'jpeg' ? withTrueHeight(bytes) : bytes, format);
  } catch (error) {
    throw isAppError(error) ? error : new AppError('file.unreadable', {}, error);
  }
}

async function* imagePages(bytes: Uint8Array, format: Exclude<FileFormat, 'pdf' | 'ofd' | 'bmp'>): AsyncGenerator<PageImage> {
  const first = await sharp(bytes, { limitInputPixels: false }).metadata();
  const images = first.pages ?? 1;
  if (images === 1) {
    yield { bytes, mimeType: `image/${format}`, ...sizeOf(first), dpi: dpiOf(first, bytes) };
    return;
  }
  const pages = format === 'tiff' ? tiffPages(bytes) : Array.from({ length: images }, (_, page) => page);
  for (const page of pages) yield await extractPage(bytes, page);
}

async function extractPage(bytes: Uint8Array, page: number): Promise<PageImage> {
  try {
    const metadata = await sharp(bytes, { page, limitInputPixels: false }).metadata();
    const size = sizeOf({ ...metadata, height: metadata.pageHeight ?? metadata.height });
    const png = await sharp(bytes, { page, limitInputPixels: maxImagePixels }).png({ compressionLevel: 3 }).toBuffer();
    return { bytes: png, mimeType: 'image/png', ...size, dpi: dpiOf(metadata, null) };
  } catch (error) {
    throw isAppError(error) ? error : new AppError('file.unreadable', { page: page + 1 }, error);
  }
}

async function bitmapPage(bytes: Uint8Array): Promise<PageImage> {
  const { widthPx, heightPx, dpi, rgb } = decodeBitmap(bytes);
  const png = await sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png({ compressionLevel: 3 })
    .toBuffer();
  return { bytes: png, mimeType: 'image/png', widthPx, heightPx, dpi: believable(dpi) };
}

function sizeOf({ width, height }: Pick<Metadata, 'width' | 'height'>): { widthPx: number; heightPx: number } {
  if (!(width > 0) || !(height > 0)) throw new AppError('file.unreadable', { reason: 'no-size' });
  checkImageSize(width, height);
  return { widthPx: width, heightPx: height };
}

function dpiOf(metadata: Metadata, jpegBytes: Uint8Array | null): number | null {
  return believable((jpegBytes && readJpeg(jpegBytes)?.dpi) ?? metadata.density ?? null);
}

function believable(dpi: number | null): number | null {
  return dpi !== null && dpi >= LEAST_TRUE_DPI ? Math.round(dpi) : null;
}
