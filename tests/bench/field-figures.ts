/** Compares extracted fields with the truth of drawn pages and adds them up, per document type and per field. */
import { performance } from 'node:perf_hooks';
import type { Field } from '#shared/page.ts';
import { extractFields } from '../../electron/pipeline/extract.ts';
import type { ExtractInput } from '../../electron/pipeline/extract.ts';
import type { FieldPage } from './field-pages.ts';
import { fieldPagesToday } from './field-pages.ts';
import { formLabelsOf } from './field-forms.ts';

export type FieldOutcome = {
  page: string;
  documentType: string;
  key: string;
  /** Null where the page prints no such field. */
  wanted: string | null;
  field: Field | null;
  right: boolean;
};

export type FieldFigures = { fields: number; right: number; accepted: number; acceptedWrong: number };

/** As evaluate.mjs of the real samples: width, white space and dashes are no difference. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[－—–―‐~～]/g, '-')
    .replace(/[￥¥]/g, '')
    .toUpperCase();

const amountKey = /[aA]mount$/;

export function sameFieldValue(key: string, wanted: string, got: string): boolean {
  if (amountKey.test(key) && plain(got) !== '') return Number(plain(wanted).replace(/,/g, '')) === Number(plain(got).replace(/,/g, ''));
  return plain(wanted) === plain(got);
}

/** What extraction gets of the page. */
export function extractInputOf(page: FieldPage): ExtractInput {
  const { lines, preparation, codes, tickBoxes, lineChecks } = page.recognition;
  const formLabels = formLabelsOf(page.layout);
  return {
    documentType: page.documentType,
    side: page.side,
    lines,
    preparation,
    today: fieldPagesToday,
    ...(formLabels ? { formLabels } : {}),
    ...(codes ? { codes } : {}),
    ...(tickBoxes ? { tickBoxes } : {}),
    ...(lineChecks ? { lineChecks } : {}),
  };
}

export function extractPage(page: FieldPage): { fields: Field[]; ms: number } {
  const input = extractInputOf(page);
  const started = performance.now();
  const fields = extractFields(input);
  return { fields, ms: performance.now() - started };
}

/** Values of all pages of one document, by page id without its page number: `key=value`. */
export function documentValues(pages: readonly FieldPage[]): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  for (const { id, truth } of pages) {
    const known = values.get(documentOf(id)) ?? new Set<string>();
    for (const { key, value } of truth.fields) known.add(`${key}=${plain(value)}`);
    values.set(documentOf(id), known);
  }
  return values;
}

/** True when another page of the same document is marked with this value. */
export const isTrueOfDocument = ({ id }: FieldPage, key: string, value: string, known: ReturnType<typeof documentValues>): boolean =>
  known.get(documentOf(id))?.has(`${key}=${plain(value)}`) ?? false;

const documentOf = (id: string): string => id.replace(/-\d+$/, '');

/**
 * One outcome per printed field, and one per field that was accepted although the page is not marked with it. The last page of a
 * contract repeats the parties without a mark: what is true of the document is no invention.
 */
export function compareFields(page: FieldPage, fields: readonly Field[], known: ReturnType<typeof documentValues>): FieldOutcome[] {
  const { id, documentType, truth } = page;
  const found = new Map(fields.map((field) => [field.key, field]));
  const printed = truth.fields.map(({ key, value }): FieldOutcome => {
    const field = found.get(key) ?? null;
    return { page: id, documentType, key, wanted: value, field, right: field !== null && sameFieldValue(key, value, field.value) };
  });
  const keys = new Set(truth.fields.map(({ key }) => key));
  const invented = fields
    .filter(({ key, status, value }) => status === 'accepted' && !keys.has(key) && !isTrueOfDocument(page, key, value, known))
    .map((field): FieldOutcome => ({ page: id, documentType, key: field.key, wanted: null, field, right: false }));
  return [...printed, ...invented];
}

export function figuresOf(outcomes: readonly FieldOutcome[]): FieldFigures {
  const accepted = outcomes.filter(({ field }) => field?.status === 'accepted');
  const printed = outcomes.filter(({ wanted }) => wanted !== null);
  return {
    fields: printed.length,
    right: printed.filter(({ right }) => right).length,
    accepted: accepted.length,
    acceptedWrong: accepted.filter(({ right }) => !right).length,
  };
}

export const share = (part: number, whole: number): number => (whole === 0 ? NaN : (100 * part) / whole);

const percent = (part: number, whole: number) => (whole === 0 ? '-' : `${share(part, whole).toFixed(1)} %`);

/** One line per group: fields, exact, accepted, wrong among the accepted. */
export function figuresTable(outcomes: readonly FieldOutcome[], group: (outcome: FieldOutcome) => string): string {
  const lines = [...Map.groupBy(outcomes, group)].map(([name, part]) => {
    const { fields, right, accepted, acceptedWrong } = figuresOf(part);
    return [name, String(fields), percent(right, fields), percent(accepted, fields), String(acceptedWrong)];
  });
  const rows = [['', 'fields', 'exact', 'accepted', 'wrong but accepted'], ...lines];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '))
    .join('\n');
}
