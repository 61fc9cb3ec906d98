/** Finds the sheet, booklet or card that a photograph shows, as the four corners of its outline; only when it is sure. */
import type { Quad } from '#shared/page.ts';
import type { AnalysisImage } from './analysis-image.ts';
import { findSideEdges, fitSide, measureGradient, quadOfSides, shrinkGrey } from './edges.ts';
import type { Gradient, Side } from './edges.ts';
import { percentile } from './ink.ts';
import { cornerDeviation, isConvex, quadArea, quadSides, scaleQuad } from './quad-shape.ts';
import { coverage, findStraightLines, meet } from './straight-lines.ts';
import type { StraightLine } from './straight-lines.ts';

/** Corners in pixels of the page that was analysed, clockwise from the top left as it lies; `confidence` 0..1. */
export type DocumentQuad = { quad: Quad; confidence: number };

/** At this size text is grey texture and the outline stands out. */
const searchSidePx = 340;
const search = { maxSlope: 0.42, noiseFactor: 2, minStrength: 2.5, maxLines: 16 };
const minAreaShare = 0.12;
/** Nothing to correct when the outline is the picture's own. */
const maxAreaShare = 0.97;
/** Steeper views than this lose the far text anyway. */
const maxCornerOff = 25;
const minRoughSupport = 0.55;
const minSupport = 0.6;
const minMeanSupport = 0.75;
/** Paper and what it lies on differ by this much (sum over the channels), or the line is printed on the paper. */
const minContrast = 36;
/** What lies around a photographed page is darker or brighter than paper by this much. */
const minEdgeDifference = 14;

type Candidate = { quad: Quad; score: number };

export function findDocumentQuad(image: AnalysisImage): DocumentQuad | null {
  if (fillsPicture(image)) return null;
  const factor = Math.max(1, Math.round(Math.max(image.widthPx, image.heightPx) / searchSidePx));
  const small = shrinkGrey(image, factor);
  const candidates = findQuads(small).map(({ quad }) => scaleQuad(quad, factor));
  if (candidates.length === 0) return null;
  const gradient = measureGradient(image);
  const pictureArea = image.widthPx * image.heightPx;
  let best: DocumentQuad | null = null;
  for (const rough of candidates) {
    const sides = fitSides(gradient, rough, factor + 3);
    if (!sides) continue;
    const quad = quadOfSides(sides);
    if (!quad || !isConvex(quad) || cornerDeviation(quad) > maxCornerOff) continue;
    const support = sides.reduce((sum, side) => sum + side.support, 0) / 4;
    const share = quadArea(quad) / pictureArea;
    if (support < minMeanSupport || share < minAreaShare || share > maxAreaShare) continue;
    const contrasts = sideContrasts(image, quad).sort((a, b) => a - b);
    if (contrasts[0]! < minContrast * 0.5 || contrasts[1]! < minContrast) continue;
    const confidence = support * Math.min(1, 0.7 + contrasts[1]! / 300);
    if (!best || confidence * Math.sqrt(share) > best.confidence * Math.sqrt(quadArea(best.quad) / pictureArea))
      best = { quad, confidence };
  }
  return best && { quad: scaleQuad(best.quad, image.scale), confidence: Math.round(best.confidence * 100) / 100 };
}

/** Null as soon as one side has no edge. */
function fitSides(gradient: Gradient, rough: Quad, reachPx: number): [Side, Side, Side, Side] | null {
  const sides: Side[] = [];
  for (const [index, corner] of rough.entries()) {
    const edges = findSideEdges(gradient, corner, rough[(index + 1) % 4]!, { reachPx, minStrength: 2, endShare: 0.04 });
    const side = fitSide(edges, { centre: 0, reach: 0.03 });
    if (side === null || side.support < minSupport) return null;
    sides.push(side);
  }
  return sides as [Side, Side, Side, Side];
}

/** Paper reaches the picture's edge on three sides or all, as on a scan: there is no outline to find. */
function fillsPicture({ widthPx, heightPx, grey }: AnalysisImage): boolean {
  const whole = new Uint32Array(256);
  for (let at = 0; at < grey.length; at += 7) whole[grey[at]!]!++;
  const paper = percentile(whole, 0.8);
  const depth = Math.max(2, Math.round(Math.min(widthPx, heightPx) * 0.012));
  const strips: [number, number, number, number][] = [
    [0, 0, widthPx, depth],
    [0, heightPx - depth, widthPx, heightPx],
    [0, 0, depth, heightPx],
    [widthPx - depth, 0, widthPx, heightPx],
  ];
  const foreign = strips.filter(([left, top, right, bottom]) => {
    const values = new Uint32Array(256);
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) values[grey[y * widthPx + x]!]!++;
    return Math.abs(percentile(values, 0.5) - paper) > minEdgeDifference;
  });
  return foreign.length < 2;
}

