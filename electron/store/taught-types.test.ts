/** Taught types: stored and replaced; samples with encrypted images that go with them, and survive the sweep at start. */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { TaughtSample, TaughtType } from '#shared/taught-type.ts';
import { exampleKey, temporaryFolder, temporaryStore } from '../../tests/fixtures/store/examples.ts';
import { createStore } from './sqlite-store.ts';

const type: TaughtType = {
  id: 'taught-abc123',
  name: '消防安全检查合格证',
  titles: ['公众聚集场所消防安全检查合格证'],
  words: ['场所名称', '使用性质'],
  state: 'draft',
  createdAt: '2026-03-02T01:00:00.000Z',
  createdBy: 'admin',
};
const sample = (change: Partial<TaughtSample> = {}): TaughtSample => ({
  id: randomUUID(),
  typeId: type.id,
  source: 'upload',
  addedAt: '2026-03-02T02:00:00.000Z',
  addedBy: 'admin',
  classifierVersion: 'evidence-1',
  classification: {
    documentType: 'other',
    side: null,
    confidence: 0.7,
    title: null,
    evidence: [],
    alternatives: [],
    continuation: false,
    embedding: [0.6, 0.8],
  },
  lines: [
    {
      text: '合格证',
      confidence: 0.98,
      quad: [
        [10, 10],
        [90, 10],
        [90, 40],
        [10, 40],
      ],
    },
  ],
  ...change,
});
const images = { original: Buffer.from('original bytes of the sample'), thumbnail: Buffer.from('small') };

function storedFiles(folder: string): string[] {
  return readdirSync(path.join(folder, 'pages'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

test('a type and its samples come back as stored; saving again replaces', async () => {
  const { store } = await temporaryStore();
  await store.taughtTypes.save(type);
  await store.taughtTypes.save({ ...type, state: 'live', titles: ['合格证'] });
  const one = sample();
  await store.taughtTypes.addSample(one, images);
  expect(await store.taughtTypes.list()).toEqual([{ ...type, state: 'live', titles: ['合格证'] }]);
  expect(await store.taughtTypes.samples(type.id)).toEqual([one]);
  expect(Buffer.from((await store.taughtTypes.sampleImage(one.id, 'original'))!)).toEqual(images.original);
  await expect(store.taughtTypes.addSample(sample({ typeId: 'taught-none00' }), images)).rejects.toMatchObject({ code: 'not-found' });
  await expect(store.taughtTypes.addSample(one, images)).rejects.toMatchObject({ code: 'conflict' });
});

test('images are encrypted on disk and go with the sample or the type', async () => {
  const { store, dataFolder } = await temporaryStore();
  await store.taughtTypes.save(type);
  const [one, two] = [sample(), sample()];
  for (const each of [one, two]) await store.taughtTypes.addSample(each, images);
  const files = storedFiles(dataFolder);
  expect(files).toHaveLength(4);
  for (const file of files) expect(readFileSync(file).includes('original bytes')).toBe(false);
  await store.taughtTypes.removeSample(one.id);
  expect(storedFiles(dataFolder)).toHaveLength(2);
  expect(await store.taughtTypes.sampleImage(one.id, 'thumbnail')).toBeUndefined();
  await expect(store.taughtTypes.removeSample(one.id)).rejects.toMatchObject({ code: 'not-found' });
  await store.taughtTypes.remove(type.id);
  expect(storedFiles(dataFolder)).toHaveLength(0);
  expect(await store.taughtTypes.samples()).toEqual([]);
});

test('a transaction that fails leaves no sample and no file', async () => {
  const { store, dataFolder } = await temporaryStore();
  await store.taughtTypes.save(type);
  const failing = store.transaction(async ({ taughtTypes }) => {
    await taughtTypes.addSample(sample(), images);
    throw new Error('power cut');
  });
  await expect(failing).rejects.toThrow('power cut');
  expect(await store.taughtTypes.samples()).toEqual([]);
  expect(storedFiles(dataFolder)).toHaveLength(0);
});

test('the sweep at start leaves samples alone', async () => {
  const dataFolder = temporaryFolder();
  const first = await createStore({ dataFolder, key: exampleKey });
  await first.taughtTypes.save(type);
  const one = sample();
  await first.taughtTypes.addSample(one, images);
  await first.close();
  const again = await createStore({ dataFolder, key: exampleKey });
  onTestFinished(() => again.close());
  expect(Buffer.from((await again.taughtTypes.sampleImage(one.id, 'original'))!)).toEqual(images.original);
});
