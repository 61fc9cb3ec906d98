/** The backend of the running product: the oRPC client of api.ts, page images and file import by URL on the same origin. */
import { errorFromJSON } from '#shared/errors.ts';
import { client, onReconnect } from './api.ts';
import { makeBackend } from './backend.ts';
import type { Backend } from './backend.ts';

async function importFiles(caseId: string, files: readonly File[], source: 'file' | 'camera' = 'file'): Promise<void> {
  for (const file of files) {
    const response = await fetch(`/case/${caseId}/files`, {
      method: 'POST',
      body: file,
      headers: {
        'content-type': file.type || 'application/octet-stream',
        'x-file-name': encodeURIComponent(file.name),
        'x-source': source,
      },
    });
    if (!response.ok) throw errorFromJSON(await response.json().catch(() => null));
  }
}

async function addSamples(typeId: string, files: readonly File[]): Promise<void> {
  for (const file of files) {
    const headers = { 'content-type': file.type || 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) };
    const response = await fetch(`/sample/${typeId}/files`, { method: 'POST', body: file, headers });
    if (!response.ok) throw errorFromJSON(await response.json().catch(() => null));
  }
}

export function hostBackend(): Backend {
  return makeBackend(client, {
    pageUrl: (pageId, rendition, version) => `/page/${pageId}/${rendition}${version ? `?${version}` : ''}`,
    sampleUrl: (sampleId, rendition) => `/sample/${sampleId}/${rendition}`,
    candidateUrl: (pageId) => `/sample/candidate/${pageId}`,
    issuedUrl: (caseId, documentId, page) => `/case/${caseId}/issued/${documentId}${page === null ? '.pdf' : `/${page}.jpg`}`,
    addSamples,
    importFiles,
    onReconnect,
  });
}
