/** The typed query builder over an open database, with SQLite's failures turned into the store's error codes. */
import type BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { RawDatabase } from './database.ts';
import { storeError } from './store-error.ts';
import type { Tables } from './tables.ts';

/** It has one connection: a transaction keeps every other query waiting. */
export function queryBuilder(raw: RawDatabase): Kysely<Tables> {
  const database = {
    close: () => raw.close(),
    prepare: (sql: string) => {
      // SQLite has already rolled back by itself after e.g. SQLITE_FULL; a second rollback would hide that error.
      if (sql === 'rollback' && !raw.inTransaction) return statement(raw.prepare('select 1 where false'));
      return statement(translated(() => raw.prepare(sql)));
    },
  };
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
}

function statement(prepared: BetterSqlite3.Statement) {
  return {
    reader: prepared.reader,
    all: (parameters: readonly unknown[]) => translated(() => prepared.all(...parameters)),
    run: (parameters: readonly unknown[]) => translated(() => prepared.run(...parameters)),
    iterate: (parameters: readonly unknown[]) => translated(() => prepared.iterate(...parameters)),
  };
}

function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeError(error);
  }
}
