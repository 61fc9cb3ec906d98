/** Opens the encrypted SQLite file; the only place that knows the driver. */
import { existsSync, linkSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import SqliteFile from 'better-sqlite3-multiple-ciphers';
import { storeError } from './store-error.ts';

export type RawDatabase = BetterSqlite3.Database;

/**
 * How long opening waits for the lock of another process, which dies with that process.
 * Enough for a predecessor that is just closing, short enough for a person who started the program twice.
 */
const lockWaitMs = 500;

export function databasePath(dataFolder: string): string {
  return path.join(dataFolder, 'intake.db');
}

export function logPath(dataFolder: string): string {
  return `${databasePath(dataFolder)}-wal`;
}

/** The driver with the cipher set; the caller decides how the file is locked. */
function openKeyed(file: string, key: Buffer, readonly: boolean): RawDatabase {
  const raw = new SqliteFile(file, { timeout: lockWaitMs, readonly });
  raw.pragma("cipher = 'sqlcipher'");
  raw.pragma('legacy = 4');
  raw.pragma(`key = "x'${key.toString('hex')}'"`);
  return raw;
}

/**
 * Lets `work` read the database with its log. Neither file is changed, whatever is found: closing writes nothing back.
 * @param hasLog false when the log holds nothing: then SQLite needs no index of it, which takes space on the disk
 */
export function readDatabase<T>(dataFolder: string, key: Buffer, hasLog: boolean, work: (raw: RawDatabase) => T): T {
  const hadLogFile = existsSync(logPath(dataFolder));
  const raw = openKeyed(databasePath(dataFolder), key, hasLog);
  try {
    if (!hasLog) raw.pragma('locking_mode = EXCLUSIVE');
    return work(raw);
  } finally {
    raw.close();
    // What SQLite makes for readers; the store itself keeps its index in memory.
    rmSync(`${databasePath(dataFolder)}-shm`, { force: true });
    if (!hadLogFile) rmSync(logPath(dataFolder), { force: true });
  }
}

/**
 * Lets `work` read the database file alone, as it was when its log began: under another name SQLite sees no log.
 * Not while this process reads it under its own name: SQLite would share the index of the log.
 * @returns undefined on file systems without links
 */
export function readDatabaseWithoutLog<T>(dataFolder: string, key: Buffer, work: (raw: RawDatabase) => T): T | undefined {
  const folder = mkdtempSync(path.join(dataFolder, 'check-'));
  try {
    try {
      linkSync(databasePath(dataFolder), databasePath(folder));
    } catch {
      return undefined;
    }
    return readDatabase(folder, key, false, work);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Opens (or creates) `<dataFolder>/intake.db`: SQLCipher 4 format (AES-256-CBC, HMAC-SHA-512 per page) with a raw key.
 * The exclusive lock is the operating system's, so it ends with the process, however it dies. On POSIX it also ends
 * when this process opens and closes the file by other means: never read `intake.db` while the store is open.
 * @throws AppError `store.corrupt`, `store.in-use`
 */
export function openDatabase(dataFolder: string, key: Buffer): RawDatabase {
  let raw: RawDatabase | undefined;
  try {
    raw = openKeyed(databasePath(dataFolder), key, false);
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
    throw storeError(error);
  }
}

/** True when there is a database file with content. */
export function databaseExists(dataFolder: string): boolean {
  const stats = statSync(databasePath(dataFolder), { throwIfNoEntry: false });
  return stats !== undefined && stats.size > 0;
}
