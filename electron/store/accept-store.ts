/** An administrator's deliberate decision to go on with a database that the start does not trust. Evidence is kept first, and nothing is deleted. */
import type { Actor } from '#shared/case.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { readAnchor, writeAnchor } from './anchor.ts';
import type { FoundAnchor } from './anchor.ts';
import { createAccounts } from './accounts.ts';
import { createAudit } from './audit.ts';
import { openDatabase } from './database.ts';
import type { RawDatabase } from './database.ts';
import { checkKey } from './key-check.ts';
import { deriveKeys } from './keys.ts';
import type { StoreKeys } from './keys.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openForLooking } from './open-folder.ts';
import { createPageFiles } from './page-files.ts';
import { createQuarantine } from './quarantine.ts';
import { queryBuilder, unwatched } from './query-builder.ts';
import { keepEvidence, moveLogAside } from './rescue-copy.ts';
import { outerScope } from './scope.ts';
import type { Scope } from './scope.ts';
import { checkStore, mayBeAccepted, requireSound } from './store-check.ts';
import { storeError } from './store-error.ts';
import { headOf } from './store-head.ts';
import { tidyFolder } from './tidy-folder.ts';
import type { Tidied } from './tidied.ts';

export type Acceptance = { code: string; evidence: string; tidied: Tidied };
type Options = { dataFolder: string; key: Uint8Array; account: string; now?: () => string };

/**
 * Goes on with the database as it is: the anchor is made anew, page files without a record go to quarantine, and the audit log says who decided.
 * @returns undefined when there is nothing to accept
 * @throws AppError the trouble itself when it cannot be accepted, `forbidden` when others are administrators and the account is not
 */
export async function acceptStore({
  dataFolder,
  key,
  account,
  now = () => new Date().toISOString(),
}: Options): Promise<Acceptance | undefined> {
  const keys = deriveKeys(key);
  const files = createPageFiles(dataFolder, keys.pages);
  const trouble = findTrouble(dataFolder, keys, files);
  if (!trouble) return undefined;
  if (!mayBeAccepted(trouble)) throw trouble;
  const actor = await administratorIn({ dataFolder, keys, trouble }, account);
  const evidence = keepEvidence(dataFolder, now(), trouble.code);
  if (trouble.code === 'store.log-foreign') moveLogAside(dataFolder, evidence);
  const found = readAnchor(dataFolder, keys.anchor);
  const raw = openDatabase(dataFolder, keys.database);
  try {
    requireSound(raw);
    migrate(raw, migrations);
    const scope = unguardedScope(raw, now);
    await createAudit(scope).append({ actor, action: 'store.accept', subject: trouble.code, details: trouble.details });
    const tidied = await tidyFolder(scope, files, createQuarantine(dataFolder), 'accepted-older');
    await renewAnchor(raw, { dataFolder, keys, found, pagesLost: trouble.code === 'store.pages-missing' });
    return { code: trouble.code, evidence, tidied };
  } catch (error) {
    throw storeError(error);
  } finally {
    raw.close();
  }
}

function findTrouble(dataFolder: string, keys: StoreKeys, files: ReturnType<typeof createPageFiles>): AppError | undefined {
  try {
    checkStore({ dataFolder, keys, key: checkKey(dataFolder, keys.check), files, thorough: false });
    return undefined;
  } catch (error) {
    return isAppError(error) ? error : storeError(error);
  }
}

/** Looked up in a copy: a decision that is refused must change nothing. */
async function administratorIn(looked: { dataFolder: string; keys: StoreKeys; trouble: AppError }, account: string): Promise<Actor> {
  const looking = openForLooking({ ...looked, name: 'rescue-accept' });
  try {
    const administrators = (await createAccounts(unguardedScope(looking.raw)).list()).filter(
      ({ role, disabled }) => role === 'admin' && !disabled,
    );
    const row = administrators.find((administrator) => administrator.account === account);
    if (row) return { account: row.account, displayName: row.displayName, role: row.role };
    // The accounts are lost with the rest: whoever holds the key of this data may go on, under the name given.
    if (administrators.length === 0) return { account, displayName: account, role: 'system' };
    throw new AppError('forbidden', { account });
  } finally {
    looking.end();
  }
}

function unguardedScope(raw: RawDatabase, now = () => new Date().toISOString()): Scope {
  return outerScope(queryBuilder(raw, unwatched), now);
}

type Renewal = { dataFolder: string; keys: StoreKeys; found: FoundAnchor; pagesLost: boolean };

/** Above every serial that an older anchor may name, so that the newer database cannot be mistaken for this one later. */
async function renewAnchor(raw: RawDatabase, { dataFolder, keys, found, pagesLost }: Renewal): Promise<void> {
  const before = found.kind === 'valid' ? found.anchor.serial : 0;
  raw.prepare('update store_state set anchored = 1, serial = max(serial, ?) + 1').run(before);
  raw.pragma('wal_checkpoint(truncate)');
  const head = headOf(raw);
  if (!head) return;
  const { installation, serial, pageRows, auditSequence, auditHash, schemaVersion } = head;
  const figures = { installation, serial, pageRows, auditSequence, auditHash, schemaVersion };
  const anchor = { ...figures, logSalt: '', logBase: serial, pagesLost, at: new Date().toISOString() };
  for (const slot of [0, 1]) await writeAnchor(dataFolder, keys.anchor, slot, anchor);
}
