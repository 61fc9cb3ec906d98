/** Looks at the data folder before it is opened for writing, and says in a code what is wrong with it. Changes nothing. */
import { accessSync, closeSync, constants, openSync, readSync, rmSync, statSync } from 'node:fs';
import { AppError, isAppError } from '#shared/errors.ts';
import { readAnchor } from './anchor.ts';
import type { Anchor, FoundAnchor } from './anchor.ts';
import { databaseExists, databasePath, logPath, readDatabase, readDatabaseWithoutLog } from './database.ts';
import type { RawDatabase } from './database.ts';
import type { StoreKeys } from './keys.ts';
import { inspectLog } from './log-file.ts';
import type { LogFile } from './log-file.ts';
import { schemaVersion } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import type { PageFiles } from './page-files.ts';
import { makeRescueCopy } from './rescue-copy.ts';
import { auditHashAt, headOf } from './store-head.ts';
import type { StoreHead } from './store-head.ts';
import { storeError, systemCode } from './store-error.ts';

/** Up to which size a database is read through at a start: it takes 15 ms per megabyte. Larger when it was not closed. */
const readThroughBytes = { closed: 8 * 2 ** 20, cutOff: 64 * 2 ** 20 };

export type StoreCheck = {
  dataFolder: string;
  keys: StoreKeys;
  /** What the key check file says. */
  key: 'right' | 'unknown' | 'other';
  files: Pick<PageFiles, 'any' | 'hasOneOf'>;
  /** Reads every page of the database, however large. */
  thorough?: boolean;
};

const acceptable = new Set<string>([
  ...['store.behind', 'store.log-damaged', 'store.log-foreign', 'store.anchor-missing', 'store.anchor-damaged'],
  ...['store.other-installation', 'store.pages-missing'],
]);

/** True for troubles that a person may decide about; the others have to be mended. */
export const mayBeAccepted = (trouble: AppError): boolean => acceptable.has(trouble.code);

/** True when the records can still be looked at, from a copy. */
export const mayBeLookedAt = (trouble: AppError): boolean =>
  mayBeAccepted(trouble) ||
  trouble.code === 'store.read-only-disk' ||
  (trouble.code === 'store.corrupt' && trouble.details['place'] === 'inside');

/**
 * @returns the anchor; a new folder has none
 * @throws AppError `store.*`: what is wrong, and nothing has been touched
 */
export function checkStore(check: StoreCheck): FoundAnchor {
  const { dataFolder, keys } = check;
  const found = readAnchor(dataFolder, keys.anchor);
  const log = inspectLog(logPath(dataFolder));
  if (!databaseExists(dataFolder)) {
    requireNewFolder(check, found, log);
    return found;
  }
  requireWritable(dataFolder);
  if (!statSync(databasePath(dataFolder)).isFile()) throw new AppError('store.not-a-database', { found: 'folder' });
  try {
    const alone = log.frames > 0 ? serialAlone(check) : undefined;
    return readWithSpace(check, log, (raw) => {
      requireKnownSchema(raw);
      if (log.state === 'damaged' || log.state === 'bad-header') requireNothingLost(raw, found, log);
      const head = headOf(raw);
      if (head && alone !== undefined) requireOwnLog(alone, { head, found, log });
      const anchor = compare(raw, head, found);
      const { size } = statSync(databasePath(dataFolder));
      if (check.thorough || size <= readThroughBytes[log.frames > 0 ? 'cutOff' : 'closed']) requireSound(raw);
      if (head && !anchor?.pagesLost) requirePages(raw, head, check);
      return found;
    });
  } catch (error) {
    throw isAppError(error) ? error : explainUnreadable(error, check, log);
  }
}

/** A folder with a key check, an anchor, a log or pages had a database: an empty new one would hide that they are lost. */
function requireNewFolder({ key, files }: StoreCheck, found: FoundAnchor, log: LogFile): void {
  if (key === 'other') throw new AppError('store.key-wrong');
  if (key === 'right' || found.kind !== 'absent' || log.frames > 0 || files.any()) throw new AppError('store.missing');
}

function requireWritable(dataFolder: string): void {
  try {
    accessSync(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
    accessSync(databasePath(dataFolder), constants.R_OK | constants.W_OK);
  } catch (error) {
    throw storeError(error);
  }
}

function requireKnownSchema(raw: RawDatabase): void {
  raw.prepare('select count(*) from sqlite_master').get();
  const found = schemaVersion(raw);
  const newest = migrations.at(-1)?.version ?? 0;
  if (found > newest) throw new AppError('store.newer-schema', { found, newest });
}

/** SQLite says no more than "not a database": the reasons differ, and so does what to do. */
function explainUnreadable(error: unknown, { dataFolder, keys, key }: StoreCheck, log: LogFile): AppError {
  const code = systemCode(error);
  const isOtherContent = code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_IOERR_SHORT_READ');
  if (!isOtherContent) return storeError(error);
  if (log.frames > 0 && isReadableAlone(dataFolder, keys)) return new AppError('store.log-foreign', {}, error);
  const head = startOf(databasePath(dataFolder));
  if (head.startsWith('SQLite format 3') || /^[\t\n\r -~]{16}$/.test(head)) return new AppError('store.not-a-database', {}, error);
  if (key !== 'right') return new AppError('store.key-wrong', {}, error);
  return new AppError('store.corrupt', { place: 'head' }, error);
}

/** Only after SQLite could not read the file: no store has it open then. An encrypted one begins with random bytes. */
function startOf(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const start = Buffer.alloc(16);
    return start.toString('latin1', 0, readSync(descriptor, start, 0, start.length, 0));
  } finally {
    closeSync(descriptor);
  }
}

