/** The simulated device behind the HTTP server: its feeder, its jobs, its faults. */
import { randomUUID } from 'node:crypto';
import { createClock, type Clock } from './clock.ts';
import { Faults } from './faults.ts';
import { modelOf, offersResolution, type Model } from './models.ts';
import { bindPdf, PAGE_HEIGHT, PAGE_WIDTH, renderPage, type RenderedPage } from './render-page.ts';
import type { ParsedScanSettings } from '../escl/scan-settings.ts';
import type { Sheet } from './sheets.ts';
import type { JobSettings, SimulatedJob } from './simulated-job.ts';

/** A client that neither asks nor deletes loses its job; one office MFP gives it two minutes. */
const IDLE_JOB_MS = 120_000;
/** Sheets that the motor pulls ahead of the transfer. */
const SHEETS_AHEAD = 2;
/** How often a device that pulls ahead looks whether there is room. */
const PULL_LOOK_MS = 20;
const MAX_REMEMBERED_JOBS = 20;

/** `DoorOpen` is the older word for an open cover, and the only one that sane-airscan 0.99.27 understands. */
const stopStates = {
  jam: 'ScannerAdfJam',
  mispick: 'ScannerAdfMispick',
  'multi-feed': 'ScannerAdfMultipickDetected',
  'cover-open': 'ScannerAdfDoorOpen',
} as const;
type StopKind = keyof typeof stopStates | 'abort' | 'panel-cancel';
const stopKinds: readonly StopKind[] = ['jam', 'mispick', 'multi-feed', 'cover-open', 'abort', 'panel-cancel'];

export type ScannerOptions = {
  sheets: readonly Sheet[];
  reload: boolean;
  /** What the model says when absent. */
  msPerSheet?: number | undefined;
  model?: Model;
  clock?: Clock;
};
/** HTTP status of a refusal, or the job. */
export type Created = { refused: number } | { job: SimulatedJob };
export type NextPage =
  | { refused: number }
  | { noPage: 'text' | 'empty' | 'no-content' }
  | { page: Buffer; contentType: string }
  | { hang: true };

export class SimulatedScanner {
  readonly faults = new Faults();
  readonly uuid = randomUUID();
  readonly model: Model;
  /** Fronts of the sheets that went through the feeder, in turn: what became of the paper, whoever asked for it. */
  readonly passed: string[] = [];
  readonly clock: Clock;
  /** Whoever listens for the device stops listening for so long; set by the server. */
  goAway: (downMs: number) => void = () => undefined;
  readonly #reloads: boolean;
  readonly #msPerSheet: number;
  #stack: readonly Sheet[] = [];
  #feeder: Sheet[] = [];
  #feederFault: (typeof stopStates)[keyof typeof stopStates] | null = null;
  #coverOpen = false;
  #jobs: SimulatedJob[] = [];

