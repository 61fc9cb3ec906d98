/** One HTTP exchange with the approval system: bounded in time and size, no redirects, certificates always checked. */
import { AppError } from '#shared/errors.ts';
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

/** `failure`: no answer that can be used; `reason` is for staff. */
export type Answer =
  | { kind: 'answer'; status: number; json: unknown; retryAfterMs: number | null; dateMs: number | null }
  | { kind: 'failure'; reason: string; timedOut: boolean };

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
    if (json === undefined && statusCode >= 200 && statusCode < 300) return failure('对方的答复无法识别');
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
    if (deadline.aborted) return { kind: 'failure', reason: '对方未在时限内答复', timedOut: true };
    return failure(nameFailure(error));
  }
}

const failure = (reason: string): Answer => ({ kind: 'failure', reason, timedOut: false });
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

/** Words for staff per cause; anything else keeps its code so that IT staff can look it up. */
const failureNames: Readonly<Record<string, string>> = {
  ECONNREFUSED: '对方系统拒绝连接（服务未启动或端口不对）',
  ECONNRESET: '连接中断',
  UND_ERR_SOCKET: '连接中断',
  EPIPE: '连接中断',
  ENOTFOUND: '找不到对方系统的地址',
  EAI_AGAIN: '域名解析失败',
  ETIMEDOUT: '连接超时',
  UND_ERR_CONNECT_TIMEOUT: '连接超时',
  UND_ERR_HEADERS_TIMEOUT: '对方未在时限内答复',
  UND_ERR_BODY_TIMEOUT: '对方未在时限内答复',
  EHOSTUNREACH: '网络不通',
  ENETUNREACH: '网络不通',
};

function nameFailure(error: unknown): string {
  if (error instanceof AnswerTooLarge) return '对方的答复过大';
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return '网络错误';
  // Far more often our clock than theirs.
  if (/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/.test(code)) return `对方的证书不在有效期内（${code}），请先核对本机日期和时间`;
  if (/CERT|TLS|SSL|SELF_SIGNED|ISSUER|ALTNAME/.test(code)) return `对方的证书不可信（${code}）`;
  return failureNames[code] ?? `网络错误（${code}）`;
}
