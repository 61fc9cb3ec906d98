/** Draws training pictures: one print, many captures of it, each with its label. */
import sharp from 'sharp';
import type { DocumentTypeId } from '#shared/document-types/index.ts';
import type { Rotation, Side } from '#shared/page.ts';
import type { PixelImage } from '../image/pixel-image.ts';
import { capture } from './degrade/capture.ts';
import { drawCaptureLook } from './degrade/capture-look.ts';
import type { CaptureLook, QualityFlag } from './degrade/capture-look.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import type { QuickPrint, SheetPrinter } from './sheet-printer.ts';
import type { Split } from './splits.ts';
import type { Layout } from './templates/layout.ts';
import { drawLayoutValues } from './templates/layout.ts';
import type { Sheet } from './templates/template.ts';

/** A print with what is known about it; smaller versions are kept for captures from afar. */
export type ThumbnailPrint = {
  layout: Layout;
  page: number;
  sheet: Sheet;
  print: QuickPrint;
  families: string[];
  levels: Map<number, PixelImage>;
};

export type ThumbnailLabel = {
  documentType: DocumentTypeId;
  side: Side | null;
  /** Clockwise turn that makes the picture upright; null where nothing tells top from bottom. */
  rotationCw: Rotation | null;
  template: string;
  split: Split;
  /** Families in use. */
  font: string[];
  page: number;
  continuation: boolean;
  sealPresent: boolean;
  signaturePresent: boolean;
  capture: CaptureLook['kind'];
  grey: boolean;
  quality: QualityFlag[];
};

/** Papers drawn for training are looked at on this day. */
const today = '2026-11-20';

/** @param split of the typefaces; @param seed the same for all pages of one document */
export async function printForThumbnails(
  printer: SheetPrinter,
  layout: Layout,
  seed: number | string,
  page: number,
  split: Split,
): Promise<ThumbnailPrint> {
  const random = createRandom(`${layout.id}/${seed}`);
  const values = drawLayoutValues(random.fork('values'), split, today);
  const sheet = layout.sheet(values, page, random.fork(`sheet ${page}`));
  return { layout, page, sheet, print: await printer.print(sheet, layout.paper), families: values.style.families, levels: new Map() };
}

/** @param sidePx longer side of the picture; @param adjust changes how the page is captured before it is */
export async function drawThumbnail(
  from: ThumbnailPrint,
  sidePx: number,
  random: Random,
  adjust: (look: CaptureLook) => CaptureLook = (look) => look,
): Promise<{ jpeg: Buffer; label: Omit<ThumbnailLabel, 'split'>; look: CaptureLook }> {
  const scene = from.layout.documentType === 'not-a-document';
  const look = adjust(drawCaptureLook(random.fork('look'), { paper: from.layout.paper, copied: from.sheet.copied, scene }, sidePx));
  const picture = capture(await sourceFor(from, look), look, random.fork('capture'));
  const { documentType, side, continuation, sealPresent, signaturePresent, copied } = from.sheet;
  const label = {
    documentType,
    side,
    rotationCw: documentType === 'blank' || documentType === 'not-a-document' ? null : (((360 - look.turnCw) % 360) as Rotation),
    template: from.layout.id,
    font: from.families,
    page: from.page,
    continuation,
    sealPresent,
    signaturePresent,
    capture: look.kind,
    grey: copied || look.copy !== null,
    quality: look.quality,
  };
  return { jpeg: await develop(picture, look), label, look };
}

/** The print at 1–1.5 times the resolution at which it will be seen, so that sampling neither blurs nor flickers. */
async function sourceFor({ print, levels }: ThumbnailPrint, { corners }: CaptureLook): Promise<PixelImage> {
  const [[x0, y0], [x1, y1], , [x3, y3]] = corners;
  const seen = Math.max(Math.hypot(x1 - x0, y1 - y0), Math.hypot(x3 - x0, y3 - y0));
  const full = Math.max(print.image.widthPx, print.image.heightPx);
  const wanted = Math.min(full, Math.ceil((seen * 1.15) / 100) * 100);
  if (wanted === full) return print.image;
  const known = levels.get(wanted);
  if (known) return known;
  const { widthPx: width, heightPx: height, data } = print.image;
  const { data: small, info } = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: Math.round((width * wanted) / full), height: Math.round((height * wanted) / full), fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const level: PixelImage = { widthPx: info.width, heightPx: info.height, channels: 3, data: small };
  levels.set(wanted, level);
  return level;
}

/** Optics after the light: blur, lost detail, turn, JPEG. */
async function develop(picture: PixelImage, look: CaptureLook): Promise<Buffer> {
  let image = sharp(picture.data, { raw: { width: picture.widthPx, height: picture.heightPx, channels: 3 } });
  if (look.blurPx >= 0.3) image = image.blur(look.blurPx);
  if (look.motion) image = image.convolve(motionKernel(look.motion.dx, look.motion.dy));
  if (look.detail < 1) {
    const small = await image
      .resize({ width: Math.round(picture.widthPx * look.detail), height: Math.round(picture.heightPx * look.detail), fit: 'fill' })
      .jpeg({ quality: look.jpegQuality })
      .toBuffer();
    image = sharp(small).resize({ width: picture.widthPx, height: picture.heightPx, fit: 'fill' });
  }
  if (look.turnCw === 0) return image.jpeg({ quality: look.jpegQuality }).toBuffer();
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .rotate(look.turnCw)
    .jpeg({ quality: look.jpegQuality })
    .toBuffer();
}

/** A line of equal weights in the direction of the movement. */
function motionKernel(dx: number, dy: number): { width: number; height: number; kernel: number[] } {
  const size = 7;
  const kernel = new Array<number>(size * size).fill(0);
  const longest = Math.max(Math.abs(dx), Math.abs(dy), 3.01);
  for (let step = -3; step <= 3; step += 0.5) {
    const x = Math.round(3 + (dx / longest) * step * Math.min(1, longest / 6));
    const y = Math.round(3 + (dy / longest) * step * Math.min(1, longest / 6));
    kernel[y * size + x] = 1;
  }
  return { width: size, height: size, kernel };
}
