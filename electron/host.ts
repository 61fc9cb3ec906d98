/** The composition root: the only file that names concrete drivers, engines, store and connectors. Only entries import it. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { formLabelsOf } from '#shared/form-labels.ts';
import { isOpen } from '#shared/case.ts';
import type { ConnectionSettings } from '#shared/contract.ts';
import type { Timing } from '#shared/page.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import type { Refusal } from '#shared/session.ts';
import { defaultMappings } from '#shared/service-items/default-mapping.ts';
import { serviceItems } from '#shared/service-items/index.ts';
import { splitPages } from '../drivers/process/split-pages.ts';
import { decodeImage } from '../models/image/decode.ts';
import { renderPage } from '../models/image/renditions.ts';
import { lookLimit, matchTaughtTypes, nearestLook } from '../models/classifier/prototypes.ts';
import { listModelSets } from '../models/ocr/pp-ocr/model-set.ts';
import { connectors } from './connectors/index.ts';
import { startDemoPeers } from './demo-peers.ts';
import type { DemoPeers } from './demo-peers.ts';
import { createFirstPasswordFile } from './platform/first-password-file.ts';
import { createGarbageForgetter } from './platform/forget-garbage.ts';
import { fileSink } from './platform/log-sinks.ts';
import { createLogger } from './platform/logger.ts';
import type { Platform } from './platform/platform.ts';
import type { HostPort } from './ports/host-port.ts';
import { createPageBytesHandler } from './ports/page-bytes.ts';
import { createRecognizer } from './recognizer/pool.ts';
import { createSwitchableRecognizer } from './recognizer/switchable-recognizer.ts';
import type { SwitchableRecognizer } from './recognizer/switchable-recognizer.ts';
import { createDeviceServices } from './device-services.ts';
import { createScannerAccess } from './scanner-access.ts';
import { createAuditCheck } from './services/safety/audit-check.ts';
import { createCaseEditor } from './services/case-editor.ts';
import type { CaseEditor } from './services/case-editor.ts';
import { createCaseEvents } from './services/case-events.ts';
import type { CaseEvents } from './services/case-events.ts';
import { CasesService } from './services/cases/cases.ts';
import { createClockWatch } from './services/safety/clock-watch.ts';
import { Configuration } from './services/configuration/configuration.ts';
import { endDemoData, settleDataKind } from './services/configuration/demo-data.ts';
import { createRouter } from './services/handlers/router.ts';
import type { Services } from './services/handlers/services.ts';
import { createDataSafety } from './services/safety/data-safety.ts';
import { EngineChoice } from './services/recognition/engine-choice.ts';
import { createIssuedDocuments } from './services/documents/issued-documents.ts';
import type { IssuedDocuments } from './services/documents/issued-documents.ts';
import { createCatalogue } from './services/service-items/catalogue.ts';
import type { ServiceItemCatalogue } from './services/service-items/catalogue.ts';
import { createKioskCases } from './services/kiosk-cases.ts';
import { createKioskSessions } from './services/people/kiosk-sessions.ts';
import { createOutboxWorker } from './services/submission/outbox-worker.ts';
import { machineClockMs } from './services/safety/machine-clock.ts';
import { createPayloadSchemaSource } from './services/submission/payload-schema.ts';
import { RecognitionQueue } from './services/recognition/recognition-queue.ts';
import { ReviewService } from './services/cases/review.ts';
import type { ScannerAccess } from './services/scanners/scanner-access.ts';
import { createSessionService } from './services/people/session.ts';
import type { SessionService } from './services/people/session.ts';
import { createSampleFiles } from './services/taught-types/sample-files.ts';
import { createSubmissionService } from './services/submission/submission.ts';
import { TaughtTypesService } from './services/taught-types/taught-types.ts';
import { createStaffCalls } from './services/people/staff-calls.ts';
import { acceptStore } from './store/accept-store.ts';
import { createStore } from './store/sqlite-store.ts';
import { mayBeAccepted } from './store/store-check.ts';
import type { Store } from './store/store.ts';

/** As many pages are handed to the recognizer at once as it has child processes at most; the pool queues the rest. */
const recognitionLanes = 2;

/** Enough for the report of a long case; a host runs for weeks. */
const keptTimings = 1000;

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
  readonly services: Services;
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
      createRecognizer({ startChild: platform.startChild, ocr: name, modelsFolder: modelsFolderOf(platform) }),
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
    const isDemo = (await settleDataKind(store, demo)) === 'demo' && demo;
    peers = isDemo ? await startDemoPeers(platform, demoPages) : null;
    const parts = await createServices({ platform, ocr }, engines, peers, logger.report);
    // While nothing may be changed, nothing is wiped, read or sent either.
    if (!store.safety.lookingOnly) await resume(parts);
    return { ...createFront(parts.services, logger.report), services: parts.services, timings: parts.timings, close: () => close(parts) };
  } catch (error) {
    await close();
    throw error;
  }
}