  constructor({ sheets, reload, model = modelOf('office-50'), clock = createClock(), msPerSheet = model.msPerSheet }: ScannerOptions) {
    this.model = model;
    this.clock = clock;
    this.#reloads = reload;
    this.#msPerSheet = msPerSheet;
    this.load(sheets);
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
    if (this.#feederFault) return this.#feederFault;
    if (this.#active()?.settings.source === 'feeder' && this.#feeder.length > 0) return this.model.feedingState;
    return this.#feeder.length > 0 || this.faults.find('stuck-loaded') ? 'ScannerAdfLoaded' : 'ScannerAdfEmpty';
  }

  /** @param sheets becomes the stack that reloading puts back, as far as it fits */
  load(sheets: readonly Sheet[]): void {
    this.#stack = this.model.feeder ? sheets.slice(0, this.model.feeder.capacity) : sheets;
    this.reload();
  }

  /** Puts the first `count` sheets of the stack in; all of them without a number. */
  reload(count = this.#stack.length): void {
    this.#feeder = this.model.feeder ? this.#stack.slice(0, count) : [];
  }

  /** What an operator does after a pause: puts this sheet of the stack (counted from 1) and all behind it back in, up to `last`. */
  reloadFrom(sheet: number, last = this.#stack.length): void {
    this.#feeder = this.#stack.slice(sheet - 1, last);
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
    const settings = this.#acceptable(parsed);
    const refused = this.faults.find('refuse-color-mode');
    if (!settings || refused?.colorMode === settings.colorMode) return { refused: 409 };
    if (settings.source === 'feeder' && this.adfState !== 'ScannerAdfLoaded') return { refused: 409 };
    const id = randomUUID();
    const now = this.clock.now();
    const job: SimulatedJob = {
      id,
      path: `${rootPath}/ScanJobs/${id}`,
      settings,
      createdAt: now,
      state: 'Processing',
      reason: 'JobScanning',
      pages: 0,
      sides: settings.source === 'platen' ? [this.#stack[0]?.front ?? null] : [],
      ahead: null,
      refusals: 0,
      lateUntil: null,
      nextSheetAt: now,
      lastPage: null,
      lastRequestAt: now,
    };
    this.#jobs = [...this.#jobs, job].slice(-MAX_REMEMBERED_JOBS);
    if (settings.source === 'feeder' && this.faults.find('no-images')) this.#feedForNothing(job);
    const ahead = settings.source === 'feeder' ? this.faults.find('pull-ahead') : null;
    if (ahead) void this.#pullAhead(job, ahead.sheets);
    return { job };
  }

  find(id: string): SimulatedJob | null {
    return this.#jobs.find((job) => job.id === id) ?? null;
  }

  /** Sheets already in the paper path come out unread, as on a real device. */
  cancel(job: SimulatedJob): void {
    const stop = (): void => {
      if (job.state === 'Processing') this.#end(job, 'Canceled', 'JobCanceledByUser');
    };
    const slow = this.faults.find('slow-stop');
    if (slow) void this.clock.wait(slow.delayMs).then(stop);
    else stop();
  }

  /** Every job is forgotten; paper stays where it is. */
  reboot(downMs: number): void {
    this.#jobs = [];
    this.faults.jobEnded();
    this.goAway(downMs);
  }

  async next(job: SimulatedJob): Promise<NextPage> {
    job.lastRequestAt = this.clock.now();
    if (!this.#hasMore(job)) return this.#endAnswer(job);
    const refused = this.#refusal(job);
    if (refused !== null) return { refused };
    if (this.faults.take(['hang'], job.pages)) return { hang: true };
    job.refusals = 0;
    if (job.lastPage && this.faults.take(['repeat-page'], job.pages)) return { page: job.lastPage.jpeg, contentType: 'image/jpeg' };
    return job.settings.format === 'application/pdf' ? this.#nextPdf(job) : this.#nextJpeg(job);
  }

  async #nextJpeg(job: SimulatedJob): Promise<NextPage> {
    const page = await this.#scanSide(job);
    if (!page) return { refused: 404 };
    const kept = this.faults.find('last-page-kept') && !this.#hasMore(job);
    this.#completeIfLast(job);
    return kept ? { refused: 404 } : { page: page.jpeg, contentType: 'image/jpeg' };
  }

  /** One file with everything up to the end of the feed or the next fault. */
  async #nextPdf(job: SimulatedJob): Promise<NextPage> {
    const pages: RenderedPage[] = [];
    while (this.#hasMore(job) && !this.faults.due(['jam', 'mispick', 'multi-feed', 'cover-open'], job.pages)) {
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
    const sheet = job.ahead ? await this.#pulledSheet(job, job.ahead) : this.#pull();
    if (!sheet) return;
    const ms = this.#msPerSheet;
    job.nextSheetAt = Math.max(job.nextSheetAt, this.clock.now() - SHEETS_AHEAD * ms) + ms;
    job.sides = sidesOf(sheet, job.settings);
    if (!job.ahead) await this.clock.wait(job.nextSheetAt - this.clock.now());
  }

  #feedForNothing(job: SimulatedJob): void {
    while (this.#pull());
    this.#end(job, 'Completed', 'JobCompletedSuccessfully');
  }

  #pull(): Sheet | undefined {
    const sheet = this.#feeder.shift();
    if (sheet) this.passed.push(sheet.front);
    return sheet;
  }

  async #pullAhead(job: SimulatedJob, most: number): Promise<void> {
    const ahead: NonNullable<SimulatedJob['ahead']> = { sheets: [], pulling: false };
    job.ahead = ahead;
    while (job.state === 'Processing' && this.#feeder.length > 0) {
      const sheet = ahead.sheets.length < most ? this.#pull() : undefined;
      ahead.pulling = sheet !== undefined;
      await this.clock.wait(sheet ? this.#msPerSheet : PULL_LOOK_MS);
      if (sheet) ahead.sheets.push(sheet);
      ahead.pulling = false;
    }
  }

  async #pulledSheet(job: SimulatedJob, ahead: NonNullable<SimulatedJob['ahead']>): Promise<Sheet | undefined> {
    while (job.state === 'Processing' && ahead.sheets.length === 0 && this.#hasMore(job)) await this.clock.wait(PULL_LOOK_MS);
    return ahead.sheets.shift();
  }

  #endAnswer(job: SimulatedJob): NextPage {
    this.#completeIfLast(job);
    const form = this.faults.find('end-answer')?.form;
    return form ? { noPage: form } : { refused: this.faults.find('end-code')?.httpStatus ?? 404 };
  }

  /** HTTP status with which NextDocument refuses, or null. */
  #refusal(job: SimulatedJob): number | null {
    if (this.#coverOpen && job.settings.source === 'feeder') return 409;
    const stop = this.faults.take(stopKinds, job.pages);
    if (stop) return this.#stop(job, stop.kind as StopKind);
    const warmUp = this.faults.find('warm-up')?.times ?? (job.pages === 0 ? this.model.warmUpTries : 0);
    if (job.refusals < warmUp) return (job.refusals++, 503);
    const early = this.faults.find('premature-end');
    if (early && early.afterPages === job.pages && job.refusals < early.times) return (job.refusals++, 404);
    return this.#lateRefusal(job);
  }

  /** The sheet leaves the feeder at once. */
  #lateRefusal(job: SimulatedJob): number | null {
    const late = this.faults.due(['late-page'], job.pages);
    if (!late || job.ahead) return null;
    const now = this.clock.now();
    job.lateUntil ??= now + late.delayMs;
    if (job.sides.length === 0) {
      const sheet = this.#pull();
      if (sheet) job.sides = sidesOf(sheet, job.settings);
    }
    if (now < job.lateUntil) return late.httpStatus;
    job.lateUntil = null;
    this.faults.remove(late);
    return null;
  }

