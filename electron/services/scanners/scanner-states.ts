/** What each scanner is doing, as a stream for the screens: from our own job on it, else from asking the device. */
import { setTimeout as wait } from 'node:timers/promises';
import type { DeviceStatus, ScannerConfig, ScannerState, ScanProgress } from '#shared/device.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { toAppError } from '#shared/errors.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { ScanJobs } from '../intake/scan-jobs.ts';
import type { ScannerAccess } from './scanner-access.ts';

/** Often enough to see paper being put in; a status request costs a device some milliseconds. */
const askEveryMs = 2_000;
const answerWithinMs = 6_000;
/** How long a device may take to let go of a cancelled job, as the drivers see it too. */
const letGoMs = 20_000;

type Device = Pick<ScannerConfig, 'driver' | 'address'>;
const keyOf = ({ driver, address }: Device): string => `${driver} ${address}`;

export type ScannerStates = ReturnType<typeof createScannerStates>;
type Options = {
  scanners: Pick<ScannerAccess, 'status'>;
  configuration: Pick<Configuration, 'scanner'>;
  jobs: Pick<ScanJobs, 'ofScanner'>;
  askEveryMs?: number;
};

export function createScannerStates(options: Options) {
  const wakers = new Set<() => void>();
  /** When our last job on a device was last heard of. */
  const heardAt = new Map<string, number>();
  const letsGo = (config: Device): boolean => performance.now() - (heardAt.get(keyOf(config)) ?? -Infinity) < letGoMs;

  async function look(scannerId: string, signal: AbortSignal): Promise<ScannerState> {
    const config = await options.configuration.scanner(scannerId);
    const job = options.jobs.ofScanner(config);
    if (job) return stateOfJob(scannerId, job);
    try {
      const within = AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]);
      const status = await options.scanners.status(config.driver, config.address, within);
      const state = stateOfDevice(scannerId, status);
      // The sheets of our own cancelled job still come out: nobody else is at it.
      return status.state === 'processing' && state.error?.code === 'device.busy' && letsGo(config)
        ? { ...state, state: 'feeding', error: null }
        : state;
    } catch (unexpected) {
      const error = toAppError(unexpected);
      // Nobody pressed cancel: the device did not answer in time.
      const code: ErrorCode = error.code === 'cancelled' ? 'device.timeout' : error.code;
      return { scannerId, state: 'error', feeder: null, job: null, error: { code, details: { ...error.details } } };
    }
  }

  return {
    /** Called with every change of a job, so that watchers do not wait for their next look. */
    jobChanged(config: Device): void {
      heardAt.set(keyOf(config), performance.now());
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

function stateOfJob(scannerId: string, progress: ScanProgress): ScannerState {
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

function stateOfDevice(scannerId: string, { state, feeder }: DeviceStatus): ScannerState {
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
