/** Checks that a file is whole: its end marker, or the extents that its own header promises, are there. */
import { readJpeg } from './jpeg.ts';
import type { FileFormat } from './file-format.ts';
import { tiffDirectories } from './tiff.ts';

const PDF_END = '%%EOF';
/** Where objects follow an end, the first of them follows at once. */
const PDF_TAIL_LOOKED_AT = 65_536;
/** 22 bytes and a comment of 65,535 at most. */
const ZIP_END_RANGE = 22 + 65_535;

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
    case 'ofd':
      return zipEnds(data);
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

/** ZIP (APPNOTE 4.3.16): the list of parts stands at the end, with its own end behind it and perhaps a comment. */
function zipEnds(data: Buffer): boolean {
  return data.indexOf('PK\x05\x06', Math.max(0, data.length - ZIP_END_RANGE), 'latin1') !== -1;
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

/** Every strip and tile that a directory lists lies inside the file. */
function tiffIsInside(data: Buffer): boolean {
  try {
    for (const values of tiffDirectories(data)) {
      for (const [offsets, sizes] of [
        [values(273), values(279)],
        [values(324), values(325)],
      ]) {
        if (offsets?.some((offset, index) => offset + (sizes?.[index] ?? 0) > data.length)) return false;
      }
    }
    return true;
  } catch (error) {
    // A directory outside of the file, or a number too large for any.
    if (error instanceof RangeError) return false;
    throw error;
  }
}
