/** Which device errors a person can mend while the job waits, and which paper has to go back into the feeder then. */
import type { NotTaken, ScanRequest } from '#shared/device.ts';
import type { AppError, ErrorCode } from '#shared/errors.ts';

/** The paper path itself: always worth waiting for a hand. */
const mechanical: readonly ErrorCode[] = [
  'device.paper-jam',
  'device.mispick',
  'device.multi-feed',
  'device.cover-open',
  'device.feeder-overload',
  'device.page-size',
  'device.transfer-interrupted',
  'device.corrupt-page',
  'device.end-in-doubt',
];
/** Worth waiting for only once paper has moved; before that, starting again is the same and simpler. */
const interrupting: readonly ErrorCode[] = [
  'device.connection-lost',
  'device.timeout',
  'device.error',
  'device.busy',
  'device.warming-up',
  'device.offline',
  'device.removed',
  'device.protocol',
  'device.driver-crash',
  'store.out-of-space',
];

export type Fed = {
  /** Sides that are safe on disk. */
  pagesStored: number;
  /** The last safe page is the front of a sheet whose back did not come: the whole sheet has to be fed again. */
  halfSheet: boolean;
  duplex: boolean;
};

/** @param resumed the job has been paused before, so that an empty feeder means: the sheet was not put back */
export function canPause(error: AppError, request: Pick<ScanRequest, 'source'>, fed: Fed, resumed: boolean): boolean {
  if (request.source !== 'feeder') return false;
  if (mechanical.includes(error.code)) return true;
  if (error.code === 'device.feeder-empty') return resumed;
  const moved = resumed || fed.pagesStored > 0 || ['waiting', 'transferring'].includes(String(error.details['phase']));
  return moved && interrupting.includes(error.code);
}

/** The first page that was not taken, counted from 1. Of a half sheet that is its front, because the sheet goes in as a whole. */
export function firstNotTaken({ pagesStored, halfSheet, duplex }: Fed): NotTaken {
  const page = pagesStored + 1 - (halfSheet ? 1 : 0);
  return { page, sheet: duplex ? Math.floor((page - 1) / 2) + 1 : page };
}
