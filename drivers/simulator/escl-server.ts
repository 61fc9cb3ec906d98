/** The eSCL face of the simulated scanner: node http, loopback only. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { isAppError } from '#shared/errors.ts';
import { parseScanSettings } from '../escl/scan-settings.ts';
import { capabilitiesXml, imageInfoXml, statusXml } from './documents.ts';
import { readBody } from './read-body.ts';
import type { SimulatedJob } from './simulated-job.ts';
import type { SimulatedScanner } from './simulated-scanner.ts';

export const ROOT_PATH = '/eSCL';
const MAX_SETTINGS_BYTES = 64 * 1024;
/** Old requests make room for new ones. */
const MAX_JOURNAL = 1000;

/** `status` is null while a request is unanswered, or when it never will be. */
export type JournalEntry = { method: string; path: string; status: number | null };

export function createEsclServer(scanner: SimulatedScanner, journal: JournalEntry[]): Server {
  return createServer((request, response) => {
    const entry: JournalEntry = { method: request.method ?? '', path: request.url ?? '', status: null };
    journal.push(entry);
    if (journal.length > MAX_JOURNAL) journal.shift();
    response.on('finish', () => (entry.status = response.statusCode));
    route(scanner, request, response).catch(() => response.destroy());
  });
}

async function route(scanner: SimulatedScanner, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://device').pathname.replace(/\/+$/, '');
  const [, id, action] = /^\/eSCL\/ScanJobs\/([\w-]+)(?:\/(NextDocument|ScanImageInfo))?$/.exec(path) ?? [];
  const job = id === undefined ? null : scanner.find(id);
  const { method } = request;
  if (method === 'GET' && path === `${ROOT_PATH}/ScannerCapabilities`) return sendXml(response, capabilitiesXml(scanner.uuid));
  if (method === 'GET' && path === `${ROOT_PATH}/ScannerStatus`)
    return sendXml(response, statusXml(scanner.state, scanner.adfState, scanner.jobs));
  if (method === 'POST' && path === `${ROOT_PATH}/ScanJobs`) return createJob(scanner, request, response);
  if (!job) return sendStatus(response, 404);
  if (method === 'GET' && action === 'NextDocument') return sendNextDocument(scanner, job, response);
  if (method === 'GET' && action === 'ScanImageInfo')
    return job.lastPage ? sendXml(response, imageInfoXml(job, job.lastPage)) : sendStatus(response, 404);
  if (method !== 'DELETE' || action) return sendStatus(response, 405);
  scanner.cancel(job);
  return sendStatus(response, 200);
}

async function createJob(scanner: SimulatedScanner, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, MAX_SETTINGS_BYTES);
  const { faults } = scanner;
  const slow = faults.find('slow-create');
  if (slow) await wait(slow.delayMs);
  const busy = faults.find('create-busy');
  if (busy && faults.countDown(busy)) {
    if (busy.retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(busy.retryAfterSeconds));
    return sendStatus(response, 503);
  }
  const created = tryCreate(scanner, body);
  if ('refused' in created) return sendStatus(response, created.refused);
  const location = locationOf(scanner, created.job, request.headers.host ?? 'localhost');
  if (location !== null) response.setHeader('Location', location);
  return sendStatus(response, 201);
}

function tryCreate(scanner: SimulatedScanner, body: string | null) {
  if (body === null) return { refused: 413 };
  try {
    return scanner.create(parseScanSettings(body), ROOT_PATH);
  } catch (error) {
    return { refused: isAppError(error) && error.code === 'device.settings-rejected' ? 409 : 400 };
  }
}

/** Relative unless a fault says otherwise; every form was seen on a device. */
function locationOf(scanner: SimulatedScanner, job: SimulatedJob, host: string): string | null {
  switch (scanner.faults.find('location')?.form) {
    case 'absolute':
      return `http://${host}${job.path}`;
    case 'bad-host':
      return `http://scanner.invalid${job.path}`;
    case 'truncated-host':
      return `http://[fe80${job.path}`;
    case 'trailing-slash':
      return `${job.path}/`;
    case 'missing':
      return null;
    case undefined:
      return job.path;
  }
}

async function sendNextDocument(scanner: SimulatedScanner, job: SimulatedJob, response: ServerResponse): Promise<void> {
  const before = job.pages;
  const next = await scanner.next(job);
  // Never answered; the socket closes when the client gives up.
  if ('hang' in next) return;
  if ('refused' in next) return sendStatus(response, next.refused);
  const fault = scanner.faults.due(['half-page', 'reset', 'empty-page'], before);
  if (fault?.kind === 'reset' && fault.atByte === 0) return void response.destroy();
  const page =
    fault?.kind === 'empty-page' ? Buffer.alloc(0) : fault?.kind === 'half-page' ? next.page.subarray(0, next.page.length >> 1) : next.page;
  response.writeHead(200, {
    'Content-Type': next.contentType,
    'Content-Length': page.length,
    'Content-Location': `${job.path}/NextDocument`,
  });
  if (fault?.kind !== 'reset') return void response.end(page);
  response.write(page.subarray(0, fault.atByte), () => response.destroy());
}

function sendXml(response: ServerResponse, xml: string): void {
  response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8', 'Content-Length': Buffer.byteLength(xml) });
  response.end(xml);
}

function sendStatus(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Length': 0 });
  response.end();
}
