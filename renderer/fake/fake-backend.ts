/** The backend of the gallery: the contract served inside the page, page images drawn on the spot. */
import { createRouterClient } from '@orpc/server';
import { makeBackend } from '../backend.ts';
import type { Backend } from '../backend.ts';
import { drawPaper } from './draw-paper.ts';
import { addPage, paperOfPage, readPage } from './fake-case.ts';
import { addFakeSamples, fakeSampleUrl } from './fake-document-types.ts';
import { stack } from './fake-papers.ts';
import { drawIssued } from './fake-documents.ts';
import { fakeRouter } from './fake-router.ts';
import { change, itemOf, seed } from './fake-state.ts';
import { GalleryIndex } from './gallery-index.tsx';

export function fakeBackend(): Backend {
  seed();
  const client = createRouterClient(fakeRouter, { context: {} });
  return makeBackend(client as Backend['client'], {
    gallery: GalleryIndex,
    onReconnect: () => () => undefined,
    pageUrl: (pageId) => {
      const paper = paperOfPage.get(pageId);
      return paper ? drawPaper(paper) : '';
    },
    issuedUrl: (_caseId, documentId) => drawIssued(documentId),
    sampleUrl: fakeSampleUrl,
    candidateUrl: fakeSampleUrl,
    addSamples: async (typeId, files) => addFakeSamples(typeId, files.length),
    importFiles: async (caseId, files) => {
      for (const [index] of files.entries()) {
        const paper = stack[index % stack.length];
        if (!paper) continue;
        const { case: current } = change(caseId, (before) => addPage(before, paper));
        const pageId = current.pages.at(-1)?.id;
        if (pageId) change(caseId, (before) => readPage(before, itemOf(before.itemCode), pageId));
      }
    },
  });
}
