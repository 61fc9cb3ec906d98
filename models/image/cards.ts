/** Finds cards (ID-1: identity, bank, driving licence …) that lie apart on a sheet, as on a copy with both sides of an ID card. */
import type { Quad } from '#shared/page.ts';
import type { AnalysisImage } from './analysis-image.ts';
import { findSideEdges, fitSide, measureGradient, quadOfSides, shrinkGrey } from './edges.ts';
import type { Gradient, Side, SideEdges } from './edges.ts';
import { rectangleToQuad } from './projection.ts';
import type { Point } from './projection.ts';
import { cornerDeviation, isInside, quadSides, scaleQuad } from './quad-shape.ts';
import { coverage, findStraightLines, meet } from './straight-lines.ts';
import type { StraightLine } from './straight-lines.ts';

/** Corners in pixels of the page that was analysed, clockwise, a long side first; `confidence` 0..1. */
export type FoundCard = { quad: Quad; confidence: number };

/** ISO/IEC 7810 ID-1: 85.60 × 53.98 mm. */
const cardRatio = 85.6 / 53.98;
const ratioTolerance = 0.06;
/** Long side of a card ÷ short side of the sheet: 0.41 on A4, 0.58 on A5; copiers also enlarge and reduce. */
const minSheetShare = 0.3;
const maxSheetShare = 0.82;
/** Half the analysis image: the faint outline of a grey copy rises above its grain. */
const searchFactor = 2;
const search = { maxSlope: 0.12, noiseFactor: 2, minStrength: 0.9, maxLines: 36 };
/** Share of a side that must show an edge: roughly at first, then on the fitted side. */
const minRoughSupport = 0.5;
const minSupport = 0.5;
const minMeanSupport = 0.65;
/** The outline of a card on a grey copy may be this faint, levels per pixel. */
const minOutline = 1.2;
/** The rounded corner takes 3.18 mm of the side. */
const cornerShare = 0.07;
/** A card lies apart: of the strip around it no more may carry marks. Cells of tables and boxes between text lines do not. */
const maxMarksAround = 0.035;
/** Slope of what counts as a mark there. */
const markStrength = 5;
/** The strip lies between these distances from the outline, as shares of the card's long side; nearer there is its shadow. */
const strip = { from: 0.018, to: 0.07 };
/** Lines of a table run on beyond the corners of its cells; of the eight ends of a card's sides hardly one meets a mark. */
const maxSidesThatGoOn = 1;
const maxCards = 8;
const maxCandidates = 24;
const maxCornerDeviation = 2;
/** Tilt of a card against the rough rectangle, and of its sides against each other, as slopes. */
const maxRoughSlope = 0.03;
const maxSlopeSpread = 0.008;

type Candidate = { quad: Quad; score: number };

/** Most certain first; none where the sheet itself is the card. */
export function findCards(image: AnalysisImage): FoundCard[] {
  const small = shrinkGrey(image, searchFactor);
  const rough = measureGradient(small);
  const candidates = findRectangles(rough, Math.min(small.widthPx, small.heightPx)).filter(
    ({ quad }) => marksAround(rough, quad) <= maxMarksAround * 3,
  );
  if (candidates.length === 0) return [];
  const gradient = measureGradient(image);
  const shortSide = Math.min(image.widthPx, image.heightPx);
  const fitted = candidates.flatMap(({ quad }) => fitCard(gradient, scaleQuad(quad, searchFactor), shortSide) ?? []);
  fitted.sort((a, b) => b.confidence - a.confidence);
  const cards: FoundCard[] = [];
  for (const card of fitted) if (cards.length < maxCards && !cards.some(({ quad }) => overlap(quad, card.quad))) cards.push(card);
  return cards.map((card) => ({ ...card, quad: scaleQuad(card.quad, image.scale) }));
}

/** Rectangles of a card's shape whose four sides lie on edges, best first. */
function findRectangles(gradient: Gradient, shortSide: number): Candidate[] {
  const minPixels = Math.round((shortSide * minSheetShare * 0.6) / cardRatio);
  const { level, upright } = findStraightLines(gradient, { ...search, minPixels });
  const across = pairsOf(upright, shortSide);
  const candidates: Candidate[] = [];
  for (const [top, bottom, height] of pairsOf(level, shortSide))
    for (const [left, right, width] of across) {
      const ratio = Math.max(width, height) / Math.min(width, height);
      if (Math.abs(ratio / cardRatio - 1) > ratioTolerance) continue;
      const long = Math.max(width, height) / shortSide;
      if (long < minSheetShare || long > maxSheetShare) continue;
      const candidate = rectangleOf(top, right, bottom, left);
      if (candidate) candidates.push(candidate);
    }
  return candidates.sort((a, b) => b.score - a.score).slice(0, maxCandidates);
}

/** Two lines of one tilt at a distance that a card's sides may have. */
function pairsOf(lines: readonly StraightLine[], shortSide: number): [StraightLine, StraightLine, number][] {
  const pairs: [StraightLine, StraightLine, number][] = [];
  for (const first of lines)
    for (const second of lines) {
      const distance = second.offset - first.offset;
      if (Math.abs(first.slope - second.slope) > 0.025) continue;
      if (distance < (shortSide * minSheetShare * 0.95) / cardRatio || distance > shortSide * maxSheetShare * 1.05) continue;
      pairs.push([first, second, distance * Math.cos(Math.atan(first.slope))]);
    }
  return pairs;
}

