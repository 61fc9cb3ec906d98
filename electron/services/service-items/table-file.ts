/** Rows of a CSV or XLSX file as texts, with limits against files that unpack to more than they seem. */
import { inflateRawSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import type { ImportProblem } from '#shared/service-items/import-problem.ts';

export type Table = { ok: true; rows: string[][] } | { ok: false; problems: ImportProblem[] };

/** A list of materials has some dozens of rows; national templates pad sheets with empty ones. */
const mostRows = 2_000;
const mostColumns = 100;
const mostFileBytes = 512 * 1024;
/** All parts of an XLSX together, unpacked; one sheet of 2000 rows takes about 2 MB. */
const mostUnpackedBytes = 24 * 1024 * 1024;
const mostParts = 200;

type Problem = Pick<ImportProblem, 'code' | 'details'>;
const refused = (code: Problem['code'], details: Record<string, string> = {}, place: ImportProblem['place'] = {}): Table => ({
  ok: false,
  problems: [{ place, code, details }],
});

/** @returns rows of trimmed texts, empty rows at the end left out */
export async function readTableFile(bytes: Uint8Array, format: 'csv' | 'xlsx'): Promise<Table> {
  if (bytes.byteLength === 0) return refused('file-empty');
  if (bytes.byteLength > mostFileBytes) return refused('file-too-large', { kib: String(mostFileBytes / 1024) });
  const table = format === 'csv' ? readCsv(bytes) : await readXlsx(bytes);
  if (!table.ok) return table;
  const rows = table.rows.map((row) => row.map((cell) => cell.trim()));
  while (rows.at(-1)?.every((cell) => cell === '')) rows.pop();
  if (rows.length > mostRows) return refused('too-many-rows', { most: String(mostRows) });
  return rows.some((row) => row.length > mostColumns) ? refused('too-many-columns', { most: String(mostColumns) }) : { ok: true, rows };
}

/** UTF-8 (with or without mark), UTF-16 with mark, else GB 18030, which office programs of Chinese Windows still write. */
function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  return null;
}

function readCsv(bytes: Uint8Array): Table {
  const text = decodeText(bytes);
  if (text === null) return refused('encoding-unknown');
  if (text.includes('\u0000')) return refused('not-text');
  const head = text.slice(0, text.indexOf('\n') < 0 ? text.length : text.indexOf('\n'));
  const delimiter = [',', '\t', ';'].toSorted((a, b) => head.split(b).length - head.split(a).length)[0] ?? ',';
  try {
    return { ok: true, rows: parse(text, { delimiter, relax_column_count: true, bom: true, max_record_size: 200_000 }) as string[][] };
  } catch (error) {
    const line = (error as { lines?: unknown }).lines;
    return refused('quotes-open', {}, typeof line === 'number' ? { row: line } : {});
  }
}

async function readXlsx(bytes: Uint8Array): Promise<Table> {
  const problem = checkArchive(bytes);
  if (problem) return refused(problem.code, problem.details);
  try {
    const sheet = await readSheet(Buffer.from(bytes));
    return {
      ok: true,
      rows: sheet.map((row) => row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? '')))),
    };
  } catch {
    return refused('xlsx-unreadable');
  }
}

const damaged: Problem = { code: 'xlsx-damaged' };
const tooLarge: Problem = { code: 'xlsx-too-large', details: { mib: String(mostUnpackedBytes / 1024 / 1024) } };

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

/**
 * Unpacks every part once under a limit before the reader sees the file: the sizes that an archive states are its own word.
 * Parts with a document type declaration are refused, so no XML entity can grow either.
 * @returns what is wrong, or null
 */
export function checkArchive(bytes: Uint8Array): Problem | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = file.length - 22;
  while (end >= 0 && file.readUInt32LE(end) !== endSignature) end--;
  if (end < 0) return { code: 'not-xlsx' };
  const count = file.readUInt16LE(end + 10);
  if (count > mostParts) return { code: 'xlsx-too-many-parts', details: { most: String(mostParts) } };
  let at = file.readUInt32LE(end + 16);
  let left = mostUnpackedBytes;
  for (let index = 0; index < count; index++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== entrySignature) return damaged;
    const unpacked = unpack(file, at, left);
    if (!Buffer.isBuffer(unpacked)) return unpacked;
    left -= unpacked.length;
    if (/<!(?:DOCTYPE|ENTITY)/i.test(unpacked.toString('latin1'))) return { code: 'xlsx-declaration' };
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return null;
}

/** @returns the bytes of one part, or what is wrong */
function unpack(file: Buffer, at: number, mostBytes: number): Buffer | Problem {
  const [method, packedSize, statedSize, local] = [
    file.readUInt16LE(at + 10),
    file.readUInt32LE(at + 20),
    file.readUInt32LE(at + 24),
    file.readUInt32LE(at + 42),
  ];
  if (statedSize > mostBytes) return tooLarge;
  if (local + 30 > file.length || file.readUInt32LE(local) !== localSignature) return damaged;
  const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  const packed = file.subarray(start, start + packedSize);
  if (packed.length !== packedSize) return damaged;
  if (method === 0) return packed.length <= mostBytes ? packed : tooLarge;
  if (method !== 8) return { code: 'xlsx-compression' };
  try {
    const unpacked = inflateRawSync(packed, { maxOutputLength: Math.max(1, mostBytes) });
    return unpacked.length === statedSize ? unpacked : damaged;
  } catch (error) {
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : damaged;
  }
}
