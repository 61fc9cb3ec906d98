/** Checks that a file is whole: its end marker, or the extents that its own header promises, are there. */
import { readJpeg } from './jpeg.ts';
import type { FileFormat } from './file-format.ts';

const PDF_END = '%%EOF';
/** Where objects follow an end, the first of them follows at once. */
const PDF_TAIL_LOOKED_AT = 65_536;
/** More directories than any scan has pages; a loop of directories ends here. */
const MAX_TIFF_DIRECTORIES = 5000;

export function isWhole(bytes: Uint8Array, format: FileFormat): boolean {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (format) {
    case 'jpeg':
      return readJpeg(data)?.complete ?? false;
    case 'png':
      return pngEnds(data);
    case 'tiff':
      return tiffIsInside(data);
    case 'webp':
      return data.length >= 12 && data.readUInt32LE(4) + 8 <= data.length;
    case 'pdf':
      return pdfEnd(data) !== null;
    case 'bmp':
      // The pixel rows are counted when it is decoded; many writers leave the file size field empty.
      return true;
  }
}

/**
 * Where a PDF ends. Copiers pad to blocks and servers append pages of their own; but objects after the last mark are a file that was
 * cut short, since every later version of a PDF brings a mark of its own, and so does the first page of one made for the web.
 * @returns null without an end
 */
export function pdfEnd(data: Buffer): number | null {
  const mark = data.lastIndexOf(PDF_END);
  if (mark === -1) return null;
  const end = mark + PDF_END.length;
  return /\b\d+\s+\d+\s+obj\b/.test(data.toString('latin1', end, end + PDF_TAIL_LOOKED_AT)) ? null : end;
}

/** PNG (ISO/IEC 15948): chunks of length, type, data, checksum up to IEND. */
function pngEnds(data: Buffer): boolean {
  let position = 8;
  while (position + 12 <= data.length) {
    const type = data.toString('latin1', position + 4, position + 8);
    position += 12 + data.readUInt32BE(position);
    if (type === 'IEND') return position <= data.length;
  }
  return false;
}

/** TIFF 6.0: every strip and tile that a directory lists lies inside the file. BigTIFF is left to the decoder. */
function tiffIsInside(data: Buffer): boolean {
  if (data.length < 8) return false;
  const little = data[0] === 0x49;
  const u16 = (at: number): number => (little ? data.readUInt16LE(at) : data.readUInt16BE(at));
  const u32 = (at: number): number => (little ? data.readUInt32LE(at) : data.readUInt32BE(at));
  if (u16(2) === 43) return true;
  let directory = u32(4);
  for (let count = 0; directory !== 0; count++) {
    if (count > MAX_TIFF_DIRECTORIES || directory + 2 > data.length) return false;
    const entries = u16(directory);
    const next = directory + 2 + entries * 12;
    if (next + 4 > data.length) return false;
    const list = (tag: number): number[] | null => tiffValues(data, directory + 2, entries, tag, u16, u32);
    for (const [offsets, sizes] of [
      [list(273), list(279)],
      [list(324), list(325)],
    ]) {
      if (offsets?.some((offset, index) => offset + (sizes?.[index] ?? 0) > data.length)) return false;
    }
    directory = u32(next);
  }
  return true;
}

type Reader = (at: number) => number;

/** Values of one SHORT or LONG tag; null when the directory has no such tag. */
function tiffValues(data: Buffer, start: number, entries: number, tag: number, u16: Reader, u32: Reader): number[] | null {
  for (let at = start; at < start + entries * 12; at += 12) {
    if (u16(at) !== tag) continue;
    const size = u16(at + 2) === 3 ? 2 : 4;
    const count = u32(at + 4);
    const from = count * size <= 4 ? at + 8 : u32(at + 8);
    if (from + count * size > data.length) return [Infinity];
    return Array.from({ length: count }, (_, index) => (size === 2 ? u16 : u32)(from + index * size));
  }
  return null;
}
