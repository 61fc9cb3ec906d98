/** The spool keeps pages whole, sealed and durable, or not at all. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { drawSide } from '../simulator/numbered-sheets.ts';
import { createSpool, readSpoolFile } from './spool.ts';

const key = randomBytes(32);
let folder: string;
let page: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devices-spool-'));
  page = await drawSide(77).jpeg().toBuffer();
});
beforeEach(async () => {
  for (const name of await readdir(folder)) await rm(join(folder, name));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a page is described and comes back as it was', async () => {
  const [result] = await createSpool({ folder, key }).write(page, { index: 4, side: 'back', dpi: 75 });
  expect(result).toMatchObject({
    index: 4,
    side: 'back',
    bytes: page.length,
    mimeType: 'image/jpeg',
    widthPx: 620,
    heightPx: 877,
    dpi: 75,
    warnings: [],
  });
  expect(result?.sha256).toBe(createHash('sha256').update(page).digest('hex'));
  expect((await readSpoolFile(result?.file ?? '', key)).equals(page)).toBe(true);
});

test('nothing of the page can be read from the file, and no unfinished file stays', async () => {
  const [result] = await createSpool({ folder, key }).write(page, { index: 0, side: 'front', dpi: null });
  const stored = await readFile(result?.file ?? '');
  for (let at = 0; at + 16 < page.length; at += 97) expect(stored.includes(page.subarray(at, at + 16))).toBe(false);
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('another key or a changed byte is noticed', async () => {
  const [result] = await createSpool({ folder, key }).write(page, { index: 0, side: 'front', dpi: null });
  const file = result?.file ?? '';
  await expect(readSpoolFile(file, randomBytes(32))).rejects.toMatchObject({ code: 'store.corrupt' });
  const stored = await readFile(file);
  for (const at of [0, 9, 25, 60, stored.length - 1]) {
    const changed = Buffer.from(stored);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await writeFile(file, changed);
    await expect(readSpoolFile(file, key), `byte ${at}`).rejects.toMatchObject({ code: 'store.corrupt' });
  }
  await writeFile(file, stored.subarray(0, 5));
  await expect(readSpoolFile(file, key)).rejects.toMatchObject({ code: 'store.corrupt' });
});

test('a page that is not whole leaves no file', async () => {
  const spool = createSpool({ folder, key });
  const place = { index: 0, side: 'front', dpi: null } as const;
  await expect(spool.write(page.subarray(0, -2), place)).rejects.toMatchObject({
    code: 'device.corrupt-page',
    details: { reason: 'file.unreadable' },
  });
  await expect(spool.write(new Uint8Array(), place)).rejects.toMatchObject({
    code: 'device.corrupt-page',
    details: { reason: 'file.empty' },
  });
  await expect(spool.write(Buffer.from('<html>'), place)).rejects.toMatchObject({ details: { reason: 'file.unsupported' } });
  expect(await readdir(folder)).toEqual([]);
});

test('a folder that is gone is an error, not a lost page', async () => {
  const spool = createSpool({ folder: join(folder, 'gone'), key });
  await expect(spool.write(page, { index: 0, side: 'front', dpi: null })).rejects.toThrow(/ENOENT/);
});
