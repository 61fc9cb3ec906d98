/** Waiting that ends at once when the job is cancelled. */
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';

/** @throws AppError `cancelled` when the signal aborts */
export async function pause(delayMs: number, signal?: AbortSignal): Promise<void> {
  throwIfCancelled(signal);
  await wait(delayMs, undefined, { signal }).catch(() => throwIfCancelled(signal));
}

export function throwIfCancelled(signal?: AbortSignal): void {
  if (signal?.aborted) throw new AppError('cancelled');
}

/**
 * The promise's result, or `cancelled` as soon as the signal aborts; the work behind the promise goes on.
 * @throws AppError `cancelled`
 */
export async function untilCancelled<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  throwIfCancelled(signal);
  const { promise: cancelled, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(new AppError('cancelled'));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** How long a device asks to wait: seconds or an HTTP date (RFC 9110, 10.2.3); null when absent or unreadable. */
export function retryAfterMs(header: string | undefined, now = Date.now()): number | null {
  if (header === undefined) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
