/** Tests of cutting lines out of a page. */
import { expect, test } from 'vitest';
import type { Quad } from '#shared/page.ts';
import type { PixelImage } from '../../image/pixel-image.ts';
import { turnQuad } from './geometry.ts';
import { cropLine, projectionToQuad } from './line-crop.ts';
import { lineInputWidth } from './line-recognizer.ts';

/** Red grows to the right, green downwards, blue is constant. */
function gradient(size: number): PixelImage {
  const data = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      data.set([Math.round((x * 255) / (size - 1)), Math.round((y * 255) / (size - 1)), 51], (y * size + x) * 3);
  return { widthPx: size, heightPx: size, channels: 3, data };
}
const value = (level: number) => (2 * level) / 255 - 1;
const whole: Quad = [
  [0, 0],
  [256, 0],
  [256, 256],
  [0, 256],
];

test('gives blue, green and red planes scaled to -1..1', () => {
  const { dims, data } = cropLine(gradient(256), whole, { width: 256, height: 256 });
  expect(dims).toEqual([1, 3, 256, 256]);
  const plane = 256 * 256;
  expect(data[0]).toBeCloseTo(value(51), 4);
  expect(data[plane + 100 * 256]).toBeCloseTo(value(100), 4);
  expect(data[2 * plane + 200]).toBeCloseTo(value(200), 4);
});

test('upside down the first pixel is the last', () => {
  const { data } = cropLine(gradient(256), turnQuad(whole, 2), { width: 256, height: 256 });
  expect(data[2 * 256 * 256]).toBeCloseTo(value(255), 4);
});

test('pads with mid-grey and averages when it shrinks', () => {
  const stripes = gradient(256);
  for (let at = 0; at < stripes.data.length; at += 3) stripes.data.fill((at / 3) % 2 ? 255 : 0, at, at + 3);
  const { data } = cropLine(stripes, whole, { width: 64, height: 64, paddedWidth: 80 });
  expect(Math.abs(data[10]!)).toBeLessThan(0.02);
  expect(data[79]).toBe(0);
});

test('a projection meets all four corners, also of a trapezium', () => {
  const quad: Quad = [
    [10, 5],
    [90, 12],
    [80, 60],
    [20, 50],
  ];
  const { a, b, c, d, e, f, g, h } = projectionToQuad(quad);
  const at = (u: number, v: number) => [(a * u + b * v + c) / (g * u + h * v + 1), (d * u + e * v + f) / (g * u + h * v + 1)];
  for (const [index, [u, v]] of [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ].entries()) {
    expect(at(u!, v!)[0]).toBeCloseTo(quad[index]![0], 6);
    expect(at(u!, v!)[1]).toBeCloseTo(quad[index]![1], 6);
  }
});

test('input widths follow the shape and stay within bounds', () => {
  const box = (width: number, height: number): Quad => [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
  expect(lineInputWidth(box(100, 10))).toEqual({ width: 480, paddedWidth: 480 });
  expect(lineInputWidth(box(5, 10)).paddedWidth).toBe(48);
  expect(lineInputWidth(box(90_000, 10)).width).toBe(4096);
});

test.each([1, 3] as const)(
  'parallel sides and nearly parallel ones give the same samples, also beyond the edge (%i channels)',
  (channels) => {
    const side = 120;
    const data = Uint8Array.from({ length: side * side * channels }, (_, at) => (at * 7919) % 251);
    const image: PixelImage = { widthPx: side, heightPx: side, channels, data };
    const straight: Quad = [
      [-4, 20],
      [100, 26],
      [98, 61],
      [-6, 55],
    ];
    const nearly = straight.map(([x, y], corner) => [x, corner === 2 ? y + 0.002 : y]) as Quad;
    const size = { width: 130, height: 48 };
    const [one, other] = [cropLine(image, straight, size).data, cropLine(image, nearly, size).data];
    expect(Math.max(...one.map((level, at) => Math.abs(level - other[at]!)))).toBeLessThan(0.03);
  },
);
