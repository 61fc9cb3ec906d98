/** Points of a small picture where brightness changes sharply, each with the direction in which it grows brighter. */
import type { GreyFrame } from './grey-frame.ts';

/** `nx, ny`: unit vector towards the brighter side. */
export type EdgePoint = { x: number; y: number; nx: number; ny: number };
/** Edge points, and per pixel the slope of brightness in levels per pixel (Sobel). */
export type EdgeMap = { widthPx: number; heightPx: number; dx: Float32Array; dy: Float32Array; threshold: number; points: EdgePoint[] };

/** Weaker slopes are grain and paper fibres; white paper on a white table still casts a shadow of this much. */
const minSlope = 3;
/** Grain of a dim picture: an edge is this many times the typical slope. */
const grainFactor = 3;

export function findEdgePoints({ widthPx, heightPx, grey }: GreyFrame): EdgeMap {
  const dx = new Float32Array(grey.length);
  const dy = new Float32Array(grey.length);
  const strength = new Float32Array(grey.length);
  for (let y = 1; y < heightPx - 1; y++)
    for (let at = y * widthPx + 1, end = at + widthPx - 2; at < end; at++) {
      const falling = grey[at + widthPx + 1]! - grey[at - widthPx - 1]!;
      const rising = grey[at - widthPx + 1]! - grey[at + widthPx - 1]!;
      const right = (falling + rising + 2 * (grey[at + 1]! - grey[at - 1]!)) / 8;
      const down = (falling - rising + 2 * (grey[at + widthPx]! - grey[at - widthPx]!)) / 8;
      dx[at] = right;
      dy[at] = down;
      strength[at] = Math.hypot(right, down);
    }
  const threshold = Math.max(minSlope, grainFactor * typical(strength));
  return { widthPx, heightPx, dx, dy, threshold, points: crests({ widthPx, heightPx, dx, dy, strength, threshold }) };
}

function typical(strength: Float32Array): number {
  const sample: number[] = [];
  for (let at = 0; at < strength.length; at += 31) sample.push(strength[at]!);
  // The quieter third: a page full of text must not hide its own outline.
  return sample.sort((a, b) => a - b)[Math.floor(sample.length / 3)] ?? 0;
}

/** Of the pixels across an edge, the one where the slope is steepest. */
function crests({ widthPx, heightPx, dx, dy, strength, threshold }: Omit<EdgeMap, 'points'> & { strength: Float32Array }): EdgePoint[] {
  const points: EdgePoint[] = [];
  for (let y = 2; y < heightPx - 2; y++)
    for (let x = 2; x < widthPx - 2; x++) {
      const at = y * widthPx + x;
      const value = strength[at]!;
      if (value < threshold) continue;
      const [nx, ny] = [dx[at]! / value, dy[at]! / value];
      // The neighbour across the edge: straight or diagonal, whichever is nearer to the direction of the slope.
      const step = (Math.abs(nx) > 0.38 ? Math.sign(nx) : 0) + (Math.abs(ny) > 0.38 ? Math.sign(ny) : 0) * widthPx;
      if (value >= strength[at - step]! && value > strength[at + step]!) points.push({ x, y, nx, ny });
    }
  return points;
}
