/** Reads one field: label, else pattern over the page; the best reading with its characters. */
import type { DocumentType, FieldDefinition } from '#shared/document-types/index.ts';
import type { Box, TickBox } from '#shared/page.ts';
import type { Row } from '#shared/text-layout/rows.ts';
import type { Cell } from '#shared/text-layout/cell.ts';
import { zoneCells } from './card-zones.ts';
import type { PlacedFace } from './card-zones.ts';
import { isEmptySlot, mayHoldResidue, withoutNextLabel, withoutOwnLabel } from './label-residue.ts';
import type { LabelHit } from './label-hit.ts';
import { isPersonalNumber, ownerOf } from './ownership.ts';
import type { Reading } from './reading.ts';
import { readTickBoxes } from './tick-boxes.ts';
import { collectValue } from './value-cells.ts';
import type { ReadLines } from './whole-lines.ts';

const boxOf = (cells: readonly Cell[]): Box | null => {
  if (cells.length === 0) return null;
  const left = Math.min(...cells.map(({ x0 }) => x0));
  const top = Math.min(...cells.map(({ y0 }) => y0));
  const width = Math.max(...cells.map(({ x1 }) => x1)) - left;
  const height = Math.max(...cells.map(({ y1 }) => y1)) - top;
  return [Math.round(left), Math.round(top), Math.round(width), Math.round(height)];
};

const textOf = (cells: readonly Cell[]): string => cells.map(({ char }) => char).join('');
const printedOf = (cells: readonly Cell[]): string => cells.map(({ printed }) => printed).join('');

/** Cells up to the first stop word that is not at the very start. */
function beforeStops(cells: readonly Cell[], stops: readonly string[]): readonly Cell[] {
  const text = textOf(cells);
  const ends = stops.map((stop) => text.indexOf(stop)).filter((at) => at > 0);
  return ends.length > 0 ? cells.slice(0, Math.min(...ends)) : cells;
}

/** Marks of blank lines to fill in, and signs that end a value without belonging to it. */
const trimmed = /^[_:：\s.,;|·、。]+|[_:：\s,;|·、.※]+$/gu;

/** What asks for a signature or a seal belongs to the label: 单位名称(盖章):. */
const head = /^(?:\((?:签字|签名|签章|盖章|公章)\)|[_:,;|·、。.])*/u;

