/** The JPEG that is the whole of a PDF page, where nothing of the PDF changes how it looks. */
import sharp from 'sharp';
import { readJpeg, withTrueHeight } from '../jpeg.ts';
import { readFloats, withMemory, type PdfEngine, type Pointer } from './pdf-module.ts';
import type { PdfPage, Pixels } from './pdf-document.ts';
import type { PageImage } from './page-image.ts';

const POINTS_PER_INCH = 72;
/** An image whose edges are so near to those of its page, as a share of the page, is the page. */
const FULL_PAGE_TOLERANCE = 0.02;
/** Page and JPEG are compared in so small a picture, field by field; a field is some 10 mm of an A4 page. */
const COMPARED_WIDTH_PX = 400;
const FIELD_PX = 20;
/** Two decoders and two ways of shrinking differ by less than 4 of 255 in the mean of a field. */
const SAME_MEAN = 8;

/** @returns null when the page is to be drawn */
export async function embeddedScan(page: PdfPage): Promise<PageImage | null> {
  const [object, ...others] = page.objects;
  if (object === undefined || others.length > 0 || !page.isImage(object)) return null;
  // A seal that was put on a scan, the value of a field, a turned page.
  if (page.annotations > 0 || page.isTurned || !fillsPage(page, object)) return null;
  const raw = jpegOf(page.engine, object);
  if (!raw) return null;
  const jpeg = readJpeg(raw);
  // Four components are CMYK, whose inks PDF may invert outside the JPEG.
  if (!jpeg?.complete || jpeg.components === 4 || jpeg.widthPx === 0 || jpeg.heightPx === 0) return null;
  const bytes = withTrueHeight(raw);
  // The engine cannot decode a JPEG whose height had to be mended.
  if (bytes === raw && !(await looksLike(page, raw))) return null;
  const { widthPx, heightPx } = jpeg;
  const dpi = Math.round(widthPx / (page.size.widthPoints / POINTS_PER_INCH));
  return { bytes, mimeType: 'image/jpeg', widthPx, heightPx, dpi };
}

/** Upright, not mirrored, from edge to edge. */
function fillsPage({ engine, visibleBox }: PdfPage, object: Pointer): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = readFloats(engine, 6, (at) => engine._FPDFPageObj_GetMatrix(object, at)) ?? [];
  const { left, bottom, right, top } = visibleBox;
  const across = (points: number) => Math.abs(points) <= FULL_PAGE_TOLERANCE * (right - left);
  const along = (points: number) => Math.abs(points) <= FULL_PAGE_TOLERANCE * (top - bottom);
  return across(e - left) && across(e + a - right) && along(f - bottom) && along(f + d - top) && along(b) && across(c);
}

function jpegOf(engine: PdfEngine, object: Pointer): Uint8Array | null {
  if (engine._FPDFImageObj_GetImageFilterCount(object) !== 1 || filterOf(engine, object) !== 'DCTDecode') return null;
  const length = engine._FPDFImageObj_GetImageDataRaw(object, 0, 0);
  return withMemory(engine, length, (at) => {
    engine._FPDFImageObj_GetImageDataRaw(object, at, length);
    return engine.HEAPU8.slice(at, at + length);
  });
}

function filterOf(engine: PdfEngine, object: Pointer): string {
  const room = 32;
  return withMemory(engine, room, (at) => {
    const length = engine._FPDFImageObj_GetImageFilter(object, 0, at, room);
    return Buffer.from(engine.HEAPU8.subarray(at, at + Math.min(length, room) - 1)).toString('latin1');
  });
}

/** Inverted (`Decode`), masked or clipped images and ones with an EXIF turn, which PDF does not know, look different as files. */
async function looksLike(page: PdfPage, jpeg: Uint8Array): Promise<boolean> {
  const { widthPoints, heightPoints } = page.size;
  const heightPx = Math.min(8 * COMPARED_WIDTH_PX, Math.max(FIELD_PX, Math.round((COMPARED_WIDTH_PX * heightPoints) / widthPoints)));
  const shown = page.draw(COMPARED_WIDTH_PX, heightPx);
  const data = await sharp(jpeg, { limitInputPixels: false })
    .autoOrient()
    .resize(COMPARED_WIDTH_PX, heightPx, { fit: 'fill', kernel: 'linear' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer();
  return sameFields(shown, { ...shown, data });
}

function sameFields(one: Pixels, other: Pixels): boolean {
  for (let top = 0; top + FIELD_PX <= one.heightPx; top += FIELD_PX) {
    for (let left = 0; left + FIELD_PX <= one.widthPx; left += FIELD_PX) {
      for (let channel = 0; channel < 3; channel++) {
        if (Math.abs(fieldMean(one, left, top, channel) - fieldMean(other, left, top, channel)) > SAME_MEAN) return false;
      }
    }
  }
  return true;
}

function fieldMean({ data, widthPx }: Pixels, left: number, top: number, channel: number): number {
  let sum = 0;
  for (let y = top; y < top + FIELD_PX; y++) {
    for (let x = left; x < left + FIELD_PX; x++) sum += data[(y * widthPx + x) * 4 + channel]!;
  }
  return sum / FIELD_PX ** 2;
}
