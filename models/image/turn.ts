/** Turns images by quarter turns, exactly. */
import type { Rotation } from '#shared/page.ts';
import type { PixelImage } from './pixel-image.ts';
import { fromSharp, toSharp } from './resize.ts';

/** Turns clockwise by a multiple of 90°; every sample is kept. */
export async function turnQuarters(image: PixelImage, rotationCw: Rotation): Promise<PixelImage> {
  if (rotationCw === 0) return image;
  return fromSharp(toSharp(image).rotate(rotationCw), image.channels);
}
