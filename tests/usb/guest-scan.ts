/** Runs in the guest: our driver with libusb on a real Linux USB stack. Prints PASS or FAIL per check; pages go to the out folder. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ScanRequest } from '#shared/device.ts';
import { isAppError } from '#shared/errors.ts';
import type { DeviceEvent, JobSummary, PageResult, ScannerDevice, Spool } from '../../drivers/driver.ts';
import { createFeedLog } from '../../drivers/process/feed-log.ts';
import { fieldTiming } from '../../drivers/escl/timing.ts';
import { createIppUsbDriver } from '../../drivers/ipp-usb/ipp-usb-driver.ts';
import { systemBus } from '../../drivers/ipp-usb/system-bus.ts';
import type { Orders } from './orders.ts';

const [hostUrl = '', usbIpPort = '', out = '.'] = process.argv.slice(2);
const request: ScanRequest = { source: 'feeder', duplex: false, colorMode: 'gray', dpi: 75, format: 'image/jpeg', region: null };
/** An emulated processor is some twenty times slower than the real one. */
const PATIENCE_MS = 120_000;
const esclTiming = { ...fieldTiming, statusTimeoutMs: 30_000, deleteTimeoutMs: 30_000 };

async function order(orders: Orders): Promise<{ state: string }> {
  const response = await fetch(hostUrl, { method: 'POST', body: JSON.stringify(orders) });
  return (await response.json()) as { state: string };
}

