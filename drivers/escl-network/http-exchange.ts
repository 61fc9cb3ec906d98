/** eSCL requests over http and https: redirects refused, sizes and waits limited, every failure a device error. */
import { Agent, errors, type Dispatcher } from 'undici';
import { AppError, isAppError, type ErrorCode } from '#shared/errors.ts';
import type { EsclRequest, EsclResponse, Exchange } from '../escl/exchange.ts';
import type { EsclAddress } from './address.ts';
import { pinningConnector } from './certificate-pin.ts';

/** A device in the same building connects in milliseconds; a sleeping Wi-Fi module may need seconds to answer ARP. */
export const CONNECT_TIMEOUT_MS = 5_000;

export type HttpExchange = { exchange: Exchange; close(): Promise<void> };

export function createHttpExchange(address: EsclAddress): HttpExchange {
  const agent = new Agent({
    connect: pinningConnector(address.certificateSha256, CONNECT_TIMEOUT_MS, address.zone),
    // The waits are kept by `Deadlines`: undici counts in steps of half a second, and knows no limit for the whole.
    headersTimeout: 0,
    bodyTimeout: 0,
    // One connection per request: a kept connection that the device closes at the same moment would cost a page,
    // because NextDocument must never be sent twice.
    pipelining: 0,
    connections: null,
  });
  let { origin } = address;
  return {
    exchange: async (request) => {
      try {
        return await send(agent, origin, request);
      } catch (error) {
        if (origin === address.httpsOrigin || address.httpsOrigin === null || !wantsHttps(error, address.httpsOrigin)) throw error;
        // Nothing of the request was done, so it may be sent once more; what answers is kept.
        const response = await send(agent, address.httpsOrigin, request);
        origin = address.httpsOrigin;
        return response;
      }
    },
    close: () => agent.destroy(),
  };
}

/** Devices on which http is switched off: they do not listen, or send every request to the same host on https. */
function wantsHttps(error: unknown, httpsOrigin: string): boolean {
  if (!isAppError(error)) return false;
  const { code, details } = error;
  if (code === 'device.protocol') return details['reason'] === 'redirect' && details['to'] === httpsOrigin;
  return code === 'device.offline' && details['reason'] === 'ECONNREFUSED';
}

async function send(agent: Agent, origin: string, request: EsclRequest): Promise<EsclResponse> {
  const deadlines = new Deadlines(request);
  let answered = false;
  try {
    const response = await agent.request({
      origin,
      path: request.path,
      method: request.method,
      headers: { ...request.headers },
      body: request.body ?? null,
      signal: deadlines.signal,
    });
    answered = true;
    if (response.statusCode >= 300 && response.statusCode < 400) {
      // A scanner has no reason to send us elsewhere; somebody between us might have.
      const to = originOf(response.headers['location'], origin);
      throw destroyed(response, new AppError('device.protocol', { reason: 'redirect', httpStatus: response.statusCode, to }));
    }
    const headers = plainHeaders(response.headers);
    return { status: response.statusCode, headers, body: await readBody(response, headers, request, deadlines) };
  } catch (error) {
    throw deadlines.passed
      ? new AppError('device.timeout', { reason: deadlines.passed }, error)
      : deviceError(error, answered, request.signal);
  } finally {
    deadlines.clear();
  }
}

function originOf(location: string | string[] | undefined, origin: string): string | null {
  const target = String(location ?? '');
  return target !== '' && URL.canParse(target, origin) ? new URL(target, origin).origin : null;
}

/** Three clocks of a request: until the answer begins, between two reads, and for the whole, which a trickling device cannot stretch. */
class Deadlines {
  readonly signal: AbortSignal;
  /** Which clock ran out. */
  passed: 'no-answer' | 'stalled' | 'too-slow' | null = null;
  readonly #stop = new AbortController();
  readonly #bodyTimeoutMs: number;
  readonly #whole: NodeJS.Timeout;
  #next: NodeJS.Timeout;

