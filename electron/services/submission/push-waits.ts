/** The waits between attempts, measured by a clock that nobody can set; the stored time of the next attempt is only for people to read. */
import type { OutboxRow } from '../../store/store.ts';

type Waiting = Pick<OutboxRow, 'id' | 'attempts' | 'nextAttemptAt'>;
type Wait = Omit<Waiting, 'id'> & { fromMs: number; forMs: number };
export type PushWaits = ReturnType<typeof createPushWaits>;

/**
 * Kept in memory only. After a start nothing can tell how long a row has waited already: the date may have been set, or
 * been wrong, meanwhile. So a wait ends with the process that began it, and no case ever waits longer than it was told to.
 */
export function createPushWaits(steadyMs: () => number) {
  const waits = new Map<string, Wait>();
  return {
    /** @param row as it is stored */
    begin({ id, attempts, nextAttemptAt }: Waiting, forMs: number): void {
      waits.set(id, { attempts, nextAttemptAt, fromMs: steadyMs(), forMs });
    },
    /** How long the row has to wait yet; 0 when it is due, as every row is that was begun elsewhere or changed by a person since. */
    leftMs({ id, attempts, nextAttemptAt }: Waiting): number {
      const wait = waits.get(id);
      if (!wait || wait.attempts !== attempts || wait.nextAttemptAt !== nextAttemptAt) return 0;
      const elapsedMs = steadyMs() - wait.fromMs;
      // Running backwards, it is no clock to wait by.
      return elapsedMs < 0 ? 0 : Math.max(0, wait.forMs - elapsedMs);
    },
    /** The same wait under another date. */
    redate(id: string, nextAttemptAt: string): void {
      const wait = waits.get(id);
      if (wait) waits.set(id, { ...wait, nextAttemptAt });
    },
    end: (id: string) => void waits.delete(id),
    endAll: () => waits.clear(),
  };
}
