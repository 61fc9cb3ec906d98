/** The eSCL job loop, the only one: it speaks to a network or a USB device through the same `exchange`. */
import type { ScanRequest } from '#shared/device.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import type { EndedJob, JobSummary, LeftJob, PageResult, ScanContext } from '../driver.ts';
import { parseCapabilities, type EsclCapabilities } from './capabilities.ts';
import { endLeftJob } from './end-job.ts';
import type { EsclResponse, Exchange } from './exchange.ts';
import { holdsPage, saysText } from './page-answer.ts';
import { fitSettings, settingChange } from './fit-settings.ts';
import { newJob, sideOf, withEvidence, type Job } from './job.ts';
import { jobPathFromLocation } from './location.ts';
import { pause, retryAfterMs, throwIfCancelled, untilCancelled } from './pause.ts';
import { quirksOf, type Quirks } from './quirks.ts';
import { startRecording, type Recording } from './recording.ts';
import { codeOfVerdict, judgeCreate, judgeNextDocument, type Refusal } from './refusal.ts';
import { EsclRequests } from './requests.ts';
import { findJob, parseStatus, type EsclStatus } from './status.ts';
import { fieldTiming, type EsclTiming } from './timing.ts';
import { feederState } from './vocabulary.ts';
import { unpacking } from './tolerance.ts';
import { xmlOfAnswer } from './xml-answer.ts';

/** Twice was seen on devices; a page with ink that comes so often in a row is a job that would never end. */
const MAX_REPEATS = 5;

export type EsclClientOptions = {
  exchange: Exchange;
  /** Path of the service without trailing slash, e.g. `/eSCL`. */
  rootPath: string;
  timing?: EsclTiming;
};

export class EsclClient {
  readonly #options: EsclClientOptions;
  readonly #timing: EsclTiming;
  readonly #requests: EsclRequests;
  #capabilities: EsclCapabilities | null = null;
  #running = false;
  #draining: Promise<void> = Promise.resolve();

  constructor(options: EsclClientOptions) {
    this.#options = { ...options, exchange: unpacking(options.exchange) };
    this.#timing = options.timing ?? fieldTiming;
    this.#requests = new EsclRequests({ ...this.#options, timing: this.#timing });
  }

