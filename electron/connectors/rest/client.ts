/** Calls of the approval system's API: a token on each, renewed once when refused, and every answer sorted into a closed set. */
import { readEnvelope } from './envelope.ts';
import type { Verdict } from './envelope.ts';
import { exchange } from './exchange.ts';
import type { Answer, Call } from './exchange.ts';
import type { TokenSource } from './token-source.ts';

export type CallResult = Verdict | { kind: 'retry'; afterMs: number | null; reason: string; timedOut: boolean };

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
  const retry = (reason: string): CallResult => ({ kind: 'retry', afterMs: retryAfterMs, reason, timedOut: false });
  if (status >= 500 || temporaryStatuses.includes(status)) return retry(`对方系统暂时不可用（HTTP ${status}）`);
  // Followed, it could carry the token and a person's data to another host.
  if (status >= 300 && status < 400) return retry(`对方要求跳转到其他地址，已拒绝（HTTP ${status}）`);
  const verdict = readEnvelope(answer.json);
  if (status === 401 || status === 403) {
    const message = verdict?.kind === 'unauthorised' ? verdict.message : '';
    return { kind: 'unauthorised', message: message || `对方系统拒绝访问（HTTP ${status}）` };
  }
  if (verdict && !(verdict.kind === 'ok' && status >= 400)) return verdict;
  if (status >= 400) return { kind: 'refused', problems: [{ path: null, message: `对方系统拒绝了请求（HTTP ${status}）` }] };
  return retry('对方的答复无法识别');
}