/** Quads whose sides lie on edges, the largest and best supported first. */
function findQuads(small: { widthPx: number; heightPx: number; grey: Uint8Array }): Candidate[] {
  const minPixels = Math.round(Math.min(small.widthPx, small.heightPx) * 0.2);
  const { level, upright } = findStraightLines(measureGradient(small), { ...search, minPixels });
  const area = small.widthPx * small.heightPx;
  const candidates: Candidate[] = [];
  for (const [top, bottom] of orderedPairs(level, small.heightPx))
    for (const [left, right] of orderedPairs(upright, small.widthPx)) {
      const quad: Quad = [meet(top, left), meet(top, right), meet(bottom, right), meet(bottom, left)];
      const outside = quad.some(([x, y]) => x < -3 || y < -3 || x > small.widthPx + 3 || y > small.heightPx + 3);
      if (outside || !isConvex(quad)) continue;
      const supports = [
        coverage(top, quad[0][0], quad[1][0]),
        coverage(right, quad[1][1], quad[2][1]),
        coverage(bottom, quad[3][0], quad[2][0]),
        coverage(left, quad[0][1], quad[3][1]),
      ];
      const mean = supports.reduce((sum, support) => sum + support, 0) / 4;
      if (Math.min(...supports) < minRoughSupport * 0.5 || mean < minRoughSupport) continue;
      const share = quadArea(quad) / area;
      if (share >= minAreaShare && cornerDeviation(quad) <= maxCornerOff) candidates.push({ quad, score: mean * Math.sqrt(share) });
    }
  return candidates.sort((a, b) => b.score - a.score).slice(0, 16);
}

function orderedPairs(lines: readonly StraightLine[], breadth: number): [StraightLine, StraightLine][] {
  return lines.flatMap((first) =>
    lines.filter((second) => second.offset - first.offset > breadth * 0.2).map((second): [StraightLine, StraightLine] => [first, second]),
  );
}

/**
 * Per side, how much the colour of strips outside differs from that of strips inside, at several distances: a printed
 * frame has the same paper further out as further in.
 */
function sideContrasts(image: AnalysisImage, quad: Quad): number[] {
  const { width, height } = quadSides(quad);
  const short = Math.min(width, height);
  return quad.map((from, index) => {
    const to = quad[(index + 1) % 4]!;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
    // Clockwise corners: the right-hand normal points inwards.
    const [nx, ny] = [-(to[1] - from[1]) / length, (to[0] - from[0]) / length];
    const strip = (share: number) => medianColour(image, from, to, [nx * short * share, ny * short * share]);
    const inside = [0.02, 0.07, 0.13].flatMap((share) => [strip(share) ?? []].filter((colour) => colour.length > 0));
    const outside = [-0.015, -0.03, -0.05].flatMap((share) => [strip(share) ?? []].filter((colour) => colour.length > 0));
    const differences = inside.flatMap((a) =>
      outside.map((b) => a.reduce<number>((sum, value, channel) => sum + Math.abs(value - b[channel]!), 0)),
    );
    // A side that is nearly the picture's own edge has nothing outside to compare with.
    return differences.length === 0 ? minContrast : Math.min(...differences);
  });
}

/** Null where the strip lies outside the picture. */
function medianColour(
  { colour }: AnalysisImage,
  from: readonly [number, number],
  to: readonly [number, number],
  shift: readonly [number, number],
): number[] | null {
  const { widthPx, heightPx, channels, data } = colour;
  const count = 80;
  const values = [new Uint8Array(count), new Uint8Array(count), new Uint8Array(count)] as const;
  let found = 0;
  for (let index = 2; index < count - 2; index++) {
    const x = Math.round(from[0] + ((to[0] - from[0]) * index) / count + shift[0]);
    const y = Math.round(from[1] + ((to[1] - from[1]) * index) / count + shift[1]);
    if (x < 0 || y < 0 || x >= widthPx || y >= heightPx) continue;
    for (let channel = 0; channel < 3; channel++)
      values[channel]![found] = data[(y * widthPx + x) * channels + (channels === 3 ? channel : 0)]!;
    found++;
  }
  if (found < count / 4) return null;
  return values.map((list) => list.subarray(0, found).sort()[found >> 1]!);
}
