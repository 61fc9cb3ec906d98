/** The driver against the simulator over loopback: every way a device is known to misbehave, and what must come of it. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ScanRequest } from '#shared/device.ts';
import type { ScannerDevice } from '../driver.ts';
import { createSpool } from '../process/spool.ts';
import type { FaultInput } from '../simulator/faults.ts';
import { drawNumberedSheets } from '../simulator/numbered-sheets.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { hangEsclTiming, quickEsclTiming, runNumberedScan, type NumberedOutcome, type ScanOptions } from '../../tests/fixtures/run-scan.ts';
import { createEsclNetworkDriver } from './escl-network-driver.ts';

const request: ScanRequest = { source: 'feeder', duplex: false, colorMode: 'gray', dpi: 75, format: 'image/jpeg', region: null };
const key = randomBytes(32);

let folder: string;
let simulator: Simulator;
let device: ScannerDevice;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devices-matrix-'));
  await drawNumberedSheets(join(folder, 'sheets'), [
    [1, null],
    [2, 102],
    [3, null],
    [4, null],
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const openDevice = (timing = quickEsclTiming): Promise<ScannerDevice> =>
  createEsclNetworkDriver(timing).open({ address: simulator.url }, new AbortController().signal);
beforeEach(async () => {
  simulator = await startSimulator({ pages: join(folder, 'sheets'), reload: false });
  device = await openDevice();
});
afterEach(async () => {
  await device.close();
  await simulator.close();
});

const scan = (changes: Partial<ScanRequest> = {}, options: Pick<ScanOptions, 'signal' | 'onPage'> = {}): Promise<NumberedOutcome> =>
  runNumberedScan(device, { ...request, ...changes }, { ...options, spool: { folder, key } });

const count = (method: string, part: string): number =>
  simulator.journal.filter((entry) => entry.method === method && entry.path.includes(part)).length;
/** Once the device has been asked so often. */
const asked = (method: string, part: string, times: number): Promise<void> =>
  vi.waitFor(() => expect(count(method, part)).toBe(times), { timeout: 20_000, interval: 5 });

test.each<[string, FaultInput[]]>([
  ['no fault', []],
  ['absolute Location', [{ kind: 'location', form: 'absolute' }]],
  ['Location with a wrong host', [{ kind: 'location', form: 'bad-host' }]],
  ['Location with a cut host', [{ kind: 'location', form: 'truncated-host' }]],
  ['Location with a trailing slash', [{ kind: 'location', form: 'trailing-slash' }]],
  ['busy twice', [{ kind: 'create-busy', times: 2, retryAfterSeconds: 1 }]],
  ['503 before every page', [{ kind: 'warm-up', times: 3 }]],
  ['404 while sheets are still to come', [{ kind: 'premature-end', afterPages: 1, times: 3 }]],
  ['end of feed by 410', [{ kind: 'end-code', httpStatus: 410 }]],
  ['end of feed by 409', [{ kind: 'end-code', httpStatus: 409 }]],
  ['end of feed by a text under 200', [{ kind: 'end-answer', form: 'text' }]],
  ['end of feed by 200 without a body', [{ kind: 'end-answer', form: 'empty' }]],
  ['end of feed by 204', [{ kind: 'end-answer', form: 'no-content' }]],
  ['410 for longer than five questions before the last page', [{ kind: 'late-page', afterPages: 3, delayMs: 300, httpStatus: 410 }]],
  ['pages without their height', [{ kind: 'height-in-dnl', height: 0 }]],
  ['pages with the height 65535', [{ kind: 'height-in-dnl', height: 65_535 }]],
  ['XML with zeros behind its end', [{ kind: 'sloppy-xml', form: 'nul-tail' }]],
  ['XML with a bare ampersand', [{ kind: 'sloppy-xml', form: 'bare-ampersand' }]],
  ['XML that is compressed', [{ kind: 'sloppy-xml', form: 'gzip' }]],
  ['a counter that says less', [{ kind: 'counts-less', by: 2 }]],
])('all four pages in order: %s', async (_name, faults) => {
  simulator.scanner.faults.set(faults);
  const { numbers, summary, error } = await scan();
  expect(error).toBeNull();
  expect(numbers).toEqual([1, 2, 3, 4]);
  expect(summary).toEqual({ pages: 4, endedBy: 'end-of-feed' });
  expect(count('DELETE', 'ScanJobs')).toBe(1);
});

