/** The host's side of the scanners' process: starts it when needed, again when it crashed, and streams pages out of it. */
import { rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildLike, StartChild } from '#shared/child-process.ts';
import type { DeviceStatus, ScannerCapabilities, ScannerCertificate, ScanRequest } from '#shared/device.ts';
import { AppError, errorFromJSON } from '#shared/errors.ts';
import type { DeviceEvent, EndedJob, JobSummary, LeftJob, PageResult, Progress, SpoolRef } from '../driver.ts';
import { MessageQueue } from './message-queue.ts';
import type { ChildMessage, HostMessage } from './messages.ts';
import { sealIntoSpool } from './spool.ts';

export type ScannerProcessOptions = {
  startChild: StartChild;
  /** Shown in process lists of Electron. */
  serviceName?: string;
  /** Each unexpected end of the child, for the log. */
  onCrash?: () => void;
  /** Shorter for tests. */
  cancelPatienceMs?: number;
};

export type ScanOptions = {
  /** Of an existing folder, which the caller empties. */
  spool: SpoolRef;
  /** Sheets of the stack that are safe from earlier jobs of the device; 0 when absent. */
  sheetsBefore?: number;
  /** An existing folder for the protocol trace of an eSCL job; none is written without it. */
  traceFolder?: string | null;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
};

/** A child that crashes while it looks for devices is started again, but not in a tight loop. */
const DISCOVERY_RESTART_MS = 1_000;

const entryPath = fileURLToPath(new URL('./entry.ts', import.meta.url));

/**
 * A cancelled job answers within milliseconds, or while it still splits a large file. Silence beyond this is a driver inside of a
 * hostile file: the process goes, and other devices' jobs pause, because the alternative is a job that nobody can end.
 */
const CANCEL_PATIENCE_MS = 60_000;
/** Cancelling at the device takes up to three seconds; then the process goes without it. */
const CLOSE_PATIENCE_MS = 6_000;
/** One page of a PDF that draws longer than this is hostile; the process goes, and with it what the file did to it. */
const SPLIT_PATIENCE_MS = 120_000;

type WithoutId<Message> = Message extends { id: number } ? Omit<Message, 'id'> : never;
/** null = the child is gone. */
type Answers = MessageQueue<ChildMessage | null>;

export class ScannerProcess {
  readonly #options: ScannerProcessOptions;
  readonly #calls = new Map<number, Answers>();
  #child: ChildLike | null = null;
  readonly #retired = new WeakSet<ChildLike>();
  #nextId = 1;
  #closed = false;

  constructor(options: ScannerProcessOptions) {
    this.#options = options;
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

  /** Of an encrypted device; null for an address without encryption. */
  certificate(driver: string, address: string, signal?: AbortSignal): Promise<ScannerCertificate | null> {
    return this.#ask<ScannerCertificate | null>({ type: 'certificate', driver, address }, signal);
  }

  /** Ends a job that an earlier process left at the device; null where a job ends with its process. @throws AppError `device.*` */
  endJob(driver: string, address: string, left: LeftJob, signal?: AbortSignal): Promise<EndedJob | null> {
    return this.#ask<EndedJob | null>({ type: 'end-job', driver, address, left }, signal);
  }

  /**
   * One device job. A sheet is fed only when the consumer asks for the next page, so store a page before you do.
   * Leaving the loop early cancels the job at the device.
   * @throws AppError `device.*`; `device.driver-crash` when the process died. Pages already yielded stay readable.
   */
  scan(driver: string, address: string, request: ScanRequest, options: ScanOptions): AsyncGenerator<PageResult, JobSummary> {
    const { sheetsBefore = 0, traceFolder = null } = options;
    return this.#pages(
      ({ folder, key }) => ({ type: 'scan', driver, address, request, spoolFolder: folder, spoolKey: key, sheetsBefore, traceFolder }),
      options,
    );
  }

