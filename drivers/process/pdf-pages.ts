/** PDF → one image per page: an embedded scan is taken as it is, everything else is rendered. */
import type { PDFiumDocument, PDFiumLibrary, PDFiumPage } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { AppError } from '#shared/errors.ts';
import { readJpeg, withJpegDensity, withTrueHeight } from '../jpeg.ts';
import { dropAbortedEngine, openPdfEngine } from './pdf-engine.ts';
import type { PageImage } from './page-image.ts';

const RENDER_DPI = 300;
const POINTS_PER_INCH = 72;
/** A1 at 300 dpi; larger sheets are rendered coarser instead of being refused. */
const MAX_RENDER_PIXELS = 70_000_000;
/** No citizen hands in more; a PDF that says so is broken or hostile. */
const MAX_PDF_PAGES = 1000;
/** An image that fills its page to this share in both directions is the page. */
const FULL_PAGE_TOLERANCE = 0.02;
const RENDER_QUALITY = 92;

/** @throws AppError `file.encrypted`, `file.unreadable`, `file.too-large` */
export async function* splitPdf(bytes: Uint8Array): AsyncGenerator<PageImage> {
  const document = await openDocument(await openPdfEngine(), bytes);
  let usable = true;
  try {
    const count = document.getPageCount();
    if (count === 0) throw new AppError('file.empty');
    if (count > MAX_PDF_PAGES) throw new AppError('file.too-large', { pages: count, maxPages: MAX_PDF_PAGES });
    for (let index = 0; index < count; index++) yield await pageImage(document, index);
  } catch (error) {
    usable = !dropAbortedEngine(error);
    throw error;
  } finally {
    if (usable) document.destroy();
  }
}

async function openDocument(pdfium: PDFiumLibrary, bytes: Uint8Array): Promise<PDFiumDocument> {
  try {
    return await pdfium.loadDocument(bytes);
  } catch (error) {
    dropAbortedEngine(error);
    const needsPassword = error instanceof Error && /password/i.test(error.message);
    throw new AppError(needsPassword ? 'file.encrypted' : 'file.unreadable', {}, error);
  }
}

async function pageImage(document: PDFiumDocument, index: number): Promise<PageImage> {
  try {
    const page = document.getPage(index);
    return (await embeddedScan(page)) ?? (await rendered(page));
  } catch (error) {
    throw new AppError('file.unreadable', { page: index + 1 }, error);
  }
}

/** The page's only object when that is a complete JPEG with the page's proportions (so not turned by the page). */
async function embeddedScan(page: PDFiumPage): Promise<PageImage | null> {
  if (page.getObjectCount() !== 1) return null;
  const object = page.getObject(0);
  if (object.type !== 'image') return null;
  const image = await object.getImageDataRaw();
  if (image.filters.length !== 1 || image.filters[0] !== 'DCTDecode') return null;
  const jpeg = readJpeg(image.data);
  // Four components are CMYK, whose inks PDF may invert outside the JPEG.
  if (!jpeg?.complete || jpeg.components === 4 || jpeg.widthPx === 0 || jpeg.heightPx === 0) return null;
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const stretch = jpeg.widthPx / jpeg.heightPx / (originalWidth / originalHeight);
  if (Math.abs(stretch - 1) > FULL_PAGE_TOLERANCE) return null;
  const dpi = Math.round(jpeg.widthPx / (originalWidth / POINTS_PER_INCH));
  // A copy, because the buffer belongs to the document that is about to be closed.
  return { bytes: withTrueHeight(Buffer.from(image.data)), mimeType: 'image/jpeg', widthPx: jpeg.widthPx, heightPx: jpeg.heightPx, dpi };
}

async function rendered(page: PDFiumPage): Promise<PageImage> {
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const fullScale = RENDER_DPI / POINTS_PER_INCH;
  const scale = Math.min(fullScale, Math.sqrt(MAX_RENDER_PIXELS / (originalWidth * originalHeight)));
  const dpi = Math.max(1, Math.round(scale * POINTS_PER_INCH));
  const image = await page.render({
    scale,
    render: ({ data, width, height }) =>
      sharp(data, { raw: { width, height, channels: 4 } })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: RENDER_QUALITY, chromaSubsampling: '4:4:4' })
        .toBuffer(),
  });
  return { bytes: withJpegDensity(image.data, dpi), mimeType: 'image/jpeg', widthPx: image.width, heightPx: image.height, dpi };
}
