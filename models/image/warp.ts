/** Resamples an image through a projection in one pass (bilinear): turns, straightens, crops and rectifies at once. */
import type { PixelImage } from './pixel-image.ts';
import type { Projection } from './projection.ts';

/**
 * @param toSource takes a point of the result to a point of `image`; whole numbers are corners of pixels
 * @returns what lies outside `image` is white
 */
export function warpImage(image: PixelImage, toSource: Projection, widthPx: number, heightPx: number): PixelImage {
  const { channels } = image;
  const result = { widthPx, heightPx, channels, data: new Uint8Array(widthPx * heightPx * channels) };
  warpRows(image, toSource, result, 0, heightPx);
  return result;
}

/** The same for the rows `from` to `to` of `result`. */
export function warpRows(image: PixelImage, toSource: Projection, result: PixelImage, from: number, to: number): void {
  const [, , , , , , g, h] = toSource;
  for (let y = from; y < to; y++)
    if (g === 0 && h === 0) warpStraightRow(image, toSource, result, y);
    else warpSlantedRow(image, toSource, result, y);
}

/** 16 binary places hold a position on a page of 32,000 pixels in an integer. */
const one = 65_536;

/** A row of an affine map: the source position advances by the same step from pixel to pixel. */
function warpStraightRow(image: PixelImage, [a, b, c, d, e, f]: Projection, result: PixelImage, y: number): void {
  const startX = a * 0.5 + b * (y + 0.5) + c - 0.5;
  const startY = d * 0.5 + e * (y + 0.5) + f - 0.5;
  const [fromX, toX] = stepsInside(startX, a, image.widthPx - 1, result.widthPx);
  const [fromY, toY] = stepsInside(startY, d, image.heightPx - 1, result.widthPx);
  const from = Math.max(fromX, fromY);
  const to = Math.max(from, Math.min(toX, toY));
  const out = y * result.widthPx * result.channels;
  const sample = result.channels === 3 ? runColour : runGrey;
  sample(image, result.data, out + from * result.channels, to - from, {
    x: Math.round((startX + from * a) * one),
    y: Math.round((startY + from * d) * one),
    dx: Math.round(a * one),
    dy: Math.round(d * one),
  });
  edgePixels(image, result, y, 0, from, startX, startY, a, d);
  edgePixels(image, result, y, to, result.widthPx, startX, startY, a, d);
}

/** The steps at which `start + step * n` lies safely within 0..limit. */
function stepsInside(start: number, step: number, limit: number, count: number): [number, number] {
  const margin = 0.05;
  const [low, high] = [margin - start, limit - margin - start];
  if (Math.abs(step) < 1e-9) return low <= 0 && high >= 0 ? [0, count] : [0, 0];
  const [first, last] = step > 0 ? [low / step, high / step] : [high / step, low / step];
  const from = Math.max(0, Math.min(count, Math.ceil(first)));
  return [from, Math.max(from, Math.min(count, Math.floor(last) + 1))];
}

type Run = { x: number; y: number; dx: number; dy: number };

/**
 * Red and blue travel together in one integer, 16 bits apart: two thirds of the multiplications. `Math.imul` spares
 * V8 the checks for overflow. The four weights are parts of 256.
 */
function runColour({ widthPx, data }: PixelImage, out: Uint8Array, start: number, count: number, run: Run): void {
  let { x, y } = run;
  const { dx, dy } = run;
  const stride = (widthPx * 3) | 0;
  for (let at = start, end = start + count * 3; at < end; at += 3) {
    const p = (Math.imul(y >> 16, stride) + Math.imul(x >> 16, 3)) | 0;
    const q = (p + stride) | 0;
    const fx = (x >> 8) & 255;
    const fy = (y >> 8) & 255;
    const w11 = (Math.imul(fx, fy) + 128) >> 8;
    const w10 = fx - w11;
    const w01 = fy - w11;
    const w00 = 256 - w01 - w10 - w11;
    const redBlue =
      (Math.imul(data[p]! | (data[p + 2]! << 16), w00) +
        Math.imul(data[p + 3]! | (data[p + 5]! << 16), w10) +
        Math.imul(data[q]! | (data[q + 2]! << 16), w01) +
        Math.imul(data[q + 3]! | (data[q + 5]! << 16), w11) +
        0x00800080) |
      0;
    const green =
      (Math.imul(data[p + 1]!, w00) + Math.imul(data[p + 4]!, w10) + Math.imul(data[q + 1]!, w01) + Math.imul(data[q + 4]!, w11) + 128) | 0;
    out[at] = (redBlue >> 8) & 255;
    out[at + 1] = green >> 8;
    out[at + 2] = redBlue >>> 24;
    x = (x + dx) | 0;
    y = (y + dy) | 0;
  }
}

function runGrey({ widthPx, data }: PixelImage, out: Uint8Array, start: number, count: number, run: Run): void {
  let { x, y } = run;
  for (let at = start; at < start + count; at++) {
    const source = (y >> 16) * widthPx + (x >> 16);
    const fx = (x >> 8) & 255;
    const top = data[source]! * (256 - fx) + data[source + 1]! * fx;
    const bottom = data[source + widthPx]! * (256 - fx) + data[source + widthPx + 1]! * fx;
    const fy = (y >> 8) & 255;
    out[at] = (top * (256 - fy) + bottom * fy + 32_768) >> 16;
    x += run.dx;
    y += run.dy;
  }
}

function edgePixels(
  image: PixelImage,
  result: PixelImage,
  y: number,
  from: number,
  to: number,
  startX: number,
  startY: number,
  dx: number,
  dy: number,
): void {
  for (let x = from; x < to; x++)
    samplePixel(image, startX + x * dx, startY + x * dy, result.data, (y * result.widthPx + x) * result.channels);
}

function warpSlantedRow(image: PixelImage, [a, b, c, d, e, f, g, h, i]: Projection, result: PixelImage, row: number): void {
  const y = row + 0.5;
  for (let column = 0, at = row * result.widthPx * result.channels; column < result.widthPx; column++, at += result.channels) {
    const x = column + 0.5;
    const w = 1 / (g * x + h * y + i);
    samplePixel(image, (a * x + b * y + c) * w - 0.5, (d * x + e * y + f) * w - 0.5, result.data, at);
  }
}

/** Bilinear at pixel centres; half a pixel around the image repeats its edge, beyond is white. */
function samplePixel({ widthPx, heightPx, channels, data }: PixelImage, x: number, y: number, out: Uint8Array, at: number): void {
  if (!(x >= -0.5 && y >= -0.5 && x <= widthPx - 0.5 && y <= heightPx - 0.5)) {
    for (let channel = 0; channel < channels; channel++) out[at + channel] = 255;
    return;
  }
  const left = x < 0 ? 0 : Math.min(x | 0, widthPx - 1);
  const top = y < 0 ? 0 : Math.min(y | 0, heightPx - 1);
  const fx = x < 0 ? 0 : x - left;
  const fy = y < 0 ? 0 : y - top;
  const right = left + 1 < widthPx ? channels : 0;
  const below = top + 1 < heightPx ? widthPx * channels : 0;
  for (let channel = 0, source = (top * widthPx + left) * channels; channel < channels; channel++, source++) {
    const upper = data[source]! + (data[source + right]! - data[source]!) * fx;
    const lower = data[source + below]! + (data[source + below + right]! - data[source + below]!) * fx;
    out[at + channel] = upper + (lower - upper) * fy + 0.5;
  }
}
