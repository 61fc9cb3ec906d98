/** Finds red and blue seals on a page by colour and shape. */
import type { Box, Seal } from '#shared/page.ts';
import type { AnalysisImage } from './analysis-image.ts';
import { findComponents } from './components.ts';
import type { Component } from './components.ts';
import type { PixelImage } from './pixel-image.ts';
import { sealInkMask } from './seal-ink.ts';
import type { SealColour } from './seal-ink.ts';

export { whileRedIsFaded, withMargin, withoutSealInk } from './seal-ink.ts';

/** Share of the page's longer side; the smallest official seals (30 mm) are 0.1 of A4, name stamps about 0.04. */
const minSideShare = 0.03;
const maxSideShare = 0.5;
/** A seal that ends this close to a side edge may have been cut by it. */
const edgeShare = 0.03;
/** Strokes of one seal lie closer together than this, in analysis pixels. */
const bridgePx = 5;
const minConfidence = 0.4;
/** Blue is also the colour of pens, tables and card backs: only a clear ring counts. */
const minBlueConfidence = 0.8;
/** Fewer coloured pixels on the whole page make no seal. */
const minInkPixels = 60;

/** Boxes in pixels of the page that `image` was reduced from; most certain first. */
export function findSeals(image: AnalysisImage): Seal[] {
  if (image.colour.channels === 1) return [];
  const seals = [...findSealsOf(image, 'red', minConfidence), ...findSealsOf(image, 'blue', minBlueConfidence)];
  return seals.sort((a, b) => b.confidence - a.confidence);
}

function findSealsOf({ colour: pixels, widthPx, heightPx, scale }: AnalysisImage, colour: SealColour, least: number): Seal[] {
  const { ink, count } = sealInkMask(pixels, colour);
  if (count < minInkPixels) return [];
  const labels = new Int32Array(ink.length);
  const components = findComponents(dilate(ink, widthPx, heightPx), widthPx, heightPx, labels);
  return components.flatMap((component) => {
    const shape = sealConfidence({ ink, labels, widthPx, longSidePx: Math.max(widthPx, heightPx) }, component);
    const cut = component.left <= widthPx * edgeShare || component.right >= widthPx * (1 - edgeShare);
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
  const reach = Math.floor(bridgePx / 2);
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

/** Share of the ground in a seal's box that may have a colour of its own before the seal becomes doubtful. */
const maxColouredGround = 0.12;

/**
 * A seal is stamped on paper: between its strokes there is paper or print, or a paler shade of its ink. Gold beside the red
 * is an emblem, skin a portrait, leaves or sky a photograph.
 */
function groundFactor({ data, widthPx }: PixelImage, ink: Uint8Array, { left, top, right, bottom }: Component, colour: SealColour): number {
  let [ground, coloured] = [0, 0];
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const at = y * widthPx + x;
      if (ink[at]) continue;
      ground++;
      const [red, green, blue] = [data[at * 3]!, data[at * 3 + 1]!, data[at * 3 + 2]!];
      const saturation = Math.max(red, green, blue) - Math.min(red, green, blue);
      const awayFromInk = colour === 'red' ? Math.abs(green - blue) : Math.abs(red - green);
      if (saturation > 40 && (awayFromInk > saturation * 0.42 || (colour === 'red' ? red : blue) < Math.max(green, red, blue))) coloured++;
    }
  const share = coloured / Math.max(1, ground);
  return share <= maxColouredGround ? 1 : Math.max(0.3, 1 - (share - maxColouredGround) * 3);
}

type InkMap = { ink: Uint8Array; labels: Int32Array; widthPx: number; longSidePx: number };

const sectors = 48;
/** The outline of a seal lies in the outermost part of its box. */
const bandShare = 0.82;

/**
 * A seal is about as high as wide, not filled with colour, and has an outline (ring, oval or frame) that runs nearly all
 * the way around. Red headlines, photographs, emblems and signs fail one of these.
 */
function sealConfidence({ ink, labels, widthPx, longSidePx }: InkMap, component: Component): number {
  const { left, top, right, bottom, label } = component;
  const { centreX, width } = horizontalExtent(component, widthPx);
  const height = bottom - top + 1;
  const aspect = Math.min(width, height) / Math.max(width, height);
  if (Math.min(width, height) < longSidePx * minSideShare || Math.max(width, height) > longSidePx * maxSideShare || aspect < 0.55) return 0;
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
      if (radius > bandShare && radius < 1.12) ring[sector] = 1;
      if (Math.max(Math.abs(dx), Math.abs(dy)) > bandShare) frame[sector] = 1;
    }
  const fill = inked / ((right - left + 1) * height);
  if (fill < 0.04 || fill > 0.6) return 0;
  const possible = visibleSectors(component, centreX);
  const around = Math.max(share(ring, possible), share(frame, possible));
  const outline = Math.min(1, outer / Math.max(1, inked) / 0.35);
  const shape = Math.max(0, (around - 0.4) / 0.6) * (0.5 + 0.5 * outline);
  return Math.round(Math.min(1, 0.15 + 0.25 * aspect + 0.68 * shape) * (fill > 0.4 ? 0.7 : 1) * (outline < 0.5 ? 0.6 : 1) * 100) / 100;
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
  const cut = seen > 0.2 && seen < 0.75;
  if (cut && right >= widthPx * (1 - edgeShare)) return { centreX: left + height / 2, width: height };
  if (cut && left <= widthPx * edgeShare) return { centreX: right - height / 2, width: height };
  return { centreX: (left + right) / 2, width };
}
