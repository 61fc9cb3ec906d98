/** Finds printed boxes to tick in the lines of a form and tells which are ticked: engines mostly lose the boxes between the words. */
import type { Box, TextLine, TickBox } from '#shared/page.ts';
import { greyValues } from './analysis-image.ts';
import { findComponents } from './components.ts';
import type { Component } from './components.ts';
import { cropImage } from './crop.ts';
import type { PixelImage } from './pixel-image.ts';

/** Side of a box as a share of its line's height. */
const minSide = 0.36;
const maxSide = 1.05;
const maxAspect = 1.35;
/** Share of each of the four sides that must carry ink, within a band of this share of the side. */
const minSideInk = 0.72;
const bandShare = 0.16;
/** Ink inside the outline from which a box is ticked: an empty one holds only specks. */
const minTickInk = 0.07;
/** Darker than paper by this share of the line's contrast is ink: outlines of small boxes are thin and grey. */
const inkContrast = 0.38;
/** Grey levels between paper and ink below which a line holds nothing. */
const minContrast = 40;
/** The crop of a line reaches so many line heights further: the first box may stand before its text. */
const marginLeft = 1.6;
const marginAround = 0.25;

function cropBox({ quad }: TextLine, { widthPx, heightPx }: PixelImage): Box {
  const xs = quad.map(([x]) => x);
  const ys = quad.map(([, y]) => y);
  const height = Math.max(...ys) - Math.min(...ys);
  const left = Math.max(0, Math.floor(Math.min(...xs) - marginLeft * height));
  const top = Math.max(0, Math.floor(Math.min(...ys) - marginAround * height));
  const right = Math.min(widthPx, Math.ceil(Math.max(...xs) + marginAround * height));
  const bottom = Math.min(heightPx, Math.ceil(Math.max(...ys) + marginAround * height));
  return [left, top, right - left, bottom - top];
}

/** Ones where there is ink; null for a line without contrast. */
function inkOf(grey: Uint8Array): Uint8Array | null {
  const sorted = grey.toSorted();
  const [dark, light] = [sorted[Math.floor(sorted.length * 0.004)] ?? 0, sorted[Math.floor(sorted.length * 0.8)] ?? 255];
  if (light - dark < minContrast) return null;
  const limit = light - inkContrast * (light - dark);
  return grey.map((value) => (value < limit ? 1 : 0));
}

function isOutline(ink: Uint8Array, stride: number, { left, top, right, bottom }: Component): boolean {
  const [width, height] = [right - left + 1, bottom - top + 1];
  const band = Math.max(2, Math.round(bandShare * Math.min(width, height)));
  let [upper, lower, first, last] = [0, 0, 0, 0];
  for (let x = left; x <= right; x += 1) {
    let [above, below] = [0, 0];
    for (let depth = 0; depth < band; depth += 1) {
      above |= ink[(top + depth) * stride + x] ?? 0;
      below |= ink[(bottom - depth) * stride + x] ?? 0;
    }
    upper += above;
    lower += below;
  }
  for (let y = top; y <= bottom; y += 1) {
    let [before, after] = [0, 0];
    for (let depth = 0; depth < band; depth += 1) {
      before |= ink[y * stride + left + depth] ?? 0;
      after |= ink[y * stride + right - depth] ?? 0;
    }
    first += before;
    last += after;
  }
  return Math.min(upper / width, lower / width, first / height, last / height) >= minSideInk;
}

function inkInside(ink: Uint8Array, stride: number, { left, top, right, bottom }: Component): number {
  const inset = Math.max(3, Math.round(0.24 * Math.min(right - left + 1, bottom - top + 1)));
  let [count, total] = [0, 0];
  for (let y = top + inset; y <= bottom - inset; y += 1)
    for (let x = left + inset; x <= right - inset; x += 1) {
      count += ink[y * stride + x] ?? 0;
      total += 1;
    }
  return total === 0 ? 0 : count / total;
}

function boxesInLine(image: PixelImage, line: TextLine): TickBox[] {
  const [left, top, width, height] = cropBox(line, image);
  if (width < 8 || height < 8) return [];
  const ink = inkOf(greyValues(cropImage(image, [left, top, width, height])));
  if (!ink) return [];
  const lineHeight = height / (1 + 2 * marginAround);
  return findComponents(ink, width, height).flatMap((component): TickBox[] => {
    const [w, h] = [component.right - component.left + 1, component.bottom - component.top + 1];
    const side = Math.max(w, h);
    if (side < minSide * lineHeight || side > maxSide * lineHeight || side > maxAspect * Math.min(w, h)) return [];
    if (!isOutline(ink, width, component)) return [];
    return [{ box: [left + component.left, top + component.top, w, h], ticked: inkInside(ink, width, component) >= minTickInk }];
  });
}

const middle = ([x, y, width, height]: Box): [number, number] => [x + width / 2, y + height / 2];

/** Boxes in the lines of the prepared page, each once. Square characters (口, 日) may be among them. */
export function findTickBoxes(image: PixelImage, lines: readonly TextLine[]): TickBox[] {
  const found: TickBox[] = [];
  for (const box of lines.flatMap((line) => boxesInLine(image, line))) {
    const [x, y] = middle(box.box);
    const known = found.some(({ box: [left, top, width, height] }) => x > left && x < left + width && y > top && y < top + height);
    if (!known) found.push(box);
  }
  return found;
}