function trimCells(cells: readonly Cell[]): readonly Cell[] {
  const text = textOf(cells);
  const start = head.exec(text)?.[0].length ?? 0;
  const end = text.length - (/[_:,;|·、※(]*$/u.exec(text)?.[0].length ?? 0);
  return cells.slice(start, Math.max(start, end)).filter(({ char }) => char !== '_');
}

/** The part of the cells that fits the pattern: group 1, else the whole match; null when nothing fits. */
function fit(cells: readonly Cell[], pattern: string | undefined): readonly Cell[] | null {
  if (pattern === undefined) return cells.length > 0 ? cells : null;
  const match = new RegExp(pattern, 'du').exec(textOf(cells));
  const range = match?.indices?.slice(1).find((part) => part !== undefined) ?? match?.indices?.[0];
  return range && range[1] > range[0] ? cells.slice(range[0], range[1]) : null;
}

const readingOf = (cells: readonly Cell[], found: Reading['found']): Reading => ({
  raw: printedOf(cells).replace(trimmed, ''),
  cells,
  box: boxOf(cells),
  found,
});

const foundAt = ({ wrong }: LabelHit): Reading['found'] => (wrong === 0 ? 'label' : 'misread-label');

const cellsAtLabel = ({ rows, hits }: ReadablePage, hit: LabelHit, field: FieldDefinition): readonly Cell[] =>
  beforeStops(collectValue(rows, hit, hits, field), field.stops);

function readAtLabel(page: ReadablePage, hit: LabelHit, field: FieldDefinition): Reading | null {
  const cells = cellsAtLabel(page, hit, field);
  const found = foundAt(hit);
  if (field.options.length > 0) return readTickBoxes(cells, field.options, found, page.tickBoxes);
  return sound(page, field, fit(trimCells(cells), field.pattern), found, hit);
}

/** The reading without words of labels, if it is a value at all and nobody else's. */
function sound(
  { rows, type, names }: ReadablePage,
  field: FieldDefinition,
  value: readonly Cell[] | null,
  found: Reading['found'],
  hit: LabelHit | null = null,
): Reading | null {
  if (!value) return null;
  const rowOf = (cell: Cell | undefined): Row | undefined => rows.find(({ cells }) => cell !== undefined && cells.includes(cell));
  const headless = withoutOwnLabel(field, trimCells(value), rowOf(value[0]));
  const cells = trimCells(withoutNextLabel(field, headless, rowOf(headless.at(-1))));
  if (cells.length === 0 || isEmptySlot(field, headless) || isEmptySlot(field, cells)) return null;
  const owner = isPersonalNumber(type, field, textOf(cells)) ? ownerOf(rows, cells, field, type, names) : 'own';
  if (owner === 'other') return null;
  return {
    ...readingOf(cells, found),
    ...(mayHoldResidue(field, cells, hit) ? { residue: true } : {}),
    ...(owner === 'unclear' ? { ownerUnclear: true } : {}),
  };
}

/** No letters and no digits, or the word or stroke with which people cross out what does not apply. */
const crossedOut = /^[^\p{L}\p{N}]*(?:无[^\p{L}\p{N}]*)?$/u;

/** True when a label of the field stands there and only signs or further words of the form follow it. */
export function isLeftEmpty(page: ReadablePage, field: FieldDefinition): boolean {
  return ownHits(page, field).some((hit) => {
    const cells = trimCells(cellsAtLabel(page, hit, field));
    return hit.wrong === 0 && (crossedOut.test(textOf(cells)) || isEmptySlot(field, cells));
  });
}

type PageRun = { text: string; cells: readonly (Cell | null)[] };

/** What all fields of a page are read from. */
export type ReadablePage = {
  type: DocumentType;
  rows: readonly Row[];
  hits: readonly LabelHit[];
  /** The names that were read so far, by the key of the field. */
  names: ReadonlyMap<string, readonly Cell[]>;
  /** The text of the page as one run: with line ends, and without for values that run over them. */
  runs: readonly PageRun[];
  /** Cells of printed labels: a value found by its form alone never runs over one. */
  labelCells: ReadonlySet<Cell>;
  tickBoxes: readonly TickBox[];
  pitch: Pitch;
  /** Cards with fixed places that lie on the page. */
  faces: readonly PlacedFace[];
  lines: ReadLines;
};

function runOf(rows: readonly Row[], lineEnds: boolean): PageRun {
  const cells = rows.flatMap((row, index): (Cell | null)[] => (lineEnds && index > 0 ? [null, ...row.cells] : row.cells));
  return { text: cells.map((cell) => cell?.char ?? '\n').join(''), cells };
}

/** Median width of characters in line heights, Chinese ones and half-width ones; null where there are too few to tell. */
export type Pitch = { han: number | null; narrow: number | null };

const minForPitch = 2;

function medianWidth(cells: readonly Cell[], kind: RegExp): number | null {
  const shares = cells
    .filter(({ char }) => kind.test(char))
    .map(({ x0, x1, y0, y1 }) => (x1 - x0) / Math.max(1, y1 - y0))
    .sort((a, b) => a - b);
  return shares.length < minForPitch ? null : (shares[Math.floor(shares.length / 2)] ?? null);
}

export const pitchOf = (cells: readonly Cell[]): Pitch => ({
  han: medianWidth(cells, /\p{Script=Han}/u),
  narrow: medianWidth(cells, /[0-9A-Za-z]/),
});

export function readablePage(parts: Omit<ReadablePage, 'runs' | 'labelCells' | 'pitch'>): ReadablePage {
  const { rows, hits } = parts;
  const labels = hits.filter(({ wrong }) => wrong === 0).flatMap(({ row, start, end }) => rows[row]?.cells.slice(start, end) ?? []);
  return {
    ...parts,
    runs: [runOf(rows, true), runOf(rows, false)],
    labelCells: new Set(labels),
    pitch: pitchOf(rows.flatMap(({ cells }) => cells)),
  };
}

/** The value as the paper prints it elsewhere, for comparison; null when it is not found there. */
export const readAgain = (page: ReadablePage, field: FieldDefinition): string | null => readPatterns(page, field, field.again)?.raw ?? null;

/** Shorter values stand on a page several times by chance. */
const minRepeated = 4;

/** True when other characters of the page say the same. */
export function isRepeated({ runs: [, whole] }: ReadablePage, { cells }: Reading): boolean {
  const text = textOf(cells);
  if (!whole || text.length < minRepeated) return false;
  for (let at = whole.text.indexOf(text); at >= 0; at = whole.text.indexOf(text, at + 1))
    if (!whole.cells.slice(at, at + text.length).some((cell) => cell !== null && cells.includes(cell))) return true;
  return false;
}

const readPatterns = (page: ReadablePage, field: FieldDefinition, patterns: readonly string[]): Reading | null =>
  patternReadings(page, field, patterns).next().value ?? null;

function* patternReadings(page: ReadablePage, field: FieldDefinition, patterns: readonly string[]): Generator<Reading, undefined> {
  const { runs, labelCells } = page;
  for (const pattern of patterns) {
    for (const run of runs)
      for (const match of run.text.matchAll(new RegExp(pattern, 'dgu'))) {
        const range = match.indices?.slice(1).find((part) => part !== undefined) ?? match.indices?.[0];
        const cells = range ? run.cells.slice(range[0], range[1]).filter((cell) => cell !== null) : [];
        if (cells.some((cell) => labelCells.has(cell))) continue;
        const reading = sound(page, field, cells, 'pattern');
        if (reading) yield reading;
      }
  }
}

const ownHits = ({ hits }: ReadablePage, { labels, section }: FieldDefinition): LabelHit[] =>
  hits.filter((hit) => labels.includes(hit.label) && (!section || hit.section === section));

/** Exact labels before misread ones, then in reading order. */
export function readField(page: ReadablePage, field: FieldDefinition): Reading | null {
  for (const hit of ownHits(page, field).toSorted((a, b) => a.wrong - b.wrong)) {
    const reading = readAtLabel(page, hit, field);
    if (reading) return reading;
  }
  return readPatterns(page, field, field.anywhere) ?? readZone(page, field);
}

/** All that its labels lead to and all that its patterns find: more than one value where more than one paper lies on the page. */
export const readEverywhere = (page: ReadablePage, field: FieldDefinition): Reading[] => [
  ...ownHits(page, field).flatMap((hit) => readAtLabel(page, hit, field) ?? []),
  ...patternReadings(page, field, field.anywhere),
];

/** The value's place on the card, when nothing printed led to it. */
function readZone(page: ReadablePage, field: FieldDefinition): Reading | null {
  const { faces, rows, labelCells } = page;
  const cells = beforeStops(zoneCells(faces, field.key, rows, labelCells), field.stops);
  return sound(page, field, fit(trimCells(cells), field.pattern), 'zone');
}
