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
/** Without two Chinese characters side by side to measure: characters fill this share of the height of a line's box. */
const usualPitchPx = 34;
const pitchBounds = { least: 22, most: 44 } as const;

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
  const pitch = pitchOf(path);
  const reach = ({ character }: ReadCharacter) => pitch * (isHan(character) ? halfWidth.han : halfWidth.narrow);
  const beside = new Set<number>();
  for (let index = 0; index <= path.length; index++) {
    const [before, after] = [path[index - 1], path[index]];
    const from = before ? middleOf(before) + reach(before) : 0;
    const to = after ? middleOf(after) - reach(after) : widthPx;
    if (to - from < pitch * leastRoom || !holdsCharacter(ink, from, to, pitch)) continue;
    if (before) beside.add(index - 1);
    if (after) beside.add(index);
  }
  return [...beside].sort((a, b) => a - b);
}

/** Median distance of Chinese characters that follow each other closely, within what a line's box allows. */
function pitchOf(path: readonly ReadCharacter[]): number {
  const distances = path
    .flatMap((one, index) => {
      const next = path[index + 1];
      return next && isHan(one.character) && isHan(next.character) ? [middleOf(next) - middleOf(one)] : [];
    })
    .filter((distance) => distance <= pitchBounds.most)
    .sort((a, b) => a - b);
  const median = distances[Math.floor(distances.length / 2)] ?? usualPitchPx;
  return Math.max(pitchBounds.least, median);
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

/** True when the ink between two columns is as wide and high as a character. */
function holdsCharacter({ mask, height, width }: Ink, from: number, to: number, pitch: number): boolean {
  const [start, end] = [Math.max(0, Math.round(from)), Math.min(width, Math.round(to))];
  let columns = 0;
  let [top, bottom] = [height, -1];
  for (let x = start; x < end; x++) {
    let inColumn = 0;
    let [highest, lowest] = [height, -1];
    for (let y = 0; y < height; y++)
      if (mask[y * width + x] === 1) {
        inColumn++;
        highest = Math.min(highest, y);
        lowest = y;
      }
    if (inColumn < leastColumnInk) continue;
    columns++;
    top = Math.min(top, highest);
    bottom = Math.max(bottom, lowest);
  }
  return columns >= pitch * leastInkWidth && bottom - top + 1 >= pitch * leastInkHeight;
}
