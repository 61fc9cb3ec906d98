/** The one way to change a case: changes of one case run one after the other, each stored with its audit row in one transaction. */
import type { Actor, Case } from '#shared/case.ts';
import { AppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import type { Repositories, Store } from '../store/store.ts';
import type { CaseEvents } from './case-events.ts';

export type CaseChange = (current: Case, repositories: Repositories) => Case | Promise<Case>;
export type EditReason = { actor: Actor; action: string; details?: ErrorDetails };
export type CaseEditor = ReturnType<typeof createCaseEditor>;

export function createCaseEditor({ store, events }: { store: Store; events: CaseEvents }) {
  const tails = new Map<string, Promise<unknown>>();

  /** Runs `work` after everything queued earlier for this case; a failure does not hold up the next. */
  function inTurn<T>(caseId: string, work: () => Promise<T>): Promise<T> {
    const result = (tails.get(caseId) ?? Promise.resolve()).then(work, work);
    const tail = result
      .catch(() => undefined)
      .then(() => {
        if (tails.get(caseId) === tail) tails.delete(caseId);
      });
    tails.set(caseId, tail);
    return result;
  }

  /**
   * @returns the stored case; when `change` gives back the same object nothing is stored
   * @throws AppError `not-found` and whatever `change` throws
   */
  function edit(caseId: string, reason: EditReason, change: CaseChange): Promise<Case> {
    return inTurn(caseId, async () => {
      const stored = await store.transaction(async (repositories) => {
        const current = await repositories.cases.get(caseId);
        if (!current) throw new AppError('not-found', { what: 'case' });
        const next = await change(current, repositories);
        if (next === current) return current;
        const saved = await repositories.cases.save(next);
        await repositories.audit.append({ ...reason, subject: caseId });
        return saved;
      });
      events.changed(caseId, stored.revision);
      return stored;
    });
  }

  return { edit, inTurn };
}
