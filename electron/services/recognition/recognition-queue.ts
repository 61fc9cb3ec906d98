/** Reads pages in the background; every finished step is stored at once, so a crash resumes where it stood. */
import { isAppError } from '#shared/errors.ts';
import type { Case, Page } from '#shared/case.ts';
import type { Timing } from '#shared/page.ts';
import type { TaughtPrototypes } from '#shared/taught-type.ts';
import type { RecognizeOptions, Recognizer } from '../../pipeline/recognizer.ts';
import type { Store } from '../../store/store.ts';
import { usableSteps } from './usable-steps.ts';

export type RecognitionTask = {
  caseId: string;
  pageId: string;
  /** A person's decision about the type: only the fields are read again. */
  documentType?: string;
};

type Options = {
  store: Store;
  recognizer: Recognizer;
  /** How many pages are read side by side. */
  lanes: number;
  /** Of the models; a stored step of another version is done again. */
  version: () => string;
  /** Document types taught by IT staff that are live at this moment. */
  taughtTypes?: () => Promise<readonly TaughtPrototypes[]>;
  /** Labels of the application form of the case's item. */
  formLabels(owner: Case): RecognizeOptions['formLabels'];
  onUnexpected(error: unknown): void;
};

/** Whoever shows, measures or groups pages listens; the queue knows none of them. */
export type PageListener = {
  /** Both renditions are stored. */
  onThumbnail?(task: RecognitionTask): void;
  /** Milliseconds per step, as measured for this page. */
  onTiming?(task: RecognitionTask, timing: Timing): void;
  /** The page row is stored; called once per task, also after a failure. The task is not over before this is. */
  onDone?(task: RecognitionTask): Promise<unknown>;
};

class RecognitionQueue {
  readonly #options: Options;
  readonly #listeners: PageListener[] = [];
  readonly #waiting: RecognitionTask[] = [];
  /** Of the tasks in work; one page can be in two of them. */
  readonly #aborts = new Map<RecognitionTask, AbortController>();
  #running = 0;
  #closed = false;
  #idle: (() => void)[] = [];

  constructor(options: Options) {
    this.#options = options;
  }

  listen(listener: PageListener): void {
    this.#listeners.push(listener);
  }

  add(task: RecognitionTask): void {
    this.#waiting.push(task);
    this.#next();
  }

  /** Forgets a removed page; one in work is cancelled. */
  drop(pageId: string): void {
    this.#dropWhere((task) => task.pageId === pageId);
  }

  /** Before a case is erased: none of its pages is read any further. */
  dropCase(caseId: string): void {
    this.#dropWhere((task) => task.caseId === caseId);
  }

  /** Whether pages of this case wait or are read. */
  reads(caseId: string): boolean {
    return [...this.#waiting, ...this.#aborts.keys()].some((task) => task.caseId === caseId);
  }

  #dropWhere(isDropped: (task: RecognitionTask) => boolean): void {
    this.#waiting.splice(0, this.#waiting.length, ...this.#waiting.filter((task) => !isDropped(task)));
    for (const [task, abort] of this.#aborts) if (isDropped(task)) abort.abort();
  }

  /** Resolves when nothing waits or runs. */
  whenIdle(): Promise<void> {
    return this.#running === 0 && this.#waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Pages in work keep their rows as they were and are taken up again at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting.length = 0;
    for (const abort of this.#aborts.values()) abort.abort();
    await this.whenIdle();
  }

  #next(): void {
    while (!this.#closed && this.#running < this.#options.lanes) {
      const task = this.#waiting.shift();
      if (!task) break;
      this.#running++;
      void this.#run(task).finally(() => {
        this.#running--;
        this.#next();
      });
    }
    if (this.#running > 0 || this.#waiting.length > 0) return;
    for (const wake of this.#idle) wake();
    this.#idle = [];
  }

  async #run(task: RecognitionTask): Promise<void> {
    const { store, onUnexpected } = this.#options;
    const abort = new AbortController();
    this.#aborts.set(task, abort);
    try {
      const [found, owner] = [await store.pages.get(task.pageId), await store.cases.get(task.caseId)];
      if (!found || !owner) return;
      await store.pages.save(await this.#outcome(task, owner, found.page, abort.signal));
      for (const { onDone } of this.#listeners) await onDone?.(task);
    } catch (error) {
      if (!abort.signal.aborted) onUnexpected(error);
    } finally {
      this.#aborts.delete(task);
    }
  }

  /** The page as recognised, or with the code of what went wrong. */
  async #outcome(task: RecognitionTask, owner: Case, page: Page, signal: AbortSignal): Promise<Page> {
    try {
      return await this.#recognize(task, owner, page, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      if (!isAppError(error)) this.#options.onUnexpected(error);
      return { ...page, state: 'failed', errorCode: isAppError(error) ? error.code : 'internal' };
    }
  }

  async #recognize(task: RecognitionTask, owner: Case, page: Page, signal: AbortSignal): Promise<Page> {
    const { store, recognizer } = this.#options;
    const version = this.#options.version();
    const original = await store.pages.bytes(page.id, 'original');
    if (!original) return { ...page, state: 'failed', errorCode: 'store.page-damaged' };
    const formLabels = this.#options.formLabels(owner);
    const writes: Promise<void>[] = [];
    const keep = (write: Promise<void>): void => {
      // Looked at below, after recognition: until then a page that was removed meanwhile must not end the process.
      write.catch(() => undefined);
      writes.push(write);
    };
    const request: RecognizeOptions = {
      dpi: page.dpi,
      signal,
      ...(task.documentType ? { documentType: task.documentType } : {}),
      ...(formLabels ? { formLabels } : {}),
      ...(this.#options.taughtTypes ? { taughtTypes: await this.#options.taughtTypes() } : {}),
      done: usableSteps(await store.pages.steps(page.id), version, task.documentType ? ['prepare', 'read'] : undefined),
      onStep: (step, result) => keep(store.pages.putStep(page.id, step, version, result)),
      onRenditions: ({ prepared, thumbnail }) => {
        const stored = [store.pages.putRendition(page.id, 'thumbnail', thumbnail), store.pages.putRendition(page.id, 'prepared', prepared)];
        // Each by itself too: when one fails at once, the other is still waited for.
        const shown = Promise.all(stored).then(() => this.#listeners.forEach(({ onThumbnail }) => onThumbnail?.(task)));
        for (const write of [...stored, shown]) keep(write);
      },
    };
    const { preparation, classification, timing } = await settled(recognizer.recognize(original, request), writes);
    await Promise.all(writes);
    for (const { onTiming } of this.#listeners) onTiming?.(task, timing);
    return { ...page, state: 'recognized', errorCode: null, preparation, classification };
  }
}
export type { RecognitionQueue };

export const createRecognitionQueue = (options: Options): RecognitionQueue => new RecognitionQueue(options);

/** Ends as `work` does, but not before every write that `work` began has ended. */
async function settled<Value>(work: Promise<Value>, writes: readonly Promise<void>[]): Promise<Value> {
  try {
    return await work;
  } finally {
    await Promise.allSettled(writes);
  }
}
