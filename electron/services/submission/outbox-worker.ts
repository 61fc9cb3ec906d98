/** Delivers the outbox: takes what is due, several cases side by side, one push per case; survives kills at any moment. */
import type { OutboxSummary } from '../../store/store.ts';
import { deliver, takeRow, unexpectedPauseMs } from './push-attempt.ts';
import type { AttemptOptions } from './push-attempt.ts';
import { usualBackOff } from './push-back-off.ts';
import { machineClockMs } from '../safety/machine-clock.ts';
import { createPushWaits } from './push-waits.ts';

/** `now`, `steadyMs`, `random` (0..1) and `backOff` have the usual values when absent; `onChange` is called when only the push changed. */
export type OutboxWorkerOptions = Pick<AttemptOptions, 'store' | 'editor' | 'itemOf' | 'connector' | 'toJpeg'> &
  Partial<Pick<AttemptOptions, 'onChange' | 'onUnexpected' | 'backOff' | 'now' | 'random'>> & {
    /** Milliseconds of a clock that nobody can set; waits are measured by it. */
    steadyMs?: () => number;
  };

export type OutboxWorker = {
  /** Rows that a killed process left in `sending` become due again; then it works until it is closed. */
  start(): Promise<void>;
  /** There is something new to do: a submission, a retry. */
  wake(): void;
  /** What held every case up may be mended: nothing waits any longer. */
  tryAll(): void;
  /** Cancels what is on its way and waits until it is settled. */
  close(): Promise<void>;
};

/** A slow upload must not hold up the next case, and a hall's line carries no more than this. */
const lanes = 2;
/** A sleep is never longer: timers stand still while the computer sleeps. */
const longestSleepMs = 60_000;
/** A shown time that is wrong by more is put right: the date was set. */
const shownWithinMs = 60_000;

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
    let nextMs = longestSleepMs;
    for (const waiting of await options.store.outbox.undelivered()) {
      if (stop.signal.aborted || running.size >= lanes) return longestSleepMs;
      // A row in `sending` that nobody sends is one whose outcome could not be stored.
      if (running.has(waiting.caseId)) continue;
      const leftMs = options.waits.leftMs(waiting);
      if (leftMs === 0) await take(waiting.id, { options, running, wake, signal: stop.signal });
      else await showNext(waiting, leftMs, options);
      nextMs = Math.min(nextMs, leftMs || longestSleepMs);
    }
    return nextMs;
  }

  return {
    async start() {
      await options.store.outbox.recover();
      loop = work();
    },
    wake,
    tryAll() {
      options.waits.endAll();
      wake();
    },
    async close() {
      stop.abort();
      wake();
      await loop;
    },
  };
}

type Lanes = { options: AttemptOptions; running: Map<string, Promise<void>>; wake: () => void; signal: AbortSignal };

async function take(id: string, { options, running, wake, signal }: Lanes): Promise<void> {
  const due = await options.store.outbox.get(id);
  // Settled while the rows before it were taken: it is judged anew.
  if (!due || !['pending', 'sending'].includes(due.state) || options.waits.leftMs(due) > 0) return wake();
  const firstEver = due.attempts === 0 && due.lastError === null;
  const row = await takeRow(due, options);
  options.waits.end(id);
  const delivered = deliver(row, firstEver, signal, options).catch(options.onUnexpected);
  running.set(
    row.caseId,
    delivered.finally(() => {
      running.delete(row.caseId);
      wake();
    }),
  );
}

/** After the date was set, people are told the time of the next attempt by the new one. */
async function showNext(waiting: OutboxSummary, leftMs: number, { store, waits, now, onChange }: AttemptOptions): Promise<void> {
  const at = now().getTime() + leftMs;
  if (Math.abs(Date.parse(waiting.nextAttemptAt) - at) <= shownWithinMs) return;
  const nextAttemptAt = new Date(at).toISOString();
  if (!(await store.outbox.redate(waiting, nextAttemptAt))) return;
  waits.redate(waiting.id, nextAttemptAt);
  onChange(waiting.caseId);
}

function withUsual({ steadyMs = machineClockMs, ...given }: OutboxWorkerOptions): AttemptOptions {
  return {
    waits: createPushWaits(steadyMs),
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
