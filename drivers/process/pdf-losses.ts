/** What a PDF page holds and its picture does not show: text without its typeface, images that cannot be decoded. */
import { readFloats, withMemory, type PdfEngine, type Pointer } from './pdf-module.ts';
import type { Box, PdfPage, Pixels } from './pdf-document.ts';

/** A page without this share of its letters is not what was handed in; single ones hide under pictures or outside a clip. */
const LOST_SHARE = 0.05;
const LEAST_LOST = 2;
/** Smaller images are logos and lines, without which a page is still read. */
const LARGE_IMAGE_SHARE = 0.25;
/** A footer or a stamp over an image that is missing. */
const MOST_INKED_SHARE = 0.1;
const SAMPLED_EVERY = 4;
/** The middle of a letter's box: an underline, or the line of a table, is no letter. */
const BOX_MARGIN = 0.1;
/** Grey levels between paper and the faintest print. */
const INK_CONTRAST = 24;
/** `FPDF_TEXTRENDERMODE_INVISIBLE` and `_CLIP`: the text that recognition programs lay under a scan. */
const UNSEEN_MODES = [3, 7];
const NEARLY_WHITE = 235;

export function isNotAllDrawn(page: PdfPage, picture: Pixels): boolean {
  return losesText(page, picture) || losesImage(page, picture);
}

function losesText(page: PdfPage, picture: Pixels): boolean {
  const { engine } = page;
  const text = engine._FPDFText_LoadPage(page.handle);
  if (text === 0) return false;
  try {
    let letters = 0;
    let lost = 0;
    for (let index = engine._FPDFText_CountChars(text) - 1; index >= 0; index--) {
      const box = isSeen(engine, text, index) ? letterBox(page, text, index, picture) : null;
      if (!box) continue;
      letters++;
      if (isUnknown(engine, text, index) || isEmpty(picture, box)) lost++;
    }
    return lost >= LEAST_LOST && lost >= LOST_SHARE * letters;
  } finally {
    engine._FPDFText_ClosePage(text);
  }
}

function isSeen(engine: PdfEngine, text: Pointer, index: number): boolean {
  const isLetter = /[\p{L}\p{N}]/u.test(String.fromCodePoint(Math.min(0x10ffff, engine._FPDFText_GetUnicode(text, index))));
  if (!isLetter && !isUnknown(engine, text, index)) return false;
  const object = engine._FPDFText_GetTextObject(text, index);
  if (object === 0 || UNSEEN_MODES.includes(engine._FPDFTextObj_GetTextRenderMode(object))) return false;
  return withMemory(engine, 16, (at) => {
    if (engine._FPDFText_GetFillColor(text, index, at, at + 4, at + 8, at + 12) === 0) return true;
    const [red = 0, green = 0, blue = 0, alpha = 255] = engine.HEAP32.subarray(at / 4, at / 4 + 4);
    return alpha > 0 && Math.min(red, green, blue) < NEARLY_WHITE;
  });
}

/** A number in a typeface that the file lacks: whatever is drawn for it is another letter. */
function isUnknown(engine: PdfEngine, text: Pointer, index: number): boolean {
  if (engine._FPDFText_HasUnicodeMapError(text, index) !== 1) return false;
  const object = engine._FPDFText_GetTextObject(text, index);
  return object !== 0 && engine._FPDFFont_GetIsEmbedded(engine._FPDFTextObj_GetFont(object)) === 0;
}

/** null for a letter outside of the page. */
function letterBox(page: PdfPage, text: Pointer, index: number, picture: Pixels): Box | null {
  const found = readFloats(page.engine, 4, (at) => page.engine._FPDFText_GetLooseCharBox(text, index, at));
  if (!found) return null;
  const [left = 0, top = 0, right = 0, bottom = 0] = found;
  const [marginX, marginY] = [BOX_MARGIN * (right - left), BOX_MARGIN * (top - bottom)];
  return inPicture(page, { left: left + marginX, bottom: bottom + marginY, right: right - marginX, top: top - marginY }, picture);
}

/** @returns pixels from the upper left; null when nothing of it lies in the picture */
function inPicture(page: PdfPage, box: Box, { widthPx, heightPx }: Pixels): Box | null {
  const [x1, y1] = pixelAt(page, box.left, box.top, widthPx, heightPx);
  const [x2, y2] = pixelAt(page, box.right, box.bottom, widthPx, heightPx);
  const left = Math.max(0, Math.min(x1, x2));
  const top = Math.max(0, Math.min(y1, y2));
  const right = Math.min(widthPx - 1, Math.max(x1, x2));
  const bottom = Math.min(heightPx - 1, Math.max(y1, y2));
  return right > left && bottom > top ? { left, top, right, bottom } : null;
}

function pixelAt({ engine, handle }: PdfPage, x: number, y: number, widthPx: number, heightPx: number): [number, number] {
  return withMemory(engine, 8, (at) => {
    engine._FPDF_PageToDevice(handle, 0, 0, widthPx, heightPx, 0, x, y, at, at + 4);
    return [engine.HEAP32[at / 4]!, engine.HEAP32[at / 4 + 1]!];
  });
}

/** One colour all over. Every channel counts: a red seal is ink, and so is black print under a yellow marker. */
function isEmpty({ data, widthPx }: Pixels, { left, top, right, bottom }: Box): boolean {
  const first = (top * widthPx + left) * 4;
  for (let y = top; y <= bottom; y++) {
    for (let at = (y * widthPx + left) * 4; at <= (y * widthPx + right) * 4; at += 4) {
      for (let channel = 0; channel < 3; channel++) {
        if (Math.abs(data[at + channel]! - data[first + channel]!) >= INK_CONTRAST) return false;
      }
    }
  }
  return true;
}

function losesImage(page: PdfPage, picture: Pixels): boolean {
  const { engine } = page;
  return page.objects.some((object) => {
    const box = page.isImage(object) ? inPicture(page, page.boundsOf(object), picture) : null;
    if (!box || (box.right - box.left) * (box.bottom - box.top) < LARGE_IMAGE_SHARE * picture.widthPx * picture.heightPx) return false;
    // Paper that is white decodes; an image that cannot be decoded leaves the page white.
    if (inkedShare(picture, box) > MOST_INKED_SHARE) return false;
    const bitmap = engine._FPDFImageObj_GetBitmap(object);
    if (bitmap !== 0) engine._FPDFBitmap_Destroy(bitmap);
    return bitmap === 0;
  });
}

function inkedShare({ data, widthPx }: Pixels, { left, top, right, bottom }: Box): number {
  let seen = 0;
  let inked = 0;
  for (let y = top; y <= bottom; y += SAMPLED_EVERY) {
    for (let x = left; x <= right; x += SAMPLED_EVERY) {
      const at = (y * widthPx + x) * 4;
      seen++;
      if (Math.min(data[at]!, data[at + 1]!, data[at + 2]!) < NEARLY_WHITE) inked++;
    }
  }
  return inked / seen;
}