test.each<[string, FaultInput, string, number[]]>([
  ['busy for ever', { kind: 'create-busy', times: null }, 'device.busy', []],
  ['no Location', { kind: 'location', form: 'missing' }, 'device.protocol', []],
  ['never warm', { kind: 'warm-up', times: 99 }, 'device.busy', []],
  ['jam after two', { kind: 'jam', afterPages: 2 }, 'device.paper-jam', [1, 2]],
  ['two sheets at once', { kind: 'multi-feed', afterPages: 1 }, 'device.multi-feed', [1]],
  ['cover opened after two', { kind: 'cover-open', afterPages: 2 }, 'device.cover-open', [1, 2]],
  ['connection dies before the page', { kind: 'reset', afterPages: 1, atByte: 0 }, 'device.transfer-interrupted', [1]],
  ['connection dies inside the page', { kind: 'reset', afterPages: 1, atByte: 900 }, 'device.transfer-interrupted', [1]],
  ['half a page and a clean end', { kind: 'half-page', afterPages: 1 }, 'device.corrupt-page', [1]],
  ['200 without a body', { kind: 'empty-page', afterPages: 1 }, 'device.end-in-doubt', [1]],
  ['200 without a body instead of the last page', { kind: 'empty-page', afterPages: 3 }, 'device.end-in-doubt', [1, 2, 3]],
  ['a last page that is late for ever', { kind: 'late-page', afterPages: 3, delayMs: 60_000 }, 'device.end-in-doubt', [1, 2, 3]],
  ['a job that stays in Processing', { kind: 'never-complete' }, 'device.end-in-doubt', [1, 2, 3, 4]],
  ['a last page that is counted and not sent', { kind: 'last-page-kept' }, 'device.end-in-doubt', [1, 2, 3]],
  ['a complete job without images', { kind: 'no-images' }, 'device.end-in-doubt', []],
  ['job aborted by the device', { kind: 'abort', afterPages: 3 }, 'device.error', [1, 2, 3]],
  ['a page that never comes', { kind: 'hang', afterPages: 1 }, 'device.timeout', [1]],
])('%s', async (_name, fault, code, kept) => {
  if (['hang', 'late-page', 'never-complete'].includes(fault.kind)) device = await openDevice(hangEsclTiming);
  simulator.scanner.faults.set([fault]);
  const { numbers, error } = await scan();
  expect(error?.code).toBe(code);
  expect(numbers).toEqual(kept);
  expect(error?.details).toMatchObject({ pagesCommitted: kept.length });
  await device.close();
  const created = simulator.scanner.jobs.length > 0 && fault.kind !== 'location';
  expect(count('DELETE', 'ScanJobs')).toBe(created ? 1 : 0);
  // A page is never asked for again: the device may already be at the next sheet.
  if (fault.kind === 'reset' || fault.kind === 'half-page') expect(count('GET', 'NextDocument')).toBe(kept.length + 1);
});

test('the evidence of an error says what the device said', async () => {
  simulator.scanner.faults.set([{ kind: 'jam', afterPages: 2 }]);
  const { error } = await scan();
  expect(error?.details).toEqual({ pagesCommitted: 2, phase: 'waiting', httpStatus: 503, adfState: 'ScannerAdfJam', jobState: 'Aborted' });
});

test.each([
  ['empty feeder', () => simulator.scanner.reload(0), 'device.feeder-empty'],
  ['open cover', () => simulator.scanner.setCover(true), 'device.cover-open'],
])('refused before the first sheet: %s', async (_name, prepare, code) => {
  prepare();
  const { error, pages } = await scan();
  expect(error?.code).toBe(code);
  expect(pages).toEqual([]);
});

test('after a jam the same stack goes on with the sheets that were left', async () => {
  simulator.scanner.faults.set([{ kind: 'jam', afterPages: 2 }]);
  expect((await scan()).numbers).toEqual([1, 2]);
  expect((await scan()).error?.code).toBe('device.paper-jam');
  simulator.scanner.clearJam();
  expect((await scan()).numbers).toEqual([3, 4]);
});

test('a feeder that says Loaded for ever ends with a warning', async () => {
  simulator.scanner.faults.set([{ kind: 'stuck-loaded' }]);
  const { numbers, summary } = await scan();
  expect(numbers).toEqual([1, 2, 3, 4]);
  expect(summary).toEqual({ pages: 4, endedBy: 'end-of-feed', warnings: ['feeder-not-empty'] });
});

test('a back that is kept is never the end of a duplex stack', async () => {
  simulator.scanner.faults.set([{ kind: 'last-page-kept' }, { kind: 'counts-less', by: 1 }]);
  const { error, numbers } = await scan({ duplex: true });
  expect(numbers).toHaveLength(7);
  expect(error?.details).toMatchObject({ reason: 'back-missing' });
});

