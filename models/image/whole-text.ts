/** Guards the text of a page while its surroundings are cut off: a wrong cut loses text, a picture left whole does not. */
import type { Box, Quad } from '#shared/page.ts';
import type { Point } from './projection.ts';
import { isInside, quadSides } from './quad-shape.ts';
import { isCardRatio } from './rectify.ts';
import type { Rectified } from './rectify.ts';

/** Text outside a page that may be other than the page's: dust, what lies beside it. */
const maxOutsideShare = 0.06;
/** Hands, stickers and other papers around a card may carry text of their own; more is the page that the "card" is a part of. */
const maxAroundCard = 0.4;
/** Boxes of lines reach beyond their text. */
const boxMarginShare = 0.008;

/** Part of the text's length that is not wholly kept; 1 when nothing is. */
function shareLost(lines: readonly Quad[], isKept: (point: Point) => boolean): number {
  let [kept, all] = [0, 0];
  for (const line of lines) {
    const length = quadSides(line).width;
    all += length;
    if (line.every(isKept)) kept += length;
  }
  return kept === 0 ? 1 : 1 - kept / all;
}

/** Whether next to no text is lost when only what is inside the quad is kept; false without text, for nothing speaks for the quad then. */
export function showsWholeText(quad: Quad, size: Rectified, lines: readonly Quad[]): boolean {
  const around = grown(quad);
  return shareLost(lines, (point) => isInside(around, point)) <= (isCardRatio(size) ? maxAroundCard : maxOutsideShare);
}

/** The same for a box; true without text. */
export function boxKeepsText([left, top, width, height]: Box, lines: readonly Quad[]): boolean {
  const margin = boxMarginShare * Math.max(width, height);
  const isKept = ([x, y]: Point) => x >= left - margin && y >= top - margin && x <= left + width + margin && y <= top + height + margin;
  return lines.length === 0 || shareLost(lines, isKept) <= maxOutsideShare;
}

function grown(quad: Quad): Quad {
  const [cx, cy] = [0, 1].map((axis) => quad.reduce((sum, corner) => sum + corner[axis]! / 4, 0)) as [number, number];
  return quad.map(([x, y]) => [cx + (x - cx) * 1.015, cy + (y - cy) * 1.015]) as Quad;
}
