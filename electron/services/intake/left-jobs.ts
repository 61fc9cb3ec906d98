/** After a kill or power cut: takes in what was delivered, says which sheet is in doubt, and frees the device. */
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from '#shared/case.ts';
import type { FeedState } from '../../../drivers/driver.ts';
import type { Store } from '../../store/store.ts';
import { machine } from '../cases/cases.ts';
import { endLeftJob } from './end-left-job.ts';
import { warningsOf } from './file-import.ts';
import type { FolderMemory } from './folder-memory.ts';
import type { OpenJob, OpenJobs } from './open-jobs.ts';
import { spoolIdOf } from './page-intake.ts';
import type { PageIntake } from './page-intake.ts';
import { repeats } from './scan-run.ts';
import type { ScannerAccess } from '../scanners/scanner-access.ts';
import { doubtOf } from './sheet-doubts.ts';
import type { SheetDoubts } from './sheet-doubts.ts';

export type LeftJobsOptions = {
  store: Store;
  scanners: Pick<ScannerAccess, 'splitFile' | 'readSpoolFile' | 'endJob' | 'feedState'>;
  intake: PageIntake;
  openJobs: OpenJobs;
  folderMemory: FolderMemory;
  doubts: SheetDoubts;
  now: () => Date;
  onUnexpected: (error: unknown) => void;
};
type Outcome = 'taken' | 'known' | 'repeated' | 'failed';

class LeftJobs {
  readonly #options: LeftJobsOptions;
  readonly #stop = new AbortController();
  readonly #endings = new Set<Promise<void>>();

  constructor(options: LeftJobsOptions) {
    this.#options = options;
  }

  /** Devices are freed behind this: one that is switched off must not keep the host from starting. @returns the number of pages */
  async recover(): Promise<number> {
    let pages = 0;
    for (const left of await this.#options.openJobs.takeOver()) {
      try {
        pages += await this.#recoverJob(left);
      } catch (error) {
        this.#options.onUnexpected(error);
      }
    }
    return pages;
  }

  async #recoverJob(left: OpenJob): Promise<number> {
    const owner = await this.#options.store.cases.get(left.caseId);
    const feed = await this.#options.scanners.feedState(left.spool.folder);
    // Of an import the person has the file; a kiosk session that was wiped leaves nothing behind.
    if (left.kind === 'import' || !owner) {
      await rm(left.spool.folder, { recursive: true, force: true });
      await this.#settle(left, feed, 0);
      return 0;
    }
    // A person was told that these were not taken, and has put their sheets back, or will.
    if (feed?.stage === 'told') await this.#options.openJobs.dropPages(left.spool);
    const { pages, sides } = await this.#takePages(left, feed);
    await this.#options.folderMemory.remember(
      left.deviceName,
      await this.#options.intake.hashesOfJob({ caseId: left.caseId, id: left.jobId }),
    );
    if (feed && feed.stage !== 'settled' && !left.doubtTold) await this.#tell(left, feed, sides);
    await this.#settle(left, feed, sides);
    return pages;
  }

  async #takePages(left: OpenJob, feed: FeedState | null): Promise<{ pages: number; sides: number }> {
    let [pages, sides] = [0, feed?.sides ?? 0];
    for (const file of await this.#options.openJobs.files(left.spool.folder)) {
      const outcome = await this.#takeFile(left, file, feed).catch((error: unknown): Outcome => {
        this.#options.onUnexpected(error);
        return 'failed';
      });
      if (outcome === 'taken') pages++;
      const counted = feed !== null && indexOf(file) < feed.pages;
      if (!counted && (outcome === 'taken' || outcome === 'known')) sides++;
      // A page that was counted and cannot be taken is in doubt with all behind it: twice there is better than not at all.
      if (outcome === 'failed') sides = Math.min(sides, indexOf(file));
      else await rm(file, { force: true });
    }
    return { pages, sides };
  }

  async #takeFile(left: OpenJob, file: string, feed: FeedState | null): Promise<Outcome> {
    const { caseId, jobId, deviceName, device, spool } = left;
    const bytes = await this.#options.scanners.readSpoolFile(file, spool.key);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const own = (await this.#options.store.pages.list(caseId)).filter(({ source }) => source.jobId === jobId);
    // Stored just before the crash; only its spool file was left behind.
    if (own.some((page) => isSame(page, file, sha256))) return 'known';
    const scratch = { ...spool, folder: join(spool.folder, 'split') };
    await rm(scratch.folder, { recursive: true, force: true });
    await mkdir(scratch.folder, { mode: 0o700 });
    const side = feed?.duplex && indexOf(file) % 2 === 1 ? 'back' : feed ? 'front' : 'unknown';
    for await (const page of this.#options.scanners.splitFile(bytes, scratch)) {
      const same = own.at(-1)?.sha256 === sha256 ? ['same-as-previous'] : [];
      const warnings = [...page.warnings, ...same];
      if (device && repeats({ warnings }, device.request)) return 'repeated';
      const source: Page['source'] = { kind: 'scanner', deviceName, jobId, side, spoolId: spoolIdOf(file), ...warningsOf(warnings) };
      const actor = device?.clears ? device.startedBy : machine;
      await this.#options.intake.takeSpooled(page, spool.key, { caseId, actor, source, clears: device?.clears ?? null });
    }
    return 'taken';
  }

  async #tell({ caseId, jobId, deviceName, device }: OpenJob, feed: FeedState, sides: number): Promise<void> {
    const owner = await this.#options.store.cases.get(caseId);
    // Put back for an earlier doubt, and none of it has arrived: that doubt still stands for this sheet.
    const stands = owner?.sheetDoubts?.some((doubt) => doubt.jobId === device?.clears) ?? false;
    if (owner && !stands) {
      const source = device?.request.source ?? 'feeder';
      await this.#options.doubts.record(caseId, doubtOf(owner, { jobId, deviceName, source, feed, sides, at: this.#options.now() }));
    }
    await this.#options.openJobs.noteDoubtTold(jobId);
  }

  /** Forgets the job: at once where the device is free already. */
  async #settle(left: OpenJob, feed: FeedState | null, sides: number): Promise<void> {
    const { device, jobId, caseId } = left;
    if (!feed || feed.givenBack || !device) return this.#options.openJobs.close(jobId);
    const ending = endLeftJob({ scanners: this.#options.scanners, device, feed, sides, signal: this.#stop.signal })
      .then(async (sheetsThrough) => {
        // What was not ended is tried again at the next start.
        if (this.#stop.signal.aborted) return;
        if (sheetsThrough !== null) await this.#options.doubts.noteThrough(caseId, jobId, sheetsThrough).catch(() => undefined);
        await this.#options.openJobs.close(jobId);
      })
      .catch(this.#options.onUnexpected)
      .finally(() => this.#endings.delete(ending));
    this.#endings.add(ending);
  }

  /** Resolves when every device that was left busy has been freed, or given up. */
  async freed(): Promise<void> {
    await Promise.all(this.#endings);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#endings);
  }
}
export type { LeftJobs };

export const createLeftJobs = (options: LeftJobsOptions): LeftJobs => new LeftJobs(options);

/** `00012-….page` is the thirteenth image of its device job. */
const indexOf = (file: string): number => Number.parseInt(basename(file), 10);

/** Pages of earlier versions carry no name of their file. */
function isSame({ source, sha256: stored }: Page, file: string, sha256: string): boolean {
  return source.spoolId === undefined ? stored === sha256 : source.spoolId === spoolIdOf(file);
}
