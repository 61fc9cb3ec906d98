/** The host's side of the scanners' process: starts it when needed, again when it crashed, and streams pages out of it. */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeviceStatus, ScannerCapabilities, ScanRequest } from '#shared/device.ts';
import { AppError, errorFromJSON } from '#shared/errors.ts';
import type { DeviceEvent, JobSummary, PageResult, Progress } from '../driver.ts';
import { forkChild, type ChildLike, type StartChild } from './child-like.ts';
import { MessageQueue } from './message-queue.ts';
import type { ChildMessage, HostMessage } from './messages.ts';
import { clearSpool, readSpoolFile, SPOOL_KEY_BYTES } from './spool.ts';

export type ScannerProcessOptions = {
  /** Absolute path. Emptied when the first job starts: files of an earlier run have lost their keys. */
  spoolFolder: string;
  startChild?: StartChild;
  /** Each unexpected end of the child, for the log. */
  onCrash?: () => void;
};

export type ScanOptions = {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** A folder and key that outlive this process, so that delivered pages survive a crash; absent = the shared folder and a key of the moment. */
  spool?: { folder: string; key: Uint8Array };
};

/** A child that crashes while it looks for devices is started again, but not in a tight loop. */
const DISCOVERY_RESTART_MS = 1_000;

const entryPath = fileURLToPath(new URL('./entry.ts', import.meta.url));

/** Cancelling at the device takes up to three seconds; then the process goes without it. */
const CLOSE_PATIENCE_MS = 6_000;

type WithoutId<Message> = Message extends { id: number } ? Omit<Message, 'id'> : never;
/** null = the child is gone. */
type Answers = MessageQueue<ChildMessage | null>;

export class ScannerProcess {
  readonly #options: ScannerProcessOptions;
  readonly #calls = new Map<number, Answers>();
  /** Spool file → key of its job, until the page is discarded. */
  readonly #keys = new Map<string, Buffer>();
  #child: ChildLike | null = null;
  #spoolReady: Promise<void> | null = null;
  #nextId = 1;
  #closed = false;

  constructor(options: ScannerProcessOptions) {
    this.#options = { ...options, spoolFolder: resolve(options.spoolFolder) };
  }

