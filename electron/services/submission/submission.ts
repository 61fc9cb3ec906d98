/** Submission: a reviewed case goes into the outbox, in the same transaction that moves it; its receipt, and what became of it. */
import { caseMoves, moveCase } from '#shared/case.ts';
import type { Actor, Case, CaseState } from '#shared/case.ts';
import { acceptanceBlockers, acceptanceError, stillToSupply } from '#shared/acceptance.ts';
import { applyMapping } from '#shared/mapping/apply-mapping.ts';
import { mappingProblemText } from '#shared/mapping/mapping-texts.ts';
import { checkChecklist } from '#shared/checklist/check-checklist.ts';
import type { Receipt, RetryResult } from '#shared/contract/submission-procedures.ts';
import { AppError } from '#shared/errors.ts';
import { slotPageIds } from '#shared/mapping/mapping-materials.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import type { ApprovalState, Connector } from '../../connectors/connector.ts';
import type { OutboxRow, Store } from '../../store/store.ts';
import type { CaseEditor } from '../case-editor.ts';
import { dayInChina } from '../documents/chinese-date.ts';
import { checkPayload } from './payload-schema.ts';
import type { PayloadSchema } from './payload-schema.ts';

export type SubmissionOptions = {
  store: Store;
  editor: Pick<CaseEditor, 'edit'>;
  /** @throws AppError `not-found` */
  itemOf: (itemCode: string, version?: number) => ServiceItem;
  /** @throws AppError `mapping.missing` */
  mappingOf: (itemCode: string) => Promise<Mapping>;
  /** Of the approval system; null = unknown, then only the far side judges. */
  payloadSchema: () => Promise<PayloadSchema | null>;
  /** Null while no approval system is configured. */
  connector: () => Promise<Connector | null>;
  /** Tells the outbox worker that there is something to do. */
  wake: () => void;
  now: () => Date;
  newId: () => string;
};

export type SubmissionService = {
  /**
   * The case is `submitting` and in the outbox when this resolves; delivery follows by itself, whatever happens to
   * network or power.
   * @throws AppError `case.reviewer-required`, `case.unreviewed-fields`, `case.incomplete`, `case.illegal-move`,
   *   `mapping.missing`, `mapping.payload-invalid`
   */
  submit(caseId: string, actor: Actor): Promise<void>;
  /** @throws AppError `conflict` until the approval system has given and confirmed a number */
  receipt(caseId: string): Promise<Receipt>;
  /** A person wants the same content sent now, under the same key. @throws AppError `conflict` when it is delivered or was never submitted */
  retry(caseId: string, actor: Actor): Promise<RetryResult>;
  /** @throws AppError `push.not-configured`, `push.unreachable`, `push.unauthorised`, `conflict` (no number yet), `not-found` */
  refresh(caseId: string, actor: Actor): Promise<void>;
};

/** How long a person waits in front of the button. */
const refreshMs = 15_000;

export function createSubmissionService(options: SubmissionOptions): SubmissionService {
  const { store, editor, itemOf, now } = options;

  async function submit(caseId: string, actor: Actor): Promise<void> {
    // Asked before the transaction: nothing may wait for a network inside one.
    const { itemCode, itemVersion } = await caseOf(store, caseId);
    const [item, mapping, schema] = [itemOf(itemCode, itemVersion), await options.mappingOf(itemCode), await options.payloadSchema()];
    const details = { item: item.code, itemVersion: item.version, mappingVersion: mapping.version };
    await editor.edit(caseId, { actor, action: 'case.submit', details }, async (current, { outbox }) => {
      requireReviewed(current, item, now());
      const submitting = moveCase(current, 'submitting');
      const payload = mapPayload(current, item, mapping, schema);
      const previous = await outbox.forCase(caseId);
      await outbox.insert(
        newRow({ current, item, mapping, payload, previous, id: options.newId(), key: options.newId(), at: now().toISOString() }),
      );
      return { ...submitting, submittedAt: now().toISOString(), approvalMessage: null };
    });
    options.wake();
  }

  async function retry(caseId: string, actor: Actor): Promise<RetryResult> {
    let did: RetryResult = 'on-its-way';
    const reason = { actor, action: 'case.retry' };
    await editor.edit(caseId, reason, async (current, { outbox, audit }) => {
      const row = await outbox.forCase(caseId);
      if (!row || row.state === 'delivered') throw new AppError('conflict', { what: 'nothing-to-retry' });
      if (row.state === 'sending') return current;
      did = row.state === 'pending' ? 'woken' : 'sent-again';
      await outbox.save(dueNow(row, now()));
      if (current.state !== 'submitting') return { ...moveCase(current, 'submitting'), approvalMessage: null };
      await audit.append({ ...reason, subject: caseId });
      return current;
    });
    options.wake();
    return did;
  }

  async function refresh(caseId: string, actor: Actor): Promise<void> {
    const { caseNumber } = await caseOf(store, caseId);
    if (caseNumber === null) throw new AppError('conflict', { what: 'no-case-number' });
    const connector = await options.connector();
    if (!connector) throw new AppError('push.not-configured');
    const state = await connector.query(caseNumber, AbortSignal.timeout(refreshMs));
    if (!state) throw new AppError('not-found', { what: 'case-number' });
    const details = { state: state.state };
    await editor.edit(caseId, { actor, action: 'case.refresh', details }, (current) => withApprovalState(current, state));
  }

  async function receipt(caseId: string): Promise<Receipt> {
    const current = await caseOf(store, caseId);
    return makeReceipt(current, itemOf(current.itemCode, current.itemVersion), await store.outbox.forCase(caseId));
  }

  return { submit, retry, refresh, receipt };
}

