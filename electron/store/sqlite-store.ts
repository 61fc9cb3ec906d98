/** The store on disk: encrypted SQLite and encrypted page files in one data folder. */
import { AppError } from '#shared/errors.ts';
import { createAccounts } from './accounts.ts';
import { keepAnchor } from './anchor-keeper.ts';
import { createAudit } from './audit.ts';
import { createCases } from './cases.ts';
import { watchDatabase } from './database-watch.ts';
import { deriveKeys } from './keys.ts';
import { openFolder, openForLooking } from './open-folder.ts';
import type { Looking, OpenFolder } from './open-folder.ts';
import { createOutbox } from './outbox.ts';
import { createPageFiles, readOnlyPageFiles } from './page-files.ts';
import type { PageFiles } from './page-files.ts';
import { createPages } from './pages.ts';
import { createQuarantine } from './quarantine.ts';
import { queryBuilder, unwatched } from './query-builder.ts';
import { createSafety } from './safety.ts';
import { atomically, outerScope } from './scope.ts';
import type { Scope } from './scope.ts';
import { createSettings } from './settings.ts';
import { mayBeLookedAt } from './store-check.ts';
import { storeError } from './store-error.ts';
import type { Repositories, Store } from './store.ts';
import { tidyFolder } from './tidy-folder.ts';
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
  /** True opens a copy for looking when the database must not be trusted for writing; without it such a database is refused. */
  rescue?: boolean;
  /** Reads every page of the database first, however large: 15 s per gigabyte. */
  thorough?: boolean;
};

/**
 * Opens the store, migrates it, finishes what was meant to go, and moves what belongs to no record into quarantine.
 * @throws AppError `store.*`: what is wrong; then nothing was changed
 */
export async function createStore(options: StoreOptions): Promise<Store> {
  const { dataFolder, key, now = () => new Date().toISOString(), rescue = false, thorough = false } = options;
  const keys = deriveKeys(key);
  const files = createPageFiles(dataFolder, keys.pages);
  try {
    return await openStore({ ...options, now }, await openFolder({ dataFolder, keys, files, thorough }), files);
  } catch (error) {
    const trouble = storeError(error);
    if (!rescue || !mayBeLookedAt(trouble)) throw trouble;
    return lookingStore(openForLooking({ dataFolder, keys, trouble }), readOnlyPageFiles(files), { dataFolder, now, trouble });
  }
}

type Opened = StoreOptions & { now: () => string };

async function openStore(
  { dataFolder, now, foldersAhead = true }: Opened,
  { raw, anchorKey, found }: OpenFolder,
  files: PageFiles,
): Promise<Store> {
  let close = async (): Promise<void> => void raw.close();
  try {
    const keeper = await keepAnchor({ dataFolder, key: anchorKey, raw, found });
    const watch = watchDatabase(dataFolder, raw);
    const scope = outerScope(queryBuilder(raw, { ...watch, changed: keeper.changed }), now);
    close = async () => {
      watch.close();
      // A database that is no longer the one in the folder must not be vouched for.
      await keeper.close(watch.trouble() === null);
      await scope.db.destroy();
      raw.close();
    };
    const quarantine = createQuarantine(dataFolder);
    const tidied = await tidyFolder(scope, files, quarantine);
    if (foldersAhead) await files.prepareFolders().catch(unlessFull);
    const safety = createSafety({ scope, quarantine, tidied, trouble: watch.trouble, lookingOnly: null });
    return store(scope, files, { safety, close });
  } catch (error) {
    await close();
    throw error;
  }
}

/** The records of a copy: people can sign in and look, and nothing reaches the data folder. */
function lookingStore(
  { raw, end }: Looking,
  files: PageFiles,
  { dataFolder, now, trouble }: { dataFolder: string; now: () => string; trouble: AppError },
): Store {
  const require = (sql: string) => {
    // What a sign-in writes goes into the copy.
    if (!/^(insert into|update|delete from) "(audit|accounts|settings)"/.test(sql)) throw new AppError('store.rescue');
  };
  const scope = outerScope(queryBuilder(raw, { ...unwatched, require }), now);
  const safety = createSafety({ scope, quarantine: createQuarantine(dataFolder), tidied: null, trouble: () => null, lookingOnly: trouble });
  const close = async () => {
    await scope.db.destroy();
    end();
  };
  return store(scope, files, { safety, close });
}

function store(scope: Scope, files: PageFiles, rest: Pick<Store, 'safety' | 'close'>): Store {
  return {
    ...repositories(scope, files),
    ...rest,
    transaction: (work) => atomically(scope, (inner) => work(repositories(inner, files))),
  };
}

/** Folders made ahead only save time later. */
function unlessFull(error: unknown): void {
  const known = storeError(error);
  if (known.code !== 'store.out-of-space') throw known;
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
