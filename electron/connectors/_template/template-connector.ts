/** COPY THIS FOLDER to start a connector; the steps and promises of `Connector` are here, the wire format is yours. */
import { AppError } from '#shared/errors.ts';
import { defineConnector } from '../connector-kind.ts';
import { templateSettings } from './template-settings.ts';
import type { TemplateSettings } from './template-settings.ts';
import type { Attachment, Connector, PushMemory, PushOutcome, Submission } from '../connector.ts';

/** What your system can do, as plain calls. Keep the wire format behind these and the order of a push stays readable. */
export type ApprovalApi = {
  systemName(signal: AbortSignal): Promise<string>;
  state(caseNumber: string, signal: AbortSignal): Promise<'open' | 'received' | null>;
  giveNumber(itemCode: string, idempotencyKey: string, signal: AbortSignal): Promise<string>;
  take(caseNumber: string, attachment: Attachment, signal: AbortSignal): Promise<string>;
  submit(
    caseNumber: string,
    payload: Record<string, unknown>,
    attachmentIds: readonly string[],
    signal: AbortSignal,
  ): Promise<{ receivedAt: string }>;
};

export function createTemplateConnector(api: ApprovalApi): Connector {
  return {
    kind: 'template',
    async test(signal) {
      const startedMs = performance.now();
      const systemName = await api.systemName(signal).catch(() => null);
      const error = systemName === null ? { code: 'push.unreachable' as const, details: {} } : null;
      return { ok: error === null, systemName, roundTripMs: performance.now() - startedMs, clockSkewMs: null, error };
    },
    async push(submission, memory, signal) {
      try {
        return await pushInOrder(api, submission, memory, signal);
      } catch {
        if (signal.aborted) throw new AppError('cancelled');
        // Sort your system's refusals into `rejected` and `unauthorised` here; only what may pass by itself is a retry.
        return { kind: 'retry', afterMs: null, reason: { code: 'network-error' } };
      }
    },
    async query(caseNumber, signal) {
      const state = await api.state(caseNumber, signal);
      return state === 'received' ? { state, message: null, at: new Date().toISOString() } : null;
    },
    payloadSchema: () => Promise.resolve(null),
  };
}

/** Each thing the far side has taken is remembered before the next is sent: a kill in between repeats nothing. */
async function pushInOrder(api: ApprovalApi, submission: Submission, memory: PushMemory, signal: AbortSignal): Promise<PushOutcome> {
  let caseNumber = submission.caseNumber;
  if (caseNumber === null) {
    caseNumber = await api.giveNumber(submission.itemCode, submission.idempotencyKey, signal);
    await memory.caseNumberGiven(caseNumber, null);
  } else if ((await api.state(caseNumber, signal)) === 'received') {
    return { kind: 'duplicate', caseNumber, receivedAt: null };
  }
  const attachmentIds: string[] = [];
  for (const attachment of submission.attachments) {
    const held = submission.uploaded[attachment.sha256];
    const remoteId = held ?? (await api.take(caseNumber, attachment, signal));
    if (held === undefined) await memory.attachmentTaken(attachment.sha256, remoteId);
    attachmentIds.push(remoteId);
  }
  const { receivedAt } = await api.submit(caseNumber, submission.payload, attachmentIds, signal);
  return { kind: 'accepted', caseNumber, receivedAt };
}

/**
 * What stands in connectors/index.ts, once your folder has its `connect`.
 * @param connect makes the calls of your system out of what IT staff have entered
 */
export const defineTemplateConnector = (connect: (settings: TemplateSettings) => ApprovalApi) =>
  defineConnector('template', templateSettings, (settings) => createTemplateConnector(connect(settings)));
