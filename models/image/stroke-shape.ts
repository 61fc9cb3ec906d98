/** How the strokes inside a box of a page run, as numbers by which writing is told from print. */
import { clearRuledLines } from './ruled-lines.ts';
import type { Box } from '#shared/page.ts';
import { cropImage } from './crop.ts';
import { findComponents } from './components.ts';
import type { Component } from './components.ts';
import { greyValues } from './analysis-image.ts';
import type { PixelImage } from './pixel-image.ts';

/** All lengths in heights of the text, so that resolution and size do not count. */
export type StrokeShape = {
  /** Of the edges of strokes, the share that runs level or upright; in print nearly all of them do. */
  axial: number;
  /** How differently the level strokes lie, degrees: print repeats one slope. */
  levelSpread: number;
  /** How differently the upright strokes lean, degrees. */
  uprightSpread: number;
  /** How differently the level strokes of one character lie from those of the next, degrees. */
  tiltSpread: number;
  /** How the middles of characters jump up and down. */
  jitter: number;
  /** The same of their feet, on which printed characters stand level. */
  feet: number;
  /** How unevenly they follow each other. */
  advance: number;
  /** How the heights of characters vary. */
  heightSpread: number;
  /** Blue above red of the ink against the paper, 0..1 of the contrast. */
  blue: number;
  /** Height of the ink in pixels. */
  heightPx: number;
  /** Width of strokes. */
  stroke: number;
  /** Characters that were told apart. */
  characters: number;
};

/** Grey levels between paper and ink below which nothing can be told. */
const minContrast = 60;
/** Ink is darker than paper by this share of the contrast. */
const inkShare = 0.45;
/** A row or column that is ink over most of its length is a line. */
const lineShare = 0.6;
const columnShare = 0.92;
/** Gradients of at least this share of the contrast lie on the edge of a stroke. */
const edgeShare = 0.22;
const axialDegrees = 7;
/** Strokes that lean further than this are diagonal ones. */
const levelDegrees = 22;
/** Smaller text shows no strokes. */
const minHeightPx = 12;
/** Less ink than this, in square heights, is too little to tell. */
const minInk = 0.3;
/** Parts of characters lower than this are dots, dashes and the like. */
const minPart = 0.45;
/** A character that fills its place, by whose middle and foot a line is told to be level. */
const minWhole = 0.6;

type Crop = { grey: Uint8Array; ink: Uint8Array; width: number; height: number; paper: number; contrast: number; image: PixelImage };

function share(histogram: Uint32Array, total: number, part: number): number {
  let seen = 0;
  for (let value = 0; value < 256; value++) if ((seen += histogram[value]!) >= total * part) return value;
  return 255;
}

function cropOf(page: PixelImage, box: Box): Crop | null {
  const image = cropImage(page, box);
  const [width, height] = [image.widthPx, image.heightPx];
  if (width < minHeightPx / 2 || height < minHeightPx) return null;
  const grey = greyValues(image);
  const histogram = new Uint32Array(256);
  for (const value of grey) histogram[value]!++;
  const [dark, paper] = [share(histogram, grey.length, 0.02), share(histogram, grey.length, 0.7)];
  const contrast = paper - dark;
  if (contrast < minContrast) return null;
  const limit = paper - inkShare * contrast;
  const ink = new Uint8Array(grey.length);
  for (let at = 0; at < grey.length; at++) ink[at] = grey[at]! < limit ? 1 : 0;
  return { grey, ink, width, height, paper, contrast, image };
}

const radians = Math.PI / 180;
/** Directions are averaged over a square of this half side, so that the ends and crossings of strokes do not count alone. */
const around = 2;
/** Where strokes of several directions meet nothing can be said: the least agreement of a square, 0..1. */
const minCoherence = 0.7;

