/** Ends a job that a process of ours left at the device when it was killed: MFPs keep it for two minutes, and nobody else can scan meanwhile. */
import { AppError } from '#shared/errors.ts';
import type { EndedJob, LeftJob } from '../driver.ts';
import { jobPathFromLocation } from './location.ts';
import { pause } from './pause.ts';
import type { EsclRequests } from './requests.ts';
import { findJob, findJobAskedAt, isActive, lastSegment, type EsclJob, type EsclStatus } from './status.ts';
import type { EsclTiming } from './timing.ts';

type Options = { requests: EsclRequests; timing: EsclTiming; status: () => Promise<EsclStatus> };

/** @throws AppError `device.*` when the device cannot be asked */
export async function endLeftJob({ path, askedAtMs }: LeftJob, { requests, timing, status }: Options): Promise<EndedJob> {
  const first = await status();
  const own = path === null ? findJobAskedAt(first, askedAtMs, timing.createTimeoutMs / 1000) : findJob(first, path);
  const jobPath = path ?? (own && pathOf(own, requests.jobsPath));
  // The device has made no job of that request, or has forgotten it.
  if (jobPath === null) return { ...countsOf(own), free: !first.jobs.some(isActive) };
  const deadline = performance.now() + timing.drainMs;
  let last = own;
  while (performance.now() < deadline) {
    await requests.deleteJob(jobPath);
    const now = findJob(await status(), jobPath);
    last = now ?? last;
    if (!now || !isActive(now)) return { ...countsOf(last), free: true };
    await pause(timing.retryDelayMs);
  }
  return { ...countsOf(last), free: false };
}

function countsOf(job: EsclJob | null): Pick<EndedJob, 'imagesScanned' | 'imagesWaiting'> {
  return { imagesScanned: job?.imagesCompleted ?? null, imagesWaiting: job?.imagesToTransfer ?? null };
}

/** JobUri is a path on most devices, and `urn:uuid:…` behind one on a Kyocera, whose jobs answer under the bare id. */
function pathOf(job: EsclJob, jobsPath: string): string {
  try {
    return job.uri.includes('urn:uuid:') ? `${jobsPath}/${lastSegment(job.uri)}` : jobPathFromLocation(job.uri, jobsPath);
  } catch (error) {
    throw new AppError('device.protocol', { reason: 'no-job-uri' }, error);
  }
}
