/** The scanners' process as the host uses it: pull, cancel, crash, restart, close. A real child each time. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ChildLike } from '#shared/child-process.ts';
import type { ScanRequest } from '#shared/device.ts';
import { startNodeChild } from '../../electron/platform/node-child.ts';
import type { PageResult, Progress } from '../driver.ts';
import { drawNumberedSheets, readSideNumber } from '../simulator/numbered-sheets.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import type { HostMessage } from './messages.ts';
import { ScannerProcess } from './scanner-process.ts';
import { readSpoolFile } from './spool.ts';

const request: ScanRequest = { source: 'feeder', duplex: false, colorMode: 'gray', dpi: 75, format: 'image/jpeg', region: null };
/** Against hanging: a process starts in one second, and on a machine that others use too in twenty. */
const START_TIMEOUT_MS = 120_000;
let root: string;
let simulator: Simulator;
let scanners: ScannerProcess;
let children: ChildLike[];
let crashes: number;
let spool: { folder: string; key: Buffer };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'devices-process-'));
  spool = { folder: join(root, 'spool'), key: randomBytes(32) };
  await drawNumberedSheets(join(root, 'sheets'), [
    [1, null],
    [2, null],
    [3, null],
  ]);
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  children = [];
  crashes = 0;
  simulator = await startSimulator({ pages: join(root, 'sheets'), reload: false });
  await mkdir(spool.folder, { recursive: true });
  scanners = new ScannerProcess({
    startChild: (path, options) => {
      const child = startNodeChild(path, options);
      children.push(child);
      return child;
    },
    onCrash: () => crashes++,
  });
});
afterEach(async () => {
  await scanners.close();
  await simulator.close();
});

const numberOf = async (page: PageResult): Promise<number> => readSideNumber(await readSpoolFile(page.file, spool.key));

test('pages stream out, one sheet at a time, each with a thumbnail', { timeout: START_TIMEOUT_MS }, async () => {
  const progress: Progress[] = [];
  const job = scanners.scan('escl-network', simulator.url, request, { spool, onProgress: (step) => progress.push(step) });
  const numbers: number[] = [];
  for (let left = 2; ; left--) {
    const { done, value } = await job.next();
    if (done) {
      expect(value).toEqual({ pages: 3, endedBy: 'end-of-feed' });
      break;
    }
    numbers.push(await numberOf(value));
    await new Promise((wait) => setTimeout(wait, 60));
    expect(simulator.scanner.sheetsLoaded).toBe(left);
    const thumbnail = await sharp(await readSpoolFile(value.thumbnailFile ?? '', spool.key)).metadata();
    expect([thumbnail.format, thumbnail.height]).toEqual(['jpeg', 320]);
  }
  expect(numbers).toEqual([1, 2, 3]);
  expect(progress[0]?.phase).toBe('preparing');
  expect(children).toHaveLength(1);
});

test('questions are answered, and errors keep their code and evidence', { timeout: START_TIMEOUT_MS }, async () => {
  const capabilities = await scanners.capabilities('escl-network', simulator.url);
  expect(capabilities.feeder).toMatchObject({ duplex: true, capacity: 50, colorModes: ['lineart', 'gray', 'color'] });
  expect(await scanners.status('escl-network', simulator.url)).toEqual({ state: 'idle', feeder: 'loaded' });
  simulator.scanner.faults.set([{ kind: 'jam', afterPages: 1 }]);
  const pages: number[] = [];
  const scan = async (): Promise<void> => {
    for await (const page of scanners.scan('escl-network', simulator.url, request, { spool })) pages.push(await numberOf(page));
  };
  await expect(scan()).rejects.toMatchObject({ code: 'device.paper-jam', details: { pagesCommitted: 1, adfState: 'ScannerAdfJam' } });
  expect(pages).toEqual([1]);
  await expect(scanners.status('escl-network', 'http://127.0.0.1:9')).rejects.toMatchObject({ code: 'device.offline' });
  await expect(scanners.status('escl-network', 'no address')).rejects.toMatchObject({ code: 'bad-input' });
  await expect(scanners.status('fax', 'x')).rejects.toMatchObject({ code: 'device.not-configured' });
});

test('cancel ends a hanging job at once and gives it back to the device', { timeout: START_TIMEOUT_MS }, async () => {
  await scanners.status('escl-network', simulator.url);
  simulator.scanner.faults.set([{ kind: 'hang', afterPages: 1 }]);
  const controller = new AbortController();
  const job = scanners.scan('escl-network', simulator.url, request, { spool, signal: controller.signal });
  await job.next();
  const rest = job.next();
  const asked = (): number => simulator.journal.filter(({ path }) => path.endsWith('/NextDocument')).length;
  await vi.waitFor(() => expect(asked()).toBe(2), { timeout: 20_000 });
  const cancelledAt = performance.now();
  controller.abort();
  expect(await rest).toEqual({ done: true, value: { pages: 1, endedBy: 'cancelled' } });
  // The page itself would be waited for two minutes.
  expect(performance.now() - cancelledAt).toBeLessThan(10_000);
  await scanners.close();
  expect(simulator.scanner.jobs.at(-1)?.state).toBe('Canceled');
});

test('leaving the loop early cancels too', { timeout: START_TIMEOUT_MS }, async () => {
  for await (const page of scanners.scan('escl-network', simulator.url, request, { spool })) {
    expect(page.index).toBe(0);
    break;
  }
  await scanners.close();
  expect(simulator.scanner.jobs.at(-1)?.state).toBe('Canceled');
  expect(simulator.scanner.sheetsLoaded).toBeGreaterThan(0);
});

