/** A line of text as a strip of its own: its directions on the page, and the grey values along and across it. */
import type { Quad } from '#shared/page.ts';
import type { PixelImage } from './pixel-image.ts';

/** Directions are one pixel long. */
export type LineFrame = { origin: [number, number]; along: [number, number]; down: [number, number]; height: number; width: number };

/** Red minus green of stamp ink, which is no character. */
const minRed = 45;

/** Null for lines that are too small to look at. */
export function lineFrame([a, b, , d]: Quad): LineFrame | null {
  const [width, height] = [Math.hypot(b[0] - a[0], b[1] - a[1]), Math.hypot(d[0] - a[0], d[1] - a[1])];
  if (width < 4 || height < 8) return null;
  return {
    origin: [a[0], a[1]],
    along: [(b[0] - a[0]) / width, (b[1] - a[1]) / width],
    down: [(d[0] - a[0]) / height, (d[1] - a[1]) / height],
    height,
    width,
  };
}

/** `t` pixels along the line from its start, `s` down from its upper side. */
export const pointOnLine = ({ origin, along, down }: LineFrame, t: number, s: number): [number, number] => [
  origin[0] + along[0] * t + down[0] * s,
  origin[1] + along[1] * t + down[1] * s,
];

/** Grey value at a place of the page; stamp ink and what lies outside count as paper. */
export function greyAt({ widthPx, heightPx, channels, data }: PixelImage, [x, y]: readonly [number, number]): number {
  const [column, row] = [Math.round(x), Math.round(y)];
  if (column < 0 || row < 0 || column >= widthPx || row >= heightPx) return 255;
  const at = (row * widthPx + column) * channels;
  if (channels === 1) return data[at]!;
  const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
  return red - green > minRed && red - blue > minRed / 2 ? 255 : (red * 77 + green * 150 + blue * 29) >> 8;
}
