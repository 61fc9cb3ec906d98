/** Turns, straightens and crops a page in one pass, and maps what was found on it before. */
import { setImmediate } from 'node:timers/promises';
import type { Box, Quad, Rotation } from '#shared/page.ts';
import { cropImage } from './crop.ts';
import type { PixelImage } from './pixel-image.ts';
import { chain, inverse, projectPoint, projectQuad, shiftBy, turnAround } from './projection.ts';
import type { Projection } from './projection.ts';
import { canStep, shiftRows } from './stepped-shift.ts';
import { turnQuarters } from './turn.ts';
import { warpRows } from './warp.ts';

type Size = { widthPx: number; heightPx: number };

/** How a page is turned: the fields of a preparation, and the canvas between turn and crop. */
export type Levelling = {
  rotationCw: Rotation;
  /** Counter-clockwise, after the quarter turns. */
  skewDegrees: number;
  canvas: Size;
  /** In pixels of the canvas. */
  crop?: Box;
};

/** The smallest canvas that holds the whole turned page. */
export function levelledCanvas({ widthPx, heightPx }: Size, rotationCw: Rotation, skewDegrees: number): Size {
  const [width, height] = rotationCw % 180 === 0 ? [widthPx, heightPx] : [heightPx, widthPx];
  const radians = (Math.abs(skewDegrees) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  return { widthPx: Math.round(width * cos + height * sin), heightPx: Math.round(height * cos + width * sin) };
}

/** Takes points of `page` to points of the levelled page. */
export function ontoLevelled(page: Size, { rotationCw, skewDegrees, canvas, crop }: Levelling): Projection {
  return chain(turnAround(page, canvas, rotationCw - skewDegrees), shiftBy(-(crop?.[0] ?? 0), -(crop?.[1] ?? 0)));
}

/** A page takes tens of milliseconds: after so many rows others have their turn. */
const bandRows = 160;

/** The samples stay as they are unless the page has to be straightened. */
export async function levelPage(page: PixelImage, levelling: Levelling): Promise<PixelImage> {
  const { rotationCw, skewDegrees, canvas, crop } = levelling;
  if (skewDegrees === 0) {
    const turned = await turnQuarters(page, rotationCw);
    return crop ? cropImage(turned, crop) : turned;
  }
  const [, , widthPx, heightPx] = crop ?? [0, 0, canvas.widthPx, canvas.heightPx];
  const toPage = inverse(ontoLevelled(page, levelling));
  const data = Buffer.allocUnsafe(widthPx * heightPx * page.channels);
  const result = { widthPx, heightPx, channels: page.channels, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
  const levelRows = canStep(page, toPage) ? shiftRows : warpRows;
  for (let row = 0; row < heightPx; row += bandRows) {
    levelRows(page, toPage, result, row, Math.min(heightPx, row + bandRows));
    await setImmediate();
  }
  return result;
}

/** A box on the levelled page: its centre moves, its size stays (seals are round). */
export function levelBox([x, y, width, height]: Box, page: Size, levelling: Levelling): Box {
  const [cx, cy] = projectPoint(ontoLevelled(page, levelling), [x + width / 2, y + height / 2]);
  const [w, h] = levelling.rotationCw % 180 === 0 ? [width, height] : [height, width];
  return [cx - w / 2, cy - h / 2, w, h].map(Math.round) as Box;
}

/** A quad on the levelled page, its corners again clockwise from the top left as it lies there. */
export function levelQuad(quad: Quad, page: Size, levelling: Levelling): Quad {
  return topLeftFirst(projectQuad(ontoLevelled(page, levelling), quad));
}

/** The same corners in the same sense, starting so that the first side runs to the right. */
function topLeftFirst(quad: Quad): Quad {
  const rightward = [0, 1, 2, 3].map((index) => {
    const [a, b] = [quad[index]!, quad[(index + 1) % 4]!];
    return (b[0] - a[0]) / (Math.hypot(b[0] - a[0], b[1] - a[1]) || 1);
  });
  return startAt(quad, rightward.indexOf(Math.max(...rightward)));
}

export const startAt = (quad: Quad, first: number): Quad => [0, 1, 2, 3].map((index) => quad[(index + first) % 4]!) as Quad;
