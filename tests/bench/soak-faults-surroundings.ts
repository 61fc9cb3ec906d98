/** Stores whose surroundings fail: a read-only or full file system, another user, a database that goes while it is open. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { databasePath } from '../../electron/store/database.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import type { Store } from '../../electron/store/store.ts';
import type { StoreTemplates } from '../fixtures/store/store-templates.ts';
import { pageFileHashes } from '../fixtures/store/store-templates.ts';
import { crashKey } from '../integration/store/crash-data.ts';
import { isNamed, start } from './soak-faults-store-start.ts';
import type { StoreOutcome } from './soak-faults-store-start.ts';

type Found = { outcomes: StoreOutcome[]; skipped: string[] };

export async function runSurroundings(templates: StoreTemplates, root: string, found: Found): Promise<void> {
  await mounted(templates, root, found);
  await beingUsed(templates, root, found);
  for (const [what, befall] of vanishing) found.outcomes.push(await vanish(what, befall, templates, root));
}

function outcome(
  name: string,
  expected: string,
  { code, opened }: Awaited<ReturnType<typeof start>>,
  before: string[],
  folder: string,
): StoreOutcome {
  const after = new Set(pageFileHashes(folder));
  const destroyed = before.filter((hash) => !after.has(hash)).length;
  return { name, expected, got: code?.code ?? 'works', opened, destroyed, named: code === null || isNamed(code), touched: false };
}

/** On small file systems in memory, which only root can mount. */
async function mounted(templates: StoreTemplates, root: string, { outcomes, skipped }: Found): Promise<void> {
  const place = path.join(root, 'mounted');
  mkdirSync(place);
  for (const from of ['closed', 'cutOff'] as const) {
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', place]).status !== 0) {
      skipped.push('read-only and full file systems: a file system in memory cannot be mounted here');
      return;
    }
    const folder = path.join(place, 'data');
    try {
      cpSync(templates[from], folder, { recursive: true });
      const before = pageFileHashes(folder);
      spawnSync('mount', ['-o', 'remount,ro', place]);
      outcomes.push(outcome(`read-only file system, ${from}`, 'store.read-only-disk', await start(folder, crashKey), before, folder));
      spawnSync('mount', ['-o', 'remount,rw', place]);
      fill(path.join(place, 'filler'));
      outcomes.push(outcome(`full file system, ${from}`, 'works', await start(folder, crashKey), before, folder));
      rmSync(path.join(place, 'filler'));
      outcomes.push(outcome(`the same with space again, ${from}`, 'works', await start(folder, crashKey), before, folder));
    } finally {
      spawnSync('umount', [place]);
    }
  }
}

function fill(file: string): void {
  for (const bytes of [65_536, 4_096, 512, 1])
    try {
      for (;;) writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' });
    } catch {
      // Full for this size: go on with a smaller one.
    }
}

async function beingUsed(templates: StoreTemplates, root: string, { outcomes, skipped }: Found): Promise<void> {
  const folder = path.join(root, 'used');
  cpSync(templates.closed, folder, { recursive: true });
  const before = pageFileHashes(folder);
  const holder = await createStore({ dataFolder: folder, key: crashKey, foldersAhead: false });
  outcomes.push(outcome('another program has it open', 'store.in-use', await start(folder, crashKey), before, folder));
  await holder.close();
  if (process.getuid?.() === 0) skipped.push('folders of another user: root may use them all');
  else {
    chmodSync(databasePath(folder), 0o444);
    outcomes.push(outcome('the database may not be written', 'store.no-access', await start(folder, crashKey), before, folder));
    chmodSync(folder, 0o500);
    outcomes.push(outcome('the folder may not be written', 'store.no-access', await start(folder, crashKey), before, folder));
    chmodSync(folder, 0o700);
  }
  rmSync(folder, { recursive: true, force: true });
}

const vanishing: readonly (readonly [string, (database: string, templates: StoreTemplates) => void])[] = [
  ['deleted', (database) => rmSync(database)],
  ['replaced', (database, { oldest }) => (rmSync(database), copyFileSync(databasePath(oldest), database))],
  ['cut', (database) => truncateSync(database, 4096)],
];

/** While the store is open: it must say so within seconds, refuse what is new, and keep the pages. */
async function vanish(
  what: string,
  befall: (database: string, templates: StoreTemplates) => void,
  templates: StoreTemplates,
  root: string,
): Promise<StoreOutcome> {
  const folder = path.join(root, 'vanishing');
  cpSync(templates.closed, folder, { recursive: true });
  const before = pageFileHashes(folder);
  const store = await createStore({ dataFolder: folder, key: crashKey, foldersAhead: false });
  befall(databasePath(folder), templates);
  const code = await refusal(store);
  await store.close();
  const result = outcome(`database ${what} while it is open`, 'store.vanished', { code, opened: 'for work' }, before, folder);
  rmSync(folder, { recursive: true, force: true });
  return result;
}

async function refusal(store: Store) {
  for (let seconds = 0; seconds < 5; seconds++) {
    await wait(1_000);
    const refused = await store.settings.put('soak', seconds).then(
      () => null,
      (error: unknown) => error,
    );
    if (refused) return refused as Awaited<ReturnType<typeof start>>['code'];
  }
  return null;
}
