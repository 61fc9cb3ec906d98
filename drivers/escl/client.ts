/** The eSCL job loop, the only one: it speaks to a network or a USB device through the same `exchange`. */
import type { ScanRequest } from '#shared/device.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import type { JobSummary, PageResult, ScanContext } from '../driver.ts';
import { parseCapabilities, type EsclCapabilities } from './capabilities.ts';
import type { EsclRequest, EsclResponse, Exchange } from './exchange.ts';
import { fitSettings, settingChange } from './fit-settings.ts';
import { newJob, sideOf, withEvidence, type Job } from './job.ts';
import { jobPathFromLocation } from './location.ts';
import { pause, retryAfterMs, throwIfCancelled, untilCancelled } from './pause.ts';
import { quirksOf, type Quirks } from './quirks.ts';
import { startRecording, type Recording } from './recording.ts';
import { codeOfVerdict, judgeCreate, judgeNextDocument } from './refusal.ts';
import { buildScanSettings, type ScanSettings } from './scan-settings.ts';
import { findJob, parseStatus, type EsclStatus } from './status.ts';
import { fieldTiming, type EsclTiming } from './timing.ts';
import { MAX_XML_BYTES } from './xml.ts';
import { xmlOfAnswer } from './xml-answer.ts';

/** Uncompressed 600 dpi A4 colour is 104 MB; a PDF of a whole stack at 300 dpi JPEG stays below this too. */
const MAX_PAGE_BYTES = 256 * 1024 * 1024;

export type EsclClientOptions = {
  exchange: Exchange;
  /** Path of the service without trailing slash, e.g. `/eSCL`. */
  rootPath: string;
  timing?: EsclTiming;
};

export class EsclClient {
  readonly #exchange: Exchange;
  readonly #rootPath: string;
  readonly #timing: EsclTiming;
  #capabilities: EsclCapabilities | null = null;
  #hostHeader: string | undefined;
  #running = false;
  /** Of the job under way, when the recorder is on. */
  #recording: Recording | null = null;
  #draining: Promise<void> = Promise.resolve();

  constructor(options: EsclClientOptions) {
    this.#exchange = options.exchange;
    this.#rootPath = options.rootPath;
    this.#timing = options.timing ?? fieldTiming;
  }

  /** @throws AppError `device.offline`, `device.protocol` (no eSCL service there), … */
  async capabilities(signal?: AbortSignal): Promise<EsclCapabilities> {
    let response = await this.#get('ScannerCapabilities', signal);
    if ([400, 403, 421].includes(response.status) && this.#hostHeader === undefined) {
      // HP_Compact_Server refuses any other Host, so its model cannot be asked first.
      this.#hostHeader = 'localhost';
      response = await this.#get('ScannerCapabilities', signal);
      if (response.status !== 200) this.#hostHeader = undefined;
    }
    this.#capabilities = parseCapabilities(xmlOfAnswer(response));
    this.#hostHeader ??= quirksOf(this.#capabilities.makeAndModel).hostHeader;
    return this.#capabilities;
  }

