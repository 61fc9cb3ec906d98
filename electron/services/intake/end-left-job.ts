/** Frees a device from a job whose process was killed, and says how much paper had gone through by then. */
import { setTimeout as wait } from 'node:timers/promises';
import type { ScannerConfig } from '#shared/device.ts';
import type { EndedJob, FeedState } from '../../../drivers/driver.ts';
import type { ScannerAccess } from '../scanners/scanner-access.ts';

export type LeftAtDevice = {
  scanners: Pick<ScannerAccess, 'endJob'>;
  device: Pick<ScannerConfig, 'driver' | 'address'>;
  feed: FeedState;
  /** Sides of the device's last job that were received. */
  sides: number;
  signal: AbortSignal;
};

const retryMs = 1_000;
/** By then a device has given up a job that nobody asks about (the longest seen is two minutes). */
const patienceMs = 150_000;

/**
 * Asks until the device is free, or until it must have freed itself.
 * @returns sheets that went through beyond those received whole; null when the device does not count. Never throws.
 */
export async function endLeftJob({ scanners, device, feed, sides, signal }: LeftAtDevice): Promise<number | null> {
  const { jobPath: path, askedAtMs } = feed;
  const deadline = performance.now() + patienceMs;
  let through: number | null = null;
  while (!signal.aborted) {
    const ended = await scanners.endJob(device.driver, device.address, { path, askedAtMs }, signal).catch(() => undefined);
    if (ended === null) return null;
    through = (ended && sheetsThrough(ended, feed, sides)) ?? through;
    if (ended?.free || performance.now() > deadline) return through;
    await wait(retryMs, undefined, { signal }).catch(() => undefined);
  }
  return through;
}

/** Devices differ in whether an image that waits to be fetched counts as completed. */
function sheetsThrough({ imagesScanned, imagesWaiting }: EndedJob, { duplex }: FeedState, sides: number): number | null {
  if (imagesScanned === null && imagesWaiting === null) return null;
  const perSheet = duplex ? 2 : 1;
  const images = Math.max(imagesScanned ?? 0, sides + (imagesWaiting ?? 0));
  const sheets = Math.ceil(images / perSheet) - Math.floor(sides / perSheet);
  return sheets > 0 ? sheets : null;
}
