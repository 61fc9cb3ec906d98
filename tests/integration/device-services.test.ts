/** The host's scanning services: pauses that go on, waiting for paper, folders across a crash, imports, states, self-test, profiles, recorder. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { drawNumberedSheets, drawSide, readSideNumber } from '../../drivers/simulator/numbered-sheets.ts';
import { startSimulator } from '../../drivers/simulator/simulator.ts';
import type { Simulator } from '../../drivers/simulator/simulator.ts';
import type { ScannerState, ScanProgress, SelfTestEvent } from '../../electron/shared/device.ts';
import { createFolderMemory } from '../../electron/services/intake/folder-memory.ts';
import { AppError } from '../../electron/shared/errors.ts';
import { testScanner } from '../../electron/services/scanners/scanner-self-test.ts';
import { clerk, openCase, openDeviceBench, scannerAt } from './device-bench.ts';
import type { DeviceBench } from './device-bench.ts';

let root: string;
let bench: DeviceBench;
let simulator: Simulator;
let caseId: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'devices-services-'));
  await drawNumberedSheets(join(root, 'sheets'), [
    [1, 101],
    [2, null],
    [3, 103],
  ]);
  bench = await openDeviceBench(root, 'child');
});
afterAll(async () => {
  await bench.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(async () => {
  simulator = await startSimulator({ pages: join(root, 'sheets'), reload: false });
  caseId = await openCase(bench.store);
});
afterEach(() => simulator.close());

async function numbers(): Promise<number[]> {
  const pages = await bench.store.pages.list(caseId);
  return Promise.all(pages.map(async ({ id }) => readSideNumber((await bench.store.pages.bytes(id, 'original')) ?? new Uint8Array())));
}
const progressOf = (): ScanProgress | null => bench.jobs.lastOfCase(caseId);
/** Against hanging, not a measure of speed: the scanners' process starts within the first of them. */
const patience = { timeout: 60_000, interval: 20 };
const reach = (phase: ScanProgress['phase']) => vi.waitFor(() => expect(progressOf()?.phase).toBe(phase), patience);

test('a jam pauses the job, says which sheet was not taken, and continue goes on from there; blank backs and thumbnails are told', async () => {
  simulator.scanner.faults.set([{ kind: 'jam', afterPages: 3 }]);
  const { jobId, done } = await bench.jobs.start(caseId, scannerAt(simulator.url), { duplex: true }, clerk, { pauses: true });
  await reach('paused');
  expect(progressOf()).toMatchObject({ pagesStored: 3, notTaken: { page: 3, sheet: 2 }, error: { code: 'device.paper-jam' } });
  expect(bench.jobs.ofScanner(scannerAt(simulator.url))?.phase).toBe('paused');
  simulator.scanner.clearJam();
  simulator.scanner.reloadFrom(2);
  bench.jobs.resume(jobId);
  expect(() => bench.jobs.resume('nobody')).toThrow('not-found');
  expect(await done).toMatchObject({ phase: 'finished', pagesStored: 6, blankBacks: 1, error: null, notTaken: null });
  // The front of the second sheet was safe already, came again with its sheet, and is there once.
  expect(await numbers()).toEqual([1, 101, 2, 0, 3, 103]);
  const pages = await bench.store.pages.list(caseId);
  expect(pages.map(({ source }) => source.warnings ?? [])).toEqual([[], [], [], ['blank'], [], []]);
  for (const { id } of pages) expect((await bench.store.pages.bytes(id, 'thumbnail'))?.byteLength).toBeGreaterThan(200);
});

test('without anybody to wait for a job fails; cancel during a pause keeps what is safe', async () => {
  simulator.scanner.faults.set([{ kind: 'cover-open', afterPages: 1 }]);
  const { done } = await bench.jobs.start(caseId, scannerAt(simulator.url), {}, clerk);
  expect(await done).toMatchObject({ phase: 'failed', pagesStored: 1, notTaken: { page: 2, sheet: 2 } });
  const { jobId, done: paused } = await bench.jobs.start(caseId, scannerAt(simulator.url), {}, clerk, { pauses: true });
  await reach('paused');
  bench.jobs.cancel(jobId);
  expect(await paused).toMatchObject({ phase: 'cancelled', pagesStored: 0 });
  expect(await numbers()).toEqual([1]);
});

