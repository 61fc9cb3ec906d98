/** The composition root: it and the files beside it that it calls are all that names concrete drivers, engines, store and connectors. Only entries import it. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { isOpen } from '#shared/case.ts';
import type { Timing } from '#shared/page.ts';
import { defaultMappings } from '#shared/service-items/default-mapping.ts';
import { serviceItems } from '#shared/service-items/index.ts';
import { drivers } from '../drivers/index.ts';
import { connectors } from './connectors/index.ts';
import { createDeviceServices } from './device-services.ts';
import { shippedScanner, startDemoPeers } from './demo-peers.ts';
import type { DemoPeers } from './demo-peers.ts';
import { createHostFront } from './host-front.ts';
import { createFirstPasswordFile } from './platform/first-password-file.ts';
import { createGarbageForgetter } from './platform/forget-garbage.ts';
import { fileSink } from './platform/log-sinks.ts';
import { createLogger } from './platform/logger.ts';
import type { Platform } from './platform/platform.ts';
import type { HostPort } from './ports/host-port.ts';
import { createPushServices } from './push-services.ts';
import { createReadingServices, modelsFolderOf } from './reading-services.ts';
import { createRecognizer } from './recognizer/pool.ts';
import { createSwitchableRecognizer } from './recognizer/switchable-recognizer.ts';
import type { SwitchableRecognizer } from './recognizer/switchable-recognizer.ts';
import { createScannerAccess } from './scanner-access.ts';
import { createAuditCheck } from './services/safety/audit-check.ts';
import { createCaseEditor } from './services/case-editor.ts';
import { createCaseEvents } from './services/case-events.ts';
import { createCases } from './services/cases/cases.ts';
import { createClockWatch } from './services/safety/clock-watch.ts';
import { createConfiguration } from './services/configuration/configuration.ts';
import type { Configuration } from './services/configuration/configuration.ts';
import { endDemoData, settleDataKind } from './services/configuration/demo-data.ts';
import { createDataSafety } from './services/safety/data-safety.ts';
import { reviewedFieldCurves } from './services/recognition/field-curves.ts';
import { createCatalogue } from './services/service-items/catalogue.ts';
import { createKioskCases } from './services/kiosk-cases.ts';
import { createKioskSessions } from './services/people/kiosk-sessions.ts';
import { machineClockMs } from './services/safety/machine-clock.ts';
import { createReview } from './services/cases/review.ts';
import type { ScannerAccess } from './services/scanners/scanner-access.ts';
import { createSessionService } from './services/people/session.ts';
import type { SessionService } from './services/people/session.ts';
import { createMappingTrial } from './services/submission/mapping-trial.ts';
import { createStaffCalls } from './services/people/staff-calls.ts';
import { acceptStore } from './store/accept-store.ts';
import { createStore } from './store/sqlite-store.ts';
import { mayBeAccepted } from './store/store-check.ts';
import type { Store } from './store/store.ts';

export type HostOptions = {
  platform: Platform;
  /** Asked for; runs on the shipped simulator and sandbox when the data folder is the demo's, and until something else is configured. */
  demo: boolean;
  /** Folder of page images for the simulator's feeder; absent = the shipped demo stack. */
  demoPages?: string;
  /** Engine or model set, whatever IT staff have chosen; absent = what they have chosen. */
  ocr?: string;
};
export type Host = HostPort & {
  readonly services: HostServices;
  /** Measured milliseconds by page id, of pages read since the start. */
  readonly timings: ReadonlyMap<string, Timing>;
  close(): Promise<void>;
};

export async function createHost({ platform, demo, demoPages, ocr }: HostOptions): Promise<Host> {
  const logger = createLogger(fileSink({ folder: join(platform.dataFolder, 'logs') }));
  const key = await platform.loadKey();
  const store = await createStore({ dataFolder: platform.dataFolder, key, rescue: true });
  if (store.safety.lookingOnly) logger.warn('store.looking-only', { code: store.safety.lookingOnly.code });
  const engines: Engines = {
    store,
    recognizer: createSwitchableRecognizer((name) =>
      createRecognizer({ startChild: platform.startChild, ocr: name, modelsFolder: modelsFolderOf(platform.dataFolder) }),
    ),
    scanners: createScannerAccess({ startChild: platform.startChild, onCrash: () => logger.warn('scanner-process.crashed') }),
  };
  let peers: DemoPeers | null = null;
  const close = async (parts?: ServiceParts): Promise<void> => {
    parts?.services.kioskSessions.stop();
    await parts?.services.jobs.close();
    await parts?.services.leftJobs.close();
    await parts?.services.queue.close();
    await parts?.worker.close();
    parts?.services.clock.close();
    await parts?.services.auditCheck.close();
    await parts?.services.sessions.stop();
    await Promise.all([engines.recognizer.close(), engines.scanners.close(), peers?.close()]);
    await store.close();
  };
  try {
    const isDemo = (await settleDataKind(store, demo, shippedScanner)) === 'demo' && demo;
    peers = isDemo ? await startDemoPeers(platform, demoPages) : null;
    const parts = await createServices({ platform, ocr }, engines, peers, logger.report);
    // While nothing may be changed, nothing is wiped, read or sent either.
    if (!store.safety.lookingOnly) await resume(parts);
    const { services } = parts;
    return { ...createHostFront(services), services, timings: services.timings, close: () => close(parts) };
  } catch (error) {
    await close();
    throw error;
  }
}

