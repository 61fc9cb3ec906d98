/** Delivers the outbox: takes what is due, several cases side by side, one push per case; survives kills at any moment. */
import { deliver, takeRow, unexpectedPauseMs } from './push-attempt.ts';
import type { AttemptOptions } from './push-attempt.ts';
import { usualBackOff } from './push-back-off.ts';

/** `now`, `random` (0..1) and `backOff` have the usual values when absent; `onChange` is called when only the push changed. */
export type OutboxWorkerOptions = Pick<AttemptOptions, 'store' | 'editor' | 'itemOf' | 'connector' | 'toJpeg'> &
  Partial<Pick<AttemptOptions, 'onChange' | 'onUnexpected' | 'backOff' | 'now' | 'random'>>;

export type OutboxWorker = {
  /** Rows that a killed process left in `sending` become due again; then it works until it is closed. */
  start(): Promise<void>;
  /** There is something new to do: a submission, a retry, new connection settings. */
  wake(): void;
  /** Cancels what is on its way and waits until it is settled. */
  close(): Promise<void>;
};

/** A slow upload must not hold up the next case, and a hall's line carries no more than this. */
const lanes = 2;
/** A sleep is never longer: a clock that was set, or a computer that slept, must not delay a case by hours. */
const longestSleepMs = 60_000;

export function createOutboxWorker(given: OutboxWorkerOptions): OutboxWorker {
  const options = withUsual(given);
  const stop = new AbortController();
  const running = new Map<string, Promise<void>>();
  let wakeUp = Promise.withResolvers<void>();
  let loop: Promise<void> = Promise.resolve();
  const wake = () => wakeUp.resolve();

  async function work(): Promise<void> {
    while (!stop.signal.aborted) {
      // Made before looking: what arrives while we look must not be slept over.
      wakeUp = Promise.withResolvers();
      const pauseMs = await takeDue().catch((error: unknown) => {
        options.onUnexpected(error);
        return unexpectedPauseMs;
      });
      if (!stop.signal.aborted) await sleep(pauseMs, wakeUp.promise);
    }
    await Promise.all(running.values());
  }

  /** @returns how long nothing will be due */
  async function takeDue(): Promise<number> {
    for (const due of await options.store.outbox.due(options.now().toISOString())) {
      if (stop.signal.aborted || running.size >= lanes) break;
      if (running.has(due.caseId)) continue;
      const firstEver = due.attempts === 0 && due.lastError === null;
      const row = await takeRow(due, options);
      const delivered = deliver(row, firstEver, stop.signal, options).catch(options.onUnexpected);
      running.set(
        row.caseId,
        delivered.finally(() => {
          running.delete(row.caseId);
          wake();
        }),
      );
    }
    const next = running.size >= lanes ? undefined : await options.store.outbox.nextDueAt();
    if (next === undefined) return longestSleepMs;
    return Math.min(Math.max(Date.parse(next) - options.now().getTime(), 0), longestSleepMs);
  }

  return {
    async start() {
      await options.store.outbox.recover();
      loop = work();
    },
    wake,
    async close() {
      stop.abort();
      wake();
      await loop;
    },
  };
}

function withUsual(given: OutboxWorkerOptions): AttemptOptions {
  return {
    backOff: usualBackOff,
    now: () => new Date(),
    random: Math.random,
    onChange: () => undefined,
    onUnexpected: () => undefined,
    ...given,
  };
}

async function sleep(ms: number, wokenUp: Promise<void>): Promise<void> {
  const elapsed = Promise.withResolvers<void>();
  const timer = setTimeout(elapsed.resolve, ms);
  await Promise.race([elapsed.promise, wokenUp]);
  clearTimeout(timer);
}
