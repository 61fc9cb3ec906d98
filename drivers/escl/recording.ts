/** The recorder: writes what one eSCL job said on the wire, redacted, as a file that tests can replay. */
import { randomUUID } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScanRequest } from '#shared/device.ts';
import { isAppError } from '#shared/errors.ts';
import { readJpeg } from '../jpeg.ts';
import type { EsclRequest, EsclResponse, Exchange } from './exchange.ts';
import { toleratedIn } from './tolerance.ts';
import { JobNames, redactXml } from './redact-xml.ts';

export type TraceImage = { mimeType: string; bytes: number; widthPx: number; heightPx: number; components: number; complete: boolean };
export type TraceExchange = {
  method: EsclRequest['method'];
  path: string;
  requestBody?: string;
  /** Absent when the request failed: then `error` is the code. */
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** In place of the bytes of a page. */
  image?: TraceImage;
  error?: string;
  /** What was wrong on the wire and was forgiven. */
  tolerated?: string[];
  durationMs: number;
};
export type Trace = {
  format: 1;
  recordedAt: string;
  makeAndModel: string;
  rootPath: string;
  request: ScanRequest;
  /** How the job ended: `end-of-feed`, `single-page`, `cancelled`, or an error code. */
  outcome: string;
  pages: number;
  exchanges: TraceExchange[];
};

/** A job of hours of retries stays a file that a person can read. */
const MAX_EXCHANGES = 2_000;
/** A switch that somebody forgot to turn off must not fill the disk. */
const MAX_TRACES = 50;
const keptHeaders = ['content-type', 'content-length', 'retry-after', 'transfer-encoding'];

export type Recording = {
  exchange: Exchange;
  /** Writes the file; a full disk must not fail the scan. */
  finish(result: Pick<Trace, 'makeAndModel' | 'outcome' | 'pages'>): Promise<void>;
};

/** @param folder absolute path of an existing one */
export function startRecording(folder: string, exchange: Exchange, job: Pick<Trace, 'rootPath' | 'request'>): Recording {
  const exchanges: TraceExchange[] = [];
  const jobs = new JobNames();
  return {
    async exchange(request) {
      const startedAt = performance.now();
      const entry: TraceExchange = { method: request.method, path: jobs.redact(request.path), durationMs: 0 };
      if (!/\/ScanJobs\//.test(request.path)) entry.path = request.path;
      if (request.body) entry.requestBody = redactXml(request.body, jobs);
      if (exchanges.length < MAX_EXCHANGES) exchanges.push(entry);
      try {
        const response = await exchange(request);
        Object.assign(entry, describe(response, jobs));
        const tolerated = toleratedIn(response);
        if (tolerated.length > 0) entry.tolerated = tolerated;
        return response;
      } catch (error) {
        entry.error = isAppError(error) ? error.code : 'internal';
        throw error;
      } finally {
        entry.durationMs = Math.round(performance.now() - startedAt);
      }
    },
    async finish(result) {
      const trace: Trace = { format: 1, recordedAt: new Date().toISOString(), ...job, ...result, exchanges };
      await write(folder, trace).catch(() => undefined);
    },
  };
}

function describe({ status, headers, body }: EsclResponse, jobs: JobNames): Pick<TraceExchange, 'status' | 'headers' | 'body' | 'image'> {
  const known = keptHeaders.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]] as const]));
  const location = headers['location'];
  const entry = {
    status,
    headers: { ...Object.fromEntries(known), ...(location === undefined ? {} : { location: jobs.redact(location) }) },
  };
  const mimeType = (headers['content-type'] ?? '').split(';')[0]!.trim();
  if (body.byteLength === 0) return entry;
  if (/xml/.test(mimeType)) return { ...entry, body: redactXml(new TextDecoder().decode(body), jobs) };
  const { widthPx = 0, heightPx = 0, components = 0, complete = false } = readJpeg(body) ?? {};
  return { ...entry, image: { mimeType, bytes: body.byteLength, widthPx, heightPx, components, complete } };
}

async function write(folder: string, trace: Trace): Promise<void> {
  const stamp = trace.recordedAt.replace(/[^\d]/g, '').slice(0, 14);
  await writeFile(join(folder, `escl-${stamp}-${randomUUID().slice(0, 8)}.json`), `${JSON.stringify(trace, null, 1)}\n`, { mode: 0o600 });
  const traces = (await readdir(folder)).filter((name) => /^escl-.*\.json$/.test(name)).sort();
  for (const name of traces.slice(0, -MAX_TRACES)) await rm(join(folder, name), { force: true });
}
