/** Contract → services for scanners: jobs with their pauses, states, profiles, self-test, certificates, recorder. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { Connection } from '#shared/session.ts';
import type { CasesService } from '../cases/cases.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { ScanJobs } from '../intake/scan-jobs.ts';
import type { SheetDoubts } from '../intake/sheet-doubts.ts';
import type { UnreadableFiles } from '../intake/unreadable-files.ts';
import type { KioskCases } from '../kiosk-cases.ts';
import type { DataSafetyService } from '../safety/data-safety.ts';
import type { ProtocolRecorder } from '../scanners/protocol-recorder.ts';
import type { ScanProfiles } from '../scanners/scan-profiles.ts';
import type { ScannerAccess } from '../scanners/scanner-access.ts';
import { testScanner } from '../scanners/scanner-self-test.ts';
import type { ScannerStates } from '../scanners/scanner-states.ts';
import { actorOf } from './case-handlers.ts';

const os = implement(contract).$context<{ connection: Connection }>();
const ok = { ok: true as const };
/** A screen that forgot to stop listening; it starts a new stream when it is still there. */
const watchMs = 60 * 60_000;

type ForScans = {
  configuration: Pick<Configuration, 'scanners' | 'scanner'>;
  jobs: ScanJobs;
  kiosk: KioskCases;
  profiles: ScanProfiles;
  unreadableFiles: UnreadableFiles;
  scannerStates: Pick<ScannerStates, 'watch'>;
  doubts: Pick<SheetDoubts, 'clear'>;
  cases: Pick<CasesService, 'pageDone'>;
  dataSafety: Pick<DataSafetyService, 'requireWriting'>;
};

export function scanHandlers(services: ForScans) {
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

export function profileHandlers({ profiles }: { profiles: ScanProfiles }) {
  return {
    list: os.admin.profiles.list.handler(() => profiles.list()),
    save: os.admin.profiles.save.handler(({ input, context }) => profiles.save(input, actorOf(context.connection))),
    remove: os.admin.profiles.remove.handler(({ input, context }) => profiles.remove(input.id, actorOf(context.connection))),
  };
}

type ForSelfTest = {
  configuration: Configuration;
  scanners: ScannerAccess;
  /** The folder for test pages; made when it is first needed. */
  selfTestSpool: () => Promise<string>;
};

export function selfTestHandlers({ configuration, scanners, selfTestSpool }: ForSelfTest) {
  return {
    selfTest: os.admin.scanners.selfTest.handler(async function* ({ input, signal }) {
      const { driver, address, testPage } = input;
      const options = { testPage, signal: signal ?? AbortSignal.timeout(watchMs) };
      yield* testScanner(
        { scanners, spoolFolder: await selfTestSpool() },
        { driver, address, traits: configuration.traitsOf(driver) },
        options,
      );
    }),
    certificate: os.admin.scanners.certificate.handler(({ input }) => scanners.certificate(input.driver, input.address)),
  };
}

export function recorderHandlers({ recorder }: { recorder: ProtocolRecorder }) {
  return {
    get: os.admin.recorder.get.handler(() => recorder.view()),
    set: os.admin.recorder.set.handler(({ input, context }) => recorder.set(input.on, actorOf(context.connection))),
    read: os.admin.recorder.read.handler(({ input }) => recorder.read(input.id)),
    remove: os.admin.recorder.remove.handler(({ input }) => recorder.remove(input.id)),
  };
}
