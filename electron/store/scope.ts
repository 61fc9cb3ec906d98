/** What every repository works in: the outer store, or one transaction with the work that waits for its end. */
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Gets the connection outside the transaction, which has ended by then. */
type LaterWork = (db: Kysely<Tables>) => Promise<void>;

export type Scope = {
  db: Kysely<Tables>;
  /** ISO 8601 UTC. */
  now: () => string;
  /** Runs once the rows are committed; right away outside a transaction. */
  afterCommit(work: LaterWork): Promise<void>;
  /** Runs when the transaction was rolled back; never outside a transaction. */
  afterRollback(work: LaterWork): void;
};

export function outerScope(db: Kysely<Tables>, now: () => string): Scope {
  return { db, now, afterCommit: (work) => work(db), afterRollback: () => undefined };
}

/** Runs `work` in the transaction that `scope` already is, or else in one of its own. */
export async function atomically<T>(scope: Scope, work: (inner: Scope) => Promise<T>): Promise<T> {
  if (scope.db.isTransaction) return work(scope);
  const committed: LaterWork[] = [];
  const rolledBack: LaterWork[] = [];
  let result: T;
  try {
    result = await scope.db.transaction().execute((db) =>
      work({
        db,
        now: scope.now,
        afterCommit: async (later) => void committed.push(later),
        afterRollback: (later) => void rolledBack.push(later),
      }),
    );
  } catch (error) {
    for (const later of rolledBack) await later(scope.db);
    throw error;
  }
  for (const later of committed) await later(scope.db);
  return result;
}
