/** The simulated device behind the HTTP server: its feeder, its jobs, its faults. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { FEEDER_CAPACITY, RESOLUTIONS } from './documents.ts';
import { Faults } from './faults.ts';
import { bindPdf, PAGE_HEIGHT, PAGE_WIDTH, renderPage, type RenderedPage } from './render-page.ts';
import type { ParsedScanSettings } from '../escl/scan-settings.ts';
import type { Sheet } from './sheets.ts';
import type { JobSettings, SimulatedJob } from './simulated-job.ts';

/** A client that neither asks nor deletes loses its job; one office MFP gives it two minutes. */
const IDLE_JOB_MS = 120_000;
/** Sheets that the motor pulls ahead of the transfer. */
const SHEETS_AHEAD = 2;
const MAX_REMEMBERED_JOBS = 20;

/** `DoorOpen` is the older word for an open cover, and the only one that sane-airscan 0.99.27 understands. */
export type FeederFault = 'ScannerAdfJam' | 'ScannerAdfDoorOpen' | 'ScannerAdfMultipickDetected';
export type ScannerOptions = { sheets: readonly Sheet[]; reload: boolean; msPerSheet: number };
/** HTTP status of a refusal, or the job. */
export type Created = { refused: number } | { job: SimulatedJob };
export type NextPage = { refused: number } | { page: Buffer; contentType: string } | { hang: true };

export class SimulatedScanner {
  readonly faults = new Faults();
  readonly uuid = randomUUID();
  readonly #options: ScannerOptions;
  #stack: readonly Sheet[];
  #feeder: Sheet[] = [];
  #feederFault: FeederFault | null = null;
  #coverOpen = false;
  #jobs: SimulatedJob[] = [];

  constructor(options: ScannerOptions) {
    this.#options = options;
    this.#stack = options.sheets.slice(0, FEEDER_CAPACITY);
    this.#feeder = [...this.#stack];
  }

  get jobs(): readonly SimulatedJob[] {
    return this.#jobs;
  }

  get sheetsLoaded(): number {
    return this.#feeder.length;
  }

  get state(): string {
    return this.#active() ? 'Processing' : 'Idle';
  }

  get adfState(): string {
    if (this.#coverOpen) return 'ScannerAdfDoorOpen';
    return this.#feederFault ?? (this.#feeder.length > 0 ? 'ScannerAdfLoaded' : 'ScannerAdfEmpty');
  }

  /** @param sheets becomes the stack that reloading puts back; at most 50 fit */
  load(sheets: readonly Sheet[]): void {
    this.#stack = sheets.slice(0, FEEDER_CAPACITY);
    this.#feeder = [...this.#stack];
  }

  /** Puts the first `count` sheets of the stack in; all of them without a number. */
  reload(count = this.#stack.length): void {
    this.#feeder = this.#stack.slice(0, count);
  }

  setCover(open: boolean): void {
    this.#coverOpen = open;
    if (!open && this.#feederFault === 'ScannerAdfDoorOpen') this.#feederFault = null;
  }

  /** What an operator does at the device: take the sheet out and close it. */
  clearJam(): void {
    this.#feederFault = null;
    this.#coverOpen = false;
  }

  create(parsed: ParsedScanSettings, rootPath: string): Created {
    if (this.#active()) return { refused: 503 };
    const settings = acceptable(parsed);
    const refused = this.faults.find('refuse-color-mode');
    if (!settings || refused?.colorMode === settings.colorMode) return { refused: 409 };
    if (settings.source === 'feeder' && this.adfState !== 'ScannerAdfLoaded') return { refused: 409 };
    const id = randomUUID();
    const job: SimulatedJob = {
      id,
      path: `${rootPath}/ScanJobs/${id}`,
      settings,
      createdAt: Date.now(),
      state: 'Processing',
      reason: 'JobScanning',
      pages: 0,
      sides: settings.source === 'platen' ? [this.#stack[0]?.front ?? null] : [],
      refusals: 0,
      nextSheetAt: performance.now(),
      lastPage: null,
      lastRequestAt: Date.now(),
    };
    this.#jobs = [...this.#jobs, job].slice(-MAX_REMEMBERED_JOBS);
    return { job };
  }

  find(id: string): SimulatedJob | null {
    return this.#jobs.find((job) => job.id === id) ?? null;
  }

  /** Sheets already in the paper path come out unread, as on a real device. */
  cancel(job: SimulatedJob): void {
    if (job.state === 'Processing') this.#end(job, 'Canceled', 'JobCanceledByUser');
  }

  async next(job: SimulatedJob): Promise<NextPage> {
    job.lastRequestAt = Date.now();
    const refused = this.#refusal(job);
    if (refused !== null) return { refused };
    if (this.faults.due(['hang'], job.pages)) return { hang: true };
    job.refusals = 0;
    const again = this.faults.due(['repeat-page'], job.pages);
    if (again && job.lastPage) {
      this.faults.remove(again);
      return { page: job.lastPage.jpeg, contentType: 'image/jpeg' };
    }
    return job.settings.format === 'application/pdf' ? this.#nextPdf(job) : this.#nextJpeg(job);
  }

  async #nextJpeg(job: SimulatedJob): Promise<NextPage> {
    const page = await this.#scanSide(job);
    if (!page) return { refused: 404 };
    this.#completeIfLast(job);
    return { page: page.jpeg, contentType: 'image/jpeg' };
  }

  /** One file with everything up to the end of the feed or the next fault. */
  async #nextPdf(job: SimulatedJob): Promise<NextPage> {
    const pages: RenderedPage[] = [];
    while (this.#hasMore(job) && !this.faults.due(['jam', 'multi-feed', 'cover-open'], job.pages)) {
      const page = await this.#scanSide(job);
      if (!page) break;
      pages.push(page);
    }
    if (job.state !== 'Processing') return { refused: 404 };
    this.#completeIfLast(job);
    return { page: await bindPdf(pages, job.settings.dpi), contentType: 'application/pdf' };
  }

  /** null when the job was cancelled while the sheet moved. */
  async #scanSide(job: SimulatedJob): Promise<RenderedPage | null> {
    if (job.sides.length === 0) await this.#feedSheet(job);
    const page = await renderPage(job.sides.shift() ?? null, job.settings);
    if (job.state !== 'Processing') return null;
    job.pages++;
    job.lastPage = page;
    return page;
  }

  async #feedSheet(job: SimulatedJob): Promise<void> {
    const sheet = this.#feeder.shift();
    if (!sheet) return;
    const { msPerSheet } = this.#options;
    job.nextSheetAt = Math.max(job.nextSheetAt, performance.now() - SHEETS_AHEAD * msPerSheet) + msPerSheet;
    job.sides = job.settings.duplex ? [sheet.front, sheet.back] : [sheet.front];
    await wait(Math.max(0, job.nextSheetAt - performance.now()));
  }

