/** The common tilt of a page's text lines, from their boxes. */
import type { Quad } from '#shared/page.ts';

/** Shorter lines give angles that are too rough. */
const minRatio = 4;
const minLines = 3;

/** Counter-clockwise tilt in degrees (lines rise to the right = positive): the median weighted by length; null with too few long lines. */
export function tiltOfLines(quads: readonly Quad[]): number | null {
  const lines = quads.flatMap(([a, b, , d]) => {
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (length < minRatio * Math.hypot(d[0] - a[0], d[1] - a[1])) return [];
    return [{ degrees: (-Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI, length }];
  });
  if (lines.length < minLines) return null;
  lines.sort((a, b) => a.degrees - b.degrees);
  const half = lines.reduce((sum, { length }) => sum + length, 0) / 2;
  let seen = 0;
  for (const { degrees, length } of lines) if ((seen += length) >= half) return Math.round(degrees * 1000) / 1000;
  return null;
}
