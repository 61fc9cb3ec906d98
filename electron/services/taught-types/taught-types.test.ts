/** Teaching a type: samples in, signs found, live or refused; corrections only when switched on; every step in the audit log. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Actor } from '#shared/case.ts';
import type { Classification, Recognition, TextLine } from '#shared/page.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { exampleCase, examplePage, temporaryStore } from '../../../tests/fixtures/store/examples.ts';
import { lookLimit, matchTaughtTypes, nearestLook } from '../../../models/classifier/prototypes.ts';
import type { Recognizer } from '../../pipeline/recognizer.ts';
import type { Store } from '../../store/store.ts';
import { createTaughtTypes } from './taught-types.ts';
import type { TaughtTypesService } from './taught-types.ts';

const admin: Actor = { account: 'it-admin', displayName: '系统管理员', role: 'admin' };
const clerk: Actor = { account: 'window3', displayName: '窗口三', role: 'reviewer' };

/** In these tests a file's text is what stands on its pages: pages apart by \f, rows by \n, the first row in large print. */
const paper = (title: string, ...rows: string[]): Buffer => Buffer.from([title, ...rows].join('\n'));
const fire = (place: string): Buffer =>
  paper('消防安全检查合格证', `场所名称：${place}`, '使用性质：餐饮', '消防安全责任人：韦某', '检查结论：合格');

function linesOf(bytes: Uint8Array): TextLine[] {
  return Buffer.from(bytes)
    .toString()
    .split('\n')
    .map((text, row): TextLine => {
      const [top, height] = [100 + row * 70, row === 0 ? 56 : 30];
      const right = 200 + text.length * height;
      return {
        text,
        confidence: 0.97,
        quad: [
          [200, top],
          [right, top],
          [right, top + height],
          [200, top + height],
        ],
      };
    });
}

const unknown: Classification = {
  documentType: 'other',
  side: null,
  confidence: 0.7,
  title: null,
  evidence: [],
  alternatives: [],
  continuation: false,
};
const preparation: Recognition['preparation'] = {
  widthPx: 1240,
  heightPx: 1754,
  dpi: 150,
  rotationCw: 0,
  skewDegrees: 0,
  blank: false,
  inkCoverage: 0.1,
  qualityProblems: [],
  seals: [],
};
const models = { classifier: 'evidence-1', ocr: 'reads-text' };
const recognizer: Recognizer = {
  recognize(bytes, { onRenditions }) {
    onRenditions?.({ prepared: Buffer.from('prepared'), thumbnail: Buffer.from('thumbnail') });
    const timing = { total: 1, prepare: 0, read: 1, classify: 0, extract: 0 };
    return Promise.resolve({ preparation, lines: linesOf(bytes), classification: unknown, fields: [], timing, models });
  },
  status: () => Promise.resolve({ models, rssBytes: 0, peakRssBytes: 0, restarts: 0 }),
  close: () => Promise.resolve(),
};

let seconds = 0;

async function open(items: readonly ServiceItem[] = []): Promise<{ store: Store; service: TaughtTypesService }> {
  const { store } = await temporaryStore();
  const service = createTaughtTypes({
    store,
    recognizer,
    recognition: { match: matchTaughtTypes, lookLimit, nearestLook },
    async *splitFile(bytes) {
      for (const page of Buffer.from(bytes).toString().split('\f')) yield Promise.resolve({ bytes: Buffer.from(page), dpi: 150 });
    },
    items: () => items,
    now: () => new Date(Date.UTC(2026, 10, 20, 2, 0, seconds++)),
    newId: () => randomUUID(),
    report: (where, error) => expect.unreachable(`${where}: ${String(error)}`),
  });
  return { store, service };
}

async function taught(service: TaughtTypesService, places: readonly string[] = ['茶楼', '影城', '网咖']): Promise<string> {
  const { id } = await service.create('消防安全检查合格证', admin);
  for (const place of places) await service.addFile(id, fire(place), admin);
  return id;
}

test('three samples make a type that is recognised at once', async () => {
  const { store, service } = await open();
  const id = await taught(service);
  const view = await service.view(id);
  expect(view).toMatchObject({ state: 'draft', titles: ['消防安全检查合格证'], report: { samples: 3, recall: 1, obstacles: [] } });
  expect(view.words).toContain('消防安全责任人');
  expect(await service.prototypes()).toEqual([]);
  await service.setLive(id, true, admin);
  const prototypes = await service.prototypes();
  expect(matchTaughtTypes(unknown, linesOf(fire('米粉店')), prototypes).map(({ type }) => type.id)).toEqual([id]);
  expect(matchTaughtTypes(unknown, linesOf(paper('菜单', '老友粉', '酸菜鱼', '白切鸡')), prototypes)).toEqual([]);
  const actions = (await store.audit.list()).map(({ action }) => action).toReversed();
  expect(actions).toEqual(['document-type.create', ...Array<string>(3).fill('document-type.add-sample'), 'document-type.go-live']);
  expect(JSON.stringify(await store.audit.list())).not.toContain('茶楼');
});

test('every page of a file is a sample; too few of them do not go live', async () => {
  const { service } = await open();
  const { id } = await service.create('消防安全检查合格证', admin);
  expect(await service.addFile(id, Buffer.concat([fire('茶楼'), Buffer.from('\f'), fire('影城')]), admin)).toBe(2);
  await expect(service.setLive(id, true, admin)).rejects.toMatchObject({
    code: 'document-type.not-ready',
    details: { obstacles: 'too-few-samples' },
  });
});

