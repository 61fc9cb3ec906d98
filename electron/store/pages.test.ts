/** Pages: durable files, changeable parts, step results. */
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exampleCase, exampleKey, examplePage, temporaryFolder, temporaryStore } from '../../tests/fixtures/store/examples.ts';
import { createStore } from './sqlite-store.ts';

const bytes = Buffer.from('the bytes of one page');
const fileOf = (dataFolder: string, id: string, rendition = 'original') =>
  path.join(dataFolder, 'pages', id.slice(0, 2), `${id}.${rendition}`);

async function storeWithPage() {
  const { store, dataFolder } = await temporaryStore();
  const draft = exampleCase();
  const page = examplePage(bytes);
  await store.cases.insert(draft);
  await store.pages.add(draft.id, page, bytes);
  return { store, dataFolder, draft, page };
}

test('a page comes back, and its file is private and holds no plain bytes', async () => {
  const { store, dataFolder, draft, page } = await storeWithPage();
  expect(await store.pages.get(page.id)).toEqual({
    caseId: draft.id,
    page: { ...page, state: 'stored', errorCode: null, preparation: null, classification: null },
  });
  expect(Buffer.from((await store.pages.bytes(page.id, 'original')) ?? [])).toEqual(bytes);
  expect(readFileSync(fileOf(dataFolder, page.id)).includes(bytes)).toBe(false);
});

