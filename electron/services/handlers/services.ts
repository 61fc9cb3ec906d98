/** Everything the handlers call, put together by host.ts. */
import type { ConnectionSettings } from '#shared/contract.ts';
import type { Connector } from '../../connectors/connector.ts';
import type { Recognizer } from '../../pipeline/recognizer.ts';
import type { Store } from '../../store/store.ts';
import type { AuditCheck } from '../audit-check.ts';
import type { CaseEvents } from '../case-events.ts';
import type { CasesService } from '../cases.ts';
import type { ClockWatch } from '../clock-watch.ts';
import type { Configuration } from '../configuration.ts';
import type { EngineChoice } from '../engine-choice.ts';
import type { FileImport } from '../file-import.ts';
import type { KioskCases } from '../kiosk-cases.ts';
import type { KioskSessions } from '../kiosk-sessions.ts';
import type { LeftJobs } from '../left-jobs.ts';
import type { ProtocolRecorder } from '../protocol-recorder.ts';
import type { ReviewService } from '../review.ts';
import type { RecognitionQueue } from '../recognition-queue.ts';
import type { ScanJobs } from '../scan-jobs.ts';
import type { ScanProfiles } from '../scan-profiles.ts';
import type { ScannerAccess } from '../scanner-access.ts';
import type { ScannerStates } from '../scanner-states.ts';
import type { SessionService } from '../session.ts';
import type { SheetDoubts } from '../sheet-doubts.ts';
import type { StaffCalls } from '../staff-calls.ts';
import type { IssuedDocuments } from '../documents/issued-documents.ts';
import type { ServiceItemCatalogue } from '../service-items/catalogue.ts';
import type { SubmissionService } from '../submission.ts';
import type { TaughtTypesService } from '../taught-types.ts';
import type { UnreadableFiles } from '../unreadable-files.ts';

export type Services = {
  store: Store;
  items: ServiceItemCatalogue;
  documents: IssuedDocuments;
  events: CaseEvents;
  cases: CasesService;
  jobs: ScanJobs;
  fileImport: FileImport;
  leftJobs: LeftJobs;
  doubts: SheetDoubts;
  profiles: ScanProfiles;
  scannerStates: ScannerStates;
  unreadableFiles: UnreadableFiles;
  recorder: ProtocolRecorder;
  /** The folder for test pages; made when it is first needed. */
  selfTestSpool: () => Promise<string>;
  queue: RecognitionQueue;
  kiosk: KioskCases;
  kioskSessions: KioskSessions;
  taughtTypes: TaughtTypesService;
  review: ReviewService;
  submission: SubmissionService;
  configuration: Configuration;
  sessions: SessionService;
  staffCalls: StaffCalls;
  scanners: ScannerAccess;
  recognizer: Recognizer;
  engineChoice: EngineChoice;
  connectorFor: (settings: ConnectionSettings) => Connector;
  /** Every case that waits is tried at once. */
  tryOutbox: () => void;
  auditCheck: AuditCheck;
  clock: ClockWatch;
  /** Of the configured approval system; null when it publishes none or none is configured. */
  payloadSchema: () => Promise<Record<string, unknown> | null>;
  platform: { keyStorage: string; dataFolder: string };
};
