/** When a failed push is tried again: exponential, with jitter, never before the far side asked for. */

export type BackOff = {
  firstMs: number;
  maxMs: number;
  /** Attempts after which a case is parked for staff. */
  maxAttempts: number;
};

/**
 * First waits are short because most failures are a cable or a restart; the last ones are an hour apart so that a
 * system that is down for a morning is not hammered by every hall at once. Twelve attempts last about two and a half hours:
 * within a working day somebody sees the parked case.
 */
export const usualBackOff: BackOff = { firstMs: 5_000, maxMs: 60 * 60_000, maxAttempts: 12 };

/** Refused credentials do not mend themselves within seconds; IT staff must act. */
export const unauthorisedPauseMs = 5 * 60_000;

/** @param attempts made so far, at least 1 @param random 0..1; half of the wait is fixed, half is jitter */
export function waitBeforeNext(attempts: number, afterMs: number | null, random: number, { firstMs, maxMs }: BackOff): number {
  const full = Math.min(firstMs * 2 ** (attempts - 1), maxMs);
  return Math.round(Math.max(full / 2 + (full / 2) * random, afterMs ?? 0));
}
