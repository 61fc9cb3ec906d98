/** Whether a date that a computer gives can be right, as far as the program itself can tell. */
import type { ClockDoubt } from './host-status.ts';

/** No copy of this program ran earlier: a date before it comes from an empty battery. */
const releasedMs = Date.UTC(2026, 0, 1);
/** Two rows written at once, or a time server's correction. */
const toleratedMs = 60_000;

/** @param loggedAt date of the newest audit row, ISO 8601; null when there is none */
export function judgeClock(now: Date, loggedAt: string | null): Exclude<ClockDoubt, { kind: 'jumped' }> | null {
  if (now.getTime() < releasedMs) return { kind: 'before-release', now: now.toISOString() };
  if (loggedAt === null || Date.parse(loggedAt) <= now.getTime() + toleratedMs) return null;
  return { kind: 'behind-log', now: now.toISOString(), loggedAt };
}
