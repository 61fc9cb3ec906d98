/** Makes an arrived page durable and part of its case, shows its thumbnail, and hands it to recognition. */
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { moveCase } from '#shared/case.ts';
import type { Actor, Case, Page } from '#shared/case.ts';
import { withoutPage } from '#shared/checklist/place-page.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import type { PageResult } from '../../../drivers/driver.ts';
import type { Store } from '../../store/store.ts';
import type { CaseEditor } from '../case-editor.ts';
import type { CaseEvents } from '../case-events.ts';
import { requireOpen } from '../cases/cases.ts';
import type { RecognitionQueue } from '../recognition/recognition-queue.ts';
import type { ScannerAccess } from '../scanners/scanner-access.ts';
import { clearByScan } from './sheet-doubts.ts';

export type PageIntakeOptions = {
  store: Store;
  editor: CaseEditor;
  events: CaseEvents;
  scanners: Pick<ScannerAccess, 'readSpoolFile'>;
  queue: Pick<RecognitionQueue, 'add' | 'drop'>;
  now: () => Date;
  newId: () => string;
};
type Image = Pick<Page, 'sha256' | 'mimeType' | 'widthPx' | 'heightPx' | 'dpi' | 'source'> & { bytes: Uint8Array };
export type Arrival = {
  caseId: string;
  actor: Actor;
  image: Image;
  thumbnail: Uint8Array | null;
  /** A page that this one takes the place of: the front of a sheet that had to be fed again. */
  replaces?: string | null;
  /** The doubt (by its job) that ends with this page: its sheet was put back, and comes again as a whole. */
  clears?: string | null;
};
export type PageIntake = ReturnType<typeof createPageIntake>;

export function createPageIntake(options: PageIntakeOptions) {
  const { store, editor, events, scanners, queue, now, newId } = options;

  /** @returns the page's id, once it is on disk and in its case @throws AppError `case.closed`, `not-found` */
  async function takeIn({ caseId, actor, image: { bytes, ...image }, thumbnail, ...arrival }: Arrival): Promise<string> {
    const pageId = newId();
    const details: ErrorDetails = { pageId, sha256: image.sha256 };
    let replaces = arrival.replaces ?? null;
    const stored = await editor.edit(caseId, { actor, action: 'page.add', details }, async (given, { pages, audit }) => {
      const doubt = requireOpen(given).sheetDoubts?.find(({ jobId }) => jobId === arrival.clears);
      const before = doubt ? await clearByScan(given, doubt.jobId, actor, audit) : given;
      if (doubt?.frontReceived) replaces = doubt.lastPageId;
      if (replaces) details['replaces'] = replaces;
      const current = withoutReplaced(before, replaces);
      if (replaces && current !== before) await pages.remove(replaces);
      const row = { ...image, id: pageId, index: nextIndex(current), receivedAt: now().toISOString(), bytes: bytes.length };
      // With its thumbnail: once the screens hear of the page, they ask for it.
      await pages.add(caseId, row, bytes, thumbnail);
      const added: Page = { ...row, state: 'stored', errorCode: null, preparation: null, classification: null };
      return { ...scanned(current), pages: [...current.pages, added] };
    });
    if (replaces) queue.drop(replaces);
    const page = stored.pages.find(({ id }) => id === pageId);
    const picture = thumbnail && Buffer.from(thumbnail).toString('base64');
    events.page(caseId, pageId, page ? { page, revision: stored.revision, thumbnail: picture } : null);
    queue.add({ caseId, pageId });
    return pageId;
  }

  /** Takes a page in from the spool, and its files out of it. */
  async function takeSpooled(
    page: PageResult,
    key: Uint8Array,
    arrival: Omit<Arrival, 'image' | 'thumbnail'> & { source: Page['source'] },
  ) {
    const { source, ...rest } = arrival;
    const { sha256, mimeType, widthPx, heightPx, dpi, thumbnailFile } = page;
    const [bytes, thumbnail] = await Promise.all([
      scanners.readSpoolFile(page.file, key),
      // The picture on the screen is a courtesy; the page must not fail for it.
      thumbnailFile === null ? null : scanners.readSpoolFile(thumbnailFile, key).catch(() => null),
    ]);
    const pageId = await takeIn({ ...rest, image: { bytes, sha256, mimeType, widthPx, heightPx, dpi, source }, thumbnail });
    await dropSpooled(page);
    return pageId;
  }

  async function dropSpooled({ file, thumbnailFile }: PageResult): Promise<void> {
    await rm(file, { force: true });
    if (thumbnailFile !== null) await rm(thumbnailFile, { force: true });
  }

  /** SHA-256 of the pages that this job has brought into its case. */
  async function hashesOfJob({ caseId, id }: { caseId: string; id: string }): Promise<string[]> {
    const pages = await store.pages.list(caseId);
    return pages.filter(({ source }) => source.jobId === id).map(({ sha256 }) => sha256);
  }

  return { takeIn, takeSpooled, dropSpooled, hashesOfJob };
}

/** Names a page by the spool file that it came in. */
export const spoolIdOf = (file: string): string => basename(file, '.page');

function withoutReplaced(current: Case, pageId: string | null): Case {
  if (pageId === null || !current.pages.some(({ id }) => id === pageId)) return current;
  return { ...current, pages: current.pages.filter(({ id }) => id !== pageId), documents: withoutPage(current.documents, pageId) };
}

/** More paper makes the case `scanned` again; who confirmed before confirmed something else. */
function scanned(current: Case): Case {
  const open = ['submit_failed', 'correction_required'].includes(current.state) ? moveCase(current, 'in_review') : current;
  return { ...moveCase(open, 'scanned'), reviewer: null, reviewedAt: null };
}

const nextIndex = (current: Case): number => Math.max(-1, ...current.pages.map(({ index }) => index)) + 1;
