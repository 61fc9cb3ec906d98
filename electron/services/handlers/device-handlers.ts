/** Contract → services for scanners: jobs with their pauses, states, profiles, self-test, certificates, recorder. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { Connection } from '#shared/session.ts';
import { testScanner } from '../scanners/scanner-self-test.ts';
import { actorOf } from './case-handlers.ts';
import type { Services } from './services.ts';

const os = implement(contract).$context<{ connection: Connection }>();
const ok = { ok: true as const };
/** A screen that forgot to stop listening; it starts a new stream when it is still there. */
const watchMs = 60 * 60_000;

export function scanHandlers(services: Services) {
  const { configuration, jobs, kiosk, profiles, unreadableFiles, scannerStates, doubts, cases, dataSafety } = services;
  /** A job that has ended by itself needs no cancelling. */
  const requireOwn = (connection: Connection, jobId: string): void => {
    const caseId = jobs.caseOf(jobId);
    if (caseId) kiosk.require(connection, caseId);
  };
  return {
    scanners: os.scan.scanners.handler(() => configuration.scanners()),
    start: os.scan.start.handler(async ({ input, context: { connection } }) => {
      dataSafety.requireWriting();
      const config = await configuration.scanner(input.scannerId);
      const options = { waitForPaper: input.waitForPaper, pauses: true, clears: input.clears };
      const { jobId } = await jobs.start(kiosk.require(connection, input.caseId), config, input.request, actorOf(connection), options);
      return { jobId };
    }),
    profiles: os.scan.profiles.handler(() => profiles.list()),
    startProfile: os.scan.startProfile.handler(async ({ input, context: { connection } }) => {
      dataSafety.requireWriting();
      const { scannerId, request, waitForPaper } = await profiles.get(input.profileId);
      const config = await configuration.scanner(scannerId);
      const caseId = kiosk.require(connection, input.caseId);
      const { jobId } = await jobs.start(caseId, config, request, actorOf(connection), { waitForPaper, pauses: true });
      return { jobId };
    }),
    allThere: os.scan.allThere.handler(async ({ input, context: { connection } }) => {
      const caseId = kiosk.require(connection, input.caseId);
      await doubts.clear(caseId, input.jobId, 'all-there', actorOf(connection));
      await cases.pageDone(caseId);
      return ok;
    }),
    resume: os.scan.resume.handler(({ input, context }) => {
      dataSafety.requireWriting();
      requireOwn(context.connection, input.jobId);
      jobs.resume(input.jobId);
      return ok;
    }),
    cancel: os.scan.cancel.handler(({ input, context }) => {
      requireOwn(context.connection, input.jobId);
      jobs.cancel(input.jobId);
      return ok;
    }),
    watchScanner: os.scan.watchScanner.handler(async function* ({ input, signal }) {
      yield* scannerStates.watch(input.scannerId, signal ?? AbortSignal.timeout(watchMs));
    }),
    unreadableFiles: os.scan.unreadableFiles.handler(() => unreadableFiles.list()),
    dismissUnreadableFile: os.scan.dismissUnreadableFile.handler(({ input }) => unreadableFiles.dismiss(input.id)),
  };
}

export function profileHandlers({ profiles }: Services) {
  return {
    list: os.admin.profiles.list.handler(() => profiles.list()),
    save: os.admin.profiles.save.handler(({ input, context }) => profiles.save(input, actorOf(context.connection))),
    remove: os.admin.profiles.remove.handler(({ input, context }) => profiles.remove(input.id, actorOf(context.connection))),
  };
}

export function selfTestHandlers({ scanners, selfTestSpool }: Services) {
  return {
    selfTest: os.admin.scanners.selfTest.handler(async function* ({ input, signal }) {
      const { driver, address, testPage } = input;
      const options = { testPage, signal: signal ?? AbortSignal.timeout(watchMs) };
      yield* testScanner({ scanners, spoolFolder: await selfTestSpool() }, { driver, address }, options);
    }),
    certificate: os.admin.scanners.certificate.handler(({ input }) => scanners.certificate('escl-network', input.address)),
  };
}

export function recorderHandlers({ recorder }: Services) {
  return {
    get: os.admin.recorder.get.handler(() => recorder.view()),
    set: os.admin.recorder.set.handler(({ input, context }) => recorder.set(input.on, actorOf(context.connection))),
    read: os.admin.recorder.read.handler(({ input }) => recorder.read(input.id)),
    remove: os.admin.recorder.remove.handler(({ input }) => recorder.remove(input.id)),
  };
}