  #stop(job: SimulatedJob, kind: StopKind): number {
    if (kind === 'panel-cancel') return (this.#end(job, 'Canceled', 'JobCanceledByUser'), 404);
    if (kind === 'cover-open') this.#coverOpen = true;
    else if (kind !== 'abort') this.#feederFault = stopStates[kind];
    this.#end(job, 'Aborted', 'AbortedBySystem');
    return kind === 'abort' ? 500 : kind === 'cover-open' ? 409 : 503;
  }

  #hasMore(job: SimulatedJob): boolean {
    const ahead = job.ahead !== null && (job.ahead.pulling || job.ahead.sheets.length > 0);
    return job.state === 'Processing' && (job.sides.length > 0 || ahead || (job.settings.source === 'feeder' && this.#feeder.length > 0));
  }

  #completeIfLast(job: SimulatedJob): void {
    const stays = this.faults.find('never-complete') !== null;
    if (job.state === 'Processing' && !this.#hasMore(job) && !stays) this.#end(job, 'Completed', 'JobCompletedSuccessfully');
  }

  #end(job: SimulatedJob, state: SimulatedJob['state'], reason: SimulatedJob['reason']): void {
    job.state = state;
    job.reason = reason;
    this.faults.jobEnded();
    const stuck = this.#feederFault !== null || this.#coverOpen;
    if (this.#reloads && job.settings.source === 'feeder' && !stuck) this.reload();
  }

  #active(): SimulatedJob | null {
    const active = this.#jobs.find((job) => job.state === 'Processing') ?? null;
    if (active && this.clock.now() - active.lastRequestAt > IDLE_JOB_MS) {
      this.#end(active, 'Aborted', 'AbortedBySystem');
      return null;
    }
    return active;
  }

  /** null when the device has no such setting. */
  #acceptable({ yResolution, ...parsed }: ParsedScanSettings): JobSettings | null {
    const { model } = this;
    if (!offersResolution(model, parsed.dpi, yResolution) || !model.formats.includes(parsed.format)) return null;
    if (parsed.source === 'feeder' ? !model.feeder : !model.platen) return null;
    if (parsed.duplex && parsed.source === 'feeder' && !model.feeder?.duplex) return null;
    const region = parsed.region ?? { x: 0, y: 0, width: PAGE_WIDTH, height: PAGE_HEIGHT };
    const inside = region.x >= 0 && region.y >= 0 && region.x < PAGE_WIDTH && region.y < PAGE_HEIGHT;
    if (!inside) return null;
    // A4 in millimetres is 0.3 units wider than in our own; devices cut silently and so does this one.
    const width = Math.min(region.width, PAGE_WIDTH - region.x);
    const height = Math.min(region.height, PAGE_HEIGHT - region.y);
    return { ...parsed, duplex: parsed.duplex && parsed.source === 'feeder', region: { ...region, width, height } };
  }
}

const sidesOf = ({ front, back }: Sheet, { duplex }: JobSettings): (string | null)[] => (duplex ? [front, back] : [front]);
