/** The requests of eSCL, one method each, with their waits and limits. */
import type { EsclRequest, EsclResponse, Exchange } from './exchange.ts';
import { buildScanSettings, type ScanSettings } from './scan-settings.ts';
import type { EsclTiming } from './timing.ts';
import { MAX_XML_BYTES } from './xml.ts';

/** Uncompressed 600 dpi A4 colour is 104 MB; a PDF of a whole stack at 300 dpi JPEG stays below this too. */
const MAX_PAGE_BYTES = 256 * 1024 * 1024;

export class EsclRequests {
  /** Replaced for the time of a job by the recorder. */
  exchange: Exchange;
  hostHeader: string | undefined;
  readonly #rootPath: string;
  readonly #timing: EsclTiming;

  constructor(options: { exchange: Exchange; rootPath: string; timing: EsclTiming }) {
    this.exchange = options.exchange;
    this.#rootPath = options.rootPath;
    this.#timing = options.timing;
  }

  get jobsPath(): string {
    return `${this.#rootPath}/ScanJobs`;
  }

  get(document: 'ScannerCapabilities' | 'ScannerStatus', signal?: AbortSignal): Promise<EsclResponse> {
    const { statusTimeoutMs } = this.#timing;
    const waits = { headersTimeoutMs: statusTimeoutMs, bodyTimeoutMs: statusTimeoutMs, totalTimeoutMs: 3 * statusTimeoutMs };
    return this.#send({ method: 'GET', path: `${this.#rootPath}/${document}`, ...waits, maxBytes: MAX_XML_BYTES, signal });
  }

  createJob(settings: ScanSettings, options: { version: string; formatExt: boolean }): Promise<EsclResponse> {
    const { createTimeoutMs, bodyTimeoutMs } = this.#timing;
    const posting = this.#send({
      method: 'POST',
      path: this.jobsPath,
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: buildScanSettings(settings, options),
      headersTimeoutMs: createTimeoutMs,
      bodyTimeoutMs,
      maxBytes: MAX_XML_BYTES,
    });
    // When the operator cancels meanwhile nobody listens any more until the job is given back.
    posting.catch(() => undefined);
    return posting;
  }

  nextDocument(jobPath: string, watching: Pick<EsclRequest, 'signal' | 'onBytes'>): Promise<EsclResponse> {
    const { nextDocumentTimeoutMs, bodyTimeoutMs, pageTimeoutMs } = this.#timing;
    return this.#send({
      method: 'GET',
      path: `${jobPath}/NextDocument`,
      headersTimeoutMs: nextDocumentTimeoutMs,
      bodyTimeoutMs,
      totalTimeoutMs: pageTimeoutMs,
      maxBytes: MAX_PAGE_BYTES,
      ...watching,
    });
  }

  /** The pages are safe already, so a device that refuses this changes nothing. @returns whether the device answered at all */
  async deleteJob(jobPath: string): Promise<boolean> {
    const { deleteTimeoutMs } = this.#timing;
    const waits = { headersTimeoutMs: deleteTimeoutMs, bodyTimeoutMs: deleteTimeoutMs, totalTimeoutMs: deleteTimeoutMs };
    return this.#send({ method: 'DELETE', path: jobPath, ...waits, maxBytes: MAX_XML_BYTES }).then(
      () => true,
      () => false,
    );
  }

  #send(request: EsclRequest): Promise<EsclResponse> {
    const headers = this.hostHeader === undefined ? request.headers : { ...request.headers, host: this.hostHeader };
    return this.exchange({ ...request, headers });
  }
}
