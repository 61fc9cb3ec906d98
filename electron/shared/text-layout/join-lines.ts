/** Puts the lines of one row together: boxes of neighbouring lines are drawn wide, so that both may read what stands between them. */
import type { Cell } from './cell.ts';

/** Overlap of two characters, as a share of the narrower, from which they can be one character read twice. */
const sameCharacterOverlap = 0.4;
const otherReadingOverlap = 0.8;
/** So many characters at most are read twice, and so many at the end of a line are what its box cut in half. */
const maxRepeated = 8;
const maxCut = 2;
/** Lines that overlap by less than this share of a character only touch. */
const minOverlap = 0.9;

const widthOf = ({ x0, x1 }: Cell): number => x1 - x0;

/** One character, read at the end of one line and at the start of the next: the surer reading stays. */
function joinCharacter(left: readonly Cell[], right: readonly Cell[]): Cell[] {
  const [last, first] = [left.at(-1), right[0]];
  if (!last || !first) return [...left, ...right];
  const overlap = (last.x1 - first.x0) / Math.min(widthOf(last), widthOf(first));
  const digits = /^\d\d$/.test(last.char + first.char);
  const double = overlap >= (last.char === first.char ? sameCharacterOverlap : digits ? otherReadingOverlap : Infinity);
  if (!double) return [...left, ...right];
  return last.confidence >= first.confidence ? [...left, ...right.slice(1)] : [...left.slice(0, -1), ...right];
}

type Seam = { repeated: number; cutLeft: number; cutRight: number };

/** Where the end of `left` and the start of `right` say the same: the longest run, with the fewest half characters beside it. */
function findSeam(left: readonly Cell[], right: readonly Cell[], most: number): Seam | null {
  const [a, b] = [left.map(({ char }) => char).join(''), right.map(({ char }) => char).join('')];
  for (let repeated = Math.min(most, a.length, b.length); repeated >= 2; repeated -= 1)
    for (let cut = 0; cut <= maxCut; cut += 1)
      for (let cutRight = 0; cutRight <= cut; cutRight += 1) {
        const cutLeft = cut - cutRight;
        const end = a.length - cutLeft;
        if (end < repeated || cutRight + repeated > b.length) continue;
        if (a.slice(end - repeated, end) === b.slice(cutRight, cutRight + repeated)) return { repeated, cutLeft, cutRight };
      }
  return null;
}

function joinTwo(left: readonly Cell[], right: readonly Cell[]): Cell[] {
  const [last, first] = [left.at(-1), right[0]];
  if (!last || !first) return [...left, ...right];
  const overlap = last.x1 - first.x0;
  const width = Math.max(widthOf(last), widthOf(first), 1);
  if (overlap < minOverlap * width) return joinCharacter(left, right);
  // Half-width characters are about half as wide as the widest.
  const most = Math.min(maxRepeated, Math.ceil((2.2 * overlap) / width) + 1);
  const seam = findSeam(left, right, most);
  if (!seam) return joinCharacter(left, right);
  return [...left.slice(0, left.length - seam.cutLeft), ...right.slice(seam.cutRight + seam.repeated)];
}

/** @param lines cells of the lines of one row, from left to right */
export function joinLines(lines: readonly (readonly Cell[])[]): Cell[] {
  return lines.reduce<Cell[]>((joined, cells) => joinTwo(joined, cells), []);
}