function isReadableAlone(dataFolder: string, keys: StoreKeys): boolean {
  try {
    return (
      readDatabaseWithoutLog(dataFolder, keys.database, (raw) => {
        requireKnownSchema(raw);
        return true;
      }) ?? false
    );
  } catch {
    return false;
  }
}

/** A log header that is being rewritten when the power goes covers frames that are in the database already: then nothing is lost. */
function requireNothingLost(raw: RawDatabase, found: FoundAnchor, log: LogFile): void {
  const whole = log.state === 'bad-header' && found.kind === 'valid' && (headOf(raw)?.serial ?? -1) >= found.anchor.serial;
  if (!whole) throw new AppError('store.log-damaged', { readable: log.frames });
}

/** The database may be ahead of the anchor, which is written after it; never behind. */
function compare(raw: RawDatabase, head: StoreHead | undefined, found: FoundAnchor): Anchor | undefined {
  if (found.kind !== 'valid') {
    // A folder from before there were anchors, or a start that was killed before the first one.
    if (!head?.anchored) return undefined;
    throw new AppError(found.kind === 'absent' ? 'store.anchor-missing' : 'store.anchor-damaged');
  }
  const { anchor } = found;
  const lost = {
    lastSeen: anchor.at,
    auditRows: anchor.auditSequence - (head?.auditSequence ?? 0),
    pages: anchor.pageRows - (head?.pageRows ?? 0),
  };
  if (!head) throw new AppError('store.behind', lost);
  if (head.installation !== anchor.installation) throw new AppError('store.other-installation');
  if (head.serial < anchor.serial) throw new AppError('store.behind', lost);
  if (auditHashAt(raw, anchor.auditSequence) !== anchor.auditHash) throw new AppError('store.behind', { ...lost, otherHistory: true });
  return anchor;
}

/**
 * A log is bound to its database by nothing but its name. One that began when the database was newer than the file now
 * is would be replayed over the wrong pages.
 * @param alone serial of the database file without its log
 */
function requireOwnLog(alone: number, { head, found, log }: { head: StoreHead; found: FoundAnchor; log: LogFile }): void {
  if (alone > head.serial) throw new AppError('store.log-foreign', { log: 'older' });
  if (found.kind !== 'valid') return;
  // A log begins anew only when all of the one before is in the database file.
  const needed = log.salt === found.anchor.logSalt ? found.anchor.logBase : found.anchor.serial;
  if (alone < needed && head.serial >= found.anchor.serial) throw new AppError('store.log-foreign', { log: 'newer' });
}

/** Undefined when the file cannot be read by itself: what is wrong then shows when it is read with its log. */
function serialAlone({ dataFolder, keys }: StoreCheck): number | undefined {
  try {
    return readDatabaseWithoutLog(dataFolder, keys.database, (raw) => headOf(raw)?.serial ?? -1);
  } catch {
    return undefined;
  }
}

/** SQLite's index of a log takes space: where there is none left, a copy elsewhere is read instead. */
function readWithSpace<T>({ dataFolder, keys }: StoreCheck, log: LogFile, work: (raw: RawDatabase) => T): T {
  const hasLog = log.bytes > 0;
  try {
    return readDatabase(dataFolder, keys.database, hasLog, work);
  } catch (error) {
    if (!hasLog || !systemCode(error).startsWith('SQLITE_IOERR_SHM')) throw error;
    const folder = makeRescueCopy(dataFolder, { withLog: true, name: null });
    try {
      return readDatabase(folder, keys.database, hasLog, work);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Not one image of all the records: the folder is not mounted, or another one. */
function requirePages(raw: RawDatabase, { pageRows }: StoreHead, { files }: StoreCheck): void {
  if (pageRows === 0) return;
  const ids = raw.prepare('select id from pages union all select id from taught_samples').pluck().iterate() as Iterable<string>;
  if (!files.hasOneOf(ids)) throw new AppError('store.pages-missing', { pages: pageRows });
}

/** @throws AppError `store.corrupt`; 15 ms per megabyte */
export function requireSound(raw: RawDatabase): void {
  const [first] = raw.pragma('quick_check(1)') as { quick_check: string }[];
  if (first?.quick_check !== 'ok') throw new AppError('store.corrupt', { place: 'inside' });
}
