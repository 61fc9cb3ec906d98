/** The promises of ScannerDriver, kept by every driver in drivers/index.ts. A new driver adds its device to `devices` below. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deviceStatusSchema, scannerCapabilitiesSchema, type ScanRequest } from '#shared/device.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import type { PageResult, Progress, ScannerDevice, ScannerDriver, Spool } from '../../drivers/driver.ts';
import { drivers } from '../../drivers/index.ts';
import { createIppUsbDriver } from '../../drivers/ipp-usb/ipp-usb-driver.ts';
import { createSpool, readSpoolFile } from '../../drivers/process/spool.ts';
import { drawNumberedSheets, drawSide, readSideNumber } from '../../drivers/simulator/numbered-sheets.ts';
import { startSimulator } from '../../drivers/simulator/simulator.ts';
import { startUsbSimulator } from '../../drivers/simulator/usb-ip/usb-simulator.ts';
import { createSaneDriver } from '../../drivers/sane/sane-driver.ts';
import { airscanMissing, writeAirscanConfig } from '../integration/sane-setup.ts';
import { templateDriver } from '../../drivers/_template/template-driver.ts';
import { UsbIpBus } from '../usb/usbip-bus.ts';
import { noteSkipped } from '../skipped.ts';

/** A device with the given pages in it, and the address of one that is not there. */
type TestDevice = {
  address: string;
  absent: string;
  request: ScanRequest;
  numbers: number[];
  /** The same driver on another bus, where this machine has none to plug a device into. */
  driver?: ScannerDriver;
  close(): Promise<void>;
};

const feeder: ScanRequest = { source: 'feeder', duplex: false, colorMode: 'gray', dpi: 75, format: 'image/jpeg', region: null };
const sheets = [
  [1, null],
  [2, null],
  [3, null],
] as const;

const devices: Readonly<Record<string, (root: string) => Promise<TestDevice>>> = {
  'escl-network': async (root) => {
    const simulator = await startSimulator({ pages: await drawNumberedSheets(join(root, 'escl'), sheets) });
    return { address: simulator.url, absent: 'http://127.0.0.1:9/eSCL', request: feeder, numbers: [1, 2, 3], close: simulator.close };
  },
  'ipp-usb': async (root) => {
    const simulator = await startUsbSimulator({ pages: await drawNumberedSheets(join(root, 'usb'), sheets) });
    const bus = new UsbIpBus(simulator.usb.port);
    await bus.attach();
    return {
      address: `usb:1d6b:0104:${simulator.usb.serialNumber}`,
      absent: 'usb:1d6b:0104:none',
      request: feeder,
      numbers: [1, 2, 3],
      driver: createIppUsbDriver({ bus }),
      close: simulator.close,
    };
  },
  // Through Debian's sane-airscan to the simulator: the pages have numbers, and a second program stands between.
  sane: async (root) => {
    const simulator = await startSimulator({ pages: await drawNumberedSheets(join(root, 'sane-sheets'), sheets) });
    const env = { SANE_CONFIG_DIR: await writeAirscanConfig(join(root, 'sane'), simulator.url) };
    const driver = createSaneDriver({ env });
    const [address, absent] = ['airscan:e0:V', 'airscan:e0:Nowhere'];
    return { address, absent, request: feeder, numbers: [1, 2, 3], driver, close: simulator.close };
  },
  folder: async (root) => {
    const address = await drawNumberedSheets(join(root, 'folder'), sheets);
    return { address, absent: join(root, 'nowhere'), request: feeder, numbers: [1, 2, 3], close: () => Promise.resolve() };
  },
  template: async (root) => {
    const address = join(root, 'template.png');
    await drawSide(8).toFile(address);
    return {
      address,
      absent: join(root, 'nowhere.png'),
      request: { ...feeder, source: 'platen' },
      numbers: [8],
      close: () => Promise.resolve(),
    };
  },
};

const reason = airscanMissing();
if (reason) noteSkipped(`${import.meta.filename}, the sane driver`, reason);
const listed = await Promise.all(drivers.map(({ load }) => load?.() ?? null));
const present = [...listed, templateDriver].filter((driver) => driver !== null && (driver.kind !== 'sane' || !reason)) as ScannerDriver[];

