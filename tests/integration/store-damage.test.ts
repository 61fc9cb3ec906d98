/** Damaged, missing and older databases: named in words, opened for looking at most, and every page file stays and comes back. */
import { cpSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { acceptStore } from '../../electron/store/accept-store.ts';
import { databasePath, logPath } from '../../electron/store/database.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import type { Store } from '../../electron/store/store.ts';
import { tryVariant } from '../bench/soak-faults-store.ts';
import { makeTemplates, pageFileHashes } from '../fixtures/store/store-templates.ts';
import type { StoreTemplates } from '../fixtures/store/store-templates.ts';
import { storeVariants } from '../fixtures/store/store-variants.ts';
import { crashKey } from './store/crash-data.ts';

let root: string;
let templates: StoreTemplates;
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'intake-damage-'));
  templates = await makeTemplates(root);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function copyOf(from: keyof StoreTemplates): string {
  const folder = mkdtempSync(path.join(root, 'copy-'));
  onTestFinished(() => [folder, `${folder}-moved`].forEach((each) => rmSync(each, { recursive: true, force: true })));
  cpSync(templates[from], folder, { recursive: true });
  return folder;
}

const open = (dataFolder: string, rescue = false) => createStore({ dataFolder, key: crashKey, rescue, foldersAhead: false });

/** Ids of pages whose image opens. */
async function readablePages(store: Store): Promise<string[]> {
  const found: string[] = [];
  for (const { id } of await store.cases.list())
    for (const page of await store.pages.list(id)) if (await store.pages.bytes(page.id, 'original')) found.push(page.id);
  return found.sort();
}

test.each(storeVariants.filter(({ quick }) => quick).map((variant) => [variant.name, variant] as const))('%s', async (_name, variant) => {
  const folder = copyOf(variant.from);
  variant.damage?.(folder, templates);
  expect(await tryVariant(variant, folder)).toMatchObject({ got: variant.expected, destroyed: 0, named: true, touched: false });
});

test('an older database: looking, then accepted by an administrator, then the newer one put back, and every page opens again', async () => {
  const folder = copyOf('cutOff');
  const whole = await open(folder);
  await whole.accounts.save({
    ...{ account: 'boss', displayName: '管理员', role: 'admin' as const, passwordHash: 'x' },
    ...{ mustChangePassword: false, failedAttempts: 0, lockedUntil: null, disabled: false },
  });
  await whole.close();
  const older = mkdtempSync(path.join(root, 'older-'));
  copyFileSync(databasePath(folder), databasePath(older));
  const all = await (async () => {
    const store = await open(folder);
    const draft = (await store.cases.list())[0];
    const page = (await store.pages.list(draft?.id ?? ''))[0];
    if (!draft || !page) throw new Error('a page expected');
    const bytes = (await store.pages.bytes(page.id, 'original')) ?? Buffer.alloc(0);
    await store.pages.add(draft.id, { ...page, id: '0f0e7a52-5c1e-4a53-9f0e-000000000009', index: 99 }, bytes);
    const readable = await readablePages(store);
    await store.close();
    return readable;
  })();
  const newer = mkdtempSync(path.join(root, 'newer-'));
  const marks = ['intake.db', 'intake.anchor-0', 'intake.anchor-1'];
  for (const name of marks) copyFileSync(path.join(folder, name), path.join(newer, name));
  const hashes = pageFileHashes(path.join(folder, 'pages'));

  copyFileSync(databasePath(older), databasePath(folder));
  await expect(open(folder)).rejects.toMatchObject({ code: 'store.behind', details: { pages: 1 } });
  const looking = await open(folder, true);
  expect(await readablePages(looking)).toHaveLength(all.length - 1);
  await expect(looking.cases.erase((await looking.cases.list())[0]?.id ?? '')).rejects.toMatchObject({ code: 'store.rescue' });
  await looking.audit.append({
    actor: { account: 'boss', displayName: '管理员', role: 'admin' },
    action: 'session.sign-in',
    subject: 'boss',
  });
  await looking.close();
  expect(pageFileHashes(path.join(folder, 'pages'))).toEqual(hashes);

  const names = () =>
    readdirSync(folder)
      .sort()
      .map((name) => [name, name.startsWith('intake.') ? readFileSync(path.join(folder, name), 'base64') : '']);
  const untouched = names();
  await expect(acceptStore({ dataFolder: folder, key: crashKey, account: 'window3' })).rejects.toMatchObject({ code: 'forbidden' });
  expect(names()).toEqual(untouched);
  expect(await acceptStore({ dataFolder: folder, key: crashKey, account: 'boss' })).toMatchObject({
    code: 'store.behind',
    tidied: { movedAside: 1 },
  });
  const accepted = await open(folder);
  expect((await accepted.audit.list({ limit: 1 }))[0]).toMatchObject({
    action: 'store.accept',
    subject: 'store.behind',
    actor: { account: 'boss' },
  });
  const [batch] = await accepted.safety.quarantine();
  expect(batch).toMatchObject({ reason: 'accepted-older', files: 1 });
  expect(await accepted.safety.putBack(batch?.id ?? '', { account: 'boss', displayName: '管理员', role: 'admin' })).toBe(0);
  await accepted.close();
  expect(pageFileHashes(folder).filter((hash) => hashes.includes(hash))).toEqual(hashes);

  // The newer database is now the one that the marks in the folder do not know: its own marks come with it.
  for (const name of marks) copyFileSync(path.join(newer, name), path.join(folder, name));
  const restored = await open(folder);
  expect(restored.safety.tidied).toMatchObject({ putBack: 1, movedAside: 0 });
  expect(await readablePages(restored)).toEqual(all);
  await restored.close();
});

test('a damaged log that took the accounts along: whoever holds the key goes on with what can be read, and evidence is kept', async () => {
  const folder = copyOf('cutOff');
  const flipped = storeVariants.find(({ name }) => name === 'a byte flipped in the log at 50 %');
  flipped?.damage?.(folder, templates);
  const pages = pageFileHashes(folder);
  const marks = () => [databasePath(folder), logPath(folder)].map((file) => readFileSync(file).toString('base64'));
  const before = marks();
  const accepted = await acceptStore({ dataFolder: folder, key: crashKey, account: 'boss' });
  expect(accepted?.code).toBe('store.log-damaged');
  expect(readFileSync(path.join(accepted!.evidence, 'intake.db-wal')).toString('base64')).toBe(before[1]);
  await (await open(folder)).close();
  expect(pageFileHashes(folder).filter((hash) => pages.includes(hash))).toEqual(pages);
});
