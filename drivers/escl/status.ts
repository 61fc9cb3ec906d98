/** ScannerStatus XML → the device's state, its feeder and its jobs. */
import type { DeviceStatus } from '#shared/device.ts';
import { child, children, parseXml, text, texts } from './xml.ts';
import { feederState, scannerState } from './vocabulary.ts';

export type EsclJob = { uri: string; uuid: string | null; state: string | null; reasons: string[] };
export type EsclStatus = { state: string | null; adfState: string | null; jobs: EsclJob[] };

/** @throws AppError `device.protocol` when it is not a status document */
export function parseStatus(xml: string): EsclStatus {
  const root = parseXml(xml, 'ScannerStatus');
  const jobs = children(child(root, 'Jobs'), 'JobInfo');
  return {
    state: text(root, 'State'),
    adfState: text(root, 'AdfState'),
    jobs: jobs.map((job) => ({
      uri: text(job, 'JobUri') ?? '',
      uuid: text(job, 'JobUuid'),
      state: text(job, 'JobState'),
      reasons: texts(child(job, 'JobStateReasons'), 'JobStateReason'),
    })),
  };
}

export function toDeviceStatus(status: EsclStatus): DeviceStatus {
  return { state: scannerState(status.state), feeder: feederState(status.adfState) };
}

/**
 * Our job among those the device still remembers (a Kyocera keeps dozens).
 * Matched by the last part of the path, because hosts and prefixes in JobUri are as unreliable as in Location.
 */
export function findJob(status: EsclStatus, jobPath: string): EsclJob | null {
  const id = lastSegment(jobPath);
  return status.jobs.find((job) => lastSegment(job.uri) === id || (job.uuid !== null && lastSegment(job.uuid) === id)) ?? null;
}

/** `urn:uuid:` may stand before the id on one side and not on the other. */
function lastSegment(uri: string): string {
  return (uri.replace(/\/+$/, '').split('/').pop() ?? '').replace(/^urn:uuid:/i, '').toLowerCase();
}
