/** Audit rows that wait for room: a full disk must not keep staff from signing in, and no row of it may be forgotten. */
import { isAppError } from '#shared/errors.ts';
import type { AuditEntry } from '../../store/store.ts';
import { systemActor } from './accounts.ts';

/** Rows of a day of signing in; each is a few hundred bytes. */
const keptRows = 1_000;
const retryMs = 10_000;

export type PatientAuditOptions = {
  append: (entry: AuditEntry) => Promise<void>;
  now: () => Date;
  /** Told when rows begin to wait, and when the last of them is written. */
  onChange?: () => void;
  /** Takes errors of rows that nobody waits for. */
  report: (where: string, error: unknown) => void;
};
export type PatientAudit = ReturnType<typeof createPatientAudit>;

export const isOutOfSpace = (error: unknown): boolean => isAppError(error) && error.code === 'store.out-of-space';

export function createPatientAudit({ append, now, onChange = () => undefined, report }: PatientAuditOptions) {
  const waiting: AuditEntry[] = [];
  let lost = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();

  function keep(entry: AuditEntry): void {
    // Written later, the row carries the time of then.
    waiting.push({ ...entry, details: { ...entry.details, happenedAt: now().toISOString() } });
    if (waiting.length > keptRows) {
      waiting.shift();
      lost += 1;
    }
    timer ??= setTimeout(retry, retryMs).unref();
    if (waiting.length === 1) onChange();
  }

  async function flush(): Promise<void> {
    if (lost > 0) {
      await append({ actor: systemActor, action: 'audit.rows-lost', subject: 'disk-full', details: { count: lost } });
      lost = 0;
    }
    while (waiting[0]) {
      await append(waiting[0]);
      waiting.shift();
      if (waiting.length === 0) onChange();
    }
  }

  function retry(): void {
    timer = undefined;
    writing = writing.then(flush).catch((error: unknown) => {
      if (isOutOfSpace(error)) timer ??= setTimeout(retry, retryMs).unref();
      else report('audit', error);
    });
  }

  return {
    /** Resolves once the row is written, or kept for later while the disk is full. */
    append(entry: AuditEntry): Promise<void> {
      const written = writing.then(async () => {
        try {
          await flush();
          await append(entry);
        } catch (error) {
          if (!isOutOfSpace(error)) throw error;
          keep(entry);
        }
      });
      writing = written.catch(() => undefined);
      return written;
    },
    /** True while rows wait for room on the disk. */
    isWaiting: () => waiting.length > 0,
    async close(): Promise<void> {
      clearTimeout(timer);
      await (writing = writing.then(flush).catch((error: unknown) => report('audit', error)));
    },
  };
}