  constructor({ headersTimeoutMs, bodyTimeoutMs, totalTimeoutMs, signal }: EsclRequest) {
    this.signal = signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal;
    this.#bodyTimeoutMs = bodyTimeoutMs;
    this.#whole = setTimeout(() => this.#end('too-slow'), totalTimeoutMs ?? headersTimeoutMs + 10 * bodyTimeoutMs);
    this.#next = setTimeout(() => this.#end('no-answer'), headersTimeoutMs);
  }

  /** The device sent something. */
  heard(): void {
    clearTimeout(this.#next);
    this.#next = setTimeout(() => this.#end('stalled'), this.#bodyTimeoutMs);
  }

  clear(): void {
    clearTimeout(this.#whole);
    clearTimeout(this.#next);
  }

  #end(clock: NonNullable<Deadlines['passed']>): void {
    this.passed = clock;
    this.#stop.abort();
  }
}

/** One copy of the page when the device says how long it is. */
async function readBody(
  response: Dispatcher.ResponseData,
  headers: EsclResponse['headers'],
  { maxBytes, onBytes, signal }: EsclRequest,
  deadlines: Deadlines,
): Promise<Uint8Array> {
  const announced = Number(headers['content-length']);
  const totalBytes = headers['content-length'] !== undefined && Number.isInteger(announced) ? announced : null;
  const tooLarge = new AppError('device.protocol', { reason: 'answer-too-large', maxBytes });
  if (totalBytes !== null && totalBytes > maxBytes) throw destroyed(response, tooLarge);
  const whole = totalBytes === null ? null : Buffer.allocUnsafe(totalBytes);
  const chunks: Buffer[] = [];
  let received = 0;
  deadlines.heard();
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    deadlines.heard();
    if (received + chunk.byteLength > (totalBytes ?? maxBytes)) throw destroyed(response, tooLarge);
    if (signal?.aborted) throw destroyed(response, new AppError('cancelled'));
    if (whole) chunk.copy(whole, received);
    else chunks.push(chunk);
    received += chunk.byteLength;
    if (response.statusCode === 200) onBytes?.(received, totalBytes);
  }
  return whole ? whole.subarray(0, received) : Buffer.concat(chunks);
}

/** The rest of the body is of no use; its own failure must not surface later. */
function destroyed(response: Dispatcher.ResponseData, reason: AppError): AppError {
  response.body.on('error', () => undefined);
  response.body.destroy(reason);
  return reason;
}

function plainHeaders(headers: Dispatcher.ResponseData['headers']): EsclResponse['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value[0] : value]));
}

/** undici and Node error codes that mean: no connection was made. */
const notConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
]);

function deviceError(error: unknown, answered: boolean, signal: AbortSignal | undefined): AppError {
  if (signal?.aborted) return new AppError('cancelled', {}, error);
  if (isAppError(error)) return error;
  const code = errorCode(error);
  if (!answered && code !== null && notConnected.has(code)) return new AppError('device.offline', { reason: code }, error);
  if (error instanceof errors.HTTPParserError) return new AppError('device.protocol', { reason: 'not-http' }, error);
  if (code?.startsWith('ERR_SSL') || code?.startsWith('ERR_TLS')) return new AppError('device.tls-untrusted', { reason: code }, error);
  const lost: ErrorCode = answered ? 'device.transfer-interrupted' : 'device.connection-lost';
  return new AppError(lost, { reason: code ?? 'unknown' }, error);
}

/** The code of an error, of its cause, or of the first of several connection attempts. */
function errorCode(error: unknown): string | null {
  const { code, cause, errors: attempts } = (error ?? {}) as { code?: unknown; cause?: unknown; errors?: unknown[] };
  if (typeof code === 'string') return code;
  if (Array.isArray(attempts) && attempts.length > 0) return errorCode(attempts[0]);
  return cause ? errorCode(cause) : null;
}
