/** The wall from the host to the ports: calls go to the router, pages and files by their address. */
import type { Refusal } from '#shared/session.ts';
import type { HostPort } from './ports/host-port.ts';
import { createPageBytesHandler } from './ports/page-bytes.ts';
import type { IssuedDocuments } from './services/documents/issued-documents.ts';
import { createRouter } from './services/handlers/router.ts';
import type { RouterServices } from './services/handlers/router.ts';
import type { FileImport } from './services/intake/file-import.ts';
import type { Store } from './store/store.ts';

export type FrontServices = RouterServices & {
  store: Pick<Store, 'pages' | 'taughtTypes'>;
  documents: IssuedDocuments;
  fileImport: FileImport;
  report(where: string, error: unknown): void;
};

export function createHostFront(services: FrontServices): HostPort {
  const { sessions, kiosk, kioskSessions, store, documents, fileImport, taughtTypes, configuration, report } = services;
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
          ? { mimeType: 'application/pdf', bytes: await documents.pdf(caseId, documentId) }
          : { mimeType: 'image/jpeg', bytes: await documents.image(caseId, documentId, page) },
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
