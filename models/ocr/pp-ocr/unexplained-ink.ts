/** Finds ink of a line that no character which was read explains: a character that the model does not know leaves no other trace. */
import type { FloatTensor } from '../../session.ts';
import type { ReadCharacter } from './ctc-decode.ts';

/** Pixels of the model's input per time step. */
const stepPx = 8;
/** Rows at the upper and lower edge may show the neighbouring lines. */
const edgeRows = 5;
/** A pixel is ink when it is darker than paper by this share of the line's contrast. */
const inkShare = 0.45;
/** Lines with less contrast (of 2, from black to white) show nothing that could be told from paper. */
const leastContrast = 0.35;
/** A row that is ink over so much of the line is a rule. */
const ruleShare = 0.6;
/** Fewer ink pixels in a column are dust. */
const leastColumnInk = 2;
/** Chinese characters fill a square; digits and Latin letters about half of it. Half of that reaches to either side of the middle. */
const halfWidth = { han: 0.5, narrow: 0.36 } as const;
/** In widths of a Chinese character: how wide the ink must be, and the room in which it stands; in heights of it: how high. */
const leastInkWidth = 0.4;
const leastRoom = 0.5;
const leastInkHeight = 0.45;
/** 一 is one stroke, halfway up; a rule under a blank lies lower, and a longer one is no character. In widths of a character; `middle` in heights of the line. */
const stroke = { leastRoom: 0.75, mostHeight: 0.25, mostWidth: 1.15, middle: [0.3, 0.72] } as const;
/**
 * A character is about as wide as the distance to the next, but no wider than the line is high: of letter-spaced text the distance says
 * nothing. Without two Chinese characters side by side: what fills a line's box as it is usually found.
 */
const usualSizePx = 40;
const sizeBounds = { least: 22, most: 48 } as const;

const isHan = (character: string) => /\p{Script=Han}/u.test(character);
const middleOf = ({ step }: ReadCharacter) => (step + 0.5) * stepPx;

/**
 * The characters beside which ink stands that nothing explains.
 * @param crop the model's input `[1, 3, height, paddedWidth]`, samples -1..1
 * @param widthPx columns of the crop that show the line
 * @param path what was read of it
 * @returns places in `path`, rising
 */
export function besideUnexplainedInk({ dims, data }: FloatTensor, widthPx: number, path: readonly ReadCharacter[]): number[] {
  if (!path.some(({ character }) => isHan(character))) return [];
  const ink = inkOf(data, { height: dims[2]!, stride: dims[3]!, widthPx });
  if (!ink) return [];
  const size = sizeOf(path);
  const reach = ({ character }: ReadCharacter) => size * (isHan(character) ? halfWidth.han : halfWidth.narrow);
  const beside = new Set<number>();
  for (let index = 0; index <= path.length; index++) {
    const [before, after] = [path[index - 1], path[index]];
    const from = before ? middleOf(before) + reach(before) : 0;
    const to = after ? middleOf(after) - reach(after) : widthPx;
    if (to - from < size * leastRoom || !holdsCharacter(ink, from, to, size)) continue;
    if (before) beside.add(index - 1);
    if (after) beside.add(index);
  }
  return [...beside].sort((a, b) => a - b);
}

/** Width of a Chinese character of the line in pixels. */
function sizeOf(path: readonly ReadCharacter[]): number {
  const distances = path
    .flatMap((one, index) => {
      const next = path[index + 1];
      return next && isHan(one.character) && isHan(next.character) ? [middleOf(next) - middleOf(one)] : [];
    })
    .sort((a, b) => a - b);
  const median = distances[Math.floor(distances.length / 2)] ?? usualSizePx;
  return Math.min(sizeBounds.most, Math.max(sizeBounds.least, median));
}

type Ink = { mask: Uint8Array; height: number; width: number };

/** Ink of the line without rules; null when nothing stands out from the paper. */
function inkOf(data: Float32Array, { height, stride, widthPx }: { height: number; stride: number; widthPx: number }): Ink | null {
  const plane = height * stride;
  const grey = new Float32Array(height * widthPx);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < widthPx; x++) {
      const at = y * stride + x;
      grey[y * widthPx + x] = (data[at]! + data[at + plane]! + data[at + 2 * plane]!) / 3;
    }
  const [dark, paper] = [levelBelow(grey, 0.03), levelBelow(grey, 0.75)];
  if (paper - dark < leastContrast) return null;
  const limit = paper - (paper - dark) * inkShare;
  const mask = Uint8Array.from(grey, (value) => (value < limit ? 1 : 0));
  for (let y = 0; y < height; y++) {
    const row = mask.subarray(y * widthPx, (y + 1) * widthPx);
    const count = row.reduce((sum, value) => sum + value, 0);
    if (count > widthPx * ruleShare || y < edgeRows || y >= height - edgeRows) row.fill(0);
  }
  return { mask, height, width: widthPx };
}

/** The level that so large a share of the samples lies below, to a hundredth. */
function levelBelow(grey: Float32Array, share: number): number {
  const counts = new Uint32Array(201);
  for (const value of grey) counts[Math.round((value + 1) * 100)]!++;
  let seen = 0;
  const place = counts.findIndex((count) => (seen += count) >= grey.length * share);
  return place / 100 - 1;
}

/** True when the ink between two columns is as wide and high as a character, or the one stroke of 一. */
function holdsCharacter(ink: Ink, from: number, to: number, size: number): boolean {
  const { columns, left, right, top, bottom } = extentOf(ink, from, to);
  if (columns < size * leastInkWidth) return false;
  const inkHeight = bottom - top + 1;
  if (inkHeight >= size * leastInkHeight) return true;
  const [highest, lowest] = stroke.middle;
  const halfway = top >= ink.height * highest && bottom < ink.height * lowest;
  if (to - from < size * stroke.leastRoom || inkHeight > size * stroke.mostHeight || !halfway) return false;
  return lengthOf(ink, Math.round((left + right) / 2), Math.round((top + bottom) / 2)) <= size * stroke.mostWidth;
}

/** How far the ink of a row runs to both sides of a place, also under what was read. */
function lengthOf({ mask, width }: Ink, x: number, y: number): number {
  const isInk = (at: number) => at >= 0 && at < width && mask[y * width + at] === 1;
  let [left, right] = [x, x];
  while (isInk(left - 1)) left--;
  while (isInk(right + 1)) right++;
  return right - left + 1;
}

type Extent = { columns: number; left: number; right: number; top: number; bottom: number };

/** Columns that hold ink, and the bounds of what is in them. */
function extentOf({ mask, height, width }: Ink, from: number, to: number): Extent {
  const extent: Extent = { columns: 0, left: width, right: -1, top: height, bottom: -1 };
  for (let x = Math.max(0, Math.round(from)); x < Math.min(width, Math.round(to)); x++) {
    let inColumn = 0;
    let [highest, lowest] = [height, -1];
    for (let y = 0; y < height; y++)
      if (mask[y * width + x] === 1) {
        inColumn++;
        highest = Math.min(highest, y);
        lowest = y;
      }
    if (inColumn < leastColumnInk) continue;
    extent.columns++;
    extent.left = Math.min(extent.left, x);
    extent.right = x;
    extent.top = Math.min(extent.top, highest);
    extent.bottom = Math.max(extent.bottom, lowest);
  }
  return extent;
}
