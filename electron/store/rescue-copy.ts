/** Copies of the database and its log: the one that is looked at while the real one is not trusted, and the one kept as evidence. */
import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { anchorPath } from './anchor.ts';
import { databasePath, logPath } from './database.ts';

function copyInto(dataFolder: string, folder: string, files: readonly string[]): void {
  for (const file of files)
    // Where the file system can, the copy shares its blocks with the original until one of them changes.
    if (existsSync(file)) copyFileSync(file, path.join(folder, path.relative(dataFolder, file)), constants.COPYFILE_FICLONE);
}

/**
 * A folder with the database to look at; what it held before is replaced.
 * @param withLog false when the log belongs to another database
 * @param name of the folder beside the data; null where nothing can be written there
 */
export function makeRescueCopy(dataFolder: string, { withLog, name }: { withLog: boolean; name: string | null }): string {
  const folder = name === null ? mkdtempSync(path.join(tmpdir(), 'intake-desk-rescue-')) : path.join(dataFolder, name);
  if (name !== null) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
  }
  copyInto(dataFolder, folder, withLog ? [databasePath(dataFolder), logPath(dataFolder)] : [databasePath(dataFolder)]);
  return folder;
}

/** Keeps database, log and anchors as they are before anything is done about them. @returns the folder */
export function keepEvidence(dataFolder: string, at: string, code: string): string {
  const folder = path.join(dataFolder, 'evidence', `${at.slice(0, 19).replaceAll(':', '-')}-${code.replace('store.', '')}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = [databasePath(dataFolder), logPath(dataFolder), anchorPath(dataFolder, 0), anchorPath(dataFolder, 1)];
  copyInto(dataFolder, folder, files);
  return folder;
}

/** A log that belongs to another database, out of the way. */
export function moveLogAside(dataFolder: string, folder: string): void {
  renameSync(logPath(dataFolder), path.join(folder, 'intake.db-wal.foreign'));
}
