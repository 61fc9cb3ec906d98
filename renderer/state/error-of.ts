/** Whatever a call rejected with, as one of our codes: an AppError, an oRPC error carrying one, or a broken transport. */
import { errorFromJSON, isErrorCode } from '#shared/errors.ts';
import type { SerializedError } from '#shared/errors.ts';

export function errorOf(error: unknown): SerializedError {
  if (error === null || typeof error !== 'object') return { code: 'internal', details: {} };
  const { code, details, data } = error as { code?: unknown; details?: unknown; data?: unknown };
  if (data !== null && typeof data === 'object' && isErrorCode((data as { code?: unknown }).code)) return errorFromJSON(data).toJSON();
  if (isErrorCode(code)) {
    const source = details ?? data;
    return errorFromJSON({ code, details: source !== null && typeof source === 'object' ? source : {} }).toJSON();
  }
  // fetch() rejects with a TypeError when the host is gone.
  if (error instanceof TypeError && /fetch|network/i.test(error.message)) return { code: 'connection-lost', details: {} };
  if (code === 'BAD_REQUEST') return { code: 'bad-input', details: {} };
  return { code: 'internal', details: {} };
}