/** Sobel gradients, squared and multiplied, in the crop. */
function gradients({ grey, width, height }: Crop): { xx: Float32Array; yy: Float32Array; xy: Float32Array } {
  const [xx, yy, xy] = [new Float32Array(grey.length), new Float32Array(grey.length), new Float32Array(grey.length)];
  for (let row = 1; row < height - 1; row++)
    for (let column = 1; column < width - 1; column++) {
      const at = row * width + column;
      const [a, b, c] = [grey[at - width - 1]!, grey[at - width]!, grey[at - width + 1]!];
      const [d, f] = [grey[at - 1]!, grey[at + 1]!];
      const [g, h, i] = [grey[at + width - 1]!, grey[at + width]!, grey[at + width + 1]!];
      const [x, y] = [c + 2 * f + i - a - 2 * d - g, g + 2 * h + i - a - 2 * b - c];
      xx[at] = x * x;
      yy[at] = y * y;
      xy[at] = x * y;
    }
  return { xx, yy, xy };
}

/** Sums over squares, first along rows, then along columns. */
function summed(values: Float32Array, width: number, height: number): Float32Array {
  const rows = new Float32Array(values.length);
  for (let row = 0; row < height; row++) {
    let sum = 0;
    for (let column = -around; column < width; column++) {
      if (column + around < width) sum += values[row * width + column + around]!;
      if (column - around - 1 >= 0) sum -= values[row * width + column - around - 1]!;
      if (column >= 0) rows[row * width + column] = sum;
    }
  }
  const sums = new Float32Array(values.length);
  for (let column = 0; column < width; column++) {
    let sum = 0;
    for (let row = -around; row < height; row++) {
      if (row + around < height) sum += rows[(row + around) * width + column]!;
      if (row - around - 1 >= 0) sum -= rows[(row - around - 1) * width + column]!;
      if (row >= 0) sums[row * width + column] = sum;
    }
  }
  return sums;
}

type Tilt = { weight: number; sum: number; squares: number };
const noTilt = (): Tilt => ({ weight: 0, sum: 0, squares: 0 });
const spreadOf = ({ weight, sum, squares }: Tilt): number =>
  weight === 0 ? 0 : Math.sqrt(Math.max(0, squares / weight - (sum / weight) ** 2));

/** Directions of strokes, weighted by their strength: near level, near upright, the share that is neither, and how characters differ. */
function strokeAngles(
  crop: Crop,
  characters: readonly Component[],
): Pick<StrokeShape, 'axial' | 'levelSpread' | 'uprightSpread' | 'tiltSpread'> {
  const { ink, width, height, contrast } = crop;
  const raw = gradients(crop);
  const [xx, yy, xy] = [summed(raw.xx, width, height), summed(raw.yy, width, height), summed(raw.xy, width, height)];
  const least = (4 * edgeShare * contrast) ** 2 * (2 * around + 1);
  let [all, axial] = [0, 0];
  const [level, upright] = [noTilt(), noTilt()];
  const owner = new Int16Array(width).fill(-1);
  for (const [index, { left, right }] of characters.entries()) owner.fill(index, left, right + 1);
  const each = characters.map(noTilt);
  for (let at = 0; at < ink.length; at++) {
    if (!ink[at]) continue;
    const [x, y, both] = [xx[at]!, yy[at]!, xy[at]!];
    const energy = x + y;
    const coherence = Math.hypot(x - y, 2 * both) / Math.max(1, energy);
    if (energy < least || coherence < minCoherence) continue;
    // Of the gradient, which stands at a right angle to the stroke: level strokes have an upright one.
    const isLevel = y > x;
    const angle = (0.5 * Math.atan2(2 * both, isLevel ? y - x : x - y)) / radians;
    const weight = Math.sqrt(energy);
    all += weight;
    if (Math.abs(angle) <= axialDegrees) axial += weight;
    if (Math.abs(angle) > levelDegrees) continue;
    add(isLevel ? level : upright, angle, weight);
    const character = isLevel ? each[owner[at % width]!] : undefined;
    if (character) add(character, angle, weight);
  }
  const told = each.filter(({ weight }) => weight > minShareOfCharacter * (all / Math.max(1, characters.length)));
  return {
    axial: all === 0 ? 1 : axial / all,
    levelSpread: spreadOf(level),
    uprightSpread: spreadOf(upright),
    tiltSpread: deviation(told.map(({ weight, sum }) => sum / weight)),
  };
}

/** Level strokes of a character that make up less than this share of its strokes do not tell its tilt. */
const minShareOfCharacter = 0.12;

function add(tilt: Tilt, angle: number, weight: number): void {
  tilt.weight += weight;
  tilt.sum += weight * angle;
  tilt.squares += weight * angle * angle;
}

