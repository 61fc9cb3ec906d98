/** Notices that the date of this computer is wrong or was set: receipts, notices and the audit log carry it. */
import type { Actor } from '#shared/case.ts';
import type { ClockDoubt } from '#shared/host-status.ts';
import { judgeClock } from '#shared/judge-clock.ts';
import type { AuditRepository } from '../../store/store.ts';

export type ClockWatchOptions = {
  audit: Pick<AuditRepository, 'append' | 'list'>;
  now: () => Date;
  /** Milliseconds of a clock that nobody can set. */
  steadyMs: () => number;
  onUnexpected: (error: unknown) => void;
};
export type ClockWatch = ReturnType<typeof createClockWatch>;

const lookEveryMs = 30_000;
/** A time server corrects by less, and a person who sets the date by more. */
const jumpMs = 5 * 60_000;
const watcher: Actor = { account: 'clock', displayName: '', role: 'system' };

export function createClockWatch({ audit, now, steadyMs, onUnexpected }: ClockWatchOptions) {
  let doubt: ClockDoubt | null = null;
  /** What the date is ahead of the steady clock. */
  const lead = () => now().getTime() - steadyMs();
  let knownLead = lead();
  let timer: NodeJS.Timeout | undefined;

  /** The audit log says where its dates shift, for whoever reads it years later. */
  async function tell(found: ClockDoubt): Promise<void> {
    doubt = found;
    await audit.append({ actor: watcher, action: `clock.${found.kind}`, subject: 'clock', details: found }).catch(onUnexpected);
  }

  async function look(): Promise<void> {
    const byMs = Math.round(lead() - knownLead);
    if (Math.abs(byMs) <= jumpMs) return;
    knownLead += byMs;
    const to = now();
    await tell({ kind: 'jumped', from: new Date(to.getTime() - byMs).toISOString(), to: to.toISOString(), byMs });
  }

  return {
    /** Judges the date by what the audit log holds, before this start adds to it; then watches it. */
    async start(): Promise<void> {
      const [newest] = await audit.list({ limit: 1 });
      const found = judgeClock(now(), newest?.at ?? null);
      if (found) await tell(found);
      timer = setInterval(() => void look(), lookEveryMs);
      timer.unref();
    },
    look,
    /** The latest of this run; null when there is none. */
    doubt: (): ClockDoubt | null => doubt,
    close: () => clearInterval(timer),
  };
}
