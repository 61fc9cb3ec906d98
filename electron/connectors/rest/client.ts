/** Calls of the approval system's API: a token on each, renewed once when refused, and every answer sorted into a closed set. */
import type { PushReason } from '#shared/push-reason.ts';
import { readEnvelope } from './envelope.ts';
import type { Verdict } from './envelope.ts';
import { exchange } from './exchange.ts';
import type { Answer, Call } from './exchange.ts';
import type { TokenSource } from './token-source.ts';

export type CallResult = Verdict | { kind: 'retry'; afterMs: number | null; reason: PushReason; timedOut: boolean };

export type Client = {
  /** @param makeCall made anew for a second try: a form body can be sent only once */
  call(makeCall: () => Omit<Call, 'timeoutMs'> & { timeoutMs?: number }, signal: AbortSignal): Promise<CallResult>;
};

/** Statuses that say "not now" (RFC 9110, RFC 6585). */
const temporaryStatuses = [408, 425, 429];

export function createClient(tokens: TokenSource, timeoutMs: number): Client {
  async function once(makeCall: Parameters<Client['call']>[0], signal: AbortSignal) {
    const token = await tokens.get(signal);
    if (token.kind !== 'token') return { result: token as CallResult, token: undefined };
    const call = makeCall();
    const headers = { ...call.headers, authorization: `Bearer ${token.token}` };
    const answer = await exchange({ timeoutMs, ...call, headers }, signal);
    return { result: sortAnswer(answer), token };
  }
  return {
    async call(makeCall, signal) {
      const first = await once(makeCall, signal);
      if (first.result.kind !== 'unauthorised' || !first.token) return first.result;
      tokens.discard(first.token.token);
      return (await once(makeCall, signal)).result;
    },
  };
}

function sortAnswer(answer: Answer): CallResult {
  if (answer.kind === 'failure') return { kind: 'retry', afterMs: null, reason: answer.reason, timedOut: answer.timedOut };
  const { status, retryAfterMs } = answer;
  const withStatus = (code: PushReason['code']): PushReason => ({ code, details: { status: String(status) } });
  const retry = (reason: PushReason): CallResult => ({ kind: 'retry', afterMs: retryAfterMs, reason, timedOut: false });
  if (status >= 500 || temporaryStatuses.includes(status)) return retry(withStatus('temporarily-unavailable'));
  // Followed, it could carry the token and a person's data to another host.
  if (status >= 300 && status < 400) return retry(withStatus('redirected'));
  const verdict = readEnvelope(answer.json);
  if (status === 401 || status === 403) {
    const said = verdict?.kind === 'unauthorised' && verdict.reason.code === 'system-words';
    return said ? verdict : { kind: 'unauthorised', reason: withStatus('access-denied') };
  }
  if (verdict && !(verdict.kind === 'ok' && status >= 400)) return verdict;
  if (status >= 400) return { kind: 'refused', problems: [{ path: null, reason: withStatus('request-refused') }] };
  return retry({ code: 'answer-unreadable' });
}
