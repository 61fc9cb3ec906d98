/** Opens the encrypted SQLite file; the only place that knows the driver. */
import { statSync } from 'node:fs';
import path from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import SqliteFile from 'better-sqlite3-multiple-ciphers';
import { AppError } from '#shared/errors.ts';
import { storeError, systemCode } from './store-error.ts';

export type RawDatabase = BetterSqlite3.Database;

/**
 * How long opening waits for the lock of another process, which dies with that process.
 * Enough for a predecessor that is just closing, short enough for a person who started the program twice.
 */
const lockWaitMs = 500;

export function databasePath(dataFolder: string): string {
  return path.join(dataFolder, 'intake.db');
}

/**
 * Opens (or creates) `<dataFolder>/intake.db`: SQLCipher 4 format (AES-256-CBC, HMAC-SHA-512 per page) with a raw key.
 * The exclusive lock is the operating system's, so it ends with the process, however it dies. On POSIX it also ends
 * when this process opens and closes the file by other means: never read `intake.db` while the store is open.
 * @param keyIsRight true when the key check file has confirmed the key, so an unreadable file must be a damaged one
 * @throws AppError `store.key-wrong`, `store.corrupt`, `store.in-use`
 */
export function openDatabase(dataFolder: string, key: Buffer, keyIsRight: boolean): RawDatabase {
  let raw: RawDatabase | undefined;
  try {
    raw = new SqliteFile(databasePath(dataFolder), { timeout: lockWaitMs });
    raw.pragma("cipher = 'sqlcipher'");
    raw.pragma('legacy = 4');
    raw.pragma(`key = "x'${key.toString('hex')}'"`);
    raw.pragma('locking_mode = EXCLUSIVE');
    raw.pragma('journal_mode = WAL');
    raw.pragma('synchronous = FULL');
    raw.pragma('foreign_keys = ON');
    raw.pragma('secure_delete = ON');
    raw.pragma('temp_store = MEMORY');
    // Without it REPLACE would pass by the triggers that refuse deleting audit rows.
    raw.pragma('recursive_triggers = ON');
    // In exclusive mode the lock is taken with the first write.
    raw.exec('BEGIN IMMEDIATE; COMMIT');
    return raw;
  } catch (error) {
    raw?.close();
    if (systemCode(error) === 'SQLITE_NOTADB' && !keyIsRight) throw new AppError('store.key-wrong', {}, error);
    throw storeError(error);
  }
}

/** True when there is a database file with content. */
export function databaseExists(dataFolder: string): boolean {
  const stats = statSync(databasePath(dataFolder), { throwIfNoEntry: false });
  return stats !== undefined && stats.size > 0;
}
