/** The scan jobs under way: at most one per case and one per device; each can be cancelled, and resumed after a pause. */
import type { Actor } from '#shared/case.ts';
import type { Scanner, ScannerConfig, ScanProgress, ScanRequest } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import type { CaseEvents } from '../case-events.ts';
import { requireOpen } from '../cases/cases.ts';
import { ScanRun } from './scan-run.ts';
import type { ScanJob, ScanRunOptions } from './scan-run.ts';
import type { Store } from '../../store/store.ts';

export type ScanJobsOptions = Omit<ScanRunOptions, 'report'> & {
  store: Store;
  events: CaseEvents;
  newId: () => string;
};
/** For whoever looks at devices and not at cases: those have their stream of events. */
export type JobListener = {
  /** Each change of a job on this device. */
  onProgress?(config: ScannerConfig): void;
  /** Files of a folder that could not be read. */
  onUnreadable?(config: ScannerConfig, files: ScanProgress['skippedFiles']): void;
};
export type StartOptions = { waitForPaper?: boolean; pauses?: boolean; clears?: string | null };

const waitsForPerson: ReadonlySet<ScanProgress['phase']> = new Set(['waiting-for-paper', 'paused']);
const finalPhases: readonly ScanProgress['phase'][] = ['finished', 'failed', 'cancelled'];

class ScanJobs {
  readonly #options: ScanJobsOptions;
  readonly #listeners: JobListener[] = [];
  readonly #jobs = new Map<string, ScanJob>();
  readonly #lastOfCase = new Map<string, ScanProgress>();

  constructor(options: ScanJobsOptions) {
    this.#options = options;
  }

  listen(listener: JobListener): void {
    this.#listeners.push(listener);
  }

  /**
   * Starts one job for the case; what `partial` leaves out comes from the scanner's defaults.
   * @param options `pauses`: wait for `resume` or `cancel` when a person can mend what went wrong, instead of failing;
   *   `clears`: the doubt (by its job) whose sheet was put back
   * @returns `done` resolves with the last progress when the job has ended, also when it failed
   * @throws AppError `not-found`, `case.closed`, `device.busy` when the case or the device is being scanned already
   */
  async start(
    caseId: string,
    config: Scanner,
    partial: Partial<ScanRequest>,
    actor: Actor,
    options: StartOptions = {},
  ): Promise<{ jobId: string; done: Promise<ScanProgress> }> {
    const current = await this.#options.store.cases.get(caseId);
    if (!current) throw new AppError('not-found', { what: 'case' });
    requireOpen(current);
    const running = [...this.#jobs.values()];
    if (running.some((job) => job.caseId === caseId)) throw new AppError('device.busy', { what: 'scan-running' });
    if (running.some((job) => sameDevice(job.config, config))) throw new AppError('device.busy', { what: 'device-in-use' });
    const doubt = current.sheetDoubts?.find(({ jobId }) => jobId === options.clears);
    if (options.clears && !doubt) throw new AppError('conflict', { what: 'sheet-doubt' });
    const given = Object.fromEntries(Object.entries(partial).filter(([, value]) => value !== undefined));
    const id = this.#options.newId();
    const job: ScanJob = {
      id,
      caseId,
      config,
      actor,
      // A sheet whose front is there has to come again with both its sides.
      request: { ...config.defaults, format: 'image/jpeg', region: null, ...given, ...(doubt && { duplex: doubt.duplex }) },
      waitForPaper: options.waitForPaper ?? false,
      pauses: options.pauses ?? false,
      abort: new AbortController(),
      hostEnds: false,
      clears: doubt?.jobId ?? null,
      done: Promise.resolve(),
      progress: firstProgress(id),
      resume: null,
    };
    this.#jobs.set(id, job);
    this.#report(job, {});
    job.done = new ScanRun(job, { ...this.#options, report: (of, change) => this.#report(of, change) })
      .run()
      .finally(() => this.#jobs.delete(id));
    return { jobId: id, done: job.done.then(() => job.progress) };
  }

  /** @throws AppError `not-found`, `conflict` when the job is not paused */
  resume(jobId: string): void {
    const job = this.#jobs.get(jobId);
    if (!job) throw new AppError('not-found', { what: 'scan-job' });
    if (!job.resume) throw new AppError('conflict', { what: 'scan-job', phase: job.progress.phase });
    job.resume();
  }

  cancel(jobId: string): void {
    this.#jobs.get(jobId)?.abort.abort();
  }

  /** The case a job belongs to; undefined when it has ended. */
  caseOf(jobId: string): string | undefined {
    return this.#jobs.get(jobId)?.caseId;
  }

  lastOfCase(caseId: string): ScanProgress | null {
    return this.#lastOfCase.get(caseId) ?? null;
  }

  /** Whether the machine feeds for this case; one that waits for a person does not. */
  feeds(caseId: string): boolean {
    return [...this.#jobs.values()].some((job) => job.caseId === caseId && !waitsForPerson.has(job.progress.phase));
  }

  /** The job that uses this device now. */
  ofScanner(config: Pick<ScannerConfig, 'driver' | 'address'>): ScanProgress | null {
    return [...this.#jobs.values()].find((job) => sameDevice(job.config, config))?.progress ?? null;
  }

  async stopCase(caseId: string): Promise<void> {
    await this.#stop([...this.#jobs.values()].filter((job) => job.caseId === caseId));
    this.#lastOfCase.delete(caseId);
  }

  /** The host ends: what a job leaves in the feeder is written into its case. */
  close(): Promise<void> {
    for (const job of this.#jobs.values()) job.hostEnds = true;
    return this.#stop([...this.#jobs.values()]);
  }

  #report(job: ScanJob, change: Partial<ScanProgress>): void {
    job.progress = { ...job.progress, ...change };
    this.#lastOfCase.set(job.caseId, job.progress);
    this.#options.events.scan(job.caseId, job.progress);
    const { phase, skippedFiles } = job.progress;
    for (const { onProgress, onUnreadable } of this.#listeners) {
      onProgress?.(job.config);
      if (finalPhases.includes(phase) && skippedFiles.length > 0) onUnreadable?.(job.config, skippedFiles);
    }
  }

  async #stop(jobs: readonly ScanJob[]): Promise<void> {
    for (const job of jobs) job.abort.abort();
    await Promise.all(jobs.map(({ done }) => done));
  }
}
export type { ScanJobs };

export const createScanJobs = (options: ScanJobsOptions): ScanJobs => new ScanJobs(options);

const sameDevice = (a: Pick<ScannerConfig, 'driver' | 'address'>, b: Pick<ScannerConfig, 'driver' | 'address'>): boolean =>
  a.driver === b.driver && a.address === b.address;

const firstProgress = (jobId: string): ScanProgress => ({
  jobId,
  phase: 'preparing',
  pagesStored: 0,
  blankBacks: 0,
  warnings: [],
  notTaken: null,
  skippedFiles: [],
  fraction: null,
  error: null,
});
