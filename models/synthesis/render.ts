/** Turns a sheet's HTML into pixels with headless Chromium and measures where the marked values stand. */
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import type { PixelImage } from '../image/pixel-image.ts';
import { browserMissing, findChromium } from './browser.ts';
import { measurePrintedLines } from './printed-lines.ts';
import type { LineKind } from './printed-lines.ts';
import type { PaperSize, Sheet } from './templates/template.ts';

/** Resolution of the print that is then scanned; finer than the scan, as real print is. */
export const printDpi = 300;

/** `[x, y, width, height]` in mm of the upright sheet. */
export type BoxMm = [number, number, number, number];

export type PrintedSheet = {
  paper: PaperSize;
  /** RGB at `printDpi`; without the pen on a photocopy. */
  image: PixelImage;
  /** What was written on a photocopy afterwards: RGB on white, to be multiplied onto the copy. */
  pen: PixelImage | null;
  /** By field key: one box per printed line. */
  boxes: Map<string, BoxMm[]>;
  /** Every run of text outside seals and ornaments. */
  lines: { text: string; kind: LineKind; box: BoxMm }[];
};

export type Renderer = { print(sheet: Sheet, paper: PaperSize): Promise<PrintedSheet>; close(): Promise<void> };

const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

/** @throws Error when there is no Chromium */
export async function openBrowser(): Promise<Browser> {
  const launch = findChromium();
  if (!launch) throw new Error(browserMissing);
  return chromium.launch({ ...launch, args: [...browserArguments, ...launch.args] });
}

/** @throws Error when there is no Chromium */
export async function openRenderer(): Promise<Renderer> {
  const browser = await openBrowser();
  return { print: (sheet, paper) => print(browser, sheet, paper), close: () => browser.close() };
}

/** CSS pixels per mm. */
export const pxPerMm = 96 / 25.4;

async function print(browser: Browser, sheet: Sheet, paper: PaperSize): Promise<PrintedSheet> {
  const context = await browser.newContext({
    viewport: { width: Math.ceil(paper.widthMm * pxPerMm), height: Math.ceil(paper.heightMm * pxPerMm) },
    deviceScaleFactor: printDpi / 96,
    offline: true,
  });
  try {
    const page = await context.newPage();
    await page.setContent(sheet.html, { waitUntil: 'load' });
    await page.evaluate('document.fonts.ready.then(() => true)');
    const boxes = await measure(page);
    const lines = (await measurePrintedLines(page)).map((line) => ({ ...line, box: toMm(line.box) }));
    if (!sheet.copied) return { paper, image: await photograph(page), pen: null, boxes, lines };
    await page.addStyleTag({ content: '.pen{visibility:hidden!important}' });
    const image = await photograph(page);
    await page.addStyleTag({ content: '.sheet *{visibility:hidden!important}.sheet .pen,.sheet .pen *{visibility:visible!important}' });
    return { paper, image, pen: await photograph(page), boxes, lines };
  } finally {
    await context.close();
  }
}

const toMm = (box: BoxMm): BoxMm => box.map((length) => length / pxPerMm) as BoxMm;

async function photograph(page: Page): Promise<PixelImage> {
  const png = await page.screenshot({ type: 'png' });
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, channels: 3, data: new Uint8Array(data) };
}

/** Runs in the page, hence a text: this folder is compiled without DOM types. */
const measureScript = `[...document.querySelectorAll('[data-field]')].map((element) => ({
  key: element.dataset.field,
  rects: [...element.getClientRects()].map((rect) => [rect.x, rect.y, rect.width, rect.height]),
}))`;

/** Only the first place where a key is printed counts. */
export async function measure(page: Page): Promise<Map<string, BoxMm[]>> {
  const measured = (await page.evaluate(measureScript)) as { key: string; rects: BoxMm[] }[];
  const boxes = new Map<string, BoxMm[]>();
  for (const { key, rects } of measured) {
    if (boxes.has(key)) continue;
    const visible = rects.filter(([, , width, height]) => width > 0 && height > 0);
    boxes.set(
      key,
      visible.map((rect) => toMm(rect)),
    );
  }
  return boxes;
}
