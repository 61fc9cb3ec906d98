/** Tests of the pool with children that are played by the test. */
import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { ChildLike } from '#shared/child-process.ts';
import type { Recognition } from '#shared/page.ts';
import type { FromChild, ToChild } from './messages.ts';
import { createRecognizer } from './pool.ts';
import type { RecognizerPoolOptions } from './pool.ts';

const recognition = { lines: [] } as unknown as Recognition;
type Request = Extract<ToChild, { kind: 'recognize' }>;
type Played = { requests: Request[]; cancelled: number[]; say: (message: FromChild) => void; die: () => void; killed: boolean };

/** Children that note what they are sent; `answer` is called for each page. */
function play(answer: (request: Request, child: Played) => void, options: Partial<RecognizerPoolOptions> = {}) {
  const children: Played[] = [];
  const startChild = (): ChildLike => {
    const events = new EventEmitter();
    const played: Played = {
      requests: [],
      cancelled: [],
      killed: false,
      say: (message) => void events.emit('message', message),
      die: () => void events.emit('exit', null),
    };
    children.push(played);
    queueMicrotask(() => played.say({ kind: 'ready', models: { classifier: 'c', ocr: 'o' }, rssBytes: 10 }));
    return {
      pid: 1,
      send: (message) => {
        const request = message as ToChild;
        if (request.kind === 'cancel') return void played.cancelled.push(request.page);
        played.requests.push(request);
        setTimeout(() => answer(request, played), 1);
      },
      on: (event: string, listener: (value: never) => void) => events.on(event, listener as (value: unknown) => void),
      kill: () => ((played.killed = true), true),
    };
  };
  return { children, recognizer: createRecognizer({ startChild, size: 1, ...options }) };
}
const finish = ({ page }: Request, child: Played) =>
  child.say({ kind: 'done', page, recognition, rssBytes: 100 + page, peakRssBytes: 200 + page });
const page = new Uint8Array([1, 2, 3]);

test('starts nothing before the first page and reads one page per child at a time', async () => {
  const { children, recognizer } = play(finish, { size: 2 });
  expect(children).toHaveLength(0);
  await Promise.all([1, 2, 3, 4, 5].map(() => recognizer.recognize(page, { dpi: 300 })));
  expect(children).toHaveLength(2);
  expect(children[0]!.requests.length + children[1]!.requests.length).toBe(5);
  expect(children[0]!.requests[0]).toMatchObject({ bytes: page, options: { dpi: 300 } });
  expect(await recognizer.status()).toMatchObject({ models: { classifier: 'c', ocr: 'o' }, restarts: 0 });
  await recognizer.close();
  expect(children.every(({ killed }) => killed)).toBe(true);
});

test('passes steps and renditions on as they come', async () => {
  const { recognizer } = play((request, child) => {
    child.say({ kind: 'step', page: request.page, step: 'prepare', result: { blank: false } });
    child.say({ kind: 'renditions', page: request.page, renditions: { prepared: page, thumbnail: page } });
    finish(request, child);
  });
  const onStep = vi.fn();
  const onRenditions = vi.fn();
  expect(await recognizer.recognize(page, { dpi: null, onStep, onRenditions })).toBe(recognition);
  expect(onStep).toHaveBeenCalledExactlyOnceWith('prepare', { blank: false });
  expect(onRenditions).toHaveBeenCalledOnce();
});

test('a child that dies takes the page once; the second keeps what was done', async () => {
  const { children, recognizer } = play((request, child) => {
    if (children.length > 1) return finish(request, child);
    child.say({ kind: 'step', page: request.page, step: 'prepare', result: 'prepared' });
    child.die();
  });
  expect(await recognizer.recognize(page, { dpi: null })).toBe(recognition);
  expect(children[1]!.requests[0]!.options.done).toEqual({ prepare: 'prepared' });
  expect((await recognizer.status()).restarts).toBe(1);
});

test('a page that kills every child ends as recognizer.crashed, and the next page is read', async () => {
  let deadly = true;
  const { children, recognizer } = play((request, child) => (deadly ? child.die() : finish(request, child)));
  await expect(recognizer.recognize(page, { dpi: null })).rejects.toMatchObject({ code: 'recognizer.crashed' });
  expect(children).toHaveLength(2);
  deadly = false;
  expect(await recognizer.recognize(page, { dpi: null })).toBe(recognition);
});

