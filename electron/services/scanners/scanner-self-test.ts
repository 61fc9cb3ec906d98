/** What works on a device, check by check, down to one real page that is looked at and dropped. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { selfTestChecks } from '#shared/device.ts';
import type { DeviceStatus, DriverTraits, ScannerCapabilities, ScanRequest, SelfTestEvent } from '#shared/device.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import type { PageResult } from '../../../drivers/driver.ts';
import type { ScannerAccess } from './scanner-access.ts';

type Check = SelfTestEvent['check'];
type Outcome = Pick<SelfTestEvent, 'result' | 'facts'>;
export type SelfTestOptions = {
  scanners: Pick<ScannerAccess, 'certificate' | 'capabilities' | 'status' | 'scan'>;
  /** Where the test page is spooled for a moment, encrypted. */
  spoolFolder: string;
};
type Device = { driver: string; address: string; traits: Pick<DriverTraits, 'scansPaper'> };

/** Each check alone; a test page at low resolution takes a cold device most of this. */
const checkWithinMs = 45_000;
const testDpi = 100;
/** After a cancel sheets in the path still come out: half a minute on an office MFP that had fed ahead. */
const stopsWithinMs = 30_000;
const lookEveryMs = 100;

/** Ends after the last check; checks that need a failed one are `skipped`. */
export async function* testScanner(
  { scanners, spoolFolder }: SelfTestOptions,
  device: Device,
  { testPage, signal }: { testPage: boolean; signal: AbortSignal },
): AsyncGenerator<SelfTestEvent> {
  let capabilities: ScannerCapabilities | null = null;
  let status: DeviceStatus | null = null;
  const { driver, address } = device;
  const work: Record<Check, (within: AbortSignal) => Promise<Outcome>> = {
    address: () => Promise.resolve(pass({ driver })),
    reachable: async (within) => {
      capabilities = await scanners.capabilities(driver, address, within);
      return pass({ makeAndModel: capabilities.makeAndModel, version: capabilities.version });
    },
    certificate: async () => certificateOutcome(await scanners.certificate(driver, address)),
    capabilities: () => Promise.resolve(capabilityOutcome(capabilities)),
    status: async (within) => {
      status = await scanners.status(driver, address, within);
      return { result: status.state === 'idle' ? 'pass' : 'warning', facts: { state: status.state, feeder: status.feeder } };
    },
    'test-page': (within) => scanTestPage({ scanners, spoolFolder }, device, testRequest(capabilities, status, testPage), within),
  };
  let broken = false;
  for (const check of selfTestChecks) {
    if (signal.aborted) return;
    yield { check, result: 'running', durationMs: null, facts: {}, error: null };
    const event: SelfTestEvent = broken ? skippedAfterFailure(check) : await runCheck(check, work[check], signal);
    yield event;
    broken ||= event.result === 'fail' && check !== 'status';
  }
}

async function runCheck(check: Check, work: (within: AbortSignal) => Promise<Outcome>, signal: AbortSignal): Promise<SelfTestEvent> {
  const startedAt = performance.now();
  const durationMs = (): number => Math.round(performance.now() - startedAt);
  try {
    const outcome = await work(AbortSignal.any([signal, AbortSignal.timeout(checkWithinMs)]));
    return { check, durationMs: durationMs(), error: null, ...outcome };
  } catch (unexpected) {
    const error = toAppError(unexpected);
    const code = error.code === 'cancelled' && !signal.aborted ? 'device.timeout' : error.code;
    return { check, result: 'fail', durationMs: durationMs(), facts: {}, error: { code, details: { ...error.details } } };
  }
}

const pass = (facts: SelfTestEvent['facts']): Outcome => ({ result: 'pass', facts });
const skipped = (reason: string): Outcome => ({ result: 'skipped', facts: { reason } });
const skippedAfterFailure = (check: Check): SelfTestEvent => ({ check, durationMs: null, error: null, ...skipped('earlier-check-failed') });