test('bytes that are not those of the row, an unknown case and a page twice are refused without a trace', async () => {
  const { store, dataFolder, draft, page } = await storeWithPage();
  await expect(store.pages.add(draft.id, examplePage(Buffer.from('other')), bytes)).rejects.toMatchObject({ code: 'bad-input' });
  await expect(store.pages.add(randomUUID(), examplePage(bytes), bytes)).rejects.toMatchObject({ code: 'not-found' });
  const again = Buffer.from('other bytes');
  await expect(store.pages.add(draft.id, examplePage(again, { id: page.id }), again)).rejects.toMatchObject({ code: 'conflict' });
  const files = readdirSync(path.join(dataFolder, 'pages'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toEqual([`${page.id}.original`]);
  expect(Buffer.from((await store.pages.bytes(page.id, 'original')) ?? [])).toEqual(bytes);
});

test('a page comes with its thumbnail, or without where that cannot be written', async () => {
  const { store, dataFolder } = await temporaryStore();
  const draft = exampleCase();
  await store.cases.insert(draft);
  const [whole, bare] = [examplePage(bytes), examplePage(Buffer.from('another page'))];
  await store.pages.add(draft.id, whole, bytes, Buffer.from('small'));
  mkdirSync(fileOf(dataFolder, bare.id, 'thumbnail'), { recursive: true });
  await store.pages.add(draft.id, bare, Buffer.from('another page'), Buffer.from('small'));
  expect(Buffer.from((await store.pages.bytes(whole.id, 'thumbnail'))!).toString()).toBe('small');
  expect((await store.pages.list(draft.id)).map(({ id }) => id).sort()).toEqual([whole.id, bare.id].sort());
});

test.each([
  ['one flipped bit', (file: string) => writeFileSync(file, flip(readFileSync(file)))],
  ['a cut end', (file: string) => truncateSync(file, readFileSync(file).length - 1)],
  ['an empty file', (file: string) => truncateSync(file, 0)],
  ['a missing file', (file: string) => rmSync(file)],
])('%s is reported as store.page-damaged', async (_name, damage) => {
  const { store, dataFolder, page } = await storeWithPage();
  damage(fileOf(dataFolder, page.id));
  await expect(store.pages.bytes(page.id, 'original')).rejects.toMatchObject({ code: 'store.page-damaged' });
});

function flip(file: Buffer): Buffer {
  const middle = Math.floor(file.length / 2);
  file.writeUInt8(file.readUInt8(middle) ^ 1, middle);
  return file;
}

test('the file of another page or rendition does not open', async () => {
  const { store, dataFolder, draft, page } = await storeWithPage();
  const other = examplePage(bytes);
  await store.pages.add(draft.id, other, bytes);
  await store.pages.putRendition(page.id, 'prepared', bytes);
  copyFileSync(fileOf(dataFolder, page.id), fileOf(dataFolder, other.id));
  copyFileSync(fileOf(dataFolder, page.id), fileOf(dataFolder, page.id, 'prepared'));
  await expect(store.pages.bytes(other.id, 'original')).rejects.toMatchObject({ code: 'store.page-damaged' });
  await expect(store.pages.bytes(page.id, 'prepared')).rejects.toMatchObject({ code: 'store.page-damaged' });
});

test('renditions come when they come, and replace each other', async () => {
  const { store, page } = await storeWithPage();
  expect(await store.pages.bytes(page.id, 'prepared')).toBeUndefined();
  expect(await store.pages.bytes(randomUUID(), 'original')).toBeUndefined();
  await store.pages.putRendition(page.id, 'prepared', Buffer.from('first'));
  await store.pages.putRendition(page.id, 'prepared', Buffer.from('second'));
  expect(Buffer.from((await store.pages.bytes(page.id, 'prepared')) ?? []).toString()).toBe('second');
  await expect(store.pages.putRendition(randomUUID(), 'prepared', bytes)).rejects.toMatchObject({ code: 'not-found' });
});

test('saving changes only the changeable part', async () => {
  const { store, page } = await storeWithPage();
  const found = (await store.pages.get(page.id))?.page;
  if (!found) throw new Error('page expected');
  await store.pages.save({ ...found, index: 7, state: 'failed', errorCode: 'recognizer.timeout', sha256: 'changed', widthPx: 1 });
  expect((await store.pages.get(page.id))?.page).toEqual({ ...found, index: 7, state: 'failed', errorCode: 'recognizer.timeout' });
  await expect(store.pages.save({ ...found, id: randomUUID() })).rejects.toMatchObject({ code: 'not-found' });
});

test('removing takes the row and every file', async () => {
  const { store, dataFolder, draft, page } = await storeWithPage();
  await store.pages.putRendition(page.id, 'thumbnail', bytes);
  await store.pages.remove(page.id);
  expect(await store.pages.list(draft.id)).toEqual([]);
  expect(readdirSync(path.join(dataFolder, 'pages', page.id.slice(0, 2)))).toEqual([]);
  await expect(store.pages.remove(page.id)).rejects.toMatchObject({ code: 'not-found' });
});

test('a page added in a transaction that is rolled back leaves no file', async () => {
  const { store, dataFolder, draft } = await storeWithPage();
  const late = examplePage(bytes);
  const work = store.transaction(async ({ pages }) => {
    await pages.add(draft.id, late, bytes);
    throw new RangeError('no');
  });
  await expect(work).rejects.toThrow(RangeError);
  expect(await store.pages.get(late.id)).toBeUndefined();
  expect(() => readFileSync(fileOf(dataFolder, late.id))).toThrow('ENOENT');
});

test('the newest result of each step is given, also when an older version is stored again', async () => {
  const { store, page } = await storeWithPage();
  await store.pages.putStep(page.id, 'read', '1', [{ text: '甲' }]);
  await store.pages.putStep(page.id, 'read', '2', [{ text: '乙' }]);
  await store.pages.putStep(page.id, 'prepare', '1', null);
  expect(await store.pages.steps(page.id)).toEqual({
    read: { version: '2', result: [{ text: '乙' }] },
    prepare: { version: '1', result: null },
  });
  await store.pages.putStep(page.id, 'read', '1', [{ text: '丙' }]);
  expect((await store.pages.steps(page.id)).read).toEqual({ version: '1', result: [{ text: '丙' }] });
  await expect(store.pages.putStep(randomUUID(), 'read', '1', [])).rejects.toMatchObject({ code: 'not-found' });
});

test('pages whose recognition did not finish are listed, oldest first', async () => {
  const { store, draft, page } = await storeWithPage();
  const older = examplePage(bytes, { receivedAt: '2026-03-01T00:00:00.000Z' });
  const done = examplePage(bytes);
  await store.pages.add(draft.id, older, bytes);
  await store.pages.add(draft.id, done, bytes);
  const recognized = (await store.pages.get(done.id))?.page;
  if (!recognized) throw new Error('page expected');
  await store.pages.save({ ...recognized, state: 'recognized' });
  expect(await store.pages.unrecognized()).toEqual([
    { caseId: draft.id, pageId: older.id },
    { caseId: draft.id, pageId: page.id },
  ]);
});

test('opening moves files without a row, unfinished ones and strangers into quarantine, whole', async () => {
  const dataFolder = temporaryFolder();
  const store = await createStore({ dataFolder, key: exampleKey });
  const draft = exampleCase();
  const page = examplePage(bytes);
  await store.cases.insert(draft);
  await store.pages.add(draft.id, page, bytes);
  await store.close();
  const folder = path.dirname(fileOf(dataFolder, page.id));
  const orphan = `${page.id.slice(0, 2)}${randomUUID().slice(2)}`;
  copyFileSync(fileOf(dataFolder, page.id), path.join(folder, `${orphan}.original`));
  writeFileSync(path.join(folder, `${randomUUID()}.writing`), 'half');
  writeFileSync(path.join(folder, 'left by staff.txt'), 'mine');
  const reopened = await createStore({ dataFolder, key: exampleKey });
  const [batch] = await reopened.safety.quarantine();
  expect(batch).toMatchObject({ reason: 'no-record', files: 3 });
  await reopened.close();
  expect(readdirSync(folder)).toEqual([`${page.id}.original`]);
  const aside = path.join(dataFolder, 'quarantine', batch?.id ?? '', 'files', 'pages', page.id.slice(0, 2));
  expect(readFileSync(path.join(aside, 'left by staff.txt'), 'utf8')).toBe('mine');
  expect(readFileSync(path.join(aside, `${orphan}.original`))).toEqual(readFileSync(fileOf(dataFolder, page.id)));
});
