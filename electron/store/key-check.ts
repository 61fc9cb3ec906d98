/** The small file that tells a wrong key from a damaged database. */
import { timingSafeEqual } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { systemCode } from './store-error.ts';

const location = (dataFolder: string) => path.join(dataFolder, 'intake.key-check');

/**
 * @returns `right`, or `unknown` when the folder has no such file yet; `other` when the key is wrong or the file is damaged
 */
export function checkKey(dataFolder: string, check: Buffer): 'right' | 'unknown' | 'other' {
  let stored: Buffer;
  try {
    stored = Buffer.from(readFileSync(location(dataFolder), 'utf8').trim(), 'hex');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'unknown';
    throw error;
  }
  return stored.length === check.length && timingSafeEqual(stored, check) ? 'right' : 'other';
}

/** Call only when the database has been opened with the key. */
export function rememberKey(dataFolder: string, check: Buffer): void {
  const temporary = `${location(dataFolder)}.writing`;
  writeFileSync(temporary, `${check.toString('hex')}\n`, { mode: 0o600, flush: true });
  renameSync(temporary, location(dataFolder));
}
