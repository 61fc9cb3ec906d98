/** A page is in its case and on its way to recognition whatever becomes of its picture. */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleCase, examplePage, operator, temporaryStore } from '../../../tests/fixtures/store/examples.ts';
import { createCaseEditor } from '../case-editor.ts';
import { createCaseEvents } from '../case-events.ts';
import { createPageIntake } from './page-intake.ts';

const bytes = Buffer.from('the bytes of one page');

/** @param canKeepThumbnail false puts a folder where the thumbnail's file belongs */
async function takeIn({ canKeepThumbnail }: { canKeepThumbnail: boolean }) {
  const { store, dataFolder } = await temporaryStore();
  const id = randomUUID();
  if (!canKeepThumbnail) mkdirSync(join(dataFolder, 'pages', id.slice(0, 2), `${id}.thumbnail`), { recursive: true });
  const draft = exampleCase();
  await store.cases.insert(draft);
  const events = createCaseEvents();
  const queued: string[] = [];
  const intake = createPageIntake({
    store,
    editor: createCaseEditor({ store, events }),
    events,
    scanners: { readSpoolFile: () => Promise.resolve(bytes) },
    queue: { add: ({ pageId }) => void queued.push(pageId), drop: () => undefined },
    now: () => new Date(),
    newId: () => id,
  });
  const image = { ...examplePage(bytes), bytes };
  const seen: boolean[] = [];
  const stop = new AbortController();
  const watching = (async () => {
    for await (const event of events.watch(draft.id, stop.signal)) {
      if (event.kind !== 'changed') continue;
      const [first] = await store.pages.list(draft.id);
      seen.push((await store.pages.bytes(first!.id, 'thumbnail').catch(() => undefined)) !== undefined);
      return;
    }
  })();
  const pageId = await intake.takeIn({ caseId: draft.id, actor: operator, image, thumbnail: bytes });
  await watching;
  stop.abort();
  return { seen, queued, pageId, pages: (await store.pages.list(draft.id)).map(({ id }) => id) };
}

test('a screen that hears of a page finds its thumbnail there', async () => {
  const { seen, pageId, pages } = await takeIn({ canKeepThumbnail: true });
  expect(pages).toEqual([pageId]);
  expect(seen).toEqual([true]);
});

test('a thumbnail that cannot be written leaves the page in its case and in the queue', async () => {
  const { seen, queued, pageId, pages } = await takeIn({ canKeepThumbnail: false });
  expect(seen).toEqual([false]);
  expect(pages).toEqual([pageId]);
  expect(queued).toEqual([pageId]);
});
