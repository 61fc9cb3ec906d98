/** What a refused ScanJobs or NextDocument means: the feeder's own state first, the HTTP code second. */
import type { ScanRequest } from '#shared/device.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { findJob, type EsclStatus } from './status.ts';
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
};

export type Verdict =
  | { kind: 'failed'; code: ErrorCode }
  /** Ask again; when the patience is over it is `code`. */
  | { kind: 'not-ready'; code: ErrorCode }
  /** It says the end, but the job still runs: ask again. `otherwise` is what it means when it goes on saying so. */
  | { kind: 'premature-end'; otherwise: 'end' | 'broken-off' }
  /** The device forgot the job (it was restarted, or another program took over) while paper is left, or will not say how the job stands. */
  | { kind: 'broken-off' }
  | { kind: 'end' }
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

/** The answer to GET NextDocument was not 200. */
export function judgeNextDocument(refusal: Refusal): Verdict {
  const { httpStatus, status, source, jobPath } = refusal;
  const fault = source === 'feeder' ? feederError(status?.adfState ?? null) : null;
  if (fault) return { kind: 'failed', code: fault };
  const job = status && jobPath !== null ? findJob(status, jobPath) : null;
  if (job?.state === 'Canceled') return { kind: 'cancelled' };
  if (job?.state === 'Aborted') return { kind: 'failed', code: 'device.error' };
  if (httpStatus === 503) return { kind: 'not-ready', code: notReadyCode(status) };
  if (httpStatus !== 404 && httpStatus !== 409 && httpStatus !== 410)
    return { kind: 'failed', code: codeOfHttpStatus(httpStatus, 'device.protocol') };
  // Without a status nobody knows whether the feeder is empty; calling it the end could lose paper unseen.
  if (!status) return { kind: 'broken-off' };
  const expected = paperExpected(refusal);
  const otherwise = expected ? 'broken-off' : 'end';
  // An empty feeder does not mean that the last sheet is through: a job that still runs may have it in the path.
  if (status.state === 'Processing' && job?.state !== 'Completed' && (expected || job)) return { kind: 'premature-end', otherwise };
  return expected && source === 'feeder' && job?.state !== 'Completed' ? { kind: 'broken-off' } : { kind: 'end' };
}

/** A Kyocera says `ScannerAdfProcessing` while sheets are still to come. */
function paperExpected({ status, source, pagesCommitted, halfSheet }: Refusal): boolean {
  if (source === 'platen') return pagesCommitted === 0;
  if (halfSheet) return true;
  const feeder = feederState(status?.adfState ?? null);
  return feeder === 'loaded' || feeder === 'processing';
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
