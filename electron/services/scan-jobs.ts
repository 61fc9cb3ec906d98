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
import type { OpenJobs } from './open-jobs.ts';
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
export type ScanJobs = ReturnType<typeof createScanJobs>;
type Job = { caseId: string; abort: AbortController; done: Promise<void>; progress: ScanProgress };
type Arrived = SinglePage & { sha256: string; source: Page['source'] };

export function createScanJobs(options: Options) {
  const { store, editor, events, scanners } = options;
  const jobs = new Map<string, Job>();
  const lastOfCase = new Map<string, ScanProgress>();

  function report(job: Job, change: Partial<ScanProgress>): void {
    job.progress = { ...job.progress, ...change };
    lastOfCase.set(job.caseId, job.progress);
    events.scan(job.caseId, job.progress);
  }

  /** Makes the page durable first, then part of the case, then hands it to recognition. */
  async function takeIn(caseId: string, page: Arrived, actor: Actor): Promise<void> {
    const pageId = options.newId();
    const stored = await editor.edit(caseId, { actor, action: 'page.add', details: { pageId, sha256: page.sha256 } }, async (current, repositories) => {
      requireOpen(current);
      const { bytes, ...rest } = page;
      const row = { id: pageId, index: nextIndex(current), receivedAt: options.now().toISOString(), ...rest, bytes: bytes.length };
      await repositories.pages.add(caseId, row, bytes);
      return { ...scanned(current), pages: [...current.pages, { ...row, state: 'stored', errorCode: null, preparation: null, classification: null }] };
    });
    options.queue().add({ caseId, pageId, formLabels: options.formLabels(stored.itemCode) });
  }

  async function takeFromSpool(caseId: string, file: string, key: Uint8Array, source: Page['source'], actor: Actor): Promise<void> {
    const bytes = await scanners.readSpoolFile(file, key);
    for await (const single of scanners.splitPages(bytes)) await takeIn(caseId, { ...single, sha256: await sha256Of(single.bytes), source }, actor);
    await rm(file, { force: true });
  }

  async function takeResult(job: Job, jobId: string, config: ScannerConfig, result: PageResult, key: Uint8Array, actor: Actor): Promise<void> {
    const bytes = await scanners.readSpoolFile(result.file, key);
    const { sha256, mimeType, widthPx, heightPx, dpi, side } = result;
    const kind = config.driver === 'folder' ? 'folder' : 'scanner';
    await takeIn(job.caseId, { bytes, sha256, mimeType, widthPx, heightPx, dpi, source: { kind, deviceName: config.name, jobId, side } }, actor);
    await rm(result.file, { force: true });
    report(job, { phase: 'transferring', pagesStored: job.progress.pagesStored + 1, fraction: null });
  }

  async function run(jobId: string, job: Job, config: ScannerConfig, request: ScanRequest, actor: Actor): Promise<void> {
    const spool = await options.openJobs.open({ jobId, caseId: job.caseId, deviceName: config.name });
    const onProgress = ({ phase, fraction }: Progress) => report(job, { phase, fraction });
    try {
      const pages = scanners.scan(config.driver, config.address, request, { spool, signal: job.abort.signal, onProgress });
      let next = await pages.next();
      for (; !next.done; next = await pages.next()) await takeResult(job, jobId, config, next.value, spool.key, actor);
      const { endedBy, skippedFiles = [] } = next.value;
      report(job, { phase: endedBy === 'cancelled' ? 'cancelled' : 'finished', skippedFiles });
    } catch (unexpected) {
      const error = toAppError(unexpected);
      if (error.code === 'internal') options.onUnexpected(unexpected);
      report(job, error.code === 'cancelled' ? { phase: 'cancelled' } : { phase: 'failed', error: { code: error.code, details: { ...error.details } } });
    } finally {
      await options.openJobs.close(jobId);
      jobs.delete(jobId);
    }
  }

  async function start(caseId: string, config: ScannerConfig, partial: Partial<ScanRequest>, actor: Actor): Promise<{ jobId: string; done: Promise<ScanProgress> }> {
    const current = await store.cases.get(caseId);
    if (!current) throw new AppError('not-found', { what: 'case' });
    requireOpen(current);
    if ([...jobs.values()].some((job) => job.caseId === caseId)) throw new AppError('device.busy', { what: 'scan-running' });
    const jobId = options.newId();
    const job: Job = {
      caseId,
      abort: new AbortController(),
      done: Promise.resolve(),
      progress: { jobId, phase: 'preparing', pagesStored: 0, fraction: null, error: null, skippedFiles: [] },
    };
    jobs.set(jobId, job);
    report(job, {});
    const given = Object.fromEntries(Object.entries(partial).filter(([, value]) => value !== undefined));
    const request: ScanRequest = { ...config.defaults, format: 'image/jpeg', region: null, ...given };
    job.done = run(jobId, job, config, request, actor);
    return { jobId, done: job.done.then(() => job.progress) };
  }

  /** After a crash: what the scanner had delivered but the store had not taken is taken in now. */
  async function recover(): Promise<number> {
    let pages = 0;
    for (const left of await options.openJobs.list()) {
      for (const file of await options.openJobs.files(left.spool.folder)) {
        const source: Page['source'] = { kind: 'scanner', deviceName: left.deviceName, jobId: left.jobId, side: 'unknown' };
        try {
          if (await holds(left.caseId, file, left.spool.key, left.jobId)) await rm(file, { force: true });
          else {
            await takeFromSpool(left.caseId, file, left.spool.key, source, machine);
            pages++;
          }
        } catch (error) {
          options.onUnexpected(error);
        }
      }
      await options.openJobs.close(left.jobId);
    }
    return pages;
  }

  /** True when the store took this page before the crash and only the spool file was left behind. */
  async function holds(caseId: string, file: string, key: Uint8Array, jobId: string): Promise<boolean> {
    const sha256 = await sha256Of(await scanners.readSpoolFile(file, key));
    const pages = await store.pages.list(caseId);
    return pages.some((page) => page.source.jobId === jobId && page.sha256 === sha256);
  }

  async function importFile(caseId: string, bytes: Uint8Array, kind: 'file' | 'camera', actor: Actor): Promise<number> {
    let pages = 0;
    const source: Page['source'] = { kind, deviceName: null, jobId: null, side: 'unknown' };
    for await (const single of scanners.splitPages(bytes)) {
      await takeIn(caseId, { ...single, sha256: await sha256Of(single.bytes), source }, actor);
      pages++;
    }
    return pages;
  }

  return {
    start,
    recover,
    importFile,
    cancel(jobId: string): void {
      jobs.get(jobId)?.abort.abort();
    },
    /** The case a job belongs to; undefined when it has ended. */
    caseOf: (jobId: string): string | undefined => jobs.get(jobId)?.caseId,
    lastOfCase: (caseId: string): ScanProgress | null => lastOfCase.get(caseId) ?? null,
    async stopCase(caseId: string): Promise<void> {
      const own = [...jobs.values()].filter((job) => job.caseId === caseId);
      for (const job of own) job.abort.abort();
      await Promise.all(own.map(({ done }) => done));
      lastOfCase.delete(caseId);
    },
    async close(): Promise<void> {
      for (const job of jobs.values()) job.abort.abort();
      await Promise.all([...jobs.values()].map(({ done }) => done));
    },
  };
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
