/** Host side of recognition: child processes that read pages in parallel, with a deadline, restarts and cancellation. */
import { availableParallelism, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { StartChild } from '#shared/child-process.ts';
import { isAppError } from '#shared/errors.ts';
import type { Recognition } from '#shared/page.ts';
import type { RecognizeOptions, Recognizer } from '../pipeline/recognizer.ts';
import { createRecognizerChild } from './recognizer-child.ts';
import { createSeats } from './seats.ts';

export type RecognizerPoolOptions = {
  startChild: StartChild;
  /** Which engine reads: `pp-ocr` (default), `tesseract`, or the name of a model set in `modelsFolder`. Text is always found by PP-OCR. */
  ocr?: string | undefined;
  /** Where model sets were dropped, `<dataFolder>/models`. */
  modelsFolder?: string | undefined;
  /** Number of child processes; default by processors and memory. */
  size?: number;
  /** Time for one try of a page, counted from when a child takes it. A child's first page also loads the models. */
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

/** Nothing is started before the first page. */
export function createRecognizer(options: RecognizerPoolOptions): Recognizer {
  const size = options.size ?? defaultSize();
  const seats = createSeats({
    size,
    maxPagesPerChild: options.maxPagesPerChild ?? Infinity,
    start: () =>
      createRecognizerChild({
        startChild: options.startChild,
        modulePath: options.modulePath ?? entryPath,
        deadlineMs: options.deadlineMs ?? 60_000,
        env: recognizerEnvironment(options, size),
      }),
  });
  const recognize = async (bytes: Uint8Array, page: RecognizeOptions): Promise<Recognition> => {
    const seat = await seats.take(page.signal);
    try {
      return await withSecondTry(page, (options) => seat.child().recognize(bytes, options));
    } finally {
      seat.leave();
    }
  };
  return {
    recognize,
    status: async () => ({ models: await seats.anyChild().models(), ...seats.memory(), restarts: seats.restarts() }),
    recycle: seats.recycle,
    close: async () => seats.close(),
  };
}

/** The page's own process is gone: it died, or was ended because the page was over its deadline. */
const lostProcess: ReadonlySet<string> = new Set(['recognizer.crashed', 'recognizer.timeout']);

/**
 * A machine that was out of memory or busy for a moment must not leave a page unread: once more, in a fresh process at the same
 * place, so that no other page's process is at stake. What was finished is not done again. Whoever asked tries no further:
 * the page goes to a person with its error.
 */
async function withSecondTry(page: RecognizeOptions, read: (options: RecognizeOptions) => Promise<Recognition>): Promise<Recognition> {
  const done = { ...page.done };
  const onStep: NonNullable<RecognizeOptions['onStep']> = (step, result) => {
    Object.assign(done, { [step]: result });
    page.onStep?.(step, result);
  };
  try {
    return await read({ ...page, onStep });
  } catch (error) {
    if (!isAppError(error) || !lostProcess.has(error.code) || page.signal?.aborted) throw error;
    return read({ ...page, done });
  }
}

/** How each of `size` children shares the machine with the others. */
export function recognizerEnvironment(
  { ocr, modelsFolder }: Pick<RecognizerPoolOptions, 'ocr' | 'modelsFolder'>,
  size: number,
): Record<string, string> {
  const cores = availableParallelism();
  const share = Math.max(1, Math.floor(cores / size));
  return {
    // A page that is alone uses a second core; two pages at a time lose nothing by it (docs/decisions/0007).
    INTAKE_OCR_THREADS: String(Math.min(4, Math.max(share, Math.min(2, cores)))),
    // libvips opens as many threads as there are processors otherwise, in every child.
    VIPS_CONCURRENCY: String(share),
    // glibc (ignored elsewhere): the buffers of one page serve the next. Given back to the system after each page they cost a
    // sixth of the time, in page faults; a second heap costs 50 MB (docs/decisions/0007).
    MALLOC_ARENA_MAX: '1',
    MALLOC_MMAP_THRESHOLD_: '32000000',
    MALLOC_TRIM_THRESHOLD_: '64000000',
    // Young objects of three threads would take 80 MB more.
    NODE_OPTIONS: '--max-semi-space-size=4',
    ...(ocr ? { INTAKE_OCR: ocr } : {}),
    ...(modelsFolder ? { INTAKE_MODELS: modelsFolder } : {}),
  };
}
