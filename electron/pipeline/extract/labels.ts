/** Finds the printed labels of a document type in the rows of a page. */
import type { DocumentType, FieldDefinition } from '#shared/document-types/index.ts';
import { findWord, tolerance } from '#shared/text-layout/fuzzy-match.ts';
import type { Row } from '#shared/text-layout/rows.ts';

export type LabelHit = {
  label: string;
  row: number;
  /** Cells of the row: from `start`, up to but without `end`. */
  start: number;
  end: number;
  /** Characters that were misread. */
  wrong: number;
  /** Id of the section that it stands in or opens. */
  section: string | null;
};

/** Characters of one label stand at most this many line heights apart (名 称). */
const maxSpread = 5;
/** Shorter labels are too common in running text to be found in the middle of a line. */
const longLabel = 5;
/** Hints in brackets between a label and its value. */
const hint =
  /^(?:[:_.·|,]|\((?:甲方|乙方|出租方|承租方|出租人|承租人|选填|必填|签字|盖章|签名|法人|单位|公章|手印|公司|个人)[^)]{0,12}\)?)+/u;

/** First cell after label, colon and hints. */
export function valueStart(row: Row, end: number): number {
  return end + (hint.exec(row.text.slice(end))?.[0].length ?? 0);
}

function isCompact(row: Row, start: number, end: number): boolean {
  for (let index = start + 1; index < end; index += 1) {
    const [last, cell] = [row.cells[index - 1], row.cells[index]];
    if (last && cell && cell.x0 - last.x1 > maxSpread * row.height) return false;
  }
  return true;
}

/** True where a new piece of text begins: line start, after a sign, or after a gap. */
function startsPiece(row: Row, start: number): boolean {
  const [last, cell] = [row.cells[start - 1], row.cells[start]];
  if (!last || !cell || last.line !== cell.line) return true;
  return !/[\p{L}\p{N}]/u.test(last.char) || cell.x0 - last.x1 > 0.6 * row.height;
}

function isPlausible(row: Row, type: DocumentType, label: string, start: number, end: number, wrong: number): boolean {
  if (!isCompact(row, start, end)) return false;
  if (startsPiece(row, start)) return true;
  if (wrong > 0) return false;
  return type.inlineLabels || label.length >= longLabel || row.text[end] === ':';
}

/** On cards nothing but labels and values is printed, so that half of a short label tells it at the start of a piece. */
const toleranceOf = (type: DocumentType, label: string): number => (type.inlineLabels && label.length === 2 ? 1 : tolerance(label));

type Candidate = Omit<LabelHit, 'section'>;

/** Half of a two-character label is easily lost (住 所): the other half, alone at the start of a row, still tells. */
function halfCandidate(row: Row, index: number, label: string): Candidate | null {
  const [first, second] = row.cells;
  if (label.length !== 2 || !first || !second || first.line === second.line || !label.includes(first.char)) return null;
  // The lost second character leaves its place empty.
  const reach = first.char === label[1] ? 3 : 3 + maxSpread;
  return second.x0 - first.x1 < reach * row.height ? { label, row: index, start: 0, end: 1, wrong: 1 } : null;
}

function candidatesInRow(row: Row, index: number, type: DocumentType, labels: readonly string[]): Candidate[] {
  const found = labels.flatMap((label): Candidate[] =>
    findWord(row.text, label, toleranceOf(type, label))
      .filter(({ start, end, wrong }) => isPlausible(row, type, label, start, end, wrong))
      .map((match) => ({ label, row: index, ...match })),
  );
  const halves = found.some(({ start }) => start === 0) ? [] : labels.flatMap((label) => halfCandidate(row, index, label) ?? []);
  return [...found, ...halves];
}

/** Of overlapping labels the longer and surer one stays. */
function withoutOverlaps(candidates: readonly Candidate[]): Candidate[] {
  const value = ({ label, wrong }: Candidate): number => label.length - 1.5 * wrong;
  const kept: Candidate[] = [];
  for (const candidate of candidates.toSorted((a, b) => value(b) - value(a)))
    if (!kept.some(({ start, end }) => candidate.start < end && start < candidate.end)) kept.push(candidate);
  return kept.toSorted((a, b) => a.start - b.start);
}

type SectionStart = { id: string; row: number; start: number; x: number; y: number };

function sectionStarts(rows: readonly Row[], type: DocumentType): SectionStart[] {
  return rows.flatMap((row, index) => {
    const found = type.sections.flatMap(({ id, starts }) =>
      starts.flatMap((word) =>
        findWord(row.text, word, 0)
          .filter(({ start }) => startsPiece(row, start))
          .map((match) => ({ id, label: word, row: index, ...match })),
      ),
    );
    return withoutOverlaps(found).map((start) => ({
      id: found.find((other) => other.label === start.label && other.start === start.start)?.id ?? '',
      row: index,
      start: start.start,
      x: row.cells[start.start]?.x0 ?? 0,
      y: row.top,
    }));
  });
}

/** The section whose start precedes the hit; where two stand side by side, the one of the hit's column. */
function sectionOf(hit: Candidate, rows: readonly Row[], starts: readonly SectionStart[]): string | null {
  const before = starts.filter(({ row, start }) => row < hit.row || (row === hit.row && start <= hit.start));
  const last = before.at(-1);
  if (!last) return null;
  const beside = before.filter(({ row }) => row === last.row);
  const x = rows[hit.row]?.cells[hit.start]?.x0 ?? 0;
  const height = rows[hit.row]?.height ?? 1;
  return hit.row === last.row ? last.id : (beside.findLast((start) => start.x <= x + height) ?? beside[0] ?? last).id;
}

/** All labels of the page in reading order. */
export function findLabels(rows: readonly Row[], type: DocumentType, fields: readonly FieldDefinition[]): LabelHit[] {
  const labels = [...new Set([...fields.flatMap((field) => field.labels), ...type.otherLabels])];
  const starts = sectionStarts(rows, type);
  return rows.flatMap((row, index) =>
    withoutOverlaps(candidatesInRow(row, index, type, labels)).map((hit) => ({ ...hit, section: sectionOf(hit, rows, starts) })),
  );
}