test('duplex delivers fronts and backs in turn, blank paper included', async () => {
  const { numbers, pages } = await scan({ duplex: true });
  expect(numbers).toEqual([1, 0, 2, 102, 3, 0, 4, 0]);
  expect(pages.map(({ side }) => side)).toEqual(['front', 'back', 'front', 'back', 'front', 'back', 'front', 'back']);
  expect(pages.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('the glass gives one page', async () => {
  const { numbers, summary } = await scan({ source: 'platen', dpi: 150, colorMode: 'color' });
  expect(numbers).toEqual([1]);
  expect(summary).toEqual({ pages: 1, endedBy: 'single-page' });
});

test('a PDF of the whole stack becomes one page each', async () => {
  const { numbers, pages } = await scan({ format: 'application/pdf', dpi: 100 });
  expect(numbers).toEqual([1, 2, 3, 4]);
  expect(pages[3]).toMatchObject({ index: 3, mimeType: 'image/jpeg', dpi: 100, widthPx: 827, heightPx: 1169 });
});

test('a page that comes twice is told, not dropped', async () => {
  simulator.scanner.faults.set([{ kind: 'repeat-page', afterPages: 2 }]);
  const { numbers, pages } = await scan();
  expect(numbers).toEqual([1, 2, 2, 3, 4]);
  expect(pages.map(({ warnings }) => warnings)).toEqual([[], [], ['same-as-previous'], [], []]);
});

test('a device that sends the same page again and again is broken, and the job ends', async () => {
  simulator.scanner.faults.set(Array.from({ length: 50 }, () => ({ kind: 'repeat-page', afterPages: 1 })));
  const { numbers, error } = await scan();
  expect(error?.code).toBe('device.protocol');
  expect(error?.details).toMatchObject({ reason: 'same-page-again' });
  expect(new Set(numbers)).toEqual(new Set([1]));
  expect(numbers.length).toBeLessThan(10);
});

test('lineart that is announced and refused becomes grey, and says so', async () => {
  simulator.scanner.faults.set([{ kind: 'refuse-color-mode', colorMode: 'lineart' }]);
  const { numbers, pages } = await scan({ colorMode: 'lineart' });
  expect(numbers).toEqual([1, 2, 3, 4]);
  expect(pages[0]?.warnings).toEqual(['settings-changed:colorMode=gray']);
  simulator.scanner.reload();
  simulator.scanner.faults.set([{ kind: 'refuse-color-mode', colorMode: 'color' }]);
  expect((await scan({ colorMode: 'color' })).error?.code).toBe('device.settings-rejected');
});

test('cancel at the device ends the job like a cancel here', async () => {
  simulator.scanner.faults.set([{ kind: 'panel-cancel', afterPages: 2 }]);
  const { numbers, summary, error } = await scan();
  expect(error).toBeNull();
  expect(numbers).toEqual([1, 2]);
  expect(summary).toEqual({ pages: 2, endedBy: 'cancelled' });
});

test('a hanging page is cancelled at once and the job given back', async () => {
  simulator.scanner.faults.set([{ kind: 'hang', afterPages: 1 }]);
  const controller = new AbortController();
  const scanning = scan({}, { signal: controller.signal });
  await asked('GET', 'NextDocument', 2);
  controller.abort();
  // Not by the timeout of the page, which would be an error.
  const { numbers, summary } = await scanning;
  expect(numbers).toEqual([1]);
  expect(summary).toEqual({ pages: 1, endedBy: 'cancelled' });
  await device.close();
  expect(count('DELETE', 'ScanJobs')).toBe(1);
  expect(simulator.scanner.jobs.at(-1)?.state).toBe('Canceled');
});

test('a job that the device creates after the cancel is given back too', async () => {
  simulator.scanner.faults.set([{ kind: 'slow-create', delayMs: 1_500 }]);
  const controller = new AbortController();
  const scanning = scan({}, { signal: controller.signal });
  await asked('POST', 'ScanJobs', 1);
  controller.abort();
  const { summary, pages } = await scanning;
  expect(summary).toEqual({ pages: 0, endedBy: 'cancelled' });
  expect(pages).toEqual([]);
  await device.close();
  expect(simulator.scanner.jobs.map(({ state }) => state)).toEqual(['Canceled']);
});

test('a cancelled job is followed by a whole one', async () => {
  const controller = new AbortController();
  const first = await scan({}, { signal: controller.signal, onPage: () => controller.abort() });
  expect(first.numbers).toEqual([1]);
  expect((await scan()).numbers).toEqual([2, 3, 4]);
});

test('a sheet is fed only when the page before it was taken', async () => {
  const spool = createSpool({ folder, key });
  const job = device.scan(request, { signal: new AbortController().signal, spool, onProgress: () => undefined });
  await job.next();
  await new Promise((done) => setTimeout(done, 50));
  expect(simulator.scanner.sheetsLoaded).toBe(3);
  await job.return(undefined as never);
  await device.close();
  expect(simulator.scanner.jobs.at(-1)?.state).toBe('Canceled');
});

test('progress tells phases in order and fractions up to one', async () => {
  const { progress } = await scan();
  expect(progress[0]).toEqual({ phase: 'preparing', page: 0, fraction: null });
  expect(progress[1]).toEqual({ phase: 'waiting', page: 0, fraction: null });
  expect(progress.filter(({ phase, fraction }) => phase === 'transferring' && fraction === 1)).toHaveLength(4);
});

test('a region is cut out in 1/300 inch whatever the resolution', async () => {
  const { pages } = await scan({ source: 'platen', dpi: 150, region: { x: 300, y: 600, width: 1200, height: 900 } });
  expect(pages[0]).toMatchObject({ widthPx: 600, heightPx: 450, dpi: 150 });
});
