/** Finds red and blue seals on a page by colour and shape. */
import type { Box, Seal } from '#shared/page.ts';
import type { AnalysisImage } from './analysis-image.ts';
import { findComponents } from './components.ts';
import type { Component } from './components.ts';
import type { PixelImage } from './pixel-image.ts';
import { sheetSidePx } from './resize.ts';
import { sealInkMask } from './seal-ink.ts';
import type { SealColour } from './seal-ink.ts';
import { seal as limits } from './thresholds.ts';

export { whileRedIsFaded, withMargin, withoutSealInk } from './seal-ink.ts';

/** Boxes in pixels of the page that `image` was reduced from; most certain first. */
export function findSeals(image: AnalysisImage): Seal[] {
  if (image.colour.channels === 1) return [];
  const seals = [...findSealsOf(image, 'red', limits.red), ...findSealsOf(image, 'blue', limits.blue)];
  return seals.sort((a, b) => b.confidence - a.confidence);
}

function findSealsOf({ colour: pixels, widthPx, heightPx, scale }: AnalysisImage, colour: SealColour, least: number): Seal[] {
  const { ink, count } = sealInkMask(pixels, colour);
  if (count < limits.leastInkPixels) return [];
  const labels = new Int32Array(ink.length);
  const components = findComponents(dilate(ink, widthPx, heightPx), widthPx, heightPx, labels);
  return components.flatMap((component) => {
    const shape = sealConfidence({ ink, labels, widthPx, longSidePx: sheetSidePx({ widthPx, heightPx }) }, component);
    const cut = component.left <= widthPx * limits.edge || component.right >= widthPx * (1 - limits.edge);
    if (shape < least || (colour === 'blue' && cut)) return [];
    const confidence = Math.round(shape * groundFactor(pixels, ink, component, colour) * 100) / 100;
    if (confidence < least) return [];
    const { left, top, right, bottom } = component;
    const box = [left * scale, top * scale, (right - left + 1) * scale, (bottom - top + 1) * scale].map(Math.round) as Box;
    return [{ box, colour, confidence }];
  });
}

/** Each mark grown sideways and then downwards by half the bridge. */
function dilate(mask: Uint8Array, width: number, height: number): Uint8Array {
  const reach = Math.floor(limits.bridgePx / 2);
  const wide = new Uint8Array(mask.length);
  for (let at = mask.indexOf(1); at >= 0; at = mask.indexOf(1, at + 1)) {
    const rowStart = Math.floor(at / width) * width;
    for (let near = Math.max(rowStart, at - reach), end = Math.min(rowStart + width - 1, at + reach); near <= end; near++) wide[near] = 1;
  }
  const grown = new Uint8Array(mask.length);
  // From mark to mark: most of a page has none of this colour.
  for (let at = wide.indexOf(1); at >= 0; at = wide.indexOf(1, at + 1)) {
    const y = Math.floor(at / width);
    const last = at + (Math.min(height - 1, y + reach) - y) * width;
    for (let below = at - (y - Math.max(0, y - reach)) * width; below <= last; below += width) grown[below] = 1;
  }
  return grown;
}

/**
 * A seal is stamped on paper: between its strokes there is paper or print, or a paler shade of its ink. Gold beside the red
 * is an emblem, skin a portrait, leaves or sky a photograph.
 */
function groundFactor({ data, widthPx }: PixelImage, ink: Uint8Array, { left, top, right, bottom }: Component, colour: SealColour): number {
  const { saturation: leastSaturation, away, most, least, slope } = limits.ground;
  let [ground, coloured] = [0, 0];
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const at = y * widthPx + x;
      if (ink[at]) continue;
      ground++;
      const [red, green, blue] = [data[at * 3]!, data[at * 3 + 1]!, data[at * 3 + 2]!];
      const saturation = Math.max(red, green, blue) - Math.min(red, green, blue);
      const awayFromInk = colour === 'red' ? Math.abs(green - blue) : Math.abs(red - green);
      if (saturation > leastSaturation && (awayFromInk > saturation * away || (colour === 'red' ? red : blue) < Math.max(green, red, blue)))
        coloured++;
    }
  const share = coloured / Math.max(1, ground);
  return share <= most ? 1 : Math.max(least, 1 - (share - most) * slope);
}

