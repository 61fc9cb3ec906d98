/** Says why a page should be scanned again: too blurred, dark, light or coarse for its text, or text cut off at the edge. */
import type { Preparation, Quad } from '#shared/page.ts';
import type { Ink } from './ink.ts';
import { percentile } from './ink.ts';
import type { PixelImage } from './pixel-image.ts';

export type QualityProblem = Preparation['qualityProblems'][number];

/** Paper darker than this is under-exposed. */
const minPaperLevel = 85;
/** Text must differ from its paper by this much (0..255). */
const minContrast = 35;
/** Lines lower than this are misread; the box of a line is about 1.3 times its characters' height. */
const minLineHeightPx = 13;
/** An edge that rises over more than this share of the line height is blurred. */
const maxEdgeShare = 0.2;
/** Lines that must end at the same edge before it counts as cut through the text. */
const minCutLines = 3;
const sampledLines = 24;

export function findQualityProblems(image: PixelImage, lines: readonly Quad[], ink: Ink): QualityProblem[] {
  const problems: QualityProblem[] = [];
  if (ink.paper < minPaperLevel) problems.push('too-dark');
  if (lines.length === 0) return problems;
  const stride = Math.max(1, lines.length / sampledLines);
  const sampled = Array.from({ length: Math.floor(lines.length / stride) }, (_, index) => lines[Math.floor(index * stride)]!);
  const measured = sampled.map((quad) => measureLine(image, quad));
  if (median(measured.map(({ contrast }) => contrast)) < minContrast) problems.push('too-light');
  const height = median(lines.map((quad) => lineHeight(quad)));
  if (height < minLineHeightPx) problems.push('low-resolution');
  else if (median(measured.map(({ edgeWidth }) => edgeWidth)) > height * maxEdgeShare) problems.push('blurred');
  if (isCutOff(image, lines)) problems.push('cut-off');
  return problems;
}

const lineHeight = ([a, b, c, d]: Quad) =>
  Math.min(Math.hypot(d[0] - a[0], d[1] - a[1]), Math.hypot(b[0] - a[0], b[1] - a[1]), Math.hypot(c[0] - b[0], c[1] - b[1]));

/** Contrast between paper and ink in the line's box, and the width in pixels over which its sharpest edges rise. */
function measureLine({ widthPx, heightPx, channels, data }: PixelImage, quad: Quad): { contrast: number; edgeWidth: number } {
  const xs = quad.map(([x]) => x);
  const ys = quad.map(([, y]) => y);
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const right = Math.min(widthPx - 1, Math.ceil(Math.max(...xs)));
  const bottom = Math.min(heightPx, Math.ceil(Math.max(...ys)));
  const values = new Uint32Array(256);
  const steps = new Uint32Array(256);
  const green = channels === 3 ? 1 : 0;
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const at = (y * widthPx + x) * channels + green;
      values[data[at]!]!++;
      steps[Math.abs(data[at + channels]! - data[at]!)]!++;
    }
  const contrast = percentile(values, 0.9) - percentile(values, 0.03);
  return { contrast, edgeWidth: contrast / Math.max(1, percentile(steps, 0.985)) };
}

/** Text runs into the left or right edge of the picture. */
function isCutOff({ widthPx }: PixelImage, lines: readonly Quad[]): boolean {
  const tolerance = Math.max(2, widthPx * 0.002);
  const touching = (test: (xs: number[], height: number) => boolean) =>
    lines.filter((quad) =>
      test(
        quad.map(([x]) => x),
        lineHeight(quad),
      ),
    ).length;
  // A box reaches beyond its text by about a quarter of its height; text that ends before the edge keeps its distance.
  const atLeft = touching((xs, height) => Math.min(...xs) + height * 0.2 <= tolerance);
  const atRight = touching((xs, height) => Math.max(...xs) - height * 0.2 >= widthPx - tolerance);
  return Math.max(atLeft, atRight) >= Math.max(minCutLines, lines.length * 0.15);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
