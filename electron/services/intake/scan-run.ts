/** One scan job from its first sheet to its end, through every pause in which a person mends something. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Actor, Page } from '#shared/case.ts';
import type { DeviceStatus, Scanner, ScanProgress, ScanRequest } from '#shared/device.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import type { FeedState, JobSummary, PageResult, Progress, SpoolRef } from '../../../drivers/driver.ts';
import { endLeftJob } from './end-left-job.ts';
import { warningsOf } from './file-import.ts';
import type { FolderMemory } from './folder-memory.ts';
import type { OpenJobs } from './open-jobs.ts';
import { spoolIdOf } from './page-intake.ts';
import type { PageIntake } from './page-intake.ts';
import { canPause, firstNotTaken } from './scan-pause.ts';
import type { Fed } from './scan-pause.ts';
import type { ScannerAccess } from '../scanners/scanner-access.ts';
import { doubtOf } from './sheet-doubts.ts';
import type { SheetDoubts } from './sheet-doubts.ts';
import type { Store } from '../../store/store.ts';

export type ScanJob = {
  id: string;
  caseId: string;
  config: Scanner;
  actor: Actor;
  request: ScanRequest;
  waitForPaper: boolean;
  /** Wait for a person when the device can go on; false where nobody looks (command line). */
  pauses: boolean;
  abort: AbortController;
  /** The host ends, and nobody looks at this job any more. */
  hostEnds: boolean;
  /** The doubt (by its job) that this scan is to clear. */
  clears: string | null;
  done: Promise<void>;
  progress: ScanProgress;
  /** Set while the job is paused. */
  resume: (() => void) | null;
};
export type ScanRunOptions = {
  store: Pick<Store, 'cases'>;
  scanners: Pick<ScannerAccess, 'scan' | 'status' | 'endJob' | 'feedState' | 'noteTold'>;
  intake: PageIntake;
  openJobs: OpenJobs;
  folderMemory: FolderMemory;
  doubts: SheetDoubts;
  now: () => Date;
  report: (job: ScanJob, change: Partial<ScanProgress>) => void;
  onUnexpected: (error: unknown) => void;
  /** How often an empty feeder is looked at. */
  paperCheckMs?: number;
};

/** A counter where nobody puts paper in for so long has given up. */
const paperPatienceMs = 10 * 60_000;
const paperCheckMs = 1_000;
/** Questions in a row that a device left unanswered while it was waited for. */
const maxMisses = 10;
/** A device that answers lets go within this. */
const freeingMs = 10_000;

export class ScanRun {
  readonly #job: ScanJob;
  readonly #options: ScanRunOptions;
  #resumed = false;
  #lastPage: { id: string; side: PageResult['side'] } | null = null;
  /** The front that the first page of the next device job takes the place of. */
  #replaces: string | null = null;
  /** The device is being freed of a job whose process died. */
  #freeing: Promise<void> = Promise.resolve();

  constructor(job: ScanJob, options: ScanRunOptions) {
    this.#job = job;
    this.#options = options;
  }