type InkMap = { ink: Uint8Array; labels: Int32Array; widthPx: number; longSidePx: number };

const { sectors } = limits;
const bandShare = limits.band.from;

/**
 * A seal is about as high as wide, not filled with colour, and has an outline (ring, oval or frame) that runs nearly all
 * the way around. Red headlines, photographs, emblems and signs fail one of these.
 */
function sealConfidence({ ink, labels, widthPx, longSidePx }: InkMap, component: Component): number {
  const { left, top, right, bottom, label } = component;
  const { centreX, width } = horizontalExtent(component, widthPx);
  const height = bottom - top + 1;
  const aspect = Math.min(width, height) / Math.max(width, height);
  if (
    Math.min(width, height) < longSidePx * limits.leastSide ||
    Math.max(width, height) > longSidePx * limits.mostSide ||
    aspect < limits.leastAspect
  )
    return 0;
  const ring = new Uint8Array(sectors);
  const frame = new Uint8Array(sectors);
  let [inked, outer] = [0, 0];
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const at = y * widthPx + x;
      if (!ink[at] || labels[at] !== label) continue;
      inked++;
      const dx = (x - centreX) / (width / 2);
      const dy = (2 * (y - top)) / (height - 1) - 1;
      const sector = Math.floor(((Math.atan2(dy, dx) / Math.PI + 1) / 2) * sectors) % sectors;
      const radius = Math.hypot(dx, dy);
      if (radius > bandShare) outer++;
      if (radius > bandShare && radius < limits.band.to) ring[sector] = 1;
      if (Math.max(Math.abs(dx), Math.abs(dy)) > bandShare) frame[sector] = 1;
    }
  const fill = inked / ((right - left + 1) * height);
  if (fill < limits.fill.least || fill > limits.fill.most) return 0;
  const possible = visibleSectors(component, centreX);
  const around = Math.max(share(ring, possible), share(frame, possible));
  const outline = Math.min(1, outer / Math.max(1, inked) / limits.outline.plain);
  return confidenceOf({ aspect, fill, around, outline });
}

/** Each of the four 0..1; rounded to hundredths. */
function confidenceOf({ aspect, fill, around, outline }: { aspect: number; fill: number; around: number; outline: number }): number {
  const { weights, fill: filled, outline: outlined } = limits;
  const shape = Math.max(0, (around - limits.around) / (1 - limits.around)) * (0.5 + 0.5 * outline);
  const dense = fill > filled.dense ? filled.denseTimes : 1;
  const faint = outline < outlined.faint ? outlined.faintTimes : 1;
  return Math.round(Math.min(1, weights.base + weights.aspect * aspect + weights.shape * shape) * dense * faint * 100) / 100;
}

/** Sectors of the seal that lie on the page: a seam seal is cut by the edge. */
function visibleSectors({ left, right }: Component, centreX: number): Uint8Array {
  const visible = new Uint8Array(sectors).fill(1);
  const radius = Math.max(centreX - left, right - centreX) + 1;
  for (let sector = 0; sector < sectors; sector++) {
    const x = centreX + Math.cos(((2 * (sector + 0.5)) / sectors - 1) * Math.PI) * radius * bandShare;
    if (x < left - 1 || x > right + 1) visible[sector] = 0;
  }
  return visible;
}

function share(hit: Uint8Array, possible: Uint8Array): number {
  let [hits, all] = [0, 0];
  for (let sector = 0; sector < sectors; sector++) {
    all += possible[sector]!;
    hits += possible[sector]! & hit[sector]!;
  }
  return hits / Math.max(1, all);
}

/** Centre and width of the whole seal: one that runs over the paper's side edge (a seam seal over several sheets) goes on unseen. */
function horizontalExtent({ left, right, top, bottom }: Component, widthPx: number): { centreX: number; width: number } {
  const width = right - left + 1;
  const height = bottom - top + 1;
  const seen = width / height;
  const cut = seen > limits.cut.from && seen < limits.cut.to;
  if (cut && right >= widthPx * (1 - limits.edge)) return { centreX: left + height / 2, width: height };
  if (cut && left <= widthPx * limits.edge) return { centreX: right - height / 2, width: height };
  return { centreX: (left + right) / 2, width };
}
