/** ScannerStatus XML → the device's state, its feeder and its jobs. */
import type { DeviceStatus } from '#shared/device.ts';
import { child, children, parseXml, text, texts } from './xml.ts';
import { feederState, scannerState } from './vocabulary.ts';

export type EsclJob = {
  uri: string;
  uuid: string | null;
  state: string | null;
  reasons: string[];
  /** Seconds since the job was made. */
  ageS: number | null;
  imagesCompleted: number | null;
  imagesToTransfer: number | null;
};
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
      ageS: count(text(job, 'Age')),
      imagesCompleted: count(text(job, 'ImagesCompleted')),
      imagesToTransfer: count(text(job, 'ImagesToTransfer')),
    })),
  };
}

function count(word: string | null): number | null {
  return word !== null && /^\d{1,6}$/.test(word) ? Number(word) : null;
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

/** While the device is busy with it nobody else can start one. */
export const isActive = ({ state }: EsclJob): boolean => ['Pending', 'PendingHeld', 'Processing'].includes(state ?? '');

/** Ages are whole seconds, and the request was on its way for a moment. */
const AGE_SLACK_S = 2;

/**
 * The job that came of a request whose answer nobody heard: the only active one, and as old as the request.
 * Anything less certain may be somebody else's.
 * @param withinS how long after the request the device may have made it
 */
export function findJobAskedAt(status: EsclStatus, askedAtMs: number, withinS: number, nowMs = Date.now()): EsclJob | null {
  const [only, ...others] = status.jobs.filter(isActive);
  if (!only || others.length > 0 || only.ageS === null) return null;
  const oldestS = (nowMs - askedAtMs) / 1000 + AGE_SLACK_S;
  return only.ageS <= oldestS && only.ageS >= oldestS - 2 * AGE_SLACK_S - withinS ? only : null;
}

/** `urn:uuid:` may stand before the id on one side and not on the other. */
export function lastSegment(uri: string): string {
  return (uri.replace(/\/+$/, '').split('/').pop() ?? '').replace(/^urn:uuid:/i, '').toLowerCase();
}
