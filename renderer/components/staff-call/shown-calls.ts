/** Which calls a counter shows: those nobody has answered, and answered ones for a moment, so that everybody sees who goes. */
import type { StaffCall } from '#shared/session.ts';

const answeredShownMs = 15_000;

export function shownCalls(calls: readonly StaffCall[], now: number): StaffCall[] {
  return calls.filter(({ answeredAt }) => answeredAt === null || now - Date.parse(answeredAt) < answeredShownMs);
}

export function waitedSeconds({ calledAt }: StaffCall, now: number): number {
  return Math.max(0, Math.round((now - Date.parse(calledAt)) / 1000));
}
