/** Collects the characters of a value from its label: to the right, below, or on through the following rows. */
import type { FieldDefinition } from '#shared/document-types/index.ts';
import type { Cell, Row } from '#shared/text-layout/rows.ts';
import type { LabelHit } from './labels.ts';
import { valueStart } from './labels.ts';
import { blocksOf } from './page-rows.ts';

/** Distances in line heights. */
const maxGapToValue = 16;
const maxGapInValue = 4.5;
const maxIndent = 1.6;
const maxLineGap = 0.6;
const maxRowsBelow = 3;
const maxProseRows = 8;

const middleOf = (cells: readonly Cell[]): number => cells.reduce((sum, { y0, y1 }) => sum + (y0 + y1) / 2, 0) / Math.max(1, cells.length);
const topOf = (cells: readonly Cell[]): number => Math.min(...cells.map(({ y0 }) => y0));
const bottomOf = (cells: readonly Cell[]): number => Math.max(...cells.map(({ y1 }) => y1));

/** Cells from `start` to the next label or a wide gap. */
function restOfRow(row: Row, start: number, hits: readonly LabelHit[], rowIndex: number, labelEnd: number): Cell[] {
  const next = hits.find((hit) => hit.row === rowIndex && hit.start >= start);
  const cells: Cell[] = [];
  for (const cell of row.cells.slice(start, next?.start)) {
    const last = cells.at(-1) ?? row.cells[labelEnd - 1];
    if (last && cell.x0 - last.x1 > (cells.length === 0 ? maxGapToValue : maxGapInValue) * row.height) break;
    cells.push(cell);
  }
  return cells;
}

type Column = { left: number; height: number };

/** The block of `row` that starts where the value starts and is no label. */
function blockInColumn(row: Row, rowIndex: number, column: Column, hits: readonly LabelHit[]): Cell[] {
  const labelCells = new Set(hits.filter((hit) => hit.row === rowIndex).flatMap((hit) => row.cells.slice(hit.start, hit.end)));
  const block = blocksOf(row).find(([first]) => first && Math.abs(first.x0 - column.left) < maxIndent * column.height);
  if (!block || block.some((cell) => labelCells.has(cell) && cell === block[0])) return [];
  const stop = block.findIndex((cell) => labelCells.has(cell));
  return stop < 0 ? block : block.slice(0, stop);
}

/** True when a label of the same label column stands in this row: the row belongs to that label. */
function ownedByOther(rowIndex: number, hit: LabelHit, rows: readonly Row[], hits: readonly LabelHit[], left: number): boolean {
  const own = rows[hit.row]?.cells[hit.start]?.x0 ?? 0;
  const height = rows[hit.row]?.height ?? 1;
  return hits.some((other) => {
    const x = rows[other.row]?.cells[other.start]?.x0 ?? 0;
    return other.row === rowIndex && other !== hit && x < left && x > own - 3 * height;
  });
}

/** Lines of the same column from `first` on, upwards (-1) or downwards (1), as long as they follow closely. */
function followColumn(rows: readonly Row[], hit: LabelHit, hits: readonly LabelHit[], first: Cell[], step: 1 | -1): Cell[] {
  const column: Column = { left: first[0]?.x0 ?? 0, height: rows[hit.row]?.height ?? 1 };
  const collected: Cell[] = [];
  let edge = step === 1 ? bottomOf(first) : topOf(first);
  let middle = middleOf(first);
  for (let index = hit.row + step; index >= 0 && index < rows.length; index += step) {
    const row = rows[index] as Row;
    const distance = step === 1 ? row.top - edge : edge - row.bottom;
    if (distance > 2 * column.height) break;
    const block = blockInColumn(row, index, column, hits);
    if (ownedByOther(index, hit, rows, hits, column.left)) {
      if (Math.abs(middleOf(row.cells) - middle) > 0.4 * column.height) break;
      continue;
    }
    if (block.length === 0) continue;
    const gap = step === 1 ? topOf(block) - edge : edge - bottomOf(block);
    if (gap > maxLineGap * column.height) break;
    if (step === 1) collected.push(...block);
    else collected.unshift(...block);
    edge = step === 1 ? bottomOf(block) : topOf(block);
    middle = middleOf(block);
  }
  return collected;
}

/** Block right of a label that has none in its own row: the cell's lines stand above and below the label's middle. */
function besideLabel(rows: readonly Row[], hit: LabelHit, hits: readonly LabelHit[]): { row: number; cells: Cell[] } | null {
  const label = rows[hit.row]?.cells.slice(hit.start, hit.end) ?? [];
  const right = label.at(-1)?.x1 ?? 0;
  const height = rows[hit.row]?.height ?? 1;
  for (const index of [hit.row - 1, hit.row + 1]) {
    const row = rows[index];
    if (!row || Math.abs(middleOf(row.cells) - middleOf(label)) > 1.3 * height) continue;
    if (ownedByOther(index, hit, rows, hits, right)) continue;
    const block = blocksOf(row).find(([first]) => first && first.x0 > right && first.x0 < right + maxGapToValue * height);
    if (block) return { row: index, cells: block };
  }
  return null;
}

function belowLabel(rows: readonly Row[], hit: LabelHit, hits: readonly LabelHit[]): Cell[] {
  const label = rows[hit.row]?.cells.slice(hit.start, hit.end) ?? [];
  const [left, right] = [label[0]?.x0 ?? 0, label.at(-1)?.x1 ?? 0];
  for (let index = hit.row + 1; index <= hit.row + maxRowsBelow; index += 1) {
    const row = rows[index];
    if (!row) break;
    const block = blocksOf(row).find((cells) => (cells[0]?.x0 ?? Infinity) < right && (cells.at(-1)?.x1 ?? 0) > left);
    if (!block) continue;
    const taken = hits.some((other) => other.row === index && block.includes(row.cells[other.start] as Cell));
    return taken ? [] : block;
  }
  return [];
}

/** The value's characters after the label `hit`, before any pattern is applied. */
export function collectValue(rows: readonly Row[], hit: LabelHit, hits: readonly LabelHit[], field: FieldDefinition): Cell[] {
  const row = rows[hit.row];
  if (!row) return [];
  const first = restOfRow(row, valueStart(row, hit.end), hits, hit.row, hit.end);
  if (field.reach === 'prose') {
    const rest = rows.slice(hit.row + 1, hit.row + 1 + maxProseRows).flatMap(({ cells }) => cells);
    return [...first, ...rest];
  }
  if (field.reach === 'column') {
    const anchor = first.length > 0 ? { row: hit.row, cells: first } : besideLabel(rows, hit, hits);
    if (anchor) {
      const from = { ...hit, row: anchor.row };
      const others = hits.filter((other) => other !== hit);
      const above = followColumn(rows, from, others, anchor.cells, -1);
      const below = followColumn(rows, from, others, anchor.cells, 1);
      return [...above, ...anchor.cells, ...below];
    }
  }
  return first.length === 0 && field.below ? belowLabel(rows, hit, hits) : first;
}
