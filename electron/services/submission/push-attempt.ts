/** One attempt to deliver an outbox row: makes the files, pushes, remembers what was taken at once, settles the outcome. */
import { isAppError } from '#shared/errors.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import type { Connector, PushMemory, Submission } from '../../connectors/connector.ts';
import type { OutboxRow } from '../../store/store.ts';
import { buildAttachments } from './attachments.ts';
import type { AttachmentSources } from './attachments.ts';
import { pend, settle } from './push-settlement.ts';
import type { AttemptResult, SettlementOptions } from './push-settlement.ts';

export type AttemptOptions = SettlementOptions & {
  /** @throws AppError `not-found` */
  itemOf: (itemCode: string, version?: number) => ServiceItem;
  /** Null while no approval system is configured. */
  connector: () => Promise<Connector | null>;
  onUnexpected: (error: unknown) => void;
  toJpeg?: AttachmentSources['toJpeg'];
};

/** After a failure of our own store, e.g. a full disk. */
export const unexpectedPauseMs = 30_000;

/** Counts the attempt and marks the row, durably, before anything is sent. */
export async function takeRow(due: OutboxRow, { store, onChange }: AttemptOptions): Promise<OutboxRow> {
  const row: OutboxRow = { ...due, state: 'sending', attempts: due.attempts + 1 };
  await store.outbox.save(row);
  onChange(row.caseId);
  return row;
}

/** @param taken as `takeRow` gave it @param firstEver true on the very first attempt of this row */
export async function deliver(taken: OutboxRow, firstEver: boolean, signal: AbortSignal, options: AttemptOptions): Promise<void> {
  let row = taken;
  const keep = async (change: Partial<OutboxRow>) => {
    row = { ...row, ...change };
    await options.store.outbox.save(row);
  };
  const memory: PushMemory = {
    caseNumberGiven: (caseNumber, queryPassword) => keep({ caseNumber, queryPassword }),
    attachmentTaken: (sha256, remoteId) => keep({ uploaded: { ...row.uploaded, [sha256]: remoteId } }),
  };
  const result = await attempt(row, memory, signal, options);
  await settle(row, result, firstEver && taken.caseNumber !== null, options).catch(async (error: unknown) => {
    options.onUnexpected(error);
    // On a full disk this fails too: then it waits as it is stored, in `sending`.
    await pend(row, unexpectedPauseMs, options).catch(() => options.waits.begin(row, unexpectedPauseMs));
  });
}

const codeOf = (error: unknown) => (isAppError(error) ? error.code : 'internal');

async function attempt(row: OutboxRow, memory: PushMemory, signal: AbortSignal, options: AttemptOptions): Promise<AttemptResult> {
  let submission: Submission;
  try {
    submission = await prepare(row, options);
  } catch (error) {
    options.onUnexpected(error);
    return { kind: 'broken', reason: { code: 'attachments-failed', details: { code: codeOf(error) } } };
  }
  try {
    const connector = await options.connector();
    if (!connector) return { kind: 'retry', afterMs: null, reason: { code: 'not-configured' } };
    return await connector.push(submission, memory, signal);
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' };
    options.onUnexpected(error);
    return { kind: 'retry', afterMs: null, reason: { code: 'internal', details: { code: codeOf(error) } } };
  }
}

async function prepare(row: OutboxRow, { store, itemOf, toJpeg }: AttemptOptions): Promise<Submission> {
  const current = await store.cases.get(row.caseId);
  const item = itemOf(current?.itemCode ?? itemCodeOf(row), current?.itemVersion);
  const plans = row.attachments.map((plan, index) => ({ ...plan, sequence: sequenceOf(item, plan.materialCode) ?? index + 1 }));
  return {
    caseId: row.caseId,
    idempotencyKey: row.idempotencyKey,
    itemCode: item.code,
    itemName: item.name,
    payload: row.payload,
    attachments: await buildAttachments(plans, { pages: store.pages, ...(toJpeg ? { toJpeg } : {}) }),
    caseNumber: row.caseNumber,
    queryPassword: row.queryPassword,
    uploaded: row.uploaded,
  };
}

function sequenceOf(item: ServiceItem, materialCode: string): number | undefined {
  const index = item.materials.findIndex(({ id }) => id === materialCode);
  return index < 0 ? undefined : index + 1;
}

/** Of a case that was erased while its row waited: its pages are gone too, so the push will be parked. */
function itemCodeOf(row: OutboxRow): string {
  const item = row.payload['item'] as { taskCode?: unknown } | undefined;
  return typeof item?.taskCode === 'string' ? item.taskCode : '';
}
