/** Turns failures of SQLite and of the file system into the store's error codes. */
import { AppError, isAppError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';

/** First prefix that fits wins: SQLite's extended codes add words to these. */
const codeByPrefix: readonly (readonly [string, ErrorCode])[] = [
  ['ENOSPC', 'store.out-of-space'],
  ['EDQUOT', 'store.out-of-space'],
  ['SQLITE_FULL', 'store.out-of-space'],
  ['SQLITE_NOTADB', 'store.corrupt'],
  ['SQLITE_CORRUPT', 'store.corrupt'],
  ['SQLITE_IOERR_SHORT_READ', 'store.corrupt'],
  ['SQLITE_READONLY', 'store.read-only-disk'],
  ['EROFS', 'store.read-only-disk'],
  ['SQLITE_CANTOPEN', 'store.no-access'],
  ['SQLITE_PERM', 'store.no-access'],
  ['EACCES', 'store.no-access'],
  ['EPERM', 'store.no-access'],
  ['ENOTDIR', 'store.no-access'],
  ['EISDIR', 'store.no-access'],
  ['EEXIST', 'store.no-access'],
  ['SQLITE_IOERR', 'store.disk-error'],
  ['EIO', 'store.disk-error'],
  ['SQLITE_BUSY', 'store.in-use'],
  ['SQLITE_LOCKED', 'store.in-use'],
  ['SQLITE_CONSTRAINT_FOREIGNKEY', 'not-found'],
  ['SQLITE_CONSTRAINT_UNIQUE', 'conflict'],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', 'conflict'],
];

/** `code` of a Node or SQLite error; empty when it has none. */
export function systemCode(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
}

/** The AppError for `error`. Messages of SQLite can quote values, so only the code goes on. */
export function storeError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const code = systemCode(error);
  const known = codeByPrefix.find(([prefix]) => code.startsWith(prefix));
  return new AppError(known ? known[1] : 'internal', code === '' ? {} : { cause: code }, error);
}
