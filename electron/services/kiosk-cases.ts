/** Which cases belong to which kiosk session, and the wipe when it ends: nothing of an applicant stays for the next one. */
import type { Connection } from '#shared/session.ts';
import { AppError } from '#shared/errors.ts';
import { machine } from './cases/cases.ts';
import type { Store } from '../store/store.ts';
import type { RecognitionQueue } from './recognition/recognition-queue.ts';
import type { ScanJobs } from './intake/scan-jobs.ts';

/** States in which the case already belongs to the hall: it stays for staff. */
const handedOver = new Set([
  'submitting',
  'submit_failed',
  'received',
  'accepted',
  'correction_required',
  'special_procedure',
  'concluded',
  'rejected',
]);

export type KioskCases = ReturnType<typeof createKioskCases>;

export function createKioskCases({ store, jobs, queue }: { store: Store; jobs: ScanJobs; queue: RecognitionQueue }) {
  const owned = new Map<string, Set<string>>();

  async function wipe(connectionId: string): Promise<void> {
    const own = owned.get(connectionId) ?? new Set();
    owned.delete(connectionId);
    for (const caseId of own) await eraseUnsent(caseId);
  }

  async function eraseUnsent(caseId: string): Promise<void> {
    await jobs.stopCase(caseId);
    const current = await store.cases.get(caseId);
    if (!current || handedOver.has(current.state)) return;
    queue.dropCase(caseId);
    await store.transaction(async ({ cases, audit }) => {
      await cases.erase(caseId);
      await audit.append({ actor: machine, action: 'kiosk.wipe', subject: caseId });
    });
  }

  return {
    own(connection: Connection, caseId: string): void {
      if (connection.role() !== 'applicant') return;
      owned.set(connection.id, (owned.get(connection.id) ?? new Set()).add(caseId));
    },
    /** Staff see every case of the hall; an applicant only the ones of this session. */
    canSee: (connection: Connection, caseId: string): boolean =>
      connection.role() === 'applicant'
        ? (owned.get(connection.id)?.has(caseId) ?? false)
        : connection.role() === 'operator' || connection.role() === 'reviewer',
    /** @throws AppError `not-found`: a foreign case is not even confirmed to exist */
    require(connection: Connection, caseId: string): string {
      if (!this.canSee(connection, caseId)) throw new AppError('not-found', { what: 'case' });
      return caseId;
    },
    wipe,
    cases: (connectionId: string): readonly string[] => [...(owned.get(connectionId) ?? [])],
    /** At start: unsent kiosk cases of a session that a crash or power cut ended. */
    async wipeAbandoned(): Promise<number> {
      const left = (await store.cases.list()).filter(({ face, state }) => face === 'kiosk' && !handedOver.has(state));
      for (const { id } of left) await eraseUnsent(id);
      return left.length;
    },
  };
}
