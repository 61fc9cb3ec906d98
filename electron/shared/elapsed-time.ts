/** How long ago something was, by two clocks: neither a clock that is set back nor a computer that slept makes it less. */

/** One moment: milliseconds of a clock that never jumps but may stand still in sleep, and of the clock on the wall. */
export type Moment = { monotonicMs: number; wallMs: number };

/** A clock that is set forward makes it more: the safe side for whatever has to end after a while. */
export const elapsedMs = (from: Moment, to: Moment): number => Math.max(to.monotonicMs - from.monotonicMs, to.wallMs - from.wallMs);

export const before = ({ monotonicMs, wallMs }: Moment, ms: number): Moment => ({ monotonicMs: monotonicMs - ms, wallMs: wallMs - ms });