  /**
   * The pages of one uploaded image or PDF, in the spool; those before a damaged one come first.
   * @throws AppError `file.*`; `timeout` when a page takes longer than two minutes
   */
  async *splitFile(bytes: Uint8Array, spool: SpoolRef): AsyncGenerator<PageResult> {
    const file = await sealIntoSpool(bytes, spool);
    const slow = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const restart = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        slow.abort();
        // A cancel would not be heard: the child is inside the PDF engine.
        this.#child?.kill('SIGKILL');
      }, SPLIT_PATIENCE_MS);
    };
    try {
      const pages = this.#pages(({ folder, key }) => ({ type: 'split', file, spoolFolder: folder, spoolKey: key }), { spool });
      restart();
      for await (const page of pages) {
        yield page;
        restart();
      }
    } catch (error) {
      throw slow.signal.aborted ? new AppError('timeout', { what: 'file' }, error) : error;
    } finally {
      clearTimeout(timer);
      await rm(file, { force: true });
    }
  }

  async *#pages(
    call: (spool: { folder: string; /** base64 */ key: string }) => WithoutId<HostMessage>,
    options: ScanOptions,
  ): AsyncGenerator<PageResult, JobSummary> {
    const folder = resolve(options.spool.folder);
    const id = this.#nextId++;
    const answers = this.#open(id, call({ folder, key: Buffer.from(options.spool.key).toString('base64') }));
    const child = this.#child;
    let timer: NodeJS.Timeout | undefined;
    const heard = (): void => {
      clearTimeout(timer);
      if (options.signal?.aborted) timer = setTimeout(() => child?.kill('SIGKILL'), this.#options.cancelPatienceMs ?? CANCEL_PATIENCE_MS);
    };
    const cancel = (): void => {
      this.#send({ type: 'cancel', id });
      heard();
    };
    options.signal?.addEventListener('abort', cancel, { once: true });
    if (options.signal?.aborted) cancel();
    let pages = 0;
    let phase: Progress['phase'] = 'preparing';
    let finished = false;
    try {
      for (;;) {
        const message = await answers.next();
        heard();
        if (message === null || message.type === 'error' || message.type === 'done') finished = true;
        if (message === null) throw new AppError('device.driver-crash', { pagesCommitted: pages, phase });
        if (message.type === 'error') throw errorFromJSON(message.error);
        if (message.type === 'done') return message.summary;
        if (message.type === 'progress') ({ phase } = message.progress);
        if (message.type === 'progress') options.onProgress?.(message.progress);
        if (message.type !== 'page') continue;
        pages++;
        yield checkedPage(message.page, folder);
        this.#send({ type: 'next', id });
        heard();
      }
    } finally {
      options.signal?.removeEventListener('abort', cancel);
      if (!finished) this.#send({ type: 'cancel', id });
      clearTimeout(timer);
      this.#calls.delete(id);
    }
  }

  /** Ends the child when nobody uses it; the next call starts one with nothing of earlier papers in its memory. */
  recycle(): void {
    if (!this.#child || this.#calls.size > 0) return;
    this.#send({ type: 'close' });
    this.#retired.add(this.#child);
    this.#child = null;
  }

  /** Cancels running jobs, gives the devices back and ends the child. */
  close(): Promise<void> {
    this.#closed = true;
    const child = this.#child;
    if (!child) return Promise.resolve();
    return new Promise((done) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_PATIENCE_MS);
      child.on('exit', () => {
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
      if (answer.type !== 'value') throw new AppError('internal');
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
    const { startChild, serviceName } = this.#options;
    const child = startChild(entryPath, serviceName === undefined ? {} : { serviceName });
    child.on('message', (message) => {
      const { id } = message as ChildMessage;
      this.#calls.get(id)?.push(message as ChildMessage);
    });
    child.on('exit', () => {
      if (this.#retired.has(child)) return;
      if (this.#child === child) this.#child = null;
      for (const answers of this.#calls.values()) answers.push(null);
      if (!this.#closed) this.#options.onCrash?.();
    });
    return child;
  }
}

/** A driver deals with hostile devices: whatever happens to it, it cannot make the host read another file. */
function checkedPage(page: PageResult, spoolFolder: string): PageResult {
  const files = page.thumbnailFile === null ? [page.file] : [page.file, page.thumbnailFile];
  if (files.some((file) => dirname(resolve(file)) !== spoolFolder)) throw new AppError('internal', { reason: 'spool-path' });
  return page;
}
