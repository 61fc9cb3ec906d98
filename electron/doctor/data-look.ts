/** One look into the data of this installation, which several checks judge: opening it and reading all of it takes its time. */
import { existsSync, readdirSync } from 'node:fs';
import type { Platform } from '../platform/platform.ts';
import { openPublishedAccounts } from '../services/people/accounts.ts';
import type { Store } from '../store/store.ts';
import { createStore } from '../store/sqlite-store.ts';

type Seen = Awaited<ReturnType<typeof lookInto>>;
/** `absent`: the first start makes it. */
export type DataLook = { kind: 'absent' } | { kind: 'closed'; error: unknown } | ({ kind: 'seen' } & Seen);

/** Looks at the first call, in spirit only: nothing is written but what opening itself needs. */
export function createDataLook({ dataFolder, loadKey }: Pick<Platform, 'dataFolder' | 'loadKey'>): () => Promise<DataLook> {
  let look: Promise<DataLook> | undefined;
  const open = async (): Promise<DataLook> => {
    if (!holdsData(dataFolder)) return { kind: 'absent' };
    const store = await createStore({ dataFolder, key: await loadKey(), rescue: true, thorough: true });
    try {
      return { kind: 'seen', ...(await lookInto(store)) };
    } finally {
      await store.close();
    }
  };
  return () => (look ??= open().catch((error: unknown) => ({ kind: 'closed' as const, error })));
}

const holdsData = (folder: string): boolean =>
  existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('intake.') || name === 'pages');

/** Reads everything once: every page of the database at opening, the audit chain, every image. */
async function lookInto(store: Store) {
  const { rows, brokenAt } = await store.audit.verify();
  const [newest] = await store.audit.list({ limit: 1 });
  const damaged: string[] = [];
  for (const { id: caseId } of await store.cases.list())
    for (const { id } of await store.pages.list(caseId)) if (!(await isReadable(store, id))) damaged.push(id);
  const batches = await store.safety.quarantine();
  return {
    rows,
    brokenAt,
    newestLoggedAt: newest?.at ?? null,
    trouble: store.safety.lookingOnly,
    quarantine: { batches: batches.map(({ id }) => id), files: batches.reduce((sum, { files }) => sum + files, 0) },
    damaged,
    publishedAccounts: await openPublishedAccounts(store),
  };
}

const isReadable = (store: Store, pageId: string): Promise<boolean> =>
  store.pages.bytes(pageId, 'original').then(
    () => true,
    () => false,
  );