describe.each(present.map((driver) => [driver.kind, driver] as const))('%s', (kind, listed: ScannerDriver) => {
  // Between our driver and its device stands sane-airscan, which was once seen to call a full feeder empty.
  const promise = (name: string, work: () => Promise<unknown>) =>
    test(name, { retry: kind === 'sane' ? 2 : 0 }, async () => void (await work()));
  let driver = listed;
  let root: string;
  let target: TestDevice;
  const key = randomBytes(32);
  const never = new AbortController().signal;

  beforeAll(async () => {
    const prepare = devices[kind];
    if (!prepare) throw new Error(`no test device for driver ${kind}: add one to tests/conformance/driver.test.ts`);
    root = await mkdtemp(join(tmpdir(), 'devices-conformance-'));
    target = await prepare(root);
    driver = target.driver ?? listed;
  });
  afterAll(async () => {
    await target?.close();
    await rm(root, { recursive: true, force: true });
  });

  const withDevice = async (work: (device: ScannerDevice) => Promise<void>, address = target.address): Promise<void> => {
    const device = await driver.open({ address }, never);
    try {
      await work(device);
    } finally {
      await device.close();
    }
  };
  const collect = async (device: ScannerDevice, spool: Spool, signal = never, onProgress: (step: Progress) => void = () => undefined) => {
    const pages: PageResult[] = [];
    const job = device.scan(target.request, { signal, spool, onProgress });
    for (;;) {
      const { done, value } = await job.next();
      if (done) return { pages, summary: value };
      pages.push(value);
    }
  };

  promise('capabilities and status have the shared shape', () =>
    withDevice(async (device) => {
      const capabilities = scannerCapabilitiesSchema.strict().parse(await device.capabilities());
      expect(capabilities.platen ?? capabilities.feeder).not.toBeNull();
      expect(deviceStatusSchema.parse(await device.status()).state).toBe('idle');
    }),
  );

  promise('every page arrives once, in order, durable and described', () =>
    withDevice(async (device) => {
      const phases: string[] = [];
      const { pages, summary } = await collect(device, createSpool({ folder: root, key }), never, ({ phase }) => phases.push(phase));
      const bytes = await Promise.all(pages.map(({ file }) => readSpoolFile(file, key)));
      expect(await Promise.all(bytes.map(readSideNumber))).toEqual(target.numbers);
      expect(pages.map(({ index }) => index)).toEqual(target.numbers.map((_, index) => index));
      for (const [at, page] of pages.entries()) {
        expect(page.sha256).toBe(
          createHash('sha256')
            .update(bytes[at] ?? '')
            .digest('hex'),
        );
        expect(page.bytes).toBe(bytes[at]?.length);
      }
      expect(summary).toMatchObject({ pages: pages.length });
      expect(['end-of-feed', 'single-page']).toContain(summary.endedBy);
      expect(phases[0]).toBe('preparing');
    }),
  );

  promise('a page is in the spool before it is handed over, and the next only when asked for', () =>
    withDevice(async (device) => {
      let written = 0;
      const real = createSpool({ folder: root, key });
      const spool: Spool = { ...real, write: (bytes, page) => real.write(bytes, page).finally(() => written++) };
      const job = device.scan(target.request, { signal: never, spool, onProgress: () => undefined });
      for (let taken = 1; ; taken++) {
        const { done, value } = await job.next();
        if (done) break;
        expect(existsSync(value.file)).toBe(true);
        await new Promise((wait) => setTimeout(wait, 30));
        expect(written).toBe(taken);
      }
    }),
  );

  promise('a page that the spool refuses is never handed over', () =>
    withDevice(async (device) => {
      const spool: Spool = { ...createSpool({ folder: root, key }), write: () => Promise.reject(new AppError('store.out-of-space')) };
      await expect(collect(device, spool)).rejects.toMatchObject({ code: 'store.out-of-space' });
    }),
  );

  promise('cancel ends the job without an error; what was taken stays', () =>
    withDevice(async (device) => {
      const controller = new AbortController();
      const job = device.scan(target.request, {
        signal: controller.signal,
        spool: createSpool({ folder: root, key }),
        onProgress: () => undefined,
      });
      const first = await job.next();
      controller.abort();
      const last = await job.next();
      expect(first.done).toBe(false);
      expect(last).toMatchObject({ done: true, value: { pages: 1, endedBy: 'cancelled' } });
      if (!first.done) expect(existsSync(first.value.file)).toBe(true);
    }),
  );

  promise('a job that is cancelled before it begins takes no page', () =>
    withDevice(async (device) => {
      const { pages, summary } = await collect(device, createSpool({ folder: root, key }), AbortSignal.abort());
      expect(pages).toEqual([]);
      expect(summary).toMatchObject({ pages: 0, endedBy: 'cancelled' });
    }),
  );

  promise('a consumer that leaves early leaves the device ready for the next job', () =>
    withDevice(async (device) => {
      const job = device.scan(target.request, { signal: never, spool: createSpool({ folder: root, key }), onProgress: () => undefined });
      await job.next();
      await job.return(undefined as never);
      const { pages } = await collect(device, createSpool({ folder: root, key }));
      expect(pages).toHaveLength(target.numbers.length);
    }),
  );

  promise('a device that is not there is offline, by every door', () =>
    withDevice(async (device) => {
      for (const call of [() => device.capabilities(), () => device.status(), () => collect(device, createSpool({ folder: root, key }))]) {
        const error: unknown = await call().catch((reason: unknown) => reason);
        expect(isAppError(error) && error.code).toBe('device.offline');
      }
    }, target.absent),
  );

  promise('an address that is none is refused with an AppError', async () => {
    const error: unknown = await driver.open({ address: '' }, never).catch((reason: unknown) => reason);
    expect(isAppError(error) && error.code).toBe('bad-input');
  });

  promise('watching ends when it is told to', async () => {
    await driver.watch(() => undefined, AbortSignal.timeout(50));
  });
});
