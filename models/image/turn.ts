/** Turns images by quarter turns (exactly) and by small angles (bilinear), and maps points the same way. */
import sharp from 'sharp';
import type { Quad, Rotation } from '#shared/page.ts';
import type { PixelImage } from './pixel-image.ts';
import { fromSharp, toSharp } from './resize.ts';

/** What was done to an image; enough to map its points. */
export type Turn = { fromWidthPx: number; fromHeightPx: number; toWidthPx: number; toHeightPx: number; clockwiseDegrees: number };

/** Turns clockwise by a multiple of 90°; every sample is kept. */
export async function turnQuarters(image: PixelImage, rotationCw: Rotation): Promise<PixelImage> {
  if (rotationCw === 0) return image;
  return fromSharp(toSharp(image).rotate(rotationCw), image.channels);
}

/** Turns clockwise by any angle on a canvas that grows as needed; the new corners are white. */
export async function turnFreely(image: PixelImage, clockwiseDegrees: number): Promise<PixelImage> {
  if (clockwiseDegrees === 0) return image;
  const radians = (clockwiseDegrees * Math.PI) / 180;
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  const matrix: [number, number, number, number] = [cos, -sin, sin, cos];
  const pipeline = toSharp(image).affine(matrix, { background: '#ffffff', interpolator: sharp.interpolators.bilinear });
  return fromSharp(pipeline, image.channels);
}

export function turnBetween(from: PixelImage, to: PixelImage, clockwiseDegrees: number): Turn {
  return {
    fromWidthPx: from.widthPx,
    fromHeightPx: from.heightPx,
    toWidthPx: to.widthPx,
    toHeightPx: to.heightPx,
    clockwiseDegrees,
  };
}

/** Where a quad of the image before the turn lies after it; the order of its corners stays. */
export function turnQuadWith(turn: Turn, quad: Quad): Quad {
  const radians = (turn.clockwiseDegrees * Math.PI) / 180;
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  return quad.map(([x, y]) => {
    const dx = x - turn.fromWidthPx / 2;
    const dy = y - turn.fromHeightPx / 2;
    return [dx * cos - dy * sin + turn.toWidthPx / 2, dx * sin + dy * cos + turn.toHeightPx / 2];
  }) as Quad;
}
