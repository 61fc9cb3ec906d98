/** Decodes uncompressed Windows bitmaps, which sharp cannot read. */
import { AppError } from '#shared/errors.ts';
import { checkImageSize } from '#shared/image-limit.ts';

export type Bitmap = { widthPx: number; heightPx: number; dpi: number | null; /** RGB, top row first. */ rgb: Buffer };

const INCHES_PER_METRE = 39.3701;
const BI_RGB = 0;
const BI_BITFIELDS = 3;

/**
 * @throws AppError `file.unsupported` (run-length, 16 bit), `file.unreadable` (cut short), `file.too-large`
 */
export function decodeBitmap(bytes: Uint8Array): Bitmap {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readHeader(data);
  const { widthPx, heightPx, bitsPerPixel, pixelStart, paletteStart, topDown } = header;
  if (widthPx <= 0 || heightPx <= 0) throw new AppError('file.unreadable', { reason: 'bitmap-size' });
  checkImageSize(widthPx, heightPx);
  const rowBytes = Math.ceil((widthPx * bitsPerPixel) / 32) * 4;
  if (pixelStart + rowBytes * heightPx > data.length) throw new AppError('file.unreadable', { reason: 'bitmap-cut-short' });
  const rgb = Buffer.alloc(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    const row = pixelStart + rowBytes * (topDown ? y : heightPx - 1 - y);
    for (let x = 0; x < widthPx; x++) {
      const from = bitsPerPixel >= 24 ? row + (x * bitsPerPixel) / 8 : paletteStart + 4 * paletteIndex(data, row, x, bitsPerPixel);
      const to = (y * widthPx + x) * 3;
      rgb[to] = data[from + 2] ?? 0;
      rgb[to + 1] = data[from + 1] ?? 0;
      rgb[to + 2] = data[from] ?? 0;
    }
  }
  return { widthPx, heightPx, dpi: header.dpi, rgb };
}

function readHeader(data: Buffer) {
  if (data.length < 54 || data.readUInt32LE(14) < 40) throw new AppError('file.unsupported', { reason: 'bitmap-header' });
  const bitsPerPixel = data.readUInt16LE(28);
  const compression = data.readUInt32LE(30);
  const plain = compression === BI_RGB || (compression === BI_BITFIELDS && bitsPerPixel === 32);
  if (!plain || ![1, 4, 8, 24, 32].includes(bitsPerPixel)) throw new AppError('file.unsupported', { reason: 'bitmap-compression' });
  const signedHeight = data.readInt32LE(22);
  const perMetre = data.readInt32LE(38);
  return {
    widthPx: data.readInt32LE(18),
    heightPx: Math.abs(signedHeight),
    topDown: signedHeight < 0,
    bitsPerPixel,
    pixelStart: data.readUInt32LE(10),
    paletteStart: 14 + data.readUInt32LE(14),
    dpi: perMetre > 0 ? Math.round(perMetre / INCHES_PER_METRE) : null,
  };
}

function paletteIndex(data: Buffer, row: number, x: number, bitsPerPixel: number): number {
  const bit = x * bitsPerPixel;
  const byte = data[row + (bit >> 3)] ?? 0;
  return (byte >> (8 - bitsPerPixel - (bit & 7))) & ((1 << bitsPerPixel) - 1);
}
