/** What the host and the scanners' process say to each other. Pages cross as paths of spool files, never as bytes. */
import type { DeviceStatus, ScannerCapabilities, ScannerCertificate, ScanRequest } from '#shared/device.ts';
import type { SerializedError } from '#shared/errors.ts';
import type { DeviceEvent, EndedJob, JobSummary, LeftJob, PageResult, Progress } from '../driver.ts';

/** `id` names one call; answers carry the id of the call they belong to. */
export type HostMessage =
  | { type: 'discover'; id: number }
  | { type: 'capabilities'; id: number; driver: string; address: string }
  | { type: 'status'; id: number; driver: string; address: string }
  | { type: 'certificate'; id: number; driver: string; address: string }
  | { type: 'end-job'; id: number; driver: string; address: string; left: LeftJob }
  | {
      type: 'scan';
      id: number;
      driver: string;
      address: string;
      request: ScanRequest;
      spoolFolder: string;
      /** base64 */
      spoolKey: string;
      /** Sheets of the stack that are safe from earlier jobs of the device. */
      sheetsBefore: number;
      /** Where a protocol trace of the job goes; null = none is written. */
      traceFolder: string | null;
    }
  /** A file in the spool, sealed with the same key, that a person uploaded: answered by its pages. */
  | { type: 'split'; id: number; file: string; spoolFolder: string; /** base64 */ spoolKey: string }
  /** The consumer took the last page and wants one more: without it the next sheet is not fed. */
  | { type: 'next'; id: number }
  /** Ends a discovery, a scan or a split. */
  | { type: 'cancel'; id: number }
  /** Cancel everything, give all devices back, and exit. */
  | { type: 'close' };

export type ChildMessage =
  | { type: 'device'; id: number; event: DeviceEvent }
  | { type: 'value'; id: number; value: ScannerCapabilities | DeviceStatus | ScannerCertificate | EndedJob | null }
  | { type: 'progress'; id: number; progress: Progress }
  | { type: 'page'; id: number; page: PageResult }
  | { type: 'done'; id: number; summary: JobSummary }
  | { type: 'error'; id: number; error: SerializedError };
