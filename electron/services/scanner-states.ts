/** What each scanner is doing, as a stream for the screens: from our own job on it, else from asking the device. */
import { setTimeout as wait } from 'node:timers/promises';
import type { DeviceStatus, ScannerConfig, ScannerState, ScanProgress } from '#shared/device.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { toAppError } from '#shared/errors.ts';
import type { ScannerAccess } from './scanner-access.ts';

/** Often enough to see paper being put in; a status request costs a device some milliseconds. */
const askEveryMs = 2_000;
const answerWithinMs = 6_000;

export type ScannerStates = ReturnType<typeof createScannerStates>;
type Options = {
  scanners: Pick<ScannerAccess, 'status'>;
  /** The device as it is configured now. */
  configOf: (scannerId: string) => Promise<ScannerConfig>;
  jobOf: (config: ScannerConfig) => ScanProgress | null;
  askEveryMs?: number;
};

export function createScannerStates(options: Options) {
  const wakers = new Set<() => void>();

  async function look(scannerId: string, signal: AbortSignal): Promise<ScannerState> {
    const config = await options.configOf(scannerId);
    const job = options.jobOf(config);
    if (job) return stateOfJob(scannerId, job);
    try {
      const within = AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]);
      return stateOfDevice(scannerId, await options.scanners.status(config.driver, config.address, within));
    } catch (unexpected) {
      const error = toAppError(unexpected);
      // Nobody pressed cancel: the device did not answer in time.
      const code: ErrorCode = error.code === 'cancelled' ? 'device.timeout' : error.code;
      return { scannerId, state: 'error', feeder: null, job: null, error: { code, details: { ...error.details } } };
    }
  }

  return {
    /** Called with every change of a job, so that watchers do not wait for their next look. */
    jobChanged(): void {
      for (const wake of wakers) wake();
    },
    /** The state now, and again whenever it differs. @throws AppError `device.not-configured` */
    async *watch(scannerId: string, signal: AbortSignal): AsyncGenerator<ScannerState> {
      let shown = '';
      while (!signal.aborted) {
        const turn = new AbortController();
        const wake = (): void => turn.abort();
        wakers.add(wake);
        try {
          const state = await look(scannerId, signal);
          const text = JSON.stringify(state);
          if (text !== shown && !signal.aborted) yield state;
          shown = text;
          await wait(options.askEveryMs ?? askEveryMs, undefined, { signal: AbortSignal.any([signal, turn.signal]) }).catch(
            () => undefined,
          );
        } finally {
          wakers.delete(wake);
        }
      }
    },
  };
}

export function stateOfJob(scannerId: string, progress: ScanProgress): ScannerState {
  const { jobId, pagesStored, notTaken, error, phase } = progress;
  const job = { jobId, pagesStored, notTaken };
  const state = { scannerId, feeder: null, job, error: null };
  switch (phase) {
    case 'warming-up':
      return { ...state, state: 'warming-up' };
    case 'waiting-for-paper':
      return { ...state, state: 'waiting-for-paper', feeder: 'empty' };
    case 'paused':
      return { ...state, state: 'paused', error };
    case 'preparing':
    case 'waiting':
    case 'transferring':
    case 'draining':
    case 'finished':
    case 'failed':
    case 'cancelled':
      return { ...state, state: 'feeding' };
  }
}

/** A feeder with a fault needs a person, whether or not a job of ours runs. */
const feederErrors: Readonly<Partial<Record<NonNullable<DeviceStatus['feeder']>, ErrorCode>>> = {
  jam: 'device.paper-jam',
  'cover-open': 'device.cover-open',
  mispick: 'device.mispick',
  'multi-feed': 'device.multi-feed',
  overload: 'device.feeder-overload',
  error: 'device.error',
};

export function stateOfDevice(scannerId: string, { state, feeder }: DeviceStatus): ScannerState {
  const view = { scannerId, feeder, job: null, error: null };
  const fault = feeder === null ? undefined : feederErrors[feeder];
  if (fault) return { ...view, state: 'error', error: { code: fault, details: {} } };
  switch (state) {
    case 'idle':
      return { ...view, state: 'ready' };
    case 'warming-up':
      return { ...view, state: 'warming-up' };
    case 'processing':
      // Somebody copies or faxes at the device itself, or another program scans.
      return { ...view, state: 'error', error: { code: 'device.busy', details: {} } };
    case 'stopped':
    case 'down':
      return { ...view, state: 'error', error: { code: 'device.error', details: { state } } };
  }
}
