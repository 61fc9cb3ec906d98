/** Takes pages in: from a scanner job, from files, and from the spool of a job that a crash cut off. */
import { rm } from 'node:fs/promises';
import { moveCase } from '#shared/case.ts';
import type { Actor, Case, Page } from '#shared/case.ts';
import type { ScannerConfig, ScanProgress, ScanRequest } from '#shared/device.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import type { PageResult, Progress } from '../../drivers/driver.ts';
import type { Store } from '../store/store.ts';
import type { CaseEditor } from './case-editor.ts';
import type { CaseEvents } from './case-events.ts';
import { machine, requireOpen } from './cases.ts';
import type { OpenJob, OpenJobs } from './open-jobs.ts';
import type { RecognitionQueue } from './recognition-queue.ts';
import type { ScannerAccess, SinglePage } from './scanner-access.ts';

type Options = {
  store: Store;
  editor: CaseEditor;
  events: CaseEvents;
  scanners: ScannerAccess;
  queue: () => RecognitionQueue;
  openJobs: OpenJobs;
  formLabels: (itemCode: string) => Readonly<Record<string, string>> | undefined;
  now: () => Date;
  newId: () => string;
  onUnexpected: (error: unknown) => void;
};
type Job = {
  id: string;
  caseId: string;
  config: ScannerConfig;
  actor: Actor;
  abort: AbortController;
  done: Promise<void>;
  progress: ScanProgress;
};
type Arrived = SinglePage & { sha256: string; source: Page['source'] };

