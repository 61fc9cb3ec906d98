/** Collects the characters of a value from its label: to the right, below, or on through the following rows. */
import type { FieldDefinition } from '#shared/document-types/index.ts';
import type { Row } from '#shared/text-layout/rows.ts';
import type { Cell } from '#shared/text-layout/cell.ts';
import type { LabelHit } from './label-hit.ts';
import { valueStart } from './labels.ts';
import { blocksOf } from './page-rows.ts';
import { valueThresholds } from './thresholds.ts';

const middleOf = (cells: readonly Cell[]): number => cells.reduce((sum, { y0, y1 }) => sum + (y0 + y1) / 2, 0) / Math.max(1, cells.length);
const topOf = (cells: readonly Cell[]): number => Math.min(...cells.map(({ y0 }) => y0));
const bottomOf = (cells: readonly Cell[]): number => Math.max(...cells.map(({ y1 }) => y1));

/** Cells from `start` to the next label or a wide gap. */
function restOfRow(row: Row, start: number, hits: readonly LabelHit[], rowIndex: number, labelEnd: number): Cell[] {
  const next = hits.find((hit) => hit.row === rowIndex && hit.start >= start);
  const cells: Cell[] = [];
  for (const cell of row.cells.slice(start, next?.start)) {
    const last = cells.at(-1) ?? row.cells[labelEnd - 1];
    if (last && cell.x0 - last.x1 > (cells.length === 0 ? valueThresholds.gapToValue : valueThresholds.gapInValue) * row.height) break;
    cells.push(cell);
  }
  return cells;
}

/** `from` is where the label begins when label and value were read as one line: where its value begins is only estimated then. */
type Column = { left: number; height: number; from: number | null };

/** The block of `row` that starts where the value starts and is no label. */
function blockInColumn(row: Row, rowIndex: number, column: Column, hits: readonly LabelHit[]): Cell[] {
  const labelCells = new Set(hits.filter((hit) => hit.row === rowIndex).flatMap((hit) => row.cells.slice(hit.start, hit.end)));
  const off = ([first]: Cell[]): number => (first ? Math.abs(first.x0 - column.left) / column.height : Infinity);
  const near = (block: Cell[]): boolean =>
    off(block) < valueThresholds.indent || (off(block) < valueThresholds.estimatedIndent && isIndented(block[0], column));
  const block = blocksOf(row)
    .filter(near)
    .toSorted((a, b) => off(a) - off(b))[0];
  if (!block || block.some((cell) => labelCells.has(cell) && cell === block[0])) return [];
  const stop = block.findIndex((cell) => labelCells.has(cell));
  return stop < 0 ? block : block.slice(0, stop);
}

const isIndented = (cell: Cell | undefined, { from, height }: Column): boolean =>
  from !== null && cell !== undefined && cell.x0 > from + valueThresholds.leastIndent * height;

const labelStart = (rows: readonly Row[], hit: LabelHit): number => rows[hit.row]?.cells[hit.start]?.x0 ?? 0;

/** True when another label of the same label column stands in this row: the row belongs to that label. */
function ownedByOther(rowIndex: number, hit: LabelHit, rows: readonly Row[], hits: readonly LabelHit[], left: number): boolean {
  const own = labelStart(rows, hit);
  const height = rows[hit.row]?.height ?? 1;
  return hits.some((other) => {
    const x = labelStart(rows, other);
    return other.row === rowIndex && other !== hit && x < left && x > own - 3 * height;
  });
}

/** Distance from the top of `block` to what stands above it in its column; infinite when nothing does within a few rows. */
function gapAbove(rows: readonly Row[], index: number, block: readonly Cell[]): number {
  const [left, right] = [block[0]?.x0 ?? 0, block.at(-1)?.x1 ?? 0];
  for (let above = index - 1; above >= Math.max(0, index - 3); above -= 1) {
    const cells = rows[above]!.cells.filter(({ x0, x1 }) => x0 < right && x1 > left);
    if (cells.length > 0) return topOf(block) - bottomOf(cells);
  }
  return Infinity;
}

/** Lines of the same column, upwards (-1) or downwards (1) from the value's line in row `from`, as long as they follow closely. */
function followColumn(rows: readonly Row[], hit: LabelHit, from: number, hits: readonly LabelHit[], first: Cell[], step: 1 | -1): Cell[] {
  const label = rows[hit.row]?.cells[hit.start];
  const merged = label !== undefined && label.line === first[0]?.line;
  const column: Column = { left: first[0]?.x0 ?? 0, height: rows[from]?.height ?? 1, from: merged ? label.x0 : null };
  const collected: Cell[] = [];
  let edge = step === 1 ? bottomOf(first) : topOf(first);
  let middle = middleOf(first);
  for (let index = from + step; index >= 0 && index < rows.length; index += step) {
    const row = rows[index] as Row;
    const distance = step === 1 ? row.top - edge : edge - row.bottom;
    if (distance > 2 * column.height) break;
    const block = blockInColumn(row, index, column, hits);
    if (index !== hit.row && ownedByOther(index, hit, rows, hits, column.left)) {
      if (Math.abs(middleOf(row.cells) - middle) > valueThresholds.offMiddle * column.height) break;
      continue;
    }
    if (block.length === 0) continue;
    const gap = step === 1 ? topOf(block) - edge : edge - bottomOf(block);
    if (gap > valueThresholds.lineGap * column.height) break;
    // What is nearer to the line above it ends the value of that line.
    if (step === -1 && gap > valueThresholds.nearerShare * gapAbove(rows, index, block)) break;
    if (step === 1) collected.push(...block);
    else collected.unshift(...block);
    edge = step === 1 ? bottomOf(block) : topOf(block);
    middle = middleOf(block);
  }
  return collected;
}

