/** Tells what kind of file some bytes are, by their first bytes and never by a name. */

export type ImageFormat = 'jpeg' | 'png' | 'tiff' | 'webp' | 'bmp';
export type FileFormat = ImageFormat | 'pdf' | 'gif' | 'heif' | 'svg' | 'zip' | 'unknown';

const signatures: readonly { format: FileFormat; at: number; bytes: string }[] = [
  { format: 'jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { format: 'png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { format: 'tiff', at: 0, bytes: 'II*\0' },
  { format: 'tiff', at: 0, bytes: 'MM\0*' },
  { format: 'tiff', at: 0, bytes: 'II+\0' },
  { format: 'tiff', at: 0, bytes: 'MM\0+' },
  { format: 'webp', at: 8, bytes: 'WEBP' },
  { format: 'bmp', at: 0, bytes: 'BM' },
  { format: 'pdf', at: 0, bytes: '%PDF' },
  { format: 'gif', at: 0, bytes: 'GIF8' },
  { format: 'heif', at: 4, bytes: 'ftyp' },
  { format: 'zip', at: 0, bytes: 'PK\x03\x04' },
];

/** `svg` is only told apart so that the message can say so: it is a program for a renderer, not a scan. */
export function fileFormat(bytes: Uint8Array): FileFormat {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).toString('latin1');
  const known = signatures.find(({ at, bytes: signature }) => head.startsWith(signature, at));
  if (known) return known.format;
  return /<svg[\s>]/i.test(head) ? 'svg' : 'unknown';
}

export function isImageFormat(format: FileFormat): format is ImageFormat {
  return ['jpeg', 'png', 'tiff', 'webp', 'bmp'].includes(format);
}
