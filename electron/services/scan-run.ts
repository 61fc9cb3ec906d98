/** One scan job from its first sheet to its end, through every pause in which a person mends something. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Actor, Page } from '#shared/case.ts';
import type { DeviceStatus, ScannerConfig, ScanProgress, ScanRequest } from '#shared/device.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import type { JobSummary, PageResult, Progress } from '../../drivers/driver.ts';
import { warningsOf } from './file-import.ts';
import type { FolderMemory } from './folder-memory.ts';
import type { OpenJobs } from './open-jobs.ts';
import type { PageIntake } from './page-intake.ts';
import { canPause, firstNotTaken } from './scan-pause.ts';
import type { Fed } from './scan-pause.ts';
import type { ScannerAccess, SpoolRef } from './scanner-access.ts';

export type ScanJob = {
  id: string;
  caseId: string;
  config: ScannerConfig;
  actor: Actor;
  request: ScanRequest;
  waitForPaper: boolean;
  /** Wait for a person when the device can go on; false where nobody looks (command line). */
  pauses: boolean;
  abort: AbortController;
  done: Promise<void>;
  progress: ScanProgress;
  /** Set while the job is paused. */
  resume: (() => void) | null;
};
export type ScanRunOptions = {
  scanners: Pick<ScannerAccess, 'scan' | 'status'>;
  intake: PageIntake;
  openJobs: OpenJobs;
  folderMemory: FolderMemory;
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

export class ScanRun {
  readonly #job: ScanJob;
  readonly #options: ScanRunOptions;
  #resumed = false;
  #lastPage: { id: string; side: PageResult['side'] } | null = null;
  /** The front that the first page of the next device job takes the place of. */
  #replaces: string | null = null;

  constructor(job: ScanJob, options: ScanRunOptions) {
    this.#job = job;
    this.#options = options;
  }

  /** Never throws: how it ended is in the job's progress. */
  async run(): Promise<void> {
    const { openJobs, folderMemory, onUnexpected } = this.#options;
    const { id, caseId, config } = this.#job;
    try {
      const spool = await openJobs.open({ jobId: id, caseId, deviceName: config.name, kind: 'scan' });
      const { endedBy, skippedFiles = [] } = await this.#feedAll(spool);
      this.#report({ phase: endedBy === 'cancelled' ? 'cancelled' : 'finished', skippedFiles, error: null, notTaken: null });
    } catch (unexpected) {
      const error = toAppError(unexpected);
      if (error.code === 'internal') onUnexpected(unexpected);
      const feeds = this.#job.request.source === 'feeder' && config.driver !== 'folder';
      this.#report({ phase: 'failed', error: plain(error), notTaken: feeds ? firstNotTaken(this.#fed()) : null });
    } finally {
      if (config.driver === 'folder' && this.#job.progress.phase === 'failed') await this.#rememberTaken(folderMemory).catch(onUnexpected);
      await openJobs.close(id).catch(onUnexpected);
    }
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
        await this.#options.openJobs.dropPages(this.#job.id).catch(this.#options.onUnexpected);
        if (!this.#job.pauses || !canPause(error, this.#job.request, this.#fed(), this.#resumed)) throw error;
        if (!(await this.#pause(error))) return { pages: this.#job.progress.pagesStored, endedBy: 'cancelled' };
      }
    }
  }

  /** One job of the device. */
  async #feed(spool: SpoolRef): Promise<JobSummary> {
    const { config, request, abort } = this.#job;
    const onProgress = ({ phase, fraction }: Progress): void => this.#report({ phase, fraction });
    const pages = this.#options.scanners.scan(config.driver, config.address, request, { spool, signal: abort.signal, onProgress });
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
    const isFolder = config.driver === 'folder';
    if (repeats(page, this.#job.request)) {
      this.#report({ warnings: [...new Set([...progress.warnings, 'same-as-previous'])] });
      return this.#options.intake.dropSpooled(page);
    }
    if (isFolder && (await this.#options.folderMemory.takenBefore(config.name, page.sha256))) {
      this.#report({ warnings: [...new Set([...progress.warnings, 'taken-before'])] });
      return this.#options.intake.dropSpooled(page);
    }
    const kind = isFolder ? 'folder' : 'scanner';
    const source: Page['source'] = { kind, deviceName: config.name, jobId: id, side: page.side, ...warningsOf(page.warnings) };
    const replaces = this.#replaces;
    const pageId = await this.#options.intake.takeSpooled(page, key, { caseId, actor, source, replaces });
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
    const halfSheet = duplex && (this.#replaces !== null || this.#lastPage?.side === 'front');
    return { pagesStored: progress.pagesStored, duplex, halfSheet };
  }

  /** Files that are stored but may not have been moved away. */
  async #rememberTaken(memory: FolderMemory): Promise<void> {
    await memory.remember(this.#job.config.name, await this.#options.intake.hashesOfJob(this.#job));
  }

  #report(change: Partial<ScanProgress>): void {
    this.#options.report(this.#job, change);
  }
}

/**
 * The device sent the same bytes once more. Two sheets never give the same bytes in grey or colour, because no sensor is free of noise;
 * empty sides and black-and-white pages can, so those are kept and only flagged.
 */
const repeats = ({ warnings }: PageResult, { colorMode }: ScanRequest): boolean =>
  warnings.includes('same-as-previous') && !warnings.includes('blank') && colorMode !== 'lineart';

const plain = ({ code, details }: AppError): NonNullable<ScanProgress['error']> => ({ code, details: { ...details } });
