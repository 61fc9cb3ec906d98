/** Finds text lines on a page with a PP-OCR detection model (DB: differentiable binarisation). */
import type { Quad } from '#shared/page.ts';
import type { PixelImage } from '../../image/pixel-image.ts';
import { resizeImage } from '../../image/resize.ts';
import type { FloatTensor, ModelSession } from '../../session.ts';
import { rectangleQuad } from './geometry.ts';
import { findTextRegions } from './text-regions.ts';
import type { TextRegionOptions } from './text-regions.ts';

export type DetectionOptions = {
  /** Longer side of what the model sees. Cost grows with its square. */
  longSidePx: number;
  regions?: Partial<TextRegionOptions>;
};

/** The network halves its input five times. */
const sideMultiple = 32;

/** Width and height that the model sees: the page's shape, longer side at most `longSidePx`, small pages not enlarged beyond it. */
export function detectionSize(widthPx: number, heightPx: number, longSidePx: number): { width: number; height: number } {
  const scale = Math.min(1, longSidePx / Math.max(widthPx, heightPx));
  const side = (px: number) => Math.max(sideMultiple, Math.round((px * scale) / sideMultiple) * sideMultiple);
  return { width: side(widthPx), height: side(heightPx) };
}

/** Quads in pixels of `image`, in no particular order; long sides horizontal or vertical as printed. */
export async function detectText(session: ModelSession, image: PixelImage, options: DetectionOptions): Promise<Quad[]> {
  const { width, height } = detectionSize(image.widthPx, image.heightPx, options.longSidePx);
  const input = toDetectionTensor(await resizeImage(image, width, height));
  const { data } = await session.run(input);
  const scaleX = image.widthPx / width;
  const scaleY = image.heightPx / height;
  return findTextRegions({ width, height, data }, options.regions).map(({ rectangle }) => {
    const corners = rectangleQuad(rectangle);
    return corners.map(([x, y]) => [x * scaleX, y * scaleY]) as Quad;
  });
}

/** Channel statistics of the training set, for channels in the order blue, green, red. */
const mean = [0.485, 0.456, 0.406] as const;
const deviation = [0.229, 0.224, 0.225] as const;

function toDetectionTensor(image: PixelImage): FloatTensor {
  const { widthPx, heightPx, channels, data } = image;
  const plane = widthPx * heightPx;
  const tensor = new Float32Array(3 * plane);
  for (let channel = 0; channel < 3; channel++) {
    const scale = 1 / (255 * deviation[channel]!);
    const offset = mean[channel]! / deviation[channel]!;
    const source = channels === 3 ? 2 - channel : 0;
    for (let index = 0; index < plane; index++) tensor[channel * plane + index] = data[index * channels + source]! * scale - offset;
  }
  return { dims: [1, 3, heightPx, widthPx], data: tensor };
}
