/** The national material list (`up_task_general_material`) as a table: columns by either name, codes in words or numbers, errors by row. */
import type { ImportProblem } from '#shared/service-items/import-problem.ts';
import { columns, kindWords, needCodes, needWords, required, sourceWords, yesWords } from './material-vocabulary.ts';
import type { CodeSet, Column } from './material-vocabulary.ts';

export type MaterialRow = {
  /** Row of the file, from 1; the head is row 1. */
  row: number;
  /** `row_guid`, or a local material code; empty when the file has none. */
  id: string;
  name: string;
  necessity: 'required' | 'optional';
  deferrable: boolean;
  kind: 'certificate' | 'form' | 'other' | null;
  originals: number | null;
  copies: number | null;
  sourceKind: 'self' | 'issued' | null;
  /** May come from an e-licence: it is itself the result of another item. */
  resultCertificate: boolean;
  hint: string;
  order: number | null;
};
export type MaterialTable = { ok: true; materials: MaterialRow[] } | { ok: false; problems: ImportProblem[] };

/** As the national table has it: varchar(200). */
const mostNameLength = 200;

const needed: readonly Column[] = ['material_name', 'is_need'];

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');

/** Excel turns 1 into 1.0 in some exports. */
const code = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/^(\d+)\.0+$/, '$1');

function findColumns(head: readonly string[]): { at: Partial<Record<Column, number>>; problems: ImportProblem[] } {
  const names = head.map(plain);
  const at: Partial<Record<Column, number>> = {};
  for (const [column, known] of Object.entries(columns) as [Column, readonly string[]][]) {
    const index = names.findIndex((name) => known.includes(name));
    if (index >= 0) at[column] = index;
  }
  const missing = needed.filter((column) => at[column] === undefined);
  return {
    at,
    problems: missing.map((column): ImportProblem => ({
      place: { row: 1 },
      code: 'column-missing',
      details: { column, name: columns[column].at(-1) ?? '' },
    })),
  };
}

class RowReader {
  readonly problems: ImportProblem[] = [];
  readonly #cells: readonly string[];
  readonly #at: Partial<Record<Column, number>>;
  readonly row: number;

  constructor(cells: readonly string[], at: Partial<Record<Column, number>>, row: number) {
    this.#cells = cells;
    this.#at = at;
    this.row = row;
  }

  text(column: Column): string {
    const index = this.#at[column];
    return index === undefined ? '' : (this.#cells[index] ?? '').trim();
  }

  report(column: Column, code: ImportProblem['code'], details: Record<string, string> = {}): void {
    this.problems.push({ place: { row: this.row, column }, code, details });
  }

  count(column: Column, most: number): number | null {
    const text = code(this.text(column));
    if (text === '') return null;
    const value = Number(text);
    if (!/^\d{1,6}$/.test(text) || value > most) {
      this.report(column, 'cell-not-a-count', { most: String(most) });
      return null;
    }
    return value;
  }

  oneOf<T>(column: Column, words: Readonly<Record<string, T>>): T | null {
    const text = code(this.text(column));
    if (text === '') return null;
    const found = Object.hasOwn(words, text) ? words[text] : undefined;
    if (found === undefined) this.report(column, 'cell-value-unknown', { value: text.slice(0, 20), values: Object.keys(words).join(' ') });
    return found ?? null;
  }
}

function readRow(reader: RowReader, { codes, taskCode }: { codes: CodeSet; taskCode: string }): MaterialRow {
  const name = reader.text('material_name');
  if (name === '') reader.report('material_name', 'cell-empty');
  if (name.length > mostNameLength) reader.report('material_name', 'cell-too-long', { most: String(mostNameLength) });
  const need = reader.oneOf('is_need', { ...needCodes[codes], ...needWords });
  if (need === null && reader.text('is_need') === '') reader.report('is_need', 'cell-empty');
  const own = reader.text('task_code');
  if (own !== '' && own !== taskCode) reader.report('task_code', 'material-of-other-item');
  const all = reader.count('page_num', 99);
  const [originals, copies] = [reader.count('page_num_y', 99), reader.count('page_num_f', 99)];
  return {
    row: reader.row,
    id: reader.text('row_guid'),
    name,
    ...(need ?? required),
    kind: reader.oneOf('material_type', kindWords),
    originals: originals ?? all,
    copies,
    sourceKind: reader.oneOf('source_type', sourceWords),
    resultCertificate: yesWords.includes(code(reader.text('is_result_cert'))),
    hint: [reader.text('fill_explain'), reader.text('accept_stand')].filter(Boolean).join('\uff1b').slice(0, 500),
    order: reader.count('order_num', 999_999),
  };
}

/** One material per row; empty rows are passed over. Nothing is given unless every row is good. */
export function readMaterialTable(rows: readonly (readonly string[])[], options: { codes: CodeSet; taskCode: string }): MaterialTable {
  const [head, ...body] = rows;
  if (!head) return { ok: false, problems: [{ place: {}, code: 'file-empty' }] };
  const { at, problems } = findColumns(head);
  if (problems.length > 0) return { ok: false, problems };
  const readers = body.flatMap((cells, index) => (cells.every((cell) => cell === '') ? [] : [new RowReader(cells, at, index + 2)]));
  const materials = readers.map((reader) => readRow(reader, options));
  const found = [...readers.flatMap((reader) => reader.problems), ...repeated(materials)];
  if (materials.length === 0) return { ok: false, problems: [{ place: {}, code: 'no-materials' }] };
  return found.length > 0 ? { ok: false, problems: found } : { ok: true, materials: inOrder(materials) };
}

function repeated(materials: readonly MaterialRow[]): ImportProblem[] {
  return materials.flatMap(({ id, name, row }, index): ImportProblem[] => {
    const earlier = materials.slice(0, index).find((other) => (id !== '' && other.id === id) || other.name === name);
    return earlier ? [{ place: { row }, code: 'material-repeated', details: { row: String(earlier.row) } }] : [];
  });
}

/** By `order_num` where every row has one, else as they stand. */
const inOrder = (materials: MaterialRow[]): MaterialRow[] =>
  materials.every(({ order }) => order !== null) ? materials.toSorted((a, b) => a.order! - b.order!) : materials;
