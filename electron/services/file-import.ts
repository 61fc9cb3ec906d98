/** Takes in files that people upload, and the spool of jobs that a crash cut off. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Actor, Page } from '#shared/case.ts';
import type { Store } from '../store/store.ts';
import { machine } from './cases.ts';
import type { FolderMemory } from './folder-memory.ts';
import type { OpenJob, OpenJobs } from './open-jobs.ts';
import type { PageIntake } from './page-intake.ts';
import type { ScannerAccess } from './scanner-access.ts';

export type FileImportOptions = {
  store: Store;
  scanners: Pick<ScannerAccess, 'splitFile' | 'readSpoolFile'>;
  intake: PageIntake;
  openJobs: OpenJobs;
  folderMemory: FolderMemory;
  newId: () => string;
  onUnexpected: (error: unknown) => void;
};
export type FileImport = ReturnType<typeof createFileImport>;

export function createFileImport({ store, scanners, intake, openJobs, folderMemory, newId, onUnexpected }: FileImportOptions) {
  /** One file, split into pages by the scanners' process; each page is durable before the next is split off. */
  async function importFile(caseId: string, bytes: Uint8Array, kind: 'file' | 'camera', actor: Actor): Promise<number> {
    const jobId = newId();
    const spool = await openJobs.open({ jobId, caseId, deviceName: '', kind: 'import' });
    const source: Page['source'] = { kind, deviceName: null, jobId: null, side: 'unknown' };
    let pages = 0;
    try {
      for await (const page of scanners.splitFile(bytes, spool)) {
        await intake.takeSpooled(page, spool.key, { caseId, actor, source: { ...source, ...warningsOf(page.warnings) } });
        pages++;
      }
      return pages;
    } finally {
      // The person still has the file and is told how far it came, so nothing of it is taken in behind their back later.
      await rm(spool.folder, { recursive: true, force: true });
      await openJobs.close(jobId).catch(onUnexpected);
    }
  }

  /** After a crash: what was delivered but not stored is taken in now. @returns the number of pages */
  async function recover(): Promise<number> {
    let pages = 0;
    for (const left of await openJobs.list()) {
      if (left.kind === 'import') await rm(left.spool.folder, { recursive: true, force: true });
      for (const file of await openJobs.files(left.spool.folder)) pages += await recoverFile(left, file);
      await folderMemory.remember(left.deviceName, await intake.hashesOfJob({ caseId: left.caseId, id: left.jobId }));
      await openJobs.close(left.jobId);
    }
    return pages;
  }

  async function recoverFile({ caseId, jobId, deviceName, spool }: OpenJob, file: string): Promise<number> {
    try {
      const bytes = await scanners.readSpoolFile(file, spool.key);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const known = (await store.pages.list(caseId)).some((page) => page.source.jobId === jobId && page.sha256 === sha256);
      // A known page was stored just before the crash; only its spool file was left behind.
      const source: Page['source'] = { kind: 'scanner', deviceName, jobId, side: 'unknown' };
      const taken = known ? 0 : await takeSpoolFile(bytes, spool, { caseId, source });
      await rm(file, { force: true });
      return taken;
    } catch (error) {
      onUnexpected(error);
      return 0;
    }
  }

  async function takeSpoolFile(bytes: Uint8Array, spool: OpenJob['spool'], { caseId, source }: { caseId: string; source: Page['source'] }) {
    let pages = 0;
    for await (const page of scanners.splitFile(bytes, spool)) {
      await intake.takeSpooled(page, spool.key, { caseId, actor: machine, source });
      pages++;
    }
    return pages;
  }

  return { importFile, recover };
}

export const warningsOf = (warnings: readonly string[]): Pick<Page['source'], 'warnings'> =>
  warnings.length > 0 ? { warnings: [...warnings] } : {};
