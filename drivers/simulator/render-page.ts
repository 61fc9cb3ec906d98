/** Draws what the simulated sensor sees: one side of a sheet in the asked region, resolution and colour mode. */
import { readFile, stat } from 'node:fs/promises';
import { PDFDocument } from 'pdf-lib';
import sharp, { type Sharp } from 'sharp';
import type { ScanRequest } from '#shared/device.ts';
import { readJpeg, withJpegDensity } from '../jpeg.ts';

/** The glass and the feeder take A4, in 1/300 inch. */
export const PAGE_WIDTH = 2480;
export const PAGE_HEIGHT = 3508;
const UNITS_PER_INCH = 300;
/** A picture up to this much larger than A4 counts as A4. */
const OVERSIZE = 1.05;
const JPEG_QUALITY = 88;
/** Grey level between paper and ink in lineart. */
const INK_THRESHOLD = 170;
/** Unprinted paper under a lamp: not quite white, never quite even. One tile, because noise for a whole page takes seconds. */
const PAPER_TILE = 256;
const paper = sharp({
  create: { width: PAPER_TILE, height: PAPER_TILE, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 246, sigma: 3 } },
})
  .png()
  .toBuffer();

export type RenderSettings = Pick<ScanRequest, 'colorMode' | 'dpi'> & { region: NonNullable<ScanRequest['region']> };
export type RenderedPage = { jpeg: Buffer; widthPx: number; heightPx: number };

/** Pages drawn before, newest last: a simulated motor must not wait for the drawing of a page that it drew already. */
const drawn = new Map<string, RenderedPage>();
const MAX_DRAWN_BYTES = 64 * 1024 * 1024;
let drawnBytes = 0;

/** @param file an image file, or null for a blank side */
export async function renderPage(file: string | null, settings: RenderSettings): Promise<RenderedPage> {
  const { colorMode, dpi, region } = settings;
  const key = JSON.stringify([file, colorMode, dpi, region, file === null ? 0 : (await stat(file)).mtimeMs]);
  const known = drawn.get(key);
  if (known) return known;
  const page = (file === null ? null : await asItIs(file, settings)) ?? (await draw(file, settings));
  drawn.set(key, page);
  drawnBytes += page.jpeg.length;
  for (const [oldest, { jpeg }] of drawn) {
    if (drawnBytes <= MAX_DRAWN_BYTES) break;
    drawn.delete(oldest);
    drawnBytes -= jpeg.length;
  }
  return page;
}

/** A file that was scanned with these very settings is sent as it is: real pages keep their size in bytes, and cost nothing. */
async function asItIs(file: string, { colorMode, dpi, region }: RenderSettings): Promise<RenderedPage | null> {
  if (!/\.jpe?g$/i.test(file)) return null;
  const bytes = await readFile(file);
  const jpeg = readJpeg(bytes);
  const wanted = { widthPx: (region.width * dpi) / UNITS_PER_INCH, heightPx: (region.height * dpi) / UNITS_PER_INCH };
  if (!jpeg?.complete || jpeg.dpi !== dpi || jpeg.widthPx !== wanted.widthPx || jpeg.heightPx !== wanted.heightPx) return null;
  if (jpeg.components !== (colorMode === 'color' ? 3 : 1) || colorMode === 'lineart' || region.x !== 0 || region.y !== 0) return null;
  return { jpeg: bytes, widthPx: jpeg.widthPx, heightPx: jpeg.heightPx };
}

async function draw(file: string | null, settings: RenderSettings): Promise<RenderedPage> {
  const scale = settings.dpi / UNITS_PER_INCH;
  const px = (units: number): number => Math.max(1, Math.round(units * scale));
  const widthPx = px(settings.region.width);
  const heightPx = px(settings.region.height);
  const left = Math.round(settings.region.x * scale);
  const top = Math.round(settings.region.y * scale);
  const size = file === null ? null : await paperSize(file);
  const visible = size && { width: Math.min(px(size.width) - left, widthPx), height: Math.min(px(size.height) - top, heightPx) };
  const picture =
    file === null || !size || !visible || visible.width < 1 || visible.height < 1
      ? await blank(widthPx, heightPx)
      : sharp(file)
          .autoOrient()
          .flatten({ background: '#ffffff' })
          .resize(px(size.width), px(size.height), { fit: 'fill' })
          .extract({ left, top, ...visible })
          .extend({ right: widthPx - visible.width, bottom: heightPx - visible.height, background: '#ffffff' });
  const jpeg = await inColorMode(picture, settings.colorMode).jpeg({ quality: JPEG_QUALITY }).toBuffer();
  return { jpeg: withJpegDensity(jpeg, settings.dpi), widthPx, heightPx };
}

/** Natural size when the file tells one that fits the glass, else as large as the glass allows; in 1/300 inch. */
async function paperSize(file: string): Promise<{ width: number; height: number }> {
  const { autoOrient, density = 72 } = await sharp(file).metadata();
  const natural = { width: (autoOrient.width / density) * UNITS_PER_INCH, height: (autoOrient.height / density) * UNITS_PER_INCH };
  if (natural.width <= PAGE_WIDTH * OVERSIZE && natural.height <= PAGE_HEIGHT * OVERSIZE) return natural;
  const fit = Math.min(PAGE_WIDTH / natural.width, PAGE_HEIGHT / natural.height);
  return { width: natural.width * fit, height: natural.height * fit };
}

async function blank(width: number, height: number): Promise<Sharp> {
  const sheet = sharp({ create: { width, height, channels: 3, background: '#ffffff' } });
  const input = await sharp(await paper)
    .resize(Math.min(PAPER_TILE, width), Math.min(PAPER_TILE, height), { fit: 'fill' })
    .toBuffer();
  const tiled = await sheet
    .composite([{ input, tile: true }])
    .raw()
    .toBuffer();
  return sharp(tiled, { raw: { width, height, channels: 3 } });
}

/** Clients check the component count of the JPEG against what they asked for, so a grey page has one. */
function inColorMode(picture: Sharp, colorMode: ScanRequest['colorMode']): Sharp {
  if (colorMode === 'color') return picture.toColourspace('srgb');
  const grey = picture.greyscale().toColourspace('b-w');
  return colorMode === 'gray' ? grey : grey.threshold(INK_THRESHOLD);
}

/** One PDF page per picture, as large as the paper it came from. */
export async function bindPdf(pages: readonly RenderedPage[], dpi: number): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (const { jpeg, widthPx, heightPx } of pages) {
    const size = { width: (widthPx / dpi) * 72, height: (heightPx / dpi) * 72 };
    // A copy: pdf-lib reads from the start of the underlying memory, which small Buffers share with others.
    const image = await document.embedJpg(new Uint8Array(jpeg));
    document.addPage([size.width, size.height]).drawImage(image, { x: 0, y: 0, ...size });
  }
  return Buffer.from(await document.save());
}
