/** The national material list (`up_task_general_material`) as a table: columns by either name, codes in words or numbers, errors by row. */
import type { ImportProblem } from '#shared/contract.ts';

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
export type CodeSet = 'national' | 'zero-based';

/** Column → names under which it occurs, in lower case and without white space. */
const columns = {
  row_guid: ['row_guid', 'rowguid', '材料唯一标识', '材料编码', '材料标识'],
  task_code: ['task_code', 'taskcode', '实施编码', '事项编码'],
  material_name: ['material_name', 'materialname', '材料名称'],
  is_need: ['is_need', 'isneed', '材料必要性', '必要性', '是否必要'],
  material_type: ['material_type', 'materialtype', '材料类型'],
  page_num: ['page_num', 'pagenum', '纸质材料份数', '份数'],
  page_num_y: ['page_num_y', '原件份数', '原件'],
  page_num_f: ['page_num_f', '复印件份数', '复印件'],
  source_type: ['source_type', 'sourcetype', '来源渠道'],
  fill_explain: ['fill_explain', 'fillexplain', '填报须知'],
  accept_stand: ['accept_stand', 'acceptstand', '受理标准'],
  is_result_cert: ['is_result_cert', '是否结果证照'],
  order_num: ['order_num', 'ordernum', '排序', '序号'],
} as const;
type Column = keyof typeof columns;

const needed: readonly Column[] = ['material_name', 'is_need'];

type Need = Pick<MaterialRow, 'necessity' | 'deferrable'>;
const required: Need = { necessity: 'required', deferrable: false };
const optional: Need = { necessity: 'optional', deferrable: false };
const deferred: Need = { necessity: 'required', deferrable: true };
const needWords: Readonly<Record<string, Need>> = {
  必要: required,
  是: required,
  非必要: optional,
  否: optional,
  容缺后补: deferred,
  容缺: deferred,
};
/** The same numbers mean different things on different platforms, so the person who imports says which set it is. */
const needCodes: Readonly<Record<CodeSet, Readonly<Record<string, Need>>>> = {
  national: { '1': required, '2': optional, '3': deferred },
  'zero-based': { '0': required, '1': optional, '2': deferred, '3': deferred },
};
const kindWords: Readonly<Record<string, MaterialRow['kind']>> = {
  '1': 'certificate',
  '2': 'form',
  '3': 'other',
  证件证书证明: 'certificate',
  申请表格文书: 'form',
  其他: 'other',
};
const sourceWords: Readonly<Record<string, 'self' | 'issued'>> = {
  '0': 'self',
  '1': 'issued',
  '2': 'self',
  '4': 'self',
  '5': 'issued',
  申请人自备: 'self',
  自备: 'self',
  政府部门核发: 'issued',
  核发: 'issued',
  其他: 'self',
};

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
  return { at, problems: missing.map((column) => ({ where: '第1行', message: `缺少列 ${column}（${columns[column].at(-1)}）` })) };
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

  report(column: Column, message: string): void {
    this.problems.push({ where: `第${this.row}行 ${column}`, message });
  }

  count(column: Column, most: number): number | null {
    const text = code(this.text(column));
    if (text === '') return null;
    const value = Number(text);
    if (!/^\d{1,6}$/.test(text) || value > most) {
      this.report(column, `应为 0 到 ${most} 的整数`);
      return null;
    }
    return value;
  }

  oneOf<T>(column: Column, words: Readonly<Record<string, T>>): T | null {
    const text = code(this.text(column));
    if (text === '') return null;
    const found = Object.hasOwn(words, text) ? words[text] : undefined;
    if (found === undefined) this.report(column, `“${text.slice(0, 20)}”不在取值范围内：${Object.keys(words).join('、')}`);
    return found ?? null;
  }
}

function readRow(reader: RowReader, { codes, taskCode }: { codes: CodeSet; taskCode: string }): MaterialRow {
  const name = reader.text('material_name');
  if (name === '') reader.report('material_name', '不能为空');
  if (name.length > 200) reader.report('material_name', '超过 200 字');
  const need = reader.oneOf('is_need', { ...needCodes[codes], ...needWords });
  if (need === null && reader.text('is_need') === '') reader.report('is_need', '不能为空');
  const own = reader.text('task_code');
  if (own !== '' && own !== taskCode) reader.report('task_code', '是别的事项的材料');
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
    resultCertificate: ['1', '是'].includes(code(reader.text('is_result_cert'))),
    hint: [reader.text('fill_explain'), reader.text('accept_stand')].filter(Boolean).join('；').slice(0, 500),
    order: reader.count('order_num', 999_999),
  };
}

/** One material per row; empty rows are passed over. Nothing is given unless every row is good. */
export function readMaterialTable(rows: readonly (readonly string[])[], options: { codes: CodeSet; taskCode: string }): MaterialTable {
  const [head, ...body] = rows;
  if (!head) return { ok: false, problems: [{ where: '文件', message: '文件是空的' }] };
  const { at, problems } = findColumns(head);
  if (problems.length > 0) return { ok: false, problems };
  const readers = body.flatMap((cells, index) => (cells.every((cell) => cell === '') ? [] : [new RowReader(cells, at, index + 2)]));
  const materials = readers.map((reader) => readRow(reader, options));
  const found = [...readers.flatMap((reader) => reader.problems), ...repeated(materials)];
  if (materials.length === 0) return { ok: false, problems: [{ where: '文件', message: '没有材料' }] };
  return found.length > 0 ? { ok: false, problems: found } : { ok: true, materials: inOrder(materials) };
}

function repeated(materials: readonly MaterialRow[]): ImportProblem[] {
  return materials.flatMap(({ id, name, row }, index) => {
    const earlier = materials.slice(0, index).find((other) => (id !== '' && other.id === id) || other.name === name);
    return earlier ? [{ where: `第${row}行`, message: `与第${earlier.row}行是同一项材料` }] : [];
  });
}

/** By `order_num` where every row has one, else as they stand. */
const inOrder = (materials: MaterialRow[]): MaterialRow[] =>
  materials.every(({ order }) => order !== null) ? materials.toSorted((a, b) => a.order! - b.order!) : materials;
