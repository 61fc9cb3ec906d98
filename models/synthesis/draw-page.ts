/** Draws one labelled page: template + seed → JPEG as a scanner delivers it, and the truth about it. */
import sharp from 'sharp';
import type { DocumentTypeId } from '#shared/document-types/index.ts';
import type { Box, Rotation, Side } from '#shared/page.ts';
import type { PixelImage } from '../image/pixel-image.ts';
import { scanBox } from './degrade/glass.ts';
import { drawScanLook } from './degrade/scan-look.ts';
import type { ScanLook } from './degrade/scan-look.ts';
import { scanSheet } from './degrade/scan-sheet.ts';
import { createRandom } from './random.ts';
import { drawStory } from './record/story.ts';
import type { LineKind } from './printed-lines.ts';
import { openRenderer, printDpi } from './render.ts';
import type { BoxMm, PrintedSheet, Renderer } from './render.ts';
import { findTemplate } from './templates/index.ts';
import type { Sheet, Template } from './templates/template.ts';

export type DrawOptions<Values> = {
  /** A browser to use again; without one, one is started and stopped for this page. */
  renderer?: Renderer;
  /** What is printed; drawn from the seed when left out. */
  values?: Values;
  /** From 1. */
  page?: number;
  /** What must not be left to chance. */
  look?: Partial<ScanLook>;
  /** Print of the other side of the same sheet, at `printDpi`, for what shines through. */
  back?: PixelImage;
  /** The day on which drawn papers are valid, `YYYY-MM-DD`. */
  today?: string;
};

type FieldTruth = {
  key: string;
  value: string;
  raw: string;
  /** Around all lines of the value, in pixels of the file. */
  box: Box;
  /** One box per printed line. */
  lineBoxes: Box[];
};

/** Text that stands together in one row, white space left out; seals, ornaments and boxes to tick are no text. */
export type LineTruth = { text: string; kind: LineKind; box: Box };

export type PageTruth = {
  template: string;
  seed: number;
  page: number;
  documentType: DocumentTypeId;
  side: Side | null;
  continuation: boolean;
  /** Clockwise turn that makes the file upright. */
  rotationCw: Rotation;
  /** Clockwise skew of the content, degrees. */
  skewDegrees: number;
  widthPx: number;
  heightPx: number;
  dpi: number;
  sealPresent: boolean;
  signaturePresent: boolean;
  fields: FieldTruth[];
  /** All text of the page, in the order of the template. */
  lines: LineTruth[];
};

export type DrawnPage = { jpeg: Buffer; truth: PageTruth; print: PrintedSheet };

/** Papers drawn without a date are valid on this day. */
const defaultToday = '2026-11-20';

/** @param template the template or its id; the same arguments give the same bytes as long as Chromium and fonts stay */
export async function drawPage<Values>(
  template: Template<Values> | string,
  seed: number,
  options: DrawOptions<Values> = {},
): Promise<DrawnPage> {
  const chosen = typeof template === 'string' ? (findTemplate(template) as Template<Values>) : template;
  const random = createRandom(`${chosen.id}/${seed}`);
  const values = options.values ?? chosen.fromStory(drawStory(random.fork('story'), options.today ?? defaultToday), random.fork('values'));
  const page = options.page ?? 1;
  const sheet = chosen.sheet(values, page, random.fork(`sheet ${page}`));
  const look = drawScanLook(random.fork(`look ${page}`), options.look);
  const print = await printSheet(sheet, chosen, options.renderer);
  const scan = scanSheet(
    { paper: chosen.paper, image: print.image, printDpi, copied: sheet.copied, pen: print.pen, back: options.back ?? null },
    look,
    random.fork(`scan ${page}`),
  );
  const truth = describe(sheet, print, look, scan);
  return { jpeg: await encode(scan, look), truth: { template: chosen.id, seed, page, ...truth }, print };
}

async function printSheet(sheet: Sheet, template: Pick<Template<never>, 'paper'>, renderer: Renderer | undefined): Promise<PrintedSheet> {
  if (renderer) return renderer.print(sheet, template.paper);
  const own = await openRenderer();
  try {
    return await own.print(sheet, template.paper);
  } finally {
    await own.close();
  }
}

function describe(sheet: Sheet, print: PrintedSheet, look: ScanLook, scan: PixelImage): Omit<PageTruth, 'template' | 'seed' | 'page'> {
  const fields = sheet.fields.map((field) => {
    const lines = print.boxes.get(field.key);
    if (!lines?.length) throw new Error(`field ${field.key} is marked but not printed`);
    return { ...field, box: scanBox(union(lines), print.paper, look), lineBoxes: lines.map((line) => scanBox(line, print.paper, look)) };
  });
  return {
    documentType: sheet.documentType,
    side: sheet.side,
    continuation: sheet.continuation,
    rotationCw: ((360 - look.turnCw) % 360) as Rotation,
    skewDegrees: look.skewDegrees,
    widthPx: scan.widthPx,
    heightPx: scan.heightPx,
    dpi: look.dpi,
    sealPresent: sheet.sealPresent,
    signaturePresent: sheet.signaturePresent,
    fields,
    lines: print.lines.map((line) => ({ ...line, box: scanBox(line.box, print.paper, look) })),
  };
}

function union(boxes: readonly BoxMm[]): BoxMm {
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const right = Math.max(...boxes.map(([x, , width]) => x + width));
  const bottom = Math.max(...boxes.map(([, y, , height]) => y + height));
  return [left, top, right - left, bottom - top];
}

async function encode(scan: PixelImage, look: ScanLook): Promise<Buffer> {
  return sharp(scan.data, { raw: { width: scan.widthPx, height: scan.heightPx, channels: scan.channels } })
    .jpeg({ quality: look.jpegQuality, chromaSubsampling: '4:2:0' })
    .withDensity(look.dpi)
    .toBuffer();
}
