/** One HTTP exchange with the approval system: bounded in time and size, no redirects, certificates always checked. */
import { AppError } from '#shared/errors.ts';
import type { PushReason } from '#shared/push-reason.ts';
import { Agent, request } from 'undici';
import type { FormData } from 'undici';
import { connectTimeoutMs, maxAnswerBytes, maxRetryAfterDateMs, maxRetryAfterMs } from './limits.ts';

export type Call = {
  method: 'GET' | 'POST';
  url: string;
  headers?: Record<string, string>;
  body?: string | FormData;
  timeoutMs: number;
  maxBytes?: number;
};

/** `failure`: no answer that can be used. */
export type Answer =
  | { kind: 'answer'; status: number; json: unknown; retryAfterMs: number | null; dateMs: number | null }
  | { kind: 'failure'; reason: PushReason; timedOut: boolean };

const agent = new Agent({ connect: { timeout: connectTimeoutMs } });

/** @throws AppError `cancelled` only */
export async function exchange(call: Call, signal: AbortSignal): Promise<Answer> {
  const deadline = AbortSignal.timeout(call.timeoutMs);
  try {
    const { statusCode, headers, body } = await request(call.url, {
      dispatcher: agent,
      method: call.method,
      headers: { accept: 'application/json', ...call.headers },
      body: call.body ?? null,
      signal: AbortSignal.any([signal, deadline]),
      headersTimeout: call.timeoutMs,
      bodyTimeout: call.timeoutMs,
    });
    const text = await readBounded(body, call.maxBytes ?? maxAnswerBytes);
    const json = parseJson(text);
    // 2xx without JSON is a login page or a gateway's notice, never an answer of the API.
    if (json === undefined && statusCode >= 200 && statusCode < 300) return failure({ code: 'answer-unreadable' });
    const dateMs = Date.parse(single(headers['date']) ?? '');
    return {
      kind: 'answer',
      status: statusCode,
      json,
      retryAfterMs: parseRetryAfter(single(headers['retry-after']), dateMs),
      dateMs: Number.isNaN(dateMs) ? null : dateMs,
    };
  } catch (error) {
    if (signal.aborted) throw new AppError('cancelled');
    if (deadline.aborted) return { kind: 'failure', reason: { code: 'no-answer-in-time' }, timedOut: true };
    return failure(reasonOf(error));
  }
}

const failure = (reason: PushReason): Answer => ({ kind: 'failure', reason, timedOut: false });
const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

class AnswerTooLarge extends Error {}

async function readBounded(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new AnswerTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * RFC 9110 section 10.2.3: seconds or an HTTP date.
 * @param sentMs the answer's own Date header: a date is meant by the clock of whoever wrote it, never by ours; NaN when absent
 * @returns null when absent, unreadable, or a date beside no Date header
 */
export function parseRetryAfter(value: string | undefined, sentMs: number): number | null {
  if (value === undefined) return null;
  const isSeconds = /^\d+$/.test(value.trim());
  const ms = isSeconds ? Number(value) * 1000 : Date.parse(value) - sentMs;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), isSeconds ? maxRetryAfterMs : maxRetryAfterDateMs);
}

/** Causes that staff can do something about; anything else keeps its code so that IT staff can look it up. */
const failureReasons: Readonly<Record<string, PushReason['code']>> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-broken',
  UND_ERR_SOCKET: 'connection-broken',
  EPIPE: 'connection-broken',
  ENOTFOUND: 'address-not-found',
  EAI_AGAIN: 'name-not-resolved',
  ETIMEDOUT: 'connect-timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  UND_ERR_HEADERS_TIMEOUT: 'no-answer-in-time',
  UND_ERR_BODY_TIMEOUT: 'no-answer-in-time',
  EHOSTUNREACH: 'network-unreachable',
  ENETUNREACH: 'network-unreachable',
};

function reasonOf(error: unknown): PushReason {
  if (error instanceof AnswerTooLarge) return { code: 'answer-too-large' };
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return { code: 'network-error' };
  const known = failureReasons[code];
  if (known) return { code: known };
  // Far more often our clock than theirs.
  if (/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/.test(code)) return { code: 'certificate-out-of-date', details: { code } };
  const ofCertificate = /CERT|TLS|SSL|SELF_SIGNED|ISSUER|ALTNAME/.test(code);
  return { code: ofCertificate ? 'certificate-untrusted' : 'network-error-code', details: { code } };
}
