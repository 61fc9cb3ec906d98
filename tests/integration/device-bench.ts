/** The host's scanning services over a real store, with the drivers in this process or in their own, for tests and the soak. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createEsclNetworkDriver } from '../../drivers/escl-network/escl-network-driver.ts';
import type { ScannerDevice } from '../../drivers/driver.ts';
import { fieldTiming } from '../../drivers/escl/timing.ts';
import type { EsclTiming } from '../../drivers/escl/timing.ts';
import { noteTold, readFeedLog } from '../../drivers/process/feed-log.ts';
import { createSpool, readSpoolFile, spoolPages } from '../../drivers/process/spool.ts';
import { createDeviceServices } from '../../electron/device-services.ts';
import { startNodeChild } from '../../electron/platform/node-child.ts';
import { createScannerAccess } from '../../electron/scanner-access.ts';
import { createCaseEditor } from '../../electron/services/case-editor.ts';
import { createCaseEvents } from '../../electron/services/case-events.ts';
import { createConfiguration } from '../../electron/services/configuration/configuration.ts';
import type { Configuration } from '../../electron/services/configuration/configuration.ts';
import type { ScannerAccess } from '../../electron/services/scanners/scanner-access.ts';
import { nothingYet } from '../../electron/shared/case.ts';
import type { StartChild } from '../../electron/shared/child-process.ts';
import type { Actor, Case } from '../../electron/shared/case.ts';
import type { Scanner } from '../../electron/shared/device.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import type { Store } from '../../electron/store/store.ts';
import { configurable } from '../../tests/fixtures/configurable.ts';

export const clerk: Actor = { account: 'wang', displayName: '王收件', role: 'operator' };

/** The waits of the field, a hundred times shorter where they only pass time; answers under load keep a generous limit. */
export const hurriedTiming: EsclTiming = {
  ...fieldTiming,
  statusTimeoutMs: 5_000,
  createTimeoutMs: 5_000,
  nextDocumentTimeoutMs: 1_500,
  bodyTimeoutMs: 1_500,
  pageTimeoutMs: 6_000,
  retryDelayMs: 10,
  maxRetryAfterMs: 20,
  createTries: 6,
  nextDocumentTries: 12,
  blipTries: 60,
  maxNextDocumentDelayMs: 10,
  drainMs: 500,
};

/** No wait ends early on a machine that others use too; only what never comes takes long. */
export const patientTiming: EsclTiming = {
  ...hurriedTiming,
  nextDocumentTimeoutMs: 6_000,
  bodyTimeoutMs: 6_000,
  pageTimeoutMs: 60_000,
  blipTries: 1_000,
};

export type DeviceBench = ReturnType<typeof createDeviceServices> & {
  store: Store;
  scanners: ScannerAccess;
  events: ReturnType<typeof createCaseEvents>;
  configuration: Configuration;
  /** Errors that no service expected; a test looks that there are none. */
  unexpected: unknown[];
  close(): Promise<void>;
};

/** A data folder that outlives the bench, and news of each child process: its service name and id. */
export type BenchPlace = { dataFolder: string; key: Buffer; onChild?: (name: string, pid: number) => void };

/** @param access `child`: the real scanners' process with the waits of the field; or the waits of drivers in this process */
export async function openDeviceBench(folder: string, access: 'child' | EsclTiming, place?: BenchPlace): Promise<DeviceBench> {
  const { dataFolder, key, onChild } = place ?? { dataFolder: join(folder, `data-${randomUUID()}`), key: randomBytes(32) };
  await mkdir(dataFolder, { recursive: true });
  const store = await createStore({ dataFolder, key });
  const events = createCaseEvents();
  const unexpected: unknown[] = [];
  const scanners =
    access === 'child'
      ? createScannerAccess({ startChild: telling(onChild), onCrash: () => unexpected.push(new Error('crash')) })
      : inProcessAccess(access);
  const configuration = createConfiguration(store, configurable, { scanners: [], connection: null, mappings: [] });
  const services = createDeviceServices({
    store,
    editor: createCaseEditor({ store, events }),
    events,
    configuration,
    now: () => new Date(),
    newId: () => randomUUID(),
    report: (_where, error) => unexpected.push(error),
    scanners,
    // Recognition is not the subject here: pages wait for it as they would behind a long queue.
    queue: { add: () => undefined, drop: () => undefined },
    dataFolder,
  });
  const close = async (): Promise<void> => {
    await services.jobs.close();
    await services.leftJobs.close();
    await scanners.close();
    await store.close();
  };
  return { ...services, store, scanners, events, configuration, unexpected, close };
}

function telling(onChild: BenchPlace['onChild']): StartChild {
  return (modulePath, options) => {
    const child = startNodeChild(modulePath, options);
    if (child.pid !== undefined) onChild?.(options?.serviceName ?? '', child.pid);
    return child;
  };
}

/** The same drivers without the process between, so that their waits can be short. */
function inProcessAccess(timing: EsclTiming): ScannerAccess {
  const driver = createEsclNetworkDriver(timing);
  const open = new Map<string, Promise<ScannerDevice>>();
  const never = new AbortController().signal;
  const deviceAt = (address: string): Promise<ScannerDevice> => {
    const device = open.get(address) ?? driver.open({ address }, never);
    open.set(address, device);
    return device;
  };
  return {
    discover: () => Promise.resolve(),
    capabilities: async (_driver, address) => (await deviceAt(address)).capabilities(),
    status: async (_driver, address) => (await deviceAt(address)).status(),
    certificate: () => Promise.resolve(null),
    async *scan(_driver, address, request, { spool, sheetsBefore, ...context }) {
      const device = await deviceAt(address);
      return yield* device.scan(request, { ...context, spool: createSpool(spool, sheetsBefore) });
    },
    endJob: async (_driver, address, left) => (await (await deviceAt(address)).endJob?.(left)) ?? null,
    feedState: readFeedLog,
    noteTold,
    splitFile: (bytes, spool) => spoolPages(bytes, { index: 0, side: 'unknown', dpi: null }, spool),
    readSpoolFile,
    recycle: () => undefined,
    setRecording: () => undefined,
    close: async () => void (await Promise.allSettled([...open.values()].map(async (device) => (await device).close()))),
  };
}

export async function openCase(store: Store): Promise<string> {
  const opened: Case = {
    id: randomUUID(),
    revision: 0,
    state: 'draft',
    face: 'counter',
    itemCode: 'DEVICES',
    itemVersion: 1,
    answers: {},
    createdAt: new Date().toISOString(),
    createdBy: clerk,
    ...nothingYet(),
  };
  await store.cases.insert(opened);
  return opened.id;
}

export function scannerAt(address: string, driver = 'escl-network'): Scanner {
  const defaults: Scanner['defaults'] = { source: 'feeder', duplex: false, colorMode: 'gray', dpi: 75 };
  return { id: address, name: `scanner ${address}`, driver, address, isDefault: false, defaults, traits: traitsOf(driver) };
}

export const traitsOf = (driver: string): Scanner['traits'] => configurable.drivers.find(({ kind }) => kind === driver)!.traits;
