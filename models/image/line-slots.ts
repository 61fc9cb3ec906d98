/** Counts the characters of a line by their even spacing: one that the reader left out in the middle keeps its place in the print. */
import type { PixelImage } from './pixel-image.ts';
import { greyAt, pointOnLine } from './line-frame.ts';
import type { LineFrame } from './line-frame.ts';

/** Characters in the longest of so many `pieces` that stand apart, a label before its value for example; `last` = it is the last one. */
export type LineSlots = { count: number; pieces: number; last: boolean };

/** In line heights: above and below nothing but neighbours' strokes, and a gap that ends a piece. */
const rim = 0.12;
const pieceGap = 0.55;
const minContrast = 40;
/** A column with less ink than this share is empty. */
const minInk = 0.05;
/** Between characters lies this share of the line's mean ink at most, and of what any other count would leave there. */
const maxBetween = 0.45;
const maxAgainstOthers = 0.6;
/** Counts with this much more ink than the best fit as well, and all with next to none. */
const maxLikeBest = 1.3;
const leastBetween = 0.08;
/** Counts tried around what was read. */
const fewer = 3;
const more = 2;
const rowStep = 2;

/** Share of ink per column; null without contrast. */
function inkProfile(image: PixelImage, frame: LineFrame): Float64Array | null {
  const columns = Math.floor(frame.width);
  const rows: number[] = [];
  for (let s = rim * frame.height; s < (1 - rim) * frame.height; s += rowStep) rows.push(s);
  const values = new Uint8Array(columns * rows.length);
  for (let column = 0; column < columns; column++)
    for (const [index, s] of rows.entries()) values[column * rows.length + index] = greyAt(image, pointOnLine(frame, column, s));
  const sorted = values.toSorted();
  const [dark, paper] = [sorted[Math.floor(sorted.length * 0.06)] ?? 0, sorted[Math.floor(sorted.length * 0.8)] ?? 0];
  if (paper - dark < minContrast) return null;
  const profile = new Float64Array(columns);
  for (let at = 0; at < values.length; at++)
    profile[Math.floor(at / rows.length)]! += Math.min(1, Math.max(0, (paper - values[at]!) / (paper - dark))) / rows.length;
  return profile;
}

function piecesOf(profile: Float64Array, height: number): [number, number][] {
  const pieces: [number, number][] = [];
  for (let column = 0; column < profile.length; column++) {
    if (profile[column]! < minInk) continue;
    const last = pieces.at(-1);
    if (last && column - last[1] <= pieceGap * height) last[1] = column;
    else pieces.push([column, column]);
  }
  return pieces;
}

/** Ink at the seams between `count` equal characters, against the mean: the least over small shifts and stretches. */
function inkAtSeams(profile: Float64Array, [from, to]: [number, number], mean: number, count: number): number {
  let best = Infinity;
  for (let stretch = -0.12; stretch <= 0.121; stretch += 0.04) {
    const em = (to - from + 1) / (count + stretch - 0.06);
    for (let shift = -0.1; shift <= 0.101; shift += 0.05) {
      let sum = 0;
      for (let seam = 1; seam < count; seam++) sum += profile[Math.round(from + (seam + shift) * em)] ?? 0;
      best = Math.min(best, sum / (count - 1) / mean);
    }
  }
  return best;
}

/** @param read Chinese characters that the line was read as; null where the spacing does not tell */
export function countSlots(image: PixelImage, frame: LineFrame, read: number): LineSlots | null {
  const raw = inkProfile(image, frame);
  if (!raw) return null;
  const pieces = piecesOf(raw, frame.height);
  const longest = pieces.toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]))[0];
  if (!longest) return null;
  const profile = raw.map((value, at) => ((raw[at - 1] ?? 0) + value + (raw[at + 1] ?? 0)) / 3);
  const mean = profile.slice(longest[0], longest[1] + 1).reduce((sum, value) => sum + value, 0) / (longest[1] - longest[0] + 1);
  const tried = Array.from({ length: fewer + more + 1 }, (_, index) => read - fewer + index)
    .filter((count) => count >= 3)
    .map((count) => ({ count, between: inkAtSeams(profile, longest, mean, count) }))
    .toSorted((a, b) => a.between - b.between);
  const best = tried[0]?.between ?? Infinity;
  // Half the characters, twice as wide, have seams where there are some, too: of counts that fit the largest is the true one.
  const fitting = tried.filter(({ between }) => between <= Math.max(maxLikeBest * best, leastBetween));
  const count = Math.max(...fitting.map((one) => one.count));
  const others = tried.filter((one) => !fitting.includes(one)).map(({ between }) => between);
  if (best > maxBetween || best > maxAgainstOthers * Math.min(...others)) return null;
  return { count, pieces: pieces.length, last: longest === pieces.at(-1) };
}
