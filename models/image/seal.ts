/** Finds red seals on a page, and takes their colour away so that the text beneath can be read. */
import type { Box, Seal } from '#shared/page.ts';
import type { AnalysisImage } from './analysis-image.ts';
import { findComponents } from './components.ts';
import type { Component } from './components.ts';
import type { PixelImage } from './pixel-image.ts';

/** Share of the page's longer side; the smallest official seals (30 mm) are 0.1 of A4, name stamps about 0.04. */
const minSideShare = 0.03;
const maxSideShare = 0.5;
/** A seal that ends this close to a side edge may have been cut by it. */
const edgeShare = 0.03;
/** Strokes of one seal lie closer together than this, in analysis pixels. */
const bridgePx = 5;

/** Boxes in pixels of the page that `image` was reduced from. */
export function findSeals(image: AnalysisImage): Seal[] {
  if (image.colour.channels === 1) return [];
  const { widthPx, heightPx, scale } = image;
  const red = redMask(image.colour);
  const labels = new Int32Array(red.length);
  const components = findComponents(dilate(red, widthPx, heightPx), widthPx, heightPx, labels);
  const seals: Seal[] = [];
  for (const component of components) {
    const confidence = sealConfidence(red, labels, component, widthPx, Math.max(widthPx, heightPx));
    if (confidence < 0.4) continue;
    const { left, top, right, bottom } = component;
    const box: Box = [left * scale, top * scale, (right - left + 1) * scale, (bottom - top + 1) * scale].map(Math.round) as Box;
    seals.push({ box, colour: 'red', confidence });
  }
  return seals.sort((a, b) => b.confidence - a.confidence);
}

/** Saturated red, as ink pads and colour printers give it; not the brown of skin or wood. */
function redMask({ data }: PixelImage): Uint8Array {
  const mask = new Uint8Array(data.length / 3);
  for (let index = 0, at = 0; index < mask.length; index++, at += 3) {
    const red = data[at]!;
    const green = data[at + 1]!;
    const blue = data[at + 2]!;
    const rest = Math.max(green, blue);
    if (red > 90 && red - rest > 35 && red - rest > red * 0.22 && Math.abs(green - blue) < (red - Math.min(green, blue)) * 0.6)
      mask[index] = 1;
  }
  return mask;
}

/** Each mark grown sideways and then downwards by half the bridge. */
function dilate(mask: Uint8Array, width: number, height: number): Uint8Array {
  const reach = Math.floor(bridgePx / 2);
  const wide = new Uint8Array(mask.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (mask[y * width + x]) wide.fill(1, y * width + Math.max(0, x - reach), y * width + Math.min(width - 1, x + reach) + 1);
  const grown = new Uint8Array(mask.length);
  for (let y = 0; y < height; y++)
    for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++)
      for (let x = 0; x < width; x++) if (wide[y * width + x]) grown[row * width + x] = 1;
  return grown;
}

/**
 * A seal is about as high as wide, not filled with colour, and most of its ink lies near its outline (ring or frame).
 * Red print, photographs and the solid red of emblems fail one of these.
 */
function sealConfidence(red: Uint8Array, labels: Int32Array, component: Component, widthPx: number, longSidePx: number): number {
  const { left, top, right, bottom, label } = component;
  const { centreX, width } = horizontalExtent(component, widthPx);
  const height = bottom - top + 1;
  const aspect = Math.min(width, height) / Math.max(width, height);
  if (Math.min(width, height) < longSidePx * minSideShare || Math.max(width, height) > longSidePx * maxSideShare || aspect < 0.55) return 0;
  let ink = 0;
  let outer = 0;
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const at = y * widthPx + x;
      if (!red[at] || labels[at] !== label) continue;
      ink++;
      const dx = Math.abs(x - centreX) / (width / 2);
      const dy = Math.abs((2 * (y - top)) / (height - 1) - 1);
      if (Math.hypot(dx, dy) > 0.8) outer++;
    }
  const fill = ink / ((right - left + 1) * height);
  if (fill < 0.04 || fill > 0.6) return 0;
  const ring = Math.min(1, outer / Math.max(1, ink) / 0.45);
  return Math.round(Math.min(1, 0.25 + 0.35 * aspect + 0.4 * ring) * (fill > 0.45 ? 0.7 : 1) * (ring < 0.5 ? 0.5 : 1) * 100) / 100;
}

/** Centre and width of the whole seal: one that runs over the paper's side edge (a seam seal over several sheets) goes on unseen. */
function horizontalExtent({ left, right, top, bottom }: Component, widthPx: number): { centreX: number; width: number } {
  const width = right - left + 1;
  const height = bottom - top + 1;
  const seen = width / height;
  const cut = seen > 0.2 && seen < 0.75;
  if (cut && right >= widthPx * (1 - edgeShare)) return { centreX: left + height / 2, width: height };
  if (cut && left <= widthPx * edgeShare) return { centreX: right - height / 2, width: height };
  return { centreX: (left + right) / 2, width };
}

/** A little more than the box of a seal: its outline may bleed beyond. */
export function withMargin([x, y, width, height]: Box): Box {
  const margin = Math.max(width, height) * 0.04;
  return [x - margin, y - margin, width + 2 * margin, height + 2 * margin];
}

/**
 * A copy of the image in which the given boxes hold only the light that red ink reflects: the seal fades to paper and
 * black text stays. The image given is left as it is.
 */
export function withoutRed(image: PixelImage, boxes: readonly Box[]): PixelImage {
  if (image.channels === 1 || boxes.length === 0) return image;
  const data = new Uint8Array(image.data);
  for (const [x, y, width, height] of boxes) {
    const left = Math.max(0, Math.floor(x));
    const right = Math.min(image.widthPx, Math.ceil(x + width));
    for (let row = Math.max(0, Math.floor(y)); row < Math.min(image.heightPx, Math.ceil(y + height)); row++)
      for (let at = (row * image.widthPx + left) * 3; at < (row * image.widthPx + right) * 3; at += 3)
        data[at + 1] = data[at + 2] = data[at]!;
  }
  return { ...image, data };
}
