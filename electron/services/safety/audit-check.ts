/** Keeps the audit log verified without holding up the host: new rows whenever somebody looks, all of it at start, daily and on demand. */
import type { AuditState } from '#shared/host-status.ts';
import type { AuditMark, AuditRepository } from '../../store/store.ts';

export type AuditCheckOptions = {
  audit: Pick<AuditRepository, 'verify'>;
  now: () => Date;
  onUnexpected: (error: unknown) => void;
};
export type AuditCheck = ReturnType<typeof createAuditCheck>;

const checkAllEveryMs = 24 * 60 * 60_000;

export function createAuditCheck({ audit, now, onUnexpected }: AuditCheckOptions) {
  const stop = new AbortController();
  let mark: AuditMark = { rows: 0, hash: '' };
  let brokenAt: number | null = null;
  let checkedAt: string | null = null;
  let whole = false;
  let tail: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function verify(from: AuditMark | null): Promise<void> {
    const found = await audit.verify({
      signal: stop.signal,
      onProgress: (verified) => void (mark = verified),
      ...(from ? { from } : {}),
    });
    // A break stays told until a check from the first row finds none.
    brokenAt = found.brokenAt ?? (from ? brokenAt : null);
  }

  /** One at a time: they share the mark. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    tail = tail.then(work).catch((error: unknown) => {
      if (!stop.signal.aborted) onUnexpected(error);
    });
    return tail;
  }

  function checkAll(): Promise<void> {
    if (whole) return tail;
    whole = true;
    return inTurn(async () => {
      mark = { rows: 0, hash: '' };
      await verify(null).finally(() => (whole = false));
      checkedAt = now().toISOString();
    });
  }

  return {
    start(): void {
      void checkAll();
      timer = setInterval(() => void checkAll(), checkAllEveryMs);
      timer.unref();
    },
    /** From the first row: finds a change of any row. */
    checkAll,
    /** After the rows that were added since; while a check from the first row runs, how far it is. */
    async state(): Promise<AuditState> {
      if (!whole) await inTurn(() => verify(mark));
      return { rows: mark.rows, brokenAt, checking: whole, checkedAt };
    },
    async close(): Promise<void> {
      clearInterval(timer);
      stop.abort();
      await tail;
    },
  };
}
