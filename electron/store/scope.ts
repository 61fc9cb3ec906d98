/** What every repository works in: the outer store, or one transaction with the file work that waits for its end. */
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

type FileWork = () => Promise<void>;

export type Scope = {
  db: Kysely<Tables>;
  /** ISO 8601 UTC. */
  now: () => string;
  /** Runs once the rows are committed; right away outside a transaction. */
  afterCommit(work: FileWork): Promise<void>;
  /** Runs when the transaction was rolled back; never outside a transaction. */
  afterRollback(work: FileWork): void;
};

export function outerScope(db: Kysely<Tables>, now: () => string): Scope {
  return { db, now, afterCommit: (work) => work(), afterRollback: () => undefined };
}

/** Runs `work` in the transaction that `scope` already is, or else in one of its own. */
export async function atomically<T>(scope: Scope, work: (inner: Scope) => Promise<T>): Promise<T> {
  if (scope.db.isTransaction) return work(scope);
  const committed: FileWork[] = [];
  const rolledBack: FileWork[] = [];
  let result: T;
  try {
    result = await scope.db.transaction().execute((db) =>
      work({
        db,
        now: scope.now,
        afterCommit: async (file) => void committed.push(file),
        afterRollback: (file) => void rolledBack.push(file),
      }),
    );
  } catch (error) {
    for (const file of rolledBack) await file();
    throw error;
  }
  for (const file of committed) await file();
  return result;
}
