/** Turns a quad of a picture into the flat rectangle that it shows: a page seen at an angle, or one card of a sheet. */
import type { Quad } from '#shared/page.ts';
import type { PixelImage } from './pixel-image.ts';
import { flatRatio, quadSides } from './quad-shape.ts';
import { rectangleToQuad } from './projection.ts';
import { resizeImage } from './resize.ts';
import { warpImage } from './warp.ts';

/** An ID-1 card (85.60 × 53.98 mm) at 300 dpi. */
const rectifiedCardPx = { widthPx: 1011, heightPx: 638, dpi: 300 } as const;

/** A4, A5 … and ID-1 cards; a measured ratio this near to one of them is it. */
const cardRatio = 85.6 / 53.98;
const knownRatios = [Math.SQRT2, cardRatio];
const knownTolerance = 0.05;

export type Rectified = { widthPx: number; heightPx: number };

/** Size of the flat page: as many pixels as its longer sides have in the picture, in the shape it really has. */
export function rectifiedSize(quad: Quad, picture: { widthPx: number; heightPx: number }): Rectified {
  const { width, height } = quadSides(quad);
  const measured = flatRatio(quad, picture.widthPx, picture.heightPx);
  const long = measured >= 1 ? measured : 1 / measured;
  const known = knownRatios.find((ratio) => Math.abs(long / ratio - 1) < knownTolerance) ?? long;
  const ratio = measured >= 1 ? known : 1 / known;
  const area = width * height;
  return { widthPx: Math.max(16, Math.round(Math.sqrt(area * ratio))), heightPx: Math.max(16, Math.round(Math.sqrt(area / ratio))) };
}

/** @param quad corners in pixels of `image`; the first becomes the top left one */
export function rectifyQuad(image: PixelImage, quad: Quad, { widthPx, heightPx }: Rectified): PixelImage {
  return warpImage(image, rectangleToQuad(widthPx, heightPx, quad), widthPx, heightPx);
}

/** A card alone, to judge by its shape. */
export function isCardRatio({ widthPx, heightPx }: Rectified): boolean {
  const ratio = Math.max(widthPx, heightPx) / Math.min(widthPx, heightPx);
  return Math.abs(ratio / cardRatio - 1) < knownTolerance;
}

/**
 * One card of a page, flat, 1011 × 638 px (300 dpi).
 * @param quad from `preparation.cards`, in pixels of `image`; a card whose first side is a short one comes out upright (638 × 1011)
 */
export async function rectifyCard(image: PixelImage, quad: Quad): Promise<PixelImage> {
  const { width, height } = quadSides(quad);
  const { widthPx: long, heightPx: short } = rectifiedCardPx;
  const [widthPx, heightPx] = width >= height ? [long, short] : [short, long];
  // A card photographed larger than this is sampled finer first and then averaged, or thin strokes would break up.
  const finer = Math.max(1, Math.min(4, Math.round(Math.max(width / widthPx, height / heightPx))));
  const flat = rectifyQuad(image, quad, { widthPx: widthPx * finer, heightPx: heightPx * finer });
  return resizeImage(flat, widthPx, heightPx);
}