/** Parts that stand over each other are one character. */
function charactersOf(parts: readonly Component[], height: number): Component[] {
  const joined: Component[] = [];
  for (const part of parts.toSorted((a, b) => a.left - b.left)) {
    const last = joined.at(-1);
    const overlap = last ? Math.min(last.right, part.right) - Math.max(last.left, part.left) + 1 : 0;
    const whole = last ? Math.max(last.right, part.right) - last.left + 1 : 0;
    if (last && overlap > 0 && whole < 1.35 * height) {
      last.right = Math.max(last.right, part.right);
      last.top = Math.min(last.top, part.top);
      last.bottom = Math.max(last.bottom, part.bottom);
      last.pixels += part.pixels;
    } else joined.push({ ...part });
  }
  return joined.filter(({ top, bottom }) => bottom - top + 1 >= minPart * height);
}

/** Half the characters deviate from the middle one by less: flat signs and digits among letters do not count. */
function usualDeviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
  const off = values.map((value) => Math.abs(value - middle)).sort((a, b) => a - b);
  return (off[Math.floor((off.length - 1) / 2)]! + off[Math.floor(off.length / 2)]!) / 2;
}

function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Blue above red of the ink, less what the paper has. */
function blueOf({ image: { channels, data }, ink, contrast }: Crop): number {
  if (channels === 1) return 0;
  let [inkSum, inkCount, paperSum, paperCount] = [0, 0, 0, 0];
  for (let at = 0; at < ink.length; at++) {
    const tint = data[at * 3 + 2]! - data[at * 3]!;
    if (ink[at]) {
      inkSum += tint;
      inkCount++;
    } else {
      paperSum += tint;
      paperCount++;
    }
  }
  if (inkCount === 0 || paperCount === 0) return 0;
  return (inkSum / inkCount - paperSum / paperCount) / contrast;
}

/** Ink in pixels over half the length of its outline. */
function strokeWidth({ ink, width, height }: Crop): { pixels: number; widthPx: number } {
  let [pixels, edges] = [0, 0];
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      if (!ink[at]) continue;
      pixels++;
      if (!ink[at + 1] || column === width - 1) edges++;
      if (!ink[at - 1] || column === 0) edges++;
      if (row === 0 || !ink[at - width]) edges++;
      if (row === height - 1 || !ink[at + width]) edges++;
    }
  return { pixels, widthPx: edges === 0 ? 0 : (2 * pixels) / edges };
}

/** Null where the box holds too little ink to tell, or no contrast. */
export function measureStrokes(page: PixelImage, box: Box): StrokeShape | null {
  const crop = cropOf(page, box);
  if (!crop) return null;
  clearRuledLines(crop, lineShare, columnShare);
  const parts = findComponents(crop.ink, crop.width, crop.height).filter(({ pixels }) => pixels > 3);
  if (parts.length === 0) return null;
  const tall = parts.filter(({ top, bottom }) => bottom - top + 1 >= 0.3 * crop.height);
  const own = tall.length > 0 ? tall : parts;
  const heightPx = Math.max(...own.map(({ bottom }) => bottom)) - Math.min(...own.map(({ top }) => top)) + 1;
  const { pixels, widthPx } = strokeWidth(crop);
  if (heightPx < minHeightPx || pixels < minInk * heightPx * heightPx * 0.5) return null;
  const characters = charactersOf(parts, heightPx);
  const whole = characters.filter(({ top, bottom }) => bottom - top + 1 >= minWhole * heightPx);
  const steps = whole.slice(1).map(({ left, right }, index) => (left + right - whole[index]!.left - whole[index]!.right) / 2);
  return {
    ...strokeAngles(crop, characters),
    jitter: usualDeviation(whole.map(({ top, bottom }) => (top + bottom) / 2)) / heightPx,
    feet: usualDeviation(whole.map(({ bottom }) => bottom)) / heightPx,
    advance: usualDeviation(steps) / heightPx,
    heightSpread: usualDeviation(whole.map(({ top, bottom }) => bottom - top)) / heightPx,
    blue: blueOf(crop),
    heightPx,
    stroke: widthPx / heightPx,
    characters: characters.length,
  };
}