/** @throws AppError `not-found` */
async function caseOf(store: Store, caseId: string): Promise<Case> {
  const current = await store.cases.get(caseId);
  if (!current) throw new AppError('not-found', { what: 'case' });
  return current;
}

/** The first waits after it are short again. Attempts not 0: a row that was tried once may have arrived. */
const dueNow = (row: OutboxRow, at: Date): OutboxRow => ({
  ...row,
  state: 'pending',
  attempts: Math.min(row.attempts, 1),
  nextAttemptAt: at.toISOString(),
});

/** The rule of the confirmation, on the day of sending and with its decisions. @throws AppError when nobody stands for the content, or it no longer holds */
function requireReviewed(current: Case, item: ServiceItem, now: Date): void {
  if (current.reviewer === null || current.reviewedAt === null) throw new AppError('case.reviewer-required');
  const checklist = checkChecklist(item, current, dayInChina(now.toISOString()));
  const decisions = { passed: current.passedMaterials ?? [], overrides: current.overrides ?? [] };
  const refusal = acceptanceError(acceptanceBlockers({ item, current, checklist, mode: current.confirmedAs ?? 'counter', decisions }));
  if (refusal) throw refusal;
}

function mapPayload(current: Case, item: ServiceItem, mapping: Mapping, schema: PayloadSchema | null): Record<string, unknown> {
  const { payload, problems } = applyMapping(current, item, mapping);
  // One cause, one finding: a rule that failed leaves a gap that the schema would report again.
  const found = problems.length > 0 || !schema ? problems : checkPayload(schema, payload);
  if (found.length > 0)
    throw new AppError('mapping.payload-invalid', {
      count: found.length,
      problems: found.map((problem) => `${problem.target}：${mappingProblemText(problem, 'zh')}`).join('；'),
    });
  return payload;
}

type NewRow = {
  current: Case;
  item: ServiceItem;
  mapping: Mapping;
  payload: Record<string, unknown>;
  previous: OutboxRow | undefined;
  id: string;
  key: string;
  at: string;
};

/** A number and files from an earlier submission of the same case are kept: 补正 goes to the same number. */
function newRow({ current, item, mapping, payload, previous, id, key, at }: NewRow): OutboxRow {
  return {
    id,
    caseId: current.id,
    idempotencyKey: key,
    state: 'pending',
    mappingVersion: mapping.version,
    payload,
    attachments: item.materials.flatMap((material) => {
      const pageIds = slotPageIds(current, material.id);
      if (pageIds.length === 0) return [];
      return [{ materialCode: material.id, materialName: material.name, form: material.attachmentForm, pageIds }];
    }),
    caseNumber: current.caseNumber ?? previous?.caseNumber ?? null,
    queryPassword: current.queryPassword ?? previous?.queryPassword ?? null,
    uploaded: previous?.uploaded ?? {},
    attempts: 0,
    nextAttemptAt: at,
    lastError: null,
    createdAt: at,
  };
}

/** States that the approval system reports, in the order in which a case can pass through them unseen by us. */
const passedThrough: Partial<Record<CaseState, readonly CaseState[]>> = { concluded: ['accepted'] };

/** The case in the reported state; unchanged when it is there already or when the move is not one we know. */
function withApprovalState(current: Case, { state, message }: ApprovalState): Case {
  if (current.state === state) return current.approvalMessage === message ? current : { ...current, approvalMessage: message };
  if (caseMoves[current.state].includes(state)) return { ...moveCase(current, state), approvalMessage: message };
  const between = passedThrough[state]?.find((step) => caseMoves[current.state].includes(step));
  return between ? { ...moveCase(moveCase(current, between), state), approvalMessage: message } : current;
}

function makeReceipt(current: Case, item: ServiceItem, row: OutboxRow | undefined): Receipt {
  if (current.caseNumber === null || current.receivedAt === null) throw new AppError('conflict', { what: 'not-received' });
  const applicant = row?.payload['applicant'] as { name?: unknown } | undefined;
  return {
    caseNumber: current.caseNumber,
    queryPassword: current.queryPassword,
    itemName: item.name,
    departmentName: item.departmentName,
    applicantName: typeof applicant?.name === 'string' ? applicant.name : '',
    receivedAt: current.receivedAt,
    reviewer: current.reviewer?.displayName ?? '',
    materials: item.materials.flatMap(({ id, name, copies }) => {
      const pages = slotPageIds(current, id).length;
      return pages > 0 ? [{ name, pages, ...copies }] : [];
    }),
    missing: stillToSupply(checkChecklist(item, current), current).map(({ name }) => name),
  };
}
