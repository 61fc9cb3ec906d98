/** What the client remembers of a running job, and the evidence it gives when the job fails. */
import { AppError, isAppError, type ErrorDetails } from '#shared/errors.ts';
import type { PageResult, ScanContext } from '../driver.ts';
import type { EsclResponse } from './exchange.ts';
import type { ScanSettings } from './scan-settings.ts';
import { findJob, type EsclStatus } from './status.ts';

export type Job = {
  settings: ScanSettings;
  readonly context: ScanContext;
  /** Settings that had to differ from the request; every page carries them as warnings. */
  changes: string[];
  path: string | null;
  /** The POST in flight: when it is cancelled the device may still create the job, which must then be deleted. */
  creating: Promise<EsclResponse> | null;
  pages: number;
  /** Sides of paper; a page that the device sent twice counts once. */
  sides: number;
  /** Images that the device's present job has handed out. */
  received: number;
  /** It called the job complete while its feeder said that paper lies there. */
  feederNotEmpty: boolean;
  previousSha256: string | null;
  /** How often in a row the device has sent that page again. */
  repeats: number;
  previousTransferMs: number;
  phase: 'preparing' | 'waiting' | 'transferring';
  lastHttpStatus: number | null;
  lastStatus: EsclStatus | null;
};

export function newJob(settings: ScanSettings, changes: string[], context: ScanContext): Job {
  return {
    settings,
    context,
    changes,
    path: null,
    creating: null,
    pages: 0,
    sides: 0,
    received: 0,
    feederNotEmpty: false,
    previousSha256: null,
    repeats: 0,
    previousTransferMs: 0,
    phase: 'preparing',
    lastHttpStatus: null,
    lastStatus: null,
  };
}

export function sideOf(index: number, duplex: boolean): PageResult['side'] {
  return duplex && index % 2 === 1 ? 'back' : 'front';
}

/** Device words end in logs, so they are cut. */
const MAX_WORD_CHARACTERS = 60;

/** The error with what the device said; an error that is not ours stays as it is. */
export function withEvidence(error: unknown, job: Job | null): unknown {
  if (!isAppError(error)) return error;
  const status = job?.lastStatus ?? null;
  const ours = status && job?.path ? findJob(status, job.path) : null;
  const word = (value: string | null | undefined): string | null => value?.slice(0, MAX_WORD_CHARACTERS) ?? null;
  const evidence: ErrorDetails = {
    pagesCommitted: job?.pages ?? 0,
    phase: job?.phase ?? 'preparing',
    httpStatus: job?.lastHttpStatus ?? null,
    adfState: word(status?.adfState),
    jobState: word(ours?.state),
  };
  return new AppError(error.code, { ...evidence, ...error.details }, error.cause ?? error);
}
