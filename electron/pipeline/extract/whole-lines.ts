/** Tells whether a value was read to its ends: where a line breaks off, a character is lost without a trace in the text. */
import type { LineCheck } from '#shared/page.ts';
import type { Row } from '#shared/text-layout/rows.ts';
import type { Cell } from '#shared/text-layout/cell.ts';

/** One printed line of the page as the engine read it. */
type ReadLine = {
  first: Cell;
  last: Cell;
  /** Ink goes on there; null where nobody looked. */
  start: boolean | null;
  end: boolean | null;
  slots: LineCheck['slots'] | null;
  count: number;
  pitch: number | null;
};
/** By the number of the line in the cells. */
export type ReadLines = ReadonlyMap<number, ReadLine>;

/** Lines of one value stand so far apart at most, in line heights: between others a line was lost. */
const maxGap = 1.05;
/** Where one line begins so much further right than the other, its first character may be missing: a character is about 0.75 line heights wide. */
const maxIndent = 0.6;
/** Characters of one value are equally wide; a lost one makes the others of its line wider by this at least (in lines of up to 14). */
const maxPitchSpread = 1.07;
/** Lines of fewer characters have no sure pitch. */
const minCharacters = 4;
/** Boxes are drawn wider than the text by this in all, in line heights. */
const boxMargin = 0.3;

/** Half-width signs are about half as wide as Chinese characters, in most typefaces a little less. */
const widthOf = ({ char }: Cell): number => (/[\u0020-\u007e]/.test(char) ? 0.52 : 1);

/** Width of a character in line heights; null for short lines. */
function pitchOf(cells: readonly Cell[]): number | null {
  const width = cells.reduce((sum, cell) => sum + widthOf(cell), 0);
  const height = cells[0] ? cells[0].y1 - cells[0].y0 : 0;
  if (width < minCharacters || height <= 0) return null;
  return ((cells.at(-1)?.x1 ?? 0) - (cells[0]?.x0 ?? 0) - boxMargin * height) / width;
}

/** @param checks of the same lines; null when nobody looked beyond them: then no line is known to be whole */
export function readLines(rows: readonly Row[], checks: readonly LineCheck[] | null): ReadLines {
  const byLine = Map.groupBy(
    rows.flatMap(({ cells }) => cells),
    ({ line }) => line,
  );
  const found = new Map<number, LineCheck>((checks ?? []).map((one) => [one.line, one]));
  return new Map(
    [...byLine].map(([line, cells]) => {
      const { start, end, slots }: Pick<ReadLine, 'start' | 'end'> & Pick<LineCheck, 'slots'> =
        checks === null ? { start: null, end: null } : (found.get(line) ?? { start: false, end: false });
      return [
        line,
        { first: cells[0]!, last: cells.at(-1)!, start, end, slots: slots ?? null, count: cells.length, pitch: pitchOf(cells) },
      ];
    }),
  );
}

/** The value's cells line by line, in their order. */
function partsOf(cells: readonly Cell[]): Cell[][] {
  const parts: Cell[][] = [];
  for (const cell of cells) {
    const part = parts.at(-1);
    if (part && part[0]?.line === cell.line) part.push(cell);
    else parts.push([cell]);
  }
  return parts;
}

/** True when ink goes on where the value ends or begins with its line: a character of it was not read. */
export function isCut(cells: readonly Cell[], lines: ReadLines): boolean {
  return partsOf(cells).some((part) => {
    const line = lines.get(part[0]!.line);
    return line !== undefined && ((line.start === true && part[0] === line.first) || (line.end === true && part.at(-1) === line.last));
  });
}

/** True when a line of the value shows more characters than it was read as. A label in the line stands apart, as a piece of its own. */
export function hasLost(cells: readonly Cell[], lines: ReadLines): boolean {
  return partsOf(cells).some((part) => {
    const line = lines.get(part[0]!.line);
    if (!line?.slots || part.at(-1) !== line.last) return false;
    const { count, pieces, last } = line.slots;
    return last && count > part.length && (count > line.count || (pieces > 1 && part.length < line.count));
  });
}

const middle = ({ y0, y1 }: Cell): number => (y0 + y1) / 2;

/** Nothing stands between the end of one part and the start of the next. */
function follows(upper: readonly Cell[], lower: readonly Cell[], lines: ReadLines): boolean {
  const [last, next] = [upper.at(-1)!, lower[0]!];
  const [from, to] = [lines.get(last.line), lines.get(next.line)];
  if (!from || !to || from.last !== last || to.first !== next || from.end !== false || to.start !== false) return false;
  const height = Math.max(last.y1 - last.y0, next.y1 - next.y0);
  // Side by side in one row: no wider apart than a character.
  if (Math.abs(middle(next) - middle(last)) < height / 2) return next.x0 - last.x1 < height;
  return next.y0 - last.y1 < maxGap * height && middle(next) > middle(last);
}

/** Below its first line a value begins at one margin. */
function isAligned(parts: readonly (readonly Cell[])[]): boolean {
  const starts = parts.slice(parts.length > 2 ? 1 : 0).map(([first]) => first!);
  const height = starts[0]!.y1 - starts[0]!.y0;
  return Math.max(...starts.map(({ x0 }) => x0)) - Math.min(...starts.map(({ x0 }) => x0)) <= maxIndent * height;
}

/** Of all lines of a value that are long enough; a line that also carries the label counts as it is printed, as a whole. */
function pitchSpread(parts: readonly (readonly Cell[])[], lines: ReadLines): number {
  const pitches = parts.flatMap(([first]) => lines.get(first!.line)?.pitch ?? []);
  return pitches.length < 2 ? 1 : Math.max(...pitches) / Math.max(1e-6, Math.min(...pitches));
}

/** How a value of several lines hangs together; null for one line. */
function joinOf(cells: readonly Cell[], lines: ReadLines) {
  const parts = partsOf(cells);
  if (parts.length < 2) return null;
  const followed = parts.slice(1).every((part, index) => follows(parts[index]!, part, lines));
  return { followed, aligned: isAligned(parts), spread: pitchSpread(parts, lines) };
}

/** True for one line, and where the lines of a value provably follow each other without a loss. */
export function isWhole(cells: readonly Cell[], lines: ReadLines): boolean {
  const join = joinOf(cells, lines);
  return join === null || (join.followed && join.aligned && join.spread <= maxPitchSpread);
}
