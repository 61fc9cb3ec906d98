/** What was refused at the door, in the audit log: the first of its kind at once, what follows within a minute as one row with a count. */
import type { ErrorDetails } from '#shared/errors.ts';
import type { Refusal } from '#shared/session.ts';
import type { AuditEntry } from '../../store/store.ts';
import { systemActor } from './accounts.ts';

/** What the ports refuse, and `guess`: a password sent while the screen has to wait. */
type Noted = Omit<Refusal, 'kind'> & { kind: Refusal['kind'] | 'guess' };

const collectMs = 60_000;
/** A flood of accounts cannot be: only staff who are signed in have one here. */
type Collected = { refusal: Noted; count: number; timer: ReturnType<typeof setTimeout> };

export function createRefusalLog(options: {
  append: (entry: AuditEntry) => Promise<void>;
  report: (where: string, error: unknown) => void;
}) {
  const collecting = new Map<string, Collected>();

  function write({ kind, account, what }: Noted, count: number): void {
    const details: ErrorDetails = { count, ...(account !== undefined && { account }), ...(what !== undefined && { last: what }) };
    options
      .append({ actor: systemActor, action: 'refused', subject: `refused:${kind}`, details })
      .catch((error: unknown) => options.report('refusal', error));
  }

  function finish(key: string): void {
    const collected = collecting.get(key);
    collecting.delete(key);
    clearTimeout(collected?.timer);
    if (collected && collected.count > 0) write(collected.refusal, collected.count);
  }

  return {
    note(refusal: Noted): void {
      const key = `${refusal.kind} ${refusal.account ?? ''}`;
      const collected = collecting.get(key);
      if (collected) {
        collected.count += 1;
        collected.refusal = refusal;
        return;
      }
      write(refusal, 1);
      collecting.set(key, { refusal, count: 0, timer: setTimeout(() => finish(key), collectMs).unref() });
    },
    /** Writes what was collected so far. */
    close(): void {
      for (const key of [...collecting.keys()]) finish(key);
    },
  };
}
export type RefusalLog = ReturnType<typeof createRefusalLog>;
