/** Finds the dark frame that a scanner leaves around paper smaller than its bed. */
import type { Box } from '#shared/page.ts';
import { greyValues } from './analysis-image.ts';
import type { AnalysisImage } from './analysis-image.ts';
import { percentile } from './ink.ts';
import { ontoLevelled } from './level-page.ts';
import type { Levelling } from './level-page.ts';
import { inverse } from './projection.ts';
import { warpImage } from './warp.ts';

/** Brighter than this is paper or a lit background; so is, on a page that is dark itself, what is brighter than a part of its paper. */
const darkLevel = 70;
const darkShareOfPaper = 0.45;
const paperShare = 0.95;
/** Share of a row or column that must be dark to belong to the frame. */
const darkShare = 0.96;
/** A frame wider than this is a photograph of something on a dark table, which perspective correction is for. */
const maxFrameShare = 0.4;
/** Less is the edge of a photograph, not worth another copy of the page. */
const minFrameShare = 0.01;

/** The part of the page inside the frame, in pixels of the page; null when there is no frame. */
export function findPageInsideFrame({ widthPx, heightPx, grey, scale }: AnalysisImage): Box | null {
  const limit = darkLimit(grey);
  const isDark = (start: number, step: number, count: number) => {
    let dark = 0;
    for (let index = 0, at = start; index < count; index++, at += step) if (grey[at]! < limit) dark++;
    return dark >= count * darkShare;
  };
  const isDarkRow = (y: number) => isDark(y * widthPx, 1, widthPx);
  const isDarkColumn = (x: number) => isDark(x, widthPx, heightPx);
  const count = (most: number, test: (step: number) => boolean) => {
    let steps = 0;
    while (steps < most && test(steps)) steps++;
    return steps;
  };
  const top = count(heightPx * maxFrameShare, (step) => isDarkRow(step));
  const bottom = count(heightPx * maxFrameShare, (step) => isDarkRow(heightPx - 1 - step));
  const left = count(widthPx * maxFrameShare, (step) => isDarkColumn(step));
  const right = count(widthPx * maxFrameShare, (step) => isDarkColumn(widthPx - 1 - step));
  if (Math.max(top, bottom) < heightPx * minFrameShare && Math.max(left, right) < widthPx * minFrameShare) return null;
  if (top + bottom >= heightPx * maxFrameShare * 1.5 || left + right >= widthPx * maxFrameShare * 1.5) return null;
  const edges = [left, top, widthPx - left - right, heightPx - top - bottom];
  return edges.map((edge) => Math.round(edge * scale)) as Box;
}

function darkLimit(grey: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const value of grey) counts[value]!++;
  return Math.min(darkLevel, darkShareOfPaper * percentile(counts, paperShare));
}

/** The same after the page was turned: in pixels of the levelling's canvas. */
export function findTurnedPageInsideFrame({ colour, scale }: AnalysisImage, levelling: Levelling): Box | null {
  const canvas = {
    widthPx: Math.max(1, Math.round(levelling.canvas.widthPx / scale)),
    heightPx: Math.max(1, Math.round(levelling.canvas.heightPx / scale)),
  };
  // Inverted, so that the canvas around the page is as dark as the frame.
  const inverted = { ...colour, data: colour.data.map((value) => 255 - value) };
  const turned = warpImage(inverted, inverse(ontoLevelled(colour, { ...levelling, canvas })), canvas.widthPx, canvas.heightPx);
  const upright = { ...turned, data: turned.data.map((value) => 255 - value) };
  return findPageInsideFrame({ ...canvas, colour: upright, grey: greyValues(upright), scale });
}
