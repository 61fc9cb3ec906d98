/** The eSCL face of the simulated scanner: node http, loopback only. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isAppError } from '#shared/errors.ts';
import { parseScanSettings } from '../escl/scan-settings.ts';
import { capabilitiesXml, imageInfoXml, malformedXml, sloppyXml, statusXml } from './documents.ts';
import { readBody } from './read-body.ts';
import { sendPage, withHeightInDnl } from './send-page.ts';
import type { SimulatedJob } from './simulated-job.ts';
import type { SimulatedScanner } from './simulated-scanner.ts';

export const ROOT_PATH = '/eSCL';
const MAX_SETTINGS_BYTES = 64 * 1024;
/** Old requests make room for new ones. */
const MAX_JOURNAL = 5000;

/** `status` is null while a request is unanswered, or when it never will be. Times are `Date.now()`. */
export type JournalEntry = { method: string; path: string; status: number | null; at: number; answeredAt: number | null };

export function createEsclServer(scanner: SimulatedScanner, journal: JournalEntry[]): Server {
  return createServer((request, response) => {
    const entry: JournalEntry = { method: request.method ?? '', path: request.url ?? '', status: null, at: Date.now(), answeredAt: null };
    journal.push(entry);
    if (journal.length > MAX_JOURNAL) journal.shift();
    response.on('finish', () => Object.assign(entry, { status: response.statusCode, answeredAt: Date.now() }));
    const skew = scanner.faults.find('clock-skew');
    if (skew) response.setHeader('Date', new Date(Date.now() + skew.seconds * 1000).toUTCString());
    route(scanner, request, response).catch(() => response.destroy());
  });
}

async function route(scanner: SimulatedScanner, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://device').pathname.replace(/\/+$/, '');
  const [, id, action] = /^\/eSCL\/ScanJobs\/([\w-]+)(?:\/(NextDocument|ScanImageInfo))?$/.exec(path) ?? [];
  const job = id === undefined ? null : scanner.find(id);
  const { method } = request;
  const { model } = scanner;
  if (method === 'GET' && path === `${ROOT_PATH}/ScannerCapabilities`)
    return sendDocument(scanner, response, 'capabilities', capabilitiesXml(model, scanner.uuid));
  if (method === 'GET' && path === `${ROOT_PATH}/ScannerStatus`) return sendStatusDocument(scanner, response);
  if (method === 'POST' && path === `${ROOT_PATH}/ScanJobs`) return createJob(scanner, request, response);
  if (!job) return sendStatus(response, 404);
  if (method === 'GET' && action === 'NextDocument') return sendNextDocument(scanner, job, response);
  if (method === 'GET' && action === 'ScanImageInfo')
    return job.lastPage ? sendXml(response, imageInfoXml(model, job, job.lastPage)) : sendStatus(response, 404);
  if (method !== 'DELETE' || action) return sendStatus(response, 405);
  scanner.cancel(job);
  return sendStatus(response, 200);
}

function sendStatusDocument(scanner: SimulatedScanner, response: ServerResponse): void {
  const busy = scanner.faults.find('status-busy');
  if (busy && scanner.faults.countDown(busy)) return sendStatus(response, 503);
  const { model, state, adfState, clock } = scanner;
  const less = scanner.faults.find('counts-less')?.by ?? 0;
  const jobs = scanner.jobs.map((job) => ({ ...job, pages: Math.max(0, job.pages - less) }));
  return sendDocument(scanner, response, 'status', statusXml(model, state, model.feeder ? adfState : null, jobs, clock.now()));
}

function sendDocument(scanner: SimulatedScanner, response: ServerResponse, document: 'capabilities' | 'status', xml: string): void {
  const malformed = scanner.faults.find('malformed-xml');
  const due = malformed?.document === document && scanner.faults.countDown(malformed);
  const sloppy = scanner.faults.find('sloppy-xml')?.form;
  if (sloppy === 'gzip') response.setHeader('Content-Encoding', 'gzip');
  return sendXml(response, malformed && due ? malformedXml(xml, malformed.form) : sloppy ? sloppyXml(xml, sloppy) : xml);
}