test('a crash is told, pages before it stay, and the next job has a new process', { timeout: START_TIMEOUT_MS }, async () => {
  const job = scanners.scan('escl-network', simulator.url, request, { spool });
  const first = await job.next();
  if (first.done) throw new Error('no page');
  const next = job.next();
  children[0]?.kill('SIGKILL');
  await expect(next).rejects.toMatchObject({ code: 'device.driver-crash', details: { pagesCommitted: 1 } });
  expect(await numberOf(first.value)).toBe(1);
  expect(crashes).toBe(1);
  simulator.scanner.cancel(simulator.scanner.jobs.at(-1) ?? (undefined as never));
  simulator.scanner.reload();
  const again: number[] = [];
  for await (const page of scanners.scan('escl-network', simulator.url, request, { spool })) again.push(await numberOf(page));
  expect(again).toEqual([1, 2, 3]);
  expect(children).toHaveLength(2);
});

test('an uploaded file is split in the process, and what follows a damaged page is an error', { timeout: START_TIMEOUT_MS }, async () => {
  const whole = await readFile(join(root, 'sheets', '001-front.png'));
  const numbers: number[] = [];
  for await (const page of scanners.splitFile(whole, spool)) numbers.push(await numberOf(page));
  expect(numbers).toEqual([1]);
  const split = async (bytes: Uint8Array): Promise<void> => {
    for await (const page of scanners.splitFile(bytes, spool)) numbers.push(page.index);
  };
  await expect(split(whole.subarray(0, whole.length >> 1))).rejects.toMatchObject({ code: 'file.unreadable' });
  await expect(split(Buffer.from('not a picture'))).rejects.toMatchObject({ code: 'file.unsupported' });
  expect(numbers).toEqual([1]);
  expect((await readdir(spool.folder)).filter((name) => name.endsWith('.upload'))).toEqual([]);
});

/** A host in a process of its own: it takes one page and then waits to be killed. */
const doomedHost = `
  const [, module, platform, address, folder, key] = process.argv;
  const { ScannerProcess } = await import(module);
  const { startNodeChild } = await import(platform);
  const scanners = new ScannerProcess({ startChild: (path, options) => startNodeChild(path, { ...options, execArgv: [] }) });
  const spool = { folder, key: Buffer.from(key, 'hex') };
  const job = scanners.scan('escl-network', address, ${JSON.stringify({ source: 'feeder', duplex: false, colorMode: 'gray', dpi: 75, format: 'image/jpeg', region: null })}, { spool });
  await job.next();
  console.log('page');
  setInterval(() => undefined, 1000);
`;

test('after kill -9 of the host the scanner is free again and the spool still has the page', { timeout: START_TIMEOUT_MS }, async () => {
  const folder = join(root, 'host-spool');
  const key = randomBytes(32);
  const module = new URL('./scanner-process.ts', import.meta.url).href;
  const platform = new URL('../../electron/platform/node-child.ts', import.meta.url).href;
  await mkdir(folder);
  const host = spawn(
    process.execPath,
    ['--input-type=module', '-e', doomedHost, module, platform, simulator.url, folder, key.toString('hex')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(host.stdout, 'data');
  host.kill('SIGKILL');
  await vi.waitFor(() => expect(simulator.scanner.jobs.at(-1)?.state).toBe('Canceled'), { timeout: 60_000 });
  const [file] = (await readdir(folder)).filter((name) => name.endsWith('.page'));
  expect(await readSideNumber(await readSpoolFile(join(folder, file ?? ''), key))).toBe(1);
});

test('a job whose driver hears no cancel is ended with its process', async () => {
  const gone: (() => void)[] = [];
  const deaf = new ScannerProcess({
    cancelPatienceMs: 50,
    startChild: () => ({
      send: () => undefined,
      on: (event: string, listener: (value: never) => void) => void (event === 'exit' && gone.push(() => listener(null as never))),
      kill: () => gone.forEach((listener) => listener()),
    }),
  });
  const controller = new AbortController();
  const rest = deaf.scan('folder', '/x', request, { spool, signal: controller.signal }).next();
  controller.abort();
  await expect(rest).rejects.toMatchObject({ code: 'device.driver-crash' });
});

test('a page outside the spool is refused whatever the child says', async () => {
  const listeners: ((message: unknown) => void)[] = [];
  const evil = new ScannerProcess({
    startChild: () => ({
      send: (given) => {
        const message = given as HostMessage;
        if (message.type !== 'scan') return;
        for (const listener of listeners) listener({ type: 'page', id: message.id, page: { file: '/etc/passwd', thumbnailFile: null } });
      },
      on: (event: string, listener: (message: never) => void) =>
        void (event === 'message' && listeners.push(listener as (message: unknown) => void)),
      kill: () => undefined,
    }),
  });
  await expect(evil.scan('folder', '/x', request, { spool }).next()).rejects.toMatchObject({ code: 'internal' });
});

test('discovery goes on until it is stopped', { timeout: START_TIMEOUT_MS }, async () => {
  await scanners.status('escl-network', simulator.url);
  const controller = new AbortController();
  const watching = scanners.discover(() => undefined, controller.signal);
  setTimeout(() => controller.abort(), 100);
  await watching;
});