test('a twin of a live type is too similar', async () => {
  const { service } = await open();
  await service.setLive(await taught(service), true, admin);
  const { id } = await service.create('消防检查证（新）', admin);
  for (const place of ['酒楼', '书店', '商场']) await service.addFile(id, fire(place), admin);
  const { report } = await service.view(id);
  expect(report.mistakenFor[0]?.samples).toBe(3);
  await expect(service.setLive(id, true, admin)).rejects.toMatchObject({ details: { obstacles: 'too-similar' } });
});

test('names are given once; removing takes samples and images along', async () => {
  const { store, service } = await open();
  const id = await taught(service);
  await expect(service.create(' 消防安全检查合格证 ', admin)).rejects.toMatchObject({ code: 'conflict' });
  const { samples } = await service.view(id);
  await service.removeSample(samples[0]!.id, admin);
  expect((await service.view(id)).report.obstacles).toEqual(['too-few-samples']);
  await service.remove(id, admin);
  expect(await service.list()).toEqual([]);
  expect(await store.taughtTypes.sampleImage(samples[1]!.id, 'original')).toBeUndefined();
});

test('a type that a service item asks for stays', async () => {
  const items: ServiceItem[] = [];
  const { service } = await open(items);
  const id = await taught(service, ['茶楼']);
  items.push({ code: 'ITEM-1', materials: [{ anyOf: [{ documentType: id }] }] } as unknown as ServiceItem);
  await expect(service.remove(id, admin)).rejects.toMatchObject({ code: 'conflict', details: { item: 'ITEM-1' } });
});

async function casePage(store: Store, bytes: Buffer, documentType: string): Promise<string> {
  const opened = exampleCase();
  await store.cases.insert(opened);
  const page = examplePage(bytes);
  await store.pages.add(opened.id, page, bytes);
  const classification: Classification = { ...unknown, documentType };
  await store.pages.save({ ...page, state: 'recognized', errorCode: null, preparation, classification });
  return page.id;
}

test('only pages that no type claims may be picked from cases', async () => {
  const { store, service } = await open();
  const { id } = await service.create('消防安全检查合格证', admin);
  const [free, card] = [await casePage(store, fire('茶楼'), 'other'), await casePage(store, paper('居民身份证', '姓名 某人'), 'id-card')];
  expect((await service.candidates()).map(({ pageId }) => pageId)).toEqual([free]);
  expect((await service.addPages(id, [free], admin)).samples.map(({ source }) => source)).toEqual(['case']);
  await expect(service.addPages(id, [card], admin)).rejects.toMatchObject({ code: 'forbidden' });
});

test('corrections add samples only when that is switched on', async () => {
  const { store, service } = await open();
  const id = await taught(service, ['茶楼']);
  const page = await casePage(store, fire('影城'), 'other');
  await service.collect(id, [page], clerk);
  expect((await service.view(id)).samples).toHaveLength(1);
  expect(await service.setCollectsCorrections(true, admin)).toBe(true);
  await service.collect('contract', [page], clerk);
  await service.collect(id, [page], clerk);
  expect((await service.view(id)).samples.map(({ source, addedBy }) => [source, addedBy])).toEqual([
    ['upload', 'it-admin'],
    ['correction', 'window3'],
  ]);
});

test('title words that staff write stay when samples come', async () => {
  const { service } = await open();
  const id = await taught(service, ['茶楼']);
  await service.update(id, { name: '消防合格证', titles: ['消防安全 检查合格证', '合格证明', '消防安全检查合格证'] }, admin);
  await service.addFile(id, fire('影城'), admin);
  expect(await service.view(id)).toMatchObject({ name: '消防合格证', titles: ['消防安全检查合格证', '合格证明'] });
});

test('a title that nobody wrote follows the samples', async () => {
  const { service } = await open();
  const { id } = await service.create('消防合格证', admin);
  const labels = ['场所名称：某店', '使用性质：餐饮', '消防安全责任人：某人', '检查结论：合格'];
  for (const title of ['防安全检查合格证', '防安全检查合格证']) await service.addFile(id, paper(title, ...labels), admin);
  expect((await service.view(id)).titles).toEqual(['防安全检查合格证']);
  for (const title of ['消防安全检查合格证', '消防安全检查合格证', '消防安全检查合格证'])
    await service.addFile(id, paper(title, ...labels), admin);
  expect((await service.view(id)).titles).toEqual(['消防安全检查合格证']);
});

test('what cannot be recorded is not done: no sample is taken away, no image with it', async () => {
  const { store, service } = await open();
  const id = await taught(service);
  const { samples } = await service.view(id);
  const refuse = () => Promise.reject(new Error('the audit log refuses'));
  const { transaction } = store;
  store.audit.append = refuse;
  store.transaction = (work) => transaction((inner) => work({ ...inner, audit: { ...inner.audit, append: refuse } }));
  await expect(service.removeSample(samples[0]!.id, admin)).rejects.toThrow('refuses');
  await expect(service.addFile(id, fire('书店'), admin)).rejects.toThrow('refuses');
  await expect(service.create('另一种材料', admin)).rejects.toThrow('refuses');
  expect((await service.view(id)).samples).toEqual(samples);
  expect((await service.list()).map(({ name }) => name)).toEqual(['消防安全检查合格证']);
  expect(await store.taughtTypes.sampleImage(samples[0]!.id, 'original')).toBeDefined();
});