test('a page that cannot be stored ends the job at the device; its sheet comes again, once', async () => {
  const read = bench.scanners.readSpoolFile.bind(bench.scanners);
  let reads = 0;
  const spy = vi.spyOn(bench.scanners, 'readSpoolFile').mockImplementation((file, key) => {
    // Each page is read once, and its thumbnail.
    if (file.endsWith('.page') && ++reads === 2) return Promise.reject(new AppError('store.out-of-space'));
    return read(file, key);
  });
  const { jobId, done } = await bench.jobs.start(caseId, scannerAt(simulator.url), {}, clerk, { pauses: true });
  await reach('paused');
  expect(progressOf()).toMatchObject({ pagesStored: 1, notTaken: { page: 2, sheet: 2 }, error: { code: 'store.out-of-space' } });
  simulator.scanner.reloadFrom(2);
  bench.jobs.resume(jobId);
  expect(await done).toMatchObject({ phase: 'finished', pagesStored: 3 });
  spy.mockRestore();
  // As at the next start: nothing of the page that was reported as not taken is left to turn up again.
  expect(await bench.leftJobs.recover()).toBe(0);
  expect(await numbers()).toEqual([1, 2, 3]);
});

test('a job that waits for paper starts when some is put in, and the device’s state says so', async () => {
  // Slow enough to be seen feeding.
  await simulator.close();
  simulator = await startSimulator({ pages: join(root, 'sheets'), reload: false, msPerSheet: 1_500 });
  simulator.scanner.reload(0);
  await bench.configuration.saveScanner({ ...scannerAt(simulator.url), id: 'window' }, clerk);
  const states: ScannerState['state'][] = [];
  const stop = new AbortController();
  const watching = (async () => {
    for await (const { state } of bench.scannerStates.watch('window', stop.signal)) states.push(state);
  })();
  await vi.waitFor(() => expect(states).toEqual(['ready']), patience);
  const { done } = await bench.jobs.start(caseId, { ...scannerAt(simulator.url), id: 'window' }, {}, clerk, {
    waitForPaper: true,
    pauses: true,
  });
  await reach('waiting-for-paper');
  // A device that wakes up answers 503 for a while: no reason to stop waiting.
  simulator.scanner.faults.set([{ kind: 'status-busy', times: 4 }]);
  await vi.waitFor(() => expect(states).toContain('waiting-for-paper'), patience);
  simulator.scanner.reload(2);
  expect(await done).toMatchObject({ phase: 'finished', pagesStored: 2 });
  await vi.waitFor(() => expect(states.at(-1)).toBe('ready'), patience);
  stop.abort();
  await watching;
  const changes = states.filter((state, index) => state !== states[index - 1]);
  expect(changes[0]).toBe('ready');
  // The moment of feeding before it begins to wait is shorter than a look takes on a busy machine.
  expect(changes.slice(changes.indexOf('waiting-for-paper'))).toEqual(['waiting-for-paper', 'feeding', 'ready']);
});

test('a device that still lets go of a cancelled job is feeding, not busy with somebody else', async () => {
  simulator.scanner.faults.set([{ kind: 'slow-stop', delayMs: 3_000 }]);
  const scanner = { ...scannerAt(simulator.url), id: 'slow' };
  await bench.configuration.saveScanner(scanner, clerk);
  const { jobId, done } = await bench.jobs.start(caseId, scanner, {}, clerk);
  await vi.waitFor(() => expect(simulator.scanner.state).toBe('Processing'), patience);
  bench.jobs.cancel(jobId);
  await done;
  const states: ScannerState['state'][] = [];
  const stop = new AbortController();
  for await (const { state } of bench.scannerStates.watch('slow', stop.signal)) {
    states.push(state);
    if (state === 'ready' || state === 'error') stop.abort();
  }
  expect(states).toEqual(['feeding', 'ready']);
});

test('a watched folder: unreadable files are listed until somebody has looked, taken ones are not taken twice after a crash', async () => {
  const folder = join(root, 'drop');
  await mkdir(folder);
  await drawSide(7).jpeg().toFile(join(folder, '7.jpg'));
  await writeFile(join(folder, 'film.mp4'), 'no page');
  const config = scannerAt(`${pathToFileURL(folder).href}?after-scan=move`, 'folder');
  // As after a crash between storing the page and moving its file away.
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(await readFile(join(folder, '7.jpg'))))).toString('hex');
  await createFolderMemory(bench).remember(config.name, [hash]);
  await drawSide(8).jpeg().toFile(join(folder, '8.jpg'));
  const { done } = await bench.jobs.start(caseId, config, {}, clerk);
  expect(await done).toMatchObject({ phase: 'finished', pagesStored: 1, skippedFiles: [{ name: 'film.mp4', code: 'file.unsupported' }] });
  expect(await numbers()).toEqual([8]);
  expect(progressOf()?.warnings).toEqual(['taken-before']);
  expect((await readdir(join(folder, 'taken'))).sort()).toEqual(['7.jpg', '8.jpg']);
  const [entry] = await vi.waitUntil(async () => {
    const files = await bench.unreadableFiles.list();
    return files.length > 0 ? files : null;
  }, patience);
  expect(entry).toMatchObject({ name: 'film.mp4', code: 'file.unsupported', scannerName: config.name });
  expect(await bench.unreadableFiles.dismiss(entry!.id)).toEqual([]);
  // The same paper scanned again later is another page.
  await drawSide(7).jpeg().toFile(join(folder, '7.jpg'));
  await (
    await bench.jobs.start(caseId, config, {}, clerk)
  ).done;
  expect(await numbers()).toEqual([8, 7]);
});

