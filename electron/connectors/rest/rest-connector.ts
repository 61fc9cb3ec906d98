/** Connector to an approval system with a JSON API: client-credentials token, number first, files next, submit last. */
import { AppError } from '#shared/errors.ts';
import type { ApprovalState, ConnectionReport, Connector } from '../connector.ts';
import { defineConnector } from '../connector-kind.ts';
import { queryCall } from './calls.ts';
import { createClient } from './client.ts';
import { exchange } from './exchange.ts';
import { maxDocumentBytes } from './limits.ts';
import { findPayloadSchema } from './published-schema.ts';
import { pushCase } from './push-case.ts';
import { restSettings } from './rest-settings.ts';
import type { RestSettings } from './rest-settings.ts';
import { createTokenSource } from './token-source.ts';
import type { TokenSource } from './token-source.ts';

const approvalStates: readonly string[] = [
  'received',
  'accepted',
  'correction_required',
  'rejected',
  'concluded',
] satisfies ApprovalState['state'][];

/** @throws AppError `bad-input` when the address is not a plain http(s) URL */
export function createRestConnector(settings: RestSettings): Connector {
  const baseUrl = readBaseUrl(settings.baseUrl);
  const { clientId, clientSecret, timeoutMs } = settings;
  const makeTokens = () => createTokenSource(`${baseUrl}/oauth/token`, clientId, clientSecret, timeoutMs);
  const client = createClient(makeTokens(), timeoutMs);
  return {
    kind: 'rest',
    push: (submission, memory, signal) => pushCase(submission, memory, { baseUrl, client, timeoutMs, signal }),
    // A test must not succeed by a token from before the secret was changed.
    test: (signal) => testConnection(baseUrl, makeTokens(), timeoutMs, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])),
    async query(caseNumber, signal) {
      const result = await client.call(() => queryCall(baseUrl, caseNumber), signal);
      if (result.kind === 'unknown-case') return null;
      if (result.kind === 'unauthorised') throw new AppError('push.unauthorised');
      if (result.kind !== 'ok') throw new AppError('push.unreachable');
      return readState(result.data);
    },
    async payloadSchema(signal) {
      const document = await readDocument(baseUrl, timeoutMs, signal);
      return findPayloadSchema(document);
    },
  };
}

function readBaseUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.search !== '' || url.hash !== '')
    throw new AppError('bad-input', { field: 'baseUrl' });
  return url.href.replace(/\/+$/, '');
}

/** @returns null for a case that has a number but was not handed in: to a person that is "unknown" */
function readState(data: Record<string, unknown>): ApprovalState | null {
  const state = String(data['state']);
  if (!approvalStates.includes(state)) return null;
  return {
    state: state as ApprovalState['state'],
    message: typeof data['message'] === 'string' ? data['message'] : null,
    at: typeof data['at'] === 'string' ? data['at'] : new Date().toISOString(),
  };
}

/** @returns undefined when the system publishes no document; @throws AppError `push.unreachable` when it cannot be asked */
async function readDocument(baseUrl: string, timeoutMs: number, signal: AbortSignal): Promise<unknown> {
  const answer = await exchange({ method: 'GET', url: `${baseUrl}/openapi.json`, timeoutMs, maxBytes: maxDocumentBytes }, signal);
  if (answer.kind === 'failure') throw new AppError('push.unreachable', { reason: answer.reason.code });
  if (answer.status === 200) return answer.json;
  if (answer.status === 404) return undefined;
  throw new AppError('push.unreachable', { status: answer.status });
}

async function testConnection(baseUrl: string, tokens: TokenSource, timeoutMs: number, signal: AbortSignal): Promise<ConnectionReport> {
  const started = Date.now();
  const startedMs = performance.now();
  const token = await tokens.get(signal);
  const roundTripMs = performance.now() - startedMs;
  const report = { ok: false, systemName: null, roundTripMs, clockSkewMs: null, error: null };
  if (token.kind === 'unauthorised') return { ...report, error: { code: 'push.unauthorised', details: {} } };
  if (token.kind === 'retry')
    return { ...report, error: { code: token.timedOut ? 'timeout' : 'push.unreachable', details: { reason: token.reason.code } } };
  const document = await readDocument(baseUrl, timeoutMs, signal).catch((error: unknown) => {
    if (signal.aborted) throw error;
    return undefined;
  });
  const title = (document as { info?: { title?: unknown } } | undefined)?.info?.title;
  return {
    ok: true,
    systemName: typeof title === 'string' ? title : null,
    roundTripMs,
    clockSkewMs: token.dateMs === null ? null : skew(token.dateMs, started, roundTripMs),
    error: null,
  };
}

/** The Date header drops the milliseconds: on average it says half a second too early. */
const skew = (dateMs: number, started: number, roundTripMs: number) => Math.round(dateMs + 500 - (started + roundTripMs / 2));

export const restConnector = defineConnector('rest', restSettings, createRestConnector);
