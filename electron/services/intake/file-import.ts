/** Takes in files that people upload. */
import { rm } from 'node:fs/promises';
import type { Actor, Page } from '#shared/case.ts';
import type { OpenJobs } from './open-jobs.ts';
import type { PageIntake } from './page-intake.ts';
import type { ScannerAccess } from '../scanners/scanner-access.ts';

export type FileImportOptions = {
  scanners: Pick<ScannerAccess, 'splitFile'>;
  intake: PageIntake;
  openJobs: OpenJobs;
  newId: () => string;
  onUnexpected: (error: unknown) => void;
};
export type FileImport = ReturnType<typeof createFileImport>;

export function createFileImport({ scanners, intake, openJobs, newId, onUnexpected }: FileImportOptions) {
  /** One file, split into pages by the scanners' process; each page is durable before the next is split off. */
  async function importFile(caseId: string, bytes: Uint8Array, kind: 'file' | 'camera', actor: Actor): Promise<number> {
    const jobId = newId();
    const spool = await openJobs.open({ jobId, caseId, deviceName: '', kind: 'import', device: null });
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

  return { importFile };
}

export const warningsOf = (warnings: readonly string[]): Pick<Page['source'], 'warnings'> =>
  warnings.length > 0 ? { warnings: [...warnings] } : {};