function certificateOutcome(certificate: Awaited<ReturnType<ScannerAccess['certificate']>>): Outcome {
  if (!certificate) return skipped('not-encrypted');
  const { trusted, pin, validTo } = certificate;
  return { result: trusted || pin === 'matches' ? 'pass' : 'fail', facts: { trusted, pin, validTo } };
}

/** A device that lacks what a counter wants still works: that is a warning. */
function capabilityOutcome(capabilities: ScannerCapabilities | null): Outcome {
  const input = capabilities?.feeder ?? capabilities?.platen ?? null;
  const facts = {
    feeder: capabilities?.feeder !== null,
    platen: capabilities?.platen !== null,
    duplex: capabilities?.feeder?.duplex ?? false,
    capacity: capabilities?.feeder?.capacity ?? null,
    resolutions: input?.resolutions.join(', ') ?? '',
    colorModes: input?.colorModes.join(', ') ?? '',
    formats: input?.formats.join(', ') ?? '',
  };
  if (!input) return { result: 'fail', facts };
  const complete = facts.feeder && facts.duplex && (input.resolutions.length === 0 || input.resolutions.some((dpi) => dpi >= 300));
  return { result: complete ? 'pass' : 'warning', facts };
}

/** null when there is nothing to scan. */
function testRequest(capabilities: ScannerCapabilities | null, status: DeviceStatus | null, asked: boolean): ScanRequest | string {
  if (!asked) return 'not-asked-for';
  const rest = { duplex: false, colorMode: 'gray', dpi: testDpi, format: 'image/jpeg', region: null } as const;
  if (capabilities?.feeder && status?.feeder !== 'empty') return { ...rest, source: 'feeder' };
  return capabilities?.platen ? { ...rest, source: 'platen' } : 'no-paper';
}

async function scanTestPage(
  { scanners, spoolFolder }: SelfTestOptions,
  { driver, address, traits }: Device,
  request: ScanRequest | string,
  signal: AbortSignal,
): Promise<Outcome> {
  // What lies there are somebody's papers, and taking one would move it away.
  if (!traits.scansPaper) return skipped('folder');
  if (typeof request === 'string') return skipped(request);
  const folder = await mkdtemp(join(spoolFolder, 'self-test-'));
  try {
    const page = await firstPage(
      scanners.scan(driver, address, request, { spool: { folder, key: randomBytes(32) }, sheetsBefore: 0, signal, onProgress }),
    );
    if (signal.aborted) throw new AppError('cancelled');
    if (!page) throw new AppError('device.error', { reason: 'no-page' });
    // The next job would meet a device that is still busy with this one, and one that never stops is worth knowing.
    const stopped = await stops(() => scanners.status(driver, address, signal), signal);
    return pageOutcome(page, request, stopped);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const onProgress = (): void => undefined;

async function firstPage(pages: AsyncIterable<PageResult>): Promise<PageResult | null> {
  // Leaving the loop cancels the rest of the job at the device.
  for await (const page of pages) return page;
  return null;
}

/** Whether the device lets go of the cancelled job. */
async function stops(status: () => Promise<DeviceStatus>, signal: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + stopsWithinMs;
  while (performance.now() < deadline && !signal.aborted) {
    const now = await status().catch(() => null);
    if (now && now.state !== 'processing') return true;
    await wait(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

function pageOutcome(
  { widthPx, heightPx, dpi, mimeType, bytes, warnings }: PageResult,
  { source }: ScanRequest,
  stopped: boolean,
): Outcome {
  const changed = warnings.filter((warning) => warning.startsWith('settings-changed')).join(', ');
  return {
    result: changed || !stopped ? 'warning' : 'pass',
    facts: { source, widthPx, heightPx, dpi, mimeType, bytes, stopped, ...(changed ? { changed } : {}) },
  };
}
