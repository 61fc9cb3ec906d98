/** Separate keys for separate uses, all derived from the one data key of the installation. */
import { hkdfSync } from 'node:crypto';
import { AppError } from '#shared/errors.ts';

const dataKeyBytes = 32;

export type StoreKeys = {
  /** Raw 32-byte key of the SQLite file. */
  database: Buffer;
  /** AES-256 key of the page files. */
  pages: Buffer;
  /** Stored in the open: tells a wrong key from a damaged database, and reveals nothing of the other keys. */
  check: Buffer;
  /** Authenticates the anchor. */
  anchor: Buffer;
};

/**
 * HKDF-SHA-256 (RFC 5869) with one label per use. The labels are part of the file format: never change them.
 * @throws AppError `store.key-missing` when the key is not 32 bytes long
 */
export function deriveKeys(dataKey: Uint8Array): StoreKeys {
  if (dataKey.length !== dataKeyBytes) throw new AppError('store.key-missing', { bytes: dataKey.length });
  const derive = (label: string, bytes: number) => Buffer.from(hkdfSync('sha256', dataKey, '', `intake-desk/v1/${label}`, bytes));
  return { database: derive('database', 32), pages: derive('pages', 32), check: derive('check', 16), anchor: derive('anchor', 32) };
}
