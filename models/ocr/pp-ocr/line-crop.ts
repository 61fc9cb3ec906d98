/** Cuts one text line out of a page, upright and at the height that the recognition model wants, as a model input. */
import type { Quad } from '#shared/page.ts';
import type { PixelImage } from '../../image/pixel-image.ts';
import { rectangleToQuad } from '../../image/projection.ts';
import type { FloatTensor } from '../../session.ts';

export type CropSize = { width: number; height: number; paddedWidth?: number };

/** Maps the unit square to a quad: x = (a u + b v + c) / (g u + h v + 1), y likewise. */
export type Projection = { a: number; b: number; c: number; d: number; e: number; f: number; g: number; h: number };

/** The projective map that takes (0,0) (1,0) (1,1) (0,1) to the quad's corners. */
export function projectionToQuad(quad: Quad): Projection {
  const [a, b, c, d, e, f, g, h] = rectangleToQuad(1, 1, quad);
  return { a, b, c, d, e, f, g, h };
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
  const weight = 2 / (255 * one8 * samplesX * samplesY);
  const addRow = isStraight(projection, image) ? addStraightRow : addSlantedRow;
  const sums: Sums = { red: new Int32Array(width), green: new Int32Array(width), blue: new Int32Array(width) };
  const { red, green, blue } = sums;
  for (let y = 0; y < height; y++) {
    red.fill(0);
    green.fill(0);
    blue.fill(0);
    for (let sy = 0; sy < samplesY; sy++) {
      const v = (y + (sy + 0.5) / samplesY) / height;
      for (let sx = 0; sx < samplesX; sx++) addRow(image, projection, (sx + 0.5) / samplesX / width, v, sums);
    }
    for (let x = 0, at = y * paddedWidth; x < width; x++, at++) {
      data[at] = blue[x]! * weight - 1;
      data[at + plane] = green[x]! * weight - 1;
      data[at + 2 * plane] = red[x]! * weight - 1;
    }
  }
  return { dims: [1, 3, height, paddedWidth], data };
}

const samplesPerPixel = (sourcePixels: number) => Math.max(1, Math.min(4, Math.round(sourcePixels)));

/** One sample per pixel of a row is added, in parts of 256 of a level. */
type Sums = { red: Int32Array; green: Int32Array; blue: Int32Array };
/** Weights are parts of this. */
const one8 = 256;
/** Positions have 16 binary places: an integer holds them, and a line that starts there, on images up to so many pixels wide and high. */
const one16 = 65_536;
const maxStraightSide = 16_000;

/** Sides that run parallel: the position advances by the same step from pixel to pixel. */
const isStraight = ({ g, h }: Projection, { widthPx, heightPx }: PixelImage) =>
  Math.abs(g) + Math.abs(h) < 1e-6 && widthPx > 1 && heightPx > 1 && Math.max(widthPx, heightPx) < maxStraightSide;

/** Adds the bilinear samples at (u + n / width, v) of the quad; beyond the page its edge repeats. */
function addStraightRow(image: PixelImage, map: Projection, u: number, v: number, sums: Sums): void {
  const { widthPx, heightPx, channels, data } = image;
  const count = sums.red.length;
  const maxX = ((widthPx - 1) * one16 - 1) | 0;
  const maxY = ((heightPx - 1) * one16 - 1) | 0;
  // The quad may reach beyond the page, but an integer not beyond its range.
  const fixed = (value: number) => Math.round(Math.max(-maxStraightSide, Math.min(maxStraightSide, value)) * one16);
  let x = fixed(map.a * u + map.b * v + map.c - 0.5);
  let y = fixed(map.d * u + map.e * v + map.f - 0.5);
  const dx = Math.round((map.a / count) * one16);
  const dy = Math.round((map.d / count) * one16);
  const sample = channels === 3 ? addColour : addGrey;
  const stride = (widthPx * channels) | 0;
  for (let at = 0; at < count; at++) {
    const px = x < 0 ? 0 : x > maxX ? maxX : x;
    const py = y < 0 ? 0 : y > maxY ? maxY : y;
    const origin = (Math.imul(py >> 16, stride) + Math.imul(px >> 16, channels)) | 0;
    sample(data, origin, stride, (px >> 8) & 255, (py >> 8) & 255, sums, at);
    x = (x + dx) | 0;
    y = (y + dy) | 0;
  }
}

/** Red and blue travel together in one integer, 16 bits apart (as in image/warp.ts). `fx`, `fy` are parts of 256. */
function addColour(data: Uint8Array, p: number, stride: number, fx: number, fy: number, { red, green, blue }: Sums, at: number): void {
  const q = (p + stride) | 0;
  const w11 = (Math.imul(fx, fy) + 128) >> 8;
  const w10 = fx - w11;
  const w01 = fy - w11;
  const w00 = one8 - w01 - w10 - w11;
  const redBlue =
    (Math.imul(data[p]! | (data[p + 2]! << 16), w00) +
      Math.imul(data[p + 3]! | (data[p + 5]! << 16), w10) +
      Math.imul(data[q]! | (data[q + 2]! << 16), w01) +
      Math.imul(data[q + 3]! | (data[q + 5]! << 16), w11)) |
    0;
  red[at]! += redBlue & 0xffff;
  green[at]! += Math.imul(data[p + 1]!, w00) + Math.imul(data[p + 4]!, w10) + Math.imul(data[q + 1]!, w01) + Math.imul(data[q + 4]!, w11);
  blue[at]! += redBlue >>> 16;
}

function addGrey(data: Uint8Array, p: number, stride: number, fx: number, fy: number, { red, green, blue }: Sums, at: number): void {
  const upper = Math.imul(data[p]!, one8 - fx) + Math.imul(data[p + 1]!, fx);
  const lower = Math.imul(data[p + stride]!, one8 - fx) + Math.imul(data[p + stride + 1]!, fx);
  const value = (Math.imul(upper, one8 - fy) + Math.imul(lower, fy)) >> 8;
  red[at]! += value;
  green[at]! += value;
  blue[at]! += value;
}

/** The same where the sides are not parallel: each position has its own divisor. */
function addSlantedRow({ widthPx, heightPx, channels, data }: PixelImage, map: Projection, u: number, v: number, sums: Sums): void {
  const planes = [sums.red, sums.green, sums.blue];
  const count = sums.red.length;
  for (let index = 0; index < count; index++) {
    const along = u + index / count;
    const divisor = map.g * along + map.h * v + 1;
    const x = Math.max(0, Math.min(widthPx - 1, (map.a * along + map.b * v + map.c) / divisor - 0.5));
    const y = Math.max(0, Math.min(heightPx - 1, (map.d * along + map.e * v + map.f) / divisor - 0.5));
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [x - left, y - top];
    const right = left + 1 < widthPx ? channels : 0;
    const below = top + 1 < heightPx ? widthPx * channels : 0;
    for (let channel = 0; channel < 3; channel++) {
      const at = (top * widthPx + left) * channels + (channels === 3 ? channel : 0);
      const upper = data[at]! + (data[at + right]! - data[at]!) * fx;
      const lower = data[at + below]! + (data[at + below + right]! - data[at + below]!) * fx;
      planes[channel]![index]! += Math.round((upper + (lower - upper) * fy) * one8);
    }
  }
}