  async status(signal?: AbortSignal): Promise<EsclStatus> {
    return parseStatus(xmlOfAnswer(await this.#get('ScannerStatus', signal)));
  }

  /** Resolves when the device has let go of a cancelled job. */
  settled(): Promise<void> {
    return this.#draining;
  }

  /** One device job; see ScannerDevice.scan for the contract. */
  async *scan(request: ScanRequest, context: ScanContext): AsyncGenerator<PageResult, JobSummary> {
    if (this.#running) throw new AppError('device.busy', { pagesCommitted: 0, phase: 'preparing' });
    this.#running = true;
    let job: Job | null = null;
    let endedBy: JobSummary['endedBy'] | null = null;
    let outcome = 'cancelled';
    this.#startRecording(request);
    try {
      context.onProgress({ phase: 'preparing', page: 0, fraction: null });
      await untilCancelled(this.#draining, context.signal);
      job = await this.#prepare(request, context);
      await this.#create(job);
      for (;;) {
        const pages = await this.#nextPages(job);
        if (typeof pages === 'string') {
          endedBy = pages;
          break;
        }
        yield* pages;
        throwIfCancelled(context.signal);
        if (request.source === 'platen') {
          endedBy = 'single-page';
          break;
        }
      }
      outcome = endedBy;
      return { pages: job.pages, endedBy };
    } catch (error) {
      if (!context.signal.aborted) outcome = isAppError(error) ? error.code : 'internal';
      if (!context.signal.aborted) throw withEvidence(error, job);
      return { pages: job?.pages ?? 0, endedBy: 'cancelled' };
    } finally {
      if (job) await this.#finish(job, endedBy).catch(() => undefined);
      this.#finishRecording(outcome, job?.pages ?? 0);
      this.#running = false;
    }
  }

  #startRecording(request: ScanRequest): void {
    this.#recording = startRecording(this.#exchange, { rootPath: this.#rootPath, request });
    // A trace stands for itself, so it begins with what the device says it can do.
    if (this.#recording) this.#capabilities = null;
  }

  /** What the device says until it has let go of the job belongs to the trace too. */
  #finishRecording(outcome: string, pages: number): void {
    const recording = this.#recording;
    if (!recording) return;
    this.#draining = this.#draining.then(async () => {
      this.#recording = null;
      await recording.finish({ makeAndModel: this.#capabilities?.makeAndModel ?? '', outcome, pages });
    });
  }

  async #prepare(request: ScanRequest, context: ScanContext): Promise<Job> {
    const capabilities = this.#capabilities ?? (await this.capabilities(context.signal));
    const { settings, changes } = fitSettings(request, capabilities, this.#quirks());
    const job = newJob(settings, changes, context);
    if (this.#quirks().checkFeederFirst && settings.source === 'feeder') {
      job.lastStatus = await this.status(context.signal);
      const verdict = judgeCreate({ httpStatus: 503, status: job.lastStatus, jobPath: null, source: 'feeder', pagesCommitted: 0 });
      if (verdict.kind === 'failed') throw withEvidence(new AppError(verdict.code), job);
    }
    return job;
  }

  async #create(job: Job): Promise<void> {
    const { signal } = job.context;
    for (let tries = 1; ; tries++) {
      job.creating = this.#post(job.settings);
      const response = await untilCancelled(job.creating, signal);
      job.lastHttpStatus = response.status;
      if (response.status === 201) {
        job.path = jobPathFromLocation(response.headers['location'], this.#path('ScanJobs'));
        return;
      }
      job.creating = null;
      const verdict = judgeCreate(await this.#refusal(job, response));
      if (verdict.kind === 'not-ready' && tries < this.#timing.createTries) await this.#retryPause(response, signal);
      else if (verdict.kind === 'failed' && verdict.code === 'device.settings-rejected' && this.#fallBack(job)) continue;
      else throw new AppError(codeOfVerdict(verdict));
    }
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
    let premature = 0;
    for (;;) {
      const response = await this.#nextDocument(job);
      if (response.status === 200) return this.#store(job, response);
      const verdict = judgeNextDocument(await this.#refusal(job, response));
      if (verdict.kind === 'not-ready' && ++notReady < this.#timing.nextDocumentTries) {
        await this.#retryPause(response, job.context.signal);
      } else if (verdict.kind === 'premature-end' && ++premature <= (this.#quirks().prematureEndTries ?? this.#timing.prematureEndTries)) {
        await pause(this.#timing.retryDelayMs, job.context.signal);
      } else if (verdict.kind === 'end' || verdict.kind === 'premature-end') {
        if (job.pages === 0)
          throw new AppError(job.settings.source === 'feeder' ? 'device.feeder-empty' : 'device.error', { reason: 'no-page' });
        return 'end-of-feed';
      } else if (verdict.kind === 'cancelled') {
        return 'cancelled';
      } else throw new AppError(codeOfVerdict(verdict));
    }
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
    // Never asked again after a lost connection: some devices advance to the next sheet, and one would be missing unseen.
    const response = await this.#send({
      method: 'GET',
      path: `${job.path}/NextDocument`,
      headersTimeoutMs: this.#timing.nextDocumentTimeoutMs,
      bodyTimeoutMs: this.#timing.bodyTimeoutMs,
      maxBytes: MAX_PAGE_BYTES,
      signal,
      onBytes,
    }).catch((error: unknown) => {
      throw isAppError(error) && error.code === 'device.connection-lost' ? new AppError('device.transfer-interrupted', {}, error) : error;
    });
    job.previousTransferMs = performance.now() - startedAt;
    job.lastHttpStatus = response.status;
    return response;
  }

  async #store(job: Job, response: EsclResponse): Promise<PageResult[]> {
    if (response.body.byteLength === 0) throw new AppError('device.error', { reason: 'empty-answer' });
    const { duplex, dpi } = job.settings;
    const stored = await job.context.spool.write(response.body, { index: job.pages, side: sideOf(job.pages, duplex), dpi });
    return stored.map((page) => {
      const repeated = page.sha256 === job.previousSha256 ? ['same-as-previous'] : [];
      job.previousSha256 = page.sha256;
      const index = job.pages++;
      return { ...page, index, side: sideOf(index, duplex), warnings: [...page.warnings, ...job.changes, ...repeated] };
    });
  }

  /** Gives the job back. MFPs keep their panel in "sending" until this is done (NAPS2 #176, Kyocera M2030dn). */
  async #finish(job: Job, endedBy: JobSummary['endedBy'] | null): Promise<void> {
    const finished = endedBy === 'end-of-feed' || endedBy === 'single-page';
    if (finished && this.#quirks().deleteFinishedJob === false) return;
    const giveBack = async (): Promise<void> => {
      const path = job.path ?? (await this.#lateJobPath(job));
      if (path !== null) await this.#delete(path);
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
    return response?.status === 201 ? jobPathFromLocation(response.headers['location'], this.#path('ScanJobs')) : null;
  }

  /** The pages are safe already, so a device that refuses this changes nothing. */
  async #delete(path: string): Promise<void> {
    const { deleteTimeoutMs } = this.#timing;
    const request: EsclRequest = {
      method: 'DELETE',
      path,
      headersTimeoutMs: deleteTimeoutMs,
      bodyTimeoutMs: deleteTimeoutMs,
      maxBytes: MAX_XML_BYTES,
    };
    await this.#send(request).catch(() => undefined);
  }

  async #awaitIdle(job: Job): Promise<void> {
    const deadline = Date.now() + this.#timing.drainMs;
    while (Date.now() < deadline) {
      const status = await this.status().catch(() => null);
      const ours = status && job.path !== null ? findJob(status, job.path) : null;
      if (!status || status.state !== 'Processing' || (ours !== null && ours.state !== 'Processing')) return;
      await pause(this.#timing.retryDelayMs);
    }
  }

  async #refusal(job: Job, response: EsclResponse): Promise<Parameters<typeof judgeCreate>[0]> {
    const { settings, path, pages, context } = job;
    job.lastStatus = await this.status(context.signal).catch((error: unknown) => {
      // A device that answers nonsense is judged by its HTTP code; a device that is gone is not.
      if (isAppError(error) && error.code === 'device.protocol') return null;
      throw isAppError(error) && error.code === 'device.offline' ? new AppError('device.connection-lost', {}, error) : error;
    });
    return { httpStatus: response.status, status: job.lastStatus, jobPath: path, source: settings.source, pagesCommitted: pages };
  }

  async #retryPause(response: EsclResponse, signal: AbortSignal): Promise<void> {
    const asked = retryAfterMs(response.headers['retry-after']);
    await pause(Math.min(asked ?? this.#timing.retryDelayMs, this.#timing.maxRetryAfterMs), signal);
  }

  #post(settings: ScanSettings): Promise<EsclResponse> {
    const { version = '2.0', acceptsFormatExt = false } = this.#capabilities ?? {};
    const posting = this.#send({
      method: 'POST',
      path: this.#path('ScanJobs'),
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: buildScanSettings(settings, { version, formatExt: acceptsFormatExt }),
      headersTimeoutMs: this.#timing.createTimeoutMs,
      bodyTimeoutMs: this.#timing.bodyTimeoutMs,
      maxBytes: MAX_XML_BYTES,
    });
    // When the operator cancels meanwhile nobody listens any more until #lateJobPath does.
    posting.catch(() => undefined);
    return posting;
  }

  #get(name: string, signal?: AbortSignal): Promise<EsclResponse> {
    const { statusTimeoutMs } = this.#timing;
    const path = this.#path(name);
    return this.#send({
      method: 'GET',
      path,
      headersTimeoutMs: statusTimeoutMs,
      bodyTimeoutMs: statusTimeoutMs,
      maxBytes: MAX_XML_BYTES,
      signal,
    });
  }

  #send(request: EsclRequest): Promise<EsclResponse> {
    const headers = this.#hostHeader === undefined ? request.headers : { ...request.headers, host: this.#hostHeader };
    return (this.#recording?.exchange ?? this.#exchange)({ ...request, headers });
  }

  #path(name: string): string {
    return `${this.#rootPath}/${name}`;
  }

  #quirks(): Quirks {
    return quirksOf(this.#capabilities?.makeAndModel ?? '');
  }
}