test('a page over its deadline ends the child and is tried once more, in another', async () => {
  const { children, recognizer } = play(() => undefined, { deadlineMs: 30 });
  await expect(recognizer.recognize(page, { dpi: null })).rejects.toMatchObject({
    code: 'recognizer.timeout',
    details: { deadlineMs: 30 },
  });
  expect(children.map(({ killed }) => killed)).toEqual([true, true]);
});

test('a page that kills two children leaves the others alone', async () => {
  const { children, recognizer } = play(
    ({ page: number, bytes }, child) => (bytes === page ? child.die() : finish({ page: number } as Request, child)),
    { size: 2 },
  );
  await Promise.all([1, 2].map(() => recognizer.recognize(new Uint8Array([4]), { dpi: null })));
  await expect(recognizer.recognize(page, { dpi: null })).rejects.toMatchObject({ code: 'recognizer.crashed' });
  await recognizer.recognize(new Uint8Array([4]), { dpi: null });
  expect(children.map(({ requests }) => requests.length)).toEqual([2, 2, 1]);
  expect((await recognizer.status()).restarts).toBe(2);
});

test('cancels a page that is being read and one that waits', async () => {
  const { children, recognizer } = play(() => undefined);
  const reading = new AbortController();
  const first = recognizer.recognize(page, { dpi: null, signal: reading.signal });
  const waiting = new AbortController();
  const second = recognizer.recognize(page, { dpi: null, signal: waiting.signal });
  waiting.abort();
  await expect(second).rejects.toMatchObject({ code: 'cancelled' });
  await vi.waitFor(() => expect(children[0]!.requests).toHaveLength(1));
  reading.abort();
  expect(children[0]!.cancelled).toEqual([1]);
  children[0]!.say({ kind: 'failed', page: 1, error: { code: 'cancelled', details: {} }, rssBytes: 1, peakRssBytes: 1 });
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  await expect(recognizer.recognize(page, { dpi: null, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
});

test('errors of a page keep their code; a child that lacks its models says so', async () => {
  const failing = play(({ page: number }, child) =>
    child.say({
      kind: 'failed',
      page: number,
      error: { code: 'file.unreadable', details: { format: 'jpeg' } },
      rssBytes: 1,
      peakRssBytes: 1,
    }),
  );
  await expect(failing.recognizer.recognize(page, { dpi: null })).rejects.toMatchObject({
    code: 'file.unreadable',
    details: { format: 'jpeg' },
  });
  const unfit = play((_, child) => child.say({ kind: 'unfit', error: { code: 'recognizer.model-missing', details: { model: 'm' } } }));
  await expect(unfit.recognizer.recognize(page, { dpi: null })).rejects.toMatchObject({ code: 'recognizer.model-missing' });
});

test('replaces a child after its share of pages without counting a restart', async () => {
  const { children, recognizer } = play(finish, { maxPagesPerChild: 2 });
  for (let count = 0; count < 5; count++) await recognizer.recognize(page, { dpi: null });
  expect(children.map(({ requests }) => requests.length)).toEqual([2, 2, 1]);
  expect((await recognizer.status()).restarts).toBe(0);
});

test('recycling ends idle children at once and one at work after its page', async () => {
  let answerSecond = () => undefined as void;
  const { children, recognizer } = play((request, child) => {
    if (request.page === 1) finish(request, child);
    else answerSecond = () => finish(request, child);
  });
  await recognizer.recognize(page, { dpi: null });
  const second = recognizer.recognize(page, { dpi: null });
  await vi.waitFor(() => expect(children[0]!.requests).toHaveLength(2));
  recognizer.recycle?.();
  expect(children[0]!.killed).toBe(false);
  answerSecond();
  await second;
  expect(children[0]!.killed).toBe(true);
  await recognizer.recognize(page, { dpi: null });
  recognizer.recycle?.();
  // The next one is loaded before it is needed.
  expect(children.map(({ killed }) => killed)).toEqual([true, true, false]);
  expect((await recognizer.status()).restarts).toBe(0);
  await recognizer.close();
});

test('closing ends pages that are read or wait', async () => {
  const { recognizer } = play(() => undefined);
  const pages = [1, 2].map(() => recognizer.recognize(page, { dpi: null }));
  await Promise.resolve();
  const results = Promise.allSettled(pages);
  await recognizer.close();
  for (const result of await results) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
  await expect(recognizer.recognize(page, { dpi: null })).rejects.toMatchObject({ code: 'cancelled' });
});
