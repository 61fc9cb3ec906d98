/** The IPP-over-USB driver against the emulated device: every byte crosses USB/IP, only the kernel is left out. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ScanRequest } from '#shared/device.ts';
import { isAppError } from '#shared/errors.ts';
import type { DeviceEvent, ScannerDevice } from '../../drivers/driver.ts';
import { createIppUsbDriver } from '../../drivers/ipp-usb/ipp-usb-driver.ts';
import { fieldUsbTiming } from '../../drivers/ipp-usb/usb-timing.ts';
import type { FaultInput } from '../../drivers/simulator/faults.ts';
import { drawNumberedSheets } from '../../drivers/simulator/numbered-sheets.ts';
import type { UsbFault } from '../../drivers/simulator/usb-ip/usb-faults.ts';
import { startUsbSimulator, type UsbSimulator } from '../../drivers/simulator/usb-ip/usb-simulator.ts';
import { hangEsclTiming, quickEsclTiming, runNumberedScan, type NumberedOutcome, type ScanOptions } from '../fixtures/run-scan.ts';
import { UsbIpBus } from '../usb/usbip-bus.ts';

/** Shorter waits than in the field, but long enough for a machine that others use too: none of them may end early here. */
const usbTiming = {
  ...fieldUsbTiming,
  startUpMs: [3_000, 20_000] as const,
  silenceMs: 100,
  drainMs: 3_000,
  nudgeMs: 40,
  emptyReadPauseMs: 2,
};
const patience = { timeout: 20_000, interval: 5 };
const request: ScanRequest = { source: 'feeder', duplex: false, colorMode: 'gray', dpi: 75, format: 'image/jpeg', region: null };
const key = randomBytes(32);

let folder: string;
let simulator: UsbSimulator;
let bus: UsbIpBus;
let device: ScannerDevice;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usb-driver-'));
  await drawNumberedSheets(join(folder, 'sheets'), [
    [1, null],
    [2, 102],
    [3, null],
    [4, null],
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  simulator = await startUsbSimulator({ pages: join(folder, 'sheets'), reload: false });
  bus = new UsbIpBus(simulator.usb.port);
  await bus.attach();
  address = `usb:1d6b:0104:${simulator.usb.serialNumber}`;
  device = await openDevice();
});
const openDevice = (esclTiming = quickEsclTiming): Promise<ScannerDevice> =>
  createIppUsbDriver({ bus, esclTiming, usbTiming }).open({ address }, new AbortController().signal);
afterEach(async () => {
  await device.close();
  bus.detach();
  await simulator.close();
});

const scan = (changes: Partial<ScanRequest> = {}, options: Pick<ScanOptions, 'signal' | 'onPage'> = {}): Promise<NumberedOutcome> =>
  runNumberedScan(device, { ...request, ...changes }, { ...options, spool: { folder, key } });

const count = (method: string, part: string): number =>
  simulator.journal.filter((entry) => entry.method === method && entry.path.includes(part)).length;

test.each<[string, UsbFault[], FaultInput[]]>([
  ['no fault', [], []],
  ['rest of an old page at open', [{ kind: 'stale-bytes', bytes: 40_000 }], []],
  ['an answer ends without a short packet', [{ kind: 'no-zero-packets' }], []],
  ['empty packets before every answer', [{ kind: 'empty-packets', times: 3 }], []],
  ['100 kB a second', [{ kind: 'slow', bytesPerSecond: 100_000 }], []],
  ['silent until it is reset', [{ kind: 'mute' }], []],
  ['absolute Location', [], [{ kind: 'location', form: 'absolute' }]],
  ['Location with a wrong host', [], [{ kind: 'location', form: 'bad-host' }]],
  ['503 before every page', [], [{ kind: 'warm-up', times: 3 }]],
  ['404 while sheets are still to come', [], [{ kind: 'premature-end', afterPages: 1, times: 3 }]],
])('all four pages in order: %s', async (_name, usbFaults, faults) => {
  simulator.usb.faults.set(usbFaults);
  simulator.scanner.faults.set(faults);
  const { numbers, summary, error } = await scan();
  expect(error).toBeNull();
  expect(numbers).toEqual([1, 2, 3, 4]);
  expect(summary).toEqual({ pages: 4, endedBy: 'end-of-feed' });
  expect(count('DELETE', 'ScanJobs')).toBe(1);
  expect(bus.resets).toBe(usbFaults[0]?.kind === 'mute' ? 1 : 0);
});

