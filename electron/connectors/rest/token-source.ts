/** OAuth2 client-credentials token (RFC 6749 section 4.4): fetched when needed, kept until shortly before it ends. */
import type { PushReason } from '#shared/push-reason.ts';
import { exchange } from './exchange.ts';
import { assumedTokenLifetimeMs, tokenMarginMs } from './limits.ts';

type TokenResult =
  | { kind: 'token'; token: string; dateMs: number | null; fresh: boolean }
  | { kind: 'unauthorised'; reason: PushReason }
  | { kind: 'retry'; afterMs: number | null; reason: PushReason; timedOut: boolean };

export type TokenSource = {
  get(signal: AbortSignal): Promise<TokenResult>;
  /** The far side no longer takes this token; a newer one stays. */
  discard(token: string): void;
};

export function createTokenSource(url: string, clientId: string, clientSecret: string, timeoutMs: number): TokenSource {
  let kept: { token: string; goodUntilMs: number } | undefined;
  return {
    async get(signal) {
      if (kept && kept.goodUntilMs > performance.now()) return { kind: 'token', token: kept.token, dateMs: null, fresh: false };
      const result = await fetchToken(url, clientId, clientSecret, timeoutMs, signal);
      if (result.kind !== 'token') return result;
      // The monotonic clock: a corrected wall clock must not lengthen a token's life.
      const margin = Math.min(tokenMarginMs, result.lifetimeMs / 2);
      kept = { token: result.token, goodUntilMs: performance.now() + result.lifetimeMs - margin };
      return { kind: 'token', token: result.token, dateMs: result.dateMs, fresh: true };
    },
    discard(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
}

type FetchedToken = Exclude<TokenResult, { kind: 'token' }> | { kind: 'token'; token: string; dateMs: number | null; lifetimeMs: number };

async function fetchToken(
  url: string,
  clientId: string,
  clientSecret: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<FetchedToken> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await exchange({ method: 'POST', url, headers, body: body.toString(), timeoutMs }, signal);
  if (answer.kind === 'failure') return { kind: 'retry', afterMs: null, reason: answer.reason, timedOut: answer.timedOut };
  const { status, json, retryAfterMs, dateMs } = answer;
  if (status === 400 || status === 401 || status === 403) return { kind: 'unauthorised', reason: { code: 'client-refused' } };
  const token = (json as { access_token?: unknown } | undefined)?.access_token;
  if (status !== 200 || typeof token !== 'string')
    return { kind: 'retry', afterMs: retryAfterMs, reason: { code: 'token-failed', details: { status: String(status) } }, timedOut: false };
  const seconds = Number((json as { expires_in?: unknown }).expires_in);
  const lifetimeMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : assumedTokenLifetimeMs;
  return { kind: 'token', token, dateMs, lifetimeMs };
}
