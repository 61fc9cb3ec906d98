/** The store on disk: encrypted SQLite and encrypted page files in one data folder. */
import { mkdirSync } from 'node:fs';
import { AppError } from '#shared/errors.ts';
import { createAccounts } from './accounts.ts';
import { createAudit } from './audit.ts';
import { createCases } from './cases.ts';
import { databaseExists, openDatabase } from './database.ts';
import type { RawDatabase } from './database.ts';
import { checkKey, rememberKey } from './key-check.ts';
import { deriveKeys } from './keys.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { createOutbox } from './outbox.ts';
import { createPageFiles } from './page-files.ts';
import type { PageFiles } from './page-files.ts';
import { createPages } from './pages.ts';
import { queryBuilder } from './query-builder.ts';
import { atomically, outerScope } from './scope.ts';
import type { Scope } from './scope.ts';
import { createSettings } from './settings.ts';
import { storeError } from './store-error.ts';
import type { Repositories, Store } from './store.ts';
import { createTaughtTypes } from './taught-types.ts';

export type StoreOptions = {
  /** Created when missing; readable by this user only. */
  dataFolder: string;
  /** The 32-byte data key of the installation. */
  key: Uint8Array;
  /** ISO 8601 UTC; the system clock by default. */
  now?: () => string;
  /** False leaves the folders of pages to be made when a page needs them: for stores that see few pages. */
  foldersAhead?: boolean;
};

/**
 * Opens the store, migrates it and sweeps the files of killed page additions.
 * @throws AppError `store.key-missing`, `store.key-wrong`, `store.corrupt`, `store.newer-schema`, `store.in-use`, `store.out-of-space`
 */
export async function createStore(options: StoreOptions): Promise<Store> {
  const { dataFolder, key, now = () => new Date().toISOString(), foldersAhead = true } = options;
  const keys = deriveKeys(key);
  const files = createPageFiles(dataFolder, keys.pages);
  const raw = await openFolder(dataFolder, keys, files);
  const scope = outerScope(queryBuilder(raw), now);
  try {
    await sweepOrphans(scope, files);
    if (foldersAhead) await files.prepareFolders();
  } catch (error) {
    raw.close();
    throw storeError(error);
  }
  const outer = repositories(scope, files);
  return {
    ...outer,
    transaction: (work) => atomically(scope, (inner) => work(repositories(inner, files))),
    async close() {
      await scope.db.destroy();
      raw.close();
    },
  };
}

async function openFolder(dataFolder: string, keys: ReturnType<typeof deriveKeys>, files: PageFiles): Promise<RawDatabase> {
  let raw: RawDatabase | undefined;
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const known = checkKey(dataFolder, keys.check) === 'right';
    // A folder with a key check or with pages had a database: an empty new one would let the sweep take the pages.
    const lost = !databaseExists(dataFolder) && (known || (await files.any()));
    if (lost) throw new AppError('store.corrupt', { missing: 'intake.db' });
    raw = openDatabase(dataFolder, keys.database, known);
    migrate(raw, migrations);
    if (!known) rememberKey(dataFolder, keys.check);
    return raw;
  } catch (error) {
    raw?.close();
    throw storeError(error);
  }
}

async function sweepOrphans(scope: Scope, files: PageFiles): Promise<void> {
  const pages = await scope.db.selectFrom('pages').select('id').execute();
  const samples = await scope.db.selectFrom('taught_samples').select('id').execute();
  await files.sweep(new Set([...pages, ...samples].map(({ id }) => id)));
}

function repositories(scope: Scope, files: PageFiles): Repositories {
  return {
    cases: createCases(scope, files),
    pages: createPages(scope, files),
    outbox: createOutbox(scope),
    accounts: createAccounts(scope),
    settings: createSettings(scope),
    audit: createAudit(scope),
    taughtTypes: createTaughtTypes(scope, files),
  };
}
