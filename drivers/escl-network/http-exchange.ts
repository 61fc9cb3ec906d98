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
    connect: pinningConnector(address.origin, address.certificateSha256, CONNECT_TIMEOUT_MS),
    // One connection per request: a kept connection that the device closes at the same moment would cost a page,
    // because NextDocument must never be sent twice.
    pipelining: 0,
    connections: null,
  });
  return {
    exchange: (request) => send(agent, address.origin, request),
    close: () => agent.destroy(),
  };
}

async function send(agent: Agent, origin: string, request: EsclRequest): Promise<EsclResponse> {
  let answered = false;
  try {
    const response = await agent.request({
      origin,
      path: request.path,
      method: request.method,
      headers: { ...request.headers },
      body: request.body ?? null,
      headersTimeout: request.headersTimeoutMs,
      bodyTimeout: request.bodyTimeoutMs,
      signal: request.signal ?? null,
    });
    answered = true;
    if (response.statusCode >= 300 && response.statusCode < 400) {
      await response.body.dump();
      // A scanner has no reason to send us elsewhere; somebody between us might have.
      throw new AppError('device.protocol', { reason: 'redirect', httpStatus: response.statusCode });
    }
    const headers = plainHeaders(response.headers);
    return { status: response.statusCode, headers, body: await readBody(response, headers, request) };
  } catch (error) {
    throw deviceError(error, answered, request.signal);
  }
}

async function readBody(
  response: Dispatcher.ResponseData,
  headers: EsclResponse['headers'],
  { maxBytes, onBytes, signal }: EsclRequest,
): Promise<Uint8Array> {
  const announced = Number(headers['content-length']);
  const totalBytes = headers['content-length'] !== undefined && Number.isInteger(announced) ? announced : null;
  const tooLarge = new AppError('device.protocol', { reason: 'answer-too-large', maxBytes });
  if (totalBytes !== null && totalBytes > maxBytes) throw destroyed(response, tooLarge);
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    received += chunk.byteLength;
    if (received > maxBytes) throw destroyed(response, tooLarge);
    if (signal?.aborted) throw destroyed(response, new AppError('cancelled'));
    chunks.push(chunk);
    if (response.statusCode === 200) onBytes?.(received, totalBytes);
  }
  return Buffer.concat(chunks);
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
const timedOut = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

function deviceError(error: unknown, answered: boolean, signal: AbortSignal | undefined): AppError {
  if (signal?.aborted) return new AppError('cancelled', {}, error);
  if (isAppError(error)) return error;
  const code = errorCode(error);
  if (code !== null && timedOut.has(code)) return new AppError('device.timeout', { reason: code }, error);
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
