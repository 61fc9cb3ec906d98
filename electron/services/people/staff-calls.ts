/** 叫工作人员: an applicant at a kiosk calls, every counter sees it, one named clerk answers, and the applicant is told. */
import type { Actor } from '#shared/case.ts';
import { AppError } from '#shared/errors.ts';
import type { Connection, StaffCall } from '#shared/session.ts';
import type { AuditEntry } from '../../store/store.ts';

export type StaffCallsOptions = {
  audit: { append(entry: AuditEntry): Promise<void> };
  now: () => Date;
  newId: () => string;
};
export type StaffCalls = ReturnType<typeof createStaffCalls>;

/** Wakes everybody who follows. */
function createChanges() {
  const wakers = new Set<() => void>();

  function changed(): void {
    for (const wake of [...wakers]) wake();
  }

  /** What `look` gives now, and again after every change, until `signal` aborts. */
  async function* follow<T>(look: () => T, signal: AbortSignal): AsyncGenerator<T> {
    let shown: string | null = null;
    while (!signal.aborted) {
      let wake = (): void => undefined;
      const waiting = new Promise<void>((resolve) => (wake = resolve));
      wakers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
      try {
        const value = look();
        const text = JSON.stringify(value);
        if (text !== shown) yield value;
        shown = text;
        await waiting;
      } finally {
        wakers.delete(wake);
        signal.removeEventListener('abort', wake);
      }
    }
  }

  return { changed, follow };
}

export function createStaffCalls({ audit, now, newId }: StaffCallsOptions) {
  /** By the kiosk's connection: one person calls once, however often the button is pressed. */
  const calls = new Map<string, StaffCall>();
  const { changed, follow } = createChanges();

  return {
    /** Calling again while nobody has answered is the same call; after an answer it is a new one. */
    async call(connection: Connection, actor: Actor): Promise<StaffCall> {
      const before = calls.get(connection.id);
      if (before && before.answeredBy === null) return before;
      const call: StaffCall = { id: newId(), calledAt: now().toISOString(), answeredBy: null, answeredAt: null };
      calls.set(connection.id, call);
      changed();
      await audit.append({ actor, action: 'kiosk.call-staff', subject: `call:${call.id}` });
      return call;
    },
    /** The first clerk who answers goes. @throws AppError `not-found` when the applicant has left, `conflict` when somebody else goes */
    async answer(id: string, actor: Actor): Promise<void> {
      const found = [...calls].find(([, call]) => call.id === id);
      if (!found) throw new AppError('not-found', { what: 'staff-call' });
      const [connectionId, call] = found;
      if (call.answeredBy !== null) throw new AppError('conflict', { what: 'staff-call' });
      calls.set(connectionId, { ...call, answeredBy: actor.displayName, answeredAt: now().toISOString() });
      changed();
      await audit.append({ actor, action: 'kiosk.call-answered', subject: `call:${id}` });
    },
    /** The session at the kiosk is over: nobody waits there any more. */
    end(connectionId: string): void {
      if (calls.delete(connectionId)) changed();
    },
    /** For the counters: every call of a person who is still there, oldest first. */
    watchAll: (signal: AbortSignal) => follow(() => [...calls.values()].sort((a, b) => a.calledAt.localeCompare(b.calledAt)), signal),
    /** For the kiosk: its own call. */
    watchOwn: (connectionId: string, signal: AbortSignal) => follow(() => calls.get(connectionId) ?? null, signal),
  };
}
