/** Reads uncompressed Windows bitmaps (1, 4, 8, 24, 32 bit), which libvips does not know and older document cameras write. */
import { AppError } from '#shared/errors.ts';
import type { PixelImage } from './pixel-image.ts';

type Header = {
  pixelOffset: number;
  headerSize: number;
  widthPx: number;
  heightPx: number;
  topDown: boolean;
  bitsPerPixel: number;
  paletteSize: number;
  dpi: number | null;
};

/**
 * @param checkSize called with width and height before anything is allocated; throws when they are out of bounds
 * @throws AppError `file.unreadable` when the file is cut off or contradicts itself, `file.unsupported` when it is compressed
 */
export function decodeBmp(bytes: Uint8Array, checkSize: (widthPx: number, heightPx: number) => void): PixelImage & { dpi: number | null } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readHeader(view);
  const { widthPx, heightPx, bitsPerPixel, pixelOffset } = header;
  checkSize(widthPx, heightPx);
  const rowBytes = Math.ceil((widthPx * bitsPerPixel) / 32) * 4;
  if (pixelOffset + rowBytes * heightPx > bytes.byteLength) throw unreadable('cut-off');
  const palette = readPalette(bytes, header);
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    const row = pixelOffset + rowBytes * (header.topDown ? y : heightPx - 1 - y);
    for (let x = 0; x < widthPx; x++) {
      const target = (y * widthPx + x) * 3;
      const from = palette ? palette : bytes;
      const source = palette ? 4 * paletteIndex(bytes, row, x, bitsPerPixel) : row + x * (bitsPerPixel / 8);
      data[target] = from[source + 2] ?? 0;
      data[target + 1] = from[source + 1] ?? 0;
      data[target + 2] = from[source] ?? 0;
    }
  }
  return { widthPx, heightPx, channels: 3, data, dpi: header.dpi };
}

function readHeader(view: DataView): Header {
  if (view.byteLength < 54) throw unreadable('cut-off');
  const headerSize = view.getUint32(14, true);
  const bitsPerPixel = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  const height = view.getInt32(22, true);
  if (headerSize < 40) throw new AppError('file.unsupported', { format: 'bmp', reason: 'old-header' });
  // 3 = bit fields, whose usual masks are those of plain 32-bit pixels.
  if (compression !== 0 && !(compression === 3 && bitsPerPixel === 32))
    throw new AppError('file.unsupported', { format: 'bmp', reason: 'compressed' });
  if (![1, 4, 8, 24, 32].includes(bitsPerPixel)) throw new AppError('file.unsupported', { format: 'bmp', reason: 'depth' });
  const pixelsPerMetre = view.getInt32(38, true);
  const dpi = Math.round(pixelsPerMetre * 0.0254);
  return {
    pixelOffset: view.getUint32(10, true),
    headerSize,
    widthPx: Math.max(0, view.getInt32(18, true)),
    heightPx: Math.abs(height),
    topDown: height < 0,
    bitsPerPixel,
    paletteSize: bitsPerPixel <= 8 ? view.getUint32(46, true) || 1 << bitsPerPixel : 0,
    dpi: dpi >= 75 && dpi <= 2400 && dpi !== 96 ? dpi : null,
  };
}

function readPalette(bytes: Uint8Array, { headerSize, paletteSize, bitsPerPixel }: Header): Uint8Array | null {
  if (bitsPerPixel > 8) return null;
  const start = 14 + headerSize;
  if (paletteSize > 256 || start + paletteSize * 4 > bytes.byteLength) throw unreadable('palette');
  return bytes.subarray(start, start + paletteSize * 4);
}

function paletteIndex(bytes: Uint8Array, row: number, x: number, bitsPerPixel: number): number {
  const byte = bytes[row + ((x * bitsPerPixel) >> 3)]!;
  const shift = 8 - bitsPerPixel - ((x * bitsPerPixel) & 7);
  return (byte >> shift) & ((1 << bitsPerPixel) - 1);
}

const unreadable = (reason: string) => new AppError('file.unreadable', { format: 'bmp', reason });
