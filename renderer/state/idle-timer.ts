/** How long nobody has touched this page, by both clocks, with what is told about it: no timer of its own, the caller looks. */
import { elapsedMs } from '#shared/elapsed-time.ts';
import type { Moment } from '#shared/elapsed-time.ts';

export type IdleTimerOptions = {
  limitMs: number;
  now: () => Moment;
  /** The host is to know of a touch, at most once per `tellEveryMs` of the limit; `agoMs` since the latest. */
  tell: (agoMs: number) => void;
  /** Nobody touched the page for the limit; called once. */
  expire: () => void;
};

/** Before the limit, when people are warned: a minute, or a third of a short limit. */
const warnMs = (limitMs: number) => Math.min(60_000, limitMs / 3);
const tellEveryMs = (limitMs: number) => Math.min(10_000, limitMs / 6);

export function createIdleTimer({ limitMs, now, tell, expire }: IdleTimerOptions) {
  let touchedAt = now();
  let toldAt: Moment | null = null;
  let isUntold = false;
  let isOver = false;

  /** @returns seconds left once the warning is due, else null */
  function look(): number | null {
    const idleMs = elapsedMs(touchedAt, now());
    if (idleMs >= limitMs) {
      if (!isOver) expire();
      isOver = true;
      return null;
    }
    if (isUntold) tellIfDue();
    return idleMs >= limitMs - warnMs(limitMs) ? Math.ceil((limitMs - idleMs) / 1000) : null;
  }

  function tellIfDue(): void {
    isUntold = toldAt !== null && elapsedMs(toldAt, now()) < tellEveryMs(limitMs);
    if (isUntold) return;
    toldAt = now();
    tell(Math.round(elapsedMs(touchedAt, toldAt)));
  }

  return {
    look,
    /** A person did something. The first move after a computer has slept comes too late and is not counted. */
    touch(): void {
      look();
      if (isOver) return;
      touchedAt = now();
      tellIfDue();
    },
    /** A person did something in another window of this session, which tells the host itself. */
    touchElsewhere(): void {
      look();
      if (!isOver) touchedAt = now();
    },
  };
}