test.each<[string, FaultInput, string, number[]]>([
  ['jam after two', { kind: 'jam', afterPages: 2 }, 'device.paper-jam', [1, 2]],
  ['answer cut before its first byte', { kind: 'reset', afterPages: 1, atByte: 0 }, 'device.transfer-interrupted', [1]],
  ['answer cut inside the page', { kind: 'reset', afterPages: 1, atByte: 900 }, 'device.transfer-interrupted', [1]],
  ['half a page and a clean end', { kind: 'half-page', afterPages: 1 }, 'device.corrupt-page', [1]],
  ['200 without a body', { kind: 'empty-page', afterPages: 1 }, 'device.end-in-doubt', [1]],
  ['a page that never comes', { kind: 'hang', afterPages: 1 }, 'device.timeout', [1]],
])('%s: the page is not taken, and the next job brings the rest', async (_name, fault, code, kept) => {
  if (fault.kind === 'hang') device = await openDevice(hangEsclTiming);
  simulator.scanner.faults.set([fault]);
  const { numbers, error } = await scan();
  expect(error?.code).toBe(code);
  expect(numbers).toEqual(kept);
  expect(error?.details).toMatchObject({ pagesCommitted: kept.length });
  // Never asked for twice: the device may already be at the next sheet.
  if (fault.kind === 'reset' || fault.kind === 'half-page') expect(count('GET', 'NextDocument')).toBe(kept.length + 1);
  simulator.scanner.faults.set([]);
  simulator.scanner.clearJam();
  simulator.scanner.reload();
  expect((await scan()).numbers).toEqual([1, 2, 3, 4]);
  expect(simulator.scanner.jobs.filter(({ state }) => state === 'Processing')).toEqual([]);
});

test.each([100, 2_000, 5_000])(
  'unplugged %i bytes into the job: what came is safe, the page under way is named as not taken',
  async (afterBytes) => {
    await device.capabilities();
    simulator.usb.faults.set([{ kind: 'unplug', afterBytes: afterBytes + 2_000 }]);
    const { numbers, error } = await scan();
    expect(error?.code).toBe('device.removed');
    expect(error?.details).toMatchObject({ pagesCommitted: numbers.length, reason: 'unplugged' });
    expect(numbers.length).toBeLessThan(4);
    expect(numbers).toEqual([1, 2, 3, 4].slice(0, numbers.length));
    await expect(device.status()).rejects.toMatchObject({ code: 'device.offline' });
    // Plugged in again, the same device object goes on.
    simulator.usb.plugIn();
    await bus.attach();
    simulator.scanner.jobs.forEach((job) => simulator.scanner.cancel(job));
    simulator.scanner.reload();
    expect((await scan()).numbers).toEqual([1, 2, 3, 4]);
  },
);

test('a halted endpoint ends the page, and the pipe is usable again without a reset of the device', async () => {
  await device.capabilities();
  simulator.usb.faults.set([{ kind: 'stall', afterBytes: 4_000 }]);
  expect((await scan()).error?.code).toMatch(/^device\.(transfer-interrupted|connection-lost)$/);
  simulator.scanner.reload();
  expect((await scan()).numbers).toEqual([1, 2, 3, 4]);
  expect(bus.resets).toBe(0);
});

test('duplex delivers fronts and backs in turn, a PDF one page each, the glass a single one', async () => {
  expect((await scan({ duplex: true })).numbers).toEqual([1, 0, 2, 102, 3, 0, 4, 0]);
  simulator.scanner.reload();
  expect((await scan({ format: 'application/pdf' })).numbers).toEqual([1, 2, 3, 4]);
  expect((await scan({ source: 'platen', dpi: 150, colorMode: 'color' })).summary).toEqual({ pages: 1, endedBy: 'single-page' });
});