type ServiceParts = Awaited<ReturnType<typeof createServices>>;
export type HostServices = ServiceParts['services'];
type Report = (where: string, error: unknown) => void;
type Engines = { store: Store; recognizer: SwitchableRecognizer; scanners: ScannerAccess };

type Wanted = Pick<HostOptions, 'platform' | 'ocr'>;

/** @param peers null outside the demo */
async function createServices({ platform, ocr }: Wanted, engines: Engines, peers: DemoPeers | null, report: Report) {
  const { store, recognizer, scanners } = engines;
  const { audit } = store;
  const base = await createBase(store, peers, report);
  const { configuration, items } = base;
  const sessions = await createSessionService({
    store,
    demo: peers !== null,
    firstPassword: createFirstPasswordFile(platform.dataFolder),
    report,
  });
  configuration.whenOwn(createDemoEnd(store, peers, configuration, sessions, report));
  const reading = await createReadingServices({ ...base, ...engines, ocr, dataFolder: platform.dataFolder });
  const devices = createDeviceServices({ ...base, scanners, queue: reading.queue, dataFolder: platform.dataFolder });
  const cases = createCases({ ...base, ...reading, jobs: devices.jobs });
  const { worker, ...push } = createPushServices(base);
  const kiosk = createKioskCases({ store, jobs: devices.jobs, queue: reading.queue });
  const staffCalls = createStaffCalls({ ...base, audit });
  const forgetGarbage = createGarbageForgetter();
  const forgetPapers = () => {
    forgetGarbage();
    recognizer.recycle?.();
    scanners.recycle();
  };
  const services = {
    ...engines,
    ...base,
    ...reading,
    ...devices,
    ...push,
    cases,
    kiosk,
    kioskSessions: createKioskSessions({ ...reading, ...devices, kiosk, sessions, staffCalls, forgetPapers, report }),
    review: createReview({ ...base, cases }),
    sessions,
    staffCalls,
    mappingTrial: createMappingTrial({ store, configuration, items, payloadSchema: push.payloadSchema }),
    fieldCurves: () => reviewedFieldCurves(store.cases),
    tryOutbox: worker.tryAll,
    audit,
    outbox: store.outbox,
    auditCheck: createAuditCheck({ ...base, audit, onUnexpected: (error) => report('audit', error) }),
    clock: createClockWatch({ ...base, audit, steadyMs: machineClockMs, onUnexpected: (error) => report('clock', error) }),
    dataSafety: createDataSafety({ store, dataFolder: platform.dataFolder, mayAccept: mayBeAccepted, accept: accepter(platform) }),
    platform,
  };
  return { services, worker };
}

async function createBase(store: Store, peers: DemoPeers | null, report: Report) {
  const events = createCaseEvents();
  const shipped = { scanners: peers ? [peers.scanner] : [], connection: peers?.connection ?? null, mappings: defaultMappings };
  return {
    store,
    events,
    editor: createCaseEditor({ store, events }),
    configuration: createConfiguration(store, { drivers, connectors, shippedScanner }, shipped),
    items: await createCatalogue({ store, shipped: serviceItems }),
    now: () => new Date(),
    newId: () => randomUUID(),
    report,
  };
}

/** IT staff set up something of the hall's own: printed passwords and shipped peers are over at once, and for good. */
function createDemoEnd(store: Store, peers: DemoPeers | null, configuration: Configuration, sessions: SessionService, report: Report) {
  let ended = peers === null;
  return async (): Promise<void> => {
    if (ended) return;
    ended = true;
    configuration.dropShippedPeers();
    await sessions.endDemo();
    // Not waited for: a push to the sandbox that is on its way takes its time.
    endDemoData(store)
      .then(() => peers?.close())
      .catch((error: unknown) => report('demo', error));
  };
}

const accepter =
  ({ dataFolder, loadKey }: Platform) =>
  async (account: string) =>
    acceptStore({ dataFolder, key: await loadKey(), account });

/** What a crash or power cut left: spooled pages, unread pages, cases of a kiosk session that is over, unsent cases. */
async function resume({ services, worker }: ServiceParts): Promise<void> {
  const { kiosk, leftJobs, recorder, store, cases, queue } = services;
  await services.clock.start();
  services.auditCheck.start();
  await kiosk.wipeAbandoned();
  await services.configuration.scanners();
  await leftJobs.recover();
  await recorder.start();
  for (const { caseId, pageId } of await store.pages.unrecognized()) {
    const owner = await store.cases.get(caseId);
    if (owner && isOpen(owner.state)) queue.add({ caseId, pageId });
  }
  // A kill between the last page's result and the grouping leaves nothing in the queue that would group again.
  for (const { id } of await store.cases.list({ states: ['draft', 'scanned', 'recognized'] })) await cases.pageDone(id);
  await worker.start();
}
