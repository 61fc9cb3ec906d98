/** Opening, locking and transactions of the store on disk. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  exampleCase,
  exampleKey,
  exampleOutboxRow,
  examplePage,
  operator,
  temporaryFolder,
  temporaryStore,
} from '../../tests/fixtures/store/examples.ts';
import { openDatabase } from './database.ts';
import { deriveKeys } from './keys.ts';
import { createStore } from './sqlite-store.ts';

/** A closed store with one case and one page. */
async function closedStore() {
  const dataFolder = temporaryFolder();
  const store = await createStore({ dataFolder, key: exampleKey });
  const draft = exampleCase();
  const bytes = Buffer.from('page');
  await store.cases.insert(draft);
  await store.pages.add(draft.id, examplePage(bytes), bytes);
  await store.close();
  return { dataFolder, draft, database: path.join(dataFolder, 'intake.db') };
}

test('what was stored is there after closing and opening', async () => {
  const { dataFolder, draft } = await closedStore();
  const store = await createStore({ dataFolder, key: exampleKey });
  expect((await store.cases.get(draft.id))?.pages).toHaveLength(1);
  await store.close();
});

test('another key is store.key-wrong, also when the key check file is lost', async () => {
  const { dataFolder } = await closedStore();
  const key = Buffer.alloc(32, 1);
  await expect(createStore({ dataFolder, key })).rejects.toMatchObject({ code: 'store.key-wrong' });
  rmSync(path.join(dataFolder, 'intake.key-check'));
  await expect(createStore({ dataFolder, key })).rejects.toMatchObject({ code: 'store.key-wrong' });
  await expect(createStore({ dataFolder, key: Buffer.alloc(16) })).rejects.toMatchObject({ code: 'store.key-missing' });
  await (await createStore({ dataFolder, key: exampleKey })).close();
});

test.each([
  ['a damaged head', (file: Buffer) => file.fill(0, 20, 60)],
  ['a cut file', (file: Buffer) => file.subarray(0, 3000)],
])('%s of the database is store.corrupt', async (_name, damage) => {
  const { dataFolder, database } = await closedStore();
  writeFileSync(database, damage(readFileSync(database)));
  await expect(createStore({ dataFolder, key: exampleKey })).rejects.toMatchObject({ code: 'store.corrupt' });
});

test('damage further inside is store.corrupt as soon as it is read, never a wrong value', async () => {
  const { dataFolder, draft, database } = await closedStore();
  // Every SQLite page but the first, which holds the schema.
  writeFileSync(database, readFileSync(database).fill(1, 4096 + 50, 4096 * 4));
  const read = async () => {
    const store = await createStore({ dataFolder, key: exampleKey });
    try {
      return await store.cases.get(draft.id);
    } finally {
      await store.close();
    }
  };
  await expect(read()).rejects.toMatchObject({ code: 'store.corrupt' });
});

test('a lost database is reported instead of a new one being made, and the pages stay', async () => {
  const { dataFolder, database } = await closedStore();
  rmSync(database);
  await expect(createStore({ dataFolder, key: exampleKey })).rejects.toMatchObject({ code: 'store.missing' });
  rmSync(path.join(dataFolder, 'intake.key-check'));
  await expect(createStore({ dataFolder, key: exampleKey })).rejects.toMatchObject({ code: 'store.missing' });
});

test('a database of a newer program is left alone', async () => {
  const { dataFolder } = await closedStore();
  const raw = openDatabase(dataFolder, deriveKeys(exampleKey).database);
  raw.pragma('user_version = 999');
  raw.close();
  await expect(createStore({ dataFolder, key: exampleKey })).rejects.toMatchObject({
    code: 'store.newer-schema',
    details: { found: 999 },
  });
});

test('a second store on the same folder is refused until the first is closed', async () => {
  const { dataFolder } = await closedStore();
  const first = await createStore({ dataFolder, key: exampleKey });
  await expect(createStore({ dataFolder, key: exampleKey })).rejects.toMatchObject({ code: 'store.in-use' });
  await first.close();
  await (await createStore({ dataFolder, key: exampleKey })).close();
});

test.skipIf(process.platform === 'win32')('the data folder and its files are readable by their owner only', async () => {
  const folder = path.join(temporaryFolder(), 'new');
  await (await createStore({ dataFolder: folder, key: exampleKey })).close();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(path.join(folder, 'intake.key-check')).mode & 0o777).toBe(0o600);
});

test('a transaction stores all of its parts or none', async () => {
  const { store } = await temporaryStore();
  const ready = exampleCase({ state: 'ready' });
  await store.cases.insert(ready);
  const submit = (fail: boolean) =>
    store.transaction(async ({ cases, outbox, audit, settings, accounts }) => {
      await cases.save({ ...ready, state: 'submitting' });
      await outbox.insert(exampleOutboxRow({ caseId: ready.id }));
      await audit.append({ actor: operator, action: 'case.submit', subject: ready.id });
      await settings.put('last', { id: ready.id });
      await accounts.save({
        account: 'window3',
        displayName: '窗口三',
        role: 'operator',
        passwordHash: 'hash',
        mustChangePassword: true,
        failedAttempts: 0,
        lockedUntil: null,
        disabled: false,
      });
      if (fail) throw new RangeError('power cut');
    });
  const seen = async () => ({
    state: (await store.cases.get(ready.id))?.state,
    outbox: (await store.outbox.forCase(ready.id)) !== undefined,
    audit: (await store.audit.list()).length,
    setting: await store.settings.get('last'),
    accounts: (await store.accounts.list()).length,
  });
  await expect(submit(true)).rejects.toThrow(RangeError);
  expect(await seen()).toEqual({ state: 'ready', outbox: false, audit: 0, setting: undefined, accounts: 0 });
  await submit(false);
  expect(await seen()).toEqual({ state: 'submitting', outbox: true, audit: 1, setting: { id: ready.id }, accounts: 1 });
});

test('calls from outside wait for a transaction and see its result, never its middle', async () => {
  const { store } = await temporaryStore();
  const draft = exampleCase();
  await store.cases.insert(draft);
  const work = store.transaction(async ({ cases }) => {
    const half = await cases.save({ ...draft, itemCode: 'HALF' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await cases.save({ ...half, itemCode: 'WHOLE' });
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect((await store.cases.get(draft.id))?.itemCode).toBe('WHOLE');
  await work;
});
