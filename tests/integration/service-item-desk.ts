/** The services of a counter over a real store: cases of the shipped items, review, submission, notices and receipts. */
import { randomUUID } from 'node:crypto';
import { splitPages } from '../../drivers/process/split-pages.ts';
import { createCaseEditor } from '../../electron/services/case-editor.ts';
import { createCaseEvents } from '../../electron/services/case-events.ts';
import { createCases } from '../../electron/services/cases/cases.ts';
import { createConfiguration } from '../../electron/services/configuration/configuration.ts';
import { createIssuedDocuments } from '../../electron/services/documents/issued-documents.ts';
import { createOutboxWorker } from '../../electron/services/submission/outbox-worker.ts';
import { createPayloadSchemaSource } from '../../electron/services/submission/payload-schema.ts';
import { createReview } from '../../electron/services/cases/review.ts';
import { createCatalogue } from '../../electron/services/service-items/catalogue.ts';
import { createSubmissionService } from '../../electron/services/submission/submission.ts';
import type { ConnectionSettings } from '../../electron/shared/connection/connection-settings.ts';
import type { Classification, Field, Preparation } from '../../electron/shared/page.ts';
import { defaultMappings } from '../../electron/shared/service-items/default-mapping.ts';
import { serviceItems } from '../../electron/shared/service-items/index.ts';
import type { Store } from '../../electron/store/store.ts';
import { reviewer } from './outbox-fixture.ts';
import type { ReadPage } from './service-item-papers.ts';
import { addPlainPage } from '../fixtures/store/plain-page.ts';
import { configurable } from '../../tests/fixtures/configurable.ts';

export type Desk = Awaited<ReturnType<typeof createDesk>>;

/** A day on which all sample papers are good. */
export const now = () => new Date('2026-11-22T02:00:00.000Z');

export async function createDesk(store: Store, connection: ConnectionSettings) {
  const editor = createCaseEditor({ store, events: createCaseEvents() });
  const configuration = createConfiguration(store, configurable, { scanners: [], connection, mappings: defaultMappings });
  const items = await createCatalogue({ store, shipped: serviceItems });
  const base = { store, editor, configuration, now, newId: () => randomUUID() as string };
  const cases = createCases({
    ...base,
    items,
    queue: { add: () => undefined, drop: () => undefined, listen: () => undefined },
    jobs: { lastOfCase: () => null },
    taughtTypes: { collect: () => Promise.resolve() },
  });
  const connectorFor = (settings: ConnectionSettings) => configuration.connectorKind(settings).create(settings);
  const connector = () => Promise.resolve(connectorFor(connection));
  const itemOf = (code: string, version?: number) => cases.itemOf(code, version);
  const worker = createOutboxWorker({
    ...base,
    itemOf,
    connector,
    backOff: { firstMs: 20, maxMs: 100, maxAttempts: 5 },
    onUnexpected: () => undefined,
  });
  const payloadSchema = createPayloadSchemaSource({
    store,
    connection: () => Promise.resolve(connection),
    connectorFor,
    addressOf: (settings) => configuration.addressOf(settings),
  });
  const mappingOf = (code: string) => configuration.mapping(code);
  const submission = createSubmissionService({ ...base, itemOf, mappingOf, payloadSchema, connector, wake: worker.wake });
  const documents = createIssuedDocuments({
    ...base,
    itemOf,
    hall: () => configuration.hall(),
    async toImages(pdf) {
      const images: Uint8Array[] = [];
      for await (const { bytes } of splitPages(pdf)) images.push(bytes);
      return images;
    },
  });
  const review = createReview({ ...base, cases });
  return { cases, review, submission, documents, worker, configuration, items };
}

const preparation = (sealed: boolean): Preparation => ({
  widthPx: 124,
  heightPx: 175,
  dpi: 15,
  rotationCw: 0,
  skewDegrees: 0,
  blank: false,
  inkCoverage: 0.1,
  qualityProblems: [],
  seals: sealed ? [{ box: [80, 120, 30, 30], colour: 'red', confidence: 0.9 }] : [],
  colourfulness: 0.2,
  signatures: [{ label: '签字', box: [60, 140, 40, 10], signed: true }],
});

/** Puts a page into the case as recognition leaves it behind. */
async function addRead(
  store: Store,
  caseId: string,
  index: number,
  { type, side = null as never, values, sealed = false }: ReadPage,
): Promise<void> {
  const page = await addPlainPage(store, caseId, index, { r: 20 + 20 * index, g: 250, b: 250 }, now().toISOString());
  const fields = Object.entries(values).map(([key, value], row): Field => ({
    key,
    value,
    raw: value,
    confidence: 0.99,
    status: 'accepted',
    problems: [],
    box: [5, 5 + 8 * row, 60, 7],
  }));
  const classification: Classification = {
    documentType: type,
    side: side ?? null,
    confidence: 0.99,
    title: null,
    evidence: [],
    alternatives: [],
    continuation: false,
  };
  await store.pages.putStep(page.id, 'extract', '1', fields);
  await store.pages.putStep(page.id, 'read', '1', []);
  await store.pages.save({ ...page, state: 'recognized', errorCode: null, preparation: preparation(sealed), classification });
}

/** Opens a case, puts the papers in and groups them. */
export async function openCase(
  store: Store,
  desk: Desk,
  itemCode: string,
  answers: Record<string, string | boolean>,
  pages: readonly ReadPage[],
) {
  const { case: opened } = await desk.cases.create(itemCode, answers, 'counter', reviewer);
  for (const [index, page] of pages.entries()) await addRead(store, opened.id, index, page);
  await desk.cases.pageDone(opened.id);
  return desk.cases.view(opened.id);
}
