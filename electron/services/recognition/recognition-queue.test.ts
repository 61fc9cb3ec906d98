/** A page that is removed while it is read stays removed, and what is still written for it ends nothing but itself. */
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { exampleCase, examplePage, temporaryStore } from '../../../tests/fixtures/store/examples.ts';
import type { RecognizeOptions, Recognizer } from '../../pipeline/recognizer.ts';
import { createRecognitionQueue } from './recognition-queue.ts';

const bytes = Buffer.from('the bytes of one page');
/** Longer than a write to the store takes, so that its failure comes before recognition ends. */
const stillReadingMs = 40;

function unhandledRejections(): unknown[] {
  const seen: unknown[] = [];
  const note = (error: unknown): void => void seen.push(error);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  return seen;
}

async function reading(recognize: (options: RecognizeOptions) => Promise<void>) {
  const { store } = await temporaryStore();
  const [draft, page] = [exampleCase(), examplePage(bytes)];
  await store.cases.insert(draft);
  await store.pages.add(draft.id, page, bytes);
  const done: string[] = [];
  const unexpected: unknown[] = [];
  const recognizer = {
    async recognize(_bytes: Uint8Array, options: RecognizeOptions) {
      await recognize(options);
      throw new AppError('cancelled');
    },
  } as unknown as Recognizer;
  const queue = createRecognitionQueue({
    store,
    recognizer,
    lanes: 2,
    version: () => '1',
    formLabels: () => undefined,
    onUnexpected: (error) => void unexpected.push(error),
  });
  queue.listen({
    onThumbnail: ({ pageId }) => void done.push(pageId),
    onTiming: ({ pageId }) => void done.push(pageId),
    onDone: async ({ pageId }) => done.push(pageId),
  });
  const task = { caseId: draft.id, pageId: page.id };
  return { store, queue, task, done, unexpected };
}

async function writeLate({ onStep, onRenditions }: RecognizeOptions): Promise<void> {
  onStep?.('read', []);
  onRenditions?.({ prepared: bytes, thumbnail: bytes });
  await wait(stillReadingMs);
}

test.each(['as a person removes it', 'as its case is wiped', 'without a word to the queue'])(
  'removed while it is read, %s',
  async (way) => {
    const rejections = unhandledRejections();
    const { store, queue, task, done, unexpected } = await reading(async (options) => {
      if (way === 'as a person removes it') queue.drop(task.pageId);
      if (way === 'as its case is wiped') queue.dropCase(task.caseId);
      await (way === 'as its case is wiped' ? store.cases.erase(task.caseId) : store.pages.remove(task.pageId));
      await writeLate(options);
    });
    queue.add(task);
    await queue.whenIdle();
    await wait(0);
    expect(rejections).toEqual([]);
    expect(done).toEqual([]);
    expect(await store.pages.get(task.pageId)).toBeUndefined();
    expect(await store.pages.bytes(task.pageId, 'thumbnail')).toBeUndefined();
    expect(await store.pages.unrecognized()).toEqual([]);
    // A removal that the queue was told of is no news; one it was not told of is reported, as the code alone.
    const codes = unexpected.map((error) => (error as AppError).code);
    expect(codes).toEqual(way === 'without a word to the queue' ? ['not-found'] : []);
  },
);

test('a page that is read twice at once is cancelled in both', async () => {
  const signals: AbortSignal[] = [];
  const bothStarted = Promise.withResolvers<void>();
  const { queue, task } = await reading(async ({ signal }) => {
    if (!signal) return;
    if (signals.push(signal) === 2) bothStarted.resolve();
    if (!signal.aborted) await once(signal, 'abort');
  });
  queue.add(task);
  queue.add({ ...task, documentType: 'id-card' });
  await bothStarted.promise;
  queue.drop(task.pageId);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  await queue.whenIdle();
});
