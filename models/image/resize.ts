/** Scales images, by libvips: it averages when it shrinks, so that thin strokes survive. */
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { Box } from '#shared/page.ts';
import type { PixelImage } from './pixel-image.ts';

/** A libvips pipeline over the samples of `image`; they are not copied, so do not change them before it has run. */
export function toSharp(image: PixelImage): Sharp {
  const { widthPx: width, heightPx: height, channels, data } = image;
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
}

/** Runs the pipeline and takes its samples: grey stays grey. */
export async function fromSharp(pipeline: Sharp, channels: 1 | 3): Promise<PixelImage> {
  const space = channels === 1 ? pipeline.toColourspace('b-w') : pipeline.toColourspace('srgb');
  const { data, info } = await space.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return {
    widthPx: info.width,
    heightPx: info.height,
    channels: info.channels === 1 ? 1 : 3,
    data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

/** Longer than this many times its width a picture is a strip: a receipt, a long screenshot, what a feeder padded. */
const sheetRatio = 1.6;

/** Longer side of the sheet on which text would be as large as here: a strip is several such sheets in a row. */
export function sheetSidePx({ widthPx, heightPx }: Pick<PixelImage, 'widthPx' | 'heightPx'>): number {
  return Math.min(Math.max(widthPx, heightPx), Math.min(widthPx, heightPx) * sheetRatio);
}

/** The size at which the longer side, of a strip that of its sheets, is at most `longSidePx`; and how many pixels of the whole one is then. */
export function sizeWithin({ widthPx, heightPx }: Pick<PixelImage, 'widthPx' | 'heightPx'>, longSidePx: number) {
  const scale = Math.max(1, sheetSidePx({ widthPx, heightPx }) / longSidePx);
  return { widthPx: Math.max(1, Math.round(widthPx / scale)), heightPx: Math.max(1, Math.round(heightPx / scale)), scale };
}

/** A part of the image, in whole pixels on it, in exactly this size. */
export async function resizePart(
  image: PixelImage,
  [left, top, width, height]: Box,
  widthPx: number,
  heightPx: number,
): Promise<PixelImage> {
  const part = toSharp(image).extract({ left, top, width, height });
  return fromSharp(part.resize(widthPx, heightPx, { fit: 'fill', kernel: 'linear' }), image.channels);
}

/** The whole image in exactly this size. */
export async function resizeImage(image: PixelImage, widthPx: number, heightPx: number): Promise<PixelImage> {
  if (widthPx === image.widthPx && heightPx === image.heightPx) return image;
  return fromSharp(toSharp(image).resize(widthPx, heightPx, { fit: 'fill', kernel: 'linear' }), image.channels);
}