test('status goes over another interface while a page is on its way', async () => {
  simulator.scanner.faults.set([{ kind: 'hang', afterPages: 1 }]);
  const controller = new AbortController();
  let ended = false;
  const scanning = scan({}, { signal: controller.signal }).finally(() => (ended = true));
  await vi.waitFor(() => expect(count('GET', 'NextDocument')).toBe(2), patience);
  expect(await device.status()).toMatchObject({ state: 'processing' });
  expect(ended).toBe(false);
  controller.abort();
  expect((await scanning).summary).toEqual({ pages: 1, endedBy: 'cancelled' });
});

test('cancel during a page: ours at once, the device within two seconds, and the rest of the page is drained', async () => {
  simulator.usb.faults.set([{ kind: 'slow', bytesPerSecond: 30_000 }]);
  const controller = new AbortController();
  let cancelledAt = 0;
  const onPage = (): void =>
    void setTimeout(() => {
      cancelledAt = performance.now();
      controller.abort();
    }, 60);
  const { numbers, summary } = await scan({ dpi: 150 }, { signal: controller.signal, onPage });
  // The rest of the page takes longer; the soak holds the bar of 100 ms.
  expect(performance.now() - cancelledAt).toBeLessThan(1_000);
  expect(summary).toEqual({ pages: numbers.length, endedBy: 'cancelled' });
  await vi.waitFor(() => expect(simulator.scanner.state).toBe('Idle'), patience);
  simulator.usb.faults.set([]);
  simulator.scanner.reload();
  expect((await scan()).numbers).toEqual([1, 2, 3, 4]);
  expect(bus.resets).toBe(0);
});

test('progress tells the bytes of a page as they come', async () => {
  const { progress } = await scan({ source: 'platen', dpi: 150, colorMode: 'color' });
  expect(progress.filter(({ phase, fraction }) => phase === 'transferring' && fraction === 1)).toHaveLength(1);
});

test('no permission names the udev rule; a device of another program is busy', async () => {
  bus.refusal = 'access';
  const refused = await device.capabilities().catch((error: unknown) => error);
  expect(isAppError(refused) && refused.code).toBe('device.access-denied');
  expect(isAppError(refused) && refused.details['udevRule']).toBe(
    'SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="1d6b", ATTR{idProduct}=="0104", MODE="0660", GROUP="scanner", TAG+="uaccess"',
  );
  bus.refusal = 'busy';
  await expect(device.status()).rejects.toMatchObject({ code: 'device.busy', details: { reason: 'claimed-by-another-program' } });
  bus.refusal = null;
  expect(await device.status()).toMatchObject({ state: 'idle' });
});

test('a device that nobody asks is given back to the system, and taken again when somebody does', async () => {
  const driver = createIppUsbDriver({ bus, esclTiming: quickEsclTiming, usbTiming: { ...usbTiming, idleMs: 50 } });
  const brief = await driver.open({ address }, new AbortController().signal);
  expect(await brief.status()).toMatchObject({ state: 'idle' });
  // Two owners at a time are not possible, so this one waits for the first to let go.
  await vi.waitFor(async () => expect(await device.status()).toMatchObject({ state: 'idle' }), patience);
  await expect(brief.status()).rejects.toMatchObject({ code: 'device.busy' });
  await device.close();
  expect(await brief.status()).toMatchObject({ state: 'idle' });
  await brief.close();
});

test('the device list follows the cable', async () => {
  const events: DeviceEvent[] = [];
  const controller = new AbortController();
  const watching = createIppUsbDriver({ bus }).watch((event) => events.push(event), controller.signal);
  const until = async (length: number): Promise<void> => {
    await vi.waitFor(() => expect(events.length).toBeGreaterThanOrEqual(length), patience);
  };
  await until(1);
  simulator.usb.unplug();
  await until(2);
  simulator.usb.plugIn();
  await bus.attach();
  await until(3);
  controller.abort();
  await watching;
  const scanner = { key: address, driver: 'ipp-usb', name: 'Intake Desk Simulated USB Scanner', address };
  expect(events).toEqual([
    { kind: 'added', scanner },
    { kind: 'removed', scanner },
    { kind: 'added', scanner },
  ]);
});
