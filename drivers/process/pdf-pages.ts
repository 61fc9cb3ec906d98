/** PDF → one image per page: an embedded scan is taken as it is, everything else is drawn as a viewer draws it. */
import sharp from 'sharp';
import { AppError, isAppError } from '#shared/errors.ts';
import { pdfEnd } from '../end-marker.ts';
import { withJpegDensity } from '../jpeg.ts';
import { PasswordNeeded, PdfDocument, type PdfPage } from './pdf-document.ts';
import { dropAbortedEngine, openPdfEngine } from './pdf-engine.ts';
import { isNotAllDrawn } from './pdf-losses.ts';
import { isAbort, type PdfEngine } from './pdf-module.ts';
import { embeddedScan } from './pdf-scan.ts';
import type { PageImage } from './page-image.ts';

const RENDER_DPI = 300;
const POINTS_PER_INCH = 72;
/** A1 at 300 dpi; larger sheets are rendered coarser instead of being refused. */
const MAX_RENDER_PIXELS = 70_000_000;
/** No citizen hands in more; a PDF that says so is broken or hostile. */
const MAX_PDF_PAGES = 1000;
const RENDER_QUALITY = 92;

/** @throws AppError `file.encrypted`, `file.unreadable`, `file.too-large`, `file.not-drawn` */
export async function* splitPdf(bytes: Uint8Array): AsyncGenerator<PageImage> {
  const document = openDocument(await openPdfEngine(), withoutTail(bytes));
  let usable = true;
  try {
    const { pageCount } = document;
    if (pageCount === 0) throw new AppError('file.empty');
    if (pageCount > MAX_PDF_PAGES) throw new AppError('file.too-large', { pages: pageCount, maxPages: MAX_PDF_PAGES });
    for (let index = 0; index < pageCount; index++) yield await pageImage(document, index);
  } catch (error) {
    usable = !dropAbortedEngine(error);
    throw error;
  } finally {
    if (usable) document.close();
  }
}

/** The table of contents is looked for near the end; behind much padding it is only guessed. */
function withoutTail(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, pdfEnd(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) ?? bytes.byteLength);
}

function openDocument(engine: PdfEngine, bytes: Uint8Array): PdfDocument {
  try {
    return new PdfDocument(engine, bytes);
  } catch (error) {
    dropAbortedEngine(error);
    throw new AppError(error instanceof PasswordNeeded ? 'file.encrypted' : 'file.unreadable', {}, error);
  }
}

async function pageImage(document: PdfDocument, index: number): Promise<PageImage> {
  try {
    return await imageOf(document.openPage(index));
  } catch (error) {
    const code = isAppError(error) ? error.code : 'file.unreadable';
    throw new AppError(code, { page: index + 1 }, error);
  }
}

async function imageOf(page: PdfPage): Promise<PageImage> {
  let usable = true;
  try {
    return (await embeddedScan(page)) ?? (await rendered(page));
  } catch (error) {
    usable = !isAbort(error);
    throw error;
  } finally {
    if (usable) page.close();
  }
}

async function rendered(page: PdfPage): Promise<PageImage> {
  const { widthPoints, heightPoints } = page.size;
  const scale = Math.min(RENDER_DPI / POINTS_PER_INCH, Math.sqrt(MAX_RENDER_PIXELS / (widthPoints * heightPoints)));
  const dpi = Math.max(1, Math.round(scale * POINTS_PER_INCH));
  const picture = page.draw(Math.max(1, Math.floor(widthPoints * scale)), Math.max(1, Math.floor(heightPoints * scale)));
  if (isNotAllDrawn(page, picture)) throw new AppError('file.not-drawn');
  const { data, widthPx, heightPx } = picture;
  const jpeg = await sharp(data, { raw: { width: widthPx, height: heightPx, channels: 4 } })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: RENDER_QUALITY, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return { bytes: withJpegDensity(jpeg, dpi), mimeType: 'image/jpeg', widthPx, heightPx, dpi };
}
