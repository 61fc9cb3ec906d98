/** The host's own watch over kiosk sessions: ends one whose page is gone or frozen, or whose applicant walked away. */
import type { Connection } from '#shared/session.ts';
import { machineClockMs } from '../safety/machine-clock.ts';

export type KioskWatchOptions = {
  /** The page is gone for good: the session, its cookie and everything unsent of it end. */
  endSession(connectionId: string): void;
  /** The page is there, the person is not: what is unsent goes, the session stays for the next one. */
  wipe(connectionId: string): void;
  /** Whether the session holds something of an applicant. */
  holdsCase(connectionId: string): boolean;
  /** Whether the machine works for this applicant (feeds, reads): nobody has to touch the screen meanwhile. */
  isBusy(connectionId: string): boolean;
  /**
   * Milliseconds; by default since the boot of the machine: no clock that is set moves it, and a night's sleep of the machine counts.
   */
  now?: () => number;
  limits?: Partial<KioskLimits>;
};

export type KioskLimits = {
  /** A page that reloads is back within a second; one that says nothing for so long is gone, crashed or frozen. */
  pageGoneMs: number;
  /** Beyond every limit of the page's own, which warns first: it only counts when the page's does not work. */
  idleMs: number;
  checkMs: number;
};

type Watched = {
  sockets: number;
  /** Last time that the page was certainly there. */
  seenAt: number;
  touchedAt: number;
  /** The page says by itself that it lives; before its first word an open socket is enough. */
  speaks: boolean;
  /** To be told at the page's next word. */
  ended: boolean;
};

export type KioskWatch = ReturnType<typeof createKioskWatch>;

const defaults: KioskLimits = { pageGoneMs: 45_000, idleMs: 400_000, checkMs: 2_000 };

export function createKioskWatch(options: KioskWatchOptions) {
  const { now = machineClockMs } = options;
  const limits = { ...defaults, ...options.limits };
  const sessions = new Map<string, Watched>();
  let lastCheck = now();
  const timer = setInterval(check, limits.checkMs);
  timer.unref();

  function check(): void {
    const time = now();
    // This process stood still or the machine slept: its pages did too, and get their time to speak first.
    if (time - lastCheck > limits.pageGoneMs / 2) for (const watched of sessions.values()) watched.seenAt = time;
    lastCheck = time;
    for (const [id, watched] of sessions) judge(id, watched, time);
  }

  function judge(id: string, watched: Watched, time: number): void {
    if (watched.sockets > 0 && !watched.speaks) watched.seenAt = time;
    if (time - watched.seenAt > limits.pageGoneMs) {
      sessions.delete(id);
      return options.endSession(id);
    }
    if (!options.holdsCase(id) || options.isBusy(id)) watched.touchedAt = time;
    if (time - watched.touchedAt <= limits.idleMs) return;
    Object.assign(watched, { touchedAt: time, ended: true });
    options.wipe(id);
  }

  return {
    opened({ id, face }: Connection): void {
      if (face !== 'kiosk') return;
      const time = now();
      sessions.set(id, { sockets: 0, seenAt: time, touchedAt: time, speaks: false, ended: false });
    },
    /** A page of this session has a line to the host. @returns what to call when the line is gone */
    pageOpened({ id }: Connection): () => void {
      const watched = sessions.get(id);
      if (!watched) return () => undefined;
      watched.sockets += 1;
      return () => {
        watched.sockets -= 1;
        if (watched.sockets > 0) return;
        // Another page of this session has to say for itself that it lives.
        Object.assign(watched, { seenAt: now(), speaks: false });
      };
    },
    /** The page lives; `touched`: a person touched the screen or a key since its last word. @returns `ended`: the session was wiped meanwhile */
    present({ id }: Connection, touched: boolean): { ended: boolean } {
      const watched = sessions.get(id);
      if (!watched) return { ended: true };
      const { ended } = watched;
      Object.assign(watched, { seenAt: now(), speaks: true, ended: false });
      if (touched) watched.touchedAt = now();
      return { ended };
    },
    closed: (id: string): void => void sessions.delete(id),
    stop: () => clearInterval(timer),
  };
}
