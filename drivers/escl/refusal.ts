/** What an answer without a job or a page means: the feeder's own state first, the job's second, the HTTP code last. */
import type { ScanRequest } from '#shared/device.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { findJob, isActive, type EsclJob, type EsclStatus } from './status.ts';
import { feederError, feederState } from './vocabulary.ts';

/** `status` is null when the device would not tell it. */
export type Refusal = {
  httpStatus: number;
  status: EsclStatus | null;
  jobPath: string | null;
  source: ScanRequest['source'];
  pagesCommitted: number;
  /** The back of a sheet is still to come. */
  halfSheet: boolean;
  /** Images that this job of the device has handed out. */
  received: number;
  /** It was to be a page by its headers, and had no bytes: the page may be lost. */
  emptyPage: boolean;
};

/** Why nobody can say that the stack is through. */
type Doubt = 'no-status' | 'no-page' | 'empty-answer' | 'more-counted' | 'back-missing' | 'paper-left';

export type Verdict =
  | { kind: 'failed'; code: ErrorCode }
  /** Ask again; when the patience is over it is `code`. */
  | { kind: 'not-ready'; code: ErrorCode }
  /** It has no document, and the job still runs: a sheet may be in its path. Ask again as long as for a page; after that it is in doubt. */
  | { kind: 'still-running' }
  | { kind: 'in-doubt'; reason: Doubt }
  /** `feederNotEmpty`: the job is complete, and the feeder says that paper lies there. */
  | { kind: 'end'; feederNotEmpty: boolean }
  /** Somebody pressed cancel at the device. */
  | { kind: 'cancelled' };

/** The answer to POST ScanJobs was not 201. */
export function judgeCreate(refusal: Refusal): Verdict {
  const { httpStatus, status, source } = refusal;
  const fault = source === 'feeder' ? feederError(status?.adfState ?? null) : null;
  if (fault) return { kind: 'failed', code: fault };
  const busy = status?.state === 'Processing';
  if (source === 'feeder' && !busy && feederState(status?.adfState ?? null) === 'empty')
    return { kind: 'failed', code: 'device.feeder-empty' };
  if (httpStatus === 503) return { kind: 'not-ready', code: notReadyCode(status) };
  // HP OfficeJet 9010 answers 409 while another program watches its queue (node-hp-scan-to #750).
  if (httpStatus === 409 && busy) return { kind: 'failed', code: 'device.busy' };
  return { kind: 'failed', code: codeOfHttpStatus(httpStatus, 'device.settings-rejected') };
}

/** 404 is the word of the standard; the others were seen in its place, 200 with a text in it on Lexmark MB2236 and Xerox 3225 (sane-airscan #103). */
const NO_DOCUMENT = [200, 204, 404, 409, 410];

/** The answer to GET NextDocument was no page. */
export function judgeNextDocument(refusal: Refusal): Verdict {
  const { httpStatus, status, source, jobPath } = refusal;
  const fault = source === 'feeder' ? feederError(status?.adfState ?? null) : null;
  if (fault) return { kind: 'failed', code: fault };
  const job = status && jobPath !== null ? findJob(status, jobPath) : null;
  if (job?.state === 'Canceled') return { kind: 'cancelled' };
  if (job?.state === 'Aborted') return { kind: 'failed', code: 'device.error' };
  if (httpStatus === 503) return { kind: 'not-ready', code: notReadyCode(status) };
  if (!NO_DOCUMENT.includes(httpStatus)) return { kind: 'failed', code: codeOfHttpStatus(httpStatus, 'device.protocol') };
  return judgeEnd(refusal, job);
}

/** The end of a stack is what the device's own words leave no doubt about; see docs/decisions/0029. */
function judgeEnd(refusal: Refusal, job: EsclJob | null): Verdict {
  const { status, source, pagesCommitted, halfSheet, received, emptyPage } = refusal;
  if (!status) return { kind: 'in-doubt', reason: 'no-status' };
  if (emptyPage && !(job?.state === 'Completed' && job.imagesCompleted === received)) return { kind: 'in-doubt', reason: 'empty-answer' };
  if (stillRuns(status, job)) return { kind: 'still-running' };
  if ((job?.imagesCompleted ?? 0) > received) return { kind: 'in-doubt', reason: 'more-counted' };
  if (halfSheet) return { kind: 'in-doubt', reason: 'back-missing' };
  // A Kyocera says `ScannerAdfProcessing` while sheets are still to come.
  const feederNotEmpty = source === 'feeder' && ['loaded', 'processing'].includes(feederState(status.adfState) ?? '');
  // A complete job is believed: AirSane and NAPS2 say "Loaded" whatever lies there (AirSane #135, NAPS2 #699).
  if (feederNotEmpty && job?.state !== 'Completed') return { kind: 'in-doubt', reason: 'paper-left' };
  // It called the job complete, and nothing came of it (NAPS2 #699).
  if (source === 'feeder' && pagesCommitted === 0 && job?.state === 'Completed') return { kind: 'in-doubt', reason: 'no-page' };
  return { kind: 'end', feederNotEmpty };
}

/** Where the device does not list our job, what it says of itself counts, unless it is at work for somebody else. */
function stillRuns(status: EsclStatus, job: EsclJob | null): boolean {
  if (job?.state) return isActive(job);
  return status.state === 'Processing' && !status.jobs.some(isActive);
}

/** What the verdict is called when nothing more can be tried. */
export function codeOfVerdict(verdict: Verdict): ErrorCode {
  return verdict.kind === 'failed' || verdict.kind === 'not-ready' ? verdict.code : 'device.protocol';
}

function notReadyCode(status: EsclStatus | null): ErrorCode {
  return status?.state === 'Testing' ? 'device.warming-up' : 'device.busy';
}

function codeOfHttpStatus(httpStatus: number, otherwise: ErrorCode): ErrorCode {
  if (httpStatus === 401 || httpStatus === 403) return 'device.access-denied';
  if (httpStatus >= 500) return 'device.error';
  // 404 on ScanJobs: there is no eSCL service at this path.
  if (httpStatus === 404 || httpStatus < 400) return 'device.protocol';
  return otherwise;
}
