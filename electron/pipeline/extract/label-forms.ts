/** Labels that are not one piece of text: spread over the label column (营 业 场 所), or standing in two lines of a table cell. */
import type { Row } from '#shared/text-layout/rows.ts';
import type { LabelHit } from './label-hit.ts';
import { blocksOf } from './page-rows.ts';
import { labelThresholds } from './thresholds.ts';

export type Candidate = Omit<LabelHit, 'section'>;

/** How many characters of `label` the text gives in order, a doubled one counted once; null when it holds anything else. */
function orderedPart(text: string, label: string): { found: number; first: number } | null {
  let at = -1;
  let found = 0;
  let first = -1;
  for (const [index, char] of [...text].entries()) {
    // A wide box reads its neighbour again.
    if (index > 0 && char === text[index - 1] && label[at + 1] !== char) continue;
    const next = label.indexOf(char, at + 1);
    if (next < 0) return null;
    if (first < 0) first = next;
    at = next;
    found += 1;
  }
  return { found, first };
}

/**
 * A label whose characters stand apart at the start of a row loses some of them easily: what was found in order still tells it.
 * `wrong` counts what is missing.
 */
export function spreadLabel(row: Row, index: number, label: string): Candidate | null {
  let best: Candidate | null = null;
  for (let end = 1; end <= Math.min(label.length + 2, row.cells.length); end += 1) {
    const [last, next] = [row.cells[end - 1], row.cells[end]];
    if (!last) break;
    if (end > 1 && last.x0 - (row.cells[end - 2]?.x1 ?? 0) > labelThresholds.spread * row.height) break;
    const part = orderedPart(row.text.slice(0, end), label);
    if (!part) break;
    // Pieces of one label come as several lines; a piece of running text does not.
    const lines = new Set(row.cells.slice(0, end).map(({ line }) => line)).size;
    const apart = lines > 1 || (next !== undefined && next.line !== last.line);
    const missing = label.length - part.found;
    const enough =
      label.length === 2
        ? part.found === 1 && leavesRoom(row, label, part.first)
        : part.found >= Math.max(2, labelThresholds.shareFound * label.length);
    // An incomplete label is one only where its value stands apart.
    const gap = next === undefined ? Infinity : next.x0 - last.x1;
    const ended = lines > 1 && missing === 1 && label.endsWith(row.text[end - 1] ?? '');
    if (!apart || !enough || missing > labelThresholds.missing || (missing > 0 && !ended && gap < labelThresholds.gapToValue * row.height))
      continue;
    if (!best || missing < best.wrong || (missing === best.wrong && end > best.end))
      best = { label, row: index, start: 0, end, wrong: missing };
  }
  return best;
}

/** The lost half of a two-character label leaves its place empty. */
function leavesRoom(row: Row, label: string, first: number): boolean {
  const [one, two] = row.cells;
  if (!one || !two || one.line === two.line) return false;
  const { lostHalf, spread } = labelThresholds;
  const reach = first === label.length - 1 ? lostHalf : lostHalf + spread;
  return two.x0 - one.x1 < reach * row.height;
}

type Block = { text: string; x0: number; x1: number; start: number; end: number };

function blocks(row: Row): Block[] {
  let start = 0;
  return blocksOf(row).map((cells) => {
    const block = {
      text: cells.map(({ char }) => char).join(''),
      x0: cells[0]!.x0,
      x1: cells.at(-1)!.x1,
      start,
      end: start + cells.length,
    };
    start = block.end;
    return block;
  });
}

function commonStart(text: string, label: string): number {
  let length = 0;
  while (length < text.length && text[length] === label[length]) length += 1;
  return length;
}

const overlaps = (a: Block, b: Block): boolean => a.x0 < b.x1 && b.x0 < a.x1;

/** The block, or blocks spread over the label column, that say the rest of the label. */
function lowerLine(row: Row, upper: Block, rest: string, alone: boolean, height: number): Block | undefined {
  const under = blocks(row);
  const whole = under.find(
    (block) =>
      overlaps(block, upper) && (alone ? block.text.startsWith(rest) : block.text === rest && Math.abs(block.x0 - upper.x0) < height),
  );
  if (whole) return whole;
  const [first] = under;
  const joined = under.slice(0, rest.length);
  const last = joined.at(-1);
  if (!first || !last || joined.map(({ text }) => text).join('') !== rest || Math.abs(first.x0 - upper.x0) > height) return undefined;
  return { text: rest, x0: first.x0, x1: last.x1, start: first.start, end: last.end };
}

/**
 * Labels that begin in this row and end in one of the next two. Both lines become hits: the first leads to the value, the second
 * only ends the values of others.
 */
export function stackedLabels(rows: readonly Row[], index: number, labels: readonly string[]): Candidate[] {
  const row = rows[index];
  if (!row) return [];
  const long = labels.filter((label) => label.length >= labelThresholds.stackedLabel);
  return blocks(row).flatMap((upper) =>
    long.flatMap((label): Candidate[] => {
      const length = commonStart(upper.text, label);
      if (length < 2 || length > label.length - 1) return [];
      // With its value read on, the upper line is told only by a lower line that says the rest and nothing more.
      const alone = length === upper.text.length;
      for (const otherRow of [index + 1, index + 2]) {
        const other = rows[otherRow];
        if (!other || other.top + other.bottom - row.top - row.bottom > 2 * labelThresholds.lineDistance * row.height) break;
        const rest = label.slice(length);
        const lower = lowerLine(other, upper, rest, alone, row.height);
        if (!lower) continue;
        return [
          { label, row: index, start: upper.start, end: upper.start + length, wrong: 0, otherRow },
          { label: '', row: otherRow, start: lower.start, end: lower.start + rest.length, wrong: 0 },
        ];
      }
      return [];
    }),
  );
}
