/** Everything the handlers call, put together by host.ts. */
import type { ConnectionSettings } from '#shared/contract.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import type { Connector } from '../../connectors/connector.ts';
import type { Recognizer } from '../../pipeline/recognizer.ts';
import type { Store } from '../../store/store.ts';
import type { CaseEvents } from '../case-events.ts';
import type { CasesService } from '../cases.ts';
import type { Configuration } from '../configuration.ts';
import type { EngineChoice } from '../engine-choice.ts';
import type { FileImport } from '../file-import.ts';
import type { KioskCases } from '../kiosk-cases.ts';
import type { ReviewService } from '../review.ts';
import type { RecognitionQueue } from '../recognition-queue.ts';
import type { ScanJobs } from '../scan-jobs.ts';
import type { ScannerAccess } from '../scanner-access.ts';
import type { SessionService } from '../session.ts';
import type { SubmissionService } from '../submission.ts';

export type Services = {
  store: Store;
  items: readonly ServiceItem[];
  events: CaseEvents;
  cases: CasesService;
  jobs: ScanJobs;
  queue: RecognitionQueue;
  kiosk: KioskCases;
  review: ReviewService;
  submission: SubmissionService;
  configuration: Configuration;
  sessions: SessionService;
  scanners: ScannerAccess;
  recognizer: Recognizer;
  connectorFor: (settings: ConnectionSettings) => Connector;
  wakeOutbox: () => void;
  /** Of the configured approval system; null when it publishes none or none is configured. */
  payloadSchema: () => Promise<Record<string, unknown> | null>;
  platform: { keyStorage: string; dataFolder: string };
};
  engineChoice: EngineChoice;
