/** Reads one text line with a PP-OCR recognition model. */
import type { Quad } from '#shared/page.ts';
import type { PixelImage } from '../../image/pixel-image.ts';
import type { ModelSession } from '../../session.ts';
import { decodedText, readPath } from './ctc-decode.ts';
import type { DecodedText } from './ctc-decode.ts';
import { quadSize } from './geometry.ts';
import { cropLine } from './line-crop.ts';
import { besideUnexplainedInk } from './unexplained-ink.ts';

/** Height of the model's input; the width is free. */
const lineHeightPx = 48;
/** Widths step by this much, so that few different shapes pass through the memory arena. */
const widthStepPx = 16;
const minWidthPx = 48;
/** A line of about ninety full-width characters; anything longer is squeezed. */
const maxWidthPx = 4096;

/** Width of the model input for a quad, before and after rounding up. */
export function lineInputWidth(quad: Quad): { width: number; paddedWidth: number } {
  const { width, height } = quadSize(quad);
  const wanted = Math.ceil((lineHeightPx * width) / Math.max(1, height));
  const clamped = Math.max(8, Math.min(maxWidthPx, wanted));
  return { width: clamped, paddedWidth: Math.max(minWidthPx, Math.ceil(clamped / widthStepPx) * widthStepPx) };
}

/** `besideInk`: places of characters beside ink that no character explains. */
export type RecognizedLine = DecodedText & { besideInk: readonly number[] };

/** Reads the quad's content from left to right of its upper edge. */
export async function recognizeLine(
  session: ModelSession,
  characters: readonly string[],
  image: PixelImage,
  quad: Quad,
): Promise<RecognizedLine> {
  const { width, paddedWidth } = lineInputWidth(quad);
  const crop = cropLine(image, quad, { width, paddedWidth, height: lineHeightPx });
  // A session may take the samples away.
  const kept = { dims: crop.dims, data: crop.data.slice() };
  const maxima = await session.runForMaxima(crop);
  if (maxima.rowLength !== characters.length)
    throw new Error(`the model knows ${maxima.rowLength} characters, its key file ${characters.length}`);
  const path = readPath(maxima, characters);
  return { ...decodedText(path), besideInk: besideUnexplainedInk(kept, width, path) };
}
