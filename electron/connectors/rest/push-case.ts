/** The push of one case: number first, files next, submit last; what an earlier attempt achieved is never repeated. */
import { AppError } from '#shared/errors.ts';
import type { PushMemory, PushOutcome, Submission } from '../connector.ts';
import { attachmentCall, queryCall, registerCall, submissionCall } from './calls.ts';
import type { CallResult, Client } from './client.ts';

export type PushContext = { baseUrl: string; client: Client; timeoutMs: number; signal: AbortSignal };

/** States in which the far side still waits for a submission. */
const awaitingSubmission = ['registered', 'correction_required'];

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

/** The outcomes that are the same whichever call met them. */
function toOutcome(result: Exclude<CallResult, { kind: 'ok' }>): PushOutcome {
  switch (result.kind) {
    case 'retry':
      return { kind: 'retry', afterMs: result.afterMs, reason: result.reason };
    case 'unauthorised':
      return { kind: 'unauthorised', reason: result.reason };
    case 'refused':
      return { kind: 'rejected', problems: result.problems };
    case 'unknown-case':
      return { kind: 'rejected', problems: [{ path: null, reason: { code: 'unknown-case-number' } }] };
    case 'duplicate':
      return { kind: 'rejected', problems: [{ path: null, reason: { code: 'system-words', details: { words: result.message } } }] };
  }
}

export async function pushCase(submission: Submission, memory: PushMemory, context: PushContext): Promise<PushOutcome> {
  const number =
    submission.caseNumber === null ? await register(submission, memory, context) : await resume(submission.caseNumber, context);
  if (number.kind !== 'number') return number;
  const remoteIds = new Map(Object.entries(submission.uploaded));
  const failed = await upload(number.caseNumber, submission, memory, remoteIds, context);
  return failed ?? submit(number.caseNumber, submission, remoteIds, context);
}

type NumberOrOutcome = { kind: 'number'; caseNumber: string } | PushOutcome;

async function register(submission: Submission, memory: PushMemory, { baseUrl, client, signal }: PushContext): Promise<NumberOrOutcome> {
  const result = await client.call(() => registerCall(baseUrl, submission), signal);
  if (result.kind !== 'ok') return toOutcome(result);
  const caseNumber = text(result.data['caseNumber']);
  if (caseNumber === null) return { kind: 'retry', afterMs: null, reason: { code: 'no-case-number' } };
  await memory.caseNumberGiven(caseNumber, text(result.data['queryPassword']));
  return { kind: 'number', caseNumber };
}

/** After a lost answer the number tells whether the case has arrived. */
async function resume(caseNumber: string, context: PushContext): Promise<NumberOrOutcome> {
  const result = await context.client.call(() => queryCall(context.baseUrl, caseNumber), context.signal);
  if (result.kind !== 'ok') return toOutcome(result);
  const state = text(result.data['state']);
  if (state === null) return { kind: 'retry', afterMs: null, reason: { code: 'no-case-state' } };
  if (awaitingSubmission.includes(state)) return { kind: 'number', caseNumber };
  return { kind: 'duplicate', caseNumber, receivedAt: text(result.data['receivedAt']) };
}

/** @returns the outcome that ended it, or undefined when every file is there */
async function upload(
  caseNumber: string,
  submission: Submission,
  memory: PushMemory,
  remoteIds: Map<string, string>,
  { baseUrl, client, timeoutMs, signal }: PushContext,
): Promise<PushOutcome | undefined> {
  for (const attachment of submission.attachments) {
    if (remoteIds.has(attachment.sha256)) continue;
    if (signal.aborted) throw new AppError('cancelled');
    const bytes = await attachment.read();
    const result = await client.call(() => attachmentCall(baseUrl, caseNumber, attachment, bytes, timeoutMs), signal);
    if (result.kind !== 'ok') return toOutcome(result);
    const remoteId = text(result.data['attachmentId']);
    if (remoteId === null) return { kind: 'retry', afterMs: null, reason: { code: 'no-attachment-id' } };
    remoteIds.set(attachment.sha256, remoteId);
    await memory.attachmentTaken(attachment.sha256, remoteId);
  }
  return undefined;
}

async function submit(
  caseNumber: string,
  submission: Submission,
  remoteIds: ReadonlyMap<string, string>,
  context: PushContext,
): Promise<PushOutcome> {
  const result = await context.client.call(() => submissionCall(context.baseUrl, caseNumber, submission, remoteIds), context.signal);
  if (result.kind === 'ok')
    return { kind: 'accepted', caseNumber, receivedAt: text(result.data['receivedAt']) ?? new Date().toISOString() };
  if (result.kind !== 'duplicate') return toOutcome(result);
  return confirmDuplicate(result, caseNumber, context);
}

/** "Already submitted" is believed only when the system shows the case as submitted; else its words go to staff. */
async function confirmDuplicate(
  refusal: Extract<CallResult, { kind: 'duplicate' }>,
  caseNumber: string,
  { baseUrl, client, signal }: PushContext,
): Promise<PushOutcome> {
  const existing = text(refusal.data['caseNumber']) ?? caseNumber;
  const result = await client.call(() => queryCall(baseUrl, existing), signal);
  if (result.kind === 'retry' || result.kind === 'unauthorised') return toOutcome(result);
  const state = result.kind === 'ok' ? text(result.data['state']) : null;
  if (result.kind !== 'ok' || state === null || state === 'registered') return toOutcome(refusal);
  return { kind: 'duplicate', caseNumber: existing, receivedAt: text(result.data['receivedAt']) ?? text(refusal.data['receivedAt']) };
}
