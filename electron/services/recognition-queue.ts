/** Reads pages one after the other in the background; every finished step is stored at once, so a crash resumes where it stood. */
import { isAppError } from '#shared/errors.ts';
import type { Page } from '#shared/case.ts';
import { classificationSchema, fieldSchema, preparationSchema, textLineSchema } from '#shared/page.ts';
import type { Timing } from '#shared/page.ts';
import type { RecognizeOptions, Recognizer, StepResults } from '../pipeline/recognizer.ts';
import type { Store } from '../store/store.ts';

export type RecognitionTask = {
  caseId: string;
  pageId: string;
  formLabels: Readonly<Record<string, string>> | undefined;
  /** A person's decision about the type: only the fields are read again. */
  documentType?: string;
  /** A machine that was busy for a moment must not leave a page unread: once more, after the others. */
  lastTry?: boolean;
};
export type RecognitionQueue = ReturnType<typeof createRecognitionQueue>;

type Options = {
  store: Store;
  recognizer: Recognizer;
  /** How many pages are read side by side. */
  lanes: number;
  /** Part of each step's stored version: a new model or engine makes old results be redone. */
  version: string;
  onThumbnail(task: RecognitionTask): void;
  /** Milliseconds per step, as measured for this page. */
  onTiming(task: RecognitionTask, timing: Timing): void;
  /** The page row is stored; called once per task, also after a failure. */
  onDone(task: RecognitionTask): Promise<void>;
  onUnexpected(error: unknown): void;
};

/** Stored results of this version that still fit their schema; anything else is done again. */
export function usableSteps(stored: Partial<Record<string, { version: string; result: unknown }>>, version: string, only?: readonly string[]): StepResults {
  const parse = <T>(step: string, schema: { safeParse(value: unknown): { success: boolean; data?: T } }): T | undefined => {
    const entry = stored[step];
    if (!entry || entry.version !== version || (only && !only.includes(step))) return undefined;
    const result = schema.safeParse(entry.result);
    return result.success ? result.data : undefined;
  };
  const results: StepResults = {};
  const prepare = parse('prepare', preparationSchema);
  const ocr = prepare && parse('ocr', textLineSchema.array());
  const classify = ocr && parse('classify', classificationSchema);
  const extract = classify && parse('extract', fieldSchema.array());
  if (prepare) results.prepare = prepare;
  if (ocr) results.ocr = ocr;
  if (classify) results.classify = classify;
  if (extract) results.extract = extract;
  return results;
}

export function createRecognitionQueue(options: Options) {
  const { store, recognizer, version } = options;
  const waiting: RecognitionTask[] = [];
  const aborts = new Map<string, AbortController>();
  let running = 0;
  let closed = false;
  let idle: (() => void)[] = [];

  async function recognize(task: RecognitionTask, page: Page, signal: AbortSignal): Promise<Page> {
    const original = await store.pages.bytes(task.pageId, 'original');
    if (!original) return { ...page, state: 'failed', errorCode: 'store.corrupt' };
    const writes: Promise<void>[] = [];
    const request: RecognizeOptions = {
      dpi: page.dpi,
      signal,
      done: usableSteps(await store.pages.steps(task.pageId), version, task.documentType ? ['prepare', 'ocr'] : undefined),
      onStep: (step, result) => void writes.push(store.pages.putStep(task.pageId, step, version, result)),
      onRenditions: ({ prepared, thumbnail }) => {
        const stored = Promise.all([store.pages.putRendition(task.pageId, 'thumbnail', thumbnail), store.pages.putRendition(task.pageId, 'prepared', prepared)]);
        writes.push(stored.then(() => options.onThumbnail(task)));
      },
    };
    if (task.documentType) request.documentType = task.documentType;
    if (task.formLabels) request.formLabels = task.formLabels;
    const outcome = await recognizer.recognize(original, request).finally(() => Promise.allSettled(writes));
    await Promise.all(writes);
    options.onTiming(task, outcome.timing);
    return { ...page, state: 'recognized', errorCode: null, preparation: outcome.preparation, classification: outcome.classification };
  }

  async function run(task: RecognitionTask): Promise<void> {
    const abort = new AbortController();
    aborts.set(task.pageId, abort);
    try {
      const found = await store.pages.get(task.pageId);
      if (!found) return;
      const result = await recognize(task, found.page, abort.signal).catch((error: unknown): Page => {
        if (abort.signal.aborted) throw error;
        if (!isAppError(error)) options.onUnexpected(error);
        return { ...found.page, state: 'failed', errorCode: isAppError(error) ? error.code : 'internal' };
      });
      if (!task.lastTry && (result.errorCode === 'recognizer.timeout' || result.errorCode === 'recognizer.crashed')) {
        waiting.push({ ...task, lastTry: true });
        return;
      }
      await store.pages.save(result);
      await options.onDone(task);
    } catch (error) {
      // An aborted page keeps its row as it was and is taken up again at the next start.
      if (!abort.signal.aborted) options.onUnexpected(error);
    } finally {
      aborts.delete(task.pageId);
    }
  }

  function next(): void {
    while (!closed && running < options.lanes) {
      const task = waiting.shift();
      if (!task) break;
      running++;
      void run(task).finally(() => {
        running--;
        next();
      });
    }
    if (running === 0 && (closed || waiting.length === 0)) {
      for (const wake of idle) wake();
      idle = [];
    }
  }

  return {
    add(task: RecognitionTask): void {
      waiting.push(task);
      next();
    },
    /** Forgets a removed page; one in work is cancelled. */
    drop(pageId: string): void {
      const index = waiting.findIndex((task) => task.pageId === pageId);
      if (index >= 0) waiting.splice(index, 1);
      aborts.get(pageId)?.abort();
    },
    /** Resolves when nothing waits or runs. */
    whenIdle: (): Promise<void> => (running === 0 && waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))),
    async close(): Promise<void> {
      closed = true;
      waiting.length = 0;
      for (const abort of aborts.values()) abort.abort();
      if (running > 0) await new Promise<void>((resolve) => idle.push(resolve));
    },
  };
}
