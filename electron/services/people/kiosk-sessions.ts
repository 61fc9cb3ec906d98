/** The end of an applicant's session, by whomever: what is unsent is wiped, the processes that held it go, the ports are told. */
import type { Connection } from '#shared/session.ts';
import type { KioskCases } from '../kiosk-cases.ts';
import { createKioskWatch } from './kiosk-watch.ts';
import type { KioskLimits } from './kiosk-watch.ts';
import type { RecognitionQueue } from '../recognition/recognition-queue.ts';
import type { ScanJobs } from '../intake/scan-jobs.ts';
import type { SessionService } from './session.ts';
import type { StaffCalls } from './staff-calls.ts';

export type KioskSessionsOptions = {
  kiosk: KioskCases;
  jobs: Pick<ScanJobs, 'feeds'>;
  queue: Pick<RecognitionQueue, 'reads'>;
  sessions: Pick<SessionService, 'close'>;
  staffCalls: Pick<StaffCalls, 'end'>;
  /** Replaces what read an applicant's papers: the memory of a process that ended is nobody's. */
  forgetPapers(): void;
  report(where: string, error: unknown): void;
  limits?: Partial<KioskLimits>;
};

export type KioskSessions = ReturnType<typeof createKioskSessions>;

export function createKioskSessions({ kiosk, jobs, queue, sessions, staffCalls, forgetPapers, report, limits }: KioskSessionsOptions) {
  const listeners: ((connectionId: string) => void)[] = [];
  const tell = (connectionId: string) => {
    for (const listener of listeners) listener(connectionId);
  };
  /** @returns whether there was anything of an applicant */
  async function wipe(connectionId: string): Promise<boolean> {
    staffCalls.end(connectionId);
    const held = kiosk.cases(connectionId).length > 0;
    await kiosk.wipe(connectionId);
    if (held) forgetPapers();
    return held;
  }
  function close(connectionId: string): Promise<boolean> {
    watch.closed(connectionId);
    // First: a page that is still there starts nothing new.
    sessions.close(connectionId);
    return wipe(connectionId);
  }
  const reported = (work: Promise<unknown>) => void work.catch((error: unknown) => report('kiosk', error));
  const watch = createKioskWatch({
    endSession: (id) => reported(close(id).finally(() => tell(id))),
    wipe: (id) => reported(wipe(id).finally(() => tell(id))),
    holdsCase: (id) => kiosk.cases(id).length > 0,
    isBusy: (id) => kiosk.cases(id).some((caseId) => jobs.feeds(caseId) || queue.reads(caseId)),
    ...(limits && { limits }),
  });
  return {
    opened: watch.opened,
    pageOpened: watch.pageOpened,
    present: watch.present,
    /** The applicant leaves; the session stays for the next one. */
    async end({ id }: Connection): Promise<void> {
      if (await wipe(id)) tell(id);
    },
    /** The port ends the session. */
    closed: (connectionId: string) => reported(close(connectionId)),
    onEnd: (listener: (connectionId: string) => void): void => void listeners.push(listener),
    stop: watch.stop,
  };
}
