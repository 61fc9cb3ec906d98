/** Opens the database of a data folder after it was checked, or a copy of it to look at. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { AppError } from '#shared/errors.ts';
import type { FoundAnchor } from './anchor.ts';
import { databaseExists, openDatabase } from './database.ts';
import type { RawDatabase } from './database.ts';
import { checkKey, rememberKey } from './key-check.ts';
import type { StoreKeys } from './keys.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { makeRescueCopy } from './rescue-copy.ts';
import { checkStore } from './store-check.ts';
import type { StoreCheck } from './store-check.ts';
import { storeError } from './store-error.ts';

export type OpenFolder = { raw: RawDatabase; found: FoundAnchor; anchorKey: Buffer };
type Options = { dataFolder: string; keys: StoreKeys; files: StoreCheck['files']; thorough: boolean };

/** @throws AppError `store.*`; up to the moment when all is right nothing is changed */
export async function openFolder({ dataFolder, keys, files, thorough }: Options): Promise<OpenFolder> {
  let raw: RawDatabase | undefined;
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const key = checkKey(dataFolder, keys.check);
    const found = checkStore({ dataFolder, keys, key, files, thorough });
    raw = openDatabase(dataFolder, keys.database);
    migrate(raw, migrations);
    emptyLog(raw);
    if (key !== 'right') rememberKey(dataFolder, keys.check);
    removeCheckFolders(dataFolder);
    return { raw, found, anchorKey: keys.anchor };
  } catch (error) {
    raw?.close();
    throw storeError(error);
  }
}

/** From here on the database file alone holds all that the anchor speaks of, and a new log can be told from an old one. */
function emptyLog(raw: RawDatabase): void {
  try {
    raw.pragma('wal_checkpoint(truncate)');
  } catch (error) {
    // On a full disk the log stays and goes on; people can still look.
    if (storeError(error).code !== 'store.out-of-space') throw error;
  }
}

/** A check that was killed leaves a second name of the database; the first must be there before it goes. */
function removeCheckFolders(dataFolder: string): void {
  if (!databaseExists(dataFolder)) return;
  for (const name of readdirSync(dataFolder))
    if (/^check-[A-Za-z0-9]{6}$/.test(name)) rmSync(path.join(dataFolder, name), { recursive: true, force: true });
}

export type Looking = { raw: RawDatabase; /** Closes the copy and removes it. */ end(): void };

type LookingOptions = { dataFolder: string; keys: StoreKeys; trouble: AppError; name?: string };

/** @param name of the copy's folder beside the data @throws AppError `store.corrupt` when not even a copy can be read */
export function openForLooking({ dataFolder, keys, trouble, name = 'rescue' }: LookingOptions): Looking {
  const writable = trouble.code !== 'store.read-only-disk';
  const folder = makeRescueCopy(dataFolder, { withLog: trouble.code !== 'store.log-foreign', name: writable ? name : null });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const raw = openDatabase(folder, keys.database);
    migrate(raw, migrations);
    return { raw, end: () => (raw.close(), remove()) };
  } catch (error) {
    remove();
    throw storeError(error);
  }
}
