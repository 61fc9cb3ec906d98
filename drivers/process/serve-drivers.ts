/** The child's side of the conversation: calls drivers and answers, one page at a time. */
import { mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { toAppError } from '#shared/errors.ts';
import type { Progress, ScannerDevice, ScannerDriver } from '../driver.ts';
import type { ChildMessage, HostMessage } from './messages.ts';
import { createSpool } from './spool.ts';

type Send = (message: ChildMessage) => void;
type Running = { controller: AbortController; next: () => void };
type Call = Exclude<HostMessage, { type: 'close' }>;
type ScanMessage = Extract<HostMessage, { type: 'scan' }>;

/** Screens cannot show more, and the channel has pages to carry. */
const PROGRESS_INTERVAL_MS = 100;
/** Cancelled jobs end within milliseconds; a status request to a dead device would take five seconds. */
const CLOSE_PATIENCE_MS = 1_000;

export function serveDrivers(driverOf: (kind: string) => ScannerDriver, all: readonly ScannerDriver[], send: Send) {
  const running = new Map<number, Running>();
  const devices = new DevicePool(driverOf);
  const tasks = new Set<Promise<void>>();

  const answer = async (message: Call): Promise<void> => {
    if (message.type === 'next') return running.get(message.id)?.next();
    if (message.type === 'cancel') return running.get(message.id)?.controller.abort();
    const call: Running = { controller: new AbortController(), next: () => undefined };
    running.set(message.id, call);
    try {
      if (message.type === 'discover') await discover(all, message.id, call.controller.signal, send);
      else if (message.type === 'scan') await scan(await devices.open(message.driver, message.address), message, call, send);
      else {
        const device = await devices.open(message.driver, message.address);
        const value = message.type === 'status' ? await device.status() : await device.capabilities();
        send({ type: 'value', id: message.id, value });
      }
    } catch (error) {
      send({ type: 'error', id: message.id, error: toAppError(error).toJSON() });
    } finally {
      running.delete(message.id);
    }
  };

  return {
    receive: (message: Call): void => {
      const task = answer(message);
      tasks.add(task);
      void task.finally(() => tasks.delete(task));
    },
    close: async (): Promise<void> => {
      for (const { controller, next } of running.values()) {
        controller.abort();
        next();
      }
      // Not for long tasks of the driver itself: a request without cancel may take its whole timeout.
      await Promise.race([Promise.allSettled(tasks), pause(CLOSE_PATIENCE_MS)]);
      await devices.close();
    },
  };
}

/** One open device per address: it knows its capabilities already and lets only one job run at a time. */
class DevicePool {
  readonly #driverOf: (kind: string) => ScannerDriver;
  readonly #open = new Map<string, Promise<ScannerDevice>>();

  constructor(driverOf: (kind: string) => ScannerDriver) {
    this.#driverOf = driverOf;
  }

  open(kind: string, address: string): Promise<ScannerDevice> {
    const key = `${kind} ${address}`;
    const known = this.#open.get(key);
    if (known) return known;
    const opening = Promise.resolve().then(() => this.#driverOf(kind).open({ address }, new AbortController().signal));
    this.#open.set(key, opening);
    opening.catch(() => this.#open.delete(key));
    return opening;
  }

  async close(): Promise<void> {
    const closing = [...this.#open.values()].map(async (opening) => (await opening).close());
    await Promise.allSettled(closing);
  }
}

async function discover(all: readonly ScannerDriver[], id: number, signal: AbortSignal, send: Send): Promise<void> {
  await Promise.all(all.map((driver) => driver.watch((event) => send({ type: 'device', id, event }), signal)));
  send({ type: 'value', id, value: null });
}

async function scan(device: ScannerDevice, message: ScanMessage, call: Running, send: Send): Promise<void> {
  const { id, spoolFolder } = message;
  await mkdir(spoolFolder, { recursive: true, mode: 0o700 });
  const spool = createSpool({ folder: spoolFolder, key: Buffer.from(message.spoolKey, 'base64') });
  const onProgress = rateLimited((progress) => send({ type: 'progress', id, progress }));
  const pages = device.scan(message.request, { signal: call.controller.signal, spool, onProgress });
  for (;;) {
    const result = await pages.next();
    if (result.done) {
      send({ type: 'done', id, summary: result.value });
      return;
    }
    const { promise: asked, resolve: next } = Promise.withResolvers<void>();
    call.next = next;
    call.controller.signal.addEventListener('abort', () => next(), { once: true });
    if (call.controller.signal.aborted) next();
    send({ type: 'page', id, page: result.value });
    await asked;
  }
}

/** Changes of phase or page go through at once; only the ticks inside a transfer are thinned out. */
function rateLimited(report: (progress: Progress) => void): (progress: Progress) => void {
  let last: Progress | null = null;
  let lastAt = 0;
  return (progress) => {
    const same = last?.phase === progress.phase && last.page === progress.page;
    if (same && performance.now() - lastAt < PROGRESS_INTERVAL_MS) return;
    last = progress;
    lastAt = performance.now();
    report(progress);
  };
}
