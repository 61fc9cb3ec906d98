/** The services around reading, put together for host.ts: the queue of pages, the choice of engine, types taught by samples. */
import { join } from 'node:path';
import type { Case } from '#shared/case.ts';
import { formLabelsOf } from '#shared/form-labels.ts';
import type { Timing } from '#shared/page.ts';
import { lookLimit, matchTaughtTypes, nearestLook } from '../models/classifier/prototypes.ts';
import { listModelSets } from '../models/ocr/pp-ocr/model-set.ts';
import type { SwitchableRecognizer } from './recognizer/switchable-recognizer.ts';
import type { CaseEvents } from './services/case-events.ts';
import { createEngineChoice } from './services/recognition/engine-choice.ts';
import { createRecognitionQueue } from './services/recognition/recognition-queue.ts';
import type { RecognitionQueue } from './services/recognition/recognition-queue.ts';
import type { ScannerAccess } from './services/scanners/scanner-access.ts';
import type { ServiceItemCatalogue } from './services/service-items/catalogue.ts';
import { createSampleFiles } from './services/taught-types/sample-files.ts';
import { createTaughtTypes } from './services/taught-types/taught-types.ts';
import type { Store } from './store/store.ts';

/** As many pages are handed to the recognizer at once as it has child processes at most; the pool queues the rest. */
const recognitionLanes = 2;

/** Enough for the report of a long case; a host runs for weeks. */
const keptTimings = 1000;

export const modelsFolderOf = (dataFolder: string): string => join(dataFolder, 'models');

export type ReadingServicesOptions = {
  store: Store;
  events: CaseEvents;
  items: ServiceItemCatalogue;
  recognizer: SwitchableRecognizer;
  scanners: ScannerAccess;
  dataFolder: string;
  /** Engine or model set, whatever IT staff have chosen. */
  ocr: string | undefined;
  now: () => Date;
  newId: () => string;
  report: (where: string, error: unknown) => void;
};

/** The recognizer reads from here on. */
export async function createReadingServices(options: ReadingServicesOptions) {
  const { store, events, items, recognizer, dataFolder, report } = options;
  const modelsFolder = modelsFolderOf(dataFolder);
  const engineChoice = createEngineChoice({ store, recognizer, modelsFolder, listModelSets: () => listModelSets(modelsFolder), report });
  await engineChoice.start(options.ocr);
  const taughtTypes = createTaughtTypes({
    ...options,
    recognition: { match: matchTaughtTypes, lookLimit, nearestLook },
    splitFile: createSampleFiles({ ...options, folder: join(dataFolder, 'sample-spool') }),
    items: () => items.list().map(({ item }) => item),
  });
  const queue = createRecognitionQueue({
    store,
    recognizer,
    lanes: recognitionLanes,
    version: () => JSON.stringify(recognizer.models()),
    taughtTypes: () => taughtTypes.prototypes(),
    formLabels: ({ itemCode, itemVersion }: Case) => formLabelsOf(items.find(itemCode, itemVersion)),
    onUnexpected: (error) => report('recognition', error),
  });
  queue.listen({ onThumbnail: ({ caseId, pageId }) => events.page(caseId, pageId) });
  return { engineChoice, taughtTypes, queue, timings: keepTimings(queue) };
}

/** Measured milliseconds by page id. */
function keepTimings(queue: Pick<RecognitionQueue, 'listen'>): ReadonlyMap<string, Timing> {
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
