/** The wall between eSCL and its transport: one HTTP request, one complete answer. */

export type EsclRequest = {
  method: 'GET' | 'POST' | 'DELETE';
  /** Absolute path on the device, e.g. `/eSCL/ScanJobs`. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  /** XML; sent whole with a Content-Length. */
  body?: string;
  /** Until the first byte of the answer. */
  headersTimeoutMs: number;
  /** Between two reads of the body. */
  bodyTimeoutMs: number;
  /** For the whole answer, against a device that trickles; the transport has a limit of its own when absent. */
  totalTimeoutMs?: number;
  maxBytes: number;
  signal?: AbortSignal;
  /** `totalBytes` is null when the device sends no Content-Length. */
  onBytes?: (receivedBytes: number, totalBytes: number | null) => void;
};

export type EsclResponse = {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
  /** What was wrong and is forgiven, by name. */
  tolerated?: readonly string[];
};

/**
 * Never follows redirects and never sends a request twice.
 * @throws AppError `device.offline` (no connection), `device.connection-lost` (lost before the answer began),
 *   `device.transfer-interrupted` (lost inside the body, or the body is shorter than announced), `device.timeout`,
 *   `device.tls-untrusted`, `device.protocol` (answer too large or not HTTP), `cancelled` (signal)
 */
export type Exchange = (request: EsclRequest) => Promise<EsclResponse>;
