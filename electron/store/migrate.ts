/** Brings an open database to the newest schema, one migration and one transaction at a time. */
import { AppError } from '#shared/errors.ts';
import type { RawDatabase } from './database.ts';
import type { Migration } from './migrations/migration.ts';
import { storeError } from './store-error.ts';

export function schemaVersion(raw: RawDatabase): number {
  return raw.pragma('user_version', { simple: true }) as number;
}

/**
 * @returns the version that the database had before
 * @throws AppError `store.newer-schema` when a newer program has written the database
 */
export function migrate(raw: RawDatabase, migrations: readonly Migration[]): number {
  const found = schemaVersion(raw);
  const newest = migrations.at(-1)?.version ?? 0;
  if (found > newest) throw new AppError('store.newer-schema', { found, newest });
  for (const migration of migrations.filter(({ version }) => version > found)) {
    const run = raw.transaction(() => {
      raw.exec(migration.sql);
      raw.pragma(`user_version = ${migration.version}`);
    });
    try {
      run.exclusive();
    } catch (error) {
      throw storeError(error);
    }
  }
  return found;
}
