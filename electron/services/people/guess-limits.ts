/** How often a password may be guessed: waits that grow at the screen that guesses, and a queue that no screen can fill. */
import { AppError } from '#shared/errors.ts';

/** Mistyping is free this often. */
const freeFailures = 5;
/** Longest wait of one account at one screen: 1,440 guesses a day, and the next person at that screen waits a minute at most. */
const usualWaitMs = 60_000;
/** Of an account with `manyFailures` since its last sign-in anywhere: 144 a day at each screen that guesses; other screens are not slowed. */
const longestWaitMs = 600_000;
export const manyFailures = 100;
/** One password tried on many names: from here on the screen has to pause between any two tries. */
const sprayFailures = 30;
const sprayWaitMs = 5_000;
/** A page of ours sends one try at a time. */
const waitingPerScreen = 4;
/** More names than a hall has accounts; the oldest is forgotten. */
const namesPerScreen = 500;

type Tries = { failures: number; blockedUntilMs: number };
type Screen = { names: Map<string, Tries>; total: Tries };

const tooMany = (waitMs: number) => new AppError('session.too-many-failures', { seconds: Math.max(1, Math.ceil(waitMs / 1000)) });

/** @param nowMs a monotonic clock */
export function createGuessLimits(nowMs: () => number) {
  const screens = new Map<string, Screen>();
  const fresh = (): Tries => ({ failures: 0, blockedUntilMs: 0 });

  function screenOf(connectionId: string): Screen {
    const screen = screens.get(connectionId) ?? { names: new Map<string, Tries>(), total: fresh() };
    screens.set(connectionId, screen);
    return screen;
  }

  return {
    /** @throws AppError `session.too-many-failures` while this screen has to wait before it tries this account again */
    check(connectionId: string, account: string): void {
      const { names, total } = screenOf(connectionId);
      const waitMs = Math.max(names.get(account)?.blockedUntilMs ?? 0, total.blockedUntilMs) - nowMs();
      if (waitMs > 0) throw tooMany(waitMs);
    },
    /** @param everywhere failures of the account since its last sign-in, over all screens */
    failed(connectionId: string, account: string, everywhere: number): void {
      const { names, total } = screenOf(connectionId);
      const failures = (names.get(account)?.failures ?? 0) + 1;
      const longest = everywhere >= manyFailures ? longestWaitMs : usualWaitMs;
      const waitMs = failures < freeFailures ? 0 : Math.min(1000 * 2 ** (failures - freeFailures + 1), longest);
      names.delete(account);
      names.set(account, { failures, blockedUntilMs: nowMs() + waitMs });
      const [oldest] = names.size > namesPerScreen ? names.keys() : [];
      if (oldest !== undefined) names.delete(oldest);
      total.failures += 1;
      if (total.failures >= sprayFailures) total.blockedUntilMs = nowMs() + sprayWaitMs;
    },
    succeeded(connectionId: string, account: string): void {
      const screen = screenOf(connectionId);
      screen.names.delete(account);
      screen.total = fresh();
    },
    /** The account has another password now. */
    forgetAccount(account: string): void {
      for (const { names } of screens.values()) names.delete(account);
    },
    forgetScreen: (connectionId: string): void => void screens.delete(connectionId),
  };
}

/**
 * Each hash takes 64 MiB and about 0.2 s, and guesses in parallel would all read the same count of failures: one after the other.
 * A screen has one turn at a time, so that another one waits for one hash per screen and not for hundreds.
 */
export function createTurns(): <T>(connectionId: string, work: () => Promise<T>) => Promise<T> {
  const inTurn = createQueue();
  const screens = new Map<string, { waiting: number; run: ReturnType<typeof createQueue> }>();
  return async (connectionId, work) => {
    const screen = screens.get(connectionId) ?? { waiting: 0, run: createQueue() };
    if (screen.waiting >= waitingPerScreen) throw tooMany(1000);
    screens.set(connectionId, screen);
    screen.waiting += 1;
    try {
      return await screen.run(() => inTurn(work));
    } finally {
      screen.waiting -= 1;
      if (screen.waiting === 0) screens.delete(connectionId);
    }
  };
}

function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };
}