  /** HTTP status with which NextDocument refuses, or null. */
  #refusal(job: SimulatedJob): number | null {
    if (job.state !== 'Processing') return this.faults.find('end-code')?.httpStatus ?? 404;
    if (this.#coverOpen && job.settings.source === 'feeder') return 409;
    const stop = this.faults.due(['jam', 'multi-feed', 'cover-open', 'abort', 'panel-cancel'], job.pages);
    if (stop) {
      this.faults.remove(stop);
      return this.#stop(job, stop.kind);
    }
    const warmUp = this.faults.find('warm-up');
    if (warmUp && job.refusals < warmUp.times) return (job.refusals++, 503);
    const early = this.faults.find('premature-end');
    if (early && early.afterPages === job.pages && job.refusals < early.times) return (job.refusals++, 404);
    return null;
  }

  #stop(job: SimulatedJob, kind: 'jam' | 'multi-feed' | 'cover-open' | 'abort' | 'panel-cancel'): number {
    if (kind === 'panel-cancel') return (this.#end(job, 'Canceled', 'JobCanceledByUser'), 404);
    if (kind === 'jam') this.#feederFault = 'ScannerAdfJam';
    if (kind === 'multi-feed') this.#feederFault = 'ScannerAdfMultipickDetected';
    if (kind === 'cover-open') this.#coverOpen = true;
    this.#end(job, 'Aborted', 'AbortedBySystem');
    return kind === 'abort' ? 500 : kind === 'cover-open' ? 409 : 503;
  }

  #hasMore(job: SimulatedJob): boolean {
    return job.state === 'Processing' && (job.sides.length > 0 || (job.settings.source === 'feeder' && this.#feeder.length > 0));
  }

  #completeIfLast(job: SimulatedJob): void {
    if (job.state === 'Processing' && !this.#hasMore(job)) this.#end(job, 'Completed', 'JobCompletedSuccessfully');
  }

  #end(job: SimulatedJob, state: SimulatedJob['state'], reason: SimulatedJob['reason']): void {
    job.state = state;
    job.reason = reason;
    const stuck = this.#feederFault !== null || this.#coverOpen;
    if (this.#options.reload && job.settings.source === 'feeder' && !stuck) this.reload();
  }

  #active(): SimulatedJob | null {
    const active = this.#jobs.find((job) => job.state === 'Processing') ?? null;
    if (active && Date.now() - active.lastRequestAt > IDLE_JOB_MS) {
      this.#end(active, 'Aborted', 'AbortedBySystem');
      return null;
    }
    return active;
  }
}

/** null when the device has no such setting. */
function acceptable({ yResolution, ...parsed }: ParsedScanSettings): JobSettings | null {
  if (yResolution !== parsed.dpi || !RESOLUTIONS.includes(parsed.dpi)) return null;
  const region = parsed.region ?? { x: 0, y: 0, width: PAGE_WIDTH, height: PAGE_HEIGHT };
  const inside = region.x >= 0 && region.y >= 0 && region.x < PAGE_WIDTH && region.y < PAGE_HEIGHT;
  if (!inside) return null;
  // A4 in millimetres is 0.3 units wider than in our own; devices cut silently and so does this one.
  const width = Math.min(region.width, PAGE_WIDTH - region.x);
  const height = Math.min(region.height, PAGE_HEIGHT - region.y);
  return { ...parsed, duplex: parsed.duplex && parsed.source === 'feeder', region: { ...region, width, height } };
}