export class ScanJobs {
  readonly #options: Options;
  readonly #jobs = new Map<string, Job>();
  readonly #lastOfCase = new Map<string, ScanProgress>();

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Starts one device job for the case; what `partial` leaves out comes from the scanner's defaults.
   * @returns `done` resolves with the last progress when the job has ended, also when it failed
   * @throws AppError `not-found`, `case.closed`, `device.busy` when the case is being scanned already
   */
  async start(
    caseId: string,
    config: ScannerConfig,
    partial: Partial<ScanRequest>,
    actor: Actor,
  ): Promise<{ jobId: string; done: Promise<ScanProgress> }> {
    const current = await this.#options.store.cases.get(caseId);
    if (!current) throw new AppError('not-found', { what: 'case' });
    requireOpen(current);
    if ([...this.#jobs.values()].some((job) => job.caseId === caseId)) throw new AppError('device.busy', { what: 'scan-running' });
    const id = this.#options.newId();
    const progress: ScanProgress = { jobId: id, phase: 'preparing', pagesStored: 0, fraction: null, error: null, skippedFiles: [] };
    const job: Job = { id, caseId, config, actor, abort: new AbortController(), done: Promise.resolve(), progress };
    this.#jobs.set(id, job);
    this.#report(job, {});
    const given = Object.fromEntries(Object.entries(partial).filter(([, value]) => value !== undefined));
    job.done = this.#run(job, { ...config.defaults, format: 'image/jpeg', region: null, ...given });
    return { jobId: id, done: job.done.then(() => job.progress) };
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

  async stopCase(caseId: string): Promise<void> {
    await this.#stop([...this.#jobs.values()].filter((job) => job.caseId === caseId));
    this.#lastOfCase.delete(caseId);
  }

  close(): Promise<void> {
    return this.#stop([...this.#jobs.values()]);
  }

  /** @returns the number of pages taken in @throws AppError `file.*`; pages before a damaged one stay */
  async importFile(caseId: string, bytes: Uint8Array, kind: 'file' | 'camera', actor: Actor): Promise<number> {
    return this.#takeAll(caseId, bytes, { kind, deviceName: null, jobId: null, side: 'unknown' }, actor);
  }

  /** After a crash: what the scanner had delivered but the store had not taken is taken in now. @returns the number of pages */
  async recover(): Promise<number> {
    let pages = 0;
    for (const left of await this.#options.openJobs.list()) {
      for (const file of await this.#options.openJobs.files(left.spool.folder)) pages += await this.#recoverFile(left, file);
      await this.#options.openJobs.close(left.jobId);
    }
    return pages;
  }

  async #recoverFile({ caseId, jobId, deviceName, spool }: OpenJob, file: string): Promise<number> {
    try {
      const bytes = await this.#options.scanners.readSpoolFile(file, spool.key);
      const sha256 = await sha256Of(bytes);
      const known = (await this.#options.store.pages.list(caseId)).some((page) => page.source.jobId === jobId && page.sha256 === sha256);
      // A known page was stored just before the crash; only its spool file was left behind.
      const taken = known ? 0 : await this.#takeAll(caseId, bytes, { kind: 'scanner', deviceName, jobId, side: 'unknown' }, machine);
      await rm(file, { force: true });
      return taken;
    } catch (error) {
      this.#options.onUnexpected(error);
      return 0;
    }
  }

  async #run(job: Job, request: ScanRequest): Promise<void> {
    const { openJobs, scanners, onUnexpected } = this.#options;
    const { id, config } = job;
    try {
      const spool = await openJobs.open({ jobId: id, caseId: job.caseId, deviceName: config.name });
      const onProgress = ({ phase, fraction }: Progress): void => this.#report(job, { phase, fraction });
      const pages = scanners.scan(config.driver, config.address, request, { spool, signal: job.abort.signal, onProgress });
      let next = await pages.next();
      for (; !next.done; next = await pages.next()) await this.#takeScanned(job, next.value, spool.key);
      const { endedBy, skippedFiles = [] } = next.value;
      this.#report(job, { phase: endedBy === 'cancelled' ? 'cancelled' : 'finished', skippedFiles });
    } catch (unexpected) {
      const error = toAppError(unexpected);
      if (error.code === 'internal') onUnexpected(unexpected);
      this.#report(job, { phase: 'failed', error: { code: error.code, details: { ...error.details } } });
    } finally {
      await openJobs.close(id).catch(onUnexpected);
      this.#jobs.delete(id);
    }
  }

  async #takeScanned(job: Job, page: PageResult, key: Uint8Array): Promise<void> {
    const bytes = await this.#options.scanners.readSpoolFile(page.file, key);
    const { sha256, mimeType, widthPx, heightPx, dpi, side } = page;
    const kind = job.config.driver === 'folder' ? 'folder' : 'scanner';
    const source: Page['source'] = { kind, deviceName: job.config.name, jobId: job.id, side };
    await this.#takeIn(job.caseId, { bytes, sha256, mimeType, widthPx, heightPx, dpi, source }, job.actor);
    await rm(page.file, { force: true });
    this.#report(job, { phase: 'transferring', pagesStored: job.progress.pagesStored + 1, fraction: null });
  }

  async #takeAll(caseId: string, bytes: Uint8Array, source: Page['source'], actor: Actor): Promise<number> {
    let pages = 0;
    for await (const single of this.#options.scanners.splitPages(bytes)) {
      await this.#takeIn(caseId, { ...single, sha256: await sha256Of(single.bytes), source }, actor);
      pages++;
    }
    return pages;
  }

  /** Makes the page durable and part of the case, then hands it to recognition. */
  async #takeIn(caseId: string, { bytes, ...page }: Arrived, actor: Actor): Promise<void> {
    const { editor, now, newId, queue, formLabels } = this.#options;
    const pageId = newId();
    const stored = await editor.edit(
      caseId,
      { actor, action: 'page.add', details: { pageId, sha256: page.sha256 } },
      async (current, { pages }) => {
        requireOpen(current);
        const row = { ...page, id: pageId, index: nextIndex(current), receivedAt: now().toISOString(), bytes: bytes.length };
        await pages.add(caseId, row, bytes);
        const added: Page = { ...row, state: 'stored', errorCode: null, preparation: null, classification: null };
        return { ...scanned(current), pages: [...current.pages, added] };
      },
    );
    queue().add({ caseId, pageId, formLabels: formLabels(stored.itemCode) });
  }

  #report(job: Job, change: Partial<ScanProgress>): void {
    job.progress = { ...job.progress, ...change };
    this.#lastOfCase.set(job.caseId, job.progress);
    this.#options.events.scan(job.caseId, job.progress);
  }

  async #stop(jobs: readonly Job[]): Promise<void> {
    for (const job of jobs) job.abort.abort();
    await Promise.all(jobs.map(({ done }) => done));
  }
}

/** More paper makes the case `scanned` again; who confirmed before confirmed something else. */
function scanned(current: Case): Case {
  const open = ['submit_failed', 'correction_required'].includes(current.state) ? moveCase(current, 'in_review') : current;
  return { ...moveCase(open, 'scanned'), reviewer: null, reviewedAt: null };
}

const nextIndex = (current: Case): number => Math.max(-1, ...current.pages.map(({ index }) => index)) + 1;

async function sha256Of(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex');
}