test('an uploaded file is split outside of this process; a bad one says why and leaves nothing', async () => {
  expect(await bench.fileImport.importFile(caseId, await drawSide(9).jpeg().toBuffer(), 'file', clerk)).toBe(1);
  expect(await numbers()).toEqual([9]);
  await expect(bench.fileImport.importFile(caseId, Buffer.from('%PDF-1.7 cut'), 'file', clerk)).rejects.toMatchObject({
    code: 'file.unreadable',
  });
  expect(await bench.leftJobs.recover()).toBe(0);
  expect(await numbers()).toEqual([9]);
});

test('the self-test says check by check what works, and the test page is dropped', async () => {
  const run = async (address: string, testPage = true): Promise<Record<string, string>> => {
    const events: SelfTestEvent[] = [];
    const options = { scanners: bench.scanners, spoolFolder: await bench.selfTestSpool() };
    for await (const event of testScanner(options, scannerAt(address), { testPage, signal: AbortSignal.timeout(60_000) }))
      events.push(event);
    return Object.fromEntries(
      events.filter(({ result }) => result !== 'running').map(({ check, result, error }) => [check, error?.code ?? result]),
    );
  };
  const rest = { address: 'pass', reachable: 'pass', certificate: 'skipped', capabilities: 'pass', status: 'pass' };
  // Sheets in the path come out after the cancel: the test is over when they are, so the next scan meets no busy device.
  simulator.scanner.faults.set([{ kind: 'slow-stop', delayMs: 1_500 }]);
  expect(await run(simulator.url)).toEqual({ ...rest, 'test-page': 'pass' });
  expect(simulator.scanner.state).toBe('Idle');
  simulator.scanner.reload();
  const next = await bench.jobs.start(caseId, scannerAt(simulator.url), {}, clerk);
  expect(await next.done).toMatchObject({ phase: 'finished', pagesStored: 3 });
  simulator.scanner.reload();
  expect(await run(simulator.url, false)).toEqual({ ...rest, 'test-page': 'skipped' });
  expect(await run('http://127.0.0.1:9/eSCL')).toMatchObject({
    reachable: 'device.offline',
    capabilities: 'skipped',
    'test-page': 'skipped',
  });
  expect((await readdir(await bench.selfTestSpool())).filter((name) => name.startsWith('self-test'))).toEqual([]);
});

test('profiles keep their place, and the recorder writes traces that can be read and removed', async () => {
  const profile = { id: 'a', name: '双面', scannerId: 'window', itemCode: null, request: { duplex: true }, waitForPaper: true };
  await bench.profiles.save(profile, clerk);
  await bench.profiles.save({ ...profile, id: 'b' }, clerk);
  expect((await bench.profiles.save({ ...profile, name: '单面' }, clerk)).map(({ id, name }) => [id, name])).toEqual([
    ['a', '单面'],
    ['b', '双面'],
  ]);
  expect((await bench.profiles.remove('a', clerk)).map(({ id }) => id)).toEqual(['b']);
  await expect(bench.profiles.get('a')).rejects.toMatchObject({ code: 'not-found' });
  expect((await bench.recorder.set(true, clerk)).on).toBe(true);
  await (
    await bench.jobs.start(caseId, scannerAt(simulator.url), {}, clerk)
  ).done;
  const traces = await vi.waitUntil(async () => {
    const view = await bench.recorder.view();
    return view.traces.length > 0 ? view.traces : null;
  }, patience);
  expect(traces[0]).toMatchObject({ outcome: 'end-of-feed', makeAndModel: 'Intake Desk Simulated Scanner' });
  expect(JSON.parse((await bench.recorder.read(traces[0]!.id)).text)).toMatchObject({ pages: 3 });
  await expect(bench.recorder.read('../../store')).rejects.toMatchObject({ code: 'not-found' });
  expect((await bench.recorder.remove(traces[0]!.id)).traces).toEqual([]);
  expect((await bench.recorder.set(false, clerk)).on).toBe(false);
});