/** Block right of a label that has none in its own row: the cell's lines stand above and below the label's middle. */
function besideLabel(rows: readonly Row[], hit: LabelHit, hits: readonly LabelHit[]): { row: number; cells: Cell[] } | null {
  const upper = rows[hit.row]?.cells.slice(hit.start, hit.end) ?? [];
  const lower = hit.otherRow === undefined ? [] : (rows[hit.otherRow]?.cells ?? []).filter(({ x0 }) => x0 < (upper.at(-1)?.x1 ?? 0));
  const middle = lower.length > 0 ? (middleOf(upper) + middleOf(lower)) / 2 : middleOf(upper);
  const right = upper.at(-1)?.x1 ?? 0;
  // Boxes are drawn wide: a value may begin where its label seems to go on.
  const from = ((upper[0]?.x0 ?? 0) + right) / 2;
  const height = rows[hit.row]?.height ?? 1;
  const last = hit.otherRow ?? hit.row;
  for (let index = hit.row - 1; index <= last + 1; index += 1) {
    const row = rows[index];
    if (!row || index === hit.row || Math.abs(middleOf(row.cells) - middle) > valueThresholds.beside * height) continue;
    if (ownedByOther(index, hit, rows, hits, right)) continue;
    const block = blocksOf(row).find(([first]) => first && first.x0 > from && first.x0 < right + valueThresholds.gapToValue * height);
    if (block) return { row: index, cells: block };
  }
  return null;
}

function belowLabel(rows: readonly Row[], hit: LabelHit, hits: readonly LabelHit[]): Cell[] {
  const label = rows[hit.row]?.cells.slice(hit.start, hit.end) ?? [];
  const [left, right] = [label[0]?.x0 ?? 0, label.at(-1)?.x1 ?? 0];
  for (let index = hit.row + 1; index <= hit.row + valueThresholds.rowsBelow; index += 1) {
    const row = rows[index];
    if (!row) break;
    const block = blocksOf(row).find((cells) => (cells[0]?.x0 ?? Infinity) < right && (cells.at(-1)?.x1 ?? 0) > left);
    if (!block) continue;
    const taken = hits.some((other) => other.row === index && block.includes(row.cells[other.start] as Cell));
    return taken ? [] : block;
  }
  return [];
}

/** The lower line of a label that stands in two lines. */
const lowerLine = (hit: LabelHit, hits: readonly LabelHit[]): LabelHit | undefined =>
  hit.otherRow === undefined ? undefined : hits.find(({ row, label }) => row === hit.otherRow && label === '');

/** The value's first line: in the row of the label, of its lower line, or between the two. */
function firstLine(rows: readonly Row[], hit: LabelHit, hits: readonly LabelHit[], beside: boolean): { row: number; cells: Cell[] } | null {
  const lower = lowerLine(hit, hits);
  for (const line of lower ? [hit, lower] : [hit]) {
    const row = rows[line.row] as Row;
    const cells = restOfRow(row, valueStart(row, line.end), hits, line.row, line.end);
    if (cells.length > 0) return { row: line.row, cells };
  }
  const others = hits.filter((other) => other !== lower);
  return beside || lower ? besideLabel(rows, hit, others) : null;
}

/** The value's characters after the label `hit`, before any pattern is applied. */
export function collectValue(rows: readonly Row[], hit: LabelHit, hits: readonly LabelHit[], field: FieldDefinition): Cell[] {
  const row = rows[hit.row];
  if (!row) return [];
  const first = firstLine(rows, hit, hits, field.reach === 'column');
  if (field.reach === 'prose') {
    const rest = rows.slice(hit.row + 1, hit.row + 1 + valueThresholds.proseRows).flatMap(({ cells }) => cells);
    return [...restOfRow(row, valueStart(row, hit.end), hits, hit.row, hit.end), ...rest];
  }
  if (field.reach === 'column' && first) {
    const lower = lowerLine(hit, hits);
    const others = hits.filter((other) => other !== hit && other !== lower);
    const above = followColumn(rows, hit, first.row, others, first.cells, -1);
    const below = followColumn(rows, hit, first.row, others, first.cells, 1);
    return [...above, ...first.cells, ...below];
  }
  return first?.cells ?? (field.below ? belowLabel(rows, hit, hits) : []);
}