type ServiceParts = Awaited<ReturnType<typeof createServices>>;
type Report = (where: string, error: unknown) => void;
type Engines = { store: Store; recognizer: SwitchableRecognizer; scanners: ScannerAccess };

const modelsFolderOf = ({ dataFolder }: Platform): string => join(dataFolder, 'models');

/** What nearly every service is made with. */
type Base = {
  store: Store;
  editor: CaseEditor;
  events: CaseEvents;
  configuration: Configuration;
  items: ServiceItemCatalogue;
  now: () => Date;
  newId: () => string;
  report: Report;
};

type Wanted = Pick<HostOptions, 'platform' | 'ocr'>;

/** @param peers null outside the demo */
async function createServices({ platform, ocr }: Wanted, engines: Engines, peers: DemoPeers | null, report: Report) {
  const { store } = engines;
  const events = createCaseEvents();
  const editor = createCaseEditor({ store, events });
  const scanners = peers ? [peers.scanner] : [];
  const shipped = { scanners, connection: peers?.connection ?? null, mappings: defaultMappings };
  const configuration: Configuration = new Configuration(store, shipped, () => endDemo());
  const firstPassword = createFirstPasswordFile(platform.dataFolder);
  const sessions = await createSessionService({ store, demo: peers !== null, firstPassword, report });
  const endDemo = createDemoEnd(store, peers, configuration, sessions, report);
  const items = await createCatalogue({ store, shipped: serviceItems });
  const base: Base = { store, editor, events, configuration, items, now: () => new Date(), newId: () => randomUUID(), report };
  const engineChoice = await startEngine(engines, platform, ocr, report);
  const taughtTypes = createTaughtTypes(base, engines, platform, () => items.list().map(({ item }) => item));
  const intake = createIntake(base, engines, platform, taughtTypes);
  const { worker, ...push } = createPush(base, intake.cases);
  const kiosk = createKioskCases({ store, jobs: intake.jobs, queue: intake.queue });
  const staffCalls = createStaffCalls({ ...base, audit: store.audit });
  const forgetGarbage = createGarbageForgetter();
  const forgetPapers = () => {
    forgetGarbage();
    engines.recognizer.recycle?.();
    engines.scanners.recycle();
  };
  const services: Services = {
    ...engines,
    ...base,
    ...intake,
    ...push,
    engineChoice,
    taughtTypes,
    documents: createDocuments(base, intake.cases),
    kiosk,
    kioskSessions: createKioskSessions({ ...intake, kiosk, sessions, staffCalls, forgetPapers, report }),
    review: new ReviewService({ ...base, cases: intake.cases }),
    sessions,
    staffCalls,
    tryOutbox: worker.tryAll,
    auditCheck: createAuditCheck({ ...base, audit: store.audit, onUnexpected: (error) => report('audit', error) }),
    clock: createClockWatch({ ...base, audit: store.audit, steadyMs: machineClockMs, onUnexpected: (error) => report('clock', error) }),
    dataSafety: createDataSafety({ store, dataFolder: platform.dataFolder, mayAccept: mayBeAccepted, accept: accepter(platform) }),
    platform,
  };
  return { services, timings: intake.timings, worker };
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

/** The recognizer reads from here on. */
async function startEngine(
  { store, recognizer }: Engines,
  platform: Platform,
  named: string | undefined,
  report: Report,
): Promise<EngineChoice> {
  const modelsFolder = modelsFolderOf(platform);
  const choice = new EngineChoice({ store, recognizer, modelsFolder, listModelSets: () => listModelSets(modelsFolder), report });
  await choice.start(named);
  return choice;
}

/** Paper in, pages read, documents grouped: jobs put pages into the queue, cases listen to it. */
function createIntake(base: Base, { recognizer, scanners }: Engines, platform: Platform, taughtTypes: TaughtTypesService) {
  const { store, events, items, report } = base;
  const queue = new RecognitionQueue({
    store,
    recognizer,
    lanes: recognitionLanes,
    version: () => JSON.stringify(recognizer.models()),
    taughtTypes: () => taughtTypes.prototypes(),
    formLabels: ({ itemCode, itemVersion }) => formLabelsOf(items.find(itemCode, itemVersion)),
    onUnexpected: (error) => report('recognition', error),
  });
  queue.listen({ onThumbnail: ({ caseId, pageId }) => events.page(caseId, pageId) });
  const devices = createDeviceServices({ ...base, scanners, queue, dataFolder: platform.dataFolder });
  const cases = new CasesService({ ...base, queue, jobs: devices.jobs, taughtTypes });
  return { cases, queue, timings: keepTimings(queue), ...devices };
}

/** Measured milliseconds by page id. */
function keepTimings(queue: RecognitionQueue): ReadonlyMap<string, Timing> {
  const timings = new Map<string, Timing>();
  queue.listen({
    onTiming({ pageId }, timing) {
      const [oldest] = timings.size >= keptTimings ? timings.keys() : [];
      if (oldest) timings.delete(oldest);
      timings.set(pageId, timing);
    },
  });
  return timings;
}

/** Document types that IT staff teach by samples. */
function createTaughtTypes(base: Base, { recognizer, scanners }: Engines, platform: Platform, items: () => readonly ServiceItem[]) {
  const splitFile = createSampleFiles({ scanners, folder: join(platform.dataFolder, 'sample-spool'), newId: base.newId });
  const recognition = { match: matchTaughtTypes, lookLimit, nearestLook };
  return new TaughtTypesService({ ...base, recognizer, recognition, splitFile, items });
}

/** Mapping, outbox and the connector that is configured at the moment of each push. */
function createPush(base: Base, cases: CasesService) {
  const { store, configuration, events, report } = base;
  const connectorFor = (settings: ConnectionSettings) => connectors[settings.kind](settings);
  const connector = async () => {
    const settings = await configuration.connection();
    return settings && connectorFor(settings);
  };
  const payloadSchema = createPayloadSchemaSource({ store, connection: () => configuration.connection(), connectorFor });
  const itemOf = (code: string, version?: number) => cases.itemOf(code, version);
  const worker = createOutboxWorker({
    ...base,
    itemOf,
    connector,
    toJpeg: async (bytes) => (await renderPage(await decodeImage(bytes))).prepared,
    onChange: (caseId) => events.changed(caseId, 0),
    onUnexpected: (error) => report('outbox', error),
  });
  const mappingOf = (itemCode: string) => configuration.mapping(itemCode);
  const submission = createSubmissionService({ ...base, itemOf, mappingOf, payloadSchema, connector, wake: worker.wake });
  return { submission, worker, connectorFor, payloadSchema };
}

/** Notices and receipts; screens without a PDF viewer get their pages as images. */
function createDocuments({ store, editor, configuration, now, newId }: Base, cases: CasesService): IssuedDocuments {
  return createIssuedDocuments({
    store,
    editor,
    now,
    newId,
    itemOf: (code, version) => cases.itemOf(code, version),
    hall: () => configuration.hall(),
    async toImages(pdf) {
      const images: Uint8Array[] = [];
      for await (const { bytes } of splitPages(pdf)) images.push(bytes);
      return images;
    },
  });
}

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

/** The wall to the ports. */
function createFront(services: Services, report: Report): HostPort {
  const { sessions, kiosk, kioskSessions, store, fileImport, taughtTypes, configuration } = services;
  const refused = (refusal: Refusal) => sessions.refusals.note(refusal);
  return {
    router: createRouter(services),
    openConnection(face) {
      const connection = sessions.open(face);
      kioskSessions.opened(connection);
      return connection;
    },
    pageOpened: kioskSessions.pageOpened,
    onKioskEnd: kioskSessions.onEnd,
    // IT staff try a camera before it is set up; everybody else has one only once it is.
    mayUseCamera: (face) => face === 'admin' || configuration.hasCamera,
    closeConnection: kioskSessions.closed,
    pageBytes: createPageBytesHandler({
      caseOfPage: async (pageId) => (await store.pages.get(pageId))?.caseId,
      canSee: async (connection, caseId) => kiosk.canSee(connection, caseId),
      async readPage(pageId, rendition) {
        const bytes = await store.pages.bytes(pageId, rendition);
        const found = bytes && (await store.pages.get(pageId));
        return found && { bytes, mimeType: rendition === 'original' ? found.page.mimeType : 'image/jpeg' };
      },
      importFile: async (actor, caseId, _name, bytes, source) => ({
        pages: await fileImport.importFile(caseId, bytes, source, actor),
      }),
      issuedDocument: async (caseId, documentId, page) =>
        page === null
          ? { mimeType: 'application/pdf', bytes: await services.documents.pdf(caseId, documentId) }
          : { mimeType: 'image/jpeg', bytes: await services.documents.image(caseId, documentId, page) },
      samples: {
        readSample: (sampleId, rendition) => store.taughtTypes.sampleImage(sampleId, rendition),
        readCandidate: async (pageId) => ((await taughtTypes.isCandidate(pageId)) ? store.pages.bytes(pageId, 'thumbnail') : undefined),
        addFile: (actor, typeId, bytes) => taughtTypes.addFile(typeId, bytes, actor),
      },
      refused,
      report,
    }),
    refused,
    report,
  };
}