  /** @throws AppError `device.offline`, `device.protocol` (no eSCL service there), … */
  async capabilities(signal?: AbortSignal): Promise<EsclCapabilities> {
    const requests = this.#requests;
    let response = await requests.get('ScannerCapabilities', signal);
    if ([400, 403, 421].includes(response.status) && requests.hostHeader === undefined) {
      // HP_Compact_Server refuses any other Host, so its model cannot be asked first.
      requests.hostHeader = 'localhost';
      response = await requests.get('ScannerCapabilities', signal);
      if (response.status !== 200) requests.hostHeader = undefined;
    }
    this.#capabilities = parseCapabilities(xmlOfAnswer(response));
    requests.hostHeader ??= quirksOf(this.#capabilities.makeAndModel).hostHeader;
    return this.#capabilities;
  }

  async status(signal?: AbortSignal): Promise<EsclStatus> {
    return parseStatus(xmlOfAnswer(await this.#requests.get('ScannerStatus', signal)));
  }

  /** Resolves when the device has let go of a cancelled job. */
  settled(): Promise<void> {
    return this.#draining;
  }

  /** See ScannerDevice.endJob; a scan that is asked for meanwhile waits. */
  async endJob(left: LeftJob): Promise<EndedJob> {
    // Knows what the device is particular about, e.g. its Host header.
    if (!this.#capabilities) await this.capabilities();
    const ending = endLeftJob(left, { requests: this.#requests, timing: this.#timing, status: () => this.status() });
    this.#draining = Promise.allSettled([this.#draining, ending]).then(() => undefined);
    return ending;
  }

  /** One device job; see ScannerDevice.scan for the contract. */
  async *scan(request: ScanRequest, context: ScanContext): AsyncGenerator<PageResult, JobSummary> {
    if (this.#running) throw new AppError('device.busy', { pagesCommitted: 0, phase: 'preparing' });
    this.#running = true;
    const recording = context.traceFolder ? this.#startRecording(context.traceFolder, request) : null;
    let job: Job | null = null;
    let endedBy: JobSummary['endedBy'] | null = null;
    let outcome = 'cancelled';
    try {
      context.onProgress({ phase: 'preparing', page: 0, fraction: null });
      await untilCancelled(this.#draining, context.signal);
      job = await this.#prepare(request, context);
      await this.#create(job);
      endedBy = yield* this.#pages(job);
      outcome = endedBy;
      return { pages: job.pages, endedBy, ...(job.feederNotEmpty && { warnings: ['feeder-not-empty'] }) };
    } catch (error) {
      if (context.signal.aborted) return { pages: job?.pages ?? 0, endedBy: 'cancelled' };
      outcome = isAppError(error) ? error.code : 'internal';
      throw withEvidence(error, job);
    } finally {
      if (job) await this.#finish(job, endedBy).catch(() => undefined);
      if (recording) this.#finishRecording(recording, { outcome, pages: job?.pages ?? 0 });
      this.#running = false;
    }
  }

  async *#pages(job: Job): AsyncGenerator<PageResult, JobSummary['endedBy']> {
    const { signal } = job.context;
    for (;;) {
      const pages = await this.#nextPages(job);
      if (typeof pages !== 'string') {
        yield* pages;
        throwIfCancelled(signal);
        if (job.settings.source === 'platen') {
          await job.context.spool.feed.settled();
          return 'single-page';
        }
      } else if (pages === 'end-of-feed' && (await this.#goesOn(job))) {
        await this.#requests.deleteJob(job.path ?? '');
        await this.#create(job);
      } else return pages;
    }
  }

  /** Devices that call the job complete after one sheet, and have the next one ready. */
  async #goesOn(job: Job): Promise<boolean> {
    if (!this.#quirks().oneSheetPerJob || job.settings.source !== 'feeder') return false;
    return feederState((await this.status(job.context.signal)).adfState) === 'loaded';
  }

  async #prepare(request: ScanRequest, context: ScanContext): Promise<Job> {
    const capabilities = this.#capabilities ?? (await this.capabilities(context.signal));
    const { settings, changes } = fitSettings(request, capabilities, this.#quirks());
    const job = newJob(settings, changes, context);
    if (this.#quirks().checkFeederFirst && settings.source === 'feeder') {
      job.lastStatus = await this.status(context.signal);
      const verdict = judgeCreate({
        httpStatus: 503,
        status: job.lastStatus,
        jobPath: null,
        source: 'feeder',
        pagesCommitted: 0,
        halfSheet: false,
        received: 0,
        emptyPage: false,
      });
      if (verdict.kind === 'failed') throw withEvidence(new AppError(verdict.code), job);
    }
    return job;
  }

  async #create(job: Job): Promise<void> {
    const { signal } = job.context;
    const { version = '2.0', acceptsFormatExt: formatExt = false } = this.#capabilities ?? {};
    for (let tries = 1; ; tries++) {
      await job.context.spool.feed.asking({ duplex: job.settings.duplex, pages: job.pages, sides: job.sides });
      job.received = 0;
      job.creating = this.#requests.createJob(job.settings, { version, formatExt });
      const response = await untilCancelled(job.creating, signal).catch((error: unknown) => this.#lostCreate(job, error, tries));
      if (response === null) continue;
      job.lastHttpStatus = response.status;
      if (response.status === 201) {
        job.path = jobPathFromLocation(response.headers['location'], this.#requests.jobsPath);
        await job.context.spool.feed.started(job.path);
        return;
      }
      job.creating = null;
      await job.context.spool.feed.settled();
      const verdict = judgeCreate(await this.#refusal(job, response));
      if (verdict.kind === 'not-ready' && tries < this.#timing.createTries) await this.#retryPause(job, response, verdict.code);
      else if (verdict.kind === 'failed' && verdict.code === 'device.settings-rejected' && this.#fallBack(job)) continue;
      else throw new AppError(codeOfVerdict(verdict));
    }
  }

  /** A network blip while the job was asked for. Asked again only when the device cannot have made one: it was never reached, or is idle. */
  async #lostCreate(job: Job, error: unknown, tries: number): Promise<null> {
    const lost = isAppError(error) ? error.code : null;
    // Before the first page an unreachable device is simply off, and the operator wants to know at once.
    const blip = lost === 'device.connection-lost' || (lost === 'device.offline' && job.pages > 0);
    if (!blip || tries > this.#timing.blipTries) throw error;
    await pause(this.#timing.retryDelayMs, job.context.signal);
    if (lost === 'device.connection-lost' && (await this.#statusThroughBlip(job)).state !== 'Idle') throw error;
    return null;
  }

  /**
   * Many MFPs announce BlackAndWhite1 and refuse it. Grey carries more and recognition wants grey anyway,
   * so the page stays grey and says so.
   */
  #fallBack(job: Job): boolean {
    if (job.settings.colorMode !== 'lineart') return false;
    job.settings = { ...job.settings, colorMode: 'gray' };
    job.changes = [...job.changes, settingChange('colorMode', 'gray')];
    return true;
  }

  /** The pages of the next document, durable; or how the job ended. */
  async #nextPages(job: Job): Promise<PageResult[] | 'end-of-feed' | 'cancelled'> {
    let notReady = 0;
    let runningSince: number | null = null;
    for (;;) {
      const response = await this.#nextDocument(job);
      if (holdsPage(response)) return this.#store(job, response);
      const verdict = judgeNextDocument(await this.#refusal(job, response));
      if (verdict.kind === 'not-ready' && ++notReady < this.#timing.nextDocumentTries) {
        await this.#retryPause(job, response, verdict.code);
      } else if (verdict.kind === 'still-running') {
        // As long as for a page, because one may be on its way.
        runningSince ??= performance.now();
        if (performance.now() - runningSince > this.#timing.nextDocumentTimeoutMs)
          throw new AppError('device.end-in-doubt', { reason: 'still-running' });
        await pause(this.#timing.retryDelayMs, job.context.signal);
      } else if (verdict.kind === 'in-doubt') {
        throw new AppError('device.end-in-doubt', { reason: verdict.reason });
      } else if (verdict.kind === 'end') {
        await this.#endOfFeed(job, verdict.feederNotEmpty);
        return 'end-of-feed';
      } else if (verdict.kind === 'cancelled') {
        return 'cancelled';
      } else throw new AppError(codeOfVerdict(verdict));
    }
  }

  async #endOfFeed(job: Job, feederNotEmpty: boolean): Promise<void> {
    await job.context.spool.feed.settled();
    if (job.pages === 0)
      throw new AppError(job.settings.source === 'feeder' ? 'device.feeder-empty' : 'device.error', { reason: 'no-page' });
    job.feederNotEmpty = feederNotEmpty;
  }

  async #nextDocument(job: Job): Promise<EsclResponse> {
    const { signal, onProgress } = job.context;
    const page = job.pages;
    if (this.#quirks().pauseBeforeNextDocument && page > 0) {
      await pause(Math.min(this.#timing.maxNextDocumentDelayMs, job.previousTransferMs / 2), signal);
    }
    job.phase = 'waiting';
    onProgress({ phase: 'waiting', page, fraction: null });
    const startedAt = performance.now();
    const onBytes = (received: number, total: number | null): void => {
      job.phase = 'transferring';
      onProgress({ phase: 'transferring', page, fraction: total ? Math.min(1, received / total) : null });
    };
    for (let tries = 1; ; tries++) {
      try {
        const response = await this.#requests.nextDocument(job.path ?? '', { signal, onBytes });
        job.previousTransferMs = performance.now() - startedAt;
        job.lastHttpStatus = response.status;
        return response;
      } catch (error) {
        const code = isAppError(error) ? error.code : null;
        // Asked again only when no connection came about. Once the request was on its way some devices advance to the next sheet,
        // and one would be missing unseen.
        if (code === 'device.connection-lost') throw new AppError('device.transfer-interrupted', {}, error);
        if (code !== 'device.offline') throw error;
        if (tries > this.#timing.blipTries) throw new AppError('device.connection-lost', {}, error);
        await pause(this.#timing.retryDelayMs, signal);
      }
    }
  }

  async #store(job: Job, response: EsclResponse): Promise<PageResult[]> {
    const { duplex, dpi } = job.settings;
    const stored = await job.context.spool.write(response.body, { index: job.pages, side: sideOf(job.sides, duplex), dpi });
    const pages = stored.map((page) => {
      const repeated = page.sha256 === job.previousSha256;
      job.previousSha256 = page.sha256;
      // The device said the same twice: that was one side of the paper.
      if (repeated && !page.warnings.includes('blank')) {
        job.sides--;
        if (++job.repeats > MAX_REPEATS) throw new AppError('device.protocol', { reason: 'same-page-again' });
      } else job.repeats = 0;
      const side = sideOf(job.sides++, duplex);
      const warnings = [...page.warnings, ...job.changes, ...(repeated ? ['same-as-previous'] : [])];
      return { ...page, index: job.pages++, side, warnings };
    });
    job.received += pages.length;
    // Before the next sheet is asked for; what is already in the spool counts even when this line does not get there.
    await job.context.spool.feed.received({ pages: job.pages, sides: job.sides });
    return pages;
  }

  /** Gives the job back. MFPs keep their panel in "sending" until this is done (NAPS2 #176, Kyocera M2030dn). */
  async #finish(job: Job, endedBy: JobSummary['endedBy'] | null): Promise<void> {
    const finished = endedBy === 'end-of-feed' || endedBy === 'single-page';
    const { feed } = job.context.spool;
    if (finished && this.#quirks().deleteFinishedJob === false) return feed.givenBack().catch(() => undefined);
    const giveBack = async (): Promise<void> => {
      const path = job.path ?? (await this.#lateJobPath(job));
      if (path === null || (await this.#requests.deleteJob(path))) await feed.givenBack().catch(() => undefined);
    };
    if (endedBy !== null) return giveBack();
    if (job.context.signal.aborted) job.context.onProgress({ phase: 'draining', page: job.pages, fraction: null });
    // A cancelled or failed job may still move paper: the caller goes on at once, the next job waits.
    this.#draining = giveBack()
      .then(() => this.#awaitIdle(job))
      .catch(() => undefined);
  }

  async #lateJobPath(job: Job): Promise<string | null> {
    const response = await job.creating?.catch(() => null);
    return response?.status === 201 ? jobPathFromLocation(response.headers['location'], this.#requests.jobsPath) : null;
  }

  async #awaitIdle(job: Job): Promise<void> {
    const deadline = performance.now() + this.#timing.drainMs;
    while (performance.now() < deadline) {
      const status = await this.status().catch(() => null);
      const ours = status && job.path !== null ? findJob(status, job.path) : null;
      if (!status || status.state !== 'Processing' || (ours !== null && ours.state !== 'Processing')) return;
      await pause(this.#timing.retryDelayMs);
    }
  }

  async #refusal(job: Job, response: EsclResponse): Promise<Refusal> {
    const { settings, path, pages } = job;
    const halfSheet = settings.duplex && job.sides % 2 === 1;
    job.lastStatus = await this.#statusThroughBlip(job).catch((error: unknown) => {
      // A device that answers nonsense is judged by its HTTP code; a device that is gone is not.
      if (isAppError(error) && ['device.protocol', 'device.busy'].includes(error.code)) return null;
      throw isAppError(error) && error.code === 'device.offline' ? new AppError('device.connection-lost', {}, error) : error;
    });
    return {
      httpStatus: response.status,
      status: job.lastStatus,
      jobPath: path,
      source: settings.source,
      pagesCommitted: pages,
      halfSheet,
      received: job.received,
      emptyPage: response.status === 200 && response.body.byteLength === 0 && !saysText(response),
    };
  }

  /** Asking for the status changes nothing at the device, so it may be asked again until the network is back. */
  async #statusThroughBlip({ context: { signal } }: Job): Promise<EsclStatus> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.status(signal);
      } catch (error) {
        const code = isAppError(error) ? error.code : null;
        const blip = code !== null && ['device.offline', 'device.connection-lost', 'device.transfer-interrupted'].includes(code);
        // Devices that just wake up answer 503, or a page of their web server.
        const confused = code === 'device.busy' || code === 'device.protocol';
        if (!(blip || confused) || tries > (blip ? this.#timing.blipTries : this.#timing.confusedTries)) throw error;
        await pause(this.#timing.retryDelayMs, signal);
      }
    }
  }

  async #retryPause(job: Job, response: EsclResponse, code: ReturnType<typeof codeOfVerdict>): Promise<void> {
    if (code === 'device.warming-up') job.context.onProgress({ phase: 'warming-up', page: job.pages, fraction: null });
    // A date is meant by the device's own clock, and that is the one in its Date header.
    const deviceNow = Date.parse(response.headers['date'] ?? '');
    const asked = retryAfterMs(response.headers['retry-after'], Number.isNaN(deviceNow) ? Date.now() : deviceNow);
    await pause(Math.min(asked ?? this.#timing.retryDelayMs, this.#timing.maxRetryAfterMs), job.context.signal);
  }

  #startRecording(folder: string, request: ScanRequest): Recording {
    const recording = startRecording(folder, this.#options.exchange, { rootPath: this.#options.rootPath, request });
    this.#requests.exchange = recording.exchange;
    // A trace stands for itself, so it begins with what the device says it can do.
    this.#capabilities = null;
    return recording;
  }

  /** What the device says until it has let go of the job belongs to the trace too. */
  #finishRecording(recording: Recording, result: { outcome: string; pages: number }): void {
    this.#draining = this.#draining.then(async () => {
      this.#requests.exchange = this.#options.exchange;
      await recording.finish({ makeAndModel: this.#capabilities?.makeAndModel ?? '', ...result });
    });
  }

  #quirks(): Quirks {
    return quirksOf(this.#capabilities?.makeAndModel ?? '');
  }
}
