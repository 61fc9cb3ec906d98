/** The backend of the running product: the oRPC client of api.ts, page images and file import by URL on the same origin. */
import { errorFromJSON } from '#shared/errors.ts';
import { client, onReconnect } from './api.ts';
import { makeBackend } from './backend.ts';
import type { Backend } from './backend.ts';
import { lockGate } from './state/lock-gate.ts';

async function importFiles(caseId: string, files: readonly File[], source: 'file' | 'camera' = 'file'): Promise<void> {
  for (const file of files) await send(`/case/${caseId}/files`, file, { 'x-source': source });
}

/** One file; the one that comes while the screen is locked waits and is sent then. */
async function send(path: string, file: File, more: Record<string, string> = {}): Promise<void> {
  const headers = { 'content-type': file.type || 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name), ...more };
  for (;;) {
    await lockGate.whenOpen();
    const { openings } = lockGate;
    const response = await fetch(path, { method: 'POST', body: file, headers });
    if (response.ok) return;
    const error = errorFromJSON(await response.json().catch(() => null));
    if (error.code !== 'session.locked') throw error;
    if (lockGate.openings === openings) lockGate.shut();
  }
}

async function addSamples(typeId: string, files: readonly File[]): Promise<void> {
  for (const file of files) await send(`/sample/${typeId}/files`, file);
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
