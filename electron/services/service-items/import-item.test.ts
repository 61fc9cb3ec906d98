/** Import, export, editing and versions of service items over a store in memory. */
import { beforeEach, expect, test } from 'vitest';
import type { Actor } from '#shared/case.ts';
import { serviceItems } from '#shared/service-items/index.ts';
import { defaultMappings } from '#shared/service-items/default-mapping.ts';
import { importPlaceText, itemDifferenceText } from '#shared/service-items/import-texts.ts';
import type { AuditEntry, Store } from '../../store/store.ts';
import { createConfiguration } from '../configuration/configuration.ts';
import { createCatalogue } from './catalogue.ts';
import { editItem } from './edit-item.ts';
import { createItemImport } from './import-item.ts';
import { exportItem, readItemFile } from './item-file.ts';
import { configurable } from '../../../tests/fixtures/configurable.ts';

const admin: Actor = { account: 'admin', displayName: '管理员', role: 'admin' };
const [shipped] = serviceItems as [(typeof serviceItems)[number]];

let settings: Map<string, unknown[]>;
let audit: AuditEntry[];
let store: Store;

beforeEach(() => {
  settings = new Map();
  audit = [];
  const repositories = {
    settings: {
      get: (name: string) => Promise.resolve(settings.get(name)?.[0]),
      put: (name: string, value: unknown) =>
        Promise.resolve(void settings.set(name, [JSON.parse(JSON.stringify(value)), ...(settings.get(name) ?? [])])),
      history: (name: string) => Promise.resolve((settings.get(name) ?? []).map((value) => ({ savedAt: '', value }))),
    },
    audit: { append: (entry: AuditEntry) => Promise.resolve(void audit.push(entry)) },
  };
  store = { ...repositories, transaction: (work: (inner: unknown) => unknown) => work(repositories) } as unknown as Store;
});

async function desk() {
  const items = await createCatalogue({ store, shipped: serviceItems });
  const configuration = createConfiguration(store, configurable, { scanners: [], connection: null, mappings: defaultMappings });
  return { items, configuration, imports: createItemImport({ items, configuration }) };
}
const jsonOf = (change: (file: { item: typeof shipped; mapping: unknown }) => void = () => undefined) => {
  const file = JSON.parse(exportItem(shipped, defaultMappings[0]!).text) as { item: typeof shipped; mapping: unknown };
  change(file);
  return { kind: 'json' as const, text: JSON.stringify(file) };
};

test('what is exported can be imported and changes nothing', async () => {
  const { imports } = await desk();
  expect(await imports.preview(jsonOf())).toMatchObject({ code: shipped.code, isNew: false, changes: [], problems: [] });
});

test('a changed item becomes the next version; cases of the old version keep theirs, also after a restart', async () => {
  const { items, imports } = await desk();
  const file = jsonOf(({ item }) => void (item.materials[6]!.deferrable = false));
  const preview = await imports.preview(file);
  expect(preview.changes).toEqual([
    {
      part: 'material',
      change: 'changed',
      id: 'prior-licence',
      name: '前置许可批准文件',
      details: [{ key: 'deferrable', before: true, after: false }],
    },
  ]);
  const [told] = preview.changes[0]!.details;
  expect([itemDifferenceText(told!, 'zh'), itemDifferenceText(told!, 'en')]).toEqual(['可容缺：是 → 否', 'deferrable: yes → no']);
  expect(settings.size).toBe(0);
  await imports.run(file, admin);
  expect(audit.map(({ action }) => action)).toContain('service-item.import');
  for (const known of [items, (await desk()).items]) {
    expect(known.find(shipped.code)).toMatchObject({ version: 2 });
    expect(known.find(shipped.code, 1).materials[6]).toMatchObject({ deferrable: true });
    expect(known.find(shipped.code, 2).materials[6]).toMatchObject({ deferrable: false });
    expect(known.offered().map(({ code }) => code)).toContain(shipped.code);
  }
});

test('a new item comes with its mapping and is offered only once it is activated', async () => {
  const { items, configuration, imports } = await desk();
  await imports.run(
    jsonOf((file) => {
      file.item.code = 'NEW';
      (file.mapping as { itemCode: string }).itemCode = 'NEW';
    }),
    admin,
  );
  expect(items.offered().some(({ code }) => code === 'NEW')).toBe(false);
  expect((await configuration.mapping('NEW')).rules.length).toBe(defaultMappings[0]!.rules.length);
  await items.setActive('NEW', true, admin);
  expect((await desk()).items.offered().some(({ code }) => code === 'NEW')).toBe(true);
  expect(audit.at(-1)).toMatchObject({ action: 'service-item.activate', subject: 'service-item:NEW' });
});

test.each<[string, string, string]>([
  ['no JSON', '{', '第1行'],
  ['another format', '{"format":"x"}', 'format'],
  ['a wrong type', jsonOf(({ item }) => void ((item.materials[2] as { name: unknown }).name = 7)).text, 'item.materials[2].name'],
  [
    'a lost reference',
    jsonOf(({ item }) => void (item.formFields[0]!.sources[0]!.slotId = 'gone')).text,
    'item.formFields[0].sources[0].slotId',
  ],
  ['a foreign mapping', jsonOf(({ mapping }) => void ((mapping as { itemCode: string }).itemCode = 'X')).text, 'mapping.itemCode'],
])('a file with %s is refused by its path and nothing is stored', async (_, text, path) => {
  const { imports } = await desk();
  const read = readItemFile(text);
  expect(read.ok ? [] : read.problems.map(({ place }) => importPlaceText(place, 'zh'))).toContain(path);
  await expect(imports.run({ kind: 'json', text }, admin)).rejects.toMatchObject({ code: 'bad-input' });
  expect(settings.size + audit.length).toBe(0);
});

test('a material list that would leave the form without its sources is refused', async () => {
  const { imports } = await desk();
  const base64 = Buffer.from('material_name,is_need\n授权委托书,1\n').toString('base64');
  const preview = await imports.preview({ kind: 'materials', itemCode: shipped.code, format: 'csv', codes: 'national', base64 });
  expect(preview.problems[0]?.place.path).toMatch(/^formFields\[\d+\]\.sources/);
});

test('staff change necessity, 容缺, marks and bars; what makes no sense is refused', () => {
  const edit = {
    code: shipped.code,
    minConfidence: 0.9,
    materials: [{ id: 'premises', necessity: 'optional' as const, deferrable: true, needsSeal: true, needsSignature: false }],
    formFields: [{ key: 'operatorMobile', required: false, minConfidence: 0.95 }],
  };
  const edited = editItem(shipped, edit);
  expect(edited.minConfidence).toBe(0.9);
  expect(edited.materials[2]).toMatchObject({
    necessity: 'optional',
    deferrable: true,
    needsSeal: true,
    needsSignature: false,
    hint: shipped.materials[2]!.hint,
  });
  expect(edited.formFields.find(({ key }) => key === 'operatorMobile')).toMatchObject({ required: false, minConfidence: 0.95 });
  expect(editItem(edited, { ...edit, minConfidence: null }).minConfidence).toBeUndefined();
  const unconditional = { ...edit.materials[0]!, necessity: 'conditional' as const };
  expect(() => editItem(shipped, { ...edit, materials: [unconditional] })).toThrow(expect.objectContaining({ code: 'bad-input' }) as Error);
});
