/** Finds the printed labels of a document type in the rows of a page. */
import type { DocumentType, FieldDefinition } from '#shared/document-types/index.ts';
import { findWord, tolerance } from '#shared/text-layout/fuzzy-match.ts';
import type { Row } from '#shared/text-layout/rows.ts';
import { spreadLabel, stackedLabels } from './label-forms.ts';
import type { Candidate } from './label-forms.ts';
import type { LabelHit } from './label-hit.ts';
import { labelThresholds } from './thresholds.ts';

/** Hints in brackets between a label and its value. What follows (签字) or (盖章) is a signature, not the value: it needs a label of its own. */
const hint =
  /^(?:[:_.·|,]|\((?:甲方|乙方|出租方|承租方|出租人|承租人|选填|必填|法人|单位|公司|个人)[^)]{0,12}\)?|\((?![^)]*[签章])[\p{Script=Han}、/]{1,12}\)(?=:))+/u;

/** First cell after label, colon and hints. */
export function valueStart(row: Row, end: number): number {
  return end + (hint.exec(row.text.slice(end))?.[0].length ?? 0);
}

function isCompact(row: Row, start: number, end: number): boolean {
  for (let index = start + 1; index < end; index += 1) {
    const [last, cell] = [row.cells[index - 1], row.cells[index]];
    if (last && cell && cell.x0 - last.x1 > labelThresholds.spread * row.height) return false;
  }
  return true;
}

/** True where a new piece of text begins: line start, after a sign, or after a gap. */
function startsPiece(row: Row, start: number): boolean {
  const [last, cell] = [row.cells[start - 1], row.cells[start]];
  if (!last || !cell || last.line !== cell.line) return true;
  return !/[\p{L}\p{N}]/u.test(last.char) || cell.x0 - last.x1 > labelThresholds.pieceGap * row.height;
}

/** 民族大道 and 民族路 are streets. */
const street = /^(?:大道|[东南西北中]?[路街巷]|新村|社区|小区|广场)/u;

function isPlausible(row: Row, type: DocumentType, label: string, start: number, end: number, wrong: number): boolean {
  if (!isCompact(row, start, end)) return false;
  if (startsPiece(row, start)) return true;
  if (wrong > 0 || street.test(row.text.slice(end))) return false;
  return type.inlineLabels || label.length >= labelThresholds.longLabel || row.text[end] === ':';
}

/** On cards nothing but labels and values is printed, so that half of a short label tells it at the start of a piece. */
const toleranceOf = (type: DocumentType, label: string): number => (type.inlineLabels && label.length === 2 ? 1 : tolerance(label));

function candidatesInRow(row: Row, index: number, type: DocumentType, labels: readonly string[]): Candidate[] {
  const found = labels.flatMap((label): Candidate[] =>
    findWord(row.text, label, toleranceOf(type, label))
      .filter(({ start, end, wrong }) => isPlausible(row, type, label, start, end, wrong))
      .map((match) => ({ label, row: index, ...match })),
  );
  const exactStart = found.some(({ start, wrong }) => start === 0 && wrong === 0);
  return [...found, ...(exactStart ? [] : labels.flatMap((label) => spreadLabel(row, index, label) ?? []))];
}

/** Of overlapping labels the longer and surer one stays. */
function withoutOverlaps(candidates: readonly Candidate[]): Candidate[] {
  const value = ({ label, wrong }: Candidate): number => label.length - labelThresholds.wrongCharacter * wrong;
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
  const stacked = rows.flatMap((_, index) => stackedLabels(rows, index, labels));
  const candidates = rows.map((row, index) => candidatesInRow(row, index, type, labels));
  // Half of a short label tells nothing where the whole of it stands elsewhere: 景名 in an address is no 姓名.
  const whole = new Set(candidates.flat().flatMap(({ label, wrong }) => (wrong === 0 ? [label] : [])));
  const isHalf = ({ label, wrong }: Candidate) => wrong > 0 && label.length === 2 && whole.has(label);
  return rows.flatMap((_, index) =>
    withoutOverlaps([...candidates[index]!.filter((hit) => !isHalf(hit)), ...stacked.filter((hit) => hit.row === index)]).map((hit) => ({
      ...hit,
      section: sectionOf(hit, rows, starts),
    })),
  );
}
