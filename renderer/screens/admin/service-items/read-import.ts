/** A chosen file as the input of an import. */
import type { ItemImport } from '#shared/contract/item-procedures.ts';

/** What the host takes at most. */
const mostTableBytes = 512 * 1024;
const mostJsonBytes = 2_000_000;

async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

/**
 * @param itemCode that gets the material list; null = a whole item from JSON
 * @throws RangeError when the file is larger than the host takes
 */
export async function readImport(file: File, itemCode: string | null, codes: 'national' | 'zero-based'): Promise<ItemImport> {
  if (file.size > (itemCode === null ? mostJsonBytes : mostTableBytes)) throw new RangeError('file too large');
  if (itemCode === null) return { kind: 'json', text: await file.text() };
  const format = /\.xlsx$/i.test(file.name) ? 'xlsx' : 'csv';
  return { kind: 'materials', itemCode, format, codes, base64: await toBase64(file) };
}
