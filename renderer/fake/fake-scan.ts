/** An invented feeder: a page every moment, read a moment later; it can jam once on request and waits then to be resumed. */
import type { ScanProgress } from '#shared/device.ts';
import { addPage, readPage } from './fake-case.ts';
import { photo, stack } from './fake-papers.ts';
import { caseOf, change, emit, itemOf } from './fake-state.ts';

const pageMs = 700;
const readMs = 900;
type FakeJob = { stop: boolean; resume: () => void };
const jobs = new Map<string, FakeJob>();
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** `?jam=2` in the address: the feeder jams after two pages. */
const jamAfter = () => Number(new URLSearchParams(location.search).get('jam') ?? NaN);

function tell(caseId: string, progress: ScanProgress): void {
  caseOf(caseId).scan = progress;
  emit(caseId, { kind: 'scan', progress });
}

async function feed(caseId: string, jobId: string, job: FakeJob): Promise<void> {
  const at = (phase: ScanProgress['phase'], pagesStored: number, fraction: number | null = null): ScanProgress => ({
    jobId,
    phase,
    pagesStored,
    blankBacks: 0,
    warnings: [],
    notTaken: null,
    skippedFiles: [],
    fraction,
    error: null,
  });
  tell(caseId, at('preparing', 0));
  await wait(pageMs);
  let stored = 0;
  // The second run brings what the first one lacked.
  const papers = caseOf(caseId).case.pages.length > 0 ? [photo] : stack;
  for (const paper of papers) {
    if (job.stop) return tell(caseId, at('cancelled', stored));
    if (stored === jamAfter()) {
      const notTaken = { page: stored + 1, sheet: stored + 1 };
      tell(caseId, { ...at('paused', stored), notTaken, error: { code: 'device.paper-jam', details: { pagesCommitted: stored } } });
      await new Promise<void>((resolve) => (job.resume = resolve));
      if (job.stop) return tell(caseId, at('cancelled', stored));
    }
    tell(caseId, at('transferring', stored, 0.5));
    await wait(pageMs);
    const { case: current } = change(caseId, (before) => addPage(before, paper));
    stored += 1;
    tell(caseId, at('waiting', stored));
    const pageId = current.pages.at(-1)?.id;
    if (pageId) setTimeout(() => change(caseId, (before) => readPage(before, itemOf(before.itemCode), pageId)), readMs);
  }
  tell(caseId, at('finished', stored));
}

export function startScan(caseId: string): string {
  const jobId = crypto.randomUUID();
  const job: FakeJob = { stop: false, resume: () => undefined };
  jobs.set(jobId, job);
  void feed(caseId, jobId, job);
  return jobId;
}

export function cancelScan(jobId: string): void {
  const job = jobs.get(jobId);
  if (!job) return;
  job.stop = true;
  job.resume();
}

export function resumeScan(jobId: string): void {
  jobs.get(jobId)?.resume();
}
