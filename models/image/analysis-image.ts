/** A small colour copy of a page with its grey values, for everything that is measured on the page as a whole. */
import type { Box } from '#shared/page.ts';
import { cropImage } from './crop.ts';
import { decodeSmall } from './decode.ts';
import type { PixelImage } from './pixel-image.ts';
import { resizeImage, sizeWithin } from './resize.ts';

export type AnalysisImage = {
  widthPx: number;
  heightPx: number;
  colour: PixelImage;
  grey: Uint8Array;
  /** Pixels of the page per pixel here. */
  scale: number;
};

/** Text of 9 points is still 10 px high on an A4 page at this size. */
const longSidePx = 1000;

export async function createAnalysisImage(image: PixelImage): Promise<AnalysisImage> {
  const { widthPx, heightPx, scale } = sizeWithin(image, longSidePx);
  return analysisOf(await resizeImage(image, widthPx, heightPx), scale);
}

/** The same while the file is still being decoded; null where that is not possible. */
export async function decodeAnalysisImage(bytes: Uint8Array): Promise<AnalysisImage | null> {
  const small = await decodeSmall(bytes, longSidePx);
  return small && analysisOf(small.image, small.scale);
}

const analysisOf = (colour: PixelImage, scale: number): AnalysisImage => ({
  widthPx: colour.widthPx,
  heightPx: colour.heightPx,
  colour,
  grey: greyValues(colour),
  scale,
});

/** The part of it that shows this box of the page. */
export function cropAnalysis({ colour, scale }: AnalysisImage, [x, y, width, height]: Box): AnalysisImage {
  const part = cropImage(colour, [Math.round(x / scale), Math.round(y / scale), Math.round(width / scale), Math.round(height / scale)]);
  return { widthPx: part.widthPx, heightPx: part.heightPx, colour: part, grey: greyValues(part), scale };
}

/** Luma of each pixel (ITU-R BT.601 weights). */
export function greyValues({ channels, data }: PixelImage): Uint8Array {
  if (channels === 1) return data;
  const grey = new Uint8Array(data.length / 3);
  for (let index = 0, at = 0; index < grey.length; index++, at += 3)
    grey[index] = (data[at]! * 77 + data[at + 1]! * 150 + data[at + 2]! * 29) >> 8;
  return grey;
}