  /** Never throws: how it ended is in the job's progress. */
  async run(): Promise<void> {
    const { openJobs, folderMemory, onUnexpected } = this.#options;
    const { config } = this.#job;
    let spool: SpoolRef | null = null;
    try {
      spool = await this.#openJob();
      const { endedBy, skippedFiles = [], warnings = [] } = await this.#feedAll(spool);
      this.#warn(warnings);
      if (endedBy === 'cancelled' && this.#job.hostEnds) await this.#leaveDoubt(spool);
      this.#report({ phase: endedBy === 'cancelled' ? 'cancelled' : 'finished', skippedFiles, error: null, notTaken: null });
    } catch (unexpected) {
      const error = toAppError(unexpected);
      if (error.code === 'internal') onUnexpected(unexpected);
      const feeds = this.#job.request.source === 'feeder' && config.traits.scansPaper;
      if (spool) await this.#leaveDoubt(spool).catch(onUnexpected);
      // Who is told tries again, and should not meet the device still busy with this job.
      await Promise.race([this.#freeing, wait(freeingMs)]);
      this.#report({ phase: 'failed', error: plain(error), notTaken: feeds ? firstNotTaken(this.#fed()) : null });
    } finally {
      if (!config.traits.scansPaper && this.#job.progress.phase === 'failed') await this.#rememberTaken(folderMemory).catch(onUnexpected);
      // Remembered until the device is free, however long that takes one that is switched off.
      const closed = this.#freeing.then(() => openJobs.close(this.#job.id)).catch(onUnexpected);
      await Promise.race([closed, wait(freeingMs)]);
    }
  }

  #openJob(): Promise<SpoolRef> {
    const { id: jobId, caseId, config, request, actor, clears } = this.#job;
    const device = { driver: config.driver, address: config.address, request, clears, startedBy: actor };
    return this.#options.openJobs.open({ jobId, caseId, deviceName: config.name, kind: 'scan', device });
  }

  async #feedAll(spool: SpoolRef): Promise<JobSummary> {
    const { signal } = this.#job.abort;
    for (;;) {
      try {
        if (this.#job.waitForPaper && !this.#resumed) await this.#untilPaper();
        return await this.#feed(spool);
      } catch (unexpected) {
        const error = toAppError(unexpected);
        if (signal.aborted) return { pages: this.#job.progress.pagesStored, endedBy: 'cancelled' };
        const feed = await this.#options.scanners.feedState(spool.folder).catch(() => null);
        if (error.code === 'device.driver-crash' && feed) this.#freeDevice(feed);
        await this.#noteNotTaken(spool, feed).catch(this.#options.onUnexpected);
        if (!this.#job.pauses || !canPause(error, this.#job.request, this.#fed(), this.#resumed)) throw error;
        if (!(await this.#pause(error))) return { pages: this.#job.progress.pagesStored, endedBy: 'cancelled' };
      }
    }
  }

  /** One job of the device. */
  async #feed(spool: SpoolRef): Promise<JobSummary> {
    const { config, request, abort } = this.#job;
    await this.#freeing;
    const sheetsBefore = firstNotTaken(this.#fed()).sheet - 1;
    const onProgress = ({ phase, fraction }: Progress): void => this.#report({ phase, fraction });
    const pages = this.#options.scanners.scan(config.driver, config.address, request, {
      spool,
      sheetsBefore,
      signal: abort.signal,
      onProgress,
    });
    try {
      let next = await pages.next();
      for (; !next.done; next = await pages.next()) await this.#take(next.value, spool.key);
      return next.value;
    } finally {
      // A page that could not be stored ends the job at the device too, or nobody could scan there any more.
      await pages.return({ pages: 0, endedBy: 'cancelled' });
    }
  }

  async #take(page: PageResult, key: Uint8Array): Promise<void> {
    const { caseId, config, id, actor, progress } = this.#job;
    const { scansPaper } = config.traits;
    if (repeats(page, this.#job.request)) {
      this.#warn(['same-as-previous']);
      return this.#options.intake.dropSpooled(page);
    }
    if (!scansPaper && (await this.#options.folderMemory.takenBefore(config.name, page.sha256))) {
      this.#warn(['taken-before']);
      return this.#options.intake.dropSpooled(page);
    }
    const kind = scansPaper ? 'scanner' : 'folder';
    const named = { kind, deviceName: config.name, jobId: id, spoolId: spoolIdOf(page.file) } as const;
    const source: Page['source'] = { ...named, side: page.side, ...warningsOf(page.warnings) };
    const replaces = this.#replaces;
    const { clears } = this.#job;
    const pageId = await this.#options.intake.takeSpooled(page, key, { caseId, actor, source, replaces, clears });
    this.#replaces = null;
    this.#lastPage = { id: pageId, side: page.side };
    this.#report({
      phase: 'transferring',
      pagesStored: progress.pagesStored + (replaces === null ? 1 : 0),
      blankBacks: progress.blankBacks + (page.side === 'back' && page.warnings.includes('blank') ? 1 : 0),
      warnings: [...new Set([...progress.warnings, ...page.warnings.filter((warning) => warning !== 'blank')])],
      fraction: null,
    });
  }

  /** Pages that arrived and were not stored are void from now on; on disk first, because a person is told so next. */
  async #noteNotTaken(spool: SpoolRef, feed: FeedState | null): Promise<void> {
    const { scanners, openJobs } = this.#options;
    const sheetsBefore = firstNotTaken(this.#fed()).sheet - 1;
    const note = (): Promise<void> =>
      feed && feed.stage !== 'settled' ? scanners.noteTold(spool.folder, sheetsBefore) : Promise.resolve();
    const noted = await note().then(
      () => true,
      () => false,
    );
    await openJobs.dropPages(spool);
    // A full disk has room again once the pages are gone.
    if (!noted) await note();
  }

  /** The scanners' process died, and the device would wait for it for two minutes. */
  #freeDevice(feed: FeedState): void {
    const { scanners, onUnexpected } = this.#options;
    const { abort, config } = this.#job;
    const free = async (): Promise<void> => {
      if (feed.givenBack) return;
      const sheetsThrough = await endLeftJob({ scanners, device: config, feed, sides: feed.sides, signal: abort.signal });
      const { notTaken, phase } = this.#job.progress;
      if (sheetsThrough !== null && notTaken && phase === 'paused') this.#report({ notTaken: { ...notTaken, sheetsThrough } });
    };
    this.#freeing = free().catch(onUnexpected);
  }

  /** Nobody will put the sheet back for this job, so its case has to say that one may be missing. */
  async #leaveDoubt({ folder }: SpoolRef): Promise<void> {
    const { id: jobId, caseId, config, request, clears } = this.#job;
    const { scanners, store, doubts, now } = this.#options;
    const [feed, owner] = [await scanners.feedState(folder), await store.cases.get(caseId)];
    // An earlier doubt of which nothing has come back stands for the same sheet.
    if (!feed || feed.stage === 'settled' || !owner || owner.sheetDoubts?.some((doubt) => doubt.jobId === clears)) return;
    const { pagesStored, duplex, halfSheet } = this.#fed();
    const received = { ...feed, duplex, sheetsBefore: 0 };
    const doubt = doubtOf(owner, { jobId, deviceName: config.name, source: request.source, feed: received, sides: pagesStored, at: now() });
    await doubts.record(caseId, { ...doubt, frontReceived: halfSheet });
  }

  /** @returns false when the job was cancelled meanwhile */
  async #pause(error: AppError): Promise<boolean> {
    const { abort } = this.#job;
    const fed = this.#fed();
    const resumed = new Promise<boolean>((resolve) => {
      this.#job.resume = () => resolve(true);
      abort.signal.addEventListener('abort', () => resolve(false), { once: true });
    });
    this.#report({ phase: 'paused', fraction: null, error: plain(error), notTaken: firstNotTaken(fed) });
    const goesOn = await resumed;
    this.#job.resume = null;
    if (!goesOn) return false;
    this.#resumed = true;
    // The sheet comes again as a whole: its front, now safe without a back, gives way to the new one, and not a moment earlier.
    if (fed.halfSheet) this.#replaces = this.#lastPage?.id ?? null;
    this.#report({ phase: 'preparing', error: null, notTaken: null });
    return true;
  }

  async #untilPaper(): Promise<void> {
    const { abort } = this.#job;
    const deadline = performance.now() + paperPatienceMs;
    for (;;) {
      const feeder = await this.#feederNow();
      // A device that does not tell is asked for a page; one with a fault says so when it is asked.
      if (feeder !== 'empty') return;
      if (performance.now() > deadline) throw new AppError('device.feeder-empty', { pagesCommitted: 0 });
      this.#report({ phase: 'waiting-for-paper', fraction: null });
      await wait(this.#options.paperCheckMs ?? paperCheckMs, undefined, { signal: abort.signal });
    }
  }

  /** Over minutes of waiting a network has its blips, and a sleeping device answers nonsense: only one that stays away is gone. */
  async #feederNow(): Promise<DeviceStatus['feeder']> {
    const { config, abort } = this.#job;
    for (let misses = 1; ; misses++) {
      try {
        return (await this.#options.scanners.status(config.driver, config.address, abort.signal)).feeder;
      } catch (error) {
        if (abort.signal.aborted || misses >= maxMisses) throw error;
        await wait(this.#options.paperCheckMs ?? paperCheckMs, undefined, { signal: abort.signal });
      }
    }
  }

  #fed(): Fed {
    const { request, progress } = this.#job;
    const duplex = request.duplex && request.source === 'feeder' && !progress.warnings.includes('settings-changed:duplex=false');
    const halfSheet = duplex && this.#lastPage?.side === 'front';
    return { pagesStored: progress.pagesStored, duplex, halfSheet };
  }

  /** Files that are stored but may not have been moved away. */
  async #rememberTaken(memory: FolderMemory): Promise<void> {
    await memory.remember(this.#job.config.name, await this.#options.intake.hashesOfJob(this.#job));
  }

  #warn(warnings: readonly string[]): void {
    if (warnings.length > 0) this.#report({ warnings: [...new Set([...this.#job.progress.warnings, ...warnings])] });
  }

  #report(change: Partial<ScanProgress>): void {
    this.#options.report(this.#job, change);
  }
}

/**
 * The device sent the same bytes once more. Two sheets never give the same bytes in grey or colour, because no sensor is free of noise;
 * empty sides and black-and-white pages can, so those are kept and only flagged.
 */
export const repeats = ({ warnings }: Pick<PageResult, 'warnings'>, { colorMode }: Pick<ScanRequest, 'colorMode'>): boolean =>
  warnings.includes('same-as-previous') && !warnings.includes('blank') && colorMode !== 'lineart';

const plain = ({ code, details }: AppError): NonNullable<ScanProgress['error']> => ({ code, details: { ...details } });
