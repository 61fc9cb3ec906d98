/** Cuts one text line out of a page, upright and at the height that the recognition model wants, as a model input. */
import type { Quad } from '#shared/page.ts';
import type { PixelImage } from '../../image/pixel-image.ts';
import type { FloatTensor } from '../../session.ts';

export type CropSize = { width: number; height: number; paddedWidth?: number };

/** Maps the unit square to a quad: x = (a u + b v + c) / (g u + h v + 1), y likewise. */
export type Projection = { a: number; b: number; c: number; d: number; e: number; f: number; g: number; h: number };

/** The projective map that takes (0,0) (1,0) (1,1) (0,1) to the quad's corners. */
export function projectionToQuad([p0, p1, p2, p3]: Quad): Projection {
  const dx1 = p1[0] - p2[0];
  const dx2 = p3[0] - p2[0];
  const dx3 = p0[0] - p1[0] + p2[0] - p3[0];
  const dy1 = p1[1] - p2[1];
  const dy2 = p3[1] - p2[1];
  const dy3 = p0[1] - p1[1] + p2[1] - p3[1];
  const determinant = dx1 * dy2 - dx2 * dy1 || 1e-9;
  const g = (dx3 * dy2 - dx2 * dy3) / determinant;
  const h = (dx1 * dy3 - dx3 * dy1) / determinant;
  return {
    a: p1[0] - p0[0] + g * p1[0],
    b: p3[0] - p0[0] + h * p3[0],
    c: p0[0],
    d: p1[1] - p0[1] + g * p1[1],
    e: p3[1] - p0[1] + h * p3[1],
    f: p0[1],
    g,
    h,
  };
}

/**
 * Samples the quad into a `[1, 3, height, paddedWidth]` tensor scaled to -1..1, channels in the order blue, green, red
 * as the PP-OCR models were trained; the padding is 0 (mid-grey).
 * A line larger than the target is averaged over several samples per pixel, or thin strokes would break up.
 */
export function cropLine(image: PixelImage, quad: Quad, { width, height, paddedWidth = width }: CropSize): FloatTensor {
  const data = new Float32Array(3 * height * paddedWidth);
  const projection = projectionToQuad(quad);
  const samplesX = samplesPerPixel(Math.hypot(projection.a, projection.d) / width);
  const samplesY = samplesPerPixel(Math.hypot(projection.b, projection.e) / height);
  const plane = height * paddedWidth;
  const pixel = new Float64Array(3);
  const weight = 2 / (255 * samplesX * samplesY);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixel.fill(0);
      for (let sy = 0; sy < samplesY; sy++) {
        const v = (y + (sy + 0.5) / samplesY) / height;
        for (let sx = 0; sx < samplesX; sx++) addSample(image, projection, (x + (sx + 0.5) / samplesX) / width, v, pixel);
      }
      const offset = y * paddedWidth + x;
      data[offset] = pixel[2]! * weight - 1;
      data[offset + plane] = pixel[1]! * weight - 1;
      data[offset + 2 * plane] = pixel[0]! * weight - 1;
    }
  }
  return { dims: [1, 3, height, paddedWidth], data };
}

const samplesPerPixel = (sourcePixels: number) => Math.max(1, Math.min(4, Math.round(sourcePixels)));

/** Adds the bilinear sample at (u, v) of the quad; beyond the page its edge repeats. */
function addSample(image: PixelImage, map: Projection, u: number, v: number, pixel: Float64Array): void {
  const { widthPx, heightPx, channels, data } = image;
  const divisor = map.g * u + map.h * v + 1;
  const x = (map.a * u + map.b * v + map.c) / divisor - 0.5;
  const y = (map.d * u + map.e * v + map.f) / divisor - 0.5;
  const clampedX = x < 0 ? 0 : x > widthPx - 1 ? widthPx - 1 : x;
  const clampedY = y < 0 ? 0 : y > heightPx - 1 ? heightPx - 1 : y;
  const left = Math.floor(clampedX);
  const top = Math.floor(clampedY);
  const fx = clampedX - left;
  const fy = clampedY - top;
  const stepX = left + 1 < widthPx ? channels : 0;
  const stepY = top + 1 < heightPx ? widthPx * channels : 0;
  const origin = (top * widthPx + left) * channels;
  const w00 = (1 - fx) * (1 - fy);
  const w10 = fx * (1 - fy);
  const w01 = (1 - fx) * fy;
  const w11 = fx * fy;
  for (let channel = 0; channel < 3; channel++) {
    const at = origin + (channels === 3 ? channel : 0);
    pixel[channel]! += data[at]! * w00 + data[at + stepX]! * w10 + data[at + stepY]! * w01 + data[at + stepX + stepY]! * w11;
  }
}
