/** Reads and edits the segments of a JPEG file (ISO/IEC 10918-1, annex B; JFIF 1.02) without decoding pixels. */

export type JpegStructure = {
  widthPx: number;
  heightPx: number;
  /** 1 = grey, 3 = colour, 4 = CMYK. */
  components: number;
  /** From the JFIF header; null when it is absent or gives only an aspect ratio. */
  dpi: number | null;
  /** The end-of-image marker was found: nothing is missing at the end. */
  complete: boolean;
};

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const DNL = 0xdc;
const CM_PER_INCH = 2.54;
const UNKNOWN_HEIGHTS = [0, 0xffff];

/**
 * Walks from segment to segment up to the end marker, because the last two bytes prove nothing:
 * devices pad after it, and an embedded thumbnail has an end marker of its own.
 * @returns null when this is no JPEG, or no frame header comes before the data ends
 */
export function readJpeg(bytes: Uint8Array): JpegStructure | null {
  return walk(bytes)?.structure ?? null;
}

/**
 * Feeders do not know the length of a sheet when they begin to send it: they write the height 0 or 65535, and the true one into a DNL
 * segment behind the picture (B.2.5), which decoders do not read.
 * @returns the same bytes with the true height in the frame header; the bytes as they are where there is nothing to mend
 */
export function withTrueHeight(bytes: Uint8Array): Uint8Array {
  const { structure, heightAt = null } = walk(bytes) ?? {};
  if (!structure || heightAt === null) return bytes;
  const mended = Buffer.from(bytes);
  mended.writeUInt16BE(structure.heightPx, heightAt);
  return mended;
}

/** `heightAt`: where the frame header has a height that a DNL segment corrects. */
function walk(bytes: Uint8Array): { structure: JpegStructure; heightAt: number | null } | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 4 || data[0] !== 0xff || data[1] !== SOI) return null;
  let frame: { widthPx: number; heightPx: number; components: number } | null = null;
  let dpi: number | null = null;
  let frameAt = 0;
  let heightAt: number | null = null;
  let position = 2;
  for (;;) {
    const segment = nextSegment(data, position);
    if (!segment || segment.marker === EOI) return frame && { structure: { ...frame, dpi, complete: segment !== null }, heightAt };
    if (isFrameHeader(segment.marker)) [frame, frameAt] = [readFrame(data, segment.start) ?? frame, segment.start];
    const lines = segment.marker === DNL ? data.readUInt16BE(segment.start + 2) : 0;
    if (frame && lines > 0 && UNKNOWN_HEIGHTS.includes(frame.heightPx)) [frame, heightAt] = [{ ...frame, heightPx: lines }, frameAt + 3];
    if (segment.marker === APP0) dpi = readDensity(data, segment.start) ?? dpi;
    position = segment.marker === SOS ? endOfScan(data, segment.end) : segment.end;
  }
}

type Segment = { marker: number; start: number; end: number };

/** null when the data ends, or does not continue with a marker. */
function nextSegment(data: Buffer, from: number): Segment | null {
  let position = from;
  if (data[position] !== 0xff) return null;
  while (data[position] === 0xff) position++;
  const marker = data[position];
  if (marker === undefined) return null;
  const start = position + 1;
  if (marker === EOI || marker === 0x01 || isRestart(marker)) return { marker, start, end: start };
  if (start + 2 > data.length) return null;
  const end = start + data.readUInt16BE(start);
  return end <= data.length && end >= start + 2 ? { marker, start, end } : null;
}

/** Entropy-coded data goes on until a marker that is neither a stuffed zero nor a restart. */
function endOfScan(data: Buffer, from: number): number {
  let position = from;
  for (;;) {
    const at = data.indexOf(0xff, position);
    const next = at === -1 ? undefined : data[at + 1];
    if (next === undefined) return data.length;
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
    position = next === 0xff ? at + 1 : at + 2;
  }
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

/** SOF0 … SOF15 without DHT, JPG and DAC, which sit in the same range. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function readFrame(data: Buffer, start: number): { widthPx: number; heightPx: number; components: number } | null {
  if (start + 8 > data.length) return null;
  return { heightPx: data.readUInt16BE(start + 3), widthPx: data.readUInt16BE(start + 5), components: data[start + 7] ?? 0 };
}

function readDensity(data: Buffer, start: number): number | null {
  if (start + 14 > data.length || data.toString('latin1', start + 2, start + 7) !== 'JFIF\0') return null;
  const density = data.readUInt16BE(start + 10);
  if (density === 0) return null;
  if (data[start + 9] === 1) return density;
  return data[start + 9] === 2 ? Math.round(density * CM_PER_INCH) : null;
}

/** The same JPEG with this resolution in its JFIF header; the header is added when there is none. */
export function withJpegDensity(bytes: Uint8Array, dpi: number): Buffer {
  const data = Buffer.from(bytes);
  const hasHeader = data[2] === 0xff && data[3] === APP0 && data.toString('latin1', 6, 11) === 'JFIF\0';
  const header = Buffer.from([0xff, APP0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 2, 1, 0, 0, 0, 0, 0, 0]);
  const result = hasHeader ? data : Buffer.concat([data.subarray(0, 2), header, data.subarray(2)]);
  result[13] = 1;
  result.writeUInt16BE(dpi, 14);
  result.writeUInt16BE(dpi, 16);
  return result;
}