function rectangleOf(top: StraightLine, right: StraightLine, bottom: StraightLine, left: StraightLine): Candidate | null {
  // Level and upright sides of one card are turned by the same angle: their slopes have opposite signs.
  if (Math.abs(top.slope + bottom.slope + left.slope + right.slope) > 0.05) return null;
  const quad: Quad = [meet(top, left), meet(top, right), meet(bottom, right), meet(bottom, left)];
  const inset = (from: number, to: number) => [from + (to - from) * cornerShare, to - (to - from) * cornerShare] as const;
  const supports = [
    coverage(top, ...inset(quad[0][0], quad[1][0])),
    coverage(right, ...inset(quad[1][1], quad[2][1])),
    coverage(bottom, ...inset(quad[3][0], quad[2][0])),
    coverage(left, ...inset(quad[0][1], quad[3][1])),
  ];
  if (Math.min(...supports) < minRoughSupport * 0.6) return null;
  const mean = supports.reduce((sum, support) => sum + support, 0) / 4;
  if (mean < minRoughSupport) return null;
  const { width, height } = quadSides(quad);
  const long: Quad = width >= height ? quad : [quad[1], quad[2], quad[3], quad[0]];
  return { quad: long, score: mean };
}

function overlap(one: Quad, other: Quad): boolean {
  const centre = (quad: Quad) => quad.reduce<[number, number]>(([sx, sy], [x, y]) => [sx + x / 4, sy + y / 4], [0, 0]);
  return (
    isInside(one, centre(other)) ||
    isInside(other, centre(one)) ||
    one.some((corner) => isInside(other, corner)) ||
    other.some((corner) => isInside(one, corner))
  );
}

/** Draws the rough rectangle tight onto the card's outline; null when that outline is no card's. */
function fitCard(gradient: Gradient, rough: Quad, shortSide: number): FoundCard | null {
  const fitting = { reachPx: 5, minStrength: minOutline, endShare: cornerShare };
  const sides = fitParallelSides(rough.map((corner, index) => findSideEdges(gradient, corner, rough[(index + 1) % 4]!, fitting)));
  const quad = sides && quadOfSides(sides);
  if (!quad || cornerDeviation(quad) > maxCornerDeviation) return null;
  const supports = sides.map(({ support }) => support);
  const mean = supports.reduce((sum, support) => sum + support, 0) / 4;
  if (Math.min(...supports) < minSupport || mean < minMeanSupport) return null;
  const fitted = quadSides(quad);
  const off = Math.abs(fitted.width / fitted.height / cardRatio - 1);
  const share = fitted.width / shortSide;
  if (off > ratioTolerance || share < minSheetShare || share > maxSheetShare) return null;
  if (marksAround(gradient, quad) > maxMarksAround || sidesThatGoOn(gradient, quad) > maxSidesThatGoOn) return null;
  return { quad, confidence: Math.round(mean * (1 - off / ratioTolerance / 3) * 100) / 100 };
}

/** Share of the strip around a quad that carries marks; what lies outside the picture is left out. */
function marksAround({ widthPx, heightPx, strength }: Gradient, quad: Quad): number {
  const { width, height } = quadSides(quad);
  const [a, b, c, d, e, f, g, h] = rectangleToQuad(width, height, quad);
  let marks = 0;
  let points = 0;
  const look = (x: number, y: number) => {
    const w = g * x + h * y + 1;
    const px = Math.round((a * x + b * y + c) / w);
    const py = Math.round((d * x + e * y + f) / w);
    if (px < 2 || py < 2 || px >= widthPx - 2 || py >= heightPx - 2) return;
    points++;
    if (strength[py * widthPx + px]! > markStrength) marks++;
  };
  for (let distance = width * strip.from; distance <= width * strip.to; distance += 2) {
    for (let x = -distance; x <= width + distance; x += 2) {
      look(x, -distance);
      look(x, height + distance);
    }
    for (let y = 0; y <= height; y += 2) {
      look(-distance, y);
      look(width + distance, y);
    }
  }
  return points === 0 ? 1 : marks / points;
}

/** How many of the eight ends of the sides have an edge that runs on beyond the corner. */
function sidesThatGoOn({ widthPx, heightPx, strength }: Gradient, quad: Quad): number {
  const { width } = quadSides(quad);
  const goesOn = (from: Point, to: Point) => {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
    const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
    let [hits, points] = [0, 0];
    for (let beyond = width * strip.from; beyond <= width * strip.to; beyond++) {
      points++;
      for (let across = -2; across <= 2; across++) {
        const x = Math.round(to[0] + ux * beyond - uy * across);
        const y = Math.round(to[1] + uy * beyond + ux * across);
        if (x < 1 || y < 1 || x >= widthPx - 1 || y >= heightPx - 1 || strength[y * widthPx + x]! < markStrength) continue;
        hits++;
        break;
      }
    }
    return hits >= points * 0.7;
  };
  const neighbours = quad.map((corner, index) => [corner, quad[(index + 1) % 4]!] as const);
  return neighbours.reduce((count, [a, b]) => count + (goesOn(a, b) ? 1 : 0) + (goesOn(b, a) ? 1 : 0), 0);
}

type FourSides = [Side, Side, Side, Side];

/**
 * The four sides of one card have one tilt, or nearly so on a photographed sheet. Each side's own best slope is tried
 * for all four: a side that followed its text or shadow instead is outvoted.
 */
function fitParallelSides(edges: readonly SideEdges[]): FourSides | null {
  const support = (sides: readonly (Side | null)[]) => sides.reduce((sum, side) => sum + (side?.support ?? 0), 0);
  let best: (Side | null)[] = [];
  for (const own of edges.map((side) => fitSide(side, { centre: 0, reach: maxRoughSlope }))) {
    if (!own) continue;
    const sides = edges.map((side) => fitSide(side, { centre: own.slope, reach: maxSlopeSpread }));
    if (support(sides) > support(best)) best = sides;
  }
  return best.length === 4 && best.every((side) => side !== null) ? (best as FourSides) : null;
}
