/** The typed query builder over an open database, with SQLite's failures turned into the store's error codes. */
import type BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { AppError } from '#shared/errors.ts';
import type { RawDatabase } from './database.ts';
import { storeError } from './store-error.ts';
import { countUp } from './store-head.ts';
import type { Tables } from './tables.ts';

export type WriteWatch = {
  /** Before anything is written. @throws AppError when nothing may be */
  require(sql: string): void;
  /** After something was committed; `counted` when the serial was counted up with it. */
  changed(counted: boolean): void;
  /** What explains every failure from now on, or null. */
  trouble(): AppError | null;
};

/** For a database that nobody else writes and nothing vouches for. */
export const unwatched: WriteWatch = { require: () => undefined, changed: () => undefined, trouble: () => null };

/** It has one connection: a transaction keeps every other query waiting. */
export function queryBuilder(raw: RawDatabase, watch: WriteWatch): Kysely<Tables> {
  let wrote = false;
  const write = <T>(sql: string, work: () => T): T => {
    watch.require(sql);
    const result = work();
    if (raw.inTransaction) wrote = true;
    else watch.changed(false);
    return result;
  };
  const commit = (prepared: BetterSqlite3.Statement) => () => {
    const counted = wrote;
    if (counted) countUp(raw);
    const result = prepared.run();
    wrote = false;
    if (counted) watch.changed(true);
    return result;
  };
  const translated = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw watch.trouble() ?? storeError(error);
    }
  };
  const statement = (prepared: BetterSqlite3.Statement): Statement => ({
    reader: prepared.reader,
    all: (parameters) => translated(() => prepared.all(...parameters)),
    run: (parameters) => translated(() => prepared.run(...parameters)),
    iterate: (parameters) => translated(() => prepared.iterate(...parameters)),
  });
  const prepare = (sql: string) => {
    // SQLite has already rolled back by itself after e.g. SQLITE_FULL; a second rollback would hide that error.
    if (sql === 'rollback' && !raw.inTransaction) return statement(raw.prepare('select 1 where false'));
    const prepared = translated(() => raw.prepare(sql));
    if (sql === 'begin') wrote = false;
    if (sql === 'commit') return { ...statement(prepared), run: () => translated(commit(prepared)) };
    return prepared.readonly ? statement(prepared) : guarded(statement(prepared), (work) => write(sql, work));
  };
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: { close: () => raw.close(), prepare } }) });
}

type Statement = {
  reader: boolean;
  all(parameters: readonly unknown[]): unknown[];
  run(parameters: readonly unknown[]): BetterSqlite3.RunResult;
  iterate(parameters: readonly unknown[]): IterableIterator<unknown>;
};

function guarded({ reader, all, run, iterate }: Statement, write: <T>(work: () => T) => T): Statement {
  return {
    reader,
    all: (parameters) => write(() => all(parameters)),
    run: (parameters) => write(() => run(parameters)),
    iterate: (parameters) => write(() => iterate(parameters)),
  };
}
