/** The simulated scanner as a device: its feeder, its pages, its control API, its command line. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readJpeg } from '../jpeg.ts';
import { buildScanSettings, type ScanSettings } from '../escl/scan-settings.ts';
import { drawNumberedSheets, drawSide, readSideNumber } from './numbered-sheets.ts';
import { loadSheets } from './sheets.ts';
import { startSimulator, type Simulator } from './simulator.ts';

let root: string;
let simulator: Simulator;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'devices-simulator-'));
  await drawNumberedSheets(join(root, 'sheets'), [
    [1, 101],
    [2, null],
  ]);
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  simulator = await startSimulator({ pages: join(root, 'sheets') });
});
afterEach(() => simulator.close());

const whole = { x: 0, y: 0, width: 2480, height: 3508 };
const settings: ScanSettings = { source: 'platen', duplex: false, colorMode: 'color', dpi: 150, format: 'image/jpeg', region: whole };
const post = (changes: Partial<ScanSettings> = {}): Promise<Response> =>
  fetch(`${simulator.url}/ScanJobs`, {
    method: 'POST',
    body: buildScanSettings({ ...settings, ...changes }, { version: '2.0', formatExt: true }),
  });
const create = async (changes: Partial<ScanSettings> = {}): Promise<string> => {
  const response = await post(changes);
  expect(response.status).toBe(201);
  return new URL(response.headers.get('location') ?? '', simulator.url).href;
};
const next = async (job: string): Promise<Buffer> => Buffer.from(await (await fetch(`${job}/NextDocument`)).arrayBuffer());

test.each([
  ['color', 3],
  ['gray', 1],
  ['lineart', 1],
] as const)('%s pages have the components, size and resolution that were asked for', async (colorMode, components) => {
  const page = await next(await create({ colorMode }));
  expect(readJpeg(page)).toEqual({ widthPx: 1240, heightPx: 1754, components, dpi: 150, complete: true });
  expect(await readSideNumber(page)).toBe(1);
  const { channels } = await sharp(page).stats();
  const middle = channels[0]?.mean ?? 0;
  expect(middle).toBeGreaterThan(200);
});

test('a small original lies on the glass in its own size', async () => {
  await sharp(await drawSide(1).toBuffer())
    .resize(310, 439)
    .withMetadata({ density: 150 })
    .png()
    .toFile(join(root, 'small.png'));
  simulator.scanner.load([{ front: join(root, 'small.png'), back: null }]);
  const page = await next(await create({ colorMode: 'gray' }));
  const { data, info } = await sharp(page).greyscale().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([1240, 1754]);
  // The red bar of the original ends within its 310 pixels; right of it is bare glass.
  const row = data.subarray(320 * 1240, 321 * 1240);
  expect(Math.min(...row.subarray(0, 310))).toBeLessThan(120);
  expect(Math.min(...row.subarray(320))).toBeGreaterThan(240);
});

test('what the device does not have it refuses: 409, what it cannot read: 400, a second job: 503', async () => {
  expect((await post({ dpi: 123 })).status).toBe(409);
  expect((await post({ region: { ...whole, x: 5000 } })).status).toBe(409);
  expect((await fetch(`${simulator.url}/ScanJobs`, { method: 'POST', body: '<junk' })).status).toBe(400);
  expect((await fetch(`${simulator.url}/ScanJobs`, { method: 'POST', body: 'x'.repeat(100_000) })).status).toBe(413);
  await create();
  expect((await post()).status).toBe(503);
  expect((await fetch(`${simulator.url}/nothing`)).status).toBe(404);
});

test('a job lives from POST to DELETE and says what it is doing', async () => {
  const job = await create({ source: 'feeder', colorMode: 'gray' });
  const status = async (): Promise<string> => (await fetch(`${simulator.url}/ScannerStatus`)).text();
  expect(await status()).toContain('<pwg:State>Processing</pwg:State>');
  expect((await fetch(`${job}/ScanImageInfo`)).status).toBe(404);
  expect(await readSideNumber(await next(job))).toBe(1);
  expect(await (await fetch(`${job}/ScanImageInfo`)).text()).toContain('<scan:ActualWidth>1240</scan:ActualWidth>');
  expect((await fetch(job, { method: 'DELETE' })).status).toBe(200);
  expect(await status()).toContain('<pwg:JobState>Canceled</pwg:JobState>');
  expect((await fetch(`${job}/NextDocument`)).status).toBe(404);
  expect((await fetch(`${simulator.url}/ScanJobs/none`, { method: 'DELETE' })).status).toBe(404);
});

test('the feeder reloads itself after a job, unless told not to', async () => {
  const feed = async (): Promise<void> => {
    const job = await create({ source: 'feeder', dpi: 75 });
    expect([await readSideNumber(await next(job)), await readSideNumber(await next(job))]).toEqual([1, 2]);
  };
  await feed();
  expect(simulator.scanner.adfState).toBe('ScannerAdfLoaded');
  await feed();
  await simulator.close();
  simulator = await startSimulator({ pages: join(root, 'sheets'), reload: false });
  await feed();
  expect(simulator.scanner.adfState).toBe('ScannerAdfEmpty');
});

test('sheets take the time of the motor', async () => {
  await simulator.close();
  simulator = await startSimulator({ pages: join(root, 'sheets'), msPerSheet: 150 });
  const job = await create({ source: 'feeder', dpi: 75 });
  const started = performance.now();
  await next(job);
  await next(job);
  expect(performance.now() - started).toBeGreaterThanOrEqual(280);
});

test('the control API moves paper, orders faults and shows the journal; strangers are refused', async () => {
  const call = async (method: string, path: string, body?: unknown): Promise<{ status: number; value: unknown }> => {
    const response = await fetch(simulator.controlUrl + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return { status: response.status, value: await response.json() };
  };
  expect((await call('POST', '/feeder', { sheets: 0 })).value).toMatchObject({ adfState: 'ScannerAdfEmpty', sheetsLoaded: 0 });
  expect((await call('POST', '/feeder', { folder: join(root, 'sheets') })).value).toMatchObject({ sheetsLoaded: 2 });
  expect((await call('POST', '/cover', { open: true })).value).toMatchObject({ adfState: 'ScannerAdfDoorOpen' });
  expect((await call('POST', '/clear-jam')).value).toMatchObject({ adfState: 'ScannerAdfLoaded' });
  expect((await call('PUT', '/faults', [{ kind: 'jam', afterPages: 1 }])).value).toMatchObject({
    faults: [{ kind: 'jam', afterPages: 1 }],
  });
  expect((await call('PUT', '/faults', [{ kind: 'explode' }])).status).toBe(400);
  expect((await call('DELETE', '/faults')).value).toMatchObject({ faults: [] });
  await create();
  expect((await call('GET', '/journal')).value).toMatchObject([{ method: 'POST', path: '/eSCL/ScanJobs', status: 201 }]);
  expect((await call('GET', '/other')).status).toBe(404);
  const foreign = await fetch(`${simulator.controlUrl}/state`, { headers: { origin: 'http://evil.example' } });
  expect(foreign.status).toBe(403);
});

test('sheets are read in natural order, with backs behind their fronts', async () => {
  const folder = await mkdtemp(join(root, 'order-'));
  for (const name of ['10.jpg', '2-back.jpg', '2.jpg', '1-front.png', '1-back.png', 'a-page-2-back.jpg', 'a-page-2.jpg', 'truth.json'])
    await writeFile(join(folder, name), '');
  const sheets = await loadSheets(folder);
  expect(sheets.map(({ front, back }) => [basename(front), back && basename(back)])).toEqual([
    ['1-front.png', '1-back.png'],
    ['2.jpg', '2-back.jpg'],
    ['10.jpg', null],
    ['a-page-2.jpg', 'a-page-2-back.jpg'],
  ]);
  await expect(loadSheets(root)).resolves.toHaveLength(1);
});

test('the command prints where it listens, and stops when asked', { timeout: 60_000 }, async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url)), '--pages', join(root, 'sheets')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const url = /^simulator listening on (http:\/\/127\.0\.0\.1:\d+\/eSCL)$/.exec((await lines.next()).value ?? '')?.[1] ?? '';
  expect(JSON.parse((await lines.next()).value ?? '{}')).toMatchObject({ url, sheets: 2, pid: child.pid });
  expect((await fetch(`${url}/ScannerCapabilities`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