/** Keeps pages as plain files, so that the host can look at them. */
function spoolInto(name: string): Spool {
  return {
    feed: createFeedLog(out, 0),
    write: async (bytes, { index, side, dpi }) => {
      const file = join(out, `${name}-${index + 1}.jpg`);
      await writeFile(file, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const size = { bytes: bytes.length, widthPx: 0, heightPx: 0 };
      return [{ index, side, file, sha256, ...size, mimeType: 'image/jpeg', dpi, warnings: [], thumbnailFile: null }];
    },
  };
}

type Outcome = { pages: PageResult[]; summary: JobSummary | null; code: string | null; details: Record<string, unknown> };

async function scan(
  device: ScannerDevice,
  name: string,
  changes: Partial<ScanRequest> = {},
  signal = new AbortController().signal,
): Promise<Outcome> {
  const outcome: Outcome = { pages: [], summary: null, code: null, details: {} };
  try {
    const job = device.scan({ ...request, ...changes }, { signal, spool: spoolInto(name), onProgress: () => undefined });
    for (;;) {
      const { done, value } = await job.next();
      if (done) return { ...outcome, summary: value };
      outcome.pages.push(value);
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ...outcome, code: error.code, details: error.details };
  }
}

let failures = 0;
async function check(name: string, work: () => Promise<string | void>): Promise<void> {
  const started = performance.now();
  try {
    const found = await work();
    console.log(`PASS ${name}${found ? `: ${found}` : ''} (${Math.round(performance.now() - started)} ms)`);
  } catch (error) {
    failures++;
    const cause = isAppError(error) ? ` ${JSON.stringify(error.details)} ${String((error.cause as Error | undefined)?.message)}` : '';
    console.log(`FAIL ${name}: ${error instanceof Error ? error.message : String(error)}${cause}`);
  }
}
function expectEqual(found: unknown, expected: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(`found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
}
async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await wait(20);
  }
}
const kernelDriver = async (): Promise<string> => basename(await readlink('/sys/bus/usb/devices/1-1:1.0/driver').catch(() => 'none'));

/** The driver in a process of its own. */
async function elsewhere(user: { uid?: number; gid?: number }): Promise<{ code: string | null; details: Record<string, unknown> }> {
  const script = fileURLToPath(new URL('./guest-refused.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, address], user);
  return JSON.parse(stdout) as { code: string | null; details: Record<string, unknown> };
}

const driver = createIppUsbDriver({ bus: systemBus, esclTiming });
const events: DeviceEvent[] = [];
const watching = new AbortController();
const watched = driver.watch((event) => events.push(event), watching.signal);
await check('the scanner is found, without opening it', async () => {
  await until(() => events.length > 0, 'a device');
  expectEqual([events[0]?.kind, events[0]?.scanner.name], ['added', 'Intake Desk Simulated USB Scanner']);
  return `${events[0]?.scanner.address}, interface 0 belongs to ${await kernelDriver()}`;
});
const address = events[0]?.scanner.address ?? '';
const device = await driver.open({ address }, watching.signal);

await check('capabilities and status', async () => {
  const { makeAndModel, feeder } = await device.capabilities();
  expectEqual([makeAndModel, feeder?.duplex], ['Intake Desk Simulated Scanner', true]);
  expectEqual((await device.status()).state, 'idle');
  expectEqual(await kernelDriver(), 'usbfs');
});
await check('claimed by this process: another one is told that the scanner is busy', async () => {
  // A device that nobody asks is given back, and starting a process takes long here.
  const asking = setInterval(() => void device.status().catch(() => undefined), 1_000);
  const { code, details } = await elsewhere({}).finally(() => clearInterval(asking));
  expectEqual([code, details['reason']], ['device.busy', 'claimed-by-another-program']);
});
await check('four pages from the feeder', async () => {
  await order({ reload: true });
  const { pages, summary, code } = await scan(device, 'driver-simplex');
  expectEqual([code, pages.length, summary], [null, 4, { pages: 4, endedBy: 'end-of-feed' }]);
});
await check('both sides', async () => {
  await order({ reload: true });
  const { pages, code } = await scan(device, 'driver-duplex', { duplex: true });
  expectEqual([code, pages.map(({ side }) => side[0]).join('')], [null, 'fbfbfbfb']);
});
await check('a large colour page', async () => {
  await order({ reload: true });
  const started = performance.now();
  const { pages, code } = await scan(device, 'driver-colour', { source: 'platen', colorMode: 'color', dpi: 300 });
  expectEqual([code, pages.length], [null, 1]);
  const bytes = pages[0]?.bytes ?? 0;
  return `${bytes} bytes, ${Math.round(bytes / (performance.now() - started))} kB/s`;
});
await check('answers that end without a short packet', async () => {
  await order({ reload: true, usbFaults: [{ kind: 'no-zero-packets' }] });
  const { pages, code } = await scan(device, 'driver-unended');
  expectEqual([code, pages.length], [null, 4]);
});
await check('status over the other interface while a page hangs, then cancel', async () => {
  await order({ reload: true, usbFaults: [], faults: [{ kind: 'hang', afterPages: 1 }] });
  const controller = new AbortController();
  const scanning = scan(device, 'driver-cancel', {}, controller.signal);
  await until(() => existsSync(join(out, 'driver-cancel-1.jpg')), 'the first page');
  await wait(1_000);
  expectEqual((await device.status()).state, 'processing');
  const cancelledAt = performance.now();
  controller.abort();
  const { summary } = await scanning;
  const ours = Math.round(performance.now() - cancelledAt);
  expectEqual(summary, { pages: 1, endedBy: 'cancelled' });
  await until(async () => (await order({})).state === 'Idle', 'the device to become idle');
  return `ours after ${ours} ms, device idle after ${Math.round(performance.now() - cancelledAt)} ms`;
});
await check('the whole stack after the cancel', async () => {
  await order({ reload: true, faults: [] });
  const { pages, code } = await scan(device, 'driver-after-cancel');
  expectEqual([code, pages.length], [null, 4]);
});
await check('a halted endpoint, and the whole stack after it', async () => {
  await order({ reload: true, usbFaults: [{ kind: 'stall', afterBytes: 4_000 }] });
  const { code } = await scan(device, 'driver-stall');
  if (!['device.transfer-interrupted', 'device.connection-lost'].includes(code ?? '')) throw new Error(`ended with ${code}`);
  await order({ reload: true });
  const again = await scan(device, 'driver-after-stall');
  expectEqual([again.code, again.pages.length], [null, 4]);
});
await check('unplugged in the middle of a page', async () => {
  await order({ reload: true, usbFaults: [{ kind: 'unplug', afterBytes: 6_000 }] });
  const { pages, code, details } = await scan(device, 'driver-unplug');
  expectEqual([code, details['pagesCommitted']], ['device.removed', pages.length]);
  if (pages.length === 0 || pages.length > 3) throw new Error(`the cable was pulled after ${pages.length} pages`);
  await until(() => events.at(-1)?.kind === 'removed', 'the removal');
  return `page ${pages.length + 1} was not taken`;
});
await check('plugged in again: found, and the same device object scans', async () => {
  await order({ plug: true, usbFaults: [], reload: true });
  await promisify(execFile)('usbip', ['--tcp-port', usbIpPort, 'attach', '-r', '10.0.2.2', '-b', '1-1']);
  await until(() => events.at(-1)?.kind === 'added', 'the scanner');
  const { pages, code } = await scan(device, 'driver-replugged');
  expectEqual([code, pages.length], [null, 4]);
});
await check('closed: the interface goes back to the kernel', async () => {
  await device.close();
  await until(async () => (await kernelDriver()) !== 'usbfs', 'the release');
  return await kernelDriver();
});
await check('a user without permission is given the udev rule', async () => {
  const nobody = 65534;
  const { code, details } = await elsewhere({ uid: nobody, gid: nobody });
  expectEqual([code, details['reason']], ['device.access-denied', 'usb-permission']);
  return String(details['udevRule']);
});
await order({ reload: true });
watching.abort();
await watched;
process.exit(failures > 0 ? 1 : 0);
