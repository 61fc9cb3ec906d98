/** Host side of recognition: child processes that read pages in parallel, with a deadline, restarts and cancellation. */
import { availableParallelism, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { StartChild } from '#shared/child-process.ts';
import { AppError } from '#shared/errors.ts';
import type { Recognition } from '#shared/page.ts';
import type { RecognizeOptions, Recognizer } from '../pipeline/recognizer.ts';
import { createRecognizerChild } from './recognizer-child.ts';
import type { RecognizerChild } from './recognizer-child.ts';

export type RecognizerPoolOptions = {
  startChild: StartChild;
  /** Which engine reads; text is always found by PP-OCR. */
  ocr?: 'pp-ocr' | 'tesseract' | undefined;
  /** Number of child processes; default by processors and memory. */
  size?: number;
  /** Time for one page, counted from when a child takes it. A child's first page also loads the models. */
  deadlineMs?: number;
  /** A child is replaced after so many pages; absent = never. */
  maxPagesPerChild?: number;
  /** The child's module; a test puts another in its place. */
  modulePath?: string;
};

const entryPath = fileURLToPath(new URL('entry.ts', import.meta.url));
/** A4 at 300 dpi in colour at its peak, with models. */
const bytesPerChild = 700 * 2 ** 20;

/** Two pages side by side beat two threads inside one page; a third child waits for memory more than it computes. */
function defaultSize(): number {
  const byMemory = Math.floor(totalmem() / 3 / bytesPerChild);
  return Math.max(1, Math.min(2, availableParallelism(), byMemory));
}

type Slot = { child: RecognizerChild | null; pages: number; busy: boolean };
type Waiting = { start: (slot: Slot) => void; cancel: () => void };

/** Nothing is started before the first page. */
export function createRecognizer(options: RecognizerPoolOptions): Recognizer {
  const size = options.size ?? defaultSize();
  const slots: Slot[] = Array.from({ length: size }, () => ({ child: null, pages: 0, busy: false }));
  const waiting: Waiting[] = [];
  const totals = { restarts: 0, peakRssBytes: 0 };
  let closed = false;

  const childOf = (slot: Slot) => {
    if (slot.child && !slot.child.alive) retire(slot);
    return (slot.child ??= createRecognizerChild({
      startChild: options.startChild,
      modulePath: options.modulePath ?? entryPath,
      deadlineMs: options.deadlineMs ?? 60_000,
      env: childEnvironment(options, size),
    }));
  };
  const retire = (slot: Slot) => {
    if (slot.child && !slot.child.alive) totals.restarts++;
    totals.peakRssBytes = Math.max(totals.peakRssBytes, slot.child?.memory().peakRssBytes ?? 0);
    slot.child?.close();
    slot.child = null;
    slot.pages = 0;
  };
  const release = (slot: Slot) => {
    slot.busy = false;
    if ((slot.child && !slot.child.alive) || slot.pages >= (options.maxPagesPerChild ?? Infinity)) retire(slot);
    waiting.shift()?.start(take(slot));
  };
  const take = (slot: Slot) => {
    slot.busy = true;
    return slot;
  };
  const acquire = (signal: AbortSignal | undefined) => {
    // A child that runs already has its models loaded: prefer it.
    const free = slots.find(({ busy, child }) => !busy && child?.alive) ?? slots.find(({ busy }) => !busy);
    return free ? Promise.resolve(take(free)) : waitForSlot(waiting, signal);
  };
  const readOnce = async (bytes: Uint8Array, page: RecognizeOptions): Promise<Recognition> => {
    if (closed || page.signal?.aborted) throw new AppError('cancelled');
    const slot = await acquire(page.signal);
    try {
      if (closed) throw new AppError('cancelled');
      slot.pages++;
      return await childOf(slot).recognize(bytes, page);
    } finally {
      release(slot);
    }
  };

  return {
    recognize: (bytes, page) => withSecondTry(bytes, page, readOnce),
    async status() {
      const memory = slots.map(({ child }) => child?.memory() ?? { rssBytes: 0, peakRssBytes: 0 });
      const models = await modelsOf(slots, childOf);
      const rssBytes = memory.reduce((sum, child) => sum + child.rssBytes, 0);
      const peakRssBytes = Math.max(totals.peakRssBytes, ...memory.map((child) => child.peakRssBytes));
      return { models, rssBytes, peakRssBytes, restarts: totals.restarts };
    },
    async close() {
      closed = true;
      for (const entry of waiting.splice(0)) entry.cancel();
      for (const slot of slots) {
        slot.child?.close();
        slot.child = null;
      }
    },
  };
}

/** A child that died takes its page with it once; what it had finished is not done again. */
async function withSecondTry(
  bytes: Uint8Array,
  page: RecognizeOptions,
  readOnce: (bytes: Uint8Array, page: RecognizeOptions) => Promise<Recognition>,
): Promise<Recognition> {
  const done = { ...page.done };
  const onStep: NonNullable<RecognizeOptions['onStep']> = (step, result) => {
    Object.assign(done, { [step]: result });
    page.onStep?.(step, result);
  };
  try {
    return await readOnce(bytes, { ...page, onStep });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'recognizer.crashed' || page.signal?.aborted) throw error;
    return readOnce(bytes, { ...page, done });
  }
}

function waitForSlot(waiting: Waiting[], signal: AbortSignal | undefined): Promise<Slot> {
  return new Promise((resolve, reject) => {
    const entry: Waiting = {
      start: (slot) => {
        signal?.removeEventListener('abort', entry.cancel);
        resolve(slot);
      },
      cancel: () => {
        const index = waiting.indexOf(entry);
        if (index >= 0) waiting.splice(index, 1);
        reject(new AppError('cancelled'));
      },
    };
    signal?.addEventListener('abort', entry.cancel, { once: true });
    waiting.push(entry);
  });
}

/** Starts a child when none has told its versions yet. */
async function modelsOf(slots: Slot[], childOf: (slot: Slot) => RecognizerChild): Promise<Recognition['models']> {
  const slot = slots.find(({ child }) => child?.alive) ?? slots[0]!;
  return childOf(slot).models();
}

function childEnvironment({ ocr }: RecognizerPoolOptions, size: number): Record<string, string> {
  const threads = Math.max(1, Math.floor(availableParallelism() / size));
  return {
    INTAKE_OCR_THREADS: String(Math.min(4, threads)),
    // libvips opens as many threads as there are processors otherwise, in every child.
    VIPS_CONCURRENCY: String(threads),
    ...(ocr ? { INTAKE_OCR: ocr } : {}),
  };
}
