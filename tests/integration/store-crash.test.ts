/** kill -9 at any moment: everything that was promised is there, and nothing is there by halves. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { createStore } from '../../electron/store/sqlite-store.ts';
import type { Store } from '../../electron/store/store.ts';
import { temporaryFolder } from '../fixtures/store/examples.ts';
import type { Promised } from './store/crash-child.ts';
import { crashKey } from './store/crash-data.ts';
import { createRandom } from './store/random.ts';

const childPath = path.join(import.meta.dirname, 'store', 'crash-child.ts');
const rounds = Number(process.env['STORE_CRASH_ROUNDS'] ?? 12);
const children: ChildProcess[] = [];
afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

async function startChild(dataFolder: string, seed: number, eraseShare = 0.2) {
  const child = fork(childPath, [dataFolder, String(seed), String(eraseShare)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  children.push(child);
  const promised: Promised[] = [];
  child.on('message', (message) => promised.push(message as Promised));
  await once(child, 'message');
  const kill = async () => {
    // `close` comes after the last message that the child had handed over.
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  };
  return { promised, kill };
}

/** Names of all files under `pages`, which is not there before the first page, or under `quarantine`. */
function pageFilesIn(dataFolder: string, below: 'pages' | 'quarantine' = 'pages'): string[] {
  const folder = path.join(dataFolder, below);
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

/** Everything the store holds, read the way the program reads it. */
async function checkWhole(store: Store, dataFolder: string, promised: Promised[]): Promise<void> {
  const erased = new Set(promised.flatMap((each) => (each.kind === 'erased' ? [each.caseId] : [])));
  const files = new Set<string>();
  const digests = new Map<string, string>();
  for (const { id } of await store.cases.list()) {
    const found = await store.cases.get(id);
    if (!found) throw new Error('a listed case is missing');
    const outbox = await store.outbox.forCase(id);
    expect(outbox !== undefined, `outbox row of ${id} exactly when it is submitted`).toBe(found.state === 'submitting');
    expect(erased.has(id)).toBe(false);
    for (const page of found.pages) {
      const bytes = await store.pages.bytes(page.id, 'original');
      const digest = createHash('sha256')
        .update(bytes ?? '')
        .digest('hex');
      expect({ page: page.id, digest }).toEqual({ page: page.id, digest: page.sha256 });
      digests.set(page.id, digest);
      files.add(`${page.id}.original`);
      if (await store.pages.bytes(page.id, 'thumbnail')) files.add(`${page.id}.thumbnail`);
    }
  }
  expect(pageFilesIn(dataFolder)).toEqual([...files].sort());
  // What was taken in has a record, and what was to go went for good, however the kill cut it short.
  const promisedPages = new Set(promised.flatMap((each) => (each.kind === 'page' ? [each.id] : [])));
  const aside = pageFilesIn(dataFolder, 'quarantine').map((name) => name.split('.')[0] ?? '');
  expect(aside.filter((id) => promisedPages.has(id))).toEqual([]);
  expect(store.safety.lookingOnly).toBeNull();
  expect((await store.audit.verify()).brokenAt).toBeNull();
  const inAudit = new Set((await store.audit.list()).map(({ subject }) => subject));
  for (const each of promised) {
    if (each.kind === 'submitted') expect(inAudit.has(each.caseId) && (await store.outbox.forCase(each.caseId)) !== undefined).toBe(true);
    if (each.kind === 'page' && digests.has(each.id)) expect(digests.get(each.id)).toBe(each.sha256);
  }
  await checkPromisedPages(store, promised, digests);
}

/** A promised page may only be absent when its case was being erased: in the order of promises, after its case was submitted. */
async function checkPromisedPages(store: Store, promised: Promised[], digests: Map<string, string>): Promise<void> {
  let pagesOfCase: string[] = [];
  for (const each of promised) {
    if (each.kind === 'page') pagesOfCase.push(each.id);
    if (each.kind !== 'submitted') continue;
    const present = pagesOfCase.filter((id) => digests.has(id)).length;
    const expected = (await store.cases.get(each.caseId)) ? pagesOfCase.length : 0;
    expect({ case: each.caseId, present }).toEqual({ case: each.caseId, present: expected });
    pagesOfCase = [];
  }
  // Pages of the case that was under way: not submitted, so not erased.
  const missing = pagesOfCase.filter((id) => !digests.has(id));
  if (missing.length > 0) await expectLastCaseErased(store, missing);
}

/** The kill may have come after submission and erasure, but before either was promised. */
async function expectLastCaseErased(store: Store, missing: string[]): Promise<void> {
  const rows = await store.outbox.list(['pending']);
  const last = rows.at(-1);
  expect({ missing, lastErased: last !== undefined && (await store.cases.get(last.caseId)) === undefined }).toEqual({
    missing,
    lastErased: true,
  });
}

test(`${rounds} kills at random moments lose nothing that was promised and leave nothing by halves`, async () => {
  const dataFolder = temporaryFolder();
  let pages = 0;
  let submitted = 0;
  for (let seed = 1; seed <= rounds; seed++) {
    const child = await startChild(dataFolder, seed);
    // By progress and not by the clock, so that a busy machine reaches the same moments.
    const random = createRandom(seed * 7919);
    const promises = 2 + Math.floor(random() * 9);
    while (child.promised.length < promises) await wait(1);
    await wait(Math.floor(random() * 25));
    await child.kill();
    const store = await createStore({ dataFolder, key: crashKey });
    try {
      await checkWhole(store, dataFolder, child.promised);
    } catch (error) {
      throw new Error(`round with seed ${seed}`, { cause: error });
    } finally {
      await store.close();
    }
    pages += child.promised.filter(({ kind }) => kind === 'page').length;
    submitted += child.promised.filter(({ kind }) => kind === 'submitted').length;
  }
  // The rounds must have reached the moments they are about.
  expect(pages).toBeGreaterThanOrEqual(rounds);
  expect(submitted).toBeGreaterThan(rounds / 3);
});

test('a wipe that a kill cut short is finished at the next start, and only that', async () => {
  const dataFolder = temporaryFolder();
  let finished = 0;
  for (let seed = 101; seed <= 110; seed++) {
    const child = await startChild(dataFolder, seed, 1);
    while (!child.promised.some(({ kind }) => kind === 'submitted')) await wait(1);
    // The erasing begins with the promise: its rows go in one step, its files one by one.
    await wait((seed - 100) * 2);
    await child.kill();
    const store = await createStore({ dataFolder, key: crashKey });
    finished += store.safety.tidied?.finished ?? 0;
    try {
      await checkWhole(store, dataFolder, child.promised);
    } finally {
      await store.close();
    }
  }
  expect(finished).toBeGreaterThan(0);
});

test('another process is refused while one holds the folder, and let in as soon as that one is killed', async () => {
  const dataFolder = temporaryFolder();
  const child = await startChild(dataFolder, 1);
  await expect(createStore({ dataFolder, key: crashKey })).rejects.toMatchObject({ code: 'store.in-use' });
  await child.kill();
  await (await createStore({ dataFolder, key: crashKey })).close();
});

test('kills while the folder is being made and opened leave a folder that opens', async () => {
  const random = createRandom(4711);
  let killedBeforeReady = 0;
  for (let round = 0; round < 8; round++) {
    const dataFolder = temporaryFolder();
    const child = fork(childPath, [dataFolder, '1'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
    children.push(child);
    let ready = false;
    child.on('message', () => (ready = true));
    const closed = once(child, 'close');
    const started = performance.now();
    while (!existsSync(path.join(dataFolder, 'intake.db')) && performance.now() - started < 20_000) await wait(1);
    // The first rounds hit the making of the tables, the later ones what comes after.
    await wait(Math.floor(random() * 6 * round));
    child.kill('SIGKILL');
    await closed;
    if (!ready) killedBeforeReady += 1;
    const store = await createStore({ dataFolder, key: crashKey });
    expect((await store.audit.verify()).brokenAt).toBeNull();
    await store.close();
  }
  expect(killedBeforeReady).toBeGreaterThan(0);
});

test('the check of this test notices a half-submitted case and a lost page', async () => {
  const dataFolder = temporaryFolder();
  const child = await startChild(dataFolder, 1);
  while (child.promised.filter(({ kind }) => kind === 'submitted').length < 5) await wait(5);
  await child.kill();
  const store = await createStore({ dataFolder, key: crashKey });
  const check = () => checkWhole(store, dataFolder, child.promised);
  await check();
  const [first] = await store.cases.list({ states: ['submitting'] });
  const submitted = await store.cases.get(first?.id ?? '');
  if (!submitted) throw new Error('a submitted case expected');
  const half = await store.cases.save({ ...submitted, state: 'ready' });
  await expect(check()).rejects.toThrow('outbox row');
  await store.cases.save({ ...half, state: 'submitting' });
  await check();
  const [page] = submitted.pages;
  if (!page) throw new Error('a page expected');
  rmSync(path.join(dataFolder, 'pages', page.id.slice(0, 2), `${page.id}.original`));
  await expect(check()).rejects.toThrow('store.page-damaged');
  await store.close();
});