async function createJob(scanner: SimulatedScanner, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, MAX_SETTINGS_BYTES);
  const { faults, clock } = scanner;
  faults.jobAsked();
  const slow = faults.find('slow-create');
  if (slow) await clock.wait(slow.delayMs);
  const busy = faults.find('create-busy');
  if (busy && faults.countDown(busy)) {
    if (busy.retryAfterSeconds !== undefined) response.setHeader('Retry-After', retryAfter(scanner, busy.retryAfterSeconds, busy.asDate));
    return sendStatus(response, 503);
  }
  const created = tryCreate(scanner, body);
  if ('refused' in created) return sendStatus(response, created.refused);
  const location = locationOf(scanner, created.job, request.headers.host ?? 'localhost');
  if (location !== null) response.setHeader('Location', location);
  blipAfter(scanner, created.job, response);
  return sendStatus(response, 201);
}

/** A date is told by the device's own clock, which may be wrong. */
function retryAfter({ faults }: SimulatedScanner, seconds: number, asDate = false): string {
  const skew = faults.find('clock-skew')?.seconds ?? 0;
  return asDate ? new Date(Date.now() + (seconds + skew) * 1000).toUTCString() : String(seconds);
}

function tryCreate(scanner: SimulatedScanner, body: string | null) {
  if (body === null) return { refused: 413 };
  try {
    return scanner.create(parseScanSettings(body), ROOT_PATH);
  } catch (error) {
    return { refused: isAppError(error) && error.code === 'device.settings-rejected' ? 409 : 400 };
  }
}

/** As the model does it unless a fault says otherwise; every form was seen on a device. */
function locationOf(scanner: SimulatedScanner, job: SimulatedJob, host: string): string | null {
  const form = scanner.faults.find('location')?.form ?? (scanner.model.location === 'trailing-slash' ? 'trailing-slash' : undefined);
  switch (form) {
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
  // Taken first: with the last page the job ends, and its faults with it.
  const fault = scanner.faults.take(['half-page', 'reset', 'empty-page', 'wrong-length', 'oversize', 'slow', 'reboot'], job.pages);
  const next = await scanner.next(job);
  // Never answered; the socket closes when the client gives up.
  if ('hang' in next) return;
  if ('refused' in next) return sendStatus(response, next.refused);
  if ('noPage' in next) return sendNoPage(response, next.noPage);
  if (fault?.kind === 'reboot') {
    scanner.reboot(fault.downMs);
    return void response.destroy();
  }
  blipAfter(scanner, job, response);
  const height = next.contentType === 'image/jpeg' ? scanner.faults.find('height-in-dnl')?.height : undefined;
  const page = height === undefined ? next.page : withHeightInDnl(next.page, height);
  await sendPage(response, { ...next, page, location: `${job.path}/NextDocument` }, fault, scanner.clock);
}

function sendNoPage(response: ServerResponse, form: 'text' | 'empty' | 'no-content'): void {
  if (form === 'no-content') return void response.writeHead(204).end();
  const body = form === 'text' ? '<html><body>404 Not Found</body></html>' : '';
  response.writeHead(200, { 'Content-Type': form === 'text' ? 'text/html' : 'image/jpeg', 'Content-Length': body.length });
  response.end(body);
}

/** The network goes away when this answer is out. */
function blipAfter(scanner: SimulatedScanner, job: SimulatedJob, response: ServerResponse): void {
  const blip = scanner.faults.take(['blip'], job.pages);
  if (blip) response.on('close', () => scanner.goAway(blip.downMs));
}

function sendXml(response: ServerResponse, xml: string | Buffer): void {
  response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8', 'Content-Length': Buffer.byteLength(xml) });
  response.end(xml);
}

function sendStatus(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Length': 0 });
  response.end();
}
