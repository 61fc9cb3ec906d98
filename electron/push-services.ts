/** The services around what leaves the hall, put together for host.ts: submission, outbox, the connector configured at each push, printed papers. */
import type { ConnectionSettings } from '#shared/connection/connection-settings.ts';
import { splitPages } from '../drivers/process/split-pages.ts';
import { decodeImage } from '../models/image/decode.ts';
import { renderPage } from '../models/image/renditions.ts';
import type { CaseEditor } from './services/case-editor.ts';
import type { CaseEvents } from './services/case-events.ts';
import type { Configuration } from './services/configuration/configuration.ts';
import { createIssuedDocuments } from './services/documents/issued-documents.ts';
import type { ServiceItemCatalogue } from './services/service-items/catalogue.ts';
import { createOutboxWorker } from './services/submission/outbox-worker.ts';
import { createPayloadSchemaSource } from './services/submission/payload-schema.ts';
import { createSubmissionService } from './services/submission/submission.ts';
import type { Store } from './store/store.ts';

export type PushServicesOptions = {
  store: Store;
  editor: CaseEditor;
  events: CaseEvents;
  configuration: Configuration;
  items: Pick<ServiceItemCatalogue, 'find'>;
  now: () => Date;
  newId: () => string;
  report: (where: string, error: unknown) => void;
};

export function createPushServices(options: PushServicesOptions) {
  const { store, configuration, items, events, report } = options;
  const connectorFor = (settings: ConnectionSettings) => configuration.connectorKind(settings).create(settings);
  const connector = async () => {
    const settings = await configuration.connection();
    return settings && connectorFor(settings);
  };
  const payloadSchema = createPayloadSchemaSource({
    store,
    connection: () => configuration.connection(),
    connectorFor,
    addressOf: (settings) => configuration.addressOf(settings),
  });
  const itemOf = (code: string, version?: number) => items.find(code, version);
  const worker = createOutboxWorker({
    ...options,
    itemOf,
    connector,
    toJpeg: async (bytes) => (await renderPage(await decodeImage(bytes))).prepared,
    onChange: (caseId) => events.changed(caseId, 0),
    onUnexpected: (error) => report('outbox', error),
  });
  const mappingOf = (itemCode: string) => configuration.mapping(itemCode);
  const submission = createSubmissionService({ ...options, itemOf, mappingOf, payloadSchema, connector, wake: worker.wake });
  /** Notices and receipts; screens without a PDF viewer get their pages as images. */
  const documents = createIssuedDocuments({ ...options, itemOf, hall: () => configuration.hall(), toImages: imagesOf });
  return { submission, documents, worker, connectorFor, payloadSchema };
}

async function imagesOf(pdf: Uint8Array): Promise<Uint8Array[]> {
  const images: Uint8Array[] = [];
  for await (const { bytes } of splitPages(pdf)) images.push(bytes);
  return images;
}
