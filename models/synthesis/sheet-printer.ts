/** Prints sheets quickly at the resolution of thumbnails: one browser page for all, no scan resolution, no pen layer. */
import sharp from 'sharp';
import type { PixelImage } from '../image/pixel-image.ts';
import { fragmentScript, joinFragments } from './print-lines.ts';
import type { PrintedLine } from './print-lines.ts';
import { measure, openBrowser, pxPerMm } from './render.ts';
import type { BoxMm } from './render.ts';
import type { PaperSize, Sheet } from './templates/template.ts';

export type QuickPrint = {
  paper: PaperSize;
  /** RGB; the longer side has the printer's length. A photocopy is grey already, but for what the pen wrote on it. */
  image: PixelImage;
  /** By field key: one box per printed line, mm. */
  boxes: Map<string, BoxMm[]>;
  /** All text in reading order; boxes in mm. */
  lines: PrintedLine[];
};

/** A set is drawn beside other work for hours: a browser that waits for its turn is not stuck. */
const patienceMs = 300_000;

export type SheetPrinter = { print(sheet: Sheet, paper: PaperSize): Promise<QuickPrint>; close(): Promise<void> };

/** @param longSidePx of the pictures it makes; @throws Error when there is no Chromium */
export async function openSheetPrinter(longSidePx: number): Promise<SheetPrinter> {
  const browser = await openBrowser();
  const page = await (await browser.newContext({ offline: true })).newPage();
  page.setDefaultTimeout(patienceMs);
  const session = await page.context().newCDPSession(page);

  const print = async (sheet: Sheet, paper: PaperSize): Promise<QuickPrint> => {
    const width = Math.round(paper.widthMm * pxPerMm);
    const height = Math.round(paper.heightMm * pxPerMm);
    const deviceScaleFactor = longSidePx / Math.max(width, height);
    await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false });
    const copier = sheet.copied ? '<style>.sheet>:not(.pen){filter:grayscale(1) contrast(1.2)}</style></head>' : '</head>';
    await page.setContent(sheet.html.replace('</head>', copier), { waitUntil: 'load' });
    await page.evaluate('document.fonts.ready.then(() => true)');
    const fragments = (await page.evaluate(fragmentScript)) as Parameters<typeof joinFragments>[0];
    const boxes = await measure(page);
    const { data } = await session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
    return { paper, image: await decode(Buffer.from(data, 'base64')), boxes, lines: joinFragments(fragments).map(inMm) };
  };
  return { print, close: () => browser.close() };
}

const inMm = ({ text, box }: PrintedLine): PrintedLine => ({ text, box: box.map((length) => length / pxPerMm) as PrintedLine['box'] });

async function decode(png: Buffer): Promise<PixelImage> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, channels: 3, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}
