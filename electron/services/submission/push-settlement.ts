/** What the outcome of a push does to its outbox row and its case, both in one transaction. */
import { moveCase } from '#shared/case.ts';
import type { Actor, Case } from '#shared/case.ts';
import { isAppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import type { PushReason } from '#shared/push-reason.ts';
import { pushReasonText } from '#shared/push-reason-texts.ts';
import type { PushOutcome } from '../../connectors/connector.ts';
import type { OutboxRow, Store } from '../../store/store.ts';
import type { CaseEditor } from '../case-editor.ts';
import { earlierContentNotice } from './push-texts.ts';
import { unauthorisedPauseMs, waitBeforeNext } from './push-back-off.ts';
import type { BackOff } from './push-back-off.ts';
import type { PushWaits } from './push-waits.ts';

/** `broken`: the files of the case cannot be made; trying again changes nothing. */
export type AttemptResult = PushOutcome | { kind: 'broken'; reason: PushReason } | { kind: 'cancelled' };

export type SettlementOptions = {
  store: Store;
  editor: Pick<CaseEditor, 'edit'>;
  now: () => Date;
  random: () => number;
  backOff: BackOff;
  waits: PushWaits;
  /** The state of the push changed though the case did not. */
  onChange: (caseId: string) => void;
};

const worker: Actor = { account: 'outbox', displayName: '', role: 'system' };

/** @param row as it was sent @param firstEver true on the very first attempt of this row */
export async function settle(row: OutboxRow, result: AttemptResult, firstEver: boolean, options: SettlementOptions): Promise<void> {
  switch (result.kind) {
    case 'accepted':
    case 'duplicate': {
      const delivered: OutboxRow = { ...row, state: 'delivered', caseNumber: result.caseNumber, lastError: null };
      const notice = result.kind === 'duplicate' && firstEver ? earlierContentNotice : null;
      const receivedAt = result.receivedAt ?? options.now().toISOString();
      return finish(delivered, 'push.delivered', { outcome: result.kind, attempts: row.attempts }, options, (current) => ({
        ...current,
        caseNumber: result.caseNumber,
        queryPassword: row.queryPassword,
        receivedAt,
        approvalMessage: notice,
        state: current.state === 'submitting' ? moveCase(current, 'received').state : current.state,
      }));
    }
    case 'rejected': {
      // The system's own words: into the encrypted store and before staff, never into audit or log.
      const words = result.problems.map(wordsOf).join('\n');
      const rejected: OutboxRow = { ...row, state: 'rejected', lastError: { code: 'system-words', details: { words } } };
      return finish(rejected, 'push.rejected', { problems: result.problems.length, attempts: row.attempts }, options, (current) =>
        failed(current, words),
      );
    }
    case 'broken':
      return park({ ...row, lastError: result.reason }, options);
    case 'retry':
      return retryOrPark(row, result.reason, result.afterMs, options);
    // Not parked at once: IT staff mend the key in one place, and every waiting case must then go by itself.
    case 'unauthorised':
      return retryOrPark(row, result.reason, unauthorisedPauseMs, options);
    // The program ends; the attempt does not count and is made anew at the next start.
    case 'cancelled':
      return options.store.outbox.save({
        ...row,
        state: 'pending',
        attempts: row.attempts - 1,
        nextAttemptAt: options.now().toISOString(),
      });
  }
}

/** What the system said of one place of the submission, as it is kept with the case. */
const wordsOf = ({ path, reason }: { path: string | null; reason: PushReason }): string =>
  [path ?? '', pushReasonText(reason, 'zh')].filter(Boolean).join(' ');

async function retryOrPark(row: OutboxRow, reason: PushReason, afterMs: number | null, options: SettlementOptions): Promise<void> {
  if (row.attempts >= options.backOff.maxAttempts) return park({ ...row, lastError: reason }, options);
  const waitMs = waitBeforeNext(row.attempts, afterMs, options.random(), options.backOff);
  await pend({ ...row, lastError: reason }, waitMs, options);
  options.onChange(row.caseId);
}

/** The row waits, and says until when. */
export async function pend(row: OutboxRow, waitMs: number, { store, waits, now }: SettlementOptions): Promise<void> {
  const pending: OutboxRow = { ...row, state: 'pending', nextAttemptAt: new Date(now().getTime() + waitMs).toISOString() };
  await store.outbox.save(pending);
  waits.begin(pending, waitMs);
}

/** Parked, never dropped: it waits in the outbox until a person sends it again. */
function park(row: OutboxRow, options: SettlementOptions): Promise<void> {
  return finish({ ...row, state: 'parked' }, 'push.parked', { attempts: row.attempts }, options, (current) => failed(current, null));
}

const failed = (current: Case, approvalMessage: string | null): Case =>
  current.state === 'submitting' ? { ...moveCase(current, 'submit_failed'), approvalMessage } : { ...current, approvalMessage };

async function finish(
  row: OutboxRow,
  action: string,
  details: ErrorDetails,
  { store, editor }: SettlementOptions,
  change: (current: Case) => Case,
): Promise<void> {
  try {
    await editor.edit(row.caseId, { actor: worker, action, details }, async (current, { outbox }) => {
      await outbox.save(row);
      return change(current);
    });
  } catch (error) {
    // The case was erased (retention) while its row stayed: the row keeps the truth alone.
    if (!isAppError(error) || error.code !== 'not-found') throw error;
    await store.transaction(async ({ outbox, audit }) => {
      await outbox.save(row);
      await audit.append({ actor: worker, action, subject: row.caseId, details });
    });
  }
}
