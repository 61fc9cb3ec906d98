/** What the services need of the scanners' child process. */
import type { DeviceStatus, ScannerCapabilities, ScannerCertificate, ScanRequest } from '#shared/device.ts';
import type { DeviceEvent, EndedJob, FeedState, JobSummary, LeftJob, PageResult, Progress, SpoolRef } from '../../../drivers/driver.ts';

export interface ScannerAccess {
  discover(sink: (event: DeviceEvent) => void, signal: AbortSignal): Promise<void>;
  capabilities(driver: string, address: string, signal?: AbortSignal): Promise<ScannerCapabilities>;
  status(driver: string, address: string, signal?: AbortSignal): Promise<DeviceStatus>;
  /** What an encrypted device shows of itself; null for an address without encryption. */
  certificate(driver: string, address: string, signal?: AbortSignal): Promise<ScannerCertificate | null>;
  /** The next page is asked for only when the consumer pulls. */
  scan(
    driver: string,
    address: string,
    request: ScanRequest,
    context: { spool: SpoolRef; sheetsBefore: number; signal: AbortSignal; onProgress(progress: Progress): void },
  ): AsyncGenerator<PageResult, JobSummary>;
  /** Ends a job that an earlier process left at the device; null where a job ends with its process. @throws AppError `device.*` */
  endJob(driver: string, address: string, left: LeftJob, signal: AbortSignal): Promise<EndedJob | null>;
  /** Where a job stands with its paper, from its spool folder; null when no device was asked for anything. */
  feedState(spoolFolder: string): Promise<FeedState | null>;
  /** Durable before a person is told that nothing was taken from the sheet after `sheetsBefore` on. */
  noteTold(spoolFolder: string, sheetsBefore: number): Promise<void>;
  /** Plain bytes of a finished spool file. @throws AppError `store.corrupt` */
  readSpoolFile(file: string, key: Uint8Array): Promise<Uint8Array>;
  /**
   * One image file or PDF → its pages, in the spool; those before a damaged one come first.
   * @throws AppError `file.*`, `timeout`
   */
  splitFile(bytes: Uint8Array, spool: SpoolRef): AsyncGenerator<PageResult>;
  /** Redacted protocol traces of the jobs that begin from now on go to this folder; null = none are written. */
  setRecording(folder: string | null): void;
  /** Ends the processes that are idle: the next page starts one with nothing of earlier papers in its memory. */
  recycle(): void;
  close(): Promise<void>;
}
