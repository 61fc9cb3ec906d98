/** A page is in its case and on its way to recognition whatever becomes of its picture. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { exampleCase, examplePage, operator, temporaryStore } from '../../tests/fixtures/store/examples.ts';
import type { PageRepository, Store } from '../store/store.ts';
import { createCaseEditor } from './case-editor.ts';
import { createCaseEvents } from './case-events.ts';
import { createPageIntake } from './page-intake.ts';

const bytes = Buffer.from('the bytes of one page');

/** @param before runs ahead of every write of a picture */
async function takeInWith(before: (store: Store, pageId: string) => Promise<void>) {
  const { store } = await temporaryStore();
  const draft = exampleCase();
  await store.cases.insert(draft);
  const putRendition: PageRepository['putRendition'] = async (pageId, ...rest) => {
    await before(store, pageId);
    await store.pages.putRendition(pageId, ...rest);
  };
  const events = createCaseEvents();
  const queued: string[] = [];
  const intake = createPageIntake({
    store: { ...store, pages: { ...store.pages, putRendition } },
    editor: createCaseEditor({ store, events }),
    events,
    scanners: { readSpoolFile: () => Promise.resolve(bytes) },
    queue: () => ({ add: ({ pageId }) => void queued.push(pageId), drop: () => undefined }),
    formLabels: () => undefined,
    now: () => new Date(),
    newId: () => randomUUID(),
  });
  const image = { ...examplePage(bytes), bytes };
  const pageId = await intake.takeIn({ caseId: draft.id, actor: operator, image, thumbnail: bytes });
  return { store, queued, pageId, pages: (await store.pages.list(draft.id)).map(({ id }) => id) };
}

test('a page that was removed before its thumbnail was written does not fail its job', async () => {
  const { store, pageId, pages } = await takeInWith((opened, id) => opened.pages.remove(id));
  expect(pages).toEqual([]);
  expect(await store.pages.bytes(pageId, 'thumbnail')).toBeUndefined();
});

test('a thumbnail that cannot be written leaves the page in its case and in the queue', async () => {
  const { queued, pageId, pages } = await takeInWith(() => Promise.reject(new Error('no space left')));
  expect(pages).toEqual([pageId]);
  expect(queued).toEqual([pageId]);
});
