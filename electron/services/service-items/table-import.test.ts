/** Material lists from CSV and XLSX: encodings, code sets, errors by row, and files that unpack to too much. */
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { individualBusinessRegistration as item } from '#shared/service-items/individual-business-registration.ts';
import { importPlaceText } from '#shared/service-items/import-texts.ts';
import { compareItems } from './compare-items.ts';
import { readMaterialTable } from './material-table.ts';
import { mergeMaterials } from './merge-materials.ts';
import { checkArchive, readTableFile } from './table-file.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
/** 材料名称,必要性 / 授权委托书,必要 in GB 18030. */
const gbk = Uint8Array.from([
  0xb2, 0xc4, 0xc1, 0xcf, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xb1, 0xd8, 0xd2, 0xaa, 0xd0, 0xd4, 0x0d, 0x0a, 0xca, 0xda, 0xc8, 0xa8, 0xce, 0xaf,
  0xcd, 0xd0, 0xca, 0xe9, 0x2c, 0xb1, 0xd8, 0xd2, 0xaa, 0x0d, 0x0a,
]);

const rowsOf = async (bytes: Uint8Array, format: 'csv' | 'xlsx' = 'csv') => {
  const table = await readTableFile(bytes, format);
  return table.ok ? table.rows : table.problems.map(({ place, code }) => [importPlaceText(place, 'zh'), code]);
};
const options = { codes: 'national' as const, taskCode: item.code };
const read = (rows: string[][], change: Partial<typeof options> | { codes: 'zero-based' } = {}) =>
  readMaterialTable(rows, { ...options, ...change });
const problems = (rows: string[][], change = {}) => {
  const table = read(rows, change);
  return table.ok ? [] : table.problems.map(({ place }) => importPlaceText(place, 'zh'));
};

test.each([
  ['UTF-8', utf8('材料名称,必要性\n授权委托书,必要\n')],
  ['UTF-8 with mark', utf8('\uFEFF材料名称,必要性\r\n授权委托书,必要\r\n,\r\n')],
  ['GBK', gbk],
  ['UTF-16', Uint8Array.from(Buffer.from('\uFEFF材料名称\t必要性\n授权委托书\t必要\n', 'utf16le'))],
])('CSV in %s', async (_, bytes) =>
  expect(await rowsOf(bytes)).toEqual([
    ['材料名称', '必要性'],
    ['授权委托书', '必要'],
  ]),
);

test.each([
  ['nothing', new Uint8Array(0)],
  ['too much', new Uint8Array(513 * 1024)],
  ['no text', Uint8Array.from([0x81, 0xff, 0xff, 0x00])],
  ['open quotes', utf8('a,b\n"x,1\n')],
])('CSV with %s is refused', async (_, bytes) => expect((await readTableFile(bytes, 'csv')).ok).toBe(false));

/** A ZIP archive; `stated` is the size that it claims for each part. */
function zip(parts: Record<string, Buffer>, stated?: number): Uint8Array {
  const [locals, entries]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [name, bytes] of Object.entries(parts)) {
    const packed = deflateRawSync(bytes);
    const local = Buffer.alloc(30 + name.length);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(stated ?? bytes.length, 22);
    local.writeUInt16LE(name.length, 26);
    local.write(name, 30, 'latin1');
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(stated ?? bytes.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    entry.write(name, 46, 'latin1');
    locals.push(local, packed);
    entries.push(entry);
    at += local.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...entries, end]);
}

const xml = (text: string) => Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${text}`);
const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const workbook = (sheet: string) =>
  zip({
    '[Content_Types].xml': xml('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'xl/workbook.xml': xml(
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="材料" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': xml(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': xml(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
    ),
  });
const addressed = (rows: string[][]) =>
  rows
    .map(
      (row, y) =>
        `<row r="${y + 1}">${row.map((text, x) => cell(text).replace('<c ', `<c r="${String.fromCharCode(65 + x)}${y + 1}" `)).join('')}</row>`,
    )
    .join('');

test('a sheet of XLSX becomes rows of texts', async () => {
  const rows = [
    ['material_name', 'is_need'],
    ['授权委托书', '1'],
  ];
  expect(await rowsOf(workbook(addressed(rows)), 'xlsx')).toEqual(rows);
});

test.each([
  ['that is none', utf8('hello')],
  ['that unpacks to too much', zip({ 'a.xml': Buffer.alloc(30 * 1024 * 1024) })],
  ['that states a small size and unpacks to too much', zip({ 'a.xml': Buffer.alloc(30 * 1024 * 1024) }, 100)],
  ['of too many parts', zip(Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`${index}`, Buffer.from('x')])))],
  ['with entities', zip({ 'a.xml': Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>') })],
  ['that is cut short', workbook('').slice(0, 200)],
])('an XLSX %s is refused before it is read', (_, bytes) => expect(checkArchive(bytes)).toMatchObject({ code: expect.any(String) }));

test('both names of the columns are known, and the code sets are told apart', () => {
  const national = read([
    ['row_guid', 'material_name', 'is_need', 'page_num_y', 'page_num_f', 'source_type', 'order_num'],
    ['B', '授权委托书', '3', '1', '0', '0', '2'],
    ['A', '身份证', '1.0', '0', '1', '政府部门核发', '1'],
  ]);
  expect(national).toMatchObject({
    ok: true,
    materials: [
      { id: 'A', row: 3, necessity: 'required', deferrable: false, originals: 0, copies: 1, sourceKind: 'issued' },
      { id: 'B', row: 2, necessity: 'required', deferrable: true, originals: 1, copies: 0, sourceKind: 'self' },
    ],
  });
  const zero = read(
    [
      ['材料名称', '材料必要性'],
      ['身份证', '0'],
      ['照片', '1'],
    ],
    { codes: 'zero-based' },
  );
  expect(zero).toMatchObject({ ok: true, materials: [{ necessity: 'required' }, { necessity: 'optional' }] });
});

test('every error is told by row and column, and one error refuses all', () => {
  expect(problems([['material_name'], ['x']])).toEqual(['第1行']);
  expect(problems([['material_name', 'is_need']])).toEqual(['文件']);
  expect(
    problems([
      ['task_code', 'material_name', 'is_need', 'page_num'],
      [item.code, '身份证', '1', '1'],
      ['another', '', '9', '-1'],
      ['', '', '', ''],
      ['', '照片', '', '1'],
      ['', '身份证', '1', '1'],
    ]),
  ).toEqual(['第3行 material_name', '第3行 is_need', '第3行 task_code', '第3行 page_num', '第5行 is_need', '第6行']);
  expect(
    problems([
      ['material_name', 'is_need'],
      ['身份证', '0'],
    ]),
  ).toEqual(['第2行 is_need']);
});

test('a known line keeps what the list cannot say; a new one gets a guess; one that is not named goes', () => {
  const table = read([
    ['material_name', 'is_need', 'page_num_y'],
    ['个体工商户登记(备案)申请书', '必要', '2'],
    ['从业人员健康证', '非必要', '0'],
  ]);
  if (!table.ok) throw new Error('the table is good');
  const merged = mergeMaterials(item, table.materials);
  expect(merged.materials).toMatchObject([
    { id: 'application', needsSignature: true, anyOf: [{ documentType: 'application-form' }], copies: { originals: 2 } },
    { id: 'm3', necessity: 'optional', anyOf: [{ documentType: 'health-certificate' }] },
  ]);
  expect(compareItems(item, merged).map(({ part, change, id }) => `${part} ${change} ${id}`)).toEqual([
    'material changed application',
    'material added m3',
    ...item.materials.slice(1).map(({ id }) => `material removed ${id}`),
  ]);
});
