/** Cases: revisions, summaries, erasing. */
import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exampleCase, exampleOutboxRow, examplePage, temporaryStore } from '../../tests/fixtures/store/examples.ts';

const bytes = Buffer.from('page one');

test('a case comes back as it was stored, with its pages in order', async () => {
  const { store } = await temporaryStore();
  const stored = exampleCase({ form: { shopName: { value: '示例小店', source: 'staff', documentId: null, fieldKey: null } } });
  await store.cases.insert(stored);
  const second = examplePage(bytes, { index: 1 });
  const first = examplePage(bytes, { index: 0 });
  await store.pages.add(stored.id, second, bytes);
  await store.pages.add(stored.id, first, bytes);
  const found = await store.cases.get(stored.id);
  expect({ ...found, pages: [] }).toEqual(stored);
  expect(found?.pages.map(({ id }) => id)).toEqual([first.id, second.id]);
  expect(await store.cases.get(randomUUID())).toBeUndefined();
});

test('saving grows the revision; an older revision is stale and changes nothing', async () => {
  const { store } = await temporaryStore();
  const draft = exampleCase();
  await store.cases.insert(draft);
  const saved = await store.cases.save({ ...draft, state: 'scanned' });
  expect(saved.revision).toBe(1);
  await expect(store.cases.save({ ...draft, state: 'withdrawn' })).rejects.toMatchObject({
    code: 'case.stale',
    details: { stored: 1, given: 0 },
  });
  expect((await store.cases.get(draft.id))?.state).toBe('scanned');
  await expect(store.cases.save(exampleCase())).rejects.toMatchObject({ code: 'not-found' });
});

test('of two writers with the same revision exactly one wins', async () => {
  const { store } = await temporaryStore();
  const draft = exampleCase();
  await store.cases.insert(draft);
  const results = await Promise.allSettled(['A', 'B', 'C'].map((itemCode) => store.cases.save({ ...draft, itemCode })));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await store.cases.get(draft.id))?.revision).toBe(1);
});

test('a case with pages of its own, a second one with the same id and one of a wrong shape are refused', async () => {
  const { store } = await temporaryStore();
  const draft = exampleCase();
  await store.cases.insert(draft);
  await expect(store.cases.insert(draft)).rejects.toMatchObject({ code: 'conflict' });
  await expect(store.cases.insert(exampleCase({ id: 'not-a-uuid' }))).rejects.toMatchObject({ code: 'bad-input' });
  const page = { ...examplePage(bytes), state: 'stored' as const, errorCode: null, preparation: null, classification: null };
  await expect(store.cases.insert(exampleCase({ pages: [page] }))).rejects.toMatchObject({ code: 'bad-input' });
});

test('the list filters by state, author and number, latest change first', async () => {
  let minute = 10;
  const { store } = await temporaryStore(() => `2026-03-02T01:${minute++}:00.000Z`);
  const old = exampleCase();
  const other = exampleCase({ createdBy: { account: 'window4', displayName: '窗口四', role: 'operator' } });
  const ready = exampleCase({ state: 'ready' });
  for (const each of [old, other, ready]) await store.cases.insert(each);
  await store.pages.add(old.id, examplePage(bytes), bytes);
  const ids = async (filter?: Parameters<typeof store.cases.list>[0]) => (await store.cases.list(filter)).map(({ id }) => id);
  expect(await ids()).toEqual([old.id, ready.id, other.id]);
  expect(await ids({ states: ['draft'] })).toEqual([old.id, other.id]);
  expect(await ids({ states: [] })).toEqual([]);
  expect(await ids({ createdBy: 'window4' })).toEqual([other.id]);
  expect(await ids({ limit: 1 })).toEqual([old.id]);
  const [summary] = await store.cases.list({ limit: 1 });
  expect(summary).toEqual({
    id: old.id,
    state: 'draft',
    itemCode: old.itemCode,
    caseNumber: null,
    createdAt: old.createdAt,
    face: 'counter',
    submittedAt: null,
    createdBy: 'window3',
    pageCount: 1,
    updatedAt: '2026-03-02T01:13:00.000Z',
  });
});

test('erasing takes rows and files, and leaves other cases and the outbox', async () => {
  const { store, dataFolder } = await temporaryStore();
  const erased = exampleCase();
  const kept = exampleCase();
  for (const each of [erased, kept]) await store.cases.insert(each);
  const page = examplePage(bytes);
  const keptPage = examplePage(bytes);
  await store.pages.add(erased.id, page, bytes);
  await store.pages.putRendition(page.id, 'thumbnail', bytes);
  await store.pages.putStep(page.id, 'read', '1', ['text']);
  await store.pages.add(kept.id, keptPage, bytes);
  await store.outbox.insert(exampleOutboxRow({ caseId: erased.id }));
  await store.cases.erase(erased.id);
  expect(await store.cases.get(erased.id)).toBeUndefined();
  expect(await store.pages.get(page.id)).toBeUndefined();
  expect(await store.pages.steps(page.id)).toEqual({});
  expect(await store.outbox.forCase(erased.id)).toBeDefined();
  const files = readdirSync(path.join(dataFolder, 'pages'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toEqual([`${keptPage.id}.original`]);
  expect(statSync(path.join(dataFolder, 'intake.db-wal')).size).toBe(0);
});

test('an erasure that is rolled back leaves the files', async () => {
  const { store } = await temporaryStore();
  const draft = exampleCase();
  const page = examplePage(bytes);
  await store.cases.insert(draft);
  await store.pages.add(draft.id, page, bytes);
  const work = store.transaction(async ({ cases }) => {
    await cases.erase(draft.id);
    throw new RangeError('changed my mind');
  });
  await expect(work).rejects.toThrow(RangeError);
  expect(Buffer.from((await store.pages.bytes(page.id, 'original')) ?? [])).toEqual(bytes);
});
