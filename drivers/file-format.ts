/** Tells what kind of file some bytes are, by their first bytes and never by a name. */

export type FileFormat = 'jpeg' | 'png' | 'tiff' | 'webp' | 'bmp' | 'pdf' | 'ofd';

/** Larger files are refused before they are read into memory. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;
/** PDF readers accept the header anywhere in the first kilobyte (ISO 32000-1, annex H.3, note 13). */
const PDF_HEADER_RANGE = 1024;

export function detectFormat(bytes: Uint8Array): FileFormat | null {
  const head = headOf(bytes);
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (/^(II[*+]\0|MM\0[*+])/.test(head)) return 'tiff';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.includes('%PDF-')) return 'pdf';
  // Two letters are a weak sign, so the header size that follows must be one that exists.
  if (head.startsWith('BM') && bytes.byteLength >= 26 && [12, 40, 52, 56, 64, 108, 124].includes(head.charCodeAt(14))) return 'bmp';
  if (head.startsWith('PK\x03\x04') && hasOfdEntry(bytes)) return 'ofd';
  return null;
}

/** What to say of a file that is none of these: kinds that people do hand in get words of their own. */
export function refusalOf(bytes: Uint8Array): 'file.heic' | 'file.unsupported' {
  const head = headOf(bytes);
  // ISO 14496-12: the box with the file's brands comes first. AVIF names `mif1` too.
  const brands = head.startsWith('ftyp', 4) ? head.slice(8, Math.min(head.length, bytes[3] ?? 0)) : '';
  if (/hei[cxms]|hev[cx]|mif1|msf1/.test(brands) && !brands.includes('avi')) return 'file.heic';
  return 'file.unsupported';
}

/** GB/T 33190: a ZIP archive whose entry part has this name. Names stand in it as they are, before each part and once more at the end. */
function hasOfdEntry(bytes: Uint8Array): boolean {
  return /OFD\.xml/i.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
}

function headOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, PDF_HEADER_RANGE)).toString('latin1');
}
