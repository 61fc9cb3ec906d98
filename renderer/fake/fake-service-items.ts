/** The catalogue of the invented hall: the five items that ship, with an import that finds what it is told to find. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { Hall, ImportPreview, ItemImport } from '#shared/contract/item-procedures.ts';
import { AppError } from '#shared/errors.ts';
import { serviceItems } from '#shared/service-items/index.ts';

const os = implement(contract).admin;

let entries = serviceItems.map((item, index) => ({ item, active: index !== 2, shipped: true, hasMapping: index !== 3 }));
let hall: Hall = {
  name: '样例市政务服务中心',
  address: '样例市青秀区样例路1号',
  phone: '0771-5550000',
  hours: '工作日 9:00—12:00，13:00—17:00',
  queryUrl: '',
};

/** A JSON file is good and changes two things; a table has errors. */
function preview(input: ItemImport): ImportPreview {
  const [{ item }] = entries as [(typeof entries)[number]];
  if (input.kind === 'materials')
    return {
      code: null,
      name: '',
      isNew: false,
      changes: [],
      problems: [
        { place: { row: 3, column: 'is_need' }, code: 'cell-value-unknown', details: { value: '9', values: '1 2 3' } },
        { place: { row: 5, column: 'material_name' }, code: 'cell-empty' },
      ],
    };
  return {
    code: item.code,
    name: item.name,
    isNew: false,
    problems: [],
    changes: [
      {
        part: 'material',
        change: 'changed',
        id: 'prior-licence',
        name: '前置许可批准文件',
        details: [
          { key: 'deferrable', before: true, after: false },
          { key: 'copies', before: { originals: 0, copies: 1 }, after: { originals: 1, copies: 0 } },
        ],
      },
      { part: 'material', change: 'added', id: 'photo', name: '经营场所照片', details: [] },
      { part: 'rule', change: 'removed', id: 'lease-started', name: '租期已经开始', details: [] },
    ],
  };
}

export const fakeServiceItems = {
  list: os.serviceItems.list.handler(() => entries),
  preview: os.serviceItems.preview.handler(({ input }) => preview(input)),
  import: os.serviceItems.import.handler(() => entries),
  edit: os.serviceItems.edit.handler(({ input }) => {
    entries = entries.map((entry) =>
      entry.item.code === input.code ? { ...entry, item: { ...entry.item, version: entry.item.version + 1 } } : entry,
    );
    return entries;
  }),
  setActive: os.serviceItems.setActive.handler(({ input }) => {
    entries = entries.map((entry) => (entry.item.code === input.code ? { ...entry, active: input.active } : entry));
    return entries;
  }),
  export: os.serviceItems.export.handler(({ input }) => {
    const found = entries.find(({ item }) => item.code === input.code);
    if (!found) throw new AppError('not-found');
    return { fileName: `${found.item.name}.json`, text: JSON.stringify(found.item, null, 2) };
  }),
};

export const fakeHall = {
  get: os.hall.get.handler(() => hall),
  save: os.hall.save.handler(({ input }) => (hall = input)),
};
