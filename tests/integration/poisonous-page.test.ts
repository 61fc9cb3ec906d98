/** One page that kills or stalls its recognizer is tried twice in all, and the pages beside it are read as ever. */
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { StartChild } from '#shared/child-process.ts';
import { startNodeChild } from '../../electron/platform/node-child.ts';
import type { ToChild } from '../../electron/recognizer/messages.ts';
import { createRecognizer } from '../../electron/recognizer/pool.ts';
import { createRecognitionQueue } from '../../electron/services/recognition/recognition-queue.ts';
import { exampleCase, examplePage, temporaryStore } from '../fixtures/store/examples.ts';

const modulePath = fileURLToPath(new URL('poisonous-reader.ts', import.meta.url));

type Tries = Record<string, { process: number; order: number }[]>;

/** Reads the pages through the queue and the pool; what is handed back tells which process each was given to. */
async function readAll(pages: readonly string[], deadlineMs: number) {
  const { store } = await temporaryStore();
  const tries: Tries = {};
  let [processes, order] = [0, 0];
  const startChild: StartChild = (path, options) => {
    const child = startNodeChild(path, options);
    const process = ++processes;
    const send = (message: unknown) => {
      const request = message as ToChild;
      if (request.kind === 'recognize') (tries[Buffer.from(request.bytes).toString()] ??= []).push({ process, order: ++order });
      child.send(message);
    };
    return { send, on: child.on, kill: child.kill };
  };
  const recognizer = createRecognizer({ startChild, modulePath, size: 2, deadlineMs });
  onTestFinished(() => recognizer.close());
  const done: string[] = [];
  const queue = createRecognitionQueue({
    store,
    recognizer,
    lanes: 2,
    version: () => '1',
    formLabels: () => undefined,
    onUnexpected: (error) => expect.fail(String(error)),
  });
  queue.listen({ onDone: async ({ pageId }) => done.push(pageId) });
  const draft = exampleCase();
  await store.cases.insert(draft);
  const rows = pages.map((text, index) => examplePage(Buffer.from(text), { index }));
  for (const [index, row] of rows.entries()) await store.pages.add(draft.id, row, Buffer.from(pages[index]!));
  for (const { id } of rows) queue.add({ caseId: draft.id, pageId: id });
  await queue.whenIdle();
  const errors = await Promise.all(rows.map(async ({ id }) => (await store.pages.get(id))?.page.errorCode));
  expect(done.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
  return { tries, errors };
}

test.each([
  { poison: 'kills', code: 'recognizer.crashed' },
  { poison: 'hangs', code: 'recognizer.timeout' },
])('a page that $poison its recognizer is tried twice and goes to a person; its neighbours are read once', async ({ poison, code }) => {
  const { tries, errors } = await readAll(['first', poison, 'second', 'third', 'fourth'], 1500);
  expect(errors).toEqual(['file.unreadable', code, 'file.unreadable', 'file.unreadable', 'file.unreadable']);
  const { [poison]: poisonous, ...neighbours } = tries;
  expect(poisonous).toHaveLength(2);
  for (const given of Object.values(neighbours)) expect(given).toHaveLength(1);
  // The second try has a process that no page was given to before it.
  const second = poisonous![1]!;
  const before = Object.values(tries)
    .flat()
    .filter(({ process, order }) => process === second.process && order < second.order);
  expect(before).toEqual([]);
});