  /** Reports devices of all drivers until the signal aborts. */
  async discover(sink: (event: DeviceEvent) => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.#closed) {
      const crashed = await this.#call({ type: 'discover' }, signal, async (answers) => {
        for (;;) {
          const message = await answers.next();
          if (message === null) return true;
          if (message.type === 'device') sink(message.event);
          else if (message.type === 'error') throw errorFromJSON(message.error);
          else return false;
        }
      });
      if (!crashed) return;
      await new Promise((done) => setTimeout(done, DISCOVERY_RESTART_MS));
    }
  }

  /** @throws AppError with a `device.*` code, `bad-input` for an address that is none */
  capabilities(driver: string, address: string, signal?: AbortSignal): Promise<ScannerCapabilities> {
    return this.#ask<ScannerCapabilities>({ type: 'capabilities', driver, address }, signal);
  }

  status(driver: string, address: string, signal?: AbortSignal): Promise<DeviceStatus> {
    return this.#ask<DeviceStatus>({ type: 'status', driver, address }, signal);
  }

  /**
   * One device job. A sheet is fed only when the consumer asks for the next page, so store a page before you do.
   * Leaving the loop early cancels the job at the device.
   * @throws AppError `device.*`; `device.driver-crash` when the process died. Pages already yielded stay readable.
   */
  async *scan(driver: string, address: string, request: ScanRequest, options: ScanOptions = {}): AsyncGenerator<PageResult, JobSummary> {
    if (!options.spool) await (this.#spoolReady ??= clearSpool(this.#options.spoolFolder));
    const spoolFolder = options.spool ? resolve(options.spool.folder) : this.#options.spoolFolder;
    const key = options.spool ? Buffer.from(options.spool.key) : randomBytes(SPOOL_KEY_BYTES);
    const id = this.#nextId++;
    const answers = this.#open(id, { type: 'scan', driver, address, request, spoolFolder, spoolKey: key.toString('base64') });
    const cancel = (): void => this.#send({ type: 'cancel', id });
    options.signal?.addEventListener('abort', cancel, { once: true });
    if (options.signal?.aborted) cancel();
    let pages = 0;
    let finished = false;
    try {
      for (;;) {
        const message = await answers.next();
        if (message === null || message.type === 'error' || message.type === 'done') finished = true;
        if (message === null) throw new AppError('device.driver-crash', { pagesCommitted: pages });
        if (message.type === 'error') throw errorFromJSON(message.error);
        if (message.type === 'done') return message.summary;
        if (message.type === 'progress') options.onProgress?.(message.progress);
        if (message.type !== 'page') continue;
        const file = checkedPath(message.page, spoolFolder);
        // Who brings a spool also reads and empties it.
        if (!options.spool) this.#keys.set(file, key);
        pages++;
        yield message.page;
        this.#send({ type: 'next', id });
      }
    } finally {
      options.signal?.removeEventListener('abort', cancel);
      if (!finished) cancel();
      this.#calls.delete(id);
    }
  }

  /** The plain bytes of a page that `scan` yielded without a spool of the caller's own; for those there is `readSpoolFile`. */
  pageBytes(page: PageResult): Promise<Buffer> {
    const key = this.#keys.get(page.file);
    return key ? readSpoolFile(page.file, key) : Promise.reject(new AppError('not-found', { what: 'spool-page' }));
  }

  /** Call it when the page is stored elsewhere. */
  async discard(page: PageResult): Promise<void> {
    if (!this.#keys.delete(page.file)) return;
    await rm(page.file, { force: true });
  }

  /** Cancels running jobs, gives the devices back and ends the child. */
  close(): Promise<void> {
    this.#closed = true;
    const child = this.#child;
    if (!child) return Promise.resolve();
    return new Promise((done) => {
      const timer = setTimeout(() => child.kill(), CLOSE_PATIENCE_MS);
      child.onExit(() => {
        clearTimeout(timer);
        done();
      });
      this.#send({ type: 'close' });
    });
  }

  async #ask<Value>(message: WithoutId<HostMessage>, signal: AbortSignal | undefined): Promise<Value> {
    return this.#call(message, signal, async (answers) => {
      const answer = await answers.next();
      if (signal?.aborted) throw new AppError('cancelled');
      if (answer === null) throw new AppError('device.driver-crash', { pagesCommitted: 0 });
      if (answer.type === 'error') throw errorFromJSON(answer.error);
      if (answer.type !== 'value' || answer.value === null) throw new AppError('internal');
      return answer.value as Value;
    });
  }

  async #call<Value>(
    message: WithoutId<HostMessage>,
    signal: AbortSignal | undefined,
    read: (answers: Answers) => Promise<Value>,
  ): Promise<Value> {
    if (signal?.aborted) throw new AppError('cancelled');
    const id = this.#nextId++;
    const answers = this.#open(id, message);
    const cancel = (): void => {
      this.#send({ type: 'cancel', id });
      // Asking a device cannot be interrupted in the child, but nobody here waits for it any longer.
      if (message.type !== 'discover') answers.push(null);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await read(answers);
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#calls.delete(id);
    }
  }

  #open(id: number, message: WithoutId<HostMessage>): Answers {
    if (this.#closed) throw new AppError('device.driver-crash', { pagesCommitted: 0, reason: 'closed' });
    const answers: Answers = new MessageQueue();
    this.#calls.set(id, answers);
    this.#child ??= this.#start();
    this.#send({ ...message, id } as HostMessage);
    return answers;
  }

  #send(message: HostMessage): void {
    this.#child?.send(message);
  }

  #start(): ChildLike {
    const child = (this.#options.startChild ?? forkChild)(entryPath);
    child.onMessage((message) => {
      const { id } = message as ChildMessage;
      this.#calls.get(id)?.push(message as ChildMessage);
    });
    child.onExit(() => {
      if (this.#child === child) this.#child = null;
      for (const answers of this.#calls.values()) answers.push(null);
      if (!this.#closed) this.#options.onCrash?.();
    });
    return child;
  }
}

/** A driver deals with hostile devices: whatever happens to it, it cannot make the host read another file. */
function checkedPath(page: PageResult, spoolFolder: string): string {
  if (dirname(resolve(page.file)) !== spoolFolder) throw new AppError('internal', { reason: 'spool-path' });
  return page.file;
}
