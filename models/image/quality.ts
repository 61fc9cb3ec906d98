/** Says why a page should be scanned again: too blurred, dark, light or coarse for its text, or text cut off at the edge. */
import type { Box, Preparation, Quad } from '#shared/page.ts';
import type { Ink } from './ink.ts';
import { percentile } from './ink.ts';
import type { PixelImage } from './pixel-image.ts';

export type QualityProblem = Preparation['qualityProblems'][number];

/*
 * The limits were set on a drawn contract page of 10.5-point text, read by PP-OCR: blur of 2 to 8 pixels (300 dpi), 40 to
 * 300 dpi, 15 to 50 % of the light, 10 to 40 % of the contrast. Errors rise above a tenth of the characters beyond a blur
 * of 4 px and below 75 dpi; darkness and paleness harm people before they harm the OCR.
 */

/** Paper darker than this is under-exposed. */
const minPaperLevel = 70;
/** Text must differ from its paper by this much (0..255). */
const minContrast = 35;
/** Characters lower than this are misread: 10.5 points at 75 dpi. */
const minTextHeightPx = 11.5;
/** An edge that rises over more than this share of the characters' height is blurred. */
const maxEdgeShare = 0.19;
/** Lines that must end at the same edge before it counts as cut through the text. */
const minCutLines = 3;
const sampledLines = 24;

/** Where lines stood on the page before it was turned, and what part of it is paper: there the edges still tell. */
export type AsScanned = { image: PixelImage; lines: readonly Quad[]; paper: Box };

/**
 * @param lines text lines of `image`, the prepared page
 * @param asScanned for cut-off text; without it the edges of `image` are taken
 */
export function findQualityProblems(image: PixelImage, lines: readonly Quad[], ink: Ink, asScanned?: AsScanned): QualityProblem[] {
  const problems: QualityProblem[] = [];
  if (ink.paper < minPaperLevel) problems.push('too-dark');
  if (lines.length === 0) return problems;
  const stride = Math.max(1, lines.length / sampledLines);
  const sampled = Array.from({ length: Math.floor(lines.length / stride) }, (_, index) => lines[Math.floor(index * stride)]!);
  const measured = sampled.map((quad) => measureLine(image, quad));
  if (problems.length === 0 && median(measured.map(({ contrast }) => contrast)) < minContrast) problems.push('too-light');
  const height = median(measured.map(({ textHeight }) => textHeight));
  if (height < minTextHeightPx) problems.push('low-resolution');
  else if (median(measured.map(({ edgeWidth }) => edgeWidth)) > height * maxEdgeShare) problems.push('blurred');
  if (isCutOff(asScanned ?? { image, lines, paper: [0, 0, image.widthPx, image.heightPx] })) problems.push('cut-off');
  return problems;
}

const lineHeight = ([a, b, c, d]: Quad) =>
  Math.min(Math.hypot(d[0] - a[0], d[1] - a[1]), Math.hypot(b[0] - a[0], b[1] - a[1]), Math.hypot(c[0] - b[0], c[1] - b[1]));

type LineLook = {
  contrast: number;
  /** Pixels over which the line's sharpest edges rise. */
  edgeWidth: number;
  /** Rows between the first and the last that carry ink. */
  textHeight: number;
};

/** Contrast, sharpness and height of the print in the line's box. */
function measureLine({ widthPx, heightPx, channels, data }: PixelImage, quad: Quad): LineLook {
  const xs = quad.map(([x]) => x);
  const ys = quad.map(([, y]) => y);
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  // The first 800 pixels tell enough of a long line.
  const right = Math.min(widthPx - 1, left + 800, Math.ceil(Math.max(...xs)));
  const bottom = Math.min(heightPx, Math.ceil(Math.max(...ys)));
  const values = new Uint32Array(256);
  const steps = new Uint32Array(256);
  const green = channels === 3 ? 1 : 0;
  for (let y = top; y < bottom; y++)
    for (let x = left, at = (y * widthPx + left) * channels + green; x < right; x++, at += channels) {
      values[data[at]!]!++;
      steps[Math.abs(data[at + channels]! - data[at]!)]!++;
    }
  const light = percentile(values, 0.9);
  const contrast = light - percentile(values, 0.03);
  const rows = inkedRows({ widthPx, channels, data }, { left, right, top, bottom }, light - contrast * 0.5);
  const textHeight = Math.min(lineHeight(quad), rows === 0 ? Infinity : rows);
  return { contrast, edgeWidth: contrast / Math.max(1, percentile(steps, 0.985)), textHeight };
}

type Region = { left: number; right: number; top: number; bottom: number };

/** Rows in the longest run of rows that carry ink: a box may reach into the next line. */
function inkedRows(
  { widthPx, channels, data }: Pick<PixelImage, 'widthPx' | 'channels' | 'data'>,
  { left, right, top, bottom }: Region,
  dark: number,
): number {
  const least = Math.max(1, (right - left) * 0.015);
  let [longest, run] = [0, 0];
  for (let y = top; y < bottom; y++) {
    let inked = 0;
    for (let x = left, at = (y * widthPx + left) * channels + (channels === 3 ? 1 : 0); x < right; x++, at += channels)
      if (data[at]! < dark) inked++;
    run = inked >= least ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** A line may be cut when its box ends nearer to the edge than this many of its heights. */
const nearEdge = 0.5;
/** Share of the outermost pixels beside a line that are ink when characters were cut through; more is a shadow. */
const cutInk = { least: 0.04, most: 0.7 };

/** Several lines run into the same edge of the paper, and their ink reaches it. */
function isCutOff({ image, lines, paper }: AsScanned): boolean {
  const cut = [0, 0, 0, 0];
  for (const quad of lines) {
    const height = lineHeight(quad);
    const [xs, ys] = [quad.map(([x]) => x), quad.map(([, y]) => y)];
    const box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
    const level = box.right - box.left >= box.bottom - box.top;
    const gaps = [box.left - paper[0], paper[0] + paper[2] - box.right, box.top - paper[1], paper[1] + paper[3] - box.bottom];
    for (const edge of level ? [0, 1] : [2, 3]) if (gaps[edge]! <= height * nearEdge && hasInkAtEdge(image, box, paper, edge)) cut[edge]!++;
  }
  return Math.max(...cut) >= Math.max(minCutLines, lines.length * 0.15);
}

/** @param edge left, right, top, bottom of the paper */
function hasInkAtEdge({ widthPx, heightPx, channels, data }: PixelImage, box: Region, [x, y, width, height]: Box, edge: number): boolean {
  const level = edge < 2;
  const [from, to] = level ? [box.top, box.bottom] : [box.left, box.right];
  // The outermost pixel is often blurred away by the scanner or by JPEG.
  const at = Math.round([x + 2, x + width - 3, y + 2, y + height - 3][edge]!);
  const values: number[] = [];
  for (let along = Math.max(0, Math.round(from)); along < Math.min(level ? heightPx : widthPx, to); along++) {
    const [column, row] = level ? [at, along] : [along, at];
    values.push(data[(row * widthPx + column) * channels + (channels === 3 ? 1 : 0)] ?? 255);
  }
  const light = [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.85)] ?? 255;
  const share = values.filter((value) => value < light * 0.65).length / Math.max(1, values.length);
  return share >= cutInk.least && share <= cutInk.most;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
