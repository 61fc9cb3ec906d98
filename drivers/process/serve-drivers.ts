/** The child's side of the conversation: calls drivers and answers, one page at a time. */
import { setTimeout as pause } from 'node:timers/promises';
import { AppError, toAppError } from '#shared/errors.ts';
import type { DeviceEvent, JobSummary, PageResult, Progress, SpoolRef } from '../driver.ts';
import type { ChildMessage, HostMessage } from './messages.ts';
import { DevicePool, type DriverOf } from './device-pool.ts';
import { createSpool, readSpoolFile, spoolPages } from './spool.ts';

type Send = (message: ChildMessage) => void;
type Running = { controller: AbortController; next: () => void };
type Call = Exclude<HostMessage, { type: 'close' }>;
type Question = Extract<Call, { type: 'capabilities' | 'status' | 'certificate' | 'end-job' }>;
type PageMessage = Extract<HostMessage, { type: 'scan' | 'split' }>;

/** Screens cannot show more, and the channel has pages to carry. */
const PROGRESS_INTERVAL_MS = 100;
/** Cancelled jobs end within milliseconds; a status request to a dead device would take five seconds. */
const CLOSE_PATIENCE_MS = 1_000;

export function serveDrivers(driverOf: DriverOf, searching: readonly string[], send: Send) {
  const running = new Map<number, Running>();
  const devices = new DevicePool(driverOf);
  const tasks = new Set<Promise<void>>();

  const answer = async (message: Call): Promise<void> => {
    if (message.type === 'next') return running.get(message.id)?.next();
    if (message.type === 'cancel') return running.get(message.id)?.controller.abort();
    const call: Running = { controller: new AbortController(), next: () => undefined };
    running.set(message.id, call);
    try {
      if (message.type === 'discover') await discover(searching, driverOf, message.id, call.controller.signal, send);
      else if (message.type === 'scan' || message.type === 'split')
        await sendPages(await pagesOf(message, devices, call, send), message.id, call, send);
      else send({ type: 'value', id: message.id, value: await ask(message, devices, driverOf, call.controller.signal) });
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

async function discover(kinds: readonly string[], driverOf: DriverOf, id: number, signal: AbortSignal, send: Send): Promise<void> {
  const sink = (event: DeviceEvent): void => send({ type: 'device', id, event });
  await Promise.all(kinds.map(async (kind) => (await driverOf(kind)).watch(sink, signal)));
  send({ type: 'value', id, value: null });
}

async function ask(message: Question, devices: DevicePool, driverOf: DriverOf, signal: AbortSignal) {
  const { driver, address } = message;
  if (message.type === 'certificate') return (await (await driverOf(driver)).certificate?.({ address }, signal)) ?? null;
  const device = await devices.open(driver, address);
  if (message.type === 'end-job') return (await device.endJob?.(message.left)) ?? null;
  return message.type === 'status' ? device.status() : device.capabilities();
}

async function pagesOf(
  message: PageMessage,
  devices: DevicePool,
  call: Running,
  send: Send,
): Promise<AsyncGenerator<PageResult, JobSummary>> {
  const { id, spoolFolder: folder } = message;
  const key = Buffer.from(message.spoolKey, 'base64');
  if (message.type === 'split') return splitFile(message.file, { folder, key }, call.controller.signal);
  const device = await devices.open(message.driver, message.address);
  const onProgress = rateLimited((progress) => send({ type: 'progress', id, progress }));
  return device.scan(message.request, {
    signal: call.controller.signal,
    spool: createSpool({ folder, key }, message.sheetsBefore),
    traceFolder: message.traceFolder,
    onProgress,
  });
}

async function* splitFile(file: string, spool: SpoolRef, signal: AbortSignal): AsyncGenerator<PageResult, JobSummary> {
  let pages = 0;
  for await (const page of spoolPages(await readSpoolFile(file, spool.key), { index: 0, side: 'unknown', dpi: null }, spool)) {
    if (signal.aborted) throw new AppError('cancelled');
    yield page;
    pages++;
  }
  return { pages, endedBy: 'end-of-feed' };
}

async function sendPages(pages: AsyncGenerator<PageResult, JobSummary>, id: number, call: Running, send: Send): Promise<void> {
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
